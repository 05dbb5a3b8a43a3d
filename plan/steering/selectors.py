"""Who may steer a plan, and what is on record. The doors answer Http404 to others."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from agencies.access import Person
from agencies.enums import Role
from agencies.models import AgencyGroup, GroupMembership
from agencies.models.dated import Dated, holds_on
from plan.enums import Document
from plan.models import Authority, Coordinator, Plan, Recipient
from plan.selectors import coordinates, get_plan

Row = TypeVar("Row", bound=Dated)


def get_steered(person: Person, code: str, *, on: dt.date) -> Plan:
    """A plan whose addressees the person may change: its coordinator's people, and administrators. Two queries."""
    plan = get_plan(person, code)
    if not may_steer(person, plan, on=on):
        raise Http404
    return plan


def get_administered(person: Person, code: str) -> Plan:
    """A plan whose coordinator and authority the person may change: administrators alone. One query."""
    if not person.is_admin:
        raise Http404
    return get_plan(person, code)


def may_steer(person: Person, plan: Plan, *, on: dt.date) -> bool:
    """At most one query, none for an administrator."""
    return person.is_admin or coordinates(person, plan, on=on)


def get_addressee(plan: Plan, pk: int, *, on: dt.date) -> Recipient:
    """A line of the report's addressees that holds on `on` or will. One query."""
    lines = plan.recipients.filter(Q(valid_to=None) | Q(valid_to__gt=on), document=Document.REPORT)
    line: Recipient = get_object_or_404(lines, pk=pk)
    return line


def require_reader(person: Person) -> None:
    """Http404 for a person without a role."""
    if not person.is_member:
        raise Http404


def get_group(person: Person, code: str) -> AgencyGroup:
    """A group, for everybody who holds a role. One query."""
    require_reader(person)
    return get_object_or_404(AgencyGroup, code=code)


def get_steered_group(person: Person, code: str, *, on: dt.date) -> AgencyGroup:
    """A group whose members the person may name. At most two queries."""
    group = get_group(person, code)
    if not may_name_members(person, group, on=on):
        raise Http404
    return group


def may_name_members(person: Person, group: AgencyGroup, *, on: dt.date) -> bool:
    """Administrators, and the people of the coordinator of a plan that gives the group work. At most one query."""
    agencies = person.agencies_as(Role.OFFICER, Role.CHIEF)
    rows = Coordinator.objects.on(on).filter(agency__in=agencies, plan__tasks__responsibilities__group=group)
    return person.is_admin or (bool(agencies) and rows.exists())


def may_make_groups(person: Person, *, on: dt.date) -> bool:
    """Administrators, and the people of any plan's coordinator. At most one query."""
    agencies = person.agencies_as(Role.OFFICER, Role.CHIEF)
    return person.is_admin or (bool(agencies) and Coordinator.objects.on(on).filter(agency__in=agencies).exists())


def require_group_maker(person: Person, *, on: dt.date) -> None:
    """Http404 for all others. At most one query."""
    if not may_make_groups(person, on=on):
        raise Http404


@dataclass(frozen=True)
class Periods(Generic[Row]):
    """Rows of one kind as seen from a day: those that hold, those to come, those that are over (latest first)."""

    now: list[Row]
    later: list[Row]
    past: list[Row]


def periods(rows: Iterable[Row], on: dt.date) -> Periods[Row]:
    found = list(rows)
    past = [row for row in found if row.valid_to and row.valid_to <= on]
    return Periods(
        now=[row for row in found if row.holds_on(on)],
        later=[row for row in found if row.valid_from and row.valid_from > on],
        past=sorted(past, key=lambda row: row.valid_to or dt.date.max, reverse=True),
    )


@dataclass(frozen=True)
class Steering:
    """All that is dated about who steers a plan; `lines` are the plan's own list of recipients, as issued."""

    coordinators: Periods[Coordinator]
    authorities: Periods[Authority]
    addressees: Periods[Recipient]
    lines: list[Recipient]
    groups: list[AgencyGroup]


def steering_of(plan: Plan, *, on: dt.date) -> Steering:
    """Four queries; each group has `member_count`, of the day."""
    recipients = list(plan.recipients.select_related("agency").order_by("order", "valid_from"))
    return Steering(
        coordinators=periods(plan.coordinators.select_related("agency").order_by("valid_from"), on),
        authorities=periods(plan.authorities.select_related("agency").order_by("valid_from"), on),
        addressees=periods((row for row in recipients if row.document == Document.REPORT), on),
        lines=[row for row in recipients if row.document == Document.PLAN],
        groups=groups_on(on, plan=plan),
    )


def groups_on(on: dt.date, *, plan: Plan | None = None) -> list[AgencyGroup]:
    """All groups, or those that a plan gives work, each with `member_count` of the day. One query."""
    members = Count("memberships", filter=holds_on(on, "memberships__"), distinct=True)
    groups = AgencyGroup.objects.annotate(member_count=members).order_by("name")
    if plan:
        groups = groups.filter(responsibilities__task__plan=plan).distinct()
    return list(groups)


def members_of(group: AgencyGroup, *, on: dt.date) -> Periods[GroupMembership]:
    """Who belongs to the group, will, and did. One query."""
    return periods(group.memberships.select_related("agency").order_by("agency__sort_key", "valid_from"), on)


def plans_of(group: AgencyGroup) -> list[Plan]:
    """The plans that give, or gave, the group work. One query."""
    return list(Plan.objects.filter(tasks__responsibilities__group=group).distinct())
