"""The path before and after a change as a small picture in SVG path data; the table beside it has the same figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from targets.enums import Kind
from targets.selectors import IndicatorRow
from targets.setting.asked import is_milestone

WIDTH, HEIGHT, MARGIN, FOOT = 360, 160, 14, 20


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the picture. Coordinates are strings: templates would write them with a decimal comma."""

    x: str
    y: str
    year: int


@dataclass(frozen=True, slots=True)
class Picture:
    """`before` is empty where the path does not change. `marks` are the milestones, `bound` the target."""

    before: str
    after: str
    bound: str
    marks: tuple[Mark, ...]
    years: tuple[Mark, ...]


def picture(before: IndicatorRow, after: IndicatorRow) -> Picture | None:
    """None where there is no line to draw: for what is declared or graded, and without a path."""
    years = after.plan.years
    old, new = _path(before), _path(after)
    numbers = [*old.values(), *new.values()]
    if Kind(after.indicator.kind) in (Kind.LEVEL, Kind.MILESTONE, Kind.QUALITATIVE) or len(set(numbers)) < 2:
        return None
    low, span = min(numbers), max(numbers) - min(numbers)
    step = (WIDTH - 2 * MARGIN) / max(1, len(years) - 1)
    x = {year: str(round(MARGIN + place * step)) for place, year in enumerate(years)}

    def y(value: Decimal) -> str:
        return str(round(HEIGHT - FOOT - MARGIN - float((value - low) / span) * (HEIGHT - FOOT - 2 * MARGIN)))

    def line(path: Mapping[int, Decimal]) -> str:
        return "".join(f"{'L' if year - 1 in path else 'M'}{x[year]},{y(value)}" for year, value in path.items())

    rule = after.rule_at(years[-1])
    bound = rule.nearest_bound if rule else None
    return Picture(
        before="" if old == new else line(old),
        after=line(new),
        bound="" if bound is None or not low <= bound <= low + span else f"M{MARGIN},{y(bound)}H{WIDTH - MARGIN}",
        marks=tuple(Mark(x[year], y(new[year]), year) for year in new if is_milestone(after, year)),
        years=tuple(Mark(x[year], str(HEIGHT - 4), year) for year in years),
    )


def _path(row: IndicatorRow) -> dict[int, Decimal]:
    return {year: asked for year in row.plan.years if (asked := row.required(year)) is not None}
