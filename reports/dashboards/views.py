import datetime as dt
from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.access import person_of
from plan.selectors import get_plan
from reports.dashboards import charts, workbook
from reports.dashboards.headline import tasks_sentence
from reports.dashboards.history import line_of, year_lines
from reports.dashboards.overview import Dashboard, Filters
from reports.dashboards.presenting import context_of, sentences_of
from reports.dashboards.selectors import dashboard_of, reports_open_to, revisions_of, rounds_of
from reports.doors import Standing
from targets.enums import Kind
from targets.figures import format_figure
from targets.selectors import IndicatorRow, in_unit, indicator_row, rule_of
from targets.verdicts import describe


@require_safe
def dashboard(request: HttpRequest, plan: str, year: int) -> HttpResponse:
    """One year of a plan at a glance, for everybody who holds a role."""
    now = timezone.now()
    page = _read(request, plan, year, now)
    return render(request, "reports/dashboards/dashboard.html", context_of(page, now))


@require_safe
def dashboard_workbook(request: HttpRequest, plan: str, year: int) -> HttpResponse:
    """The same view, filtered and sorted the same way, as an Excel file."""
    now = timezone.now()
    page = _read(request, plan, year, now)
    file = BytesIO()
    workbook.write(page, file, sentences=[*sentences_of(page, now), tasks_sentence(page.task_states.values())])
    headers = {"Content-Disposition": f'attachment; filename="tong-quan-{page.plan.code}-{year}.xlsx"'}
    return HttpResponse(file.getvalue(), content_type=workbook.CONTENT_TYPE, headers=headers)


@require_safe
def indicator(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """One indicator over the years: the sentence, the chart, and the same numbers as a table."""
    person, today = person_of(request), timezone.localdate()
    the_plan = get_plan(person, plan)
    row = indicator_row(the_plan, code, on=today)
    revisions = revisions_of(row.indicator)
    standing = Standing(person, the_plan, on=today)
    until = max([today.year, *row.measurements])
    lines = year_lines(row, revisions, reports_open_to(standing, revisions), until=until)
    context = {
        "plan": the_plan,
        "row": row,
        "lines": lines,
        "line": line_of(lines, request.GET.get("nam", "")),
        "trail": _trail(row),
        "declared": Kind(row.indicator.kind).is_declared,
        "chart": None if row.indicator.kind in charts.ON_A_TIMELINE else charts.series(row, until=until),
        "may_assign": standing.is_officer,
        **_words(row),
    }
    return render(request, "reports/dashboards/indicator.html", context)


def _read(request: HttpRequest, plan: str, year: int, now: dt.datetime) -> Dashboard:
    round_, sent = rounds_of(person_of(request), plan, year)
    return dashboard_of(round_, sent, Filters.of(request.GET), now=now)


def _trail(row: IndicatorRow) -> list[dict[str, str]]:
    """Back to the plan and, where something was accepted, to the dashboard of the last such year."""
    plan = row.plan
    trail = [{"label": plan.short_title, "url": reverse("plan:detail", args=[plan.code])}]
    if row.measurements:
        year = max(row.measurements)
        url = reverse("reports:dashboard", args=[plan.code, year])
        trail.append({"label": _("Tổng quan năm {year}").format(year=year), "url": url})
    return trail


def _caption(row: IndicatorRow) -> str:
    """What the chart draws, with its unit once."""
    words = _("Giá trị đã duyệt, lộ trình và mức phải đạt")
    if row.adds_up:
        words = _("Cộng dồn từ năm {year}, lộ trình và mức phải đạt").format(year=row.plan.start_year)
    return f"{words} ({row.indicator.unit})" if row.indicator.unit else words


def _words(row: IndicatorRow) -> dict[str, Any]:
    """The target, what it was before, and the baseline, in words."""
    indicator, baseline = row.indicator, row.baseline_row
    former = [target for target in row.targets if target is not row.target and target.valid_to]
    return {
        "target": describe(row.rule) if row.rule else "",
        "former_targets": [
            {"words": describe(rule_of(indicator, target, row.plan)), "until": target.valid_to} for target in former
        ],
        "baseline": baseline and in_unit(format_figure(baseline.value, min_decimals=indicator.decimals), indicator),
        "owners": ", ".join(owner.agency.name for owner in row.owners),
        "caption": _caption(row),
    }
