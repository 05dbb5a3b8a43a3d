"""What of a plan nobody has answered or decided yet, in one expression that any query can carry."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Min, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from reports.difficulties.ages import LONG, days, older_than
from reports.difficulties.steps import UNANSWERED
from reports.enums import DifficultyState as State
from reports.models import Difficulty


@dataclass(frozen=True, slots=True)
class Wait:
    """How many wait, the oldest for how many days, and how many of them for longer than `LONG` days."""

    count: int
    oldest: int
    long: int


@dataclass(frozen=True, slots=True)
class Outstanding:
    """Those without an answer by the days since they were raised, and those of them without a decision by the days
    since they were escalated."""

    unanswered: Wait
    undecided: Wait

    @classmethod
    def of(cls, counts: Mapping[str, Any] | None, *, now: dt.datetime, zone: ZoneInfo) -> "Outstanding | None":
        """`counts` as `outstanding` gives them; None where nothing waits."""
        if not counts:
            return None
        waits = []
        for kind in ("unanswered", "undecided"):
            since = counts[f"{kind}_since"]
            oldest = days(dt.datetime.fromisoformat(since), now, zone) if since else 0
            waits.append(Wait(counts[kind], oldest, counts[f"{kind}_long"]))
        return cls(*waits)


def outstanding(plan: str, *, now: dt.datetime, zone: ZoneInfo) -> Subquery:
    """The counts of `Outstanding` for the plan that `plan` reaches from an outer query; null where nothing waits."""
    before, escalated = older_than(LONG, now, zone), Q(state=State.ESCALATED)
    counts = JSONObject(
        unanswered=Count("pk"),
        unanswered_since=Min("raised_at"),
        unanswered_long=Count("pk", filter=Q(raised_at__lt=before)),
        undecided=Count("pk", filter=escalated),
        undecided_since=Min("escalated_at", filter=escalated),
        undecided_long=Count("pk", filter=escalated & Q(escalated_at__lt=before)),
    )
    waiting = Difficulty.objects.filter(plan=OuterRef(plan), state__in=UNANSWERED).order_by()
    return Subquery(waiting.values(of=F("plan")).annotate(counts=counts).values("counts"))
