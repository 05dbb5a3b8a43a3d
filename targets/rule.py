"""What a target asks for, and what was answered in a year."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from targets.enums import Accumulation, Answer, Comparator, Direction, Kind, Quality

AGAINST_BASELINE = frozenset({Comparator.INCREASE, Comparator.DECREASE})
_STRICT = frozenset({Comparator.GT, Comparator.LT}) | AGAINST_BASELINE
_UPWARD = frozenset({Comparator.GE, Comparator.GT, Comparator.INCREASE})
_DOWNWARD = frozenset({Comparator.LE, Comparator.LT, Comparator.DECREASE})


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRule:
    """One target as arithmetic: reach the bound in the comparator's sense by `year`, or hold it every year.

    A single bound stands in `lower`, that of "dưới" and "không quá" in `upper`. `decimals` is how many the
    indicator is usually shown with; it never takes part in a verdict. `start_year` is the plan's first year.
    """

    comparator: Comparator
    year: int
    start_year: int
    lower: Decimal | None = None
    upper: Decimal | None = None
    tolerance: Decimal = Decimal(0)
    direction: Direction = Direction.UP
    kind: Kind = Kind.NUMBER
    unit: str = ""
    decimals: int = 0
    accumulation: Accumulation = Accumulation.AT_TIME

    def __post_init__(self) -> None:
        if "lower" in self.comparator.bounds and self.lower is None:
            raise ValueError(f"{self.comparator} needs a lower bound")
        if "upper" in self.comparator.bounds and self.upper is None:
            raise ValueError(f"{self.comparator} needs an upper bound")

    @property
    def upward(self) -> bool:
        """Whether a higher figure is a better one: the comparator says so, else the direction."""
        return self.comparator in _UPWARD or (self.comparator not in _DOWNWARD and self.direction != Direction.DOWN)

    @property
    def every_year(self) -> bool:
        return self.direction == Direction.MAINTAIN

    @property
    def adds_up(self) -> bool:
        return self.accumulation == Accumulation.WITHIN_YEAR

    @property
    def exact(self) -> bool:
        """Whether only the bound itself will do: an `eq` to be kept, unless it is a whole share (100%)."""
        whole_share = self.kind == Kind.PERCENT and self.lower == 100
        return self.comparator == Comparator.EQ and self.every_year and not whole_share

    @property
    def nearest_bound(self) -> Decimal | None:
        """The bound reached first on the way; None where only the baseline or a declaration counts."""
        if self.comparator == Comparator.RANGE:
            return self.lower if self.upward else self.upper
        return self.lower if "lower" in self.comparator.bounds else self.upper

    @property
    def edge(self) -> Decimal | None:
        """The last figure that still counts: the nearest bound, moved by the tolerance of "khoảng"."""
        bound = self.nearest_bound
        if bound is None or self.comparator != Comparator.APPROX:
            return bound
        return bound - self.tolerance if self.upward else bound + self.tolerance

    def meets(self, value: Decimal | Fraction, baseline: Decimal | None = None) -> bool | None:
        """Whether `value` reaches the target; None when no figure can tell, or a baseline is wanting."""
        edge = baseline if self.comparator in AGAINST_BASELINE else self.edge
        if edge is None:
            return None
        if value == edge:
            return self.comparator not in _STRICT
        return not self.exact and (value > edge) == self.upward

    def exceeds(self, value: Decimal | Fraction) -> bool:
        """Whether `value` has passed the far end of a range (vượt); no other target can be exceeded."""
        return self.comparator == Comparator.RANGE and self.upward and self.upper is not None and value > self.upper


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An agency's answer for one year.

    `exact` is the figure before it was rounded to be stored, where numerator and denominator are known; it decides.
    For amounts that add up, `value` is the running total from the plan's first year and `missing` names the
    years of it that have no figure (see `targets.paths.running_total`).
    """

    answer: Answer
    value: Decimal | None = None
    quality: Quality = Quality.OFFICIAL
    reason: str = ""
    missing: tuple[int, ...] = ()
    exact: Fraction | None = None

    @property
    def judged(self) -> Decimal | Fraction | None:
        """The figure a verdict is reached from."""
        return self.value if self.exact is None else self.exact
