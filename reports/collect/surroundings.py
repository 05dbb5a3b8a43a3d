"""What stands beside a report while it is written: last year's text, others' parts, figures, review notes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.utils import timezone

from agencies.enums import Role
from agencies.models import Membership
from agencies.successions import TakenOver, acting_on
from plan.enums import Duty
from plan.models import Coordinator, Section, Task
from reports.collect.selectors import FormContent
from reports.collect.supporting import NAMED, owing
from reports.difficulties.steps import ENDED
from reports.enums import ItemState
from reports.models import Difficulty, ReviewNote, Submission, TaskEntry, Transition
from reports.models.submission import own_due_at
from reports.oversight.selectors import FindingLine, Said, findings_beside, guidance_beside, lines_in, said_in
from reports.workflow import Action
from targets.selectors import IndicatorRow, indicator_rows, last_day

PARTS_SHOWN = 12  # of others' parts beside one task: a province may have hundreds of supporters
PARTS_COUNTED = 200  # beyond that the number tells nobody more, and counting would touch every report of the round
_SENT = (ItemState.PENDING, ItemState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class HandedBack:
    """Who opened the report for its writers again instead of signing it, when, and why."""

    who: str
    at: dt.datetime
    reason: str


@dataclass(frozen=True)
class Way:
    """When a report is due for its agency, through whose hands it goes, the first who still owe a part of it, and what
    the coordinator said: to all who report, and of what an inspection left the agency to mend.

    `handed_back` where that is the last thing that happened to it.
    """

    due_at: dt.datetime
    heads: tuple[str, ...]
    coordinator: str
    owing: tuple[str, ...]
    handed_back: HandedBack | None
    guidance: Said | None
    findings: list[FindingLine]


def way_of(submission: Submission, *, on: dt.date) -> Way:
    """One query."""
    heads = Membership.objects.on(on).filter(agency=OuterRef("acting"), role=Role.HEAD, user__is_active=True)
    coordinator = Coordinator.objects.on(on).filter(plan=OuterRef("round__plan"))
    steps = Transition.objects.filter(submission=OuterRef("pk"))
    row = (
        Submission.objects.annotate(own_due_at=own_due_at(), acting=acting_on(on))
        .annotate(
            heads=ArraySubquery(heads.order_by("user__full_name").values("user__full_name")),
            coordinator=Subquery(coordinator.values("agency__name")[:1]),
            owing=ArraySubquery(owing(OuterRef("pk"), OuterRef("round")).values("agency_name")[: NAMED + 1]),
            last_step=Subquery(steps.order_by("-at", "-pk").values(what=_STEP)[:1]),
            guidance=guidance_beside(OuterRef("round")),
            findings=findings_beside(OuterRef("agency"), OuterRef("round__plan")),
        )
        .values("own_due_at", "heads", "coordinator", "owing", "last_step", "guidance", "findings")
        .get(pk=submission.pk)
    )
    return Way(
        due_at=row["own_due_at"],
        heads=tuple(row["heads"]),
        coordinator=row["coordinator"] or "",
        owing=tuple(row["owing"]),
        handed_back=_handed_back(row["last_step"]),
        guidance=said_in(row["guidance"]),
        findings=lines_in(row["findings"], on=on),
    )


_STEP = JSONObject(action="action", who="by__full_name", at="at", reason="reason")


def _handed_back(step: Mapping[str, str] | None) -> HandedBack | None:
    if step is None or step["action"] != Action.HAND_BACK:
        return None
    return HandedBack(step["who"] or "", dt.datetime.fromisoformat(step["at"]), step["reason"])


@dataclass(frozen=True, slots=True)
class BesideTask:
    """What others say about a task, and what the agency itself and those it took over from said a year ago.

    A text is a row of `reports.models.TaskEntry` by the names of `_TEXT`. Of a task the agency leads: the first parts
    that others sent, co-leaders' first, and how many there are (see `_counted`). Of one it supports: the
    short names of the first who lead it. `missing` are short names of those who support it and have sent nothing,
    one more than are shown where there are more. `raised` are the agency's own difficulties with the task that are not
    over, by the names of `_RAISED`, the latest first.
    """

    last_years: Sequence[Mapping[str, str]]
    parts: Sequence[Mapping[str, str]]
    parts_sent: int
    missing: Sequence[str]
    leads: Sequence[str]
    raised: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Surroundings:
    """Keys: task id, item ("task" or "indicator" with the entry's id), indicator id, section id."""

    tasks: dict[int, BesideTask]
    notes: dict[tuple[str, int], list[ReviewNote]]
    rows: dict[int, IndicatorRow]
    sections: dict[int, Section]


def surroundings_of(content: FormContent) -> Surroundings:
    """Eight queries, however many items the report has."""
    submission = content.submission
    round_ = submission.round
    notes: dict[tuple[str, int], list[ReviewNote]] = defaultdict(list)
    for note in _notes(submission):
        kind, entry_id = ("task", note.task_entry_id) if note.task_entry_id else ("indicator", note.indicator_entry_id)
        notes[kind, entry_id or 0].append(note)
    indicators = [entry.indicator_id for entry in content.indicators]
    rows = indicator_rows(round_.plan, on=last_day(round_.year), only=indicators)
    return Surroundings(
        tasks=_beside_tasks(content),
        notes=notes,
        rows={row.indicator.pk: row for row in rows},
        sections={section.pk: section for section in Section.objects.filter(plan=round_.plan_id)},
    )


_TEXT = JSONObject(
    agency="submission__agency_name",
    duty="duty",
    progress="progress",
    result="result",
    difficulty="difficulty",
    proposal="proposal",
    sent_at="submission__last_sent_at",
)


_RAISED = JSONObject(pk="pk", text="text", state="state")
RAISED_SHOWN = 5  # of the agency's difficulties with one task


def _beside_tasks(content: FormContent) -> dict[int, BesideTask]:
    """One query, which reads no more of a large round than is shown.

    The reports of a round are made in the order of names: the first by their keys are the first by name.
    """
    submission, round_ = content.submission, content.submission.round
    agency, on = submission.agency_id, timezone.localdate(round_.due_at)
    before = TaskEntry.objects.filter(
        Q(submission__agency=agency) | Q(submission__agency__in=TakenOver(Value(agency), on)),
        submission__round__plan=round_.plan_id,
        submission__round__year=round_.year - 1,
        task__code=OuterRef("code"),
    ).order_by(Case(When(submission__agency=agency, then=0), default=1), "duty", "submission__agency__sort_key")
    of_others = TaskEntry.objects.filter(~Q(submission=submission), submission__round=round_, task=OuterRef("pk"))
    sent = of_others.filter(state__in=_SENT, submission__first_sent_at__isnull=False)
    unsent = of_others.filter(submission__first_sent_at=None)
    leading, supporting = Q(duty=Duty.LEAD), Q(duty=Duty.SUPPORT)
    raised = Difficulty.objects.filter(agency=submission.agency_id, task=OuterRef("pk")).exclude(state__in=ENDED)
    led = Q(pk__in=[entry.task_id for entry in content.tasks if entry.duty == Duty.LEAD])
    tasks = Task.objects.filter(pk__in=[entry.task_id for entry in content.tasks]).annotate(
        last_years=ArraySubquery(before.values(what=_TEXT)[:PARTS_SHOWN]),
        leads=_first(of_others.filter(leading), F("submission__agency__short_name"), when=~led),
        leading=_first(sent.filter(leading), _TEXT, when=led),
        supporting=_first(sent.filter(supporting), _TEXT, when=led),
        parts_sent=_counted(sent, when=led),
        missing=_first(unsent.filter(supporting), F("submission__agency__short_name"), when=led, many=PARTS_SHOWN + 1),
        raised=ArraySubquery(raised.order_by("-raised_at", "-pk").values(what=_RAISED)[:RAISED_SHOWN]),
    )
    names = ("pk", "last_years", "leads", "leading", "supporting", "parts_sent", "missing", "raised")
    rows = tasks.order_by().values_list(*names)
    return {
        pk: BesideTask(
            last_years=last_years,
            parts=[*(leading or ()), *(supporting or ())][:PARTS_SHOWN],
            parts_sent=parts_sent or 0,
            missing=missing or (),
            leads=leads or (),
            raised=raised,
        )
        for pk, last_years, leads, leading, supporting, parts_sent, missing, raised in rows
    }


def _first(entries: QuerySet[TaskEntry], what: F | JSONObject, *, when: Q, many: int = PARTS_SHOWN) -> Case:
    """`what` of the first entries, for the tasks that are `when`."""
    found = entries.order_by("submission_id").values(what=what)
    return Case(When(when, then=ArraySubquery(found[:many])))


def _counted(entries: QuerySet[TaskEntry], *, when: Q) -> Case:
    """How many there are, one more than `PARTS_COUNTED` standing for all beyond."""
    found = ArraySubquery(entries.order_by("submission_id").values("pk")[: PARTS_COUNTED + 1])
    return Case(When(when, then=Func(found, function="CARDINALITY", output_field=IntegerField())))


def _notes(submission: Submission) -> QuerySet[ReviewNote]:
    return (
        ReviewNote.objects.filter(Q(task_entry__submission=submission) | Q(indicator_entry__submission=submission))
        .select_related("by", "version")
        .order_by("at", "pk")
    )
