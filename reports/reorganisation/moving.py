"""Carrying out in the database what `handing_over` decided for the reports of open rounds."""

import datetime as dt
from collections import defaultdict

from agencies.models import Agency
from plan.enums import Duty
from reports.enums import State
from reports.models import Evidence, Extension, IndicatorEntry, Submission, TaskEntry
from reports.reorganisation.handing_over import Entry, Handing, Place, Subject
from reports.reorganisation.joining import joined_indicator, joined_task
from reports.reorganisation.journal import Columns, Journal

FILE_OF: dict[type[Entry], str] = {TaskEntry: "task_entry_id", IndicatorEntry: "indicator_entry_id"}


def move_reports(handing: Handing, agencies: dict[str, Agency], journal: Journal, *, now: dt.datetime) -> None:
    """Items, texts and files go; a report that is left empty is marked as handed over. At most 25 statements."""
    changed = _make_reports(handing, agencies, journal)
    for model in (TaskEntry, IndicatorEntry):
        _move(handing, model, journal)
        _join(handing, model, journal)
        journal.remove(model, [entry.pk for entry in handing.dropped if isinstance(entry, model)])
        _add(handing, model, journal)
    _settle_reports(handing, changed, journal, now)


def _make_reports(handing: Handing, agencies: dict[str, Agency], journal: Journal) -> dict[int, Columns]:
    """A report for each taker that has none in the round yet; one that was handed over itself stands again."""
    receivers = dict.fromkeys(place for place, _model, _id in (*handing.moved, *handing.joined, *handing.added))
    missing = [place for place in receivers if place not in handing.reports]
    made = journal.make(
        Submission,
        (
            Submission(round_id=round_id, agency=agencies[code], agency_name=agencies[code].name)
            for round_id, code in missing
        ),
    )
    handing.reports |= dict(zip(missing, made, strict=True))
    _extend(handing, missing, journal)
    changed: dict[int, Columns] = {}
    for place in receivers:
        report = handing.reports[place]
        if report.handed_over_at is not None:
            changed[report.pk] = {"handed_over_at": None}
        if report.state == State.AWAITING:  # its head has to see what came
            changed[report.pk] = {"state": State.DRAFT.value, "version": report.version + 1}
    return changed


def _extend(handing: Handing, made: list[Place], journal: Journal) -> None:
    """More time that an agency was given holds for the report that is made of what it had begun."""
    sources: dict[Place, set[int]] = defaultdict(set)
    for (place, model, _id), entry in handing.moved.items():
        sources[place].add(handing.reports[handing.origin[model, entry.pk]].pk)
    latest: dict[int, Extension] = {}
    given = Extension.objects.filter(submission__in={pk for place in made for pk in sources[place]})
    for extension in given.order_by("at", "pk"):
        latest[extension.submission_id] = extension
    copies = []
    for place in made:
        if found := [latest[pk] for pk in sources[place] if pk in latest]:
            longest = max(found, key=lambda each: each.due_at)
            columns = {name: getattr(longest, name) for name in ("due_at", "reason", "decided_by", "at", "by_id")}
            copies.append(Extension(submission=handing.reports[place], **columns))
    journal.make(Extension, copies)


def _move(handing: Handing, model: type[Entry], journal: Journal) -> None:
    moved = {s: entry for s, entry in handing.moved.items() if s[1] is model}
    journal.change(model, {entry.pk: {"submission_id": handing.reports[s[0]].pk} for s, entry in moved.items()})


def _join(handing: Handing, model: type[Entry], journal: Journal) -> None:
    """What is joined becomes text of the one item, whose version goes on, and its files go along."""
    changes: dict[int, Columns] = {}
    going: dict[int, int] = {}
    for subject, entries in handing.joined.items():
        if subject[1] is model:
            own = handing.moved.get(subject) or handing.standing[subject]
            columns = _joined(handing, subject, [own, *entries])
            if any(value != getattr(own, name) for name, value in columns.items()):
                changes[own.pk] = {**columns, "version": own.version + 1}
            going |= {entry.pk: own.pk for entry in entries}
    for subject in handing.raised:
        item = handing.moved.get(subject) or handing.standing.get(subject)
        if item is not None and subject[1] is model and subject not in handing.joined:
            changes[item.pk] = {"duty": Duty.LEAD.value, "version": item.version + 1}
    journal.change(model, changes)
    column = FILE_OF[model]
    files = Evidence.objects.filter(**{f"{column}__in": going}).values_list("pk", column)
    journal.change(Evidence, {pk: {column: going[entry]} for pk, entry in files})
    journal.remove(model, list(going))


def _joined(handing: Handing, subject: Subject, entries: list[Entry]) -> Columns:
    said = []
    for entry in entries:
        place = handing.origin[type(entry), entry.pk]
        said.append(("" if place == subject[0] else handing.reports[place].agency_name, vars(entry)))
    if subject[1] is IndicatorEntry:
        return joined_indicator(said)
    columns = joined_task(said)
    return {**columns, "duty": Duty.LEAD.value} if subject in handing.raised else columns


def _add(handing: Handing, model: type[Entry], journal: Journal) -> None:
    """New items, as if the round were opened now for those who take over."""
    rows: list[Entry] = []
    for (place, kind, _subject), like in handing.added.items():
        report = handing.reports[place]
        if kind is TaskEntry and isinstance(like, TaskEntry):
            rows.append(TaskEntry(submission=report, task_id=like.task_id, duty=like.duty))
        elif isinstance(like, IndicatorEntry):
            part = like.is_part
            rows.append(IndicatorEntry(submission=report, indicator_id=like.indicator_id, year=like.year, is_part=part))
    journal.make(model, [row for row in rows if isinstance(row, model)])


def _settle_reports(handing: Handing, changed: dict[int, Columns], journal: Journal, now: dt.datetime) -> None:
    emptied = set(handing.emptied)
    for place in handing.sources:
        report = handing.reports[place]
        changes = changed.setdefault(report.pk, {})
        if handing.left[place] and report.state == State.AWAITING:
            changes |= {"state": State.DRAFT.value, "version": report.version + 1}
        if place in emptied:
            changes |= {"state": State.DRAFT.value, "version": report.version + 1, "handed_over_at": now.isoformat()}
    journal.change(Submission, {pk: columns for pk, columns in changed.items() if columns})
