"""The page of one indicator as an Excel file: its years, and what lies ahead. No queries."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import IO

from django.utils.translation import gettext as _

from agencies.workbooks.sheets import Book, Column, Number, Sheet, Value
from reports.dashboards.history import YearLine, places_in
from targets.outlook import Outlook
from targets.projection import CONFIDENCE
from targets.selectors import IndicatorRow
from targets.verdicts import describe

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write(
    row: IndicatorRow, lines: Sequence[YearLine], outlook: Outlook | None, file: IO[bytes], *, on: dt.date
) -> None:
    """Three sheets: the years as the page's table has them, every answer on record, and what is said about them."""
    book = Book(title=_title(row), author=row.plan.issuer.name)
    _draw_years(book, row, lines, outlook)
    _draw_answers(book, row, lines)
    _draw_words(book, row, lines, outlook, on)
    book.save(file)


def _title(row: IndicatorRow) -> str:
    title = f"{row.indicator.code} {row.indicator.name}"
    return f"{title} ({row.indicator.unit})" if row.indicator.unit else title


def _draw_years(book: Book, row: IndicatorRow, lines: Sequence[YearLine], outlook: Outlook | None) -> None:
    columns = [
        Column(_("Năm"), 8),
        Column(_("Câu trả lời"), 18),
        *([Column(_("Trong năm"), 14), Column(_("Cộng dồn"), 14)] if row.adds_up else [Column(_("Giá trị"), 14)]),
        Column(_("Loại số"), 14),
        Column(_("Lộ trình"), 12),
        Column(_("Mức phải đạt"), 24),
        Column(_("Đánh giá"), 18),
        Column(_("Nhận xét"), 60),
        *([Column(_("Dự báo"), 12), Column(_("Dự báo thấp"), 12), Column(_("Dự báo cao"), 12)] if outlook else []),
    ]
    sheet = book.sheet(_("Từng năm"), _title(row), columns, kept=1)
    for line in lines:
        sheet.row([*_year(row, line), *(_projected(row, outlook, line.year) if outlook else [])])


def _year(row: IndicatorRow, line: YearLine) -> list[Value]:
    year, given, rule = line.year, row.measurements.get(line.year), row.rule_at(line.year)
    value, required = row.value(year), row.required(year)
    places = places_in(row, year, value)
    said = line.nothing or (given.get_answer_display() if given and line.verdict else None)
    return [
        str(year),
        None if said is None else str(getattr(said, "label", said)),
        *([_number(given.value if given else None, row.indicator.decimals)] if row.adds_up else []),
        _number(value, places),
        line.quality or None,
        _number(required, places),
        describe(rule) if rule else None,
        str(line.verdict.status.label) if line.verdict else None,
        line.verdict.sentence if line.verdict else None,
    ]


def _projected(row: IndicatorRow, outlook: Outlook, year: int) -> list[Value]:
    one = outlook.at(year)
    figures = (one.value, one.low, one.high) if one else (None, None, None)
    return [None if figure is None else Number(figure, row.places(figure, year)) for figure in figures]


def _number(value: Decimal | None, places: int) -> Number | None:
    return None if value is None else Number(value, places)


def _draw_answers(book: Book, row: IndicatorRow, lines: Sequence[YearLine]) -> None:
    """Everything that was ever accepted: what was replaced stays, with the reason."""
    columns = [
        Column(_("Năm"), 8),
        Column(_("Lần"), 6),
        Column(_("Câu trả lời"), 24),
        Column(_("Loại số"), 14),
        Column(_("Cơ quan"), 24),
        Column(_("Duyệt"), 12),
        Column(_("Lý do sửa"), 40),
        Column(_("Ghi chú"), 40),
    ]
    sheet = book.sheet(_("Các lần duyệt"), _title(row), columns, kept=2)
    for line in lines:
        for one in line.revisions:
            made = one.measurement
            sheet.row(
                [
                    str(line.year),
                    Number(made.revision),
                    one.said,
                    one.quality,
                    made.agency.name,
                    made.recorded_at,
                    made.reason,
                    made.note,
                ]
            )


def _draw_words(book: Book, row: IndicatorRow, lines: Sequence[YearLine], outlook: Outlook | None, on: dt.date) -> None:
    sheet = book.sheet(_("Nhận xét"), _title(row), [Column(_("Mục"), 24), Column(_("Nội dung"), 104)])
    sheet.row([_("Kế hoạch"), row.plan.short_title])
    _say(sheet, _("Nguyên văn trong kế hoạch"), row.indicator.quote)
    answered = [line for line in lines if line.revisions and line.verdict]
    if answered and answered[-1].verdict:
        _say(sheet, _("Đánh giá"), answered[-1].verdict.sentence)
    if outlook:
        _say(sheet, _("Việc phải làm"), outlook.task)
        _say(sheet, _("Dự báo"), outlook.sentence)
    if outlook and outlook.projection:
        _say(sheet, _("Khoảng tin cậy"), f"{CONFIDENCE}%")
    sheet.row([_("Lập ngày"), on])


def _say(sheet: Sheet, label: str, text: str) -> None:
    if text:
        sheet.row([label, text])
