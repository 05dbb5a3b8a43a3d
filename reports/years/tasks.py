"""What was reported on one task, year by year: what was issued, and the agencies' own reports."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from agencies.access import Person
from plan.models import Task
from reports.collect.items import Chip
from reports.collect.presenters import submission_chip
from reports.dashboards.progress import TaskState
from reports.doors import submissions_for
from reports.enums import ConsolidationState
from reports.models import ConsolidatedTask, Consolidation, Round, TaskEntry


@dataclass(frozen=True, slots=True)
class Reporter:
    """An agency that reports on the task that year, under the name it had; `state` is that of its report, `report` its
    key where the reader may open it."""

    name: str
    duty: str
    state: Chip
    report: int | None


@dataclass(frozen=True, slots=True)
class TaskYear:
    """`state` as the issued report (the last correction of it) says; None where none is issued, or it does not say."""

    year: int
    issued: Consolidation | None = None
    state: TaskState | None = None
    reporters: list[Reporter] = field(default_factory=list)

    @property
    def leads(self) -> list[Reporter]:
        return [one for one in self.reporters if one.duty == "lead"]

    @property
    def supporters(self) -> list[Reporter]:
        return [one for one in self.reporters if one.duty != "lead"]


def task_years(task: Task, person: Person, *, on: dt.date) -> list[TaskYear]:
    """Every year with a round that has the task under its code, the latest first. Four queries."""
    of_code = {"task__plan": task.plan_id, "task__code": task.code}
    entries = TaskEntry.objects.filter(**of_code, submission__handed_over_at=None).select_related("submission__round")
    rows = list(entries.order_by("duty", "submission__agency__sort_key"))
    mine = submissions_for(person, on=on).filter(pk__in={row.submission_id for row in rows})
    open_ = set(mine.values_list("pk", flat=True))
    reporters: dict[int, list[Reporter]] = defaultdict(list)
    for row in rows:
        report = row.submission
        key = report.pk if report.pk in open_ else None
        reporters[report.round.year].append(Reporter(report.agency_name, row.duty, submission_chip(report), key))
    lines = ConsolidatedTask.objects.filter(
        consolidation__round__plan=task.plan_id, consolidation__state=ConsolidationState.ISSUED, code=task.code
    ).select_related("consolidation__round")
    issued = {line.consolidation.round.year: line for line in lines.order_by("consolidation__number")}
    years = Round.objects.filter(plan=task.plan_id).order_by("-year").values_list("year", flat=True)
    return [_year(year, issued.get(year), reporters[year]) for year in years if year in issued or reporters[year]]


def _year(year: int, line: ConsolidatedTask | None, reporters: list[Reporter]) -> TaskYear:
    state = TaskState(line.state) if line and line.state else None
    return TaskYear(year, line.consolidation if line else None, state, reporters)
