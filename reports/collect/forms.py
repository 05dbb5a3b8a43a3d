"""What a browser sends: one item by autosave, or the whole form at once where scripts do not run.

An indicator shows one choice where the row keeps two: `status` is either the quality of the figure that was typed
(ước, sơ bộ, chính thức) or an answer without a figure (chưa có số liệu, không thuộc kỳ, đã hoàn thành ...).
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.errors import Refused, Stale
from reports.collect.selectors import FormContent
from reports.collect.services import QUOTIENT_FIELDS, TASK_FIELDS, answers_for, save_indicator_entry, save_task_entry
from reports.enums import State
from reports.models import IndicatorEntry, Submission, TaskEntry
from reports.typed import FIGURE_FIELDS
from targets.enums import Answer, Kind, Quality

Entry = TaskEntry | IndicatorEntry


@dataclass(frozen=True)
class Unsaved:
    """An item of a posted form that was not saved: the row as it stands, what was typed, and why it was refused."""

    entry: Entry
    typed: dict[str, str]
    message: str
    is_stale: bool

    @property
    def anchor(self) -> str:
        return anchor(self.entry)


def anchor(entry: Entry) -> str:
    """The item's name in the page, in its controls and in the browser's own store: "task-12", "indicator-7"."""
    return f"{'task' if isinstance(entry, TaskEntry) else 'indicator'}-{entry.pk}"


def field_anchor(entry: Entry) -> str:
    """The control in which an item's answer begins, as the form page names it: where a returned item is mended."""
    return f"{anchor(entry)}-{'result' if isinstance(entry, TaskEntry) else controls_of(entry)[0]}"


def controls_of(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry, TaskEntry):
        return TASK_FIELDS
    if Kind(entry.indicator.kind).is_declared:
        return ("status", "note")
    return ("typed", *(QUOTIENT_FIELDS if entry.indicator.has_quotient else ()), "status", "note")


def values_of(entry: Entry) -> dict[str, str]:
    """The row as its controls show it."""
    if isinstance(entry, TaskEntry):
        return {field: getattr(entry, field) for field in TASK_FIELDS}
    return {name: _status(entry) if name == "status" else getattr(entry, name) for name in controls_of(entry)}


def save(entry: Entry, data: Mapping[str, str], *, by: Person, now: dt.datetime) -> None:
    """Save the controls named in `data` from the version it names. Raises Refused and Stale, as the services do."""
    version = _version(data.get("version", ""))
    values = {control: data[control] for control in controls_of(entry) if control in data}
    if isinstance(entry, TaskEntry):
        save_task_entry(entry=entry, version=version, changes=values, by=by, now=now)
    else:
        save_indicator_entry(entry=entry, version=version, changes=_changes(entry, values), by=by, now=now)


def save_all(data: Mapping[str, str], content: FormContent, *, by: Person, now: dt.datetime) -> list[Unsaved]:
    """Save every item of a posted form that differs from its row; what could not be saved comes back.

    Items are saved one by one: a colleague's newer text in one of them does not hold up the others.
    """
    unsaved = []
    for entry, posted in _posted_items(data, content):
        before = values_of(entry)
        changed = {name: text for name, text in posted.items() if name == "version" or text != before[name]}
        try:
            if changed.keys() - {"version"}:
                save(entry, changed, by=by, now=now)
        except Stale as stale:
            current = stale.current if isinstance(stale.current, TaskEntry | IndicatorEntry) else entry
            unsaved.append(Unsaved(current, posted, stale.message, is_stale=True))
        except Refused as refused:
            unsaved.append(Unsaved(entry, posted, refused.message, is_stale=False))
    return unsaved


def _posted_items(data: Mapping[str, str], content: FormContent) -> Iterator[tuple[Entry, dict[str, str]]]:
    entries: list[Entry] = [*content.tasks, *content.indicators]
    for entry in entries:
        names = {name: f"{anchor(entry)}-{name}" for name in ("version", *controls_of(entry))}
        if names["version"] in data:
            # browsers send line breaks as CRLF; radio buttons of which none is chosen are not sent at all
            yield entry, {name: data[key].replace("\r\n", "\n") for name, key in names.items() if key in data}


def _version(text: str) -> int:
    """An unreadable version is a version nobody has: the save will be refused as stale."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def statuses_for(kind: Kind) -> list[tuple[str, str]]:
    """The choices of `status` for this kind of indicator, as (value, words)."""
    answers = answers_for(kind)
    qualities = [(q.value, str(q.label)) for q in Quality] if Answer.FIGURE in answers else []
    return qualities + [(a.value, str(a.label)) for a in Answer if a in answers and a != Answer.FIGURE]


def _status(entry: IndicatorEntry) -> str:
    has_figure = Answer.FIGURE in answers_for(Kind(entry.indicator.kind))
    return entry.quality if has_figure and entry.answer in ("", Answer.FIGURE) else entry.answer


def _changes(entry: IndicatorEntry, values: dict[str, str]) -> dict[str, str]:
    changes = {name: text for name, text in values.items() if name != "status"}
    if "status" not in values:
        return changes
    status = values["status"]
    if status not in Quality.values:
        return {**changes, "answer": status}
    typed = "".join(values.get(field, getattr(entry, field)).strip() for field in FIGURE_FIELDS)
    return {**changes, "quality": status, "answer": Answer.FIGURE if typed else ""}


def step_data(data: Mapping[str, str]) -> dict[str, Any]:
    """What a step of the workflow comes with: the version that was seen, a reason, the fingerprint of what was read."""
    return {
        "version": _version(data.get("version", "")),
        "reason": data.get("reason", ""),
        "seen": data.get("seen", ""),
        "without_parts": "without_parts" in data,
    }


def step_refusal(refused: Refused, submission: Submission, data: Mapping[str, str]) -> str:
    """The sentence for a step that was not taken; a second click is told that the first one worked."""
    if _version(data.get("version", "")) < submission.version:
        state = State(submission.state).label
        return _("Báo cáo đã ở trạng thái “{state}” từ trước đó; lần bấm này không thay đổi gì.").format(state=state)
    return refused.message
