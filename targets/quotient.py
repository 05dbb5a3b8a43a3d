"""A figure that is a numerator over a denominator: exact, so that rounding never decides a verdict."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from targets.figures import decimals_of, places_beside, rounded

STORED_DECIMALS = 6


def quotient(numerator: Decimal, denominator: Decimal, multiplier: int) -> Fraction | None:
    """`numerator` out of `denominator`, times `multiplier` (100 for a share); None where nothing was counted."""
    if denominator == 0:
        return None
    return Fraction(numerator) / Fraction(denominator) * multiplier


def stored(exact: Fraction) -> Decimal:
    """The quotient as a column can hold it. For storing and showing: a verdict is reached from the exact one."""
    return rounded(exact, STORED_DECIMALS)


def agrees(value: Decimal, exact: Fraction) -> bool:
    """Whether `value` is the quotient, written with as many decimals as somebody cared to write."""
    return rounded(exact, decimals_of(value)) == value


def exact_figure(
    value: Decimal, numerator: Decimal | None, denominator: Decimal | None, multiplier: int | None
) -> Decimal | Fraction:
    """The figure to judge by: the quotient where `value` is its rounding, else `value` as it was reported.

    A figure that contradicts its own numerator and denominator is for a person to clear up, not for arithmetic.
    """
    if numerator is None or denominator is None or multiplier is None:
        return value
    exact = quotient(numerator, denominator, multiplier)
    return exact if exact is not None and agrees(value, exact) else value


def written_value(
    value: Decimal,
    numerator: Decimal | None,
    denominator: Decimal | None,
    *,
    multiplier: int | None,
    decimals: int,
    marks: Iterable[Decimal | Fraction] = (),
) -> Decimal:
    """A reported figure with the digits to write it with: all that somebody typed, and of a quotient that nobody wrote
    out the usual `decimals`, or as many as keep it off a whole number or one of `marks` that it is not (99,97% never
    reads 100,0%)."""
    exact = exact_figure(value, numerator, denominator, multiplier)
    if not isinstance(exact, Fraction) or stored(exact) != value:
        return value
    return rounded(exact, places_beside(exact, [Decimal(round(exact)), *marks], decimals))
