"""A PDF with text into lines, page by page: cells where lines are ruled, running heads and page numbers marked."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from threading import Lock
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from django.utils.translation import gettext as _

from agencies.text import nfc
from plan.document.pdf_page import Glyph, Grid, glyphs_of, grids_of
from plan.document.records import Cell, Line, Unreadable

MOST_PAGES = 500
MOST_GLYPHS = 3_000_000
_FEWEST_GLYPHS = 20  # of a page, on average; a scan has none, or a stamp
_ONE_AT_A_TIME = Lock()  # the library may not be used by two threads at once
_PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W*", re.IGNORECASE)
_ENDED = re.compile(r"[.;:!?…]['”\")]*$")
_PASSWORD = 4
_EDGE = 0.11  # of a page's height: where running heads stand
_INDENT = 9.0  # points from the margin that make an indent
_SAME = 3.0


@dataclass(frozen=True)
class Row:
    """A printed line with its place on the page, counted from the upper left."""

    text: str
    left: float
    right: float
    top: float
    height: float
    bold: bool
    cell: Cell | None = None


@dataclass
class Page:
    number: int
    height: float
    rows: list[Row]


def read_pdf(data: bytes) -> list[Line]:
    """Raises Unreadable."""
    with _ONE_AT_A_TIME:
        pages = _pages(data)
    return list(_lines(pages))


def _pages(data: bytes) -> list[Page]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise Unreadable(_("Tệp có mật khẩu nên không đọc được. Hãy bỏ mật khẩu mở tệp rồi chọn lại.")) from error
        raise Unreadable(_broken()) from error
    with closing(document):
        if len(document) > MOST_PAGES:
            raise Unreadable(
                _("Tệp PDF có hơn {most} trang. Hãy chỉ giữ văn bản kế hoạch và phụ lục.").format(most=MOST_PAGES)
            )
        try:
            return _read(document)
        except pdfium.PdfiumError as error:
            raise Unreadable(_broken()) from error


def _broken() -> str:
    return _("Tệp PDF bị hỏng nên không đọc được. Hãy xuất lại tệp PDF từ Word, hoặc chọn tệp .docx.")


def _read(document: Any) -> list[Page]:
    pages: list[Page] = []
    glyphs = tables = 0
    last: Grid | None = None
    for number in range(len(document)):
        with closing(document[number]) as page:
            found = glyphs_of(page)
            glyphs += len(found)
            if glyphs > MOST_GLYPHS:
                raise Unreadable(_broken())
            grids = grids_of(page) if found else []
            for grid in grids:
                tables += grid.take_number(tables, last)
                last = grid
            pages.append(Page(number + 1, page.get_height(), list(_rows(found, grids))))
    if glyphs < _FEWEST_GLYPHS * len(pages):
        raise Unreadable(
            _("Tệp PDF là bản quét, không có chữ để đọc. Hãy chọn tệp Word (.docx) hoặc tệp PDF xuất từ Word.")
        )
    return pages


def _rows(glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> Iterator[Row]:
    """The printed lines from top to bottom, a table where it begins, its cells row by row."""
    groups: dict[Cell | None, list[Glyph]] = {}
    tops: dict[int, float] = {}
    for glyph in glyphs:
        cell = next((cell for grid in grids if (cell := grid.cell_at(glyph.middle, glyph.base - glyph.size / 3))), None)
        groups.setdefault(cell, []).append(glyph)
    for grid in grids:
        tops[grid.number] = min(grid.top, tops.get(grid.number, grid.top))
    ordered: list[tuple[float, tuple[int, ...], Row]] = []
    for cell, inside in groups.items():
        for at, row in enumerate(_printed(inside, cell)):
            place = (cell.row, cell.column, at) if cell else (-1, 0, 0)
            ordered.append((tops[cell.table] if cell else row.top, place, row))
    yield from (row for _top, _place, row in sorted(ordered, key=lambda each: each[:2]))


def _printed(glyphs: Iterable[Glyph], cell: Cell | None) -> Iterator[Row]:
    """Glyphs into lines by their base lines."""
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda each: each.base):
        if line and glyph.base - line[0].base > 0.45 * max(line[0].size, glyph.size):
            yield _row(line, cell)
            line = []
        line.append(glyph)
    if line:
        yield _row(line, cell)


def _row(line: list[Glyph], cell: Cell | None) -> Row:
    line.sort(key=lambda each: each.left)
    text, last = "", line[0]
    for glyph in line:
        gap = glyph.left - last.right
        if text and gap > 2.2 * glyph.size and cell is None:
            text += "    "
        elif text and gap > 0.18 * glyph.size:
            text += " "
        text += glyph.text
        last = glyph if glyph.right >= last.right else last
    size = max(glyph.size for glyph in line)
    bold = line[0].bold and line[-1].bold
    return Row(nfc(text), line[0].left, last.right, line[0].base - size, size, bold, cell)


def _lines(pages: Sequence[Page]) -> Iterator[Line]:
    running = _running_heads(pages)
    number, last, full = 0, None, 0.0
    for page in pages:
        body = [row for row in page.rows if row.cell is None]
        margin = _margin(body)
        full = max((row.right for row in body), default=full)
        for row in page.rows:
            number += 1
            furniture = row.cell is None and _is_furniture(row, page, running)
            opens = None if furniture or row.cell else _opens(row, last, margin, full, page)
            yield Line(number, row.text, page.number, row.cell, row.bold, opens, furniture)
            if not furniture and not row.cell:
                last = (page.number, row)


def _opens(row: Row, last: tuple[int, Row] | None, margin: float, full: float, page: Page) -> bool | None:
    """Whether a paragraph begins at `row`, as far as its place tells."""
    if last is None:
        return None
    before = last[1]
    short = before.right < full - 0.12 * (full - margin)
    if last[0] != page.number:
        goes_on = not short and row.left <= margin + _SAME and not _ENDED.search(before.text)
        return False if goes_on else None
    if short or row.top - before.top > 2.1 * max(row.height, before.height):
        return True
    if row.left > before.left + _SAME and row.left > margin + _INDENT:
        return None if before.left > margin + _INDENT else True
    return None if abs(row.left - before.left) <= _SAME and row.left > margin + _INDENT else False


def _margin(rows: Sequence[Row]) -> float:
    """The left edge of most lines that are not indented."""
    edges = Counter(round(row.left) for row in rows)
    often = [edge for edge, times in edges.items() if times > 1]
    return float(min(often or edges or [0]))


def _running_heads(pages: Sequence[Page]) -> set[str]:
    """Words that stand at the edge of most pages, whatever number stands among them."""
    seen = Counter(
        words for page in pages for words in {_without_numbers(row.text) for row in page.rows if _at_edge(row, page)}
    )
    return {words for words, times in seen.items() if words and times > 2 and 2 * times > len(pages)}


def _is_furniture(row: Row, page: Page, running: set[str]) -> bool:
    if not _at_edge(row, page):
        return False
    return bool(_PAGE_NUMBER.fullmatch(row.text.strip())) or _without_numbers(row.text) in running


def _at_edge(row: Row, page: Page) -> bool:
    return row.cell is None and not _EDGE * page.height < row.top < (1 - _EDGE) * page.height


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+", "", text).strip()
