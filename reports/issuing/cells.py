"""Two files of one report, cell by cell or paragraph by paragraph. Pure: no database, nothing is written."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import islice, zip_longest
from typing import IO, Any

from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from docx.section import Section
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

Value = str | int | float | dt.datetime | None
HEAD_ROW = 2  # row 1 holds the table's name


@dataclass(frozen=True, slots=True)
class Cell:
    """`shape` is the format of a figure or a moment, as far as it decides what is read there."""

    value: Value = None
    shape: str = ""


Row = tuple[Cell, ...]
_EMPTY = Cell()


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
    return (tuple(map(_cell, row)) for row in sheet.iter_rows())  # type: ignore[attr-defined]


def _cell(cell: Any) -> Cell:
    return Cell(cell.value) if isinstance(cell.value, str | None) else Cell(cell.value, _shape(cell.number_format))


@cache
def _shape(form: str) -> str:
    """A format without what programs write in more than one way: the country, and how signs are marked as such."""
    return re.sub(r'\[\$[^\]]*\]|[\\"]', "", form)


def _rows_that_differ(sheet: str, left: Iterator[Row], right: Iterator[Row], *, is_older: bool) -> Iterator[Odd]:
    columns: list[int] | None = None
    for number, (expected, found) in enumerate(zip_longest(left, right, fillvalue=()), 1):
        if number == HEAD_ROW and is_older:
            labels = [cell.value for cell in found]
            columns = [place for place, cell in enumerate(expected) if cell.value in labels]
        kept = expected if columns is None else tuple(expected[place] for place in columns if place < len(expected))
        for column, (one, other) in enumerate(zip_longest(kept, found, fillvalue=_EMPTY), 1):
            if _read(one.value) != _read(other.value) or (one.shape != other.shape and not is_older):
                yield Odd(f"{sheet}!{get_column_letter(column)}{number}", *_told_apart(one, other))


def _read(value: Value) -> str:
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


def _shown(value: Value) -> str:
    match value:
        case None | "":
            return _("(trống)")
        case int() | float():
            return f"{value:.15g}".replace(".", ",")
        case dt.datetime():
            return f"{value:%H:%M %d/%m/%Y}"
    return str(value)


def _told_apart(one: Cell, other: Cell) -> tuple[str, str]:
    """Both as a reader sees them; where that is the same, with what kind of cell each is, or how it is shown."""
    left, right = _shown(one.value), _shown(other.value)
    if left != right:
        return left, right
    if _read(one.value) == _read(other.value):
        words = _("{shown} (định dạng {shape})")
        return words.format(shown=left, shape=one.shape), words.format(shown=right, shape=other.shape)
    return _with_kind(left, one.value), _with_kind(right, other.value)


def _with_kind(shown: str, value: Value) -> str:
    return _("{shown} (chữ)").format(shown=shown) if isinstance(value, str) else _("{shown} (số)").format(shown=shown)


def first_cells(file: IO[bytes]) -> list[str]:
    """The texts of a workbook's first sheet, by which its report is found."""
    with closing(load_workbook(file, read_only=True)) as book:
        rows = islice(_rows(book[book.sheetnames[0]]), 60)
        return [str(cell.value) for row in rows for cell in row if cell.value is not None]


def paragraphs_of(file: IO[bytes]) -> list[str]:
    """A Word document as it reads: its paragraphs without the empty ones, every cell of its tables, the empty ones too,
    and what stands in the margins of its pages, where the page's own number does not count."""
    document = Document(file)
    texts = [_words(one) for one in document.element.body.iter(_PARAGRAPH, _CELL) if _stands_alone(one)]
    margins = (re.sub(r"\d", "", _words(part._element)) for section in document.sections for part in _margins(section))
    return [*texts, *(text for text in margins if text)]


_PARAGRAPH, _CELL, _TEXT, _SIGN = qn("w:p"), qn("w:tc"), qn("w:t"), qn("w:sym")
_HYPHENS = {qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad"}


def _stands_alone(element: Any) -> bool:
    """A cell, or a paragraph with words outside of tables."""
    is_inside = next(element.iterancestors(_CELL), None) is not None
    return not is_inside and (element.tag == _CELL or bool(_words(element).strip()))


def _words(element: Any) -> str:
    """What is read there; hidden text is not."""
    return unicodedata.normalize("NFC", "".join(_sign(one) for one in element.iter(_TEXT, _SIGN, *_HYPHENS)))


def _sign(element: Any) -> str:
    hidden = element.getparent().find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    if hidden is not None and hidden.get(qn("w:val")) not in ("0", "false", "off"):
        return ""
    if element.tag == _SIGN:
        return chr(int(element.get(qn("w:char"), "20"), 16))
    return _HYPHENS.get(element.tag) or element.text or ""


def _margins(section: Section) -> list[Any]:
    parts: list[Any] = [section.header, section.footer]
    if section.different_first_page_header_footer:
        parts += [section.first_page_header, section.first_page_footer]
    return parts


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
