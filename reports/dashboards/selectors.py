"""What the dashboard reads, in a fixed number of queries. Accepted figures only."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, DateField, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, JSONObject
from django.db.models.lookups import LessThan
from django.http import Http404
from django.utils import timezone

from agencies.access import Person
from agencies.models.dated import holds_on
from plan.enums import Duty
from plan.models import Authority
from reports.dashboards.filters import Filters
from reports.dashboards.headline import Sent
from reports.dashboards.overview import AgencyLine, Dashboard, Lead
from reports.dashboards.progress import TaskState, task_state
from reports.dashboards.remembering import read_before
from reports.dashboards.timeliness import Sending, timeliness
from reports.difficulties.outstanding import Outstanding, outstanding
from reports.doors import rounds_for
from reports.enums import ItemState, Progress, State
from reports.models import Round, Submission, TaskEntry
from reports.models.submission import own_due_at
from targets.selectors import indicator_rows, last_day

AGENCIES_SHOWN = 20  # in the timeliness table; its workbook and the round board have all
LEADS_SHOWN = 20  # in the chart of tasks; its workbook has all


def rounds_of(
    person: Person, plan_code: str, year: int, *, now: dt.datetime
) -> tuple[Round, dict[int, Sent], Outstanding | None]:
    """The round of `year`, what came in by year, and the difficulties that wait now; Http404 for outsiders and years
    without. One query."""
    zone = timezone.get_default_timezone()
    rounds = rounds_for(person).filter(plan__code=plan_code).select_related("plan__issuer").order_by("year")
    counted = rounds.defer("plan__vision", "plan__legal_bases", "plan__signature", "plan__notes").annotate(
        came=Subquery(_came(now)),
        authority=Subquery(_authority().values("agency__name")[:1]),
        waiting=Case(When(year=year, then=outstanding("plan", now=now, zone=zone))),
    )
    found = {round_.year: round_ for round_ in counted}
    if year not in found:
        raise Http404
    sent = {one.year: Sent(**one.came) if one.came else Sent(0, 0, 0) for one in found.values()}
    return found[year], sent, Outstanding.of(found[year].waiting, now=now, zone=zone)


def _authority() -> QuerySet[Authority]:
    """Who answers for the plan on the day the round of an outer query is due."""
    due_on: Any = Cast(OuterRef("due_at"), DateField())
    return Authority.objects.filter(holds_on(due_on), plan=OuterRef("plan"))


def _came(now: dt.datetime) -> QuerySet[Submission, Any]:
    """The fields of `Sent` for the round of an outer query.

    Extensions are looked up only for what is late or missing by the round's own due moment: few of many.
    """
    came, due_at, own_due = Q(first_sent_at__isnull=False), OuterRef("due_at"), own_due_at()
    in_time = Q(first_sent_at__lte=due_at) | Q(first_sent_at__lte=own_due)
    overdue = Q(first_sent_at=None) & Q(LessThan(due_at, now)) & Q(LessThan(own_due, now))
    counts = JSONObject(
        total=Count("pk"),
        sent=Count("pk", filter=came),
        on_time=Count("pk", filter=came & in_time),
        overdue=Count("pk", filter=overdue),
        returned=Count("pk", filter=Q(state=State.RETURNED)),
        first_key=Min("pk"),
        last_key=Max("pk"),
    )
    reports = Submission.objects.filter(round=OuterRef("pk")).order_by()
    return reports.values("round").annotate(counts=counts).values("counts")


def dashboard_of(
    round_: Round, sent: dict[int, Sent], filters: Filters, *, now: dt.datetime, all_agencies: bool = False
) -> Dashboard:
    """Everything the dashboard of a round shows, in eight queries whatever the number of rows.

    Past years are read with the owners of their last day, the running year with today's. Of many agencies the page
    shows those that lead most and those that want attention most, a file (`all_agencies`) every one; the presentation
    shows indicators alone, in five queries.
    """
    rows = read_before(indicator_rows(round_.plan, on=min(last_day(round_.year), timezone.localdate(now))))
    shown = Dashboard(round=round_, sent=sent, filters=filters, all_rows=rows, awaited=now <= round_.due_at)
    parts = _lead_parts(round_, sent[round_.year])
    if filters.screen:
        return replace(shown, all_leads=_leads(round_, parts, filters.agency, most=0))
    few = all_agencies or max(one.total for one in sent.values()) <= AGENCIES_SHOWN
    return replace(
        shown,
        task_states=_task_states(parts, filters.agency),
        all_leads=_leads(round_, parts, filters.agency, most=None if all_agencies else LEADS_SHOWN),
        lines=_agency_lines(round_, filters.agency, None if few else _most_urgent(round_, now), now=now),
    )


def _lead_parts(round_: Round, sent: Sent) -> QuerySet[TaskEntry]:
    """What leaders report on the round's tasks; between its first and last report there are none of other rounds to
    pass over."""
    parts = TaskEntry.objects.filter(submission__round=round_, duty=Duty.LEAD)
    return parts.filter(submission__gte=sent.first_key, submission__lte=sent.last_key).order_by()


# What a part of a task says: its progress once accepted, else nothing.
_SAID = Case(When(state=ItemState.ACCEPTED, then=F("progress")), default=Value(""))


def _task_states(parts: QuerySet[TaskEntry], agency: str) -> Counter[TaskState]:
    """The tasks by the state that all their leaders' `parts` amount to; with `agency` those it leads. One query."""
    if agency:
        parts = parts.filter(task__in=parts.filter(submission__agency__code=agency).values("task"))
    answers: dict[int, list[Progress | None]] = defaultdict(list)
    for task, said in parts.values_list("task", _SAID).distinct():
        answers[task].append(Progress(said) if said else None)
    return Counter(task_state(said) for said in answers.values())


def _leads(round_: Round, parts: QuerySet[TaskEntry], agency: str, *, most: int | None) -> list[Lead]:
    """The agencies that lead most with their tasks by state, `agency` among them if it leads any. One query at most."""
    counted = parts.values("submission").annotate(total=Count("*")).order_by("-total", "submission")
    chosen = Q(pk__in=counted.values("submission")[:most])
    if agency:
        chosen |= Q(agency__code=agency)
    said = TaskEntry.objects.filter(submission=OuterRef("pk"), duty=Duty.LEAD).order_by().values(said=_SAID)
    reports = Submission.objects.filter(chosen, round=round_).annotate(said=ArraySubquery(said)).order_by("pk")
    rows = reports.values_list("agency__code", "agency__short_name", "said")
    leads = [Lead(code, name, _counted(said)) for code, name, said in rows if said]
    return sorted(leads, key=lambda lead: -lead.counts.total())


def _counted(said: Sequence[str]) -> Counter[TaskState]:
    return Counter(task_state([Progress(one) if one else None]) for one in said)


def _agency_lines(
    round_: Round, agency: str, first: QuerySet[Submission, Any] | None, *, now: dt.datetime
) -> list[AgencyLine]:
    """The reports of the round's agencies with every round's lateness, the most urgent first. One query.

    With `agency` only its own; else, where there are too many, those of `first`.
    """
    zone = timezone.get_current_timezone()
    reports = Submission.objects.filter(round__plan=round_.plan_id)
    if agency:
        reports = reports.filter(agency__code=agency)
    elif first is not None:
        reports = reports.filter(agency__in=first)
    rows = (
        reports.annotate(own_due_at=own_due_at())
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
    asked = [line for line in lines.values() if round_.year in line.cells]
    return sorted(asked, key=lambda line: line.urgency(round_.year))


def _most_urgent(round_: Round, now: dt.datetime) -> QuerySet[Submission, Any]:
    """The agencies that want attention most: missing after their day, returned, late (extended or not), in time."""
    overdue = Q(first_sent_at=None) & Q(LessThan(Value(round_.due_at), now)) & Q(LessThan(own_due_at(), now))
    urgency = Case(
        When(overdue, then=Value(0)),
        When(state=State.RETURNED, then=Value(1)),
        When(first_sent_at__gt=round_.due_at, then=Value(2)),
        default=Value(3),
    )
    rows = Submission.objects.filter(round=round_).order_by(urgency, "pk")  # made in the order of names
    return rows.values("agency")[:AGENCIES_SHOWN]
