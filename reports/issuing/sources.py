"""An issued report's rows beside what they came from: the sendings and the figures on record.

Both are append-only and the rows are frozen, so a difference means that somebody went past the software.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from plan.enums import Duty
from reports.deadlines import days_late
from reports.documents.wording import quality_word, value_words
from reports.enums import Progress
from reports.issuing.cells import Odd
from reports.models import ConsolidatedPart, Consolidation, SubmissionVersion
from reports.sealing import fingerprint
from targets.enums import Answer
from targets.figures import decimals_of, format_figure, rounded

ROWS_AT_ONCE = 200


def differences_from_sources(report: Consolidation) -> Iterator[Odd]:
    """Every row that is not what it was made from. Four queries; memory stays flat."""
    yield from _parts_and_sendings(report)
    yield from _indicators(report)
    yield from _agencies(report)


_TEXTS = ("result", "difficulty", "proposal")


def _parts_and_sendings(report: Consolidation) -> Iterator[Odd]:
    """Sendings and the parts taken from them, both in the order of the sendings, each read once."""
    parts = _in_order(report).iterator(chunk_size=ROWS_AT_ONCE)
    part = next(parts, None)
    sendings = SubmissionVersion.objects.filter(submission__round=report.round_id).order_by("pk")
    for sending in sendings.select_related("submission").iterator(chunk_size=ROWS_AT_ONCE):
        if fingerprint(sending.content) != sending.sha256:
            place = _("Lần gửi số {number} của {agency}: mã kiểm tra nội dung")
            place = place.format(number=sending.number, agency=sending.submission.agency_name)
            yield Odd(place, sending.sha256, fingerprint(sending.content))
        items = {item["code"]: item for item in sending.content["tasks"]}
        while part is not None and part.version_id == sending.pk:
            yield from _part(part, items.get(part.task.code), sending)
            part = next(parts, None)


def _in_order(report: Consolidation) -> QuerySet[ConsolidatedPart]:
    parts = ConsolidatedPart.objects.filter(task__consolidation=report).select_related("task")
    return parts.order_by("version_id", "task__order", "order")


def _part(part: ConsolidatedPart, item: dict[str, Any] | None, sending: SubmissionVersion) -> Iterator[Odd]:
    where = _("Nhiệm vụ {code}, phần của {agency}").format(code=part.task.code, agency=part.agency_name)
    if item is None:
        yield Odd(where, _("không có trong lần gửi"), part.result)
        return
    labels = {
        "result": _("kết quả"),
        "difficulty": _("khó khăn, vướng mắc"),
        "proposal": _("đề xuất, kiến nghị"),
    }
    pairs = [(labels[name], item[name], getattr(part, name)) for name in _TEXTS]
    pairs += [
        (_("vai trò"), str(Duty(item["duty"]).label), str(Duty(part.duty).label)),
        (_("tiến độ"), _progress(item["progress"]), _progress(part.progress)),
        (_("tên cơ quan"), sending.submission.agency_name, part.agency_name),
    ]
    for label, expected, found in pairs:
        if expected != found:
            yield Odd(f"{where}: {label}", expected, found)


def _progress(value: str) -> str:
    return str(Progress(value).label) if value else ""


def _indicators(report: Consolidation) -> Iterator[Odd]:
    """Figure, answer and kind of figure against the measurement; of a running total the year's own part."""
    lines = report.indicators.filter(measurement__isnull=False).select_related("measurement").order_by("order")
    for line in lines:
        measured, held = line.measurement, line.added if line.adds_up else line.value
        if measured is None:
            continue
        where = _("Chỉ tiêu {code}").format(code=line.code)
        year = report.round.year
        if line.answer != measured.answer:
            yield Odd(f"{where}: {_('câu trả lời')}", _answer(measured.answer), _answer(line.answer))
        if not _same(held, measured.value):
            found = value_words(line) if held is None else format_figure(held.normalize())
            expected = "–" if measured.value is None else format_figure(measured.value.normalize())
            yield Odd(_("{where}: thực hiện năm {year}").format(where=where, year=year), expected, found)
        if line.quality and not line.adds_up and line.quality != measured.quality:
            yield Odd(f"{where}: {_('loại số')}", measured.get_quality_display(), quality_word(line))


def _same(held: Decimal | None, measured: Decimal | None) -> bool:
    """A figure with numerator and denominator may be held with more decimals than were typed."""
    if held is None or measured is None:
        return held is measured
    return rounded(held, decimals_of(measured)) == measured


def _answer(value: str) -> str:
    return str(Answer(value).label) if value else "–"


def _agencies(report: Consolidation) -> Iterator[Odd]:
    """Names and first sendings against the agencies' own reports, days late against the due moment beside them."""
    own = {
        agency: (name, first)
        for agency, name, first in report.round.submissions.values_list("agency", "agency_name", "first_sent_at")
    }
    zone = timezone.get_default_timezone()
    for line in report.agencies.order_by("order").iterator():
        name, first = own.get(line.agency_id, (line.agency_name, line.first_sent_at))
        where = _("Tình hình gửi báo cáo, {agency}").format(agency=line.agency_name)
        if line.agency_name != name:
            yield Odd(f"{where}: {_('tên cơ quan')}", name, line.agency_name)
        if line.first_sent_at and line.first_sent_at != first:
            yield Odd(f"{where}: {_('gửi lần đầu')}", _moment(first), _moment(line.first_sent_at))
        late = days_late(line.due_at, line.first_sent_at, zone) if line.first_sent_at else None
        if line.days_late != late:
            yield Odd(f"{where}: {_('số ngày trễ')}", _count(late), _count(line.days_late))


def _moment(moment: dt.datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}" if moment else "–"


def _count(number: int | None) -> str:
    return "–" if number is None else str(number)
