"""From rows to the items of the form. No query is made here or in the templates."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from plan.enums import Duty
from plan.models import Section
from reports.collect.content import files_of
from reports.collect.figures import Echo, echo_of
from reports.collect.forms import Entry, Unsaved, anchor, values_of
from reports.collect.indicator_items import indicator_parts, warnings_of
from reports.collect.items import (
    Chip,
    Choice,
    Clash,
    FormItems,
    Group,
    IndicatorItem,
    Missing,
    Note,
    Part,
    TaskItem,
    Told,
)
from reports.collect.judging import gap_of
from reports.collect.selectors import FormContent
from reports.collect.surroundings import PARTS_COUNTED, PARTS_SHOWN, Surroundings
from reports.enums import DifficultyState, ItemState, Progress, State
from reports.evidence.presenting import file_lines
from reports.models import IndicatorEntry, ReviewNote, Submission, TaskEntry
from reports.workflow import item_is_editable
from targets.enums import Kind

# the workflow chips of the catalogue, by the state of an item; an item that was never sent needs no chip
_ITEM_CHIPS = {ItemState.PENDING: "submitted", ItemState.RETURNED: "returned", ItemState.ACCEPTED: "accepted"}


def form_items(content: FormContent, around: Surroundings, unsaved: Iterable[Unsaved] = ()) -> FormItems:
    """All items of a report; those in `unsaved` show what was typed, beside what stands in the database."""
    refused = {anchor(one.entry): one for one in unsaved}
    submission = content.submission
    tasks = [_task_item(entry, submission, around, refused.get(anchor(entry))) for entry in content.tasks]
    indicators = [
        _indicator_item(entry, submission, around, refused.get(anchor(entry))) for entry in content.indicators
    ]
    return FormItems(_grouped(content.tasks, tasks, around.sections), indicators)


def submission_chip(submission: Submission) -> Chip:
    return Chip("workflow", submission.state, str(State(submission.state).label))


def progress_chip(progress: str) -> Chip | None:
    return Chip("progress", progress, str(Progress(progress).label)) if progress else None


def missing_of(entry: Entry) -> Missing | None:
    """The gap of one item, leading to a control that is really there."""
    gap = gap_of(entry)
    if gap is None:
        return None
    control = gap.field
    if isinstance(entry, IndicatorEntry) and control == "typed" and Kind(entry.indicator.kind).is_declared:
        control = "status"
    return Missing(f"{anchor(entry)}-{control}", gap.sentence)


def notes_of(rows: Iterable[ReviewNote]) -> list[Note]:
    """The thread of an item; nothing where it was only accepted without a word, which its chip says already."""
    notes = [
        Note(
            who=str(row.by),
            at=row.at,
            label=str(ItemState(row.decision).label),
            is_return=row.decision == ItemState.RETURNED,
            reason=row.reason,
            sending=row.version.number,
        )
        for row in rows
    ]
    return notes if any(note.reason for note in notes) else []


def _item(entry: Entry, submission: Submission, around: Surroundings, unsaved: Unsaved | None) -> dict[str, Any]:
    """What tasks and indicators have in common."""
    kind = "task" if isinstance(entry, TaskEntry) else "indicator"
    current, typed = (unsaved.entry, unsaved.typed) if unsaved else (entry, {})
    item_state = ItemState(entry.state)
    chip = _ITEM_CHIPS.get(item_state)
    notes = notes_of(around.notes.get((kind, entry.pk), []))
    return {
        "anchor": anchor(entry),
        "url": reverse(f"reports:save_{kind}", args=[submission.pk, entry.pk]),
        "version": current.version,
        "is_editable": item_is_editable(State(submission.state), item_state) and not submission.round.locked_at,
        "chip": Chip("workflow", chip, str(item_state.label)) if chip else None,
        "notes": notes,
        "missing": missing_of(entry),
        "files": file_lines(files_of(entry)),
        "files_url": reverse(f"reports:add_to_{kind}", args=[submission.pk, entry.pk]),
        "says_done": "done" in (getattr(entry, "progress", ""), getattr(entry, "answer", "")),
        "values": {**values_of(current), **{k: v for k, v in typed.items() if v.strip()}},
        "is_unmended": item_state == ItemState.RETURNED and _is_unmended(entry, notes),
        "trouble": unsaved.message if unsaved else "",
        "clashes": _clashes(unsaved) if unsaved and unsaved.is_stale else [],
    }


def _is_unmended(entry: Entry, notes: list[Note]) -> bool:
    """Whether nothing was changed since the item came back."""
    returned_at = max((note.at for note in notes if note.is_return), default=None)
    return returned_at is not None and (entry.edited_at is None or entry.edited_at <= returned_at)


def _clashes(unsaved: Unsaved) -> list[Clash]:
    """Where both wrote something; a control left empty here simply shows the colleague's text."""
    labels = control_labels(unsaved.entry)
    return [
        Clash(labels[name], theirs or _("(để trống)"))
        for name, theirs in values_of(unsaved.entry).items()
        if (mine := unsaved.typed.get(name, "").strip()) and mine != theirs
    ]


def control_labels(entry: Entry) -> dict[str, str]:
    if isinstance(entry, TaskEntry):
        return {
            "progress": _("Tiến độ"),
            "result": _("Kết quả"),
            "difficulty": _("Khó khăn, vướng mắc"),
            "proposal": _("Đề xuất, kiến nghị"),
        }
    return {
        "typed": _("Số liệu"),
        "typed_numerator": _("Tử số"),
        "typed_denominator": _("Mẫu số"),
        "status": _("Loại số"),
        "note": _("Giải thích"),
    }


def _task_item(entry: TaskEntry, submission: Submission, around: Surroundings, unsaved: Unsaved | None) -> TaskItem:
    common = _item(entry, submission, around, unsaved)
    beside = around.tasks[entry.task_id]
    return TaskItem(
        code=entry.task.code,
        title=entry.task.title,
        text=entry.task.text,
        duty=str(Duty(entry.duty).label),
        is_lead=entry.duty == Duty.LEAD,
        leads=", ".join(beside.leads),
        last_years=[_part(part) for part in beside.last_years],
        progress=progress_chip(entry.progress),
        progress_choices=choices(Progress.choices, common["values"]["progress"]),
        parts=[_part(part) for part in beside.parts],
        parts_sent=min(beside.parts_sent, PARTS_COUNTED),
        parts_uncounted=beside.parts_sent > PARTS_COUNTED,
        parts_missing=list(beside.missing[:PARTS_SHOWN]),
        parts_missing_more=len(beside.missing) > PARTS_SHOWN,
        raised=[Told(one["pk"], one["text"], str(DifficultyState(one["state"]).label)) for one in beside.raised],
        **common,
    )


def _part(text: Mapping[str, str]) -> Part:
    return Part(
        agency=text["agency"],
        duty=str(Duty(text["duty"]).label),
        progress=progress_chip(text["progress"]),
        result=text["result"],
        difficulty=text["difficulty"],
        proposal=text["proposal"],
        sent_at=text["sent_at"] or "",
    )


def _indicator_item(
    entry: IndicatorEntry, submission: Submission, around: Surroundings, unsaved: Unsaved | None
) -> IndicatorItem:
    common = _item(entry, submission, around, unsaved)
    return IndicatorItem(**common, **indicator_parts(entry, submission, around, common["values"]))


def choices(options: Sequence[tuple[Any, Any]], chosen: str) -> list[Choice]:
    return [Choice(str(value), str(label), value == chosen) for value, label in options]


def _grouped(entries: Sequence[TaskEntry], items: Sequence[TaskItem], sections: dict[int, Section]) -> list[Group]:
    """The tasks under the second heading above them ("6. Nâng cao phúc lợi" of part III), in the plan's order."""
    groups: list[Group] = []
    for entry, item in zip(entries, items, strict=True):
        title = _heading(sections[entry.task.section_id], sections)
        if not groups or groups[-1].title != title:
            groups.append(Group(title, []))
        groups[-1].items.append(item)
    return groups


def _heading(section: Section, sections: dict[int, Section]) -> str:
    chain = [section]
    while chain[-1].parent_id is not None:
        chain.append(sections[chain[-1].parent_id])
    heading = chain[-2] if len(chain) > 1 else chain[-1]
    return f"{heading.code}. {heading.title}" if heading.title else heading.code


def saved_answer(entry: Entry, *, now: dt.datetime) -> dict[str, Any]:
    """What autosave is told: the new version, when, how the figure was read, and what the item still lacks."""
    missing = missing_of(entry)
    echo, warnings = Echo(), []
    if isinstance(entry, IndicatorEntry):
        echo, warnings = echo_of(entry), warnings_of(entry)
    return {
        "ok": True,
        "version": entry.version,
        "saved_at": f"{timezone.localtime(now):%H:%M}",
        "echo": echo.words,
        "error": echo.problem,
        "field": echo.field,
        "choices": list(echo.choices),
        "warnings": warnings,
        "missing": {"target": missing.target, "sentence": missing.sentence} if missing else None,
    }


def stale_answer(current: Entry, message: str) -> dict[str, Any]:
    """What autosave is told when a colleague was first: the row as it stands, who wrote it and when."""
    return {
        "ok": False,
        "error": message,
        "version": current.version,
        "current": values_of(current),
        "by": str(current.edited_by or ""),
        "at": f"{timezone.localtime(current.edited_at):%H:%M %d/%m/%Y}" if current.edited_at else "",
    }
