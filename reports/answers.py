"""An answer in words: the one way in which pages and records say what an agency answered."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from reports.flags import Answered
from targets.enums import Answer
from targets.models import Indicator
from targets.selectors import reported


def answer_words(row: Answered, indicator: Indicator, marks: Iterable[Decimal | Fraction] = ()) -> str:
    """A figure with its unit, told apart from `marks` (see `targets.selectors.reported`), or the words of another
    answer."""
    if row.value is None:
        return str(Answer(row.answer).label)
    return reported(row.value, row.numerator, row.denominator, indicator, marks)
