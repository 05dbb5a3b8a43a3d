"""What stands beside a report while it is written: last year's text, others' parts, figures, review notes."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from agencies.enums import Role
from agencies.models import Membership
from plan.enums import Duty
from plan.models import Coordinator, Section
from reports.collect.selectors import FormContent
from reports.enums import ItemState
from reports.models import ReviewNote, Submission, TaskEntry
from reports.models.submission import own_due_at
from targets.selectors import IndicatorRow, indicator_rows, last_day

PARTS_SHOWN = 12  # of others' parts beside one task: a province may have hundreds of supporters
_SENT = (ItemState.PENDING, ItemState.ACCEPTED)


@dataclass(frozen=True)
class Way:
    """When a report is due for its agency, and through whose hands it goes."""

    due_at: dt.datetime
    heads: tuple[str, ...]
    coordinator: str


def way_of(submission: Submission, *, on: dt.date) -> Way:
    """One query."""
    heads = Membership.objects.on(on).filter(agency=OuterRef("agency"), role=Role.HEAD, user__is_active=True)
    coordinator = Coordinator.objects.on(on).filter(plan=OuterRef("round__plan"))
    row = (
        Submission.objects.annotate(own_due_at=own_due_at())
        .annotate(
            heads=ArraySubquery(heads.order_by("user__full_name").values("user__full_name")),
            coordinator=Subquery(coordinator.values("agency__name")[:1]),
        )
        .values("own_due_at", "heads", "coordinator")
        .get(pk=submission.pk)
    )
    return Way(
        due_at=row["own_due_at"],
        heads=tuple(row["heads"]),
        coordinator=row["coordinator"] or "",
    )


@dataclass(frozen=True)
class Surroundings:
    """Keys: task code, task id, item ("task" or "indicator" with the entry's id), indicator id, section id."""

    last_year: dict[str, TaskEntry]
    parts: dict[int, list[TaskEntry]]
    parts_sent: dict[int, int]
    leads: dict[int, list[str]]
    notes: dict[tuple[str, int], list[ReviewNote]]
    rows: dict[int, IndicatorRow]
    sections: dict[int, Section]


def surroundings_of(content: FormContent) -> Surroundings:
    """Eight queries, however many items the report has."""
    submission = content.submission
    round_ = submission.round
    last_year: dict[str, TaskEntry] = {}
    parts: dict[int, list[TaskEntry]] = defaultdict(list)
    parts_sent: dict[int, int] = {}
    leads: dict[int, list[str]] = defaultdict(list)
    led = {entry.task_id for entry in content.tasks if entry.duty == Duty.LEAD}
    for other in _other_entries(content, led):
        if other.submission.round_id != round_.pk:
            last_year[other.task.code] = other
            continue
        if other.duty == Duty.LEAD:
            leads[other.task_id].append(other.submission.agency.short_name)
        if other.task_id in led and other.state in _SENT:
            parts[other.task_id].append(other)
            parts_sent[other.task_id] = other.sent
    notes: dict[tuple[str, int], list[ReviewNote]] = defaultdict(list)
    for note in _notes(submission):
        kind, entry_id = ("task", note.task_entry_id) if note.task_entry_id else ("indicator", note.indicator_entry_id)
        notes[kind, entry_id or 0].append(note)
    indicators = [entry.indicator_id for entry in content.indicators]
    rows = indicator_rows(round_.plan, on=last_day(round_.year), only=indicators)
    return Surroundings(
        last_year=last_year,
        parts=parts,
        parts_sent=parts_sent,
        leads=leads,
        notes=notes,
        rows={row.indicator.pk: row for row in rows},
        sections={section.pk: section for section in Section.objects.filter(plan=round_.plan_id)},
    )


def _other_entries(content: FormContent, led: set[int]) -> QuerySet[Any]:
    """Last year's own entries, the sent parts of the tasks this agency leads, and who leads those it supports.

    Of each task the first `PARTS_SHOWN`, leads first; `sent` counts all the sent ones.
    """
    submission = content.submission
    round_ = submission.round
    own_last_year = Q(
        submission__agency=submission.agency_id,
        submission__round__plan=round_.plan_id,
        submission__round__year=round_.year - 1,
    )
    tasks = [entry.task_id for entry in content.tasks]
    of_others = Q(submission__round=round_, task__in=tasks) & ~Q(submission=submission)
    wanted = Q(task__in=led, state__in=_SENT) | Q(duty=Duty.LEAD)
    a_task, by_name = [F("task"), F("submission__round")], [F("duty").asc(), F("submission__agency__sort_key").asc()]
    return (
        TaskEntry.objects.filter(own_last_year | (of_others & wanted))
        .annotate(
            place=Window(RowNumber(), partition_by=a_task, order_by=by_name),
            sent=Window(Count("pk", filter=Q(state__in=_SENT)), partition_by=a_task),
        )
        .filter(place__lte=PARTS_SHOWN)
        .select_related("task", "submission__agency", "submission__round")
        .order_by(*by_name)
    )


def _notes(submission: Submission) -> QuerySet[ReviewNote]:
    return (
        ReviewNote.objects.filter(Q(task_entry__submission=submission) | Q(indicator_entry__submission=submission))
        .select_related("by", "version")
        .order_by("at", "pk")
    )
