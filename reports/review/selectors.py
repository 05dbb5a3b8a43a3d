"""Readings about rounds and the doors to their boards; the board itself is `board`."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import Http404

from agencies.access import Person
from plan.models import Plan
from reports.doors import Standing, get_round
from reports.models import Extension, Round, Submission
from reports.review.order import RoundState, round_state
from reports.workflow import APPROVED


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
        total=Count("submissions", filter=Q(submissions__handed_over_at=None)),
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
