"""A whole plan's schedules as one block of cells copied from a spreadsheet: codes down, years across. Pure."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from targets.figures import format_figure
from targets.schedule import Fault, Limits, Line, faults_of, read_cell, year_of

MOST_COLUMNS = 60
MOST_ROWS = 2_000

_DIGITS = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One indicator's line of the block."""

    place: str
    code: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """What was read of a block; `ignored` are the heads of columns that hold words, not years (a name, a unit)."""

    rows: tuple[MatrixRow, ...]
    faults: tuple[Fault, ...]
    ignored: tuple[str, ...] = ()


def read_matrix(text: str) -> Matrix:
    """The block row by row. A row without any figure says nothing about its indicator and is left out."""
    try:
        cells = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines(keepends=True), delimiter="\t")]
    except csv.Error:
        return Matrix((), (Fault(_("Khối ô"), _("không đọc được. Hãy chép lại từ bảng tính.")),))
    numbered = [(number, row) for number, row in enumerate(cells, 1) if any(row)]
    too_much = _too_much(numbered)
    if too_much:
        return Matrix((), (too_much,))
    if not numbered or not any(year_of(cell) for cell in numbered[0][1][1:]):
        reason = _("không có các năm. Hãy chép cả dòng đầu: ô đầu để tên cột mã, các ô sau là năm.")
        return Matrix((), (Fault(_row_place(numbered[0][0] if numbered else 1), reason),))
    (head_number, head), *body = numbered
    columns = {place: year for place, cell in enumerate(head) if place and (year := year_of(cell))}
    faults = [*_head_faults(_row_place(head_number), head, columns), *_headless(head, body)]
    rows = [MatrixRow(_row_place(number), row[0], tuple(_lines(number, row, columns))) for number, row in body]
    ignored = [cell for place, cell in enumerate(head) if place and cell and place not in columns]
    return Matrix(tuple(row for row in rows if row.lines), tuple(faults), tuple(ignored))


def faults_of_matrix(matrix: Matrix, limits: Mapping[str, Limits | str]) -> list[Fault]:
    """Everything that speaks against the block. `limits` by code; a sentence where an indicator has no schedule."""
    faults, first = list(matrix.faults), dict[str, str]()
    if not matrix.rows and not faults:
        faults.append(Fault(_("Khối ô"), _("không có số nào dưới các năm.")))
    for row in matrix.rows:
        found = limits.get(row.code)
        if row.code in first:
            faults.append(Fault(row.place, _repeated(row.code, first[row.code])))
        elif found is None:
            faults.append(Fault(row.place, _unknown(row.code)))
        elif isinstance(found, str):
            faults.append(Fault(row.place, found))
        else:
            faults += faults_of(row.lines, found)
        first.setdefault(row.code, row.place)
    return faults


def _too_much(rows: Sequence[tuple[int, list[str]]]) -> Fault | None:
    """What no plan's schedules need is a slip, which is not read cell by cell. Empty cells at the end do not count."""
    if len(rows) > MOST_ROWS:
        message = _("có {number} dòng. Mỗi lần dán nhiều nhất {most} dòng.")
        return Fault(_("Khối ô"), message.format(number=_whole(len(rows)), most=_whole(MOST_ROWS)))
    for number, row in rows:
        width = max(place for place, cell in enumerate(row, 1) if cell)
        if width > MOST_COLUMNS:
            message = _("có {number} ô. Mỗi dòng nhiều nhất {most} ô.")
            return Fault(_row_place(number), message.format(number=_whole(width), most=MOST_COLUMNS))
    return None


def _whole(number: int) -> str:
    return format_figure(Decimal(number))


def _repeated(code: str, place: str) -> str:
    return _("chỉ tiêu {code} đã có ở {place}.").format(code=code, place=place[:1].lower() + place[1:])


def _unknown(code: str) -> str:
    if not code:
        return _("có số nhưng không có mã chỉ tiêu ở cột đầu.")
    return _("kế hoạch không có chỉ tiêu “{code}”.").format(code=code[:40])


def _row_place(number: int) -> str:
    return _("Dòng {number}").format(number=number)


def _lines(number: int, row: Sequence[str], columns: Mapping[int, int]) -> Iterator[Line]:
    for column, year in columns.items():
        if column < len(row) and row[column]:
            place = _("Dòng {number}, cột {year}").format(number=number, year=year)
            yield read_cell(place, year, row[column])


def _head_faults(place: str, head: Sequence[str], columns: Mapping[int, int]) -> Iterator[Fault]:
    for year, times in Counter(columns.values()).items():
        if times > 1:
            yield Fault(place, _("năm {year} có ở nhiều cột.").format(year=year))
    for number, cell in enumerate(head):
        if number and number not in columns and _DIGITS.search(cell):
            yield Fault(place, _("“{cell}” không phải là một năm.").format(cell=cell[:40]))


def _headless(head: Sequence[str], body: Sequence[tuple[int, list[str]]]) -> Iterator[Fault]:
    """Cells under no head at all: dropping them would lose a figure."""
    for number, row in body:
        if any(cell for place, cell in enumerate(row) if cell and (place >= len(head) or (place and not head[place]))):
            yield Fault(_row_place(number), _("có ô không nằm dưới năm nào."))
