"""Where the head of a document ends, where its body is, and where its close begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plan.document.letters import plain
from plan.document.mending import tidy
from plan.document.numbering import Rank, marker_of
from plan.document.records import Line

KINDS = (
    "CHƯƠNG TRÌNH HÀNH ĐỘNG", "CHƯƠNG TRÌNH", "KẾ HOẠCH HÀNH ĐỘNG", "KẾ HOẠCH", "ĐỀ ÁN", "PHƯƠNG ÁN", "QUYẾT ĐỊNH",
    "CHỈ THỊ", "NGHỊ QUYẾT", "HƯỚNG DẪN", "DỰ ÁN",
)  # fmt: skip
_FARTHEST_KIND = 60  # lines from the top
_GAP = re.compile(r" {3,}|\t+")
_RECIPIENTS = re.compile(plain(r"[*_ ]*nơi nhận\b"))


@dataclass(frozen=True)
class Zones:
    head: list[Line]
    kind: Line | None
    body: list[Line]
    close: list[Line]


def columns(line: Line) -> list[str]:
    """What stands side by side on a line."""
    parts = (tidy(part) for part in _GAP.split(line.text.strip()))
    return [part for part in parts if part]


def kind_of(text: str) -> str:
    """The kind of document that a line of capitals announces."""
    words = tidy(text)
    return next((kind for kind in KINDS if words.isupper() and plain(words).startswith(plain(kind))), "")


def zones(lines: Sequence[Line]) -> Zones:
    printed = [line for line in lines if not line.furniture]
    at = next((place for place, line in enumerate(printed[:_FARTHEST_KIND]) if kind_of(line.text)), None)
    if at is None:
        at = next((place for place, line in enumerate(printed) if _is_heading(line)), 0) - 1
    kind = printed[at] if at >= 0 and kind_of(printed[at].text) else None
    start = at + 1
    close = next((place for place in range(start, len(printed)) if _begins_close(printed[place])), len(printed))
    behind = next(
        (place for place in range(close, len(printed)) if _begins_appendix(printed, place, close)), len(printed)
    )
    head = printed[: max(at, 0)]
    return Zones(head, kind, [*printed[start:close], *printed[behind:]], _without_left_over(printed[close:behind]))


def _is_heading(line: Line) -> bool:
    marker = None if line.cell else marker_of(tidy(line.text))
    return marker is not None and marker.rank <= Rank.NUMBER


def _begins_close(line: Line) -> bool:
    return any(_RECIPIENTS.match(plain(part)) for part in columns(line))


def _begins_appendix(lines: Sequence[Line], place: int, close: int) -> bool:
    line, first = lines[place], lines[close]
    if line.cell:
        return first.cell is None or line.cell.table != first.cell.table
    marker = marker_of(tidy(line.text))
    return marker is not None and (marker.rank == Rank.PART)


def _without_left_over(lines: list[Line]) -> list[Line]:
    return [line for line in lines if any(char.isalnum() for char in line.text)]
