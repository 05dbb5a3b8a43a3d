"""Who comes to a decision's pages: everybody with a role reads, the coordinator's people change."""

import datetime as dt

from django.http import Http404

from agencies.access import Person
from plan.models import Amendment, Plan
from plan.selectors import coordinates, get_plan


def get_amendment(person: Person, plan: str, pk: int) -> Amendment:
    """A decision of the plan; Http404 for a person without a role. Two queries."""
    the_plan = get_plan(person, plan)
    row = Amendment.objects.filter(plan=the_plan, pk=pk).first()
    if row is None:
        raise Http404
    row.plan = the_plan
    return row


def plan_to_amend(person: Person, code: str, *, on: dt.date) -> Plan:
    """A plan that the person may change by decision; Http404 for all others. Two queries."""
    plan = get_plan(person, code)
    if not coordinates(person, plan, on=on):
        raise Http404
    return plan


def amendment_to_fill(person: Person, plan: str, pk: int, *, on: dt.date) -> Amendment:
    """A decision whose content the person may enter; Http404 for all others. Three queries."""
    amendment = get_amendment(person, plan, pk)
    if not coordinates(person, amendment.plan, on=on):
        raise Http404
    return amendment
