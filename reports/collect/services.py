"""The changes an agency makes: saving items, and moving its report through the workflow. The only way in for each."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from agencies.text import clean
from reports.collect.judging import as_read
from reports.enums import ItemState, Progress, State
from reports.holding import hold_for_writing
from reports.models import IndicatorEntry, TaskEntry
from reports.typed import FIGURE_FIELDS, LONGEST_FIGURE, Figure, read
from reports.workflow import EDITABLE_ITEMS, item_is_editable
from targets.enums import Answer, Kind, Quality

TASK_FIELDS = ("progress", "result", "difficulty", "proposal")
INDICATOR_FIELDS = ("answer", "typed", "quality", "note")
QUOTIENT_FIELDS = ("typed_numerator", "typed_denominator")
LONGEST_TEXT = 20_000  # characters: over thirty pages for one field


def save_task_entry(
    *, entry: TaskEntry, version: int, changes: Mapping[str, str], by: Person, now: dt.datetime
) -> TaskEntry:
    """Save some of an item's fields, from the `version` the caller saw. Three statements.

    `entry` comes with its submission and round loaded. Raises Stale when a colleague saved first (nothing is
    overwritten) and Refused when the item cannot be edited or a field is unknown or too long.
    """
    values = _clean(changes, TASK_FIELDS)
    if values.get("progress", "") not in ("", *Progress.values):
        raise Refused(_("Tiến độ này không có trong danh sách."), field="progress")
    _save(entry, version, values, by=by, now=now)
    return entry


def save_indicator_entry(
    *, entry: IndicatorEntry, version: int, changes: Mapping[str, str], by: Person, now: dt.datetime
) -> IndicatorEntry:
    """Save some of an indicator item's fields, from the `version` the caller saw. Three statements.

    What was typed is always kept. The figure is read from it, or is the quotient of numerator and denominator where
    only those were typed; where neither is possible it stays empty (see `reports.typed`). `entry` comes with
    its submission, round and indicator. Raises like `save_task_entry`.
    """
    values = _clean(changes, fields_of(entry))
    typed = as_read(entry, values)
    answer = values.get("answer", entry.answer)
    if values.keys() & set(FIGURE_FIELDS) and "answer" not in values and answer in ("", Answer.FIGURE):
        answer = "" if typed.is_empty else Answer.FIGURE
    if answer and answer not in answers_for(Kind(entry.indicator.kind)):
        raise Refused(_("Câu trả lời này không dùng cho chỉ tiêu loại này."), field="answer")
    if values.get("quality", Quality.ESTIMATE) not in Quality.values:
        raise Refused(_("Loại số này không có trong danh sách."), field="quality")
    figure = read(typed) if answer == Answer.FIGURE else Figure()
    figures = {"value": figure.value, "numerator": figure.numerator, "denominator": figure.denominator}
    _save(entry, version, {**values, "answer": answer, **figures}, by=by, now=now)
    return entry


def fields_of(entry: IndicatorEntry) -> tuple[str, ...]:
    """What can be saved for this indicator: numerator and denominator only where they are defined."""
    return (*INDICATOR_FIELDS, *QUOTIENT_FIELDS) if entry.indicator.has_quotient else INDICATOR_FIELDS


def answers_for(kind: Kind) -> frozenset[Answer]:
    """The answers that make sense for an indicator of this kind."""
    return frozenset(answer for answer in Answer if answer.is_nothing or answer.is_declaration == kind.is_declared)


def _clean(changes: Mapping[str, str], allowed: Collection[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field, text in changes.items():
        if field not in allowed:
            raise Refused(_("Không có ô nào tên là “{field}”.").format(field=field), field=field)
        text = clean(text)
        longest = LONGEST_FIGURE if field in FIGURE_FIELDS else LONGEST_TEXT
        if len(text) > longest:
            message = _("Nội dung dài {length} ký tự, nhiều nhất là {longest}. Hãy rút gọn hoặc đính kèm tệp.")
            raise Refused(message.format(length=len(text), longest=longest), field=field)
        values[field] = text
    return values


def refuse_closed(entry: TaskEntry | IndicatorEntry, *, by: Person) -> None:
    """Refused unless the item is open for change and `by` acts for its agency; `entry` comes as for saving."""
    submission = entry.submission
    if submission.agency_id not in by.acted_agencies:
        raise Refused(_("Chỉ người của {agency} được sửa báo cáo này.").format(agency=submission.agency_name))
    if submission.round.locked_at:
        raise Refused(_("Kỳ báo cáo năm {year} đã khóa.").format(year=submission.round.year))
    if not item_is_editable(State(submission.state), ItemState(entry.state)):
        raise Refused(_("Mục này đang được khóa vì đã gửi. Muốn sửa, hãy đề nghị cơ quan đầu mối trả lại."))


def _save(
    entry: TaskEntry | IndicatorEntry, version: int, values: dict[str, Any], *, by: Person, now: dt.datetime
) -> None:
    refuse_closed(entry, by=by)
    submission = entry.submission
    values |= {"edited_at": now, "edited_by": by.user}
    rows = type(entry)._default_manager.filter(
        pk=entry.pk,
        submission=submission,
        version=version,
        state__in=EDITABLE_ITEMS,
    )
    with acting(by.user):
        updated = hold_for_writing(submission) and rows.update(version=F("version") + 1, **values)
    if not updated:
        items = type(entry)._default_manager.select_related("edited_by")
        current = items.filter(pk=entry.pk, submission=submission).first()
        if current is None:
            raise Refused(_("Mục này vừa được chuyển cho cơ quan kế thừa. Hãy tải lại trang “Việc của tôi”."))
        raise Stale(_("Mục này vừa được người khác sửa. Nội dung của bạn chưa ghi đè lên."), current=current)
    for field, value in values.items():
        setattr(entry, field, value)
    entry.version = version + 1
