"""Two files of one report, cell by cell or paragraph by paragraph. Pure: no database, nothing is written."""

import datetime as dt
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice, zip_longest
from typing import IO

from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

Cell = str | int | float | dt.datetime | None
Row = tuple[Cell, ...]
HEAD_ROW = 2  # row 1 holds the table's name


@dataclass(frozen=True, slots=True)
class Odd:
    """A place in a file that does not read as it would if it were drawn now."""

    place: str
    expected: str
    found: str


def cells_that_differ(expected: IO[bytes], found: IO[bytes], *, is_older: bool = False) -> Iterator[Odd]:
    """Every cell of the workbook `found` that is not as in `expected`. Rows are read one by one.

    Where the file `is_older` than the form it is compared with, sheets and columns that it never had do not count.
    """
    with (
        closing(load_workbook(expected, read_only=True)) as right,
        closing(load_workbook(found, read_only=True)) as file,
    ):
        for name in right.sheetnames:
            if name in file.sheetnames:
                yield from _rows_that_differ(name, _rows(right[name]), _rows(file[name]), is_older=is_older)
            elif not is_older:
                yield Odd(name, _("có trang này"), _("không có trang này"))
        for name in file.sheetnames:
            if name not in right.sheetnames:
                yield Odd(name, _("không có trang này"), _("có trang này"))


def _rows(sheet: object) -> Iterator[Row]:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # what the file says of its own size may be wrong
    return sheet.iter_rows(values_only=True)  # type: ignore[attr-defined,no-any-return]


def _rows_that_differ(sheet: str, left: Iterator[Row], right: Iterator[Row], *, is_older: bool) -> Iterator[Odd]:
    columns: list[int] | None = None
    for number, (expected, found) in enumerate(zip_longest(left, right, fillvalue=()), 1):
        if number == HEAD_ROW and is_older:
            columns = [place for place, label in enumerate(expected) if label in found]
        kept = expected if columns is None else tuple(expected[place] for place in columns if place < len(expected))
        for column, (one, other) in enumerate(zip_longest(kept, found), 1):
            if _read(one) != _read(other):
                yield Odd(f"{sheet}!{get_column_letter(column)}{number}", *_told_apart(one, other))


def _read(value: Cell) -> str:
    """What a reader takes from a cell: programs write the same figure and moment in more than one way."""
    match value:
        case None:
            return ""
        case bool():
            return f"b{value}"
        case int() | float():
            return f"n{value:.15g}"
        case dt.datetime():
            return f"d{(value + dt.timedelta(milliseconds=500)).replace(microsecond=0)}"
    text = unicodedata.normalize("NFC", str(value)).replace("\r\n", "\n").replace("_x000D_", "")
    return f"s{text}" if text else ""


def _shown(value: Cell) -> str:
    match value:
        case None | "":
            return _("(trống)")
        case int() | float():
            return f"{value:.15g}".replace(".", ",")
        case dt.datetime():
            return f"{value:%H:%M %d/%m/%Y}"
    return str(value)


def _told_apart(one: Cell, other: Cell) -> tuple[str, str]:
    """Both as a reader sees them; where that is the same, with what kind of cell each is."""
    left, right = _shown(one), _shown(other)
    if left != right:
        return left, right
    return _with_kind(left, one), _with_kind(right, other)


def _with_kind(shown: str, cell: Cell) -> str:
    return _("{shown} (chữ)").format(shown=shown) if isinstance(cell, str) else _("{shown} (số)").format(shown=shown)


def first_cells(file: IO[bytes]) -> list[str]:
    """The texts of a workbook's first sheet, by which its report is found."""
    with closing(load_workbook(file, read_only=True)) as book:
        rows = islice(_rows(book[book.sheetnames[0]]), 60)
        return [str(value) for row in rows for value in row if value is not None]


def paragraphs_of(file: IO[bytes]) -> list[str]:
    """Every paragraph of a Word document as it stands, those of its tables too, without the empty ones."""
    body = Document(file).element.body
    texts = ("".join(run.text or "" for run in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p")))
    return [unicodedata.normalize("NFC", text) for text in texts if text.strip()]


def paragraphs_that_differ(expected: Sequence[str], found: Sequence[str]) -> Iterator[Odd]:
    """Paragraphs that were changed, put in or left out, by their number in the document `found`."""
    same = 0  # a document is compared from its first difference on: most have none
    while same < min(len(expected), len(found)) and expected[same] == found[same]:
        same += 1
    matcher = SequenceMatcher(None, expected[same:], found[same:], autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        pairs = zip_longest(
            expected[same + start : same + end], found[same + other_start : same + other_end], fillvalue=_("(không có)")
        )
        for number, (left, right) in enumerate(pairs, same + other_start + 1):
            yield Odd(_("đoạn {number}").format(number=number), left, right)
