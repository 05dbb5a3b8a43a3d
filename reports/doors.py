"""The doors to rounds and reports, used by pages and API alike: an object one may not see does not exist (404)."""

import datetime as dt
from functools import cached_property
from typing import Protocol

from django.db.models import F, Q, QuerySet, Value
from django.http import Http404
from django.utils import timezone

from agencies.access import Person
from agencies.enums import Role
from agencies.models.dated import holds_on
from plan.models import Plan
from plan.selectors import coordinated_by, led_by
from reports.models import Round, Submission
from reports.workflow import Actor


def rounds_for(person: Person) -> QuerySet[Round]:
    """The rounds a person may see: all, for everybody who holds a role."""
    rounds = Round.objects.select_related("plan")
    return rounds if person.is_member else rounds.none()


def get_round(person: Person, plan_code: str, year: int) -> Round:
    """One query; Http404 for outsiders and where there is no such round."""
    round_ = rounds_for(person).filter(plan__code=plan_code, year=year).first()
    if round_ is None:
        raise Http404
    return round_


def submissions_for(person: Person, *, on: dt.date) -> QuerySet[Submission]:
    """The reports a person may open: those of the own agencies and of their predecessors at any time; for those who
    work for the plan's coordinator and for the leaders of its authority, every report that was ever sent.
    Administrators look after accounts, not content."""
    own = person.reads(day="round__opened_at__date")
    everyones = Q(round__plan__in=coordinated_by(person, on=on)) | Q(round__plan__in=led_by(person, on=on))
    visible = own | (Q(first_sent_at__isnull=False) & everyones)
    return Submission.objects.select_related("round__plan", "agency").filter(visible)


def get_submission(person: Person, pk: int, *, on: dt.date) -> Submission:
    """One query; Http404 where the person may not see it."""
    submission = submissions_for(person, on=on).filter(pk=pk).first()
    if submission is None:
        raise Http404
    return submission


def reads_as_own(person: Person, submission: Submission) -> bool:
    """Whether it is the report of an own agency or of a predecessor: sent or not, the person reads it."""
    return person.may_read(submission.agency_id, timezone.localdate(submission.round.opened_at))


class OfAnAgency(Protocol):
    """A report, a later figure, an inspection: whatever is one agency's to answer for."""

    @property
    def agency_id(self) -> int: ...


_COORDINATOR, _AUTHORITY = "coordinator", "authority"
_COORDINATING = (Role.OFFICER, Role.CHIEF)


class Standing:
    """In what capacities a person stands towards one plan on one date. One query on first use, none for those who are
    nobody's officer, chief or leader."""

    def __init__(self, person: Person, plan: Plan, *, on: dt.date) -> None:
        self.person = person
        self.plan = plan
        self.on = on

    @cached_property
    def _offices(self) -> frozenset[tuple[str, int]]:
        """Those of the plan's coordinators and authorities of the day in which the person holds a role."""
        mine = self.person.agencies_as(*_COORDINATING, Role.LEADER)
        if not mine:
            return frozenset()
        held = [
            rows.filter(holds_on(self.on), agency__in=mine).order_by().values_list(Value(office), F("agency"))
            for office, rows in ((_COORDINATOR, self.plan.coordinators), (_AUTHORITY, self.plan.authorities))
        ]
        return frozenset(held[0].union(*held[1:]))

    def _holds(self, office: str, *roles: Role) -> bool:
        if not self.person.has(*roles):
            return False
        return any((office, agency) in self._offices for agency in self.person.agencies_as(*roles))

    @property
    def is_officer(self) -> bool:
        """Works for the plan's coordinator, as officer or as chief."""
        return self._holds(_COORDINATOR, *_COORDINATING)

    @property
    def is_chief(self) -> bool:
        return self._holds(_COORDINATOR, Role.CHIEF)

    @property
    def is_leader(self) -> bool:
        """Leads the authority that answers for the plan."""
        return self._holds(_AUTHORITY, Role.LEADER)

    def actors(self, row: OfAnAgency) -> frozenset[Actor]:
        """The capacities in which the person may act on what an agency reported or owes (see `reports.workflow`).

        What an ended agency left is for the successor that acts for it.
        """
        held = {
            Actor.REPORTER: row.agency_id in self.person.acting_as(Role.REPORTER),
            Actor.HEAD: row.agency_id in self.person.acting_as(Role.HEAD),
            Actor.OFFICER: self.is_officer,
            Actor.CHIEF: self.is_chief,
        }
        return frozenset(actor for actor, yes in held.items() if yes)
