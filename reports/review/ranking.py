"""The order of the officer's board and what it counts, worked out in the database: a page of a large round costs little
more than a small round.

A report is late against the round's due moment and against the agency's own, which an extension moves to later. So what
came by the first moment, or has no extension, needs no look for the second.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    BooleanField,
    Case,
    Count,
    DurationField,
    ExpressionWrapper,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils import timezone

from agencies.enums import Level
from agencies.models import Membership
from agencies.successions import acting_on
from reports.enums import State
from reports.models import Extension, Round, Submission
from reports.models.submission import own_due_at
from reports.review.counting import Group
from reports.review.narrowing import Narrowing, Only
from reports.review.order import Pile
from reports.workflow import APPROVED

# A returned report stays among the returned while its head has it for signing again.
_PILES = {
    Pile.ACCEPTED: Q(state__in=APPROVED),
    Pile.WAITING: Q(state=State.SUBMITTED),
    Pile.RETURNED: Q(first_sent_at__isnull=False),
}
_PLACE = {pile: place for place, pile in enumerate(Pile)}
_PLACED = Case(
    *(When(condition, then=Value(_PLACE[pile])) for pile, condition in _PILES.items()),
    default=Value(_PLACE[Pile.UNSENT]),
)
_ONLY = {Only.LATE: Q(late=True), Only.EXTENDED: Q(extended=True), Only.UNREACHABLE: Q(has_contact=False)}


def reports_of(
    round_: Round, contacts: QuerySet[Membership], *, now: dt.datetime, found: Sequence[int] | None = None
) -> QuerySet[Any]:
    """The round's reports with the `place` of their pile and what is true of them at `now`.

    `has_contact`: whether any of `contacts` can be reminded; `found`: whether it is one of those, None for all.
    """
    extensions = Extension.objects.filter(submission__round=round_)
    at, due = Coalesce("first_sent_at", Value(now)), Value(round_.due_at)
    return (
        Submission.objects.filter(round=round_)
        .annotate(acting=acting_on(timezone.localdate(now)))
        .annotate(
            place=_PLACED,
            has_contact=Q(acting__in=contacts.values("agency")),
            extended=Q(pk__in=extensions.values("submission")),
            found=Value(True) if found is None else Q(pk__in=found),
            after_round=GreaterThan(at, due),
        )
        .annotate(
            late=Case(
                When(after_round=False, then=Value(False)),
                When(extended=False, then=Value(True)),
                default=GreaterThan(at, own_due_at()),
                output_field=BooleanField(),
            )
        )
    )


def narrowed(reports: QuerySet[Any], narrowing: Narrowing) -> QuerySet[Any]:
    """Those of `reports_of` that are asked for."""
    shown = reports.filter(found=True) if narrowing.words else reports
    if narrowing.pile:
        shown = shown.filter(place=_PLACE[narrowing.pile])
    if narrowing.level:
        shown = shown.filter(agency__level=narrowing.level)
    for one in narrowing.only:
        shown = shown.filter(_ONLY[one])
    return shown


def worst_first(reports: QuerySet[Any], round_: Round, *, now: dt.datetime, zone: ZoneInfo) -> QuerySet[Any, int]:
    """Their ids. By pile; in it the longest overdue, then whom nobody can remind, then who sent first, then by name.

    The reports of a round are made in the order of names, so their keys stand for them.
    """
    at, due, in_time = Coalesce("first_sent_at", Value(now)), Value(round_.due_at), Value(dt.timedelta())
    by_round = _days_late(due, at, zone)
    by_own = Case(
        When(after_round=False, then=in_time),
        When(extended=False, then=by_round),
        default=_days_late(own_due_at(), at, zone),
    )
    waits_since = Coalesce("last_sent_at", Value(now))
    return reports.order_by("place", by_own.desc(), by_round.desc(), "has_contact", waits_since, "pk").values_list(
        "pk", flat=True
    )


def groups_of(reports: QuerySet[Any]) -> list[Group]:
    """All `reports` in groups of those that are alike. One query."""
    alike = ("place", "agency__level", "is_sent", "after_round", "late", "extended", "has_contact", "found")
    rows = (
        reports.annotate(is_sent=Q(first_sent_at__isnull=False))
        .values(*alike)
        .annotate(count=Count("pk"), nobody=ArrayAgg("agency__short_name", filter=Q(has_contact=False), default=[]))
        .order_by()
    )
    piles = list(Pile)
    return [
        Group(
            pile=piles[row["place"]],
            level=Level(row["agency__level"]),
            sent=row["is_sent"],
            after_round=row["after_round"],
            late=row["late"],
            extended=row["extended"],
            reachable=row["has_contact"],
            found=row["found"],
            count=row["count"],
            nobody=tuple(row["nobody"]),
        )
        for row in rows
    ]


def _days_late(due: Combinable, at: Combinable, zone: ZoneInfo) -> Case:
    """`reports.deadlines.days_late` for the database (a test holds the two together)."""
    day = dt.timedelta(days=1)
    days = ExpressionWrapper(TruncDate(at, tzinfo=zone) - TruncDate(due, tzinfo=zone), DurationField())
    return Case(When(LessThanOrEqual(at, due), then=Value(dt.timedelta())), default=Greatest(days, Value(day)))
