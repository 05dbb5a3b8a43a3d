"""The list of agencies as a workbook: the columns it has, what stands in a file, and the file to begin with.

Columns are found by their headings, in any order and spelling; only the full name must be there.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from agencies.enums import Level
from agencies.errors import Refused
from agencies.models import Agency
from agencies.text import clean, fold

COLUMNS = {"code": "Mã", "name": "Tên đầy đủ", "short_name": "Tên ngắn", "level": "Cấp", "aliases": "Tên gọi khác"}
HEADINGS = {
    "code": {"ma", "ma co quan", "ma don vi"},
    "name": {"ten day du", "ten co quan", "ten don vi", "ten", "co quan", "don vi"},
    "short_name": {"ten ngan", "ten viet tat", "viet tat", "ten rut gon"},
    "level": {"cap", "cap co quan", "cap hanh chinh"},
    "aliases": {"ten goi khac", "ten khac", "con goi la", "goi khac"},
}
LARGEST = {"code": 40, "name": 250, "short_name": 80, "aliases": 2000}
MOST_ROWS = 3000
_HEADING_WITHIN = 30  # rows: above the headings there may be a title and a date
_WIDTHS = {"code": 16, "name": 52, "short_name": 24, "level": 32, "aliases": 52}


@dataclass(frozen=True)
class SheetRow:
    """A line of the file: its texts by column, and for each column that cannot be read, why."""

    number: int
    texts: dict[str, str]
    faults: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Listed:
    """What stands in a file: the lines, and the letter of each column that it has."""

    letters: dict[str, str]
    rows: list[SheetRow]


def read_list(book: Workbook) -> Listed:
    """The agencies listed in the first sheet that has a column of names.

    Raises Refused where no sheet has one, where nothing is listed, and where too much is.
    """
    for sheet in book.worksheets:
        heading = _heading(sheet)
        if heading:
            number, columns = heading
            rows = [row for row in _rows(sheet, number, columns) if row.faults or any(row.texts.values())]
            _refuse_amount(len(rows), sheet.title)
            letters = {column: get_column_letter(index) for column, index in columns.items()}
            return Listed(letters, rows)
    raise Refused(_("Không thấy cột “Tên đầy đủ” trong tệp. Hãy ghi tên các cột ở một dòng, như trong tệp mẫu."))


def _refuse_amount(count: int, title: str) -> None:
    if not count:
        raise Refused(_("Trang “{title}” chưa có cơ quan nào dưới dòng tên cột.").format(title=title))
    if count > MOST_ROWS:
        message = _("Tệp có {count} dòng, nhiều nhất được {most}. Hãy chia thành nhiều tệp.")
        raise Refused(message.format(count=count, most=MOST_ROWS))


def _heading(sheet: Worksheet) -> tuple[int, dict[str, int]] | None:
    """The row of the headings, and where each column is."""
    for number, cells in enumerate(sheet.iter_rows(max_row=_HEADING_WITHIN), 1):
        columns: dict[str, int] = {}
        for cell in cells:
            said = fold(cell.value).rstrip(" :*.") if isinstance(cell.value, str) else ""
            column = next((column for column, words in HEADINGS.items() if said in words), None)
            if column and cell.column:
                columns.setdefault(column, cell.column)
        if "name" in columns and (len(columns) > 1 or len([cell for cell in cells if cell.value]) == 1):
            return number, columns
    return None


def _rows(sheet: Worksheet, heading: int, columns: dict[str, int]) -> Iterable[SheetRow]:
    for number, cells in enumerate(sheet.iter_rows(min_row=heading + 1), heading + 1):
        texts, faults = {}, {}
        for column, index in columns.items():
            cell = cells[index - 1]
            if fault := _fault(cell):
                faults[column] = fault
            else:
                texts[column] = _text(cell.value, several=column == "aliases")
        yield SheetRow(number, texts, faults)


def _fault(cell: Any) -> str:
    if cell.data_type == "f":
        return _("Ô chứa công thức. Hãy chép rồi dán giá trị vào ô.")
    if cell.data_type == "e":
        return _("Ô chứa lỗi của Excel ({error}). Hãy ghi lại nội dung.").format(error=cell.value)
    if isinstance(cell.value, bool | dt.date | dt.time | dt.timedelta):
        return _("Ô không phải là chữ. Hãy định dạng ô là văn bản rồi ghi lại.")
    return ""


def _text(value: object, *, several: bool) -> str:
    """One line without needless blanks; several names keep their lines."""
    text = clean(str(int(value) if isinstance(value, float) and value.is_integer() else value)) if value else ""
    lines = text.replace(";", "\n").split("\n") if several else [text]
    return "\n".join(one for one in (" ".join(line.split()) for line in lines) if one)


def write_list(agencies: Iterable[Agency]) -> bytes:
    """The file to begin with: headings, the agencies on record, and the levels to choose from."""
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = "Cơ quan"
    sheet.freeze_panes = "A2"
    for index, (column, heading) in enumerate(COLUMNS.items(), 1):
        cell = sheet.cell(1, index, heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E4ECF4")
        sheet.column_dimensions[get_column_letter(index)].width = _WIDTHS[column]
    for number, agency in enumerate(agencies, 2):
        names = "\n".join(agency.aliases)
        level = str(Level(agency.level).label)
        for index, text in enumerate([agency.code, agency.name, agency.short_name, level, names], 1):
            cell = sheet.cell(number, index, text)
            cell.data_type = "s"  # a name that begins like a formula stays a name
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    _offer_levels(book, sheet)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _offer_levels(book: Workbook, sheet: Worksheet) -> None:
    levels = book.create_sheet("Cấp")
    for number, level in enumerate(Level, 1):
        levels.cell(number, 1, str(level.label))
    choice = DataValidation("list", formula1=f"'Cấp'!$A$1:$A${len(Level)}", allow_blank=True)
    choice.add(f"D2:D{MOST_ROWS}")
    sheet.add_data_validation(choice)
