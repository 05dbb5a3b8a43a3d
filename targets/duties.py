"""What each agency answers for: tasks it leads and supports, indicators it reports."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.http import Http404

from agencies.access import Person
from agencies.enums import Level
from agencies.models import Agency
from plan.enums import Duty
from plan.models import Plan, Task
from plan.selectors import duties_on, plans_for
from targets.models import Indicator, IndicatorOwner


@dataclass(frozen=True)
class PlanDuties:
    """An agency's duties under one plan, in the plan's order."""

    plan: Plan
    leads: list[Task] = field(default_factory=list)
    supports: list[Task] = field(default_factory=list)
    owned: list[IndicatorOwner] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.leads or self.supports or self.owned)


@dataclass(frozen=True)
class AgencyLine:
    agency: Agency
    leads: int
    supports: int
    owned: int


@dataclass(frozen=True)
class LevelGroup:
    level: Level
    lines: list[AgencyLine]


def get_agency(person: Person, code: str) -> Agency:
    """The agency with `code`; Http404 for a person without a role. One query."""
    agency: Agency | None = Agency.objects.filter(code=code).first() if person.is_member else None
    if agency is None:
        raise Http404
    return agency


def agencies_by_level(person: Person, *, on: dt.date) -> list[LevelGroup]:
    """The agencies that exist on `on`, level by level, each with how much it answers for.

    Http404 for a person without a role. Two queries and three for each plan, whatever the number of agencies.
    """
    if not person.is_member:
        raise Http404
    duties: dict[int, list[PlanDuties]] = defaultdict(list)
    for plan in plans_for(person):
        for agency_id, plan_duties in _duties_under(plan, on).items():
            duties[agency_id].append(plan_duties)
    lines: dict[Level, list[AgencyLine]] = {level: [] for level in Level}
    for agency in Agency.objects.on(on).order_by("sort_key"):
        lines[Level(agency.level)].append(_line(agency, duties[agency.pk]))
    return [LevelGroup(level, found) for level, found in lines.items() if found]


def ended_agencies(*, on: dt.date) -> list[Agency]:
    """Those that no longer exist on `on`, what ended last first. One query."""
    return list(Agency.objects.filter(valid_to__lte=on).order_by("-valid_to", "sort_key"))


def duties_of(agency: Agency, plans: Iterable[Plan], *, on: dt.date) -> list[PlanDuties]:
    """What `agency` answers for on `on`, plan by plan. Three queries a plan."""
    found = [_duties_under(plan, on, agency).get(agency.pk) for plan in plans]
    return [duties for duties in found if duties]


def get_owned_indicator(plan: Plan, code: str, *, on: dt.date) -> Indicator:
    """An indicator of a plan that its reader may see (`plan.selectors.get_plan`); Http404 if none. One query."""
    indicator: Indicator | None = Indicator.objects.on(on).select_related("plan").filter(plan=plan, code=code).first()
    if indicator is None:
        raise Http404
    return indicator


def _line(agency: Agency, duties: list[PlanDuties]) -> AgencyLine:
    return AgencyLine(
        agency,
        leads=sum(len(each.leads) for each in duties),
        supports=sum(len(each.supports) for each in duties),
        owned=sum(len(each.owned) for each in duties),
    )


def _duties_under(plan: Plan, on: dt.date, agency: Agency | None = None) -> dict[int, PlanDuties]:
    """Each agency's duties under `plan`, by agency id; of one agency only, where given."""
    duties: dict[int, PlanDuties] = defaultdict(lambda: PlanDuties(plan))
    for duty in duties_on(plan, on):
        tasks = duties[duty.agency.pk].leads if duty.duty == Duty.LEAD else duties[duty.agency.pk].supports
        tasks.append(duty.task)
    owned = IndicatorOwner.objects.on(on).filter(indicator__in=Indicator.objects.on(on).filter(plan=plan))
    whose = Q(agency=agency) if agency else Q()
    for owner in owned.filter(whose).select_related("indicator").order_by("indicator__order"):
        duties[owner.agency_id].owned.append(owner)
    return duties
