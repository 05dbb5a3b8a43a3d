"""The report as it stands in its own rows: what the workbook is drawn from, and the hash that seals it."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from reports.documents.consolidated import paper_of
from reports.documents.paper import Paper
from reports.documents.rows import Rows
from reports.models import (
    ConsolidatedPart,
    ConsolidatedTask,
    Consolidation,
)
from targets.figures import plain

PARTS_AT_ONCE = 200  # in memory while the workbook is drawn

# What is sealed, under a version that the report names: what was added later must not change the hash of an old report.
SEAL = "tien-do/consolidation"
_HEADER = ("number", "plan_title", "coordinator_name", "summary", "built_at", "document_number", "document_date")
_HEADER_SINCE = {
    1: (),
    2: (
        *("issuer_name", "place", "addressees", "recipients", "authority", "signer_name"),
        *("corrects__number", "correction_reason", "template__file__sha256", "round__is_demonstration"),
    ),
}
_INDICATOR = (
    *("order", "code", "name", "unit", "decimals", "target", "baseline", "previous", "required", "value"),
    *("answer", "quality", "status", "sentence", "agency_name", "note", "version__sha256"),
)
_TASK = {
    1: ("order", "code", "section", "title", "leads", "missing"),
    2: ("order", "code", "section", "title", "leads", "state", "missing"),
}
_PART = (
    *("task__code", "order", "agency_name", "duty", "progress", "result", "difficulty", "proposal"),
    "version__sha256",
)
_AGENCY = (
    *("order", "agency__code", "agency_name", "state", "general_due_at", "due_at"),
    *("first_sent_at", "last_sent_at", "days_late", "sent_by"),
)
_PASSAGE = ("order", "key", "heading", "prefilled", "text", "version", "edited_at", "edited_by__username")
_DIFFICULTY = (
    *("order", "group", "agency_name", "task_code", "text", "proposal", "state", "raised_on", "answer", "document"),
)
_FINDING = ("order", "agency_name", "held_on", "text", "mend_by", "state", "mended")
_CHANGE = ("order", "kind", "place", "name", "field", "before", "after")


def fingerprint(consolidation: Consolidation) -> str:
    """The SHA-256 of the whole content, one canonical JSON line a row: the report's own columns as `consolidation` has
    them, its rows as they stand in the database now.

    Ten queries (five for a report sealed by version 1); memory stays flat. Number, date and signature of the document
    are part of it, so it is final once they are set.
    """
    seal = hashlib.sha256()
    for row in _sealed_rows(consolidation):
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_as_text)
        seal.update(f"{line}\n".encode())
    return seal.hexdigest()


def _sealed_rows(consolidation: Consolidation) -> Iterator[tuple[object, ...]]:
    round_, version = consolidation.round, consolidation.seal_version
    header = [_at(consolidation, name) for name in (*_HEADER, *_HEADER_SINCE[version])]
    yield (f"{SEAL}/{version}", round_.plan.code, round_.year, *header)
    # sealed apart, so that reports from before this column keep their hash
    added = consolidation.indicators.filter(adds_up=True).order_by("order").values_list("code", "added")
    rows: list[tuple[str, QuerySet[Any, tuple[object, ...]]]] = [
        ("indicator", consolidation.indicators.order_by("order").values_list(*_INDICATOR)),
        ("added", added),
        ("task", consolidation.tasks.order_by("order").values_list(*_TASK[version])),
        ("part", _parts(consolidation).values_list(*_PART)),
        ("agency", consolidation.agencies.order_by("order").values_list(*_AGENCY)),
    ]
    if version > 1:
        rows += [
            ("passage", consolidation.passages.order_by("order").values_list(*_PASSAGE)),
            ("difficulty", consolidation.difficulties.order_by("order").values_list(*_DIFFICULTY)),
            ("finding", consolidation.findings.order_by("order").values_list(*_FINDING)),
            ("change", consolidation.changes.order_by("order").values_list(*_CHANGE)),
        ]
    for kind, lines in rows:
        for line in lines.iterator():
            yield (kind, *line)


def _at(consolidation: Consolidation, path: str) -> object:
    """The report's own column, or one of what it points to; None where it points to nothing."""
    found: object = consolidation
    for name in path.split("__"):
        found = getattr(found, name) if found is not None else None
    return found


def _as_text(value: object) -> str:
    match value:
        case Decimal():
            return plain(value)
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat()
        case dt.date():
            return value.isoformat()
    raise TypeError(f"cannot seal {value!r}")


def rows_of(consolidation: Consolidation) -> Rows:
    """The report for `paper_of` and `write_workbook`. Seven queries, for a correction eight; parts stream through."""
    return rows_with(
        consolidation,
        indicators=list(consolidation.indicators.all()),
        task_lines=list(consolidation.tasks.all()),
        agencies=list(consolidation.agencies.all()),
        passages=list(consolidation.passages.all()),
        difficulties=list(consolidation.difficulties.all()),
        findings=list(consolidation.findings.all()),
        changes=list(consolidation.changes.all()) if consolidation.corrects_id else [],
    )


def rows_with(consolidation: Consolidation, *, task_lines: Sequence[ConsolidatedTask], **lines: Any) -> Rows:
    """The same, from rows at hand: the parts are read when they are drawn, in one query."""
    parts = _parts(consolidation).iterator(chunk_size=PARTS_AT_ONCE)
    return Rows(consolidation, tasks=_tasks_with_parts(task_lines, parts), task_lines=task_lines, **lines)


def paper_on(consolidation: Consolidation) -> Paper:
    """The report for `write_word` and `write_pdf`. As many queries as `rows_of`."""
    return paper_of(rows_of(consolidation))


def _parts(consolidation: Consolidation) -> QuerySet[ConsolidatedPart]:
    return ConsolidatedPart.objects.filter(task__consolidation=consolidation).order_by("task__order", "order")


def _tasks_with_parts(
    tasks: Iterable[ConsolidatedTask], parts: Iterator[ConsolidatedPart]
) -> Iterator[tuple[ConsolidatedTask, Iterable[ConsolidatedPart]]]:
    """Each task with its parts, which come in the tasks' order; a task may have none."""
    groups = groupby(parts, key=lambda part: part.task_id)
    task_id, group = next(groups, (None, ()))
    for task in tasks:
        if task.pk == task_id:
            yield task, group
            task_id, group = next(groups, (None, ()))
        else:
            yield task, ()
