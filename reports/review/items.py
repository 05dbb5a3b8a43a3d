"""The items of a report under review, each beside last year's, the path and the target, with what is odd about it.

What is shown is the last sending, never what the agency is typing while a report is back for mending.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from plan.enums import Duty
from reports.enums import ItemState, Progress
from reports.models import IndicatorEntry, ReviewNote, Submission, SubmissionVersion, TaskEntry
from reports.review.changes import Change, changes_between
from reports.review.flags import Figures, Flag, Work, indicator_flags, task_flags, unchanged_flag
from reports.workflow import AS_SENT
from targets.enums import Accumulation, Answer, Direction, Kind, Quality
from targets.figures import format_beside, format_figure
from targets.models import Indicator
from targets.selectors import IndicatorRow, in_unit, indicator_rows
from targets.verdicts import Verdict

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
    def return_reason(self) -> str:
        """Why it stands returned."""
        return self.notes[-1].reason if self.is_returned and self.notes else ""


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
    """`text` is the plan's own; `last` is what the same agency said the year before, if it did."""

    text: str
    duty: Duty
    now: TaskAnswer
    last: TaskAnswer | None


@dataclass(frozen=True, kw_only=True)
class IndicatorItem(Item):
    """Everything shown is already written out, with units; empty where there is nothing to show.

    `verdict` is what the value gets once it is accepted.
    """

    year: int
    value: str
    quality: str
    note: str
    last: str
    last_quality: str
    path: str
    target: str
    target_year: int | None
    others: tuple[tuple[str, str], ...]
    verdict: Verdict | None

    @property
    def last_year(self) -> int:
        return self.year - 1


def items_of(
    submission: Submission, sending: SubmissionVersion, before: SubmissionVersion | None
) -> tuple[list[TaskItem], list[IndicatorItem]]:
    """The report's tasks and indicators as `sending` has them, with what changed since `before`. Eight queries."""
    changes = changes_between(before.content, sending.content) if before else {}
    shared = _Shared(sending, _notes_of(submission), changes)
    tasks, last = _task_entries(submission)
    task_items = [_task_item(entry, shared, last.get(entry.task.code)) for entry in tasks]
    return task_items, _indicator_items(submission, shared)


@dataclass(frozen=True)
class _Shared:
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


def _task_item(entry: TaskEntry, shared: _Shared, last: TaskEntry | None) -> TaskItem:
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
    )


def _indicator_items(submission: Submission, shared: _Shared) -> list[IndicatorItem]:
    entries = list(
        IndicatorEntry.objects.filter(
            submission__round=submission.round_id,
            indicator__in=IndicatorEntry.objects.filter(submission=submission).values("indicator"),
        )
        .select_related("indicator", "submission__agency")
        .order_by("indicator__order", "year")
    )
    mine = [entry for entry in entries if entry.submission_id == submission.pk]
    on = timezone.localdate(submission.round.due_at)
    rows = {
        row.indicator.pk: row
        for row in indicator_rows(submission.round.plan, on=on, only=[entry.indicator_id for entry in mine])
    }
    return [_indicator_item(entry, shared, rows.get(entry.indicator_id), entries) for entry in mine]


def _indicator_item(
    entry: IndicatorEntry, shared: _Shared, row: IndicatorRow | None, entries: Iterable[IndicatorEntry]
) -> IndicatorItem:
    indicator, sent = entry.indicator, shared.content.get(("indicator", entry.pk), {})
    value, answer = _decimal(sent.get("value")), Answer(sent.get("answer") or Answer.NO_DATA)
    quality = Quality(sent.get("quality") or Quality.ESTIMATE)
    last = row.measurements.get(entry.year - 1) if row else None
    target = row.target_at(entry.year) if row else None
    others = _others(entry, entries)
    facts = Figures(
        kind=Kind(indicator.kind),
        unit=indicator.unit,
        accumulation=Accumulation(indicator.accumulation),
        direction=Direction(indicator.direction),
        answer=answer,
        value=value,
        numerator=_decimal(sent.get("numerator")),
        denominator=_decimal(sent.get("denominator")),
        last_year=last.value if last else None,
        others=others,
    )
    return IndicatorItem(
        **shared.item("indicator", entry, indicator_flags(facts)),
        code=indicator.code,
        title=indicator.name,
        year=entry.year,
        value=_written(indicator, answer, value),
        quality=str(quality.label) if value is not None else "",
        note=sent.get("note", ""),
        last=_written(indicator, Answer(last.answer), last.value) if last else "",
        last_quality=str(Quality(last.quality).label) if last and last.value is not None else "",
        path=_path(row, entry.year, value) if row else "",
        target=target.wording if target else "",
        target_year=target.year if target else None,
        others=tuple((name, _written(indicator, Answer.FIGURE, figure)) for name, figure in others),
        verdict=_verdict(row, entry.year, answer, value, quality, sent.get("note", "")) if row else None,
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _others(entry: IndicatorEntry, entries: Iterable[IndicatorEntry]) -> tuple[tuple[str, Decimal], ...]:
    """What other agencies sent for the same indicator and year."""
    return tuple(
        (other.submission.agency.short_name, other.value)
        for other in entries
        if (other.indicator_id, other.year) == (entry.indicator_id, entry.year)
        and other.submission_id != entry.submission_id
        and other.submission.state in AS_SENT
        and other.value is not None
    )


def _written(indicator: Indicator, answer: Answer, value: Decimal | None) -> str:
    """The figure as it was reported, every digit of it; the answer in words where there is none."""
    if value is None:
        return str(answer.label)
    return in_unit(format_figure(value, min_decimals=indicator.decimals), indicator)


def _path(row: IndicatorRow, year: int, value: Decimal | None) -> str:
    """What the path asks for, with enough digits to be seen on its true side of the value."""
    required = row.required(year)
    if required is None:
        return ""
    if row.adds_up:
        total = in_unit(format_figure(required, row.indicator.decimals), row.indicator)
        return _("{total} cộng dồn").format(total=total)
    beside = [] if value is None else [value]
    return in_unit(format_beside(required, beside, row.indicator.decimals), row.indicator)


def _verdict(
    row: IndicatorRow, year: int, answer: Answer, value: Decimal | None, quality: Quality, note: str
) -> Verdict:
    reading = row.reading_if(year, answer=answer, value=value, quality=quality, reason=note)
    return row.verdict_if(year, reading)
