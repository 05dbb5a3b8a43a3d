"""Readings for the board and the list of rounds: who has sent, who is late, whom to call."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.http import Http404
from django.utils import timezone

from agencies.access import AGENCY_ROLES, Person
from agencies.enums import Role
from agencies.models import Membership
from plan.models import Plan
from reports.collect.filled import INDICATOR_IS_FILLED, TASK_IS_FILLED
from reports.doors import Standing, get_round
from reports.enums import State
from reports.models import Extension, IndicatorEntry, Round, Submission, SubmissionVersion, TaskEntry
from reports.models.submission import own_due_at
from reports.review import ranking
from reports.review.order import Lateness, Pile, RoundState, Tally, lateness, round_state
from reports.workflow import APPROVED

ROWS_A_PAGE = 25  # worst first, so the rest is rarely needed; keeps a large province as quick as a small one


def sees_boards(standing: Standing) -> bool:
    """The coordinator's people, the issuer's leaders and administrators. At most one query."""
    return standing.is_leader or standing.person.is_admin or standing.is_officer


def get_board_round(person: Person, plan_code: str, year: int, *, on: dt.date) -> tuple[Round, Standing]:
    """The door to the board; 404 for whoever may not see it. At most two queries."""
    round_ = get_round(person, plan_code, year)
    standing = Standing(person, round_.plan, on=on)
    if not sees_boards(standing):
        raise Http404
    return round_, standing


def get_chased_submission(person: Person, pk: int, *, on: dt.date) -> Submission:
    """The coordinator's door to a report in any state, to give it more time, not to read it; 404 for others.

    Two queries.
    """
    submission = Submission.objects.select_related("round__plan", "agency").filter(pk=pk).first()
    if submission is None or not Standing(person, submission.round.plan, on=on).is_officer:
        raise Http404
    return submission


def extensions_of(submission: Submission) -> list[Extension]:
    """Every extension the agency was given in this round, the last one (which holds) first. One query."""
    return list(submission.extensions.select_related("by").order_by("-at", "-pk"))


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to call, and in what capacity."""

    name: str
    phone: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One agency's line; `filled` of `total` items could be sent as they are, `sendings` is how often it was sent."""

    pk: int
    agency: str
    agency_code: str
    state: State
    filled: int
    total: int
    due_at: dt.datetime
    extended: bool
    sendings: int
    lateness: Lateness
    last_at: dt.datetime | None
    contacts: list[Contact]

    @property
    def sent(self) -> bool:
        return self.sendings > 0

    @property
    def readable(self) -> bool:
        """Whether the coordinator may open it: an unsent report is its agency's own affair."""
        return self.sent

    @property
    def contact(self) -> Contact | None:
        return self.contacts[0] if self.contacts else None


@dataclass(frozen=True)
class Board:
    """A page of a round's reports, worst first, under the round's two figures."""

    round: Round
    tally: Tally
    rows: list[BoardRow]
    page: Page[int]


def board_of(
    round_: Round,
    *,
    now: dt.datetime,
    zone: ZoneInfo,
    pile: Pile | None = None,
    unreachable: bool = False,
    page: str | int = 1,
) -> Board:
    """The round's board, narrowed to a pile, or to whom nobody can remind. Four queries for any number of agencies.

    What is read of all reports is counted and ranked in the database; a large province costs little more.
    """
    reports = ranking.reports_of(round_, _contacts(timezone.localdate(now)))
    tally = ranking.tally(reports, round_)
    total = tally.total
    if unreachable:
        reports, total = reports.filter(has_contact=False), tally.unreachable
    elif pile is not None:
        reports, total = reports.filter(ranking.in_pile(pile)), tally.piles[pile]
    pages = Paginator(ranking.worst_first(reports, round_, now=now, zone=zone), ROWS_A_PAGE)
    pages.count = total  # known without counting again
    current = pages.get_page(page)
    return Board(round_, tally, _rows(list(current), round_, now, zone), current)


def _contacts(on: dt.date) -> QuerySet[Membership]:
    """Whoever could be reminded on that day: an agency's own people with an account that still works."""
    rows: QuerySet[Membership] = Membership.objects.on(on).filter(role__in=AGENCY_ROLES, user__is_active=True)
    return rows


def _rows(reports: list[int], round_: Round, now: dt.datetime, zone: ZoneInfo) -> list[BoardRow]:
    sendings = SubmissionVersion.objects.filter(submission=OuterRef("pk"))
    submissions = Submission.objects.select_related("agency").annotate(
        own_due_at=own_due_at(),
        task_count=_count(TaskEntry),
        indicator_count=_count(IndicatorEntry),
        task_filled=_count(TaskEntry, TASK_IS_FILLED),
        indicator_filled=_count(IndicatorEntry, INDICATOR_IS_FILLED),
        sendings=Coalesce(Subquery(sendings.order_by("-number").values("number")[:1]), 0),
        last_at=Greatest(_last_edit(TaskEntry), _last_edit(IndicatorEntry), "last_sent_at"),
    )
    found = {row.pk: row for row in submissions.filter(pk__in=reports)}
    contacts = _contacts_by_agency([row.agency_id for row in found.values()], timezone.localdate(now))
    return [
        BoardRow(
            pk=row.pk,
            agency=row.agency.short_name,
            agency_code=row.agency.code,
            state=State(row.state),
            filled=row.task_filled + row.indicator_filled,
            total=row.task_count + row.indicator_count,
            due_at=row.own_due_at,
            extended=row.own_due_at != round_.due_at,
            sendings=row.sendings,
            lateness=lateness(
                due_at=round_.due_at, own_due_at=row.own_due_at, first_sent_at=row.first_sent_at, now=now, zone=zone
            ),
            last_at=row.last_at,
            contacts=contacts[row.agency_id],
        )
        for pk in reports
        for row in [found[pk]]
    ]


def _count(model: type[TaskEntry] | type[IndicatorEntry], condition: Q = Q()) -> Coalesce:  # noqa: B008
    """How many of a report's items meet `condition`."""
    entries = model._default_manager.filter(condition, submission=OuterRef("pk")).order_by()
    counted = entries.values("submission").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _last_edit(model: type[TaskEntry] | type[IndicatorEntry]) -> Subquery:
    """When one of a report's items was last saved."""
    edits = model._default_manager.filter(submission=OuterRef("pk"), edited_at__isnull=False)
    return Subquery(edits.order_by("-edited_at").values("edited_at")[:1])


def _contacts_by_agency(agencies: list[int], on: dt.date) -> dict[int, list[Contact]]:
    """Reporters first, then heads."""
    rows = _contacts(on).filter(agency__in=agencies).select_related("user").order_by("-role", "user__full_name")
    contacts: dict[int, list[Contact]] = defaultdict(list)
    for row in rows:
        contacts[row.agency_id].append(Contact(str(row.user), row.user.phone, Role(row.role)))
    return contacts


@dataclass(frozen=True, slots=True)
class Chip:
    """A sign of the catalogue (templates/components/chip.html)."""

    kind: str
    value: str


_ROUND_CHIPS = {
    RoundState.OPEN: Chip("progress", "in_progress"),
    RoundState.DUE: Chip("verdict", "at_risk"),
    RoundState.OVERDUE: Chip("verdict", "off_track"),
    RoundState.LOCKED: Chip("workflow", "locked"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRow:
    """One round in the list of a plan's rounds."""

    year: int
    state: RoundState
    total: int
    sent: int
    accepted: int
    due_at: dt.datetime
    consolidation_due_at: dt.datetime
    is_demonstration: bool

    @property
    def chip(self) -> Chip:
        return _ROUND_CHIPS[self.state]


def rounds_of(plan: Plan, *, now: dt.datetime) -> list[RoundRow]:
    """The plan's rounds, the latest first. One query."""
    done = Q(submissions__state__in=APPROVED)
    rounds = plan.rounds.annotate(
        total=Count("submissions"),
        sent=Count("submissions", filter=Q(submissions__first_sent_at__isnull=False)),
        accepted=Count("submissions", filter=done),
    )
    return [
        RoundRow(
            year=row.year,
            state=round_state(
                due_at=row.due_at,
                consolidation_due_at=row.consolidation_due_at,
                locked_at=row.locked_at,
                now=now,
            ),
            total=row.total,
            sent=row.sent,
            accepted=row.accepted,
            due_at=row.due_at,
            consolidation_due_at=row.consolidation_due_at,
            is_demonstration=row.is_demonstration,
        )
        for row in rounds.order_by("-year")
    ]
