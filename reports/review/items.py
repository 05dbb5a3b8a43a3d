"""The items of a report under review, each beside last year's, the path and the target, with what is odd about it.

What is shown is the last sending, never what the agency is typing while a report is back for mending.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from django.db.models import F

from plan.enums import Duty
from reports.enums import ItemState, Progress
from reports.evidence.presenting import File, files_in
from reports.flags import Flag, Work, task_flags, unchanged_flag
from reports.models import IndicatorEntry, ReviewNote, Submission, SubmissionVersion, TaskEntry
from reports.review.changes import Change, changes_between
from reports.workflow import AS_SENT

ItemKind = Literal["task", "indicator"]
KINDS: tuple[ItemKind, ...] = ("task", "indicator")
_SIGNS = {
    ItemState.OPEN: "draft",
    ItemState.PENDING: "submitted",
    ItemState.RETURNED: "returned",
    ItemState.ACCEPTED: "accepted",
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item of the report under review."""

    kind: ItemKind
    pk: int
    code: str
    title: str
    state: ItemState
    flags: tuple[Flag, ...]
    notes: list[ReviewNote]
    changes: tuple[Change, ...]
    files: list[File]

    @property
    def key(self) -> str:
        """Its name on the page: "task-12"."""
        return f"{self.kind}-{self.pk}"

    @property
    def sign(self) -> str:
        """The item's state as a sign of the catalogue (templates/components/chip.html)."""
        return _SIGNS[self.state]

    @property
    def icon(self) -> str:
        return f"workflow-{self.sign}"

    @property
    def state_words(self) -> str:
        return str(self.state.label)

    @property
    def is_decidable(self) -> bool:
        """Whether a reviewer may still decide: what was accepted can be returned, and the other way round."""
        return self.state != ItemState.OPEN

    @property
    def is_returned(self) -> bool:
        """Whether it stands returned, which can be taken back until the report itself goes back."""
        return self.state == ItemState.RETURNED

    @property
    def is_pending(self) -> bool:
        return self.state == ItemState.PENDING

    @property
    def is_clean(self) -> bool:
        """Waiting for a decision, with nothing odd about it."""
        return self.is_pending and not self.flags

    @property
    def wants_a_reason(self) -> bool:
        """Whether accepting it takes a reason."""
        return False

    @property
    def takes_a_word(self) -> bool:
        """Whether it still waits to be accepted, and with a reason."""
        return self.wants_a_reason and (self.is_pending or self.is_returned)

    @property
    def last_note(self) -> ReviewNote | None:
        return self.notes[-1] if self.notes else None

    @property
    def return_reason(self) -> str:
        """Why it stands returned."""
        return self.last_note.reason if self.is_returned and self.last_note else ""


@dataclass(frozen=True, slots=True)
class TaskAnswer:
    """What an agency said about a task in one year."""

    year: int
    progress: str
    result: str
    difficulty: str = ""
    proposal: str = ""

    @property
    def progress_label(self) -> str:
        return str(Progress(self.progress).label) if self.progress else ""


@dataclass(frozen=True, kw_only=True)
class TaskItem(Item):
    """`text` is the plan's own; `last` is what the same agency said the year before, if it did; `missing` names those
    whose supporting part had not come when it was sent."""

    text: str
    duty: Duty
    now: TaskAnswer
    last: TaskAnswer | None
    missing: str


def shared_by(submission: Submission, sending: SubmissionVersion, before: SubmissionVersion | None) -> "Shared":
    """What all items are read from: `sending`, the decisions, and what changed since `before`. One query."""
    changes = changes_between(before.content, sending.content) if before else {}
    return Shared(sending, _notes_of(submission), changes)


def task_items(submission: Submission, shared: "Shared") -> list[TaskItem]:
    """The report's tasks as they were sent. One query."""
    tasks, last = _task_entries(submission)
    return [_task_item(entry, shared, last.get(entry.task.code)) for entry in tasks]


@dataclass(frozen=True)
class Shared:
    """What was sent, said about it and changed in it, by kind and item."""

    sending: SubmissionVersion
    notes: dict[tuple[str, int], list[ReviewNote]]
    changes: dict[tuple[str, int], tuple[Change, ...]]

    @cached_property
    def content(self) -> dict[tuple[str, int], dict[str, Any]]:
        """The sent items by kind and entry id."""
        return {(kind, item["entry"]): item for kind in KINDS for item in self.sending.content[f"{kind}s"]}

    def unchanged(self, kind: ItemKind, entry: TaskEntry | IndicatorEntry) -> bool:
        """Returned from the sending before this one, and sent again as it was."""
        notes = self.notes[kind, entry.pk]
        last = notes[-1] if notes else None
        return (
            last is not None
            and last.decision == ItemState.RETURNED
            and last.version_id != self.sending.pk
            and (kind, entry.pk) not in self.changes
        )

    def item(self, kind: ItemKind, entry: TaskEntry | IndicatorEntry, flags: tuple[Flag, ...]) -> dict[str, Any]:
        """What every kind of item has."""
        return {
            "kind": kind,
            "pk": entry.pk,
            "state": ItemState(entry.state),
            "flags": (*flags, unchanged_flag()) if self.unchanged(kind, entry) else flags,
            "notes": self.notes[kind, entry.pk],
            "changes": self.changes.get((kind, entry.pk), ()),
            "files": files_in(self.content.get((kind, entry.pk), {})),
        }


def _notes_of(submission: Submission) -> dict[tuple[str, int], list[ReviewNote]]:
    """Every decision ever made on the report's items, each with the number of its sending as `sending`."""
    notes: dict[tuple[str, int], list[ReviewNote]] = defaultdict(list)
    rows = ReviewNote.objects.filter(version__submission=submission).select_related("by")
    for note in rows.annotate(sending=F("version__number")).order_by("at", "pk"):
        key = ("task", note.task_entry_id) if note.task_entry_id else ("indicator", note.indicator_entry_id or 0)
        notes[key].append(note)
    return notes


def _task_entries(submission: Submission) -> tuple[list[TaskEntry], dict[str, TaskEntry]]:
    """The report's task items, and last year's of the same agency by task code."""
    year = submission.round.year
    rows = list(
        TaskEntry.objects.filter(
            submission__agency=submission.agency_id,
            submission__round__plan=submission.round.plan_id,
            submission__round__year__in=[year - 1, year],
        )
        .select_related("task", "submission")
        .order_by("task__order")
    )
    mine = [row for row in rows if row.submission_id == submission.pk]
    others = [row for row in rows if row.submission_id != submission.pk]
    return mine, {row.task.code: row for row in others if row.submission.state in AS_SENT}


def _task_item(entry: TaskEntry, shared: Shared, last: TaskEntry | None) -> TaskItem:
    sent = shared.content.get(("task", entry.pk), {})
    year = shared.sending.content["round"]["year"]
    now = TaskAnswer(year, *(sent.get(field, "") for field in ("progress", "result", "difficulty", "proposal")))
    work = Work(
        progress=now.progress,
        result=now.result,
        last_progress=last.progress if last else "",
        last_result=last.result if last else "",
    )
    return TaskItem(
        **shared.item("task", entry, task_flags(work)),
        code=entry.task.code,
        title=entry.task.title,
        text=entry.task.text,
        duty=Duty(entry.duty),
        now=now,
        last=TaskAnswer(year - 1, last.progress, last.result) if last else None,
        missing=", ".join(sent.get("missing", [])),
    )
