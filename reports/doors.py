"""The doors to rounds and reports, used by pages and API alike: an object one may not see does not exist (404)."""

import datetime as dt
from functools import cached_property

from django.db.models import Q, QuerySet
from django.http import Http404

from agencies.access import Person
from agencies.enums import Role
from agencies.models.dated import holds_on
from plan.models import Plan
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
    """The reports a person may open: the own agencies' at any time; for those who work for the plan's coordinator and
    for the issuer's leaders, every report that was ever sent. Administrators look after accounts, not content."""
    coordinated = Q(round__plan__coordinators__agency__in=person.agencies_as(Role.OFFICER, Role.CHIEF)) & holds_on(
        on, "round__plan__coordinators__"
    )
    led = Q(round__plan__issuer__in=person.agencies_as(Role.LEADER))
    visible = Q(agency__in=person.own_agencies) | (Q(first_sent_at__isnull=False) & (coordinated | led))
    return Submission.objects.select_related("round__plan", "agency").filter(visible).distinct()


def get_submission(person: Person, pk: int, *, on: dt.date) -> Submission:
    """One query; Http404 where the person may not see it."""
    submission = submissions_for(person, on=on).filter(pk=pk).first()
    if submission is None:
        raise Http404
    return submission


class Standing:
    """In what capacities a person stands towards one plan on one date. One query on first use, none for those who are
    nobody's officer or chief."""

    def __init__(self, person: Person, plan: Plan, *, on: dt.date) -> None:
        self.person = person
        self.plan = plan
        self.on = on

    @cached_property
    def _coordinators(self) -> frozenset[int]:
        """Those of the plan's coordinators for whom the person works."""
        mine = self.person.agencies_as(Role.OFFICER, Role.CHIEF)
        rows = self.plan.coordinators.filter(holds_on(self.on), agency__in=mine).values_list("agency", flat=True)
        return frozenset(rows) if mine else frozenset()

    @property
    def is_officer(self) -> bool:
        """Works for the plan's coordinator, as officer or as chief."""
        return bool(self._coordinators)

    @property
    def is_chief(self) -> bool:
        return bool(self._coordinators & self.person.agencies_as(Role.CHIEF))

    @property
    def is_leader(self) -> bool:
        return self.plan.issuer_id in self.person.agencies_as(Role.LEADER)

    def actors(self, submission: Submission) -> frozenset[Actor]:
        """The capacities in which the person may act on `submission` (see `reports.workflow`)."""
        held = {
            Actor.REPORTER: submission.agency_id in self.person.agencies_as(Role.REPORTER),
            Actor.HEAD: submission.agency_id in self.person.agencies_as(Role.HEAD),
            Actor.OFFICER: self.is_officer,
            Actor.CHIEF: self.is_chief,
        }
        return frozenset(actor for actor, yes in held.items() if yes)
