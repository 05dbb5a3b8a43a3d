"""A consolidated report's rows in the words in which page, workbook and paper show them, table by table.

What only says when the report was put together (the moment, days late of a report still missing) is left out: a
correction differs from the report it corrects by what it says.
"""

import datetime as dt
from collections.abc import Callable, Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plan.enums import Duty
from reports.dashboards.progress import TaskState
from reports.documents.wording import figure_notes, previous_words, required_words, value_words, verdict_word
from reports.enums import DifficultyState, FindingState, Progress, State
from reports.issuing.changes import Said
from reports.models import ConsolidatedPart, Consolidation

ROWS_AT_ONCE = 500


def tables() -> dict[str, Callable[[Consolidation], Iterator[Said]]]:
    """Every table of a report under the name a reader knows it by. One query each, when read."""
    return {
        _("Đầu và cuối văn bản"): _letterhead,
        _("Tóm tắt"): _summary,
        _("Lời văn"): _passages,
        _("Chỉ tiêu"): _indicators,
        _("Nhiệm vụ"): _tasks,
        _("Kết quả của cơ quan"): _parts,
        _("Khó khăn, vướng mắc"): _difficulties,
        _("Kiểm tra, giám sát"): _findings,
        _("Tình hình gửi báo cáo"): _agencies,
    }


def _letterhead(report: Consolidation) -> Iterator[Said]:
    """Without number, day and signature, which every report has of its own."""
    fields = {
        _("Kế hoạch"): report.plan_title,
        _("Cơ quan ban hành"): report.coordinator_name,
        _("Cơ quan chủ quản"): report.issuer_name,
        _("Địa danh"): report.place,
        _("Kính gửi"): "; ".join(report.addressees),
        _("Nơi nhận"): "; ".join(report.recipients),
    }
    yield Said("", _("Đầu và cuối văn bản"), fields)


def _summary(report: Consolidation) -> Iterator[Said]:
    for number, sentence in enumerate(report.summary.splitlines(), 1):
        yield Said(str(number), _("Câu {number}").format(number=number), {_("Nội dung"): sentence})


def _passages(report: Consolidation) -> Iterator[Said]:
    for row in report.passages.order_by("order").iterator():
        yield Said(row.key, row.heading or row.key, {_("Nội dung"): row.text})


def _indicators(report: Consolidation) -> Iterator[Said]:
    year = report.round.year
    for row in report.indicators.order_by("order").iterator():
        fields = {
            _("Chỉ tiêu"): row.name,
            _("Đơn vị tính"): row.unit,
            _("Mức phải đạt"): row.target,
            _("Số gốc"): row.baseline,
            _("Năm {year}").format(year=year - 1): previous_words(row),
            _("Lộ trình năm {year}").format(year=year): required_words(row),
            _("Thực hiện năm {year}").format(year=year): value_words(row),
            _("Loại số"): figure_notes(row),
            _("Đánh giá"): verdict_word(row),
            _("Nhận xét"): row.sentence,
            _("Cơ quan báo cáo"): row.agency_name,
            _("Giải trình, ghi chú"): row.note,
        }
        yield Said(row.code, f"{row.code}. {row.name}", fields)


def _tasks(report: Consolidation) -> Iterator[Said]:
    for row in report.tasks.order_by("order").iterator():
        fields = {
            _("Nhiệm vụ"): row.title,
            _("Nhóm nhiệm vụ"): row.section,
            _("Chủ trì"): row.leads,
            _("Tiến độ"): str(TaskState(row.state).label) if row.state else "",
            _("Chưa có phần được duyệt"): row.missing,
        }
        yield Said(row.code, f"{row.code}. {row.title}", fields)


def _parts(report: Consolidation) -> Iterator[Said]:
    parts = ConsolidatedPart.objects.filter(task__consolidation=report).select_related("task")
    for row in parts.order_by("task__order", "order").iterator(chunk_size=ROWS_AT_ONCE):
        fields = {
            _("Vai trò"): str(Duty(row.duty).label),
            _("Tiến độ"): str(Progress(row.progress).label) if row.progress else "",
            _("Kết quả thực hiện"): row.result,
            _("Khó khăn, vướng mắc"): row.difficulty,
            _("Đề xuất, kiến nghị"): row.proposal,
        }
        yield Said(f"{row.task.code}\n{row.agency_name}", f"{row.task.code}, {row.agency_name}", fields)


def _difficulties(report: Consolidation) -> Iterator[Said]:
    for row in report.difficulties.order_by("order").iterator():
        fields = {
            _("Vấn đề"): row.group,
            _("Nhiệm vụ"): row.task_code,
            _("Khó khăn, vướng mắc"): row.text,
            _("Đề xuất, kiến nghị"): row.proposal,
            _("Tình trạng"): str(DifficultyState(row.state).label),
            _("Trả lời"): row.answer,
            _("Văn bản"): row.document,
        }
        raised = _("{agency}, nêu ngày {day}").format(agency=row.agency_name, day=_day(row.raised_on))
        yield Said(str(row.difficulty_id), raised, fields)


def _findings(report: Consolidation) -> Iterator[Said]:
    for row in report.findings.order_by("order").iterator():
        fields = {
            _("Tồn tại"): row.text,
            _("Khắc phục trước ngày"): _day(row.mend_by),
            _("Tình trạng"): str(FindingState(row.state).label),
            _("Khắc phục"): row.mended,
        }
        held = _("{agency}, kiểm tra ngày {day}").format(agency=row.agency_name, day=_day(row.held_on))
        yield Said(str(row.finding_id), held, fields)


def _agencies(report: Consolidation) -> Iterator[Said]:
    for row in report.agencies.order_by("order").iterator():
        state = State.ACCEPTED if row.state == State.LOCKED else State(row.state)  # the issue locks what was accepted
        fields = {
            _("Trạng thái"): str(state.label),
            _("Hạn gửi"): _moment(row.due_at),
            _("Gửi lần đầu"): _moment(row.first_sent_at),
            _("Gửi gần nhất"): _moment(row.last_sent_at),
            _("Người gửi"): row.sent_by,
        }
        yield Said(str(row.agency_id), row.agency_name, fields)


def _day(day: dt.date | None) -> str:
    return date_format(day, "d/m/Y") if day else ""


def _moment(moment: dt.datetime | None) -> str:
    return date_format(timezone.localtime(moment), "H:i d/m/Y") if moment else ""
