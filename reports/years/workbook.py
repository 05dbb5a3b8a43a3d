"""The years as an Excel file: tables of the same shape each year, for the Ministry. No queries."""

from collections.abc import Mapping, Sequence
from typing import IO

from django.utils.translation import gettext as _

from agencies.workbooks.sheets import Book, Column, Number, Value
from plan.models import Plan
from reports.models import Consolidation
from reports.years.selectors import Reporting, TaskRow
from reports.years.table import Row

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write(
    plan: Plan,
    reports: Mapping[int, Consolidation],
    indicators: Sequence[Row],
    tasks: Sequence[TaskRow],
    reporting: Sequence[Reporting],
    file: IO[bytes],
) -> None:
    """Every year of the plan has its columns, issued or not, so that next year's file has the same shape."""
    book = Book(title=_("Kết quả qua các năm"), author=plan.issuer.name)
    years = list(plan.years)
    _draw_indicators(book, years, reports, indicators)
    _draw_tasks(book, years, reports, tasks)
    _draw_reports(book, years, reports, reporting)
    book.save(file)


def _draw_indicators(book: Book, years: list[int], reports: Mapping[int, Consolidation], rows: Sequence[Row]) -> None:
    columns = [
        Column(_("Mã"), 9),
        Column(_("Chỉ tiêu"), 40),
        Column(_("Đơn vị tính"), 14),
        Column(_("Mức phải đạt"), 24),
    ]
    for year in years:
        columns += [Column(str(year), 14), Column(_("Đánh giá {year}").format(year=year), 16)]
    heading = _("Biểu 1. Chỉ tiêu theo báo cáo đã ban hành, {first}–{last}").format(first=years[0], last=years[-1])
    sheet = book.sheet(_("Chỉ tiêu"), heading, columns, kept=2)
    for row in rows:
        cells: list[Value] = [row.code, row.name, row.unit, row.target]
        for year in years:
            cell = row.cells.get(year)
            if cell is None:
                cells += [_unissued(year, reports), None]
            else:
                figure = Number(cell.value, cell.places) if cell.value is not None else cell.words
                cells += [figure, str(cell.status.label)]
        sheet.row(cells)
    sheet.filterable()


def _unissued(year: int, reports: Mapping[int, Consolidation]) -> str | None:
    """Not yet issued stays blank; issued without this line says so."""
    return _("không có trong báo cáo") if year in reports else None


def _draw_tasks(book: Book, years: list[int], reports: Mapping[int, Consolidation], rows: Sequence[TaskRow]) -> None:
    columns = [Column(_("Số"), 9), Column(_("Nhiệm vụ"), 50), Column(_("Cơ quan chủ trì"), 30)]
    columns += [Column(str(year), 20) for year in years]
    heading = _("Biểu 2. Nhiệm vụ theo báo cáo đã ban hành, {first}–{last}").format(first=years[0], last=years[-1])
    sheet = book.sheet(_("Nhiệm vụ"), heading, columns, kept=2)
    place = {year: number for number, year in enumerate(reports)}
    for row in rows:
        states = [row.states[place[year]] if year in place else None for year in years]
        sheet.row([row.code, row.title, row.leads, *(str(state.label) if state else None for state in states)])
    sheet.filterable()


def _draw_reports(
    book: Book, years: list[int], reports: Mapping[int, Consolidation], reporting: Sequence[Reporting]
) -> None:
    columns = [
        Column(_("Năm"), 8),
        Column(_("Số, ký hiệu"), 20),
        Column(_("Ngày văn bản"), 14),
        Column(_("Cơ quan ban hành"), 36),
        Column(_("Cơ quan phải báo cáo"), 14),
        Column(_("Đã gửi"), 10),
        Column(_("Đúng hạn"), 10),
        Column(_("Đã duyệt"), 10),
        Column(_("Mã kiểm tra nội dung (SHA-256)"), 68),
    ]
    sheet = book.sheet(_("Báo cáo"), _("Biểu 3. Báo cáo tổng hợp đã ban hành"), columns, kept=1)
    found = dict(zip(reports, reporting, strict=True))
    for year in years:
        report = reports.get(year)
        if report is None:
            sheet.row([str(year), _("chưa ban hành"), *([None] * 7)])
            continue
        figures = found[year]
        counts = [Number(n) for n in (figures.total, figures.sent, figures.in_time, figures.accepted)]
        named: list[Value] = [str(year), report.document_number, report.document_date, report.coordinator_name]
        sheet.row([*named, *counts, report.sha256])
