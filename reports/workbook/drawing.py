"""How the sheets of a form look: white cells to write in, grey ones to read, text that is never a formula.

Nothing here knows what the sheets say. The protection has no password: it keeps people from typing beside the cells,
and whoever needs to can lift it.
"""

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from agencies.workbooks.sheets import FONT, LINE, LINES_IN_A_ROW, clean, lines_of
from reports.workbook.layout import Column, written

_LINE = Side(style="thin", color="FF8C959C")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
TEXT_FORMAT = "@"  # what is typed stays as typed: Excel makes no days of fractions
TITLE, NOTE, HEAD, READ, INPUT, FIGURE = "td-title", "td-note", "td-head", "td-read", "td-input", "td-figure"


def new_book(title: str, author: str) -> Workbook:
    """An empty workbook with the styles of a form."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = clean(title), clean(author)
    book.properties.language = "vi-VN"
    for style in _styles():
        book.add_named_style(style)
    return book


def _styles() -> list[NamedStyle]:
    plain, bold = Font(name=FONT, size=12), Font(name=FONT, size=12, bold=True)
    grey, blue = PatternFill("solid", fgColor="FFEFF3F5"), PatternFill("solid", fgColor="FFD9E4EA")
    centred = Alignment(horizontal="center", vertical="top", wrap_text=True)
    right = Alignment(horizontal="right", vertical="top", wrap_text=True, indent=1)
    return [
        NamedStyle(TITLE, font=Font(name=FONT, size=14, bold=True), alignment=Alignment(vertical="top")),
        NamedStyle(NOTE, font=plain, alignment=_WRAPPED),
        NamedStyle(HEAD, font=bold, fill=blue, border=_BOX, alignment=centred),
        NamedStyle(READ, font=plain, fill=grey, border=_BOX, alignment=_WRAPPED, number_format=TEXT_FORMAT),
        NamedStyle(
            INPUT,
            font=plain,
            border=_BOX,
            alignment=_WRAPPED,
            number_format=TEXT_FORMAT,
            protection=Protection(locked=False),
        ),
        NamedStyle(
            FIGURE,
            font=plain,
            border=_BOX,
            alignment=right,
            number_format=TEXT_FORMAT,
            protection=Protection(locked=False),
        ),
    ]


def put(cell: Any, text: str, style: str = "") -> None:
    """Text into a cell, declared to be text, so that nothing in it is ever taken for a formula."""
    if style:
        cell.style = style
    if text:
        cell.value = written(clean(text))
        cell.data_type = "s"


class Table:
    """A sheet with a heading, a row of column heads that stays in sight and on every page, and rows."""

    def __init__(self, book: Workbook, name: str, heading: str, columns: Sequence[Column], *, kept: int) -> None:
        self.sheet: Worksheet = book.create_sheet(name)
        self._columns = columns
        self._rules: dict[str, DataValidation] = {}
        self.row = 2
        for number, column in enumerate(columns, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = column.width
            put(self.sheet.cell(2, number), column.label, HEAD)
        put(self.sheet.cell(1, 1), heading, TITLE)
        self.sheet.row_dimensions[1].height = 22
        self.sheet.row_dimensions[2].height = 2 * LINE + 4
        self.sheet.freeze_panes = f"{get_column_letter(kept + 1)}3"
        self.sheet.print_title_rows = "2:2"
        _set_up_page(self.sheet, heading)
        _protect(self.sheet)

    def add(self, texts: Sequence[str], open_fields: frozenset[str]) -> None:
        """One row; the cells of `open_fields` can be typed in."""
        self.row += 1
        lines = 1
        for number, (column, text) in enumerate(zip(self._columns, texts, strict=True), 1):
            figure = column.name.startswith("typed")
            style = READ if column.name not in open_fields else FIGURE if figure else INPUT
            put(self.sheet.cell(self.row, number), text, style)
            lines = max(lines, lines_of(text, column.width))
        self.sheet.row_dimensions[self.row].height = min(max(lines, 2), LINES_IN_A_ROW) * LINE + 2

    def choose_from(self, field: str, source: str, *, hint: tuple[str, str], error: tuple[str, str]) -> None:
        """Give the last row's cell of `field` a drop-down with the cells of `source`."""
        number = next(n for n, column in enumerate(self._columns, 1) if column.name == field)
        rule = self._rule(source, hint, error)
        rule.add(f"{get_column_letter(number)}{self.row}")

    def _rule(self, source: str, hint: tuple[str, str], error: tuple[str, str]) -> DataValidation:
        if source in self._rules:
            return self._rules[source]
        rule = DataValidation(type="list", formula1=source, allow_blank=True)
        rule.showErrorMessage = rule.showInputMessage = True
        rule.promptTitle, rule.prompt = hint
        rule.errorTitle, rule.error = error
        self.sheet.add_data_validation(rule)
        self._rules[source] = rule
        return rule


class Lists:
    """A hidden sheet whose columns are the lists of the drop-downs."""

    def __init__(self, book: Workbook, name: str) -> None:
        self.sheet: Worksheet = book.create_sheet(name)
        self.sheet.sheet_state = "hidden"
        self._places: dict[tuple[str, ...], str] = {}

    def place_of(self, words: tuple[str, ...]) -> str:
        """Where the list of these words stands, written down when first asked for."""
        if words not in self._places:
            column = len(self._places) + 1
            for row, word in enumerate(words, 1):
                put(self.sheet.cell(row, column), word)
            letter = get_column_letter(column)
            self._places[words] = f"{quote_sheetname(self.sheet.title)}!${letter}$1:${letter}${len(words)}"
        return self._places[words]


def _protect(sheet: Worksheet) -> None:
    """Rows and columns may be widened, hidden and filtered; False is Excel's word for allowed."""
    sheet.protection.enable()
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.sort = sheet.protection.autoFilter = False


def _set_up_page(sheet: Any, heading: str) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.oddFooter.left.text = heading.replace("&", "&&")
    sheet.oddFooter.right.text = "&P/&N"
    for part in (sheet.oddFooter.left, sheet.oddFooter.right):
        part.font, part.size = f"{FONT},Regular", 10
