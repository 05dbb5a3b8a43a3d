"""Cutting a paragraph of objectives into items, one indicator's words each. Pure.

First into sentences and at semicolons; then at commas and "và", but only where both sides have a target of their own:
"60% số người hưởng lương hưu, bảo hiểm xã hội" is one item, "30% điểm dân cư có …, 20% nước thải …" are two.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from targets.phrases import PhraseKind, Reading, read_phrase

_ABBREVIATED = r"(?<!\bTP)(?<!\bTX)(?<!\bTT)(?<!\bQ)(?<!\bP)(?<!\bST)(?<!\bTr)(?<!\btr)"
_BREAK = re.compile(rf";|\n|{_ABBREVIATED}\.(?=\s+[^\W\da-zà-ỹ_]|\s+\d|\s*$)")
_JOINT = re.compile(r",\s+|\s+(?:và|đồng thời|cùng với|trong khi)\s+|\s+[-–]\s+(?=[^\W\d_]+\s)")
_BULLET = re.compile(r"^\s*(?:[-–—+*•●▪○]|\(?[a-zđ0-9]{1,2}[).])\s+")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBER_FIRST = re.compile(
    r"(?:(?:và|trong đó|có|đạt|được|đã|sẽ|phấn đấu|phấn đấu có|bảo đảm|đảm bảo|duy trì|giữ vững|tiếp tục|ít nhất|"
    r"tối thiểu|tối đa|trên|dưới|hơn|khoảng|từ|không dưới|không quá|không thấp hơn|không vượt quá|xây dựng|hoàn thành|"
    r"thêm|cơ bản|đến hết năm \d{4}|đến năm \d{4}|năm \d{4}|số lượng|là|còn|[:≥≤><=])\s*)*\d",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"(?:và\s+)?(?:trong đó,?:?\s+)?(?:tổng\s+)?(?:tỷ lệ|tỉ lệ|tỷ suất|tỉ suất|tỷ trọng|tỉ trọng|số|tốc độ|tuổi thọ|"
    r"diện tích|thu nhập|quy mô|chỉ số|mức|mật độ|sản lượng|giá trị|kim ngạch|năng suất|vốn|giảm|tăng|nâng)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[\s,;:.–-]+$")


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator's words: where they stand in the paragraph, and what they were read as.

    `sentence` numbers the sentence it comes from; `first` says that it opens it. `warning` is the reader's doubt.
    """

    start: int
    end: int
    text: str
    reading: Reading | None
    sentence: int
    first: bool
    warning: str = ""


@cache
def readings_of(text: str) -> tuple[Reading, ...]:
    return tuple(one for one in read_phrase(text).readings if one.kind != PhraseKind.DEADLINE)


def items(paragraph: str) -> list[Item]:
    """The items of a paragraph in order; what asks for nothing measurable is an item without a reading."""
    found: list[Item] = []
    for number, (start, end) in enumerate(_sentences(paragraph)):
        found += _sentence(paragraph, start, end, number)
    return found


def _sentences(paragraph: str) -> Iterator[tuple[int, int]]:
    bullet = _BULLET.match(paragraph)
    start = bullet.end() if bullet else 0
    masked = _masked(paragraph)
    for match in [*_BREAK.finditer(masked, start), None]:
        end = match.start() if match else len(paragraph)
        trimmed = _trimmed(paragraph, start, end)
        if trimmed:
            yield trimmed
        start = match.end() if match else end


def _sentence(paragraph: str, start: int, end: int, number: int) -> list[Item]:
    """The items of one sentence. Read as a whole where that gives as many targets: they may share a denominator."""
    text = paragraph[start:end]
    spans = [(start + a, start + b) for a, b in _spans(text)]
    read = read_phrase(text)
    whole = readings_of(text)
    apart = [readings_of(paragraph[a:b]) for a, b in spans]
    if len(whole) == sum(map(len, apart)):
        rest = iter(whole)
        apart = [tuple(next(rest) for _one in one) for one in apart]
    found: list[Item] = []
    for (a, b), readings in zip(spans, apart, strict=True):
        warning = read_phrase(paragraph[a:b]).warning if len(spans) > 1 else read.warning
        for reading in readings or (None,):
            said = warning if warning and reading else ""
            found.append(Item(a, b, paragraph[a:b], reading, number, not found, said or ""))
    return found


def _spans(text: str) -> list[tuple[int, int]]:
    """The parts of a sentence that have a target each."""
    atoms = _atoms(text)
    anchors = [n for n, (a, b) in enumerate(atoms) if _has_target(text[a:b])]
    if len(anchors) < 2:
        return [(0, len(text))]
    firsts = [0, *(_boundary(text, atoms, left, right) for left, right in pairwise(anchors))]
    spans = []
    for first, following in zip(firsts, [*firsts[1:], len(atoms)], strict=True):
        span = _trimmed(text, atoms[first][0], atoms[following - 1][1])
        if span:
            spans.append(span)
    return spans


def _boundary(text: str, atoms: list[tuple[int, int]], left: int, right: int) -> int:
    """The first atom of the item whose target stands in atom `right`; the target before it is in atom `left`."""
    between = range(left + 1, right)
    if opens_with_number(text[slice(*atoms[right])]) or is_declared(text[slice(*atoms[right])]):
        return right
    measured = next((n for n in between if _MEASURE.match(text, atoms[n][0])), None)
    if measured is not None:
        return measured
    return right if opens_with_number(text[slice(*atoms[left])]) else left + 1


def _has_target(atom: str) -> bool:
    readings = readings_of(atom)
    return bool(readings) and (any(char.isdigit() for char in atom) or is_declared(atom))


_DECLARING = re.compile(
    r"(?:(?:và|cơ bản|tiếp tục|phấn đấu|tiến tới|đến năm \d{4},?)\s+)*"
    r"(?:hoàn thành|chấm dứt|loại trừ|thanh toán|xóa bỏ|xoá bỏ|xóa|xoá|nâng cao chỉ số|không còn|không để)\b",
    re.IGNORECASE,
)


def is_declared(atom: str) -> bool:
    """Whether a part opens with the verb of something that is done or not: "loại trừ sốt rét"."""
    return bool(_DECLARING.match(atom))


def opens_with_number(atom: str) -> bool:
    return bool(_NUMBER_FIRST.match(atom))


def _atoms(text: str) -> list[tuple[int, int]]:
    atoms, start = [], 0
    for match in _JOINT.finditer(_masked(text)):
        if match.start() > start:
            atoms.append((start, match.start()))
        start = match.end()
    return [*atoms, (start, len(text))] if start < len(text) else atoms


def _masked(text: str) -> str:
    """`text` with what is in brackets blotted out, so that nothing is cut there; of the same length."""
    return _IN_BRACKETS.sub(lambda match: "(" + "_" * (len(match[0]) - 2) + ")", text)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    part = text[start:end]
    start += len(part) - len(part.lstrip(" \t\n,:;–-"))
    end = start + len(_TAIL.sub("", text[start:end]))
    return (start, end) if end > start else None
