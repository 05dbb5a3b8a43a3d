"""A .docx into lines: paragraphs with the numbers that Word counts for them, tables in their place.

The parts are read from the package as a stream and by local names. Text boxes, notes, running headers, deleted text and
the table of contents are left out: none of them is the text of the document.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse
from django.utils.translation import gettext as _

from agencies.text import nfc
from plan.document.docx_numbering import Counting, Styles, attribute, child, name_of
from plan.document.records import Cell, Line, Unreadable

MOST_PARTS = 3000  # pictures are parts as well
LARGEST_PART = 48 * 1024 * 1024  # unpacked, of the parts that are read
LARGEST_UNPACKED = 400 * 1024 * 1024
HIGHEST_RATIO = 150  # of unpacked to packed
MOST_ELEMENTS = 1_500_000
_BOMB_FROM = 4 * 1024 * 1024

_MAIN = "word/document.xml"
_BROKEN = (
    BadZipFile,
    zlib.error,
    ParseError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
_LEFT_OUT = {
    "del",
    "moveFrom",
    "drawing",
    "pict",
    "object",
    "AlternateContent",
    "txbxContent",
    "instrText",
    "delText",
    "rPr",
}


def read_docx(data: bytes) -> list[Line]:
    """Raises Unreadable."""
    try:
        with ZipFile(BytesIO(data)) as package:
            _refuse_bombs(package.infolist())
            _refuse_others(package)
            return _lines(package)
    except DefusedXmlException as error:
        raise Unreadable(
            _("Tệp khai báo thực thể XML nên không được nhận. Hãy mở bằng Word, lưu lại rồi chọn lại.")
        ) from error
    except _BROKEN as error:
        raise Unreadable(
            _("Tệp Word bị hỏng nên không đọc được. Hãy mở bằng Word, lưu lại dạng .docx rồi chọn lại.")
        ) from error


def _refuse_bombs(parts: list[ZipInfo]) -> None:
    dense = any(p.file_size > max(_BOMB_FROM, HIGHEST_RATIO * p.compress_size) for p in parts)
    if len(parts) > MOST_PARTS or dense or sum(p.file_size for p in parts) > LARGEST_UNPACKED:
        raise Unreadable(_blown_up())
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(_("Tệp có mật khẩu nên không đọc được. Hãy bỏ mật khẩu mở tệp rồi chọn lại."))


def _blown_up() -> str:
    return _("Tệp khi giải nén lớn bất thường nên không được nhận. Hãy bỏ hình ảnh, lưu lại rồi chọn lại.")


def _refuse_others(package: ZipFile) -> None:
    names = {name.lower() for name in package.namelist()}
    kinds = _part(package, "[Content_Types].xml") if "[content_types].xml" in names else b""
    if b"macroEnabled" in kinds or any(name.endswith("vbaproject.bin") for name in names):
        raise Unreadable(_("Tệp có macro nên không được nhận. Hãy lưu dạng .docx (không có macro) rồi chọn lại."))
    if "xl/workbook.xml" in names:
        raise Unreadable(_("Tệp là bảng tính Excel. Hãy chọn văn bản kế hoạch dạng .docx, PDF có chữ hoặc .txt."))
    if "mimetype" in names:
        raise Unreadable(_("Tệp ở dạng OpenDocument. Hãy mở bằng LibreOffice hoặc Word, lưu dạng .docx, rồi chọn lại."))
    if _MAIN not in names:
        raise Unreadable(_("Tệp nén này không phải văn bản Word. Hãy chọn tệp .docx, PDF có chữ hoặc .txt."))


def _part(package: ZipFile, name: str) -> bytes:
    if package.getinfo(name).file_size > LARGEST_PART:
        raise Unreadable(_blown_up())
    return package.read(name)


def _tree(package: ZipFile, name: str) -> Element | None:
    if name not in package.namelist():
        return None
    tree: Element = fromstring(_part(package, name), forbid_dtd=True)
    return tree


@dataclass
class _Reading:
    """What is counted while a document is gone through."""

    styles: Styles
    counting: Counting
    lines: list[Line] = field(default_factory=list)
    page: int = 1
    tables: int = 0

    def put(self, text: str, *, bold: bool, cell: Cell | None) -> None:
        for part in nfc(text).split("\n"):
            if part.strip():
                self.lines.append(Line(len(self.lines) + 1, part.strip(), self.page, cell, bold, opens=True))


def _lines(package: ZipFile) -> list[Line]:
    styles = Styles(_tree(package, "word/styles.xml"))
    reading = _Reading(styles, Counting(_tree(package, "word/numbering.xml"), styles))
    for block in _blocks(package):
        _block(block, reading)
    if reading.page == 1:  # Word marks pages only where it has laid them out
        return [Line(line.number, line.text, 0, line.cell, line.bold, line.opens) for line in reading.lines]
    return reading.lines


def _blocks(package: ZipFile) -> Iterator[Element]:
    """The children of the body, one at a time; each is let go once it is read."""
    if package.getinfo(_MAIN).file_size > LARGEST_PART:
        raise Unreadable(_blown_up())
    count, open_elements = 0, list[Any]()
    with package.open(_MAIN) as part:
        for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                count += 1
                open_elements.append(element)
                if count > MOST_ELEMENTS:
                    raise Unreadable(_blown_up())
                continue
            open_elements.pop()
            if len(open_elements) == 2 and name_of(open_elements[-1]) == "body":
                yield element
                open_elements[-1].remove(element)


def _block(block: Element, reading: _Reading) -> None:
    kind = name_of(block)
    if kind == "p":
        _paragraph(block, reading, None)
    elif kind == "tbl":
        _table(block, reading)
    elif kind in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo"):
        for inner in block:
            _block(inner, reading)


def _paragraph(paragraph: Element, reading: _Reading, cell: Cell | None) -> None:
    style = reading.styles.of(paragraph)
    if style.is_contents:
        return
    runs = list(_runs(paragraph, reading))
    text = "".join(words for words, _bold in runs)
    number = reading.counting.number(paragraph, style) if text.strip() or cell else ""
    bold = all(bold or style.bold for words, bold in runs if words.strip())
    reading.put(f"{number} {text}" if number else text, bold=bold and bool(text.strip()), cell=cell)


def _runs(element: Element, reading: _Reading) -> Iterator[tuple[str, bool]]:
    for inner in element:
        kind = name_of(inner)
        if kind == "r":
            properties = child(inner, "rPr")
            if properties is None or child(properties, "vanish") is None:
                yield _words(inner, reading), _is_bold(properties)
        elif kind not in _LEFT_OUT and kind != "pPr":
            yield from _runs(inner, reading)


def _words(run: Element, reading: _Reading) -> str:
    words = ""
    for inner in run:
        kind = name_of(inner)
        if kind == "t":
            words += inner.text or ""
        elif kind == "tab":
            words += "\t"
        elif kind == "noBreakHyphen":
            words += "-"
        elif kind == "lastRenderedPageBreak":
            reading.page += 1
        elif kind in ("br", "cr") and attribute(inner, "type") not in ("page", "column"):
            words += "\n"
    return words


def _is_bold(properties: Element | None) -> bool:
    bold = None if properties is None else child(properties, "b")
    return bold is not None and attribute(bold, "val") not in ("0", "false", "off")


def _table(table: Element, reading: _Reading) -> None:
    """Every cell in its place; one that goes on downwards counts its rows."""
    number, reading.tables = reading.tables, reading.tables + 1
    rows = [list(_cells(row)) for row in _inside(table, "tr")]
    for at, row in enumerate(rows):
        for column, cell, merged in row:
            if merged != "continue":
                place = Cell(number, at, column, _height(rows, at, column) if merged else 1)
                for paragraph in cell.iter():
                    if name_of(paragraph) == "p":
                        _paragraph(paragraph, reading, place)


def _inside(element: Element, wanted: str) -> Iterator[Element]:
    for inner in element:
        if name_of(inner) == wanted:
            yield inner
        elif name_of(inner) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _inside(inner, wanted)


def _cells(row: Element) -> Iterator[tuple[int, Element, str]]:
    """Column, cell and how it is merged with those above and below: "", "restart" or "continue"."""
    properties = child(row, "trPr")
    before = None if properties is None else child(properties, "gridBefore")
    column = int(attribute(before, "val") or 0) if before is not None else 0
    for cell in _inside(row, "tc"):
        properties = child(cell, "tcPr")
        span = None if properties is None else child(properties, "gridSpan")
        merged = None if properties is None else child(properties, "vMerge")
        yield column, cell, "" if merged is None else attribute(merged, "val") or "continue"
        column += int(attribute(span, "val") or 1) if span is not None else 1


def _height(rows: list[list[tuple[int, Element, str]]], at: int, column: int) -> int:
    height = 1
    for row in rows[at + 1 :]:
        if (column, "continue") not in [(place, merged) for place, _cell, merged in row]:
            break
        height += 1
    return height
