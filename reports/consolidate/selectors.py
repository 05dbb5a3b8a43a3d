"""Readings for the pages of the consolidated report, and their doors."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import Http404

from agencies.access import Person
from plan.enums import Duty
from plan.models import Plan
from plan.selectors import coordinated_by
from reports.consolidate.content import is_accepted
from reports.documents.body import chapters_of
from reports.documents.paper import Chapter
from reports.documents.rows import Rows
from reports.documents.wording import previous_words, required_words, timeliness_words, value_words
from reports.doors import Standing, rounds_for
from reports.enums import ConsolidationState, JobKind, JobState, State
from reports.evidence.presenting import File
from reports.evidence.tracing import Files, files_sent_in
from reports.models import (
    ConsolidatedAgency,
    ConsolidatedDifficulty,
    ConsolidatedFinding,
    ConsolidatedIndicator,
    ConsolidatedPart,
    ConsolidatedTask,
    Consolidation,
    Job,
    Round,
    Submission,
)
from reports.workflow import APPROVED

MISSING_SHOWN = 30  # agencies on the page; the round board has them all
SUPPORTERS_SHOWN = 30  # a task on the page; the workbook has them all


def consolidations_for(person: Person, *, on: dt.date) -> QuerySet[Consolidation]:
    """What a person may read: issued reports for everybody with a role, drafts for the coordinator's people alone."""
    if not person.is_member:
        return Consolidation.objects.none()
    coordinated = Q(round__plan__in=coordinated_by(person, on=on))
    visible = Consolidation.objects.filter(Q(state=ConsolidationState.ISSUED) | coordinated)
    corrected = Consolidation.objects.filter(corrects=OuterRef("pk"), state=ConsolidationState.ISSUED)
    related = ("round__plan", "built_by", "issued_by", "corrects")
    return visible.select_related(*related).annotate(is_replaced=Exists(corrected))


def get_consolidation(person: Person, pk: int, *, on: dt.date) -> Consolidation:
    """One query; Http404 where the person may not read it."""
    consolidation = consolidations_for(person, on=on).filter(pk=pk).first()
    if consolidation is None:
        raise Http404
    return consolidation


def get_job(person: Person, pk: int, *, on: dt.date) -> Job:
    """The coordinator's door to a job; Http404 for others. Two queries."""
    job = Job.objects.select_related("round__plan", "asked_by").filter(pk=pk).first()
    if job is None or not Standing(person, job.round.plan, on=on).is_officer:
        raise Http404
    return job


@dataclass(frozen=True)
class Readiness:
    """How a round's reports stand before anything is built from them; `missing` are the first not accepted."""

    states: dict[State, int]
    missing: list[Submission]

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def accepted(self) -> int:
        return sum(count for state, count in self.states.items() if is_accepted(state))

    @property
    def missing_count(self) -> int:
        return self.total - self.accepted

    @property
    def unnamed_count(self) -> int:
        """How many are missing beside those in `missing`."""
        return self.missing_count - len(self.missing)

    @property
    def segments(self) -> list[dict[str, Any]]:
        """The states for a bar, the finished first."""
        return [
            {"value": state.value, "label": state.label, "count": self.states[state]}
            for state in reversed(State)
            if state in self.states
        ]


def readiness_of(round_: Round) -> Readiness:
    """The round's reports by state, and those that are not accepted, the unsent first. Two queries."""
    reports = Submission.objects.filter(round=round_)
    states = reports.values_list("state").annotate(count=Count("pk")).order_by()
    missing = reports.exclude(state__in=APPROVED)
    shown = missing.order_by(F("first_sent_at").asc(nulls_first=True), "agency__sort_key")[:MISSING_SHOWN]
    return Readiness({State(state): count for state, count in states}, list(shown))


def years_of(person: Person, plan: Plan) -> list[int]:
    """The years the plan has rounds for, earliest first. One query."""
    return list(rounds_for(person).filter(plan=plan).order_by("year").values_list("year", flat=True))


def open_jobs(round_: Round) -> list[Job]:
    """Of the last job of each kind, those that run or failed and matter still. One query.

    Once the round is locked these are the files of what was issued, and drafts asked for since, to correct it.
    """
    kinds = Job.objects.filter(round=round_).select_related("asked_by").order_by("kind", "-pk").distinct("kind")
    return [job for job in kinds if job.state != JobState.DONE and _matters(job, round_)]


def _matters(job: Job, round_: Round) -> bool:
    if round_.locked_at is None:
        return job.kind == JobKind.CONSOLIDATE
    return job.kind == JobKind.WORKBOOK or (job.kind == JobKind.CONSOLIDATE and job.asked_at >= round_.locked_at)


@dataclass(frozen=True)
class IndicatorOnPage:
    """An indicator with its figures written; `value` says in words what stands where there is no figure."""

    line: ConsolidatedIndicator
    value: str
    required: str
    previous: str
    files: list[File]

    @property
    def is_figure(self) -> bool:
        return self.line.value is not None


@dataclass(frozen=True)
class PartOnPage:
    """What one agency reported for a task, with the files it sent for it."""

    line: ConsolidatedPart
    files: list[File]


@dataclass(frozen=True)
class AgencyOnPage:
    line: ConsolidatedAgency
    timeliness: str


@dataclass(frozen=True)
class TaskOnPage:
    """A task with its leads' parts and the first of the supporters'; `hidden` parts stand in the workbook alone."""

    task: ConsolidatedTask
    leads: list[PartOnPage]
    supporters: list[PartOnPage]
    hidden: int

    @property
    def supporter_count(self) -> int:
        return len(self.supporters) + self.hidden


@dataclass(frozen=True)
class Contents:
    """An issued report or a draft as a page shows it."""

    previous_year: int
    chapters: list[Chapter]
    difficulties: list[ConsolidatedDifficulty]
    findings: list[ConsolidatedFinding]
    indicators: list[IndicatorOnPage]
    blocks: list[tuple[str, list[TaskOnPage]]]
    agencies: list[AgencyOnPage]


def contents_of(consolidation: Consolidation, person: Person, *, on: dt.date) -> Contents:
    """The report's rows for reading, with the files the person may open. Nine queries; a task's parts are bounded."""
    parts, lines = _shown_parts(consolidation), list(consolidation.indicators.all())
    agencies, task_lines = list(consolidation.agencies.all()), list(consolidation.tasks.all())
    rows = Rows(
        consolidation=consolidation,
        indicators=lines,
        tasks=(),
        task_lines=task_lines,
        agencies=agencies,
        passages=list(consolidation.passages.all()),
        difficulties=list(consolidation.difficulties.all()),
        findings=list(consolidation.findings.all()),
    )
    versions = {part.version_id for several in parts.values() for part in several}
    versions |= {line.version_id for line in lines if line.version_id}
    files = files_sent_in(versions, person, on=on)
    tasks = [_on_page(task, parts.get(task.pk, []), files) for task in task_lines]
    blocks = [(section, list(group)) for section, group in groupby(tasks, key=lambda item: item.task.section)]
    return Contents(
        previous_year=consolidation.round.year - 1,
        chapters=chapters_of(rows) if rows.passages else [],
        difficulties=list(rows.difficulties),
        findings=list(rows.findings),
        indicators=[_indicator_on_page(line, files) for line in lines],
        blocks=blocks,
        agencies=[AgencyOnPage(line, timeliness_words(line, consolidation)) for line in agencies],
    )


def _indicator_on_page(line: ConsolidatedIndicator, files: Files) -> IndicatorOnPage:
    proof = files.get((line.version_id or 0, "indicator", line.indicator_id), [])
    return IndicatorOnPage(line, value_words(line), required_words(line), previous_words(line), proof)


def _shown_parts(consolidation: Consolidation) -> dict[int, list[ConsolidatedPart]]:
    of_task = [F("task"), F("duty")]
    parts = (
        ConsolidatedPart.objects.filter(task__consolidation=consolidation)
        .annotate(
            place=Window(RowNumber(), partition_by=of_task, order_by=F("order").asc()),
            among=Window(Count("pk"), partition_by=of_task),
        )
        .filter(Q(duty=Duty.LEAD) | Q(place__lte=SUPPORTERS_SHOWN))
        .order_by("task__order", "order")
    )
    return {task: list(group) for task, group in groupby(parts, key=lambda part: part.task_id)}


def _on_page(task: ConsolidatedTask, lines: Iterable[ConsolidatedPart], files: Files) -> TaskOnPage:
    parts = [PartOnPage(line, files.get((line.version_id, "task", task.task_id), [])) for line in lines]
    supporters = [part for part in parts if part.line.duty == Duty.SUPPORT]
    hidden = supporters[0].line.among - len(supporters) if supporters else 0  # type: ignore[attr-defined]
    return TaskOnPage(task, [part for part in parts if part.line.duty == Duty.LEAD], supporters, hidden)


def is_newest(consolidation: Consolidation) -> bool:
    """Whether no later version stands beside it; only that one can be issued. One query."""
    later = Consolidation.objects.filter(round=consolidation.round_id, number__gt=consolidation.number)
    return not later.exists()
