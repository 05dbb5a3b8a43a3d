"""The changes an agency makes: saving items, and moving its report through the workflow. The only way in for each."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from agencies.text import clean
from reports.enums import ItemState, Progress, State
from reports.holding import hold_for_writing
from reports.models import IndicatorEntry, TaskEntry
from reports.workflow import EDITABLE_ITEMS, item_is_editable
from targets.enums import Answer, Kind, Quality
from targets.figures import FigureError, parse_figure

TASK_FIELDS = ("progress", "result", "difficulty", "proposal")
INDICATOR_FIELDS = ("answer", "typed", "quality", "note")
LONGEST_TEXT = 20_000  # characters: over thirty pages for one field
LONGEST_FIGURE = 60


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

    What was typed is always kept. The figure is read from it; where that is not possible the figure stays empty and
    `completeness.figure_problem` says why. `entry` comes with its submission, round and indicator. Raises like
    `save_task_entry`.
    """
    values = _clean(changes, INDICATOR_FIELDS)
    typed = values.get("typed", entry.typed)
    answer = values.get("answer", entry.answer)
    if "typed" in values and "answer" not in values and answer in ("", Answer.FIGURE):
        answer = Answer.FIGURE if typed else ""
    if answer and answer not in answers_for(Kind(entry.indicator.kind)):
        raise Refused(_("Câu trả lời này không dùng cho chỉ tiêu loại này."), field="answer")
    if values.get("quality", Quality.ESTIMATE) not in Quality.values:
        raise Refused(_("Loại số này không có trong danh sách."), field="quality")
    value = _read(typed) if answer == Answer.FIGURE else None
    _save(entry, version, {**values, "answer": answer, "value": value}, by=by, now=now)
    return entry


def answers_for(kind: Kind) -> frozenset[Answer]:
    """The answers that make sense for an indicator of this kind."""
    return frozenset(answer for answer in Answer if answer.is_nothing or answer.is_declaration == kind.is_declared)


def _clean(changes: Mapping[str, str], allowed: tuple[str, ...]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field, text in changes.items():
        if field not in allowed:
            raise Refused(_("Không có ô nào tên là “{field}”.").format(field=field), field=field)
        text = clean(text)
        longest = LONGEST_FIGURE if field == "typed" else LONGEST_TEXT
        if len(text) > longest:
            message = _("Nội dung dài {length} ký tự, nhiều nhất là {longest}. Hãy rút gọn hoặc đính kèm tệp.")
            raise Refused(message.format(length=len(text), longest=longest), field=field)
        values[field] = text
    return values


def _read(typed: str) -> Decimal | None:
    try:
        return parse_figure(typed)
    except FigureError:
        return None


def _save(
    entry: TaskEntry | IndicatorEntry, version: int, values: dict[str, Any], *, by: Person, now: dt.datetime
) -> None:
    submission = entry.submission
    if submission.agency_id not in by.own_agencies:
        raise Refused(_("Chỉ người của {agency} được sửa báo cáo này.").format(agency=submission.agency_name))
    if submission.round.locked_at:
        raise Refused(_("Kỳ báo cáo năm {year} đã khóa.").format(year=submission.round.year))
    if not item_is_editable(State(submission.state), ItemState(entry.state)):
        raise Refused(_("Mục này đang được khóa vì đã gửi. Muốn sửa, hãy đề nghị cơ quan đầu mối trả lại."))
    values |= {"edited_at": now, "edited_by": by.user}
    rows = type(entry)._default_manager.filter(
        pk=entry.pk,
        version=version,
        state__in=EDITABLE_ITEMS,
    )
    with acting(by.user):
        updated = hold_for_writing(submission) and rows.update(version=F("version") + 1, **values)
    if not updated:
        current = type(entry)._default_manager.select_related("edited_by").get(pk=entry.pk)
        raise Stale(_("Mục này vừa được người khác sửa. Nội dung của bạn chưa ghi đè lên."), current=current)
    for field, value in values.items():
        setattr(entry, field, value)
    entry.version = version + 1
