"""The order of the officer's board and a round's two figures, worked out in the database: a page of a large round costs
little more than a small round.

A report is late against the round's due moment and against the agency's own, which an extension moves to later. So what
came by the first moment needs no look for the second.
"""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.db.models.lookups import LessThanOrEqual

from agencies.models import Membership
from reports.enums import State
from reports.models import Round, Submission
from reports.models.submission import own_due_at
from reports.review.order import Pile, Tally
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


def reports_of(round_: Round, contacts: QuerySet[Membership]) -> QuerySet[Any]:
    """The round's reports with the `place` of their pile, and whether any of `contacts` can be reminded."""
    reachable = Q(agency__in=contacts.values("agency"))
    return Submission.objects.filter(round=round_).annotate(place=_PLACED, has_contact=reachable)


def in_pile(pile: Pile) -> Q:
    """A condition for `reports_of`."""
    return Q(place=_PLACE[pile])


def worst_first(reports: QuerySet[Any], round_: Round, *, now: dt.datetime, zone: ZoneInfo) -> QuerySet[Any, int]:
    """Their ids. By pile; in it the longest overdue, then whom nobody can remind, then who sent first, then by name.

    The reports of a round are made in the order of names, so their keys stand for them.
    """
    at, due, in_time = Coalesce("first_sent_at", Value(now)), Value(round_.due_at), Value(dt.timedelta())
    by_round = _days_late(due, at, zone)
    by_own = Case(When(LessThanOrEqual(at, due), then=in_time), default=_days_late(own_due_at(), at, zone))
    waits_since = Coalesce("last_sent_at", Value(now))
    return reports.order_by("place", by_own.desc(), by_round.desc(), "has_contact", waits_since, "pk").values_list(
        "pk", flat=True
    )


def tally(reports: QuerySet[Any], round_: Round) -> Tally:
    """The figures of all `reports`. One query."""
    extended = Q(first_sent_at__gt=round_.due_at) & Q(LessThanOrEqual(F("first_sent_at"), own_due_at()))
    figures = reports.annotate(thanks=extended).aggregate(
        total=Count("pk"),
        sent=Count("first_sent_at"),
        by_round=Count("pk", filter=Q(first_sent_at__lte=round_.due_at)),
        by_extension=Count("pk", filter=Q(thanks=True)),
        unreachable=Count("pk", filter=Q(has_contact=False)),
        **{pile.value: Count("pk", filter=in_pile(pile)) for pile in Pile},
    )
    return Tally(
        total=figures["total"],
        sent=figures["sent"],
        in_time=figures["by_round"] + figures["by_extension"],
        thanks_to_extension=figures["by_extension"],
        piles={pile: figures[pile.value] for pile in Pile},
        unreachable=figures["unreachable"],
    )


def _days_late(due: Combinable, at: Combinable, zone: ZoneInfo) -> Case:
    """`reports.deadlines.days_late` for the database (a test holds the two together)."""
    day = dt.timedelta(days=1)
    days = ExpressionWrapper(TruncDate(at, tzinfo=zone) - TruncDate(due, tzinfo=zone), DurationField())
    return Case(When(LessThanOrEqual(at, due), then=Value(dt.timedelta())), default=Greatest(days, Value(day)))
