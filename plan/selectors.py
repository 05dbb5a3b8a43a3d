"""Readings of the plan. `get_plan` and `get_task` are the doors: whoever may not see the object gets a 404."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404

from agencies.access import Person
from agencies.enums import Role
from agencies.models import Agency, GroupMembership
from plan.enums import Duty
from plan.models import Authority, Coordinator, Plan, Responsibility, Task


def plans_for(person: Person) -> list[Plan]:
    """The plans a person may read: all of them for everybody who holds a role. One query, none for an outsider."""
    return list(Plan.objects.select_related("issuer")) if person.is_member else []


def get_plan(person: Person, code: str) -> Plan:
    """The plan with `code`; Http404 for a person without a role. One query."""
    plan = Plan.objects.select_related("issuer").filter(code=code).first() if person.is_member else None
    if plan is None:
        raise Http404
    return plan


def get_task(person: Person, plan_code: str, code: str, *, on: dt.date) -> Task:
    """The task as it stands on `on`, or as it last stood where it has ended; Http404 as for the plan. One query."""
    begun = Task.objects.filter(Q(valid_from=None) | Q(valid_from__lte=on), plan__code=plan_code, code=code)
    tasks = begun.select_related("plan", "section", "amendment", "ended_by", "merged_into")
    task: Task | None = tasks.order_by(F("valid_from").desc(nulls_last=True)).first() if person.is_member else None
    if task is None:
        raise Http404
    return task


def coordinator_on(plan: Plan, date: dt.date) -> Agency | None:
    """The agency that coordinates `plan` on `date`. One query."""
    row = Coordinator.objects.on(date).select_related("agency").filter(plan=plan).first()
    return row.agency if row else None


def coordinates(person: Person, plan: Plan, *, on: dt.date) -> bool:
    """Whether the person works (as officer or chief) for the plan's coordinator on that date. At most one query."""
    agencies = person.agencies_as(Role.OFFICER, Role.CHIEF)
    return bool(agencies) and Coordinator.objects.on(on).filter(plan=plan, agency__in=agencies).exists()


def coordinated_by(person: Person, *, on: dt.date) -> QuerySet[Any, Any]:
    """The plans for whose coordinator of that day the person works, for use inside another query. No query."""
    return Coordinator.objects.on(on).filter(agency__in=person.agencies_as(Role.OFFICER, Role.CHIEF)).values("plan")


def led_by(person: Person, *, on: dt.date) -> QuerySet[Any, Any]:
    """The plans for which an authority answers on that day whose leader the person is, for use inside another query.
    No query."""
    return Authority.objects.on(on).filter(agency__in=person.agencies_as(Role.LEADER)).values("plan")


def authority_on(plan: Plan, date: dt.date) -> Authority | None:
    """Who answers for `plan` on `date`, with the agency. One query."""
    row: Authority | None = Authority.objects.on(date).select_related("agency").filter(plan=plan).first()
    return row


@dataclass(frozen=True)
class TaskDuty:
    """`agency` itself or as a member of a group leads or supports `task`."""

    task: Task
    agency: Agency
    duty: Duty


def duties_on(plan: Plan, date: dt.date) -> list[TaskDuty]:
    """Who leads and supports each task on `date`, groups replaced by the members named for that day.

    An agency named twice for a task keeps the higher duty. A group without members gives nobody. Two queries.
    """
    rows = (
        Responsibility.objects.on(date)
        .filter(task__in=Task.objects.on(date).filter(plan=plan))
        .select_related("task", "agency")
        .order_by("task__order", "order")
    )
    members = _members_on(date)
    duties: dict[tuple[int, int], TaskDuty] = {}
    for row in sorted(rows, key=lambda r: r.duty != Duty.LEAD):  # leads first, so that they win
        agencies = [row.agency] if row.agency else members.get(row.group_id, [])
        for agency in agencies:
            duties.setdefault((row.task_id, agency.pk), TaskDuty(row.task, agency, Duty(row.duty)))
    return sorted(duties.values(), key=lambda d: (d.task.order, d.duty != Duty.LEAD, d.agency.sort_key))


def _members_on(date: dt.date) -> dict[int | None, list[Agency]]:
    members: dict[int | None, list[Agency]] = {}
    rows: Iterable[GroupMembership] = GroupMembership.objects.on(date).select_related("agency")
    for row in rows:
        members.setdefault(row.group_id, []).append(row.agency)
    return members
