"""What was issued, over the years: the summary, two years side by side, and the same as a file."""

from collections import Counter
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.access import person_of
from plan.models import Plan
from plan.selectors import get_plan
from reports.models import Consolidation
from reports.years.comparing import Pair, Turn, pairs_of
from reports.years.selectors import indicator_rows, issued_reports, reporting_of, standing_reports, task_rows
from reports.years.table import counts_of
from reports.years.workbook import CONTENT_TYPE, write
from targets.enums import Status


@require_safe
def years(request: HttpRequest, plan: str) -> HttpResponse:
    """All years' issued reports: which hold, what they say of each indicator and task, how agencies reported."""
    plan_ = get_plan(person_of(request), plan)
    issued = issued_reports(plan_)
    reports = standing_reports(issued)
    standing = list(reports.values())
    rows, all_years = indicator_rows(standing), list(plan_.years)
    counts = counts_of(rows, reports)
    tasks, place = task_rows(standing), {year: number for number, year in enumerate(reports)}
    context = {
        "plan": plan_,
        "years": all_years,
        "issued": issued,
        "reports": reports,
        "standing": standing,
        "indicators": [(row, [(year, row.cells.get(year)) for year in all_years]) for row in rows],
        "verdicts": [(year, _segments(counts[year]), sum(counts[year].values())) for year in reports],
        "tasks": [(row, [(y, row.states[place[y]] if y in place else None) for y in all_years]) for row in tasks],
        "reporting": list(zip(reports, reporting_of(standing), strict=True)),
        "compare_url": _compare_url(plan_, list(reports)),
    }
    return render(request, "reports/years/years.html", context)


def _segments(counts: Mapping[Status, int]) -> list[dict[str, Any]]:
    """The verdicts of one year for a bar, the best first."""
    return [
        {"value": status.value, "label": status.label, "count": counts[status]}
        for status in reversed(Status)
        if status in counts
    ]


def _compare_url(plan: Plan, years: list[int]) -> str:
    """The last two years side by side; empty while there is only one."""
    if len(years) < 2:
        return ""
    return f"{reverse('reports:compare_years', args=[plan.code])}?truoc={years[-2]}&sau={years[-1]}"


@require_safe
def compare(request: HttpRequest, plan: str) -> HttpResponse:
    """Two years' reports side by side; without a choice of years, the last two."""
    plan_ = get_plan(person_of(request), plan)
    reports = standing_reports(issued_reports(plan_))
    if len(reports) < 2:
        raise Http404
    before, after = _chosen(request, list(reports))
    pairs = pairs_of(indicator_rows([reports[before], reports[after]]), before, after)
    turns = Counter(pair.turn for pair in pairs)
    shown = _only(request, turns)
    tasks = task_rows([reports[before], reports[after]])
    context: dict[str, Any] = {
        "plan": plan_,
        "before": reports[before],
        "after": reports[after],
        "both": [reports[before], reports[after]],
        "choices": list(reports),
        "pairs": [pair for pair in pairs if shown is None or pair.turn == shown],
        "tabs": _tabs(pairs, turns, shown, before, after),
        "tasks": tasks,
        "changed_tasks": [row for row in tasks if len(set(row.states)) > 1],
        "reporting": list(zip((before, after), reporting_of([reports[before], reports[after]]), strict=True)),
    }
    return render(request, "reports/years/compare.html", context)


def _chosen(request: HttpRequest, years: list[int]) -> tuple[int, int]:
    """Two different years of those there are, the earlier first; the last two where the address names none."""
    known = {str(year): year for year in years}
    named = {known.get(request.GET.get(name, "")) for name in ("truoc", "sau")} - {None}
    if len(named) != 2:
        return years[-2], years[-1]
    before, after = sorted(year for year in named if year)
    return before, after


def _only(request: HttpRequest, turns: Counter[Turn]) -> Turn | None:
    wanted = request.GET.get("chi", "")
    return Turn(wanted) if wanted in Turn.values and turns[Turn(wanted)] else None


def _tabs(pairs: list[Pair], turns: Counter[Turn], shown: Turn | None, before: int, after: int) -> list[dict[str, Any]]:
    address = f"?truoc={before}&sau={after}"
    tabs = [{"label": _("Tất cả ({count})").format(count=len(pairs)), "url": address, "current": shown is None}]
    for turn in Turn:
        if turns[turn]:
            label = f"{str(turn.label).capitalize()} ({turns[turn]})"
            tabs.append({"label": label, "url": f"{address}&chi={turn.value}", "current": turn == shown})
    return tabs


@require_safe
def workbook(request: HttpRequest, plan: str) -> FileResponse:
    """The summary as an Excel file."""
    plan_ = get_plan(person_of(request), plan)
    reports = standing_reports(issued_reports(plan_))
    file = BytesIO()
    standing: list[Consolidation] = list(reports.values())
    write(plan_, reports, indicator_rows(standing), task_rows(standing), reporting_of(standing), file)
    file.seek(0)
    name = _("Kết quả qua các năm, {plan}.xlsx").format(plan=plan_.code)
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)
