"""A person's own mails: which kinds are wanted, what was sent, and the way out that every mail carries."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from agencies.access import person_of
from reports.enums import MailKind, MailState
from reports.mail.links import read_refusal
from reports.mail.looks import LOOKS
from reports.mail.preferences import choose, last_mails, refuse, refused_by
from reports.models import Mail

MAILS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A mail in the list, with the look of its state."""

    mail: Mail
    tone: str
    icon: str


@require_http_methods(["GET", "HEAD", "POST"])
def mails(request: HttpRequest) -> HttpResponse:
    """What everybody with an account may see and choose: the own mails."""
    user = person_of(request).user
    if request.method == "POST":
        wanted = [kind for kind in MailKind if kind.value in request.POST.getlist("kind")]
        choose(person=user, wanted=wanted, now=timezone.now())
        messages.success(request, _("Đã lưu lựa chọn thư báo."))
        return redirect("reports:mails")
    refused = refused_by(user)
    context = {
        "address": user.email,
        "kinds": [{"value": kind.value, "label": kind.label, "wanted": kind not in refused} for kind in MailKind],
        "mails": [Line(mail, *LOOKS[MailState(mail.state)]) for mail in last_mails(user, limit=MAILS_SHOWN)],
    }
    return render(request, "reports/mail/mails.html", context)


@login_not_required
@csrf_exempt  # mail programs post here by themselves (RFC 8058); the token is what allows it
@require_http_methods(["GET", "HEAD", "POST"])
def refuse_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a mail: asks, and on POST ends the mails of that kind. Reading the page changes nothing, because
    mail scanners open every link."""
    found = read_refusal(token)
    if found is None:
        raise Http404
    person, kind = found
    if request.method == "POST":
        refuse(person=person, kind=kind, now=timezone.now())
    context = {"kind": kind.label, "address": person.email, "is_refused": kind in refused_by(person)}
    return render(request, "reports/mail/refuse.html", context)
