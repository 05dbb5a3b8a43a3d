"""How long a difficulty has waited, in calendar days: one rule, computed from its moments and a given time. Pure."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import ngettext

from reports.difficulties.steps import UNANSWERED
from reports.enums import DifficultyState as State

LONG = 30  # days, after which a wait is an alarm


@dataclass(frozen=True, slots=True)
class Age:
    """Days since it was raised, while nobody has answered; since it was escalated, while nothing is decided; and, once
    answered, from raising to the answer."""

    unanswered: int | None = None
    undecided: int | None = None
    answered_after: int | None = None

    @property
    def is_long(self) -> bool:
        return max(self.unanswered or 0, self.undecided or 0) > LONG


def age_of(
    state: State,
    *,
    raised_at: dt.datetime,
    escalated_at: dt.datetime | None,
    answered_at: dt.datetime | None,
    now: dt.datetime,
    zone: ZoneInfo,
) -> Age:
    if state in UNANSWERED:
        undecided = days(escalated_at, now, zone) if state == State.ESCALATED and escalated_at else None
        return Age(unanswered=days(raised_at, now, zone), undecided=undecided)
    return Age(answered_after=days(raised_at, answered_at, zone)) if answered_at else Age()


def days(start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> int:
    """Midnights in `zone` from `start` to `end`."""
    return (end.astimezone(zone).date() - start.astimezone(zone).date()).days


def older_than(count: int, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The moment before which something began that is more than `count` days old."""
    day = now.astimezone(zone).date() - dt.timedelta(days=count)
    return dt.datetime.combine(day, dt.time(0), tzinfo=zone)


def days_words(count: int) -> str:
    """ "12 ngày"."""
    return ngettext("{count} ngày", "{count} ngày", count).format(count=count)
