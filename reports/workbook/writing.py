"""A report's form as a workbook: instructions, the tasks, the indicators, and what the file must remember. No query."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl.packaging.custom import StringProperty

from agencies.text import clean, fold
from agencies.workbooks.sheets import LINE, LINES_IN_A_ROW, lines_of
from agencies.workbooks.sheets import clean as writable
from reports.collect.items import FormItems, IndicatorItem, Item, Part, TaskItem
from reports.models import Submission
from reports.workbook.drawing import NOTE, TITLE, Lists, Table, new_book, put
from reports.workbook.layout import (
    INDICATOR,
    LISTS,
    MARK,
    MEMORY,
    TASK,
    Column,
    Field,
    Memory,
    columns_of,
    lines_of_memory,
    sheet_names,
)

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KEPT = {TASK: 3, INDICATOR: 3}


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on top of the instructions; `guidance` is what the coordinator told all agencies, if anything."""

    submission: Submission
    due: str
    guidance: str = ""

    @property
    def year(self) -> int:
        return self.submission.round.year

    @property
    def title(self) -> str:
        return _("Báo cáo năm {year}, {agency}").format(year=self.year, agency=self.submission.agency_name)


def file_name(submission: Submission) -> str:
    """Such as "bao-cao-2026-so-y-te.xlsx"."""
    name = "".join(char if char.isascii() and char.isalnum() else " " for char in fold(submission.agency_name))
    return "-".join(["bao-cao", str(submission.round.year), *name.split()]) + ".xlsx"


def write_form(items: FormItems, cover: Cover, file: IO[bytes]) -> None:
    """The whole form, filled in as it stands; only what can be edited now is open for typing."""
    memory = _memory(items, cover)
    book: Any = new_book(cover.title, cover.submission.agency_name)
    _instruct(book.create_sheet(_("Hướng dẫn")), cover, items)
    lists = Lists(book, LISTS)
    tasks = [item for group in items.groups for item in group.items]
    if tasks:
        _draw(Table(book, sheet_names()[TASK], *_head(TASK, cover), kept=_KEPT[TASK]), TASK, tasks, cover, lists)
    if items.indicators:
        table = Table(book, sheet_names()[INDICATOR], *_head(INDICATOR, cover), kept=_KEPT[INDICATOR])
        _draw(table, INDICATOR, items.indicators, cover, lists)
    book.move_sheet(lists.sheet, len(book.sheetnames))
    sheet = book.create_sheet(MEMORY)
    sheet.sheet_state = "veryHidden"
    for row, line in enumerate(lines_of_memory(memory), 1):
        for column, text in enumerate(line, 1):
            put(sheet.cell(row, column), text)
    for name, value in memory.origin.items():
        book.custom_doc_props.append(StringProperty(name=f"tien-do-{name}", value=value))
    book.save(file)


def _head(kind: str, cover: Cover) -> tuple[str, tuple[Column, ...]]:
    return f"{sheet_names()[kind]}. {cover.title}", columns_of(kind, cover.year)


def _memory(items: FormItems, cover: Cover) -> Memory:
    round_ = cover.submission.round
    labels = {(k, c.name): c.label for k in (TASK, INDICATOR) for c in columns_of(k, cover.year) if c.name}
    held: dict[Field, str] = {}
    words: dict[tuple[str, str], dict[str, str]] = {}
    for kind, item in _with_kinds(items):
        held |= {(kind, item.code, name): _held(text) for name, text in item.values.items()}
        for field, by_value in _lists_of(item).items():
            words.setdefault((kind, field), {}).update(by_value)
    return Memory(
        plan=round_.plan.code,
        year=str(round_.year),
        agency=cover.submission.agency.code,
        form=str(round_.form_version),
        labels=labels,
        words=words,
        held=held,
    )


def _held(text: str) -> str:
    """`text` as it will be read from its cell again."""
    return clean(writable(text))


def _with_kinds(items: FormItems) -> Iterator[tuple[str, TaskItem | IndicatorItem]]:
    for group in items.groups:
        for item in group.items:
            yield TASK, item
    for line in items.indicators:
        yield INDICATOR, line


def _lists_of(item: TaskItem | IndicatorItem) -> dict[str, dict[str, str]]:
    """The words to choose from, by control and value."""
    field, choices = ("progress", item.progress_choices) if isinstance(item, TaskItem) else ("status", item.statuses)
    return {field: {choice.value: choice.label for choice in choices}}


def _draw(table: Table, kind: str, items: Sequence[TaskItem | IndicatorItem], cover: Cover, lists: Lists) -> None:
    columns = columns_of(kind, cover.year)
    hint = (_("Chọn trong danh sách"), _("Bấm mũi tên bên phải ô, hoặc Alt và mũi tên xuống."))
    error = (_("Không có trong danh sách"), _("Hãy chọn một trong các câu trả lời của danh sách."))
    for item in items:
        words = _lists_of(item)
        shown = item.values | {field: by.get(item.values[field], "") for field, by in words.items()}
        beside = _beside_task(item) if isinstance(item, TaskItem) else _beside_indicator(item)
        read = iter(beside)
        texts = ["" if c.name == MARK else shown.get(c.name, "") if c.is_input else next(read) for c in columns]
        table.add(texts, frozenset(item.values) if item.is_editable else frozenset())
        if not item.is_editable:
            continue
        if isinstance(item, IndicatorItem) and item.levels:
            words = words | {"typed": {choice.value: choice.value for choice in item.levels}}
        for field, by_value in words.items():
            table.choose_from(field, lists.place_of(tuple(by_value.values())), hint=hint, error=error)


def _beside_task(item: TaskItem) -> tuple[str, ...]:
    """Code, title with duty, last year, and what is to be done with it: the columns that are only read."""
    return item.code, f"{item.title}\n({item.duty})", _last_years(item.last_years), _state(item)


def _last_years(parts: Sequence[Part]) -> str:
    """What the agency reported a year ago; what others did, from which it took over, under their names."""
    several = len({part.agency for part in parts}) > 1
    texts = [
        text
        for part in parts
        for text in (part.agency if several else "", part.progress.label if part.progress else "", part.result)
    ]
    return "\n".join(text for text in texts if text)


def _beside_indicator(item: IndicatorItem) -> tuple[str, ...]:
    reference = item.reference
    unit = f" ({item.unit})" if item.unit and not item.is_declared else ""
    last = f"{reference.last}\n{reference.last_quality.label}" if reference.last_quality else reference.last
    target = f"{reference.target}\n({reference.target_year})" if reference.target_year else reference.target
    path = reference.path + ("\n" + _("cộng dồn") if reference.path and reference.path_is_total else "")
    return item.code, f"{item.title}{unit}", _asked(item), last, path, target, _state(item)


def _asked(item: IndicatorItem) -> str:
    part = _("Chỉ phần của {agency}.").format(agency=item.part_of) if item.part_of else ""
    counted = [figure.label for figure in item.quotient]
    return "\n".join(text for text in (f"{item.ask.label}.", part, item.ask.words, *counted) if text)


def _state(item: Item) -> str:
    """Whether the item can be filled in, and what was asked for when it came back."""
    if item.is_returned:
        reason = next((note.reason for note in reversed(item.notes) if note.is_return), "")
        return _("Trả lại để bổ sung: {reason}").format(reason=reason)
    if not item.is_editable:
        return _("Đã gửi, không sửa được.")
    return _("Còn thiếu: {what}").format(what=item.missing.sentence) if item.missing else _("Đã đủ.")


def _instruct(sheet: Any, cover: Cover, items: FormItems) -> None:
    sheet.column_dimensions["A"].width = 104
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.protection.enable()
    put(sheet.cell(1, 1), cover.title, TITLE)
    for row, text in enumerate(_instructions(cover, items), 2):
        put(sheet.cell(row, 1), text, NOTE)
        sheet.row_dimensions[row].height = min(lines_of(text, 104), LINES_IN_A_ROW) * LINE + 4


def _guidance(text: str) -> list[str]:
    """The coordinator's words, a paragraph a row: a row cannot be higher than a page."""
    paragraphs = [line for line in text.splitlines() if line.strip()]
    return [_("Hướng dẫn của cơ quan đầu mối:"), *paragraphs, ""] if paragraphs else []


def _instructions(cover: Cover, items: FormItems) -> list[str]:
    round_ = cover.submission.round
    until = _("Số liệu đến ngày {day}.").format(day=f"{round_.data_until:%d/%m/%Y}")
    return [
        _("Kế hoạch: {plan}.").format(plan=round_.plan.title),
        f"{until} {cover.due}.",
        "",
        *_guidance(cover.guidance),
        _("1. Chỉ ghi vào ô trắng ở các trang sau. Ô xám để đọc và đã khóa."),
        _("2. Ô Tiến độ và ô Loại số chọn trong danh sách. Không có số liệu thì chọn “chưa có số liệu” và ghi lý do."),
        _("3. Số viết kiểu Việt Nam: 1.234,5 (dấu chấm tách hàng nghìn, dấu phẩy thập phân). Không ghi đơn vị."),
        _("4. Ghi tử số và mẫu số vào hai cột riêng, không viết dạng 2/5: Excel đổi cách viết đó thành ngày."),
        _("5. Muốn xuống dòng trong ô, bấm Alt và Enter. Có thể ẩn dòng, ẩn cột; không sửa cột Mã."),
        _("6. Lưu dạng .xlsx, không đặt mật khẩu mở tệp, không dùng macro. Đổi tên tệp cũng được."),
        _("7. Ghi xong thì mở biểu trên phần mềm, bấm “Nộp từ Excel” và chọn tệp này. Từng thay đổi được xem trước."),
        _("   Nội dung mà đồng nghiệp đã sửa trên biểu trong khi đó không bị ghi đè."),
        _("8. Ô có lỗi được nói rõ trang, ô và lý do; tệp tải lại được với ô đó tô vàng, dòng đó ghi ở cột Lỗi."),
        _("Tệp có {total} mục; khi tải về còn {left} mục chưa xong.").format(total=items.total, left=items.left),
    ]
