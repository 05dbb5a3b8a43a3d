"""What figures an indicator can have at all. Pure; the one rule for projections, examples, charts, flags and settings.

A percentage is taken for a share of a whole, from 0 to 100, until its target or a figure on record lies beyond: growth,
and a plan fulfilled by 105%, are percentages too, and what has been can be again. The same goes for every other limit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from targets.enums import Kind

Figure = Decimal | Fraction

HIGHEST_LEVEL = 20  # no scale of grades is longer, nor one that nobody has said the end of

_FROM_ZERO = frozenset({Kind.PERCENT, Kind.COUNT, Kind.RATE})


@dataclass(frozen=True, slots=True)
class Bounds:
    """Both ends are possible themselves; None where there is no end."""

    least: Decimal | None = None
    most: Decimal | None = None

    def hold(self, value: Figure) -> bool:
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


def possible_bounds(
    kind: Kind, *, multiplier: int | None = None, highest_level: int | None = None, known: Iterable[Figure | None] = ()
) -> Bounds:
    """Grades run from 1 to the highest, to `HIGHEST_LEVEL` where none is named; nothing counted, and no quotient
    (`multiplier`) of it, falls below nothing.

    `known` are the target's bounds and the figures on record: a limit that one of them lies beyond is none.
    """
    least, most = None, None
    if kind == Kind.LEVEL:
        least, most = Decimal(1), Decimal(highest_level or HIGHEST_LEVEL)
    elif kind in _FROM_ZERO or multiplier is not None:
        least, most = Decimal(0), Decimal(100) if kind == Kind.PERCENT else None
    seen = [value for value in known if value is not None]
    return Bounds(
        None if least is not None and any(value < least for value in seen) else least,
        None if most is not None and any(value > most for value in seen) else most,
    )
