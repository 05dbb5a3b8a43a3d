"""Readings for those who write reports."""

from dataclasses import dataclass
from functools import cached_property

from reports.collect.completeness import Gap, gaps
from reports.collect.content import content_of, fingerprint
from reports.models import IndicatorEntry, Submission, TaskEntry


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
    content = FormContent(submission, list(tasks), list(indicators))
    # what saves or judges an item asks for its report
    for task in content.tasks:
        task.submission = submission
    for indicator in content.indicators:
        indicator.submission = submission
    return content
