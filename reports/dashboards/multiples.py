"""Small multiples: one picture for each indicator, all on the same years, drawn on the server.

The dashed line is what was asked, the full line what was accepted (estimates hollow), the strokes at the target's year
its bounds. What is declared or graded has a row of marks instead. No scripts, and no query of its own. What is written
into the drawing are digits and names of ours; the sentence beside it is escaped.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.dashboards.charts import ON_A_TIMELINE
from targets.enums import Answer, Kind, Quality
from targets.figures import format_figure
from targets.models import Measurement
from targets.selectors import IndicatorRow, in_unit

WIDTH, HEIGHT = 240, 80
LEFT, RIGHT, TOP, BOTTOM = 12, 228, 8, 58  # where points may lie
MIDDLE, FOOT = 34, 75  # of a row of marks; of the years
AXIS = "truc-nam"


def axis(years: range, *, year: int) -> SafeString:
    """The years under every picture, drawn once and used by each; `year` is the one looked at."""
    x = _columns(years)
    words = "".join(
        f'<text class="axis-{"now" if one == year else "year"}" x="{x[one]}" y="{FOOT}">{one % 100:02}</text>'
        for one in years
    )
    line = f'<path class="axis-line" d="M0,{BOTTOM + 5}H{WIDTH}"/>'
    return SafeString(
        f'<svg class="multiple-defs" width="0" height="0" aria-hidden="true"><g id="{AXIS}">{line}{words}</g></svg>'
    )


def multiple(row: IndicatorRow, *, until: int) -> SafeString:
    """The picture of one indicator with accepted answers up to `until`; put `axis` on the page once."""
    on_timeline = row.indicator.kind in ON_A_TIMELINE
    inside = "".join(_marks(row, until) if on_timeline else _lines(row, until))
    return SafeString(
        f'<svg class="multiple" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(spoken(row, until))}">'
        f'<use href="#{AXIS}"/>{inside}</svg>'
    )


def spoken(row: IndicatorRow, until: int) -> str:
    """The picture in a sentence: "Năm 2024: 50,1%; năm 2025: 52,1%; lộ trình năm 2025: 53,0%." """
    years = [year for year in row.plan.years if year <= until and year in row.measurements]
    parts = [_("năm {year}: {answer}").format(year=year, answer=_said(row, year)) for year in years]
    required = row.required(until)
    if required is not None and row.indicator.kind not in ON_A_TIMELINE:
        words = _("lộ trình năm {year}: {figure}")
        parts.append(words.format(year=until, figure=_beside(row, required, until)))
    sentence = "; ".join(parts) or _("chưa có số liệu năm nào")
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _beside(row: IndicatorRow, required: Decimal, year: int) -> str:
    """What the path asks for, with as many decimals as the figure it stands beside."""
    value, decimals = row.value(year), row.indicator.decimals
    places = decimals if value is None else row.places(value, year)
    return in_unit(format_figure(required, places, min_decimals=decimals), row.indicator)


def _said(row: IndicatorRow, year: int) -> str:
    value = row.value(year)
    return row.measurements[year].get_answer_display() if value is None else row.shown(value, year)


@lru_cache(maxsize=8)
def _columns(years: range) -> dict[int, int]:
    """Where each year stands."""
    step = (RIGHT - LEFT) / max(1, len(years) - 1)
    return {year: round(LEFT + place * step) for place, year in enumerate(years)}


def _nearest(year: int, years: range) -> int:
    """`year`, or the first or last that is drawn."""
    return min(max(year, years[0]), years[-1])


# Figures


def _lines(row: IndicatorRow, until: int) -> Iterable[str]:
    years = row.plan.years
    x = _columns(years)
    values = {year: value for year in years if year <= until and (value := row.value(year)) is not None}
    path = {year: asked for year in years if (asked := row.required(year)) is not None}
    rule = row.rule_at(until)
    bounds = [bound for bound in (rule.lower, rule.upper) if bound is not None] if rule else []
    y = _scale([*values.values(), *path.values(), *bounds])
    if rule and bounds:
        yield _target(x[_nearest(rule.year, years)], [y(bound) for bound in bounds])
    if len(path) > 1:
        yield f'<path class="path" d="{_line(path, x, y)}"/>'
    if len(values) > 1:
        yield f'<path class="values" d="{_line(values, x, y)}"/>'
    for year, value in values.items():
        look = "full" if row.quality(year) == Quality.OFFICIAL else "hollow"
        yield f'<circle class="{look}" cx="{x[year]}" cy="{y(value)}" r="4"/>'
    for year in years:
        if year <= until and year not in values:
            yield f'<circle class="none" cx="{x[year]}" cy="{BOTTOM}" r="4"/>'


def _scale(numbers: list[Decimal]) -> Callable[[Decimal], int]:
    """From figures to heights; each indicator has a scale of its own."""
    if not numbers:
        return lambda value: MIDDLE
    low, span = float(min(numbers)), float(max(numbers) - min(numbers))

    def height(value: Decimal) -> int:
        share = (float(value) - low) / span if span else 0.5
        return round(BOTTOM - share * (BOTTOM - TOP))

    return height


def _line(points: dict[int, Decimal], x: dict[int, int], y: Callable[[Decimal], int]) -> str:
    """A year without a figure breaks the line."""
    return "".join(f"{'L' if year - 1 in points else 'M'}{x[year]},{y(value)}" for year, value in points.items())


def _target(x: int, heights: list[int]) -> str:
    """A stroke for each bound, and the room between two of them."""
    strokes = "".join(f"M{x - 11},{y}h22" for y in heights)
    low, high = max(heights), min(heights)
    band = f'<path class="band" d="M{x - 9},{high}h18V{low}h-18z"/>' if low > high else ""
    return f'{band}<path class="bound" d="{strokes}"/>'


# Declarations and grades


def _marks(row: IndicatorRow, until: int) -> Iterable[str]:
    """Full: the target was met that year; hollow: answered, not met; dashed: no answer; a point: still to come."""
    graded = row.indicator.kind == Kind.LEVEL
    for year, x in _columns(row.plan.years).items():
        answer = row.measurements.get(year) if year <= until else None
        if year > until:
            yield f'<circle class="ahead" cx="{x}" cy="{MIDDLE}" r="2"/>'
        elif answer is None or Answer(answer.answer).is_nothing:
            yield f'<circle class="none" cx="{x}" cy="{MIDDLE}" r="9"/>'
        else:
            met = _is_met(row, year, answer)
            yield f'<circle class="{"full" if met else "hollow"}" cx="{x}" cy="{MIDDLE}" r="11"/>'
            if graded and answer.value is not None:
                yield f'<text class="grade{" on" if met else ""}" x="{x}" y="{MIDDLE + 4}">{answer.value:.0f}</text>'
            elif met:
                yield f'<path class="tick" d="M{x - 5},{MIDDLE}l3.5,3.5l6.5,-7"/>'
    rule = row.rule_at(until)
    if rule:
        x = _columns(row.plan.years)[_nearest(rule.year, row.plan.years)]
        yield f'<path class="bound" d="M{x + 9},{MIDDLE - 16}v32"/>'


def _is_met(row: IndicatorRow, year: int, answer: Measurement) -> bool:
    rule = row.rule_at(year)
    return answer.answer == Answer.DONE or bool(answer.value is not None and rule and rule.meets(answer.value))
