"""Reads what was accepted in a round. The number of queries is fixed, whatever the number of agencies."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce, JSONObject, RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import GroupMembership
from plan.enums import Duty
from plan.models import Responsibility, Section, Task
from reports.consolidate.content import (
    AgencyLine,
    Content,
    Heading,
    IndicatorLine,
    NextStep,
    TaskLine,
    TaskPart,
    block_of,
    missing_sentences,
    state_of,
)
from reports.deadlines import days_late
from reports.enums import ItemState, State
from reports.models import (
    IndicatorEntry,
    MeasurementSource,
    ReviewNote,
    Round,
    Submission,
    SubmissionVersion,
    TaskEntry,
)
from reports.models.submission import own_due_at
from targets.enums import Comparator, Status
from targets.figures import format_figure, rounded
from targets.models import FigureField
from targets.selectors import IndicatorRow, Opened, in_unit, indicator_rows
from targets.verdicts import describe

_STORED_PLACES = FigureField().decimal_places


def due_day(round_: Round) -> dt.date:
    """The day whose tasks, duties and owners the round reports on."""
    return timezone.localdate(round_.due_at)


def rows_of(round_: Round) -> list[IndicatorRow]:
    """The indicators the round was opened with, whatever a decision made of them later. Five queries."""
    asked = IndicatorEntry.objects.filter(submission__round=round_).values("indicator")
    opened = Opened(asked, timezone.localdate(round_.opened_at))
    return indicator_rows(round_.plan, on=due_day(round_), opened=opened)


def read_content(round_: Round) -> Content:
    """What the report says of accepted items, but for the texts of the parts. Eleven queries."""
    rows = rows_of(round_)
    tasks = _read_tasks(round_)
    year = round_.year
    return Content(
        year=year,
        indicators=_indicator_lines(round_, rows),
        tasks=tasks,
        agencies=_read_agencies(round_),
        verdicts_before=_verdicts_before(rows, year) if year - 1 in round_.plan.years else None,
        next_steps=[step for row in rows if (step := _next_step(row, year))],
    )


def _next_step(row: IndicatorRow, year: int) -> NextStep | None:
    """What the path asks for next year, where this year has not reached it for good."""
    required = row.required(year + 1)
    if required is None or row.verdict(year).status in (Status.MET, Status.EXCEEDED):
        return None
    value, decimals = row.value(year), row.indicator.decimals
    return NextStep(
        code=row.indicator.code,
        name=row.indicator.name,
        required=in_unit(format_figure(required, decimals, min_decimals=decimals), row.indicator),
        value="" if value is None else row.shown(value, year),
    )


def _verdicts_before(rows: list[IndicatorRow], year: int) -> Counter[Status]:
    """The year before, of the indicators that have an answer in `year` (see `indicators_sentence`)."""
    known = [row for row in rows if row.verdict(year).status != Status.NO_DATA]
    return Counter(row.verdict(year - 1).status for row in known)


def accepted_parts(round_: Round) -> QuerySet[TaskEntry]:
    """The accepted parts; `place` numbers those of one task, leads first, then by name.

    `accepted_version` is the sending in which the part was accepted; the last one where no decision is on record.
    """
    accepted = ReviewNote.objects.filter(task_entry=OuterRef("pk"), decision=ItemState.ACCEPTED).order_by("-pk")
    sent = SubmissionVersion.objects.filter(submission=OuterRef("submission")).order_by("-number")
    return TaskEntry.objects.filter(submission__round=round_, state=ItemState.ACCEPTED).annotate(
        accepted_version=Coalesce(
            Subquery(accepted.values("version")[:1]),
            Subquery(sent.values("pk")[:1]),
            output_field=BigIntegerField(),
        ),
        place=Window(RowNumber(), partition_by="task", order_by=_LEADS_FIRST),
    )


# Leads come before supporters; the words "lead" and "support" happen to sort that way, and a test holds them to it.
_LEADS_FIRST = ["duty", "submission__agency__sort_key"]


def _indicator_lines(round_: Round, rows: list[IndicatorRow]) -> list[IndicatorLine]:
    current = [row.measurements[round_.year] for row in rows if round_.year in row.measurements]
    sources = {
        measurement: (version, agency_name)
        for measurement, version, agency_name in MeasurementSource.objects.filter(measurement__in=current).values_list(
            "measurement", "version", "version__submission__agency_name"
        )
    }
    waiting: dict[int, list[str]] = defaultdict(list)
    entries = (
        IndicatorEntry.objects.filter(submission__round=round_, year=round_.year, is_part=False)
        .exclude(state=ItemState.ACCEPTED)
        .order_by("submission__agency__sort_key")
    )
    for indicator, name, state in entries.values_list("indicator", "submission__agency_name", "state"):
        waiting[indicator].append(f"{name}: {str(ItemState(state).label).lower()}")
    return [_indicator_line(row, round_.year, sources, waiting[row.indicator.pk]) for row in rows]


def _indicator_line(
    row: IndicatorRow, year: int, sources: dict[int, tuple[int, str]], waiting: list[str]
) -> IndicatorLine:
    indicator, measurement, verdict = row.indicator, row.measurements.get(year), row.verdict(year)
    value = row.value(year)
    version, agency_name = sources.get(measurement.pk if measurement else 0, (None, ""))
    return IndicatorLine(
        indicator_id=indicator.pk,
        measurement_id=measurement.pk if measurement else None,
        version_id=version,
        order=indicator.order,
        code=indicator.code,
        name=indicator.name,
        unit=indicator.unit,
        decimals=indicator.decimals if value is None else min(row.places(value, year), _STORED_PLACES),
        target=_target_words(row, year),
        baseline=_baseline_words(row),
        previous=_stored(row.value(year - 1)),
        required=_stored(verdict.required),
        value=_stored(value),
        adds_up=row.adds_up,
        added=measurement.value if row.adds_up and measurement else None,
        answer=measurement.answer if measurement else "",
        quality=row.quality(year) or "",
        status=Status(verdict.status),
        sentence=verdict.sentence,
        agency_name=agency_name or "; ".join(owner.agency.name for owner in row.reporters),
        note="; ".join(filter(None, [measurement.note if measurement else "", *waiting])),
    )


def _stored(value: Decimal | None) -> Decimal | None:
    """As a column holds it, so that what is sealed is what is read back."""
    return None if value is None else rounded(value, _STORED_PLACES)


def _target_words(row: IndicatorRow, year: int) -> str:
    """The plan's own words and the target's year; "khoảng" is shown with its tolerance."""
    target, rule = row.target_at(year), row.rule_at(year)
    if target is None or rule is None:
        return ""
    words = describe(rule) if rule.comparator == Comparator.APPROX else target.wording
    if rule.every_year:
        return _("{words} (hằng năm)").format(words=words)
    return _("{words} (năm {year})").format(words=words, year=target.year)


def _baseline_words(row: IndicatorRow) -> str:
    baseline = row.baseline_row
    if baseline is None:
        return ""
    figure = format_figure(baseline.value, min_decimals=row.indicator.decimals)
    return _("{figure} (năm {year})").format(figure=in_unit(figure, row.indicator), year=baseline.year)


def _read_tasks(round_: Round) -> list[TaskLine]:
    on = due_day(round_)
    tasks = Task.objects.on(on).filter(plan=round_.plan).annotate(idle=_idle_groups(on)).order_by("order")
    headings = {
        pk: Heading(parent, code, title)
        for pk, parent, code, title in Section.objects.filter(plan=round_.plan).values_list(
            "pk", "parent", "code", "title"
        )
    }
    leads, waiting = _read_parts(round_)
    return [
        TaskLine(
            task_id=task.pk,
            order=task.order,
            code=task.code,
            section=block_of(task.section_id, headings),
            title=task.title,
            state=state_of(leads[task.pk]),
            leads="; ".join([*(part.agency_name for part in leads[task.pk]), *_worded(task.idle, Duty.LEAD)]),
            missing=missing_sentences(
                waiting[task.pk], [*_worded(task.idle, Duty.LEAD), *_worded(task.idle, Duty.SUPPORT)]
            ),
        )
        for task in tasks
    ]


def _read_parts(round_: Round) -> tuple[dict[int, list[TaskPart]], dict[int, list[TaskPart]]]:
    """By task: the leads' parts, and every part that is not accepted."""
    entries = (
        TaskEntry.objects.filter(Q(duty=Duty.LEAD) | ~Q(state=ItemState.ACCEPTED), submission__round=round_)
        .order_by(*_LEADS_FIRST)
        .values_list("task", "submission__agency_name", "duty", "state", "progress")
    )
    leads: dict[int, list[TaskPart]] = defaultdict(list)
    waiting: dict[int, list[TaskPart]] = defaultdict(list)
    for task, name, duty, state, progress in entries.iterator():
        part = TaskPart(name, Duty(duty), ItemState(state), progress)
        if part.duty == Duty.LEAD:
            leads[task].append(part)
        if part.state != ItemState.ACCEPTED:
            waiting[task].append(part)
    return leads, waiting


def _idle_groups(on: dt.date) -> ArraySubquery:
    """Groups that nobody reports for because their members are not named, in the plan's words, as a column of tasks."""
    members = GroupMembership.objects.on(on).filter(group=OuterRef("group"))
    rows = Responsibility.objects.on(on).filter(~Exists(members), task=OuterRef("pk"), group__isnull=False)
    return ArraySubquery(rows.order_by("order").values(what=JSONObject(duty="duty", wording="wording")))


def _worded(idle: Iterable[Mapping[str, str]], duty: Duty) -> list[str]:
    return [group["wording"] for group in idle if group["duty"] == duty]


def _read_agencies(round_: Round) -> list[AgencyLine]:
    zone = timezone.get_default_timezone()
    versions = SubmissionVersion.objects.filter(submission=OuterRef("pk")).order_by("-number")
    rows = (
        Submission.objects.filter(round=round_)
        .annotate(own_due_at=own_due_at())
        .annotate(last_sent_by=Coalesce(Subquery(versions.values("sent_by__full_name")[:1]), Value("")))
        .order_by("agency__sort_key")
        .values_list("agency", "agency_name", "state", "own_due_at", "first_sent_at", "last_sent_at", "last_sent_by")
    )
    return [
        AgencyLine(
            agency_id=agency,
            order=order,
            agency_name=name,
            state=State(state),
            general_due_at=round_.due_at,
            due_at=due,
            first_sent_at=first_sent,
            last_sent_at=last_sent,
            days_late=days_late(due, first_sent, zone) if first_sent else None,
            sent_by=sent_by,
        )
        for order, (agency, name, state, due, first_sent, last_sent, sent_by) in enumerate(rows, 1)
    ]
