"""The sheets of a report's workbook: their columns, and what a file says about where it came from. Pure.

A column is known again by its heading and a row by the code in it, wherever they have been moved to. Headings, words
of lists and what every cell held when the file was made stand in a sheet that Excel does not show: whatever language
the file was made in, it is read by its own words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

TASK, INDICATOR = "task", "indicator"
CODE, MARK = "code", "mark"  # of a row's item, and where a file given back says that something is wrong in the row
MEMORY = "tien-do"  # the sheet that is never shown
LISTS = "danh-sach"
EDITION = "1"  # of the memory; a file of another edition is refused as outdated

Key = tuple[str, str]  # TASK or INDICATOR, and the item's code
Field = tuple[str, str, str]  # the item's key and the control


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in digits. `name` is the control that is typed in, CODE or MARK, or empty for what is only read."""

    label: str
    width: int
    name: str = ""

    @property
    def is_input(self) -> bool:
        return self.name not in ("", CODE, MARK)


def sheet_names() -> dict[str, str]:
    return {TASK: _("Nhiệm vụ"), INDICATOR: _("Chỉ tiêu")}


def columns_of(kind: str, year: int) -> tuple[Column, ...]:
    """The columns of one of the two sheets, in the order in which they are drawn."""
    return _task_columns(year) if kind == TASK else _indicator_columns(year)


def _task_columns(year: int) -> tuple[Column, ...]:
    return (
        Column(_("Lỗi"), 5, MARK),
        Column(_("Mã"), 7, CODE),
        Column(_("Nhiệm vụ"), 28),
        Column(_("Đã báo cáo năm {year}").format(year=year - 1), 32),
        Column(_("Tình trạng"), 16),
        Column(_("Tiến độ"), 14, "progress"),
        Column(_("Kết quả"), 46, "result"),
        Column(_("Khó khăn, vướng mắc"), 24, "difficulty"),
        Column(_("Đề xuất, kiến nghị"), 24, "proposal"),
    )


def _indicator_columns(year: int) -> tuple[Column, ...]:
    return (
        Column(_("Lỗi"), 5, MARK),
        Column(_("Mã"), 8, CODE),
        Column(_("Chỉ tiêu"), 28),
        Column(_("Cần ghi"), 28),
        Column(_("Năm {year}").format(year=year - 1), 13),
        Column(_("Lộ trình {year}").format(year=year), 12),
        Column(_("Mức phải đạt"), 16),
        Column(_("Tình trạng"), 14),
        Column(_("Số liệu"), 12, "typed"),
        Column(_("Tử số"), 12, "typed_numerator"),
        Column(_("Mẫu số"), 12, "typed_denominator"),
        Column(_("Loại số"), 16, "status"),
        Column(_("Giải thích"), 32, "note"),
    )


@dataclass(frozen=True)
class Memory:
    """What a workbook remembers: whose it is, the headings of its columns, the words of its lists by value, and what
    its cells held when it was made."""

    plan: str
    year: str
    agency: str
    form: str
    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    words: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    held: dict[Field, str] = field(default_factory=dict)

    @property
    def origin(self) -> dict[str, str]:
        return {"plan": self.plan, "year": self.year, "agency": self.agency, "form": self.form}


def lines_of_memory(memory: Memory) -> Iterator[tuple[str, ...]]:
    """The rows of the sheet that is never shown."""
    yield ("edition", EDITION)
    yield from memory.origin.items()
    for (kind, name), label in memory.labels.items():
        yield "column", kind, name, label
    for (kind, name), words in memory.words.items():
        for value, word in words.items():
            yield "word", kind, name, value, word
    for (kind, code, name), text in memory.held.items():
        yield "held", kind, code, name, text


def memory_from(rows: Iterable[tuple[str, ...]]) -> Memory | None:
    """The reverse of `lines_of_memory`; None where it is not what was once written."""
    facts: dict[str, str] = {}
    memory = Memory("", "", "", "")
    for row in rows:
        match row:
            case ("column", kind, name, label, *_rest):
                memory.labels[kind, name] = label
            case ("word", kind, name, value, word, *_rest):
                memory.words.setdefault((kind, name), {})[value] = word
            case ("held", kind, code, name, *rest):
                memory.held[kind, code, name] = rest[0] if rest else ""
            case (("edition" | "plan" | "year" | "agency" | "form") as name, value, *_rest):
                facts[name] = value
    edition = facts.pop("edition", None)
    if (
        edition != EDITION
        or facts.keys() != memory.origin.keys()
        or not {(TASK, CODE), (INDICATOR, CODE)} <= memory.labels.keys()
    ):
        return None
    return Memory(**facts, labels=memory.labels, words=memory.words, held=memory.held)


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def written(text: str) -> str:
    """`text` as a cell holds it: Excel takes "_x0041_" for a code of its own, so that its first sign is coded too."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def unwritten(text: str) -> str:
    """The text that a cell holds as `text`. Signs coded in two halves are joined; a lone half is no sign at all."""
    decoded = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
