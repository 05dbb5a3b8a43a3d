"""What a worker does for a job: write the report's rows in one transaction, then draw the workbook from them.

Killed at any point and run again, a job leads to exactly one report: the rows appear all at once and belong to the job
(one to one), and the file is drawn under a name of its own before the report points to it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile

from django.core.files import File
from django.db import connection, transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils.translation import gettext as _

from agencies.audit import acting
from agencies.errors import Refused
from plan.selectors import coordinator_on
from reports.consolidate.content import Content
from reports.consolidate.frozen import rows_of
from reports.consolidate.reading import accepted_parts, due_day, read_content
from reports.consolidate.running import Hold
from reports.documents.workbook import write_workbook
from reports.enums import ConsolidationState, JobKind
from reports.models import (
    ConsolidatedAgency,
    ConsolidatedIndicator,
    ConsolidatedPart,
    ConsolidatedTask,
    Consolidation,
)

ROWS_AT_ONCE = 1000


def carry_out(hold: Hold) -> None:
    """Do what the job asks for, from wherever an earlier worker left it. Raises Refused and TakenOver."""
    job = hold.job
    if job.kind == JobKind.WORKBOOK:
        consolidation = Consolidation.objects.get(round=job.round, state=ConsolidationState.ISSUED)
    else:
        consolidation = Consolidation.objects.filter(job=job).first() or build(hold)
    if not consolidation.workbook:
        draw(consolidation, hold)


def build(hold: Hold) -> Consolidation:
    """Write a new numbered draft from what is accepted now. A fixed number of queries; memory stays flat."""
    hold.report(_("Đọc các mục đã duyệt và ghi báo cáo"), 5)
    now = hold.clock()  # before the first reading: whatever is accepted later makes the draft out of date
    with one_snapshot(), acting(hold.job.asked_by):
        round_ = hold.lock().round
        if round_.locked_at:
            raise Refused(_("Kỳ báo cáo năm {year} đã khóa, không lập thêm bản nào.").format(year=round_.year))
        content = read_content(round_)
        coordinator = coordinator_on(round_.plan, due_day(round_))
        latest = Consolidation.objects.filter(round=round_).aggregate(latest=Max("number"))["latest"]
        consolidation = Consolidation.objects.create(
            round=round_,
            number=(latest or 0) + 1,
            job=hold.job,
            plan_title=round_.plan.title,
            coordinator_name=coordinator.name if coordinator else "",
            summary=content.summary,
            built_at=now,
            built_by=hold.job.asked_by,
        )
        _write_rows(consolidation, content)
        _copy_parts(consolidation)
    return consolidation


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


def _write_rows(consolidation: Consolidation, content: Content) -> None:
    ConsolidatedIndicator.objects.bulk_create(
        ConsolidatedIndicator(consolidation=consolidation, **vars(line)) for line in content.indicators
    )
    ConsolidatedAgency.objects.bulk_create(
        (ConsolidatedAgency(consolidation=consolidation, **vars(line)) for line in content.agencies),
        batch_size=ROWS_AT_ONCE,
    )
    ConsolidatedTask.objects.bulk_create(
        ConsolidatedTask(consolidation=consolidation, **vars(line)) for line in content.tasks
    )


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


def draw(consolidation: Consolidation, hold: Hold) -> None:
    """Draw the Excel workbook from the report's rows and let the report point to it."""
    step = _("Lập tệp Excel")
    hold.report(step, 40)
    rows = rows_of(consolidation)
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
