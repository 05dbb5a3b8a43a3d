"""The register as an Excel file: the rows asked for, in the order of the page. No queries beside those of the rows."""

import datetime as dt
from collections.abc import Iterable
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.workbooks.sheets import Book, Column, Number, Value
from plan.models import Plan
from reports.difficulties.listing import Row
from reports.difficulties.selectors import answer_of

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write(plan: Plan, rows: Iterable[Row], file: IO[bytes], *, on: dt.date, author: str) -> None:
    """`rows` with their answers (see `selectors.answers`)."""
    title = _("Khó khăn, vướng mắc đến ngày {day}").format(day=f"{on:%d/%m/%Y}")
    book = Book(title=title, author=author)
    sheet = book.sheet(_("Khó khăn"), f"{plan.short_title}: {title}", _columns(), kept=1)
    for one in rows:
        sheet.row(_line(one))
    sheet.filterable()
    book.save(file)


def _columns() -> list[Column]:
    return [
        Column(_("Cơ quan"), 24),
        Column(_("Nhiệm vụ"), 10),
        Column(_("Khó khăn, vướng mắc"), 48),
        Column(_("Đề xuất, kiến nghị"), 36),
        Column(_("Nhóm"), 24),
        Column(_("Trạng thái"), 16),
        Column(_("Nêu ngày"), 12),
        Column(_("Chờ trả lời (ngày)"), 10),
        Column(_("Chờ quyết định (ngày)"), 11),
        Column(_("Trả lời sau (ngày)"), 10),
        Column(_("Trả lời, quyết định"), 48),
        Column(_("Số văn bản"), 18),
        Column(_("Ngày văn bản"), 12),
    ]


def _line(one: Row) -> list[Value]:
    row, answer = one.row, answer_of(one.row)
    return [
        row.agency_name,
        row.task.code if row.task else None,
        row.text,
        row.proposal,
        row.group.title if row.group else None,
        str(one.state.label),
        timezone.localdate(row.raised_at),
        *(None if days is None else Number(days) for days in (one.age.unanswered, one.age.undecided)),
        None if one.age.answered_after is None else Number(one.age.answered_after),
        answer.text if answer else None,
        answer.document_number if answer else None,
        answer.document_date if answer else None,
    ]
