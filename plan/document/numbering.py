"""How Vietnamese documents number their parts: I., 1., 1.1., a), -, and the words "Phần", "Điều", "Nhiệm vụ"."""

import re
from dataclasses import dataclass
from enum import IntEnum


class Rank(IntEnum):
    """A part belongs to the nearest one before it of a lower rank. Decimal numbers rank NUMBER plus their depth."""

    PART = 0
    CAPITAL = 1
    ROMAN = 2
    ARTICLE = 3
    NUMBER = 4
    NAMED = 10
    LETTER = 11
    NESTED = 12  # "1." again, inside a letter
    DASH = 13
    PLUS = 14


@dataclass(frozen=True)
class Marker:
    """`label` as the document numbers it, without its full stop; `rest` is where the words begin."""

    rank: int
    label: str
    rest: int

    @property
    def is_bullet(self) -> bool:
        return self.rank >= Rank.DASH


_WORDS = "nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười"
_NAMED = "Nhiệm vụ|NHIỆM VỤ|Nhóm nhiệm vụ|Nội dung|Giải pháp"
_DECIMAL = r"\d{1,2}(?:\.\d{1,2})"
_AFTER_NUMBER = r"(?:\s*[.):/]\s*(?=[^\W\d]|[“\"(])|\s*[.):/]\s+(?=\S)|\s+[–-]\s+)"
_FORMS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (Rank.PART, re.compile(rf"P(?i:hần)\s+((?i:thứ\s+(?:{_WORDS}))|[IVX]+|[A-H]|\d{{1,2}})\b\s*[.:)–-]?\s*")),
    (Rank.PART, re.compile(r"((?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+)?(?:[IVX]+|\d{1,2}))?)\b\s*(?:[.:–-]\s*|$)")),
    (Rank.ROMAN, re.compile(r"(X{0,3}(?:IX|IV|VI{0,3}|I{1,3})|X{1,3})\s*(?:[.)/:]\s*|[–-]\s+)(?=\S)")),
    (Rank.CAPITAL, re.compile(r"([A-HĐ])\s*(?:[.)/]\s+|[–-]\s+)(?=\S)")),
    (Rank.ARTICLE, re.compile(r"Điều\s+(\d{1,3})\s*[.:]\s*")),
    (Rank.NAMED, re.compile(rf"(?:{_NAMED})\s+(?:số\s+)?(\d{{1,2}}|[IVX]+)\s*[:.–-]\s*")),
    (Rank.NUMBER, re.compile(rf"({_DECIMAL}{{0,4}}){_AFTER_NUMBER}")),
    (Rank.NUMBER, re.compile(rf"({_DECIMAL}{{1,4}})\s+(?=[A-ZĐÀ-Ỹ“\"])")),
    (Rank.LETTER, re.compile(r"([a-zđ])\s*[).]\s*(?=\S)")),
    (Rank.LETTER, re.compile(r"\(([a-zđ]|\d{1,2}|[ivx]{1,4})\)\s*(?=\S)")),
    (Rank.DASH, re.compile(r"([\u2010\u2011–—•▪●■➢➔\uf0b7\uf02d\uf0d8-]|\*(?!\*))(?:\s+(?=\S)|(?=[^\W\d]))")),
    (Rank.PLUS, re.compile(r"([+○◦o§])(?:\s+(?=\S)|(?<=\+)(?=[^\W\d]))")),
)  # fmt: skip


def marker_of(text: str) -> Marker | None:
    """The number or bullet that a paragraph begins with."""
    for rank, form in _FORMS:
        match = form.match(text)
        if match:
            depth = match[1].count(".") if rank == Rank.NUMBER else 0
            return Marker(rank + depth, match[1], match.end())
    return None
