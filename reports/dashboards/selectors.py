"""What the dashboard and the page of an indicator read, in a fixed number of queries. Accepted figures only."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.http import Http404
from django.utils import timezone

from agencies.access import Person
from plan.enums import Duty
from reports.dashboards.headline import Sent
from reports.dashboards.overview import AgencyLine, Dashboard, Filters, TaskPart
from reports.dashboards.timeliness import Sending, timeliness
from reports.doors import Standing, rounds_for
from reports.enums import ItemState, Progress, State
from reports.models import Round, Submission, TaskEntry
from reports.models.submission import own_due_at
from targets.models import Indicator, Measurement
from targets.selectors import indicator_rows, last_day

AGENCIES_SHOWN = 30  # in the timeliness table; the round board has all


def rounds_of(person: Person, plan_code: str, year: int) -> tuple[Round, dict[int, Sent]]:
    """The round of `year`, and what came in by year; Http404 for outsiders and years without. One query."""
    came = Q(submissions__first_sent_at__isnull=False)
    in_time = Q(submissions__first_sent_at__lte=own_due_at("submissions", "due_at"))
    rounds = rounds_for(person).filter(plan__code=plan_code).select_related("plan__issuer").order_by("year")
    counted = rounds.defer("plan__vision", "plan__legal_bases", "plan__signature", "plan__notes").annotate(
        total=Count("submissions"),
        sent=Count("submissions", filter=came),
        on_time=Count("submissions", filter=came & in_time),
    )
    found = {round_.year: round_ for round_ in counted}
    if year not in found:
        raise Http404
    return found[year], {year: Sent(one.total, one.sent, one.on_time) for year, one in found.items()}


def dashboard_of(round_: Round, sent: dict[int, Sent], filters: Filters, *, now: dt.datetime) -> Dashboard:
    """Everything the dashboard of a round shows, in seven queries whatever the number of rows.

    Past years are read with the owners of their last day, the running year with today's.
    """
    return Dashboard(
        round=round_,
        sent=sent,
        filters=filters,
        all_rows=indicator_rows(round_.plan, on=min(last_day(round_.year), timezone.localdate(now))),
        all_parts=list(_lead_parts(round_)),
        lines=_agency_lines(round_, filters.agency, now=now),
    )


def _lead_parts(round_: Round) -> Iterator[TaskPart]:
    """The leaders' parts in the plan's order; the texts, which may be long, stay in the database."""
    entries = TaskEntry.objects.filter(submission__round=round_, duty=Duty.LEAD).order_by("task__order", "pk")
    rows = entries.values_list(
        "task__code", "submission__agency__code", "submission__agency__short_name", "state", "progress"
    )
    for task, code, name, state, progress in rows:
        accepted = state == ItemState.ACCEPTED and progress
        yield TaskPart(task, code, name, Progress(progress) if accepted else None)


def _agency_lines(round_: Round, agency: str, *, now: dt.datetime) -> list[AgencyLine]:
    """The agencies whose reports want attention most, with every round's lateness. One query."""
    zone = timezone.get_current_timezone()
    rows = (
        Submission.objects.filter(round__plan=round_.plan_id, agency__in=_most_urgent(round_, agency, now))
        .annotate(own_due_at=own_due_at())
        .order_by("agency__sort_key")
        .values_list(
            "agency__code",
            "agency__short_name",
            "round__year",
            "state",
            "round__due_at",
            "own_due_at",
            "first_sent_at",
        )
    )
    lines: dict[str, AgencyLine] = {}
    for code, name, year, state, due_at, own_due, sent_at in rows:
        extended_to = own_due if own_due != due_at else None
        line = lines.setdefault(code, AgencyLine(code, name))
        line.states[year] = State(state)
        sending = Sending(year=year, due_at=due_at, extended_to=extended_to, sent_at=sent_at)
        line.cells[year] = timeliness(sending, now=now, zone=zone)
    return sorted(lines.values(), key=lambda line: line.urgency(round_.year))


def _most_urgent(round_: Round, agency: str, now: dt.datetime) -> QuerySet[Submission, Any]:
    """The agencies to show where there are too many: missing after the day, returned, late, in time."""
    rows = Submission.objects.filter(round=round_).annotate(own_due_at=own_due_at())
    if agency:
        rows = rows.filter(agency__code=agency)
    urgency = Case(
        When(first_sent_at=None, own_due_at__lt=now, then=Value(0)),
        When(state=State.RETURNED, then=Value(1)),
        When(first_sent_at__gt=F("own_due_at"), then=Value(2)),
        default=Value(3),
    )
    return rows.order_by(urgency, "agency__sort_key").values("agency")[:AGENCIES_SHOWN]


def revisions_of(indicator: Indicator) -> dict[int, list[Measurement]]:
    """Every accepted answer by year, oldest first, with the report that carried it; an estimate stays beside what
    replaced it. One query."""
    revisions: dict[int, list[Measurement]] = defaultdict(list)
    rows = (
        Measurement.objects.filter(indicator=indicator)
        .select_related("agency", "source__version__submission")
        .defer("source__version__content")
    )
    for row in rows.order_by("year", "revision"):
        revisions[row.year].append(row)
    return revisions


def reports_open_to(standing: Standing, revisions: dict[int, list[Measurement]]) -> dict[int, int]:
    """Which report to link each answer to (measurement id to report id), where this reader may open it.

    The same rule as `reports.doors.submissions_for`, without asking the database again. At most one query.
    """
    sees_all = standing.is_officer or standing.is_leader
    links: dict[int, int] = {}
    for row in (one for rows in revisions.values() for one in rows):
        source = getattr(row, "source", None)
        if source and (sees_all or source.version.submission.agency_id in standing.person.own_agencies):
            links[row.pk] = source.version.submission_id
    return links
