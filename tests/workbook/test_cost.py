"""What a workbook costs does not grow with the square of what is in it."""

from io import BytesIO
from unittest.mock import Mock

from openpyxl import Workbook
from openpyxl.worksheet.cell_range import CellRange

from agencies.workbooks.opening import Opened
from reports.workbook.marking import mark
from reports.workbook.reading import Fault


def test_the_ranges_are_gone_through_once_and_not_for_each_cell(monkeypatch):
    book = Workbook()
    sheet = book.active
    for row in range(1, 41):
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=3)
    looked_up = Mock(side_effect=CellRange.__contains__)
    monkeypatch.setattr(CellRange, "__contains__", lambda self, place: looked_up(self, place))

    faults = [Fault(sheet.title, f"C{row}", f"Sai {row}") for row in range(1, 41)]
    mark(Opened(b"", book), faults, {sheet.title: 1}, BytesIO())

    assert looked_up.call_count == 0
    assert [sheet.cell(row, 2).comment.text for row in (1, 40)] == ["Sai 1", "Sai 40"]
    assert [sheet.cell(row, 1).value for row in (1, 40)] == ["Lỗi", "Lỗi"]
