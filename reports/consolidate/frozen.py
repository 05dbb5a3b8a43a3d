"""The report as it stands in its own rows: what the workbook is drawn from, and the hash that seals it."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from django.db.models import QuerySet

from plan.enums import Document
from reports.documents.consolidated import Letterhead, paper_of
from reports.documents.paper import Paper
from reports.documents.workbook import Rows
from reports.models import (
    ConsolidatedPart,
    ConsolidatedTask,
    Consolidation,
)
from targets.figures import plain

PARTS_AT_ONCE = 200  # in memory while the workbook is drawn

# What is sealed, under a version of its own: a column added later must not change the hash of an old report.
SEAL = "tien-do/consolidation/1"
_HEADER = ("number", "plan_title", "coordinator_name", "summary", "built_at", "document_number", "document_date")
_INDICATOR = (
    *("order", "code", "name", "unit", "decimals", "target", "baseline", "previous", "required", "value"),
    *("answer", "quality", "status", "sentence", "agency_name", "note", "version__sha256"),
)
_TASK = ("order", "code", "section", "title", "leads", "missing")
_PART = (
    *("task__code", "order", "agency_name", "duty", "progress", "result", "difficulty", "proposal"),
    "version__sha256",
)
_AGENCY = (
    *("order", "agency__code", "agency_name", "state", "general_due_at", "due_at"),
    *("first_sent_at", "last_sent_at", "days_late", "sent_by"),
)


def fingerprint(consolidation: Consolidation) -> str:
    """The SHA-256 of the whole content, one canonical JSON line a row, as it stands in the database now.

    Five queries; memory stays flat. Number and date of the document are part of it, so it is final once they are set.
    """
    seal = hashlib.sha256()
    for row in _sealed_rows(consolidation):
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_as_text)
        seal.update(f"{line}\n".encode())
    return seal.hexdigest()


def _sealed_rows(consolidation: Consolidation) -> Iterator[tuple[object, ...]]:
    round_ = consolidation.round
    header = [getattr(consolidation, name) for name in _HEADER]
    yield (SEAL, round_.plan.code, round_.year, *header)
    # sealed apart, so that reports from before this column keep their hash
    added = consolidation.indicators.filter(adds_up=True).order_by("order").values_list("code", "added")
    rows: tuple[tuple[str, Iterable[tuple[object, ...]]], ...] = (
        ("indicator", consolidation.indicators.order_by("order").values_list(*_INDICATOR).iterator()),
        ("added", added.iterator()),
        ("task", consolidation.tasks.order_by("order").values_list(*_TASK).iterator()),
        ("part", _parts(consolidation).values_list(*_PART).iterator()),
        ("agency", consolidation.agencies.order_by("order").values_list(*_AGENCY).iterator()),
    )
    for kind, lines in rows:
        for line in lines:
            yield (kind, *line)


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
    """The report for `write_workbook`. Four queries in all; the texts of the parts stream through."""
    tasks = list(consolidation.tasks.all())
    return Rows(
        consolidation=consolidation,
        indicators=list(consolidation.indicators.all()),
        tasks=_tasks_with_parts(tasks, _parts(consolidation).iterator(chunk_size=PARTS_AT_ONCE)),
        task_count=len(tasks),
        agencies=list(consolidation.agencies.all()),
    )


def paper_on(consolidation: Consolidation) -> Paper:
    """The report for `write_word` and `write_pdf`. Six queries, whatever its size."""
    plan = consolidation.round.plan
    addressees = plan.recipients.filter(document=Document.REPORT).values_list("text", flat=True)
    return paper_of(rows_of(consolidation), Letterhead(plan.issuer.name, plan.place, list(addressees)))


def _parts(consolidation: Consolidation) -> QuerySet[ConsolidatedPart]:
    return ConsolidatedPart.objects.filter(task__consolidation=consolidation).order_by("task__order", "order")


def _tasks_with_parts(
    tasks: list[ConsolidatedTask], parts: Iterator[ConsolidatedPart]
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
