"""Rounds and their opening."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import person_of
from agencies.errors import Refused
from plan.models import Plan, due_date
from plan.selectors import get_plan
from reports.collect.opening import open_round as open_the_round
from reports.doors import Standing
from reports.followup.listing import cards_for
from reports.models import Round
from reports.review.forms import OpenRoundForm
from reports.review.opening import preview_opening, years_without_round
from reports.review.selectors import rounds_of, sees_boards


@require_safe
def rounds(request: HttpRequest, plan: str) -> HttpResponse:
    """The plan's rounds by year, for everybody who holds a role."""
    person, now = person_of(request), timezone.now()
    plan_ = get_plan(person, plan)
    rows = rounds_of(plan_, now=now)
    today = timezone.localdate(now)
    context = {
        "plan": plan_,
        "trail": [{"label": plan_.short_title, "url": reverse("plan:detail", args=[plan_.code])}],
        "rows": rows,
        "can_open": person.is_admin and len(rows) < len(plan_.years),
        "sees_boards": sees_boards(Standing(person, plan_, on=today)),
        "follow_up_cards": cards_for(person, on=today),
    }
    return render(request, "reports/review/rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request: HttpRequest, plan: str) -> HttpResponse:
    """For administrators: the year's due days, and who will get a report, before it is done."""
    person = person_of(request)
    plan_ = get_plan(person, plan)
    years = years_without_round(plan_)
    if not (person.is_admin and years):
        raise Http404
    year = _chosen_year(request, years)
    form = OpenRoundForm(request.POST or None, initial=OpenRoundForm.defaults(plan_, year))
    if form.is_valid():
        try:
            open_the_round(plan=plan_, year=year, by=person, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Đã mở kỳ báo cáo năm {year}.").format(year=year))
            return redirect("reports:board", plan=plan_.code, year=year)
    context = {"plan": plan_, "form": form, "year": year, "years": _year_links(years, year)}
    context |= {"trail": [_link_to_rounds(plan_)], "preview": preview_opening(plan_, due_date(plan_.agency_due, year))}
    return render(request, "reports/review/open_round.html", context, status=422 if form.errors else 200)


def _chosen_year(request: HttpRequest, years: list[int]) -> int:
    chosen = request.GET.get("year", "")
    return next((year for year in years if str(year) == chosen), years[0])


def _year_links(years: list[int], current: int) -> list[dict[str, Any]]:
    return [{"label": str(year), "url": f"?year={year}", "current": year == current} for year in sorted(years)]


def _link_to_rounds(plan: Plan) -> dict[str, str]:
    return {"label": _("Các kỳ báo cáo"), "url": reverse("reports:rounds", args=[plan.code])}


def board_link(round_: Round) -> dict[str, str]:
    """The way back to a round's board."""
    label = _("Kỳ báo cáo {year}").format(year=round_.year)
    return {"label": label, "url": reverse("reports:board", args=[round_.plan.code, round_.year])}
