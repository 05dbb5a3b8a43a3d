"""The dashboard as an Excel file: what the page shows, filtered and sorted as it is there. No queries."""

from collections.abc import Callable, Sequence
from typing import IO

from django.utils.translation import gettext as _

from agencies.workbooks.sheets import Book, Column, Look, Number, Value
from reports.dashboards.judged import Judged
from reports.dashboards.overview import Dashboard
from reports.dashboards.progress import TaskState
from targets.models import Measurement
from targets.verdicts import describe

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write(page: Dashboard, file: IO[bytes], *, sentences: Sequence[str]) -> None:
    """Summary, indicators as listed and over the years, tasks by leading agency, who reported when."""
    book = Book(title=_title(page), author=page.authority)
    _draw_summary(book, page, sentences)
    _draw_indicators(book, page)
    _draw_years(book, page)
    for draw in CHARTS.values():
        draw(book, page)
    book.save(file)


def write_chart(page: Dashboard, chart: str, file: IO[bytes]) -> None:
    """The table of one chart, by its key in `CHARTS`."""
    book = Book(title=_title(page), author=page.authority)
    CHARTS[chart](book, page)
    book.save(file)


def _title(page: Dashboard) -> str:
    return _("Tổng quan năm {year}").format(year=page.year)


def _draw_summary(book: Book, page: Dashboard, sentences: Sequence[str]) -> None:
    sheet = book.sheet(_("Tóm tắt"), _title(page), [Column(_("Mục"), 24), Column(_("Nội dung"), 104)])
    sheet.row([_("Kế hoạch"), page.plan.short_title])
    if page.round.is_demonstration:
        sheet.row([_("Số liệu minh họa"), _("Để làm quen phần mềm, không phải số liệu thật.")], Look.STRONG)
    if page.agency:
        sheet.row([_("Cơ quan"), page.agency])
    if page.filters.clause:
        sheet.row([_("Mục của kế hoạch"), _clause(page, page.filters.clause)])
    if page.filters.status:
        sheet.row([_("Chỉ gồm chỉ tiêu"), str(page.filters.status.label)])
    for sentence in sentences:
        sheet.row([_("Tình hình"), sentence])


def _clause(page: Dashboard, code: str) -> str:
    return f"{code}. {page.clauses[code].words}" if code in page.clauses else code


def _draw_indicators(book: Book, page: Dashboard) -> None:
    columns = [
        Column(_("Mã"), 9),
        Column(_("Chỉ tiêu"), 40),
        Column(_("Đơn vị tính"), 16),
        Column(_("Năm {year}").format(year=page.year), 14),
        Column(_("Loại số"), 14),
        Column(_("Lộ trình {year}").format(year=page.year), 12),
        Column(_("Mức phải đạt"), 24),
        Column(_("Năm đích"), 9),
        Column(_("Đánh giá"), 18),
        Column(_("Đánh giá năm {year}").format(year=page.year - 1), 18),
        Column(_("Nhận xét"), 50),
        Column(_("Cơ quan báo cáo"), 18),
    ]
    sheet = book.sheet(_("Chỉ tiêu"), _title(page), columns, kept=2)
    for one in page.listed:
        sheet.row(_indicator(one))
    sheet.filterable()


def _indicator(one: Judged) -> list[Value]:
    row, year, indicator = one.row, one.year, one.row.indicator
    value, required, rule = row.value(year), row.required(year), row.rule_at(year)
    places = indicator.decimals if value is None else row.places(value, year)
    answer, quality = one.answer, row.quality(year)
    return [
        indicator.code,
        indicator.name,
        indicator.unit,
        _said(answer) if value is None else Number(value, places),
        str(quality.label) if quality else None,
        None if required is None else Number(required, places),
        describe(rule) if rule else None,
        str(rule.year) if rule else None,
        str(one.status.label),
        str(one.status_before.label) if one.status_before else None,
        one.verdict.sentence,
        one.agencies,
    ]


def _said(answer: Measurement | None) -> str | None:
    """What was answered in place of a figure; None where nobody's answer was accepted."""
    return answer.get_answer_display() if answer else None


def _draw_years(book: Book, page: Dashboard) -> None:
    """What the cards draw: for each indicator a row of accepted answers and, where there is a path, a row of it."""
    years = page.plan.years
    columns = [Column(_("Mã"), 9), Column(_("Chỉ tiêu"), 40), Column(_("Đơn vị tính"), 16), Column("", 12)]
    columns += [Column(str(year), 14) for year in years]
    sheet = book.sheet(_("Diễn biến"), _("Diễn biến các chỉ tiêu, {years}").format(years=_span(years)), columns, kept=2)
    for one in page.listed:
        indicator = one.row.indicator
        named: list[Value] = [indicator.code, indicator.name, indicator.unit]
        sheet.row([*named, _("Giá trị"), *(_answer(one, year) for year in years)])
        if any(one.row.required(year) is not None for year in years):
            sheet.row([*named, _("Lộ trình"), *(_required(one, year) for year in years)])


def _span(years: range) -> str:
    return f"{years[0]}–{years[-1]}"


def _answer(one: Judged, year: int) -> Value:
    value = one.row.value(year) if year <= one.year else None
    if value is None:
        return _said(one.row.measurements.get(year)) if year <= one.year else None
    return Number(value, one.row.places(value, year))


def _required(one: Judged, year: int) -> Value:
    required, value = one.row.required(year), one.row.value(year)
    places = one.row.indicator.decimals if value is None else one.row.places(value, year)
    return None if required is None else Number(required, places)


def _draw_tasks(book: Book, page: Dashboard) -> None:
    states = [Column(str(state.label), 16) for state in TaskState]
    columns = [Column(_("Cơ quan chủ trì"), 28), *states, Column(_("Cộng"), 10)]
    sheet = book.sheet(_("Nhiệm vụ"), _("Nhiệm vụ theo cơ quan chủ trì, năm {year}").format(year=page.year), columns)
    for lead in page.leads:
        sheet.row([lead.name, *(Number(lead.counts[state]) for state in TaskState), Number(lead.counts.total())])


def _draw_agencies(book: Book, page: Dashboard) -> None:
    columns = [Column(_("Cơ quan"), 28), *(Column(str(year), 24) for year in page.years)]
    sheet = book.sheet(_("Đúng hạn"), _("Gửi báo cáo đúng hạn"), columns, kept=1)
    for line in page.lines:
        sheet.row([line.name, *(line.cells[year].words if year in line.cells else None for year in page.years)])


# The charts that have a file of their own, by their names in its address.
CHARTS: dict[str, Callable[[Book, Dashboard], None]] = {"nhiem-vu": _draw_tasks, "dung-han": _draw_agencies}
