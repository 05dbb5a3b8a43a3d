"""Items that came back and are still to be mended, each with what was asked for last."""

from collections.abc import Collection

from django.db.models import Q

from reports.collect.forms import Entry
from reports.enums import ItemState
from reports.models import ReviewNote, TaskEntry


def last_returns(submissions: Collection[int]) -> dict[Entry, ReviewNote]:
    """The last note on each returned item of these reports, in the order in which they were written. One query, none
    for no reports."""
    if not submissions:
        return {}
    on_task = Q(task_entry__submission__in=submissions, task_entry__state=ItemState.RETURNED)
    on_indicator = Q(indicator_entry__submission__in=submissions, indicator_entry__state=ItemState.RETURNED)
    notes = (
        ReviewNote.objects.filter(on_task | on_indicator, decision=ItemState.RETURNED)
        .select_related("by", "task_entry__task", "indicator_entry__indicator")
        .order_by("at", "pk")
    )
    latest: dict[Entry, ReviewNote] = {}
    for note in notes:
        entry = note.task_entry or note.indicator_entry
        if entry is not None:
            latest[entry] = note
    return latest


def title_of(entry: Entry) -> str:
    """What the item is called in the plan; the task or the indicator being loaded."""
    return entry.task.title if isinstance(entry, TaskEntry) else entry.indicator.name
