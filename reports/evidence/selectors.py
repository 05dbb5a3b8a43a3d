"""The files of an item, and the door to each."""

import datetime as dt
from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404

from agencies.access import Person
from reports.collect.selectors import with_files
from reports.doors import get_submission, reads_as_own
from reports.models import Evidence, IndicatorEntry, Submission, SubmissionVersion, TaskEntry

Entry = TaskEntry | IndicatorEntry


def entry_of(submission: Submission, kind: str, pk: int) -> Entry:
    """One item of the report ("task" or "indicator"), ready for the services; 404 where it is not its. One query."""
    rows: QuerySet[Any] = (
        TaskEntry.objects.select_related("task")
        if kind == "task"
        else IndicatorEntry.objects.select_related("indicator")
    )
    entry: Entry | None = with_files(rows.filter(submission=submission, pk=pk)).first()
    if entry is None:
        raise Http404
    entry.submission = submission
    return entry


def evidence_of(entry: Entry) -> QuerySet[Evidence]:
    """The files the item has now."""
    item = "task_entry" if isinstance(entry, TaskEntry) else "indicator_entry"
    return Evidence.objects.filter(**{item: entry}, removed_at=None)


def get_evidence(person: Person, pk: int, *, on: dt.date) -> Evidence:
    """The door to a file: for its own agency and its successors while it stands in the report, and for everybody who
    may read the report once it was sent with it; 404 for others. Three queries at most."""
    evidence = _with_item(pk)
    submission = get_submission(person, item_of(evidence).submission_id, on=on)
    is_current = evidence.removed_at is None and reads_as_own(person, submission)
    if not is_current and not was_sent(evidence):
        raise Http404
    return evidence


def get_own_evidence(person: Person, pk: int, *, on: dt.date) -> Evidence:
    """The door to taking a file out, for its agency alone, with what the service wants loaded. Two queries."""
    evidence = _with_item(pk)
    submission = get_submission(person, item_of(evidence).submission_id, on=on)
    if submission.agency_id not in person.acted_agencies:
        raise Http404
    item_of(evidence).submission = submission
    return evidence


def item_of(evidence: Evidence) -> Entry:
    """The item it stands beside; a constraint holds that there is exactly one."""
    return cast(Entry, evidence.task_entry or evidence.indicator_entry)


def was_sent(evidence: Evidence) -> bool:
    """Whether a sending names the file. One query."""
    kind = "tasks" if evidence.task_entry_id else "indicators"
    named = {kind: [{"evidence": [{"id": evidence.pk}]}]}
    versions = SubmissionVersion.objects.filter(submission=item_of(evidence).submission_id, content__contains=named)
    return versions.exists()


def _with_item(pk: int) -> Evidence:
    rows = Evidence.objects.select_related("task_entry__task", "indicator_entry__indicator")
    evidence = rows.filter(pk=pk).first()
    if evidence is None:
        raise Http404
    return evidence
