"""An answer in words: the one way in which pages and records say what an agency answered."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from reports.flags import Answered, said_exactly
from reports.typed import pair_words
from targets.enums import Answer
from targets.models import Indicator
from targets.selectors import reported

Said = tuple[str, Decimal | Fraction | None]  # an answer exactly, see `said_exactly`


def answer_words(row: Answered, indicator: Indicator, marks: Iterable[Decimal | Fraction] = ()) -> str:
    """A figure with its unit, told apart from `marks` (see `targets.selectors.reported`), or the words of another
    answer."""
    if row.value is None:
        return str(Answer(row.answer).label)
    return reported(row.value, row.numerator, row.denominator, indicator, marks)


def told_apart(rows: Sequence[Answered], indicator: Indicator) -> list[tuple[str, Said]]:
    """Answers that stand side by side, each in words and exactly; words that would read alike name what was counted."""
    said = [said_exactly(row, indicator.multiplier) for row in rows]
    values = {row.value for row in rows if row.value is not None}
    words = [answer_words(row, indicator, values - {row.value}) for row in rows]
    meant = defaultdict(set)
    for one, meaning in zip(words, said, strict=True):
        meant[one].add(meaning)
    told = [_with_counts(one, row) if len(meant[one]) > 1 else one for one, row in zip(words, rows, strict=True)]
    return list(zip(told, said, strict=True))


def _with_counts(words: str, row: Answered) -> str:
    counts = pair_words(row.numerator, row.denominator)
    return f"{words} ({counts})" if counts else words
