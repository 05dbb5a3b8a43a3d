from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.access import Person, person_of
from plan.selectors import get_plan
from reports.dashboards import indicator_workbook
from reports.dashboards.charts import ON_A_TIMELINE
from reports.dashboards.disagreements import parts_by_year, resolutions_of, split
from reports.dashboards.history import YearLine, coming_lines, line_of, year_lines
from reports.dashboards.records import revisions_of, sources_open_to
from reports.dashboards.series import series
from reports.dashboards.timeline import timeline
from reports.doors import Standing
from targets.enums import Kind
from targets.figures import format_figure
from targets.models import Measurement
from targets.outlook import Outlook, outlook_of
from targets.selectors import IndicatorRow, in_unit, indicator_row, rule_of
from targets.timeline import reporters_over_time
from targets.verdicts import describe


@require_safe
def indicator(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """One indicator over the years: the sentence, the chart, the same numbers as a table, and what lies ahead."""
    page = Page(person_of(request), plan, code)
    context = {
        "plan": page.row.plan,
        "row": page.row,
        "lines": page.lines,
        "line": line_of(page.lines, request.GET.get("nam", "")),
        "outlook": page.outlook,
        "coming": coming_lines(page.row, page.outlook) if page.outlook else [],
        "trail": _trail(page.row),
        "declared": Kind(page.row.indicator.kind).is_declared,
        "may_assign": page.standing.is_officer,
        "reporters": page.reporters,
        "parts": parts_by_year(page.row, page.parts),
        "resolutions": resolutions_of(page.row),
        "excel": reverse("reports:indicator_workbook", args=[page.row.plan.code, page.row.indicator.code]),
        "picture_name": f"chi-tieu-{page.row.indicator.code}",
        **page.picture,
        **_words(page.row),
    }
    return render(request, "reports/dashboards/indicator.html", context)


@require_safe
def workbook(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """The table of that page as an Excel file."""
    page, file = Page(person_of(request), plan, code), BytesIO()
    indicator_workbook.write(page.row, page.lines, page.outlook, file, on=page.row.on)
    name = f"chi-tieu-{page.row.indicator.code}-{page.row.plan.code}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file.getvalue(), content_type=indicator_workbook.CONTENT_TYPE, headers=headers)


class Page:
    """What both views show of an indicator today. Http404 for outsiders, and for a code that the plan does not have."""

    def __init__(self, person: Person, plan: str, code: str) -> None:
        today = timezone.localdate()
        the_plan = get_plan(person, plan)
        self.row = indicator_row(the_plan, code, on=today)
        self.standing = Standing(person, the_plan, on=today)
        self.revisions: dict[int, list[Measurement]]
        self.revisions, self.parts = split(revisions_of(self.row.indicator))
        self.until = max([today.year, *self.row.measurements])
        readable = sources_open_to(self.standing, self.revisions)
        self.lines: list[YearLine] = year_lines(self.row, self.revisions, readable, until=self.until)
        self.outlook: Outlook | None = outlook_of(self.row)
        self.reporters = reporters_over_time(self.row)

    @property
    def picture(self) -> dict[str, Any]:
        """A chart of figures, or a timeline of answers and grades."""
        if self.row.indicator.kind in ON_A_TIMELINE:
            return {"timeline": timeline(self.row, until=self.until)}
        return {"chart": series(self.row, self.revisions, self.outlook, until=self.until)}


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
    if row.indicator.kind == Kind.LEVEL:
        return _("Mức độ từng năm")
    if row.indicator.kind in ON_A_TIMELINE:
        return _("Kết quả từng năm")
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
        "schedule": _schedule(row),
        "baseline": baseline and in_unit(format_figure(baseline.value, min_decimals=indicator.decimals), indicator),
        "owners": ", ".join(owner.agency.name for owner in row.reporters),
        "caption": _caption(row),
    }


def _schedule(row: IndicatorRow) -> dict[str, Any]:
    """The yearly milestones that hold now, and the decision that set them."""
    rows = [one for one in row.milestone_rows if one.holds_on(row.on)]
    decision = next((one.amendment for one in rows if one.amendment), None)
    shown = [(one.year, format_figure(one.value, min_decimals=row.indicator.decimals)) for one in rows]
    return {"years": shown, "decision": decision}
