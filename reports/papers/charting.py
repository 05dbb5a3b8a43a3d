"""The charts of a consolidated report: each indicator's figures as they stood when the report was built.

Figures on record are never changed, only followed by others, so they can be read as of a moment; the report's own year
and the year before are taken from its rows.
"""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from reports.consolidate.reading import rows_of
from reports.documents.charts import Chart, Mark, picture
from reports.documents.paper import Appendix, roman
from reports.documents.wording import previous_words, required_words, value_words
from reports.models import ConsolidatedIndicator, Consolidation
from targets.figures import format_figure
from targets.models import Measurement
from targets.selectors import IndicatorRow, last_day


def chart_appendix(report: Consolidation, *, number: int, attached: str) -> Appendix | None:
    """The charts as appendix `number`; None where no indicator has a figure. Eight queries, whatever the size."""
    charts = charts_of(report)
    if not charts:
        return None
    return Appendix(
        label=_("Phụ lục {number}").format(number=roman(number)),
        title=_("BIỂU ĐỒ CHỈ TIÊU"),
        attached=attached,
        pictures=[picture(chart) for chart in charts],
    )


def charts_of(report: Consolidation) -> list[Chart]:
    """One for each indicator with a figure of the plan's own years, in the plan's order."""
    rows = {row.indicator.pk: row for row in _rows_as_of(report)}
    lines = report.indicators.all()
    charts = (_chart(rows[line.indicator_id], line, report.round.year) for line in lines if line.indicator_id in rows)
    return [chart for chart in charts if any(mark.year >= report.round.plan.start_year for mark in chart.values)]


def _rows_as_of(report: Consolidation) -> Iterable[IndicatorRow]:
    """The indicators with the figures on record at the building, and what was asked for on the year's last day."""
    round_ = report.round
    known = Measurement.objects.filter(
        indicator__plan=round_.plan_id, year__lte=round_.year, recorded_at__lte=report.built_at
    )
    latest = known.order_by("indicator_id", "year", "-revision").distinct("indicator_id", "year")
    figures: dict[int, dict[int, Measurement]] = {}
    for measurement in latest:
        figures.setdefault(measurement.indicator_id, {})[measurement.year] = measurement
    end = last_day(round_.year)
    for row in rows_of(round_):
        of_series = [figures.get(one.pk, {}) for one in row.series]
        row.measurements = {year: figure for known_years in of_series for year, figure in known_years.items()}
        row.targets = [target for target in row.targets if target.holds_on(end)]
        row.milestone_rows = [one for one in row.milestone_rows if one.holds_on(end)]
        yield row


def _chart(row: IndicatorRow, line: ConsolidatedIndicator, year: int) -> Chart:
    baseline, plan = row.baseline, row.plan
    first = min(plan.start_year, baseline.year if baseline else plan.start_year)
    last = max([plan.horizon_year, *(target.year for target in row.targets)])
    years = range(max(first, last - _MOST_YEARS + 1), last + 1)
    unit = f" ({line.unit})" if line.unit else ""
    return Chart(
        title=f"{line.code}. {line.name}{unit}",
        target=line.target,
        years=years,
        values=[mark for mark in _values(row, line, year) if mark.year in years],
        path=_path(row, line, year, last),
        bounds=_bounds(row, year),
    )


_MOST_YEARS = 14  # beside each other on a page


def _values(row: IndicatorRow, line: ConsolidatedIndicator, year: int) -> list[Mark]:
    marks = {}
    if row.baseline and row.baseline.year < row.plan.start_year:
        words = format_figure(row.baseline.value, min_decimals=line.decimals)
        marks[row.baseline.year] = Mark(row.baseline.year, row.baseline.value, words)
    for one in range(row.plan.start_year, year - 1):
        value = row.value(one)
        if value is not None:
            marks[one] = Mark(one, value, row.written(value, one))
    for one, frozen, words in (
        (year - 1, line.previous, previous_words(line)),
        (year, line.value, value_words(line)),
    ):
        if frozen is not None:
            marks[one] = Mark(one, frozen, words)
    return [marks[one] for one in sorted(marks)]


def _path(row: IndicatorRow, line: ConsolidatedIndicator, year: int, last: int) -> list[Mark]:
    """What each year asks for; the report's own year as the report says it. One point is no path."""
    rule = row.rule_at(year)
    if rule is None or line.required is None:
        return []
    marks = []
    for one in range(row.plan.start_year, last + 1):
        asked = line.required if one == year else row.required(one)
        if asked is not None:
            words = (
                required_words(line) if one == year else format_figure(asked, line.decimals, min_decimals=line.decimals)
            )
            marks.append(Mark(one, asked, words))
    return marks if len(marks) > 1 else []


def _bounds(row: IndicatorRow, year: int) -> list[Decimal]:
    rule = row.rule_at(year)
    ends = (rule.lower, rule.upper) if rule else ()
    return [end for end in ends if end is not None]
