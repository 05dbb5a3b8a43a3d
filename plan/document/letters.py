"""Forms of a text that are compared instead of it. Each keeps the length: a place in one is a place in the other."""

import re
import unicodedata
from functools import cache, lru_cache

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SPACES = "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t"
_TONES = {"\u0300", "\u0309", "\u0303", "\u0301", "\u0323"}
# the tone of a diphthong stands on its first letter or on its second, as the writer was taught
_OLD_PLACES = (("o", "a"), ("o", "e"), ("u", "y"))


@cache
def _bare(char: str) -> str:
    if char in HYPHENS:
        return "-"
    if char in _SPACES or char.isspace():
        return " "
    first = unicodedata.normalize("NFD", char.lower())[:1]
    return {"đ": "d", "ð": "d"}.get(first, first) or char


@lru_cache(maxsize=128)
def folded(text: str) -> str:
    """`text` without marks and case, of the same length."""
    return "".join(map(_bare, text))


@cache
def _lower(char: str) -> str:
    if char in HYPHENS or char in _SPACES:
        return _bare(char)
    low = char.lower()
    return {"ð": "đ"}.get(low, low) if len(low) == 1 else char


def _swaps() -> dict[str, str]:
    swaps = {}
    for first, second in _OLD_PLACES:
        for tone in _TONES:
            composed = [unicodedata.normalize("NFC", letter + tone) for letter in (first, second)]
            swaps[first + composed[1]] = composed[0] + second
    return swaps


_SWAPS = _swaps()


@lru_cache(maxsize=128)  # a paragraph is looked at by many expressions
def plain(text: str) -> str:
    """`text` in lower case with one hyphen, one space and one place for tone marks ("Uỷ ban" is "ủy ban"), of the same
    length if it is composed."""
    lower = "".join(map(_lower, text))
    for old, new in _SWAPS.items():
        if old in lower:
            lower = lower.replace(old, new)
    return lower


def pattern(expression: str) -> re.Pattern[str]:
    """An expression to be looked for in a plain text. It may hold no escape in capitals."""
    return re.compile(plain(expression))
