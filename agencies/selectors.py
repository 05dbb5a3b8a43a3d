"""Readings of people. The door: accounts exist for administrators alone."""

import datetime as dt

from django.http import Http404
from django.shortcuts import get_object_or_404

from agencies.access import Person
from agencies.models import Membership
from agencies.models.dated import holds_on


def require_admin(person: Person) -> None:
    """Http404 for anybody but an administrator."""
    if not person.is_admin:
        raise Http404


def roles_on(date: dt.date) -> list[Membership]:
    """Who acts for which agency as what, by agency. One query."""
    rows = Membership.objects.filter(holds_on(date)).select_related("user", "agency")
    return list(rows.order_by("agency__sort_key", "role", "user__full_name"))


def get_role(person: Person, pk: int, *, on: dt.date) -> Membership:
    """A role that holds on `on`; Http404 for anybody but an administrator. One query."""
    require_admin(person)
    roles = Membership.objects.filter(holds_on(on)).select_related("user", "agency")
    role: Membership = get_object_or_404(roles, pk=pk)
    return role
