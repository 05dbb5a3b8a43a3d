"""Who is asking: a person's current memberships, read once per request. Rules are predicates over `Person`."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone

from agencies.enums import Role
from agencies.models import Membership, User
from agencies.successions import Inherited, InheritedBy, inherited_in

AGENCY_ROLES = frozenset({Role.REPORTER, Role.HEAD})


@dataclass(frozen=True)
class Person:
    """`user` with the roles held on one date, as pairs (role, agency id), and what those agencies took over by then."""

    user: User
    roles: frozenset[tuple[Role, int]]
    agency_names: tuple[str, ...] = ()
    inherited: tuple[Inherited, ...] = ()

    def agencies_as(self, *roles: Role) -> frozenset[int]:
        """The agencies for which the person holds one of `roles`."""
        return frozenset(agency for role, agency in self.roles if role in roles)

    def has(self, *roles: Role) -> bool:
        return any(role in roles for role, _ in self.roles)

    @cached_property
    def own_agencies(self) -> frozenset[int]:
        """The agencies whose reports the person writes or signs."""
        return self.agencies_as(*AGENCY_ROLES)

    def acting_as(self, *roles: Role) -> frozenset[int]:
        """Those agencies, and the ended ones for which they act: what an agency had sent, its successor mends."""
        held = self.agencies_as(*roles)
        return held | {one.agency for one in self.inherited if one.acts and one.taker in held}

    @cached_property
    def acted_agencies(self) -> frozenset[int]:
        """The agencies in whose name the person writes or signs: the own, and the ended ones these act for."""
        return self.acting_as(*AGENCY_ROLES)

    @cached_property
    def _readable(self) -> tuple[frozenset[int], dict[int, dt.date]]:
        """The agencies whose reports the person reads whole, and those that go on, each with the day until which."""
        own = self.own_agencies
        theirs = [one for one in self.inherited if one.taker in own]
        whole = own | {one.agency for one in theirs if one.until is None}
        parts: dict[int, dt.date] = {}
        for one in theirs:
            if one.until is not None and one.agency not in whole:
                parts[one.agency] = max(one.until, parts.get(one.agency, one.until))
        return whole, parts

    def may_read(self, agency: int, day: dt.date) -> bool:
        """The rule of `reads`, for what `agency` did on `day`."""
        whole, parts = self._readable
        return agency in whole or (agency in parts and day < parts[agency])

    def reads(self, *, day: str, agency: str = "agency") -> Q:
        """Rows of the own agencies and of those they took over; `day` and `agency` name their date and their agency.

        Of an agency that goes on, and gave a part of its duties away, only what it did before that day.
        """
        whole, parts = self._readable
        rows = Q(**{f"{agency}__in": whole})
        for pk, until in parts.items():
            rows |= Q(**{agency: pk, f"{day}__lt": until})
        return rows

    @property
    def is_admin(self) -> bool:
        return self.has(Role.ADMIN)

    @property
    def is_member(self) -> bool:
        """Whether anybody gave this person a role; without one nothing is visible."""
        return bool(self.roles)


def person_for(user: User, on: dt.date) -> Person:
    """`user` as of `on`. One query."""
    rows = Membership.objects.on(on).filter(user=user).select_related("agency")
    memberships = list(rows.annotate(inherited=InheritedBy(F("agency_id"), on)).order_by("pk"))
    return Person(
        user=user,
        roles=frozenset((Role(m.role), m.agency_id) for m in memberships),
        agency_names=tuple(dict.fromkeys(m.agency.short_name for m in memberships)),
        inherited=tuple(dict.fromkeys(one for m in memberships for one in inherited_in(m.agency_id, m.inherited))),
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
