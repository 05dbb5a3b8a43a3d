"""Where an indicator is heading, and what it still takes to reach its target. Pure; exact until it is rounded.

The line is Theil-Sen's: the median of the slopes between any two years, through the middle of the figures, so that
one odd year does not turn it. Its interval is Sen's (1968), as scipy.stats.theilslopes computes it: of the ordered
slopes, the two that stand as far from the middle as chance would take it 95 times in 100. Up to five figures, all
different, these are the slowest and the fastest pace between any two years.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from itertools import combinations
from statistics import median

from targets.enums import Kind
from targets.figures import rounded
from targets.paths import as_decimal
from targets.possible import Bounds, Figure
from targets.rule import AGAINST_BASELINE, TargetRule

FEWEST = 3  # yearly figures, below which nothing is projected
CONFIDENCE = 95  # percent, of the interval
_NORMAL = Decimal("1.959963984540054")  # of a normal distribution, 95% lies within so many deviations


@dataclass(frozen=True, slots=True)
class Line:
    """Figures over years as a straight line; `low` and `high` are the ends of the interval of its slope."""

    slope: Fraction
    intercept: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Projected:
    """What a coming year would bring if things went on as before, and between what limits."""

    year: int
    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Projection:
    """Every year after the last figure up to the target's; `since` and `until` are the years it was made from."""

    since: int
    until: int
    years: tuple[Projected, ...]

    @property
    def last(self) -> Projected:
        """The target's year."""
        return self.years[-1]


@dataclass(frozen=True, slots=True)
class Need:
    """What is still missing after the last figure: `gap` in all, in equal steps of so many `years` from `first` on.

    `upward` says which way. `beyond`: the bound itself is not enough, it has to be passed. `met`: nothing is missing,
    what was reached has to be held.
    """

    gap: Fraction
    first: int
    years: int
    upward: bool
    beyond: bool
    met: bool

    @property
    def yearly(self) -> Fraction:
        return self.gap / self.years

    def step(self, decimals: int) -> Decimal:
        """The yearly step with about `decimals` decimals: rounded up, so that taking it is enough, but by no more
        than a tenth. A single step is the gap itself, if it can be written out."""
        if self.years == 1 and Fraction(gap := as_decimal(self.gap)) == self.gap:
            return gap
        places = decimals
        while (step := _rounded_up(self.yearly, places)) * 10 > self.yearly * 11:
            places += 1
        return step

    def lands_on_bound(self, step: Decimal) -> bool:
        """Whether this step each year ends on a bound that has to be passed."""
        return self.beyond and Fraction(step) * self.years == self.gap


def theil_sen(values: Mapping[int, Figure]) -> Line:
    """The line through figures of at least two years."""
    points = sorted((year, Fraction(value)) for year, value in values.items())
    slopes = sorted((after - before) / (later - year) for (year, before), (later, after) in combinations(points, 2))
    slope = median(slopes)
    middle = median([Fraction(year) for year, _value in points])
    first, last = _ranks([value for _year, value in points], len(slopes))
    height = median([value for _year, value in points])
    return Line(slope, height - slope * middle, slopes[first], slopes[last])


def _ranks(values: Sequence[Fraction], slopes: int) -> tuple[int, int]:
    """Which of the ordered slopes are the ends of the interval; equal figures say less, which narrows it."""
    count = len(values)
    ties = [values.count(value) for value in set(values)]
    spread = count * (count - 1) * (2 * count + 5) - sum(tie * (tie - 1) * (2 * tie + 5) for tie in ties)
    reach = _NORMAL * (Decimal(spread) / 18).sqrt()
    first = int(((slopes - reach) / 2).to_integral_value(ROUND_HALF_EVEN)) - 1
    last = int(((slopes + reach) / 2).to_integral_value(ROUND_HALF_EVEN))
    return max(first, 0), min(last, slopes - 1)


def project(values: Mapping[int, Figure], *, rule: TargetRule, within: Bounds, this_year: int) -> Projection | None:
    """What the years up to the target's would bring, `within` what is possible; None where that cannot be said.

    `values` are the figures that are judged: for an amount that adds up, its running totals, which never fall. Nothing
    is projected from fewer than three of them, for what is declared or graded, or once the target's year is over.
    """
    if len(values) < FEWEST or not can_be_projected(rule):
        return None
    last = max(values)
    if max(last + 1, this_year) > rule.year:
        return None
    line = theil_sen(values)
    middle = median([Fraction(year) for year in values])
    height = line.intercept + line.slope * middle
    low, high = (values[last], None) if rule.adds_up else (within.least, within.most)
    years = []
    for year in range(last + 1, rule.year + 1):
        ends = [height + slope * (year - middle) for slope in (line.slope, line.low, line.high)]
        years.append(Projected(year, *(as_decimal(_within(end, low, high)) for end in ends)))
    return Projection(min(values), last, tuple(years))


def can_be_projected(rule: TargetRule) -> bool:
    """Whether its figures move on a scale: not what is declared, and not grades, which have nothing between them."""
    return not rule.kind.is_declared and rule.kind != Kind.LEVEL


def _within(value: Fraction, low: Figure | None, high: Figure | None) -> Fraction:
    if low is not None and value < low:
        return Fraction(low)
    return Fraction(high) if high is not None and value > high else value


def need(rule: TargetRule, *, year: int, value: Figure, this_year: int, baseline: Decimal | None = None) -> Need | None:
    """What it takes from the figure of `year` to the target; None once its year is there, or where no figure can tell.

    Only this year and later ones can still bring something. What must hold every year is asked of the first of them.
    """
    edge = baseline if rule.comparator in AGAINST_BASELINE else rule.edge
    met = rule.meets(value, baseline)
    first = max(year + 1, this_year)
    if edge is None or met is None or first > rule.year or not can_be_projected(rule):
        return None
    years = 1 if rule.every_year else rule.year - first + 1
    gap = Fraction(0) if met else abs(Fraction(edge) - Fraction(value))
    upward = value < edge if rule.exact else rule.upward
    return Need(gap, first, years, upward, beyond=rule.meets(edge, baseline) is False, met=met)


def pace(values: Mapping[int, Figure], *, rule: TargetRule) -> Fraction | None:
    """How much a year brought on average so far; a running total began at nothing. None from a single figure."""
    first, last = min(values), max(values)
    if rule.adds_up:
        return Fraction(values[last]) / (last - rule.start_year + 1)
    return (Fraction(values[last]) - Fraction(values[first])) / (last - first) if first < last else None


def _rounded_up(value: Fraction, places: int) -> Decimal:
    """Away from zero."""
    nearest = rounded(value, places)
    return nearest if Fraction(nearest) >= value else nearest + Decimal((0, (1,), -places))
