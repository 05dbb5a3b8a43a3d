"""The unit of a wording held against the indicator's: the same, a multiple of it, or another one. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from targets.figures import DECIMAL_DIGITS, WHOLE_DIGITS, rounded
from targets.phrases.spelling import spelled

_SCALES = {"chục": 10, "trăm": 100, "nghìn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9}
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted, in words, per what ("giường bệnh", "dân"), and how many of it make one ("nghìn": 1.000)."""

    noun: str
    per: tuple[str, ...]
    size: Fraction

    @property
    def is_sign(self) -> bool:
        return self.noun.startswith(("%", "‰"))


def unit_of(text: str) -> Unit:
    """A unit as it is written: "nghìn căn hộ", "bác sĩ/vạn dân", "m² sàn/người"."""
    (size, noun), *per = (_counted(part) for part in spelled(text).split("/"))
    for number, _words in per:
        size /= number
    return Unit(noun, tuple(words for _number, words in per), size)


def _counted(text: str) -> tuple[Fraction, str]:
    """The numbers before a noun multiplied, and the noun: "nghìn tỷ đồng", "10.000 dân"."""
    words, size = text.split(), Fraction(1)
    while words and (words[0] in _SCALES or _GROUPED.fullmatch(words[0])):
        word = words.pop(0)
        size *= _SCALES.get(word) or int(word.replace(".", ""))
    return size, " ".join(words)


def factor_between(phrase: str, unit: str) -> Fraction | None:
    """By what a figure in the unit of a wording is multiplied to be one in `unit`; None where they are different units.

    One that is only said in more words ("giường bệnh" for "giường") is taken for the same, and a number that is given
    without a noun ("12 nghìn") for the indicator's own.
    """
    said, own = unit_of(phrase), unit_of(unit)
    if said.noun or said.per:
        same = said.per == own.per and (said.noun == own.noun or _says_more(said.noun, own.noun))
    else:
        same = not own.per and not own.is_sign
    return said.size / own.size if same else None


def _says_more(noun: str, other: str) -> bool:
    """Whether one of two nouns is the other with more words behind it."""
    short, long = sorted((noun.split(), other.split()), key=len)
    return bool(short) and long[: len(short)] == short


def converted(value: Decimal, factor: Fraction) -> Decimal | None:
    """`value` times `factor`, exactly; None where a stored figure has not enough digits for it."""
    exact = Fraction(value) * factor
    found = rounded(exact, DECIMAL_DIGITS)
    return found if found == exact and abs(exact) < 10**WHOLE_DIGITS else None
