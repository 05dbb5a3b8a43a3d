"""A workbook that came back: its sheets and columns are found by their headings, its rows by the codes in them.

People move, hide, insert, sort and delete; programs save in their own way. What cannot be matched is said with sheet,
cell and reason, and leaves the form as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from agencies.errors import Refused
from agencies.text import clean, fold
from agencies.workbooks.opening import Opened
from reports.models import Submission
from reports.workbook.cells import Given
from reports.workbook.layout import CODE, INDICATOR, MARK, MEMORY, TASK, Field, Key, Memory, memory_from, unwritten

HEADING_WITHIN = (40, 60)  # rows and columns in which the headings are looked for
MOST_ROWS = 3000  # beyond that nothing is looked for: the largest form has a hundred


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the file that could not be matched, with where it stands."""

    sheet: str
    place: str
    reason: str


@dataclass(frozen=True)
class Filled:
    """What the file holds for each item and control it has a cell for; `places` are rows by item, for marks."""

    memory: Memory
    cells: dict[Field, Given] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    mark_columns: dict[str, int] = field(default_factory=dict)


def read_workbook(opened: Opened, submission: Submission) -> Filled:
    """Raises Refused where the file is not this report's own, of the form as it is now."""
    memory = _memory_of(opened)
    _refuse_foreign(memory, submission)
    filled = Filled(memory)
    found = [kind for kind in (TASK, INDICATOR) if _SheetReader.read(kind, opened, filled)]
    if not found:
        raise Refused(
            _("Không tìm thấy bảng nào của biểu trong tệp: dòng tiêu đề có cột “Mã” đã bị xóa. Hãy tải lại mẫu.")
        )
    return filled


def _memory_of(opened: Opened) -> Memory:
    rows: Iterator[tuple[Any, ...]] = iter(())
    for sheet in opened.book.worksheets:
        if sheet.title == MEMORY:
            rows = sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), max_col=5, values_only=True)
    memory = memory_from(tuple("" if v is None else unwritten(str(v)) for v in row) for row in rows)
    if memory is None:
        raise Refused(
            _(
                "Tệp không phải mẫu tải về từ biểu này, hoặc đã mất trang ẩn mà phần mềm cần để nhận ra các ô. "
                "Hãy tải lại mẫu rồi chép nội dung sang."
            )
        )
    return memory


def _refuse_foreign(memory: Memory, submission: Submission) -> None:
    round_ = submission.round
    if memory.plan != round_.plan.code:
        raise Refused(_("Tệp này là mẫu của một kế hoạch khác. Hãy tải mẫu của đúng kế hoạch."))
    if memory.agency != submission.agency.code:
        sentence = _("Tệp này là mẫu của cơ quan khác, không phải của {agency}. Hãy chọn đúng tệp.")
        raise Refused(sentence.format(agency=submission.agency_name))
    if memory.year != str(round_.year):
        sentence = _("Tệp này là mẫu của năm {theirs}, biểu này là của năm {year}. Hãy chọn đúng tệp.")
        raise Refused(sentence.format(theirs=memory.year, year=round_.year))
    if memory.form != str(round_.form_version):
        raise Refused(_("Biểu mẫu đã thay đổi sau khi tệp này được tải về. Hãy tải lại mẫu rồi chép nội dung sang."))


class _SheetReader:
    """One of the two tables, wherever it stands now."""

    def __init__(self, kind: str, sheet: Worksheet, heading: int, opened: Opened, filled: Filled) -> None:
        self._kind, self._sheet, self._opened, self._filled = kind, sheet, opened, filled
        self._heading = heading
        self._columns = self._named_columns()

    @classmethod
    def read(cls, kind: str, opened: Opened, filled: Filled) -> bool:
        """Whether there is such a table."""
        expected = any(key[0] == kind for key in filled.memory.held)
        for sheet in opened.book.worksheets:
            heading = None if sheet.title == MEMORY else _heading_of(kind, sheet, filled.memory)
            if heading:
                reader = cls(kind, sheet, heading, opened, filled)
                if CODE in reader._columns:
                    reader._read_rows()
                return True
        if expected:
            missing = filled.memory.labels[kind, CODE]
            sentence = _("Tệp không còn trang nào có bảng {table} (cột “{column}”): các mục đó giữ nguyên.")
            filled.notes.append(sentence.format(table=_table_name(kind), column=missing))
        return False

    @cached_property
    def _results(self) -> Any:
        return self._opened.results()[self._sheet.title]

    @cached_property
    def _merged(self) -> dict[tuple[int, int], Any]:
        return merged_into(self._sheet)

    def _named_columns(self) -> dict[str, int]:
        """The columns by what is typed in them. One that is missing or doubled is left alone, and said so."""
        named: dict[str, list[int]] = {}
        for column, text in _headings(self._sheet, self._heading):
            name = next((n for n, label in _labels(self._kind, self._filled.memory) if fold(label) == fold(text)), None)
            if name:
                named.setdefault(name, []).append(column)
        for name, label in _labels(self._kind, self._filled.memory):
            found = named.get(name, [])
            if len(found) > 1:
                sentence = _("Cột “{label}” có hai lần. Hãy xóa cột thừa; nội dung của cột này chưa được đọc.")
                self._fault(self._heading, found[1], sentence.format(label=label))
            if not found and name != MARK:
                sentence = _("Trang “{sheet}” không còn cột “{label}”: các ô của cột đó giữ nguyên như trong biểu.")
                self._filled.notes.append(sentence.format(sheet=self._sheet.title, label=label))
        return {name: columns[0] for name, columns in named.items() if len(columns) == 1}

    def _read_rows(self) -> None:
        self._filled.mark_columns[self._sheet.title] = self._columns.get(MARK, 0)
        rows: dict[Key, int] = {}
        known = {key[:2] for key in self._filled.memory.held}
        inputs = {name: column for name, column in self._columns.items() if name not in (CODE, MARK)}
        for row in range(self._heading + 1, min(self._sheet.max_row, MOST_ROWS) + 1):
            key = (self._kind, self._code_in(row))
            if key in rows:
                self._doubled(key, rows[key], row, inputs)
            elif key in known:
                rows[key] = row
                self._filled.cells.update({(*key, name): self._given(row, col) for name, col in inputs.items()})
            else:
                self._unknown(key[1], row, inputs)
        missing = [code for kind, code in known if kind == self._kind and (kind, code) not in rows]
        if missing:
            sentence = _("Trang “{sheet}” không còn dòng của mục {codes}: các mục đó giữ nguyên như trong biểu.")
            codes = ", ".join(sorted(missing))
            self._filled.notes.append(sentence.format(sheet=self._sheet.title, codes=codes))

    def _code_in(self, row: int) -> str:
        value = self._sheet.cell(row, self._columns[CODE]).value
        return clean(str(value)).rstrip(".") if isinstance(value, str | int | float) else ""

    def _doubled(self, key: Key, first: int, row: int, inputs: dict[str, int]) -> None:
        """A row for an item that had one already: nothing of it is read where the two say different things."""
        for name, column in inputs.items():
            before, again = self._filled.cells.get((*key, name)), self._given(row, column)
            if again.value is not None and (before is None or before.value != again.value):
                sentence = _("Mục {code} có hai dòng ghi khác nhau (dòng {first} và {row}). Hãy giữ lại một dòng.")
                self._fault(row, column, sentence.format(code=key[1], first=first, row=row))
                self._filled.cells.pop((*key, name), None)

    def _unknown(self, code: str, row: int, inputs: dict[str, int]) -> None:
        """A row of no item: a remark of its own, unless something was filled in."""
        for column in inputs.values():
            cell = self._sheet.cell(row, column)
            if (isinstance(cell.value, str) and not clean(cell.value)) or cell.value is None:
                continue
            if code:
                sentence = _("Biểu của cơ quan không có mục mã “{code}”. Hãy ghi vào đúng dòng của mục.")
            else:
                sentence = _("Dòng này không có mã nên không biết thuộc mục nào. Hãy ghi vào đúng dòng của mục.")
            self._fault(row, column, sentence.format(code=code[:40]))
            return

    def _fault(self, row: int, column: int, reason: str) -> None:
        self._filled.faults.append(Fault(self._sheet.title, f"{get_column_letter(column)}{row}", reason))

    def _given(self, row: int, column: int) -> Given:
        cell: Any = self._sheet.cell(row, column)
        place = Given(self._sheet.title, f"{get_column_letter(column)}{row}")
        if isinstance(cell, MergedCell):
            return self._hidden_by_merging(place, self._merged[row, column])
        value, trouble = cell.value, ""
        if cell.data_type == "f":
            value = self._results.cell(row, column).value
            if value is None:
                trouble = _(
                    "Ô chứa công thức mà tệp không lưu kết quả. Hãy mở tệp bằng Excel, bấm Lưu rồi nộp lại, hoặc dán "
                    "giá trị thay công thức."
                )
        if cell.data_type == "e" or (isinstance(value, str) and value in _ERRORS and cell.data_type == "f"):
            trouble = _("Ô báo lỗi {error} của Excel. Hãy sửa công thức hoặc ghi giá trị.").format(error=value)
        if isinstance(value, str):
            value = unwritten(value).replace("\r", "")
        return Given(place.sheet, place.place, value, _format_of(cell), trouble)

    def _hidden_by_merging(self, place: Given, first: Any) -> Given:
        """A cell that only seems to have the text of the first one it is merged with."""
        if first.value is None:
            return place
        trouble = _("Ô bị gộp với ô {first} nên không có nội dung riêng. Hãy bỏ gộp ô rồi ghi cho từng mục.")
        return Given(place.sheet, place.place, trouble=trouble.format(first=first.coordinate))


def merged_into(sheet: Worksheet) -> dict[tuple[int, int], Any]:
    """The first cell of its range, by row and column of every merged cell."""
    return {
        place: sheet.cell(range_.min_row, range_.min_col)
        for range_ in sheet.merged_cells.ranges
        for place in product(range(range_.min_row, range_.max_row + 1), range(range_.min_col, range_.max_col + 1))
    }


def _format_of(cell: Any) -> str:
    """How Excel shows a number; nothing where the cell points to a format that the file does not have."""
    try:
        return str(cell.number_format or "")
    except LookupError:
        return ""


_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


def _table_name(kind: str) -> str:
    return _("nhiệm vụ") if kind == TASK else _("chỉ tiêu")


def _labels(kind: str, memory: Memory) -> list[tuple[str, str]]:
    return [(name, label) for (of_kind, name), label in memory.labels.items() if of_kind == kind]


def _headings(sheet: Worksheet, row: int) -> Iterator[tuple[int, str]]:
    for column in range(1, min(sheet.max_column, HEADING_WITHIN[1]) + 1):
        value = sheet.cell(row, column).value
        if isinstance(value, str) and value.strip():
            yield column, unwritten(value)


def _heading_of(kind: str, sheet: Worksheet, memory: Memory) -> int | None:
    """The row with the headings of this table: the code's and at least one that only this table has."""
    own = {fold(label) for name, label in _labels(kind, memory) if name not in (CODE, MARK)}
    code = fold(memory.labels.get((kind, CODE), ""))
    for row in range(1, min(sheet.max_row, HEADING_WITHIN[0]) + 1):
        texts = {fold(text) for _column, text in _headings(sheet, row)}
        if code in texts and own & texts:
            return row
    return None
