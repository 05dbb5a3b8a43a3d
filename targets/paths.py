"""The path to a target: what a year asks for on the way there. Exact: thirds lose no digits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from itertools import pairwise

from targets.enums import Kind
from targets.rule import AGAINST_BASELINE, TargetRule

_DIGITS = Context(prec=28)


@dataclass(frozen=True, slots=True)
class Point:
    """A known figure of a year: a baseline or a milestone."""

    year: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class RunningTotal:
    """What was added since the plan's first year; the `missing` years have no figure, which is not zero."""

    value: Decimal
    missing: tuple[int, ...]


def running_total(yearly: Mapping[int, Decimal], *, start_year: int, year: int) -> RunningTotal:
    years = range(start_year, year + 1)
    total = sum((yearly[one] for one in years if one in yearly), start=Decimal(0))
    return RunningTotal(total, tuple(one for one in years if one not in yearly))


def as_decimal(exact: Fraction) -> Decimal:
    """For charts and tables; verdicts compare with the exact one."""
    return _DIGITS.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def required_exactly(
    year: int, *, target: TargetRule, baseline: Point | None = None, milestones: Sequence[Point] = ()
) -> Fraction | None:
    """What the path asks for in `year`; None where there is no path, or it has not begun.

    From the target's year on, and every year for what must be maintained, that is the nearest bound. Before
    it: straight lines between the baseline, the milestones and the bound. A baseline already better than the
    next figure asked for gives a flat path, not a falling one. "Better than the baseline" asks for just that.
    """
    if target.comparator in AGAINST_BASELINE:
        return Fraction(baseline.value) if baseline and year > baseline.year else None
    bound = target.nearest_bound
    if bound is None:
        return None
    if target.every_year or year >= target.year:
        return Fraction(bound)
    start = _start(target, baseline)
    if start and year <= start.year:
        return None
    for left, right in pairwise(_known_points(target, Point(target.year, bound), start, milestones)):
        if left.year <= year < right.year:
            return _between(left, right, year, stepwise=target.kind == Kind.LEVEL)
    return None


def whole_way(target: TargetRule, *, baseline: Point | None = None, milestones: Sequence[Point] = ()) -> Fraction:
    """How far the nearest bound is from the baseline, or else from the earliest milestone."""
    origin = _start(target, baseline) or min(milestones, key=lambda point: point.year, default=None)
    bound = target.nearest_bound
    return abs(Fraction(bound) - Fraction(origin.value)) if origin and bound is not None else Fraction(0)


def _start(target: TargetRule, baseline: Point | None) -> Point | None:
    """The baseline; amounts that add up have one by definition, nothing in the year before the plan."""
    if baseline is None and target.adds_up:
        return Point(target.start_year - 1, Decimal(0))
    return baseline


def _known_points(target: TargetRule, end: Point, start: Point | None, milestones: Sequence[Point]) -> list[Point]:
    after = start.year if start else -1
    on_the_way = [point for point in milestones if after < point.year < end.year]
    points = [*sorted(on_the_way, key=lambda point: point.year), end]
    if start:
        first = points[0].value
        better = start.value >= first if target.upward else start.value <= first
        points.insert(0, Point(start.year, first if better else start.value))
    return points


def _between(left: Point, right: Point, year: int, *, stepwise: bool) -> Fraction:
    """On the straight line; an ordinal level has nothing between two grades and stays on the left one."""
    share = Fraction(0 if stepwise else year - left.year, right.year - left.year)
    return Fraction(left.value) + share * (Fraction(right.value) - Fraction(left.value))
