"""What opening a round will bring about, shown before it is done."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from agencies.access import AGENCY_ROLES
from agencies.models import Agency, GroupMembership, Membership
from plan.enums import Duty
from plan.models import Plan, Responsibility, Task
from reports.collect.opening import reporters_on
from targets.models import Indicator


@dataclass(frozen=True, slots=True)
class AgencyPreview:
    """One agency that will get a report and how much it is asked; `has_people` False: nobody could fill it in."""

    agency: Agency
    leads: int
    supports: int
    indicators: int
    has_people: bool


@dataclass(frozen=True, slots=True)
class EmptyGroup:
    """A group the plan gives tasks to, without members on that day: nobody will report for it."""

    name: str
    task_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpeningPreview:
    date: dt.date
    agencies: list[AgencyPreview]
    empty_groups: list[EmptyGroup]
    unreported: list[str]  # the codes of the indicators that nobody would report


def years_without_round(plan: Plan) -> list[int]:
    """The plan's years for which a round can still be opened, the next one first. One query."""
    opened = set(plan.rounds.values_list("year", flat=True))
    missing = [year for year in plan.years if year not in opened]
    return sorted(missing, key=lambda year: (year < max(opened, default=0), year))


def preview_opening(plan: Plan, date: dt.date) -> OpeningPreview:
    """Who gets a report if a round is due on `date`, which groups bring nobody, which indicators nobody reports.

    Six queries.
    """
    duties, owners = reporters_on(plan, date)
    asked = Counter((duty.agency, duty.duty) for duty in duties)
    indicators = Counter(owner.agency for owner in owners)
    agencies = sorted({duty.agency for duty in duties} | set(indicators), key=lambda agency: agency.sort_key)
    peopled = set(
        Membership.objects.on(date)
        .filter(role__in=AGENCY_ROLES, user__is_active=True, agency__in=agencies)
        .values_list("agency", flat=True)
    )
    rows = [
        AgencyPreview(
            agency=agency,
            leads=asked[agency, Duty.LEAD],
            supports=asked[agency, Duty.SUPPORT],
            indicators=indicators[agency],
            has_people=agency.pk in peopled,
        )
        for agency in agencies
    ]
    reported = {owner.indicator_id for owner in owners}
    codes = Indicator.objects.on(date).filter(plan=plan).exclude(pk__in=reported).order_by("order")
    return OpeningPreview(date, rows, _empty_groups(plan, date), list(codes.values_list("code", flat=True)))


def _empty_groups(plan: Plan, date: dt.date) -> list[EmptyGroup]:
    peopled = GroupMembership.objects.on(date).values("group")
    rows = (
        Responsibility.objects.on(date)
        .filter(task__in=Task.objects.on(date).filter(plan=plan), group__isnull=False)
        .exclude(group__in=peopled)
        .select_related("group", "task")
        .order_by("task__order")
    )
    codes: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        codes[row.group.name].append(row.task.code)
    return [EmptyGroup(name, tuple(tasks)) for name, tasks in codes.items()]
