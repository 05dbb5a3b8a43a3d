"""What a worker does for a job: write the report's rows in one transaction, then draw the workbook from them.

Killed at any point and run again, a job leads to exactly one report: the rows appear all at once and belong to the job
(one to one), and the file is drawn under a name of its own before the report points to it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Any

from django.core.files import File
from django.db import OperationalError, connection, transaction
from django.db.backends.postgresql.psycopg_any import errors
from django.db.models import Model, OuterRef, Subquery
from django.utils.translation import gettext as _

from agencies.audit import acting
from reports.consolidate.carrying import facts_of, kept_passages, refuse_closed
from reports.consolidate.content import Content
from reports.consolidate.frozen import rows_of, rows_with
from reports.consolidate.narrative import Kept, carried, passages_of
from reports.consolidate.reading import accepted_parts, due_day, read_content
from reports.consolidate.running import Hold
from reports.consolidate.surroundings import Surroundings, read_results, read_surroundings
from reports.documents.drawing import draw_pdf
from reports.documents.rows import Rows
from reports.documents.workbook import write_workbook
from reports.enums import ConsolidationState, JobKind
from reports.models import (
    ConsolidatedAgency,
    ConsolidatedDifficulty,
    ConsolidatedFinding,
    ConsolidatedIndicator,
    ConsolidatedPart,
    ConsolidatedPassage,
    ConsolidatedTask,
    Consolidation,
)

ROWS_AT_ONCE = 1000
MOST_SNAPSHOTS = 20  # taken for one draft while officers go on saving passages


def carry_out(hold: Hold) -> None:
    """Do what the job asks for, from wherever an earlier worker left it. Raises Refused and TakenOver."""
    job = hold.job
    if job.kind == JobKind.PDF and job.subject:
        draw_pdf(job.subject, hold)
        return
    if job.kind == JobKind.WORKBOOK:
        latest = Consolidation.objects.filter(round=job.round, state=ConsolidationState.ISSUED).order_by("-number")
        report: Consolidation | None = job.subject or latest[0]
    else:
        report = getattr(job, "consolidation", None)
    if report is None:
        hold.report(_("Đọc các mục đã duyệt, điền lời văn và ghi báo cáo"), 5)
        draw(build(hold), hold)
    elif not report.workbook:
        draw(rows_of(report), hold)


def build(hold: Hold) -> Rows:
    """Write a new numbered draft from what is accepted now. A fixed number of queries; memory stays flat.

    Whoever saves a passage meanwhile is waited for; where the snapshot is older than that, it is read anew.
    """
    for _attempt in range(MOST_SNAPSHOTS - 1):
        try:
            return _build(hold)
        except OperationalError as error:
            if not isinstance(error.__cause__, errors.SerializationFailure):
                raise
    return _build(hold)


def _build(hold: Hold) -> Rows:
    now = hold.clock()  # before the first reading: whatever is accepted later makes the draft out of date
    with one_snapshot(), acting(hold.job.asked_by):
        round_ = hold.lock().round
        issued = refuse_closed(round_)
        day = due_day(round_)
        content, around = read_content(round_), read_surroundings(round_, on=day, now=now)
        head = around.letterhead
        passages = carried(
            passages_of(facts_of(content, around, read_results(round_))), kept_passages(round_, head.latest_number)
        )
        consolidation = Consolidation.objects.create(
            round=round_,
            number=head.latest_number + 1,
            job=hold.job,
            plan_title=round_.plan.title,
            coordinator_name=head.coordinator_name,
            issuer_name=head.issuer_name,
            place=head.place,
            addressees=head.addressees,
            recipients=head.recipients,
            template_id=head.template_id,
            summary=content.summary,
            built_at=now,
            built_by=hold.job.asked_by,
            corrects=issued,
        )
        written = _write_rows(consolidation, content) | _write_surroundings(consolidation, around, passages)
        _copy_parts(consolidation)
    return rows_with(consolidation, **written)


@contextmanager
def one_snapshot() -> Iterator[None]:
    """One transaction that sees the database as it stood at its start, so that sums and parts agree while officers go
    on accepting. Inside another transaction, that one's view holds."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _write_rows(consolidation: Consolidation, content: Content) -> dict[str, Any]:
    return {
        "indicators": _write(ConsolidatedIndicator, consolidation, content.indicators),
        "agencies": _write(ConsolidatedAgency, consolidation, content.agencies),
        "task_lines": _write(ConsolidatedTask, consolidation, content.tasks),
    }


def _write_surroundings(consolidation: Consolidation, around: Surroundings, passages: list[Kept]) -> dict[str, Any]:
    return {
        "passages": _write(ConsolidatedPassage, consolidation, passages),
        "difficulties": _write(ConsolidatedDifficulty, consolidation, around.difficulties),
        "findings": _write(ConsolidatedFinding, consolidation, around.findings),
    }


def _write(model: type[Model], consolidation: Consolidation, lines: Sequence[object]) -> list[Any]:
    """The lines as rows of the report; no query where there are none."""
    rows = [model(consolidation=consolidation, **vars(line)) for line in lines]
    return model._default_manager.bulk_create(rows, batch_size=ROWS_AT_ONCE)


def _copy_parts(consolidation: Consolidation) -> None:
    """The texts, which are most of a report, go from table to table inside the database."""
    task = ConsolidatedTask.objects.filter(consolidation=consolidation, task=OuterRef("task"))
    texts = ("duty", "progress", "result", "difficulty", "proposal")
    parts = (
        accepted_parts(consolidation.round)
        .annotate(consolidated=Subquery(task.values("pk")[:1]))
        .filter(consolidated__isnull=False)
        .values_list("consolidated", "accepted_version", "place", "submission__agency_name", *texts)
    )
    columns = ("task_id", "version_id", "order", "agency_name", *texts)
    select, values = parts.query.sql_with_params()
    table = ConsolidatedPart._meta.db_table
    with connection.cursor() as cursor:
        names = ", ".join(map(connection.ops.quote_name, columns))
        cursor.execute(f"INSERT INTO {table} ({names}) {select}", values)  # no value is in the text


def draw(rows: Rows, hold: Hold) -> None:
    """Draw the Excel workbook from the report's rows and let the report point to it."""
    consolidation, step = rows.consolidation, _("Lập tệp Excel")
    hold.report(step, 40)
    with TemporaryFile() as file:
        write_workbook(rows, file, lambda share: hold.mention(step, 40 + int(55 * share)))
        hold.report(_("Lưu tệp Excel"), 95)
        storage, name = consolidation.workbook.storage, _file_name(consolidation)
        storage.delete(name)  # what a killed worker may have left half-written
        name = storage.save(name, File(file))
    with acting(hold.job.asked_by):
        Consolidation.objects.filter(pk=consolidation.pk).update(workbook=name)


def _file_name(consolidation: Consolidation) -> str:
    round_ = consolidation.round
    state = "ban-hanh" if consolidation.issued_at else "du-thao"
    return f"consolidations/{round_.plan.code}-{round_.year}-{consolidation.number}-{state}.xlsx"
