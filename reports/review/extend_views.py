"""More time for one agency, or for several at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.access import person_of
from agencies.errors import Refused, Stale
from reports.models import Extension
from reports.review.extending import NotForAll, candidates_of, extend_all
from reports.review.forms import ExtensionForm
from reports.review.selectors import extensions_of, get_board_round, get_chased_submission
from reports.review.views import board_link


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """More time for one agency, below what it was given before."""
    submission = get_chased_submission(person_of(request), pk, on=timezone.localdate())
    return _extend(request, [submission.pk], {"extensions": extensions_of(submission)})


@require_http_methods(["GET", "HEAD", "POST"])
def extend_several(request: HttpRequest, plan: str, year: int) -> HttpResponse:
    """More time for the agencies chosen on the board, by one decision."""
    round_, standing = get_board_round(person_of(request), plan, year, on=timezone.localdate())
    if not standing.is_officer:
        raise Http404
    chosen = {int(pk) for pk in request.GET.getlist("bao-cao") if pk.isdecimal() and len(pk) < 10}
    here = list(round_.submissions.filter(pk__in=chosen).values_list("pk", flat=True))
    if not here:
        messages.error(request, _("Hãy đánh dấu ít nhất một cơ quan rồi bấm “Gia hạn”."))
        return redirect(board_link(round_)["url"])
    return _extend(request, here, {})


def _extend(request: HttpRequest, chosen: list[int], context: dict[str, Any]) -> HttpResponse:
    candidates, status = candidates_of(chosen), 200
    round_ = candidates[0].report.round
    form = ExtensionForm(request.POST or None)
    if form.is_valid():
        reports = [one.report for one in candidates]
        try:
            extended = extend_all(submissions=reports, by=person_of(request), now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_refusal(refused)
            candidates = refused.candidates if isinstance(refused, NotForAll) else candidates
            status = 409 if isinstance(refused, Stale) else 422
        else:
            messages.success(request, _done(extended))
            return redirect(board_link(round_)["url"])
    context |= {"form": form, "candidates": candidates, "round": round_, "trail": [board_link(round_)]}
    context |= {"possible": [one for one in candidates if not one.why], "seen": sum(one.given for one in candidates)}
    if form.errors and status == 200:
        status = 422
    return render(request, "reports/review/extend.html", context, status=status)


def _done(extended: list[Extension]) -> str:
    names = "; ".join(one.submission.agency.short_name for one in extended)
    day = f"{timezone.localtime(extended[0].due_at):%d/%m/%Y}"
    if len(extended) == 1:
        return _("Đã gia hạn cho {agency} đến hết ngày {day}.").format(agency=names, day=day)
    words = _("Đã gia hạn cho {count} cơ quan đến hết ngày {day}: {names}.")
    return words.format(count=len(extended), day=day, names=names)
