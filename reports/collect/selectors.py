"""Readings for those who write reports."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from reports.collect.completeness import Gap, gaps
from reports.collect.content import content_of, fingerprint
from reports.models import Extension, IndicatorEntry, Submission, TaskEntry


@dataclass(frozen=True)
class FormContent:
    """Everything in one report, with what is still missing."""

    submission: Submission
    tasks: list[TaskEntry]
    indicators: list[IndicatorEntry]

    @cached_property
    def gaps(self) -> list[Gap]:
        return gaps(self.tasks, self.indicators)

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
    tasks = TaskEntry.objects.filter(submission=submission).select_related("task__section", "edited_by")
    indicators = IndicatorEntry.objects.filter(submission=submission).select_related("indicator", "edited_by")
    tasks, indicators = tasks.order_by("task__order"), indicators.order_by("indicator__order", "year")
    if lock:
        tasks, indicators = tasks.select_for_update(of=("self",)), indicators.select_for_update(of=("self",))
    return FormContent(submission, list(tasks), list(indicators))


def due_moments(submission: Submission) -> tuple[dt.datetime, dt.datetime]:
    """The round's due moment and the agency's own (later where it was given an extension). At most two queries."""
    due = submission.round.due_at
    extended = (
        Extension.objects.filter(submission=submission).order_by("at", "pk").values_list("due_at", flat=True).last()
    )
    return due, extended or due
