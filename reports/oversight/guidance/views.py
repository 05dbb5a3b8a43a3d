"""What the coordinator tells the agencies for a round: the page everybody reads, and the one where it is written."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Person, person_of
from agencies.errors import Refused
from reports.doors import Standing, get_round
from reports.evidence.handing import hand_out
from reports.models import Round
from reports.oversight.guidance import services
from reports.oversight.guidance.forms import GuidanceForm, initial_of
from reports.oversight.guidance.selectors import get_guidance_file, history_of


@require_safe
def guidance(request: HttpRequest, plan: str, year: int) -> HttpResponse:
    """What holds now, and what was said before."""
    person = person_of(request)
    round_ = get_round(person, plan, year)
    rows = history_of(round_)
    context = {
        "round": round_,
        "current": rows[0] if rows and rows[0].text else None,
        "earlier": rows[1:] if rows and rows[0].text else rows,
        "writes": _writes(person, round_),
    }
    return render(request, "reports/oversight/guidance.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write_guidance(request: HttpRequest, plan: str, year: int) -> HttpResponse:
    """For the coordinator's people. A POST with "preview" only shows, one with "take_back" ends what holds."""
    person = person_of(request)
    round_ = get_round(person, plan, year)
    if not _writes(person, round_):
        raise Http404
    before = next(iter(history_of(round_)), None)
    form = GuidanceForm(request.POST or None, request.FILES or None, initial=initial_of(before))
    form.ask_about_file(before)
    looks = "preview" in request.POST
    if form.is_bound and not looks and _change(request, form, round_, person):
        return redirect("reports:guidance", plan, year)
    context = {"round": round_, "form": form, "before": before, "looks": looks, "seen": form.seen_from(before)}
    status = 200 if looks or not form.errors else 409 if form.rival else 422
    return render(request, "reports/oversight/write_guidance.html", context, status=status)


def _change(request: HttpRequest, form: GuidanceForm, round_: Round, person: Person) -> bool:
    """Whether something was changed. What stands against it goes to the form."""
    about: dict[str, Any] = {"round_": round_, "by": person, "now": timezone.now()}
    try:
        if "take_back" in request.POST:
            services.take_back(seen=form.seen, **about)
            messages.success(request, _("Đã rút hướng dẫn. Nội dung cũ vẫn được lưu bên dưới."))
        elif form.is_valid():
            services.say(seen=form.seen, **form.content, **about)
            messages.success(request, _("Đã lưu. Hướng dẫn này đứng đầu biểu báo cáo của mọi cơ quan."))
    except Refused as refused:
        form.add_refusal(refused)
    return not form.errors


def _writes(person: Person, round_: Round) -> bool:
    return Standing(person, round_.plan, on=timezone.localdate()).is_officer and not round_.locked_at


@require_safe
def guidance_file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """The file under its own name, whatever `name` the address says."""
    return hand_out(get_guidance_file(person_of(request), pk))
