"""Cutting a phrase into pieces the grammar knows: words by the longest entry of the lexicon, figures as written."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from targets.figures import FigureError, parse_figure
from targets.phrases import remarks
from targets.phrases.lexicon import ORDINALS, PHRASES, K
from targets.phrases.spelling import spelled
from targets.phrases.units import BASES, COUNTED, NUMBER_WORDS, PERCENTS, PERSONS, PLACES, SCALES, UNITS

_KINDS_OF_PAPER = "nq|qđ|nđ|tt|ct|ctr|kh|bc|tb|hd|kl|cv|ttr|đa|qc|ttlt|nqlt|vbhn|ubnd|hđnd|vpcp|qh\\d+|cđ|hd|pa"
_TOKEN = re.compile(
    rf"""
    (?P<paper> \d+(?:/\d{{4}})?[-/](?:{_KINDS_OF_PAPER})(?![^\W\d_])[\w&/-]*
             | (?:qcvn|tcvn|iso)\s?\d[\w.:/-]*+(?!,\d) )
  | (?P<name> covid\s?-?\s?19(?!\d) | pm\s?(?:2[.,]5|10)(?!\d) | (?:co|no|so|h)2(?!\w) | h\dn\d | (?<!\w)[abc][12](?!\w)
            | 24/24(?!\d) | 24/7(?!\d) | 24/24h )
  | (?P<mixed> (?<![^\W_]) (?=[\d.,]*[lo]|[lo]+\d) (?=[lo.,]*\d) [\dlo]+(?:[.,][\dlo]+)* (?![^\W_]) )
  | (?P<date> \d{{1,2}}\.\d{{1,2}}\.\d{{4}}(?!\d) )
  | (?P<num> \d+(?:[.,]\d+)* )
  | (?P<word> [^\W\d_]+ )
  | (?P<sign> \S )
    """,
    re.VERBOSE,
)
_MARKS = {",": K.COMMA, ":": K.COLON, "-": K.DASH, "/": K.SLASH, "(": K.OPEN, ")": K.CLOSE, ";": K.BREAK, ".": K.STOP}
_MARKS |= {"[": K.OPEN, "]": K.CLOSE}
_AFTER_POINTS = ("so", "mỗi", "một", "hằng", "vào", "trong", "đến", "và", "trở", "bình", "từ", "năm")
_LONGEST_ENTRY = 6
PERCENT_SIGNS = ("%", "‰")
_INNER_SIGN = re.compile(r" ([-/.]) ")  # "Mb/s", "héc-ta", "hành khách.km"
_PHONE = re.compile(r"0\d{3,}")


@dataclass(frozen=True, slots=True)
class Time:
    """A point or stretch of time: `text` as a reading gives it ("2030", "2011-2015", "trước 2030").

    `role` says what it is to the target: its own time, what it is compared with ("base"), or a later view
    ("vision"). A date has `day` ("15/12", "quý II") and its `unit`; `limit` is how it ends: before, by.
    """

    text: str
    role: str = "own"
    day: str = ""
    unit: str = ""
    year: str = ""
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a phrase: what it is, its text, and, by kind, its value in the lexicon, its figure or its time."""

    kind: K
    text: str
    value: str = ""
    figure: Decimal | None = None
    time: Time | None = None
    glued: bool = False  # no space before it

    @property
    def is_unit(self) -> bool:
        return self.text in UNITS


END = Lexeme(K.BREAK, "")


@cache
def _vocabulary() -> dict[tuple[str, ...], tuple[K, str]]:
    """Every entry by its words; where a word plays several parts the first table here wins."""
    tables: list[tuple[K, Mapping[str, str]]] = [
        *((kind, dict.fromkeys(entries.split("|"), value)) for (kind, value), entries in PHRASES.items()),
        (K.PERCENT, PERCENTS),
        (K.SCALE, {scale: scale for scale in SCALES}),
        (K.UNIT, UNITS),
        (K.NUMBER_WORD, {word: str(number) for word, number in NUMBER_WORDS.items()}),
        *((K.WORD, dict.fromkeys(words, "")) for words in (BASES, COUNTED, PLACES, PERSONS, ORDINALS)),
    ]
    vocabulary: dict[tuple[str, ...], tuple[K, str]] = {}
    for kind, entries in tables:
        for text, value in entries.items():
            vocabulary.setdefault(tuple(token.text for token in _tokens(spelled(text))), (kind, value))
    return vocabulary


def cut(text: str) -> list[Lexeme]:
    """The pieces of a spelled text, in order."""
    tokens = list(_signed(_tokens(text)))
    pieces: list[Lexeme] = []
    at = 0
    while at < len(tokens):
        size, piece = _longest(tokens[at : at + _LONGEST_ENTRY])
        pieces.append(piece)
        at += size
    return pieces


def _longest(tokens: list[Lexeme]) -> tuple[int, Lexeme]:
    """The longest entry that `tokens` begin with, else the first token as it is."""
    first = tokens[0]
    if first.kind in (K.WORD, K.SIGN):
        for size in range(len(tokens), 0, -1):
            words = tuple(token.text for token in tokens[:size])
            if words in _vocabulary() and not _takes_from_next(words, tokens, size):
                kind, value = _vocabulary()[words]
                number = Decimal(value) if kind == K.NUMBER_WORD else None
                text = _INNER_SIGN.sub(r"\1", " ".join(words)).replace(" ,", ",")
                return size, Lexeme(kind, text, value, number, glued=first.glued)
    return 1, first


def _takes_from_next(words: tuple[str, ...], tokens: list[Lexeme], size: int) -> bool:
    """Whether the last word belongs to what follows: "đạt | mức độ 3", "có | công suất", "30% | điểm dân cư"."""
    following = tokens[size].text if size < len(tokens) else ""
    if words == ("%", "điểm"):
        return following.isalpha() and following not in _AFTER_POINTS
    return (
        size > 1
        and (words[-1] == "mức" or words[0] == "có")
        and (words[-1], *(token.text for token in tokens[size : size + 1])) in _vocabulary()
    )


def _tokens(text: str) -> Iterator[Lexeme]:
    end = 0
    for match in _TOKEN.finditer(text):
        yield replace(_token(match), glued=match.start() == end and end > 0)
        end = match.end()


def _signed(tokens: Iterable[Lexeme]) -> Iterator[Lexeme]:
    """`tokens` with a minus sign joined to its number: "đạt -2%", not "5 - 7%" nor "5 xã -7 xã"."""
    before: list[Lexeme] = []
    for token in tokens:
        dash = before[-1] if before else None
        numbered = any(lexeme.kind in (K.NUM, K.UNCLEAR) for lexeme in before[-4:])
        if dash and dash.kind == K.DASH and not dash.glued and token.glued and token.kind == K.NUM and not numbered:
            before[-1] = figure(f"-{token.text}")
        else:
            before.append(token)
    yield from before


def _token(match: re.Match[str]) -> Lexeme:
    text = match[0]
    match match.lastgroup:
        case "paper" | "name":
            return Lexeme(K.NAME, text)
        case "date":
            day, month, year = text.split(".")
            return Lexeme(K.TIME, text, time=Time(f"{day}/{month}/{year}", "own", f"{day}/{month}", "ngày/tháng", year))
        case "mixed":  # "l00", "1oo": letters that look like digits
            return Lexeme(K.UNCLEAR, text, remarks.letters_among_digits(text))
        case "num":
            return figure(text)
        case "word":
            return Lexeme(K.WORD, text)
    return Lexeme(_MARKS.get(text, K.SIGN), text)


def figure(text: str) -> Lexeme:
    """A figure, or an unclear one with the reason as its value."""
    if _PHONE.fullmatch(text):
        return Lexeme(K.UNCLEAR, text)
    try:
        return Lexeme(K.NUM, text, figure=parse_figure(text))
    except FigureError as unclear:
        return Lexeme(K.UNCLEAR, text, str(unclear))


def words(pieces: Sequence[Lexeme]) -> str:
    """Pieces as text again, for a remark."""
    text = ""
    for lexeme in pieces:
        sign = lexeme.kind in (K.COMMA, K.PER) or lexeme.text in PERCENT_SIGNS
        glued = lexeme.glued or sign or text.endswith(("(", "/"))
        text += lexeme.text if glued or not text else f" {lexeme.text}"
    return text
