"""What is drawn, as plain data: small lines beside each indicator, and bars. It makes no query of its own.

The shape of a configuration is the contract of static/js/charts; figures travel as exact strings.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from targets.enums import Answer, Kind, Quality
from targets.selectors import IndicatorRow

WIDTH, HEIGHT, MARGIN = 160, 40, 5  # of a small line, in its own units
# declared done or not, or an ordinal grade, which has nothing between two grades: no line through them
ON_A_TIMELINE = frozenset(kind for kind in Kind if kind.is_declared or kind == Kind.LEVEL)


@dataclass(frozen=True, slots=True)
class Dot:
    """A year on a small timeline, or the last value of a line. `look`: full, hollow, none."""

    x: str
    y: str
    look: str


@dataclass(frozen=True, slots=True)
class Spark:
    """A small picture in SVG path data: what was asked (`path`), the values (`line`), the target (`bounds`), dots.

    Coordinates are strings: templates would write them with a decimal comma.
    """

    path: str = ""
    line: str = ""
    bounds: str = ""
    dots: tuple[Dot, ...] = ()


def spark(row: IndicatorRow, *, until: int) -> Spark:
    """The plan's years at a glance, with accepted answers up to `until`; a year without a figure breaks the line."""
    years = row.plan.years
    x = _columns(years)
    if row.indicator.kind in ON_A_TIMELINE:
        return Spark(dots=tuple(Dot(x[year], str(HEIGHT // 2), _look(row, year, until)) for year in years))
    values = {year: value for year in years if year <= until and (value := row.value(year)) is not None}
    path = {year: asked for year in years if (asked := row.required(year)) is not None}
    rule = row.rule_at(until)
    bounds = [bound for bound in (rule.lower, rule.upper) if bound is not None] if rule else []
    numbers = [*values.values(), *path.values(), *bounds]
    if not numbers:
        return Spark()
    low, span = float(min(numbers)), float(max(numbers) - min(numbers))

    def y(value: Decimal) -> int:
        share = (float(value) - low) / span if span else 0.5
        return round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN))

    def line(points: dict[int, Decimal]) -> str:
        steps = [("L" if year - 1 in points else "M", x[year], y(value)) for year, value in points.items()]
        return "".join(f"{step}{across},{down}" for step, across, down in steps)

    last = max(values, default=None)
    return Spark(
        path=line(path),
        line=line(values),
        bounds="".join(f"M{WIDTH - 13},{y(bound)}h12" for bound in bounds),
        dots=() if last is None else (Dot(x[last], str(y(values[last])), _mark(row, last)),),
    )


@lru_cache(maxsize=8)
def _columns(years: range) -> dict[int, str]:
    """Where each year stands."""
    step = (WIDTH - 2 * MARGIN) / max(1, len(years) - 1)
    return {year: str(round(MARGIN + place * step)) for place, year in enumerate(years)}


def _mark(row: IndicatorRow, year: int) -> str:
    """Official figures are filled, estimates hollow."""
    return "full" if row.quality(year) == Quality.OFFICIAL else "hollow"


def _look(row: IndicatorRow, year: int, until: int) -> str:
    """Full: the target was met that year; hollow: answered, not met; none: no answer."""
    answer = row.measurements.get(year)
    if year > until or answer is None or Answer(answer.answer).is_nothing:
        return "none"
    rule = row.rule_at(year)
    met = answer.value is not None and rule is not None and rule.meets(answer.value)
    return "full" if met or answer.answer == Answer.DONE else "hollow"


def bars(states: Sequence[tuple[str, str]], rows: Iterable[tuple[str, Sequence[int], str]]) -> dict[str, Any]:
    """Counts by state, one bar a row: `states` as (value, label), `rows` as (label, counts, url)."""
    return {
        "type": "bars",
        "kind": "progress",
        "states": [{"value": value, "label": label} for value, label in states],
        "rows": [{"label": label, "counts": list(counts), "url": url} for label, counts, url in rows],
    }
