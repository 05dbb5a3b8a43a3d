"""The workbook given back: what has to be looked at is yellow, with a comment that says why, and a word in its row."""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import coordinate_to_tuple

from agencies.errors import Refused
from agencies.workbooks.opening import BROKEN, Opened, not_a_workbook
from agencies.workbooks.sheets import clean
from reports.workbook.reading import Fault, merged_into

_YELLOW = PatternFill("solid", fgColor="FFFFE98A")
_LONGEST = 1000  # of a comment: more is not read in a small box


def mark(opened: Opened, faults: Iterable[Fault], mark_columns: dict[str, int], file: IO[bytes]) -> None:
    """Write the workbook with its `faults` marked; `mark_columns` are the columns for the word, by sheet.

    Raises Refused where the file holds something that can be read and not written again.
    """
    merged = cache(merged_into)
    author = _("Phần mềm Tiến Độ")
    for fault in faults:
        sheet: Any = opened.book[fault.sheet]
        cell: Any = sheet[fault.place]
        if isinstance(cell, MergedCell):
            cell = merged(sheet)[coordinate_to_tuple(fault.place)]
        cell.fill = _YELLOW
        before = f"{cell.comment.text}\n" if cell.comment else ""
        cell.comment = Comment(clean(before + fault.reason)[:_LONGEST], author, width=320, height=140)
        column = mark_columns.get(fault.sheet, 0)
        said: Any = sheet.cell(cell.row, column) if column else None
        if said is not None and not isinstance(said, MergedCell):
            said.value, said.fill = _("Lỗi"), _YELLOW
    try:
        opened.book.save(file)
    except BROKEN as error:
        raise Refused(not_a_workbook()) from error


def marked(opened: Opened, faults: Iterable[Fault], mark_columns: dict[str, int]) -> BytesIO:
    file = BytesIO()
    mark(opened, faults, mark_columns, file)
    file.seek(0)
    return file
