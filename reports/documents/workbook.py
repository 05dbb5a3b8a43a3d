"""The consolidated report as an Excel workbook, drawn from the report's own rows and nothing else.

What it is called and how it is arranged follows the tables such reports are sent with: indicators, tasks with the text
of every part, difficulties and proposals, and who reported when.
"""

from collections.abc import Callable
from decimal import Decimal
from itertools import zip_longest
from typing import IO

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.workbooks.sheets import Book, Column, Look, Number, Sheet, Value
from plan.enums import Duty
from reports.dashboards.progress import TaskState
from reports.documents.body import chapters_of
from reports.documents.paper import Chapter
from reports.documents.rows import Rows
from reports.documents.wording import (
    nothing_in_words,
    quality_word,
    share_of_path,
    timeliness_words,
    total_word,
    verdict_word,
)
from reports.enums import DifficultyState, FindingState, Progress, State
from reports.models import ConsolidatedIndicator, Consolidation
from targets.figures import decimals_of, places_beside


def write_workbook(rows: Rows, file: IO[bytes], told: Callable[[float], None] = lambda share: None) -> None:
    """Write the workbook into `file`; `told` hears what share of the tasks is written."""
    report = rows.consolidation
    book = Book(title=_title(report), author=report.coordinator_name)
    _draw_summary(book, rows)
    _draw_narrative(book, rows)
    _draw_indicators(book, rows)
    _draw_tasks(book, rows, told)
    _draw_agencies(book, rows)
    _draw_register(book, rows)
    _draw_findings(book, rows)
    book.save(file)


def _title(report: Consolidation) -> str:
    return _("Báo cáo tổng hợp năm {year}").format(year=report.round.year)


def _state(report: Consolidation) -> str:
    """What kind of paper this is, for the first sheet and the head of every page."""
    if not report.document_date:
        return _("Dự thảo, bản số {number}").format(number=report.number)
    day = date_format(report.document_date, "d/m/Y")
    return _("Số {number}, ngày {day}").format(number=report.document_number, day=day)


def _sheet(book: Book, rows: Rows, name: str, heading: str, columns: list[Column], kept: int = 0) -> Sheet:
    report = rows.consolidation
    demonstration = _("SỐ LIỆU MINH HỌA") if report.round.is_demonstration else report.coordinator_name
    return book.sheet(name, heading, columns, kept=kept, marks=(demonstration, _state(report)))


def _draw_summary(book: Book, rows: Rows) -> None:
    report = rows.consolidation
    columns = [Column(_("Mục"), 30), Column(_("Nội dung"), 104)]
    sheet = _sheet(book, rows, _("Tóm tắt"), _title(report), columns)
    if report.round.is_demonstration:
        sheet.row([_("SỐ LIỆU MINH HỌA"), _("Để làm quen phần mềm, không phải số liệu thật.")], Look.STRONG)
    sheet.row([_("Kế hoạch"), report.plan_title])
    sheet.row([_("Cơ quan tổng hợp"), report.coordinator_name])
    sheet.row([_("Số, ngày văn bản") if report.issued_at else _("Tình trạng"), _state(report)])
    author = str(report.built_by) if report.built_by else _("hệ thống tự lập sau hạn báo cáo")
    built = date_format(timezone.localtime(report.built_at), "H:i d/m/Y")
    sheet.row([_("Số liệu tính đến"), f"{built} ({author})"])
    if report.sha256:
        sheet.row([_("Mã kiểm tra nội dung (SHA-256)"), report.sha256])
    for label, sentence in zip_longest([_("Tóm tắt")], report.summary.splitlines(), fillvalue=""):
        sheet.row([label, sentence])


def _draw_narrative(book: Book, rows: Rows) -> None:
    """The body of an issued report. A draft's is still written after its workbook was drawn; Word and PDF have it."""
    if not rows.passages or not rows.consolidation.issued_at:
        return
    sheet = _sheet(book, rows, _("Lời văn"), _("Nội dung báo cáo"), [Column(_("Nội dung"), 134)])
    for chapter in chapters_of(rows):
        _draw_chapter(sheet, chapter, Look.BAND)


def _draw_chapter(sheet: Sheet, chapter: Chapter, look: Look) -> None:
    if look == Look.BAND:
        sheet.band(chapter.title)
    else:
        sheet.row([chapter.title], look)
    for line in chapter.lines:
        sheet.row([" ".join(filter(None, [line.lead, line.text]))])
    for section in chapter.sections:
        _draw_chapter(sheet, section, Look.STRONG)


def _draw_indicators(book: Book, rows: Rows) -> None:
    year = rows.consolidation.round.year
    heading = _("Biểu 1. Kết quả thực hiện chỉ tiêu năm {year}").format(year=year)
    columns = [
        Column(_("Mã"), 8),
        Column(_("Chỉ tiêu"), 30),
        Column(_("Đơn vị tính"), 10),
        Column(_("Mức phải đạt"), 17),
        Column(_("Số gốc"), 13),
        Column(_("Cách tính"), 8),
        Column(_("Năm {year}").format(year=year - 1), 9),
        Column(_("Lộ trình năm {year}").format(year=year), 9),
        Column(_("Thực hiện năm {year}").format(year=year), 11),
        Column(_("Trong đó riêng năm {year}").format(year=year), 10),
        Column(_("So lộ trình (%)"), 9),
        Column(_("Loại số"), 10),
        Column(_("Đánh giá"), 11),
        Column(_("Nhận xét"), 32),
        Column(_("Cơ quan báo cáo"), 19),
        Column(_("Giải trình, ghi chú"), 20),
    ]
    sheet = _sheet(book, rows, _("Chỉ tiêu"), heading, columns, kept=2)
    for line in rows.indicators:
        sheet.row(_indicator_row(line))
    sheet.filterable()


def _indicator_row(line: ConsolidatedIndicator) -> list[Value]:
    return [
        line.code,
        line.name,
        line.unit,
        line.target,
        line.baseline,
        total_word(line),
        _in_full(line.previous, line),
        None if line.required is None else Number(line.required, line.decimals),
        Number(line.value, line.decimals) if line.value is not None else nothing_in_words(line),
        _in_full(line.added, line),
        _share(line),
        quality_word(line),
        verdict_word(line),
        line.sentence,
        line.agency_name,
        line.note,
    ]


def _share(line: ConsolidatedIndicator) -> Number | None:
    """With the decimals in which it is written elsewhere."""
    share = share_of_path(line)
    return None if share is None else Number(share, places_beside(share, [Decimal(100)], 1))


def _in_full(value: Decimal | None, line: ConsolidatedIndicator) -> Number | None:
    """A figure with all its decimals."""
    return None if value is None else Number(value, max(line.decimals, decimals_of(value)))


def _draw_tasks(book: Book, rows: Rows, told: Callable[[float], None]) -> None:
    """The tasks, and beside them their difficulties and proposals: the parts are read once for both."""
    results, difficulties = _task_sheet(book, rows), _difficulty_sheet(book, rows)
    duties = {duty.value: str(duty.label) for duty in Duty}
    progresses = {progress.value: str(progress.label) for progress in Progress}
    section = ""
    for number, (task, parts) in enumerate(rows.tasks, 1):
        if task.section != section:
            section = task.section
            results.band(section)
        leads = _("Chủ trì: {leads}").format(leads=task.leads or _("chưa xác định"))
        state = str(TaskState(task.state).label) if task.state else ""
        results.row([task.code, task.title, "", state, leads], Look.STRONG)
        if task.missing:
            results.row(["", _("Chưa có phần được duyệt"), "", "", task.missing])
        for part in parts:
            results.row(["", part.agency_name, duties[part.duty], progresses.get(part.progress, ""), part.result])
            if part.difficulty or part.proposal:
                difficulties.row([task.code, task.title, part.agency_name, part.difficulty, part.proposal])
        told(number / len(rows.task_lines))
    difficulties.filterable()


def _task_sheet(book: Book, rows: Rows) -> Sheet:
    columns = [
        Column(_("Số"), 8),
        Column(_("Nhiệm vụ, cơ quan"), 34),
        Column(_("Vai trò"), 11),
        Column(_("Tiến độ"), 15),
        Column(_("Kết quả thực hiện"), 80),
    ]
    heading = _("Biểu 2. Kết quả thực hiện nhiệm vụ năm {year}").format(year=rows.consolidation.round.year)
    return _sheet(book, rows, _("Nhiệm vụ"), heading, columns)


def _difficulty_sheet(book: Book, rows: Rows) -> Sheet:
    columns = [
        Column(_("Số"), 8),
        Column(_("Nhiệm vụ"), 30),
        Column(_("Cơ quan"), 26),
        Column(_("Khó khăn, vướng mắc"), 43),
        Column(_("Đề xuất, kiến nghị"), 43),
    ]
    heading = _("Biểu 3. Khó khăn, vướng mắc và đề xuất, kiến nghị")
    return _sheet(book, rows, _("Khó khăn, đề xuất"), heading, columns)


def _draw_agencies(book: Book, rows: Rows) -> None:
    report = rows.consolidation
    columns = [
        Column(_("TT"), 6),
        Column(_("Cơ quan"), 40),
        Column(_("Trạng thái"), 18),
        Column(_("Hạn gửi"), 16),
        Column(_("Gửi lần đầu"), 16),
        Column(_("Gửi gần nhất"), 16),
        Column(_("Trễ (ngày)"), 8),
        Column(_("Đúng hạn"), 28),
        Column(_("Người gửi"), 20),
    ]
    heading = _("Biểu 4. Tình hình gửi báo cáo của các cơ quan")
    sheet = _sheet(book, rows, _("Tình hình gửi báo cáo"), heading, columns)
    for line in rows.agencies:
        sheet.row(
            [
                Number(line.order),
                line.agency_name,
                str(State(line.state).label),
                line.due_at,
                line.first_sent_at,
                line.last_sent_at,
                None if line.days_late is None else Number(line.days_late),
                timeliness_words(line, report),
                line.sent_by,
            ]
        )
    sheet.filterable()


def _draw_register(book: Book, rows: Rows) -> None:
    """The difficulties of the register, which live on from year to year; what the parts say stands in table 3."""
    if not rows.difficulties:
        return
    columns = [
        Column(_("TT"), 6),
        Column(_("Cơ quan"), 24),
        Column(_("Nhiệm vụ"), 9),
        Column(_("Nhóm vấn đề"), 20),
        Column(_("Khó khăn, vướng mắc"), 34),
        Column(_("Đề xuất, kiến nghị"), 26),
        Column(_("Ngày nêu"), 12),
        Column(_("Trạng thái"), 15),
        Column(_("Trả lời, quyết định"), 30),
        Column(_("Văn bản"), 18),
    ]
    heading = _("Biểu 5. Khó khăn, vướng mắc và kết quả giải quyết")
    sheet = _sheet(book, rows, _("Khó khăn, vướng mắc"), heading, columns)
    for line in rows.difficulties:
        state = str(DifficultyState(line.state).label)
        said: list[Value] = [Number(line.order), line.agency_name, line.task_code, line.group, line.text, line.proposal]
        sheet.row([*said, line.raised_on, state, line.answer, line.document])
    sheet.filterable()


def _draw_findings(book: Book, rows: Rows) -> None:
    if not rows.findings:
        return
    columns = [
        Column(_("TT"), 6),
        Column(_("Cơ quan"), 26),
        Column(_("Ngày kiểm tra"), 13),
        Column(_("Tồn tại"), 44),
        Column(_("Khắc phục trước"), 13),
        Column(_("Trạng thái"), 17),
        Column(_("Kết quả khắc phục"), 34),
    ]
    heading = _("Biểu 6. Tồn tại qua kiểm tra, giám sát")
    sheet = _sheet(book, rows, _("Tồn tại qua kiểm tra"), heading, columns)
    for line in rows.findings:
        state = str(FindingState(line.state).label)
        row: list[Value] = [
            Number(line.order),
            line.agency_name,
            line.held_on,
            line.text,
            line.mend_by,
            state,
            line.mended,
        ]
        sheet.row(row)
    sheet.filterable()
