"""What was issued, year by year: the reports of a plan, and their frozen rows. Everybody with a role may read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q

from plan.models import Plan
from reports.dashboards.progress import TaskState
from reports.documents.wording import figure_notes, value_words
from reports.enums import ConsolidationState
from reports.models import ConsolidatedAgency, ConsolidatedIndicator, ConsolidatedTask, Consolidation
from reports.workflow import APPROVED
from reports.years.table import Cell, Line, Row, rows_of
from targets.enums import Status


def issued_reports(plan: Plan) -> list[Consolidation]:
    """Every issued report of the plan, the latest year first and in it the latest correction first. One query."""
    issued = Consolidation.objects.filter(round__plan=plan, state=ConsolidationState.ISSUED)
    return list(issued.select_related("round__plan").order_by("-round__year", "-number"))


def standing_reports(reports: Iterable[Consolidation]) -> dict[int, Consolidation]:
    """The report that holds for each year, the earliest year first: the last correction, else the report itself."""
    latest: dict[int, Consolidation] = {}
    for report in sorted(reports, key=lambda report: (report.round.year, report.number)):
        latest[report.round.year] = report
    return latest


def indicator_rows(reports: Iterable[Consolidation]) -> list[Row]:
    """The indicators of these reports as a table of years. One query."""
    years = {report.pk: report.round.year for report in reports}
    lines = ConsolidatedIndicator.objects.filter(consolidation__in=years)
    return rows_of(_line(line, years[line.consolidation_id]) for line in lines)


def _line(line: ConsolidatedIndicator, year: int) -> Line:
    return Line(
        year=year,
        order=line.order,
        code=line.code,
        name=line.name,
        unit=line.unit,
        target=line.target,
        cell=Cell(
            words=value_words(line),
            note=figure_notes(line),
            value=line.value,
            places=line.decimals,
            status=Status(line.status),
            sentence=line.sentence,
            agency=line.agency_name,
        ),
    )


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task over the years: its state in each year's report, None where that report does not have it or say it."""

    code: str
    title: str
    leads: str
    states: list[TaskState | None]


def task_rows(reports: Sequence[Consolidation]) -> list[TaskRow]:
    """The tasks of these reports, in the order of the latest report; `states` go along with `reports`. One query."""
    place = {report.pk: number for number, report in enumerate(reports)}
    found = ConsolidatedTask.objects.filter(consolidation__in=place).order_by("order")
    by_code: dict[str, list[ConsolidatedTask]] = {}
    for task in found:
        by_code.setdefault(task.code, []).append(task)
    rows = []
    for code, several in by_code.items():
        latest = max(several, key=lambda task: place[task.consolidation_id])
        states: list[TaskState | None] = [None] * len(reports)
        for task in several:
            states[place[task.consolidation_id]] = TaskState(task.state) if task.state else None
        key = (-place[latest.consolidation_id], latest.order)
        rows.append((key, TaskRow(code, latest.title, latest.leads, states)))
    return [row for _key, row in sorted(rows, key=lambda pair: pair[0])]


@dataclass(frozen=True, slots=True)
class Reporting:
    """How the agencies reported in one year, as its report says."""

    total: int
    sent: int
    in_time: int
    accepted: int


def reporting_of(reports: Sequence[Consolidation]) -> list[Reporting]:
    """One for each of `reports`. One query."""
    counted = ConsolidatedAgency.objects.filter(consolidation__in=reports).order_by().values("consolidation")
    figures = counted.annotate(
        total=Count("pk"),
        sent=Count("first_sent_at"),
        in_time=Count("pk", filter=Q(days_late=0) & Q(first_sent_at__isnull=False)),
        accepted=Count("pk", filter=Q(state__in=APPROVED)),
        report=F("consolidation"),
    )
    found = {row["report"]: Reporting(row["total"], row["sent"], row["in_time"], row["accepted"]) for row in figures}
    return [found.get(report.pk, Reporting(0, 0, 0, 0)) for report in reports]
