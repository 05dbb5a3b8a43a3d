"""Readings for those who write reports."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import JSONObject

from reports.collect.completeness import Gap
from reports.collect.content import content_of
from reports.collect.judging import gap_of
from reports.models import Evidence, IndicatorEntry, Submission, TaskEntry
from reports.sealing import fingerprint
from targets.models import Measurement
from targets.series import same_series

Row = TypeVar("Row", TaskEntry, IndicatorEntry)


@dataclass(frozen=True)
class FormContent:
    """Everything in one report, with what is still missing."""

    submission: Submission
    tasks: list[TaskEntry]
    indicators: list[IndicatorEntry]

    @cached_property
    def gaps(self) -> list[Gap]:
        """Every gap of the report, tasks first, each item's first gap only."""
        entries: list[TaskEntry | IndicatorEntry] = [*self.tasks, *self.indicators]
        return [gap for entry in entries if (gap := gap_of(entry))]

    @property
    def total(self) -> int:
        """How many items there are."""
        return len(self.tasks) + len(self.indicators)

    @property
    def filled(self) -> int:
        """How many items could be sent as they are."""
        return self.total - len(self.gaps)

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of what would be sent now; a head signs exactly this."""
        return fingerprint(content_of(self.submission, self.tasks, self.indicators))


def form_of(submission: Submission, *, lock: bool = False) -> FormContent:
    """The report's items in the plan's order. Two queries. With `lock` nobody else changes them until the end of the
    transaction."""
    tasks = with_files(TaskEntry.objects.filter(submission=submission)).select_related("task__section", "edited_by")
    indicators = with_files(with_last_year(IndicatorEntry.objects.filter(submission=submission)))
    indicators = indicators.select_related("indicator", "edited_by")
    tasks, indicators = tasks.order_by("task__order"), indicators.order_by("indicator__order", "year")
    if lock:
        tasks, indicators = tasks.select_for_update(of=("self",)), indicators.select_for_update(of=("self",))
    content = FormContent(submission, list(tasks), list(indicators))
    # what saves or judges an item asks for its report
    for task in content.tasks:
        task.submission = submission
    for indicator in content.indicators:
        indicator.submission = submission
    return content


def with_files(entries: QuerySet[Row]) -> QuerySet[Row]:
    """`entries` with the evidence they have now as `files` (see `content.files_of`). No query of its own."""
    item = "task_entry" if entries.model is TaskEntry else "indicator_entry"
    files = Evidence.objects.filter(**{item: OuterRef("pk")}, removed_at=None).order_by("added_at", "pk")
    what = JSONObject(id="pk", name="name", kind="kind", size="size", sha256="sha256")
    return entries.annotate(files=ArraySubquery(files.values(what=what)))


def with_last_year(entries: QuerySet[IndicatorEntry]) -> QuerySet[IndicatorEntry]:
    """`entries` with the figure accepted for the year before as `last_value`: for a part that of the same agency's
    part, else that of the whole. No query of its own."""
    of_last_year = {**same_series(), "year": OuterRef("year") - 1}
    whole = Measurement.objects.filter(**of_last_year).order_by("-revision")
    part = Measurement.parts.filter(**of_last_year, agency=OuterRef("submission__agency")).order_by("-revision")
    return entries.annotate(
        last_value=Case(
            When(is_part=True, then=Subquery(part.values("value")[:1])), default=Subquery(whole.values("value")[:1])
        )
    )
