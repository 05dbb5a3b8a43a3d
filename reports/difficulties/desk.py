"""Who looks at the difficulties of which plan, and when: what every view of this room asks first."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from agencies.access import Person, person_of
from plan.models import Plan
from plan.selectors import get_plan
from reports.difficulties.selectors import difficulties_for, parties_in
from reports.difficulties.steps import RULES, TOGETHER, Party
from reports.doors import Standing
from reports.enums import DifficultyAction as Action
from reports.models import Difficulty


@dataclass(frozen=True)
class Desk:
    person: Person
    plan: Plan
    now: dt.datetime

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.now)

    @property
    def zone(self) -> ZoneInfo:
        return timezone.get_default_timezone()

    @cached_property
    def standing(self) -> Standing:
        return Standing(self.person, self.plan, on=self.today)

    @cached_property
    def parties(self) -> frozenset[Party]:
        """On whose behalf the person acts on every difficulty of the plan."""
        return parties_in(self.standing)

    @property
    def visible(self) -> QuerySet[Difficulty]:
        return difficulties_for(self.person, on=self.today).filter(plan=self.plan)

    @property
    def together(self) -> list[Action]:
        """What the person may do to several at once."""
        return [action for action in RULES if action in TOGETHER and RULES[action].parties & self.parties]


def desk_of(request: HttpRequest, plan: str) -> Desk:
    """Two queries at most; Http404 for those who write for no agency, nor work for the coordinator, nor lead."""
    person = person_of(request)
    desk = Desk(person, get_plan(person, plan), timezone.now())
    if not (person.own_agencies or desk.parties):
        raise Http404
    return desk


def desk_of_all(request: HttpRequest, plan: str) -> Desk:
    """As `desk_of`, for the coordinator's people and the leaders alone."""
    desk = desk_of(request, plan)
    if not desk.parties:
        raise Http404
    return desk
