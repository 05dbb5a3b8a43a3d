"""Who is asking: a person's current memberships, read once per request. Rules are predicates over `Person`."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from agencies.enums import Role
from agencies.models import Membership, User

AGENCY_ROLES = frozenset({Role.REPORTER, Role.HEAD})


@dataclass(frozen=True)
class Person:
    """`user` with the roles held on one date, as pairs (role, agency id)."""

    user: User
    roles: frozenset[tuple[Role, int]]
    agency_names: tuple[str, ...] = ()

    def agencies_as(self, *roles: Role) -> frozenset[int]:
        """The agencies for which the person holds one of `roles`."""
        return frozenset(agency for role, agency in self.roles if role in roles)

    def has(self, *roles: Role) -> bool:
        return any(role in roles for role, _ in self.roles)

    @cached_property
    def own_agencies(self) -> frozenset[int]:
        """The agencies whose reports the person writes or signs."""
        return self.agencies_as(*AGENCY_ROLES)

    @property
    def is_admin(self) -> bool:
        return self.has(Role.ADMIN)

    @property
    def is_member(self) -> bool:
        """Whether anybody gave this person a role; without one nothing is visible."""
        return bool(self.roles)


def person_for(user: User, on: dt.date) -> Person:
    """`user` as of `on`. One query."""
    memberships = list(Membership.objects.on(on).filter(user=user).select_related("agency").order_by("pk"))
    return Person(
        user=user,
        roles=frozenset((Role(m.role), m.agency_id) for m in memberships),
        agency_names=tuple(dict.fromkeys(m.agency.short_name for m in memberships)),
    )


def person_of(request: HttpRequest) -> Person:
    """The person behind `request`, read once (one query) and kept on it."""
    person: Person | None = getattr(request, "person", None)
    if person is None:
        if isinstance(request.user, AnonymousUser):
            raise TypeError("person_of() needs a signed-in user")
        person = person_for(request.user, timezone.localdate())
        request.person = person  # type: ignore[attr-defined]
    return person
