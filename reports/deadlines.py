"""Due moments and lateness: one rule, computed from the due moment and a given time, never stored.

"Before 05/12" (section IV.1 of the plan) is kept as most offices read it: until the end of that day in the office's
time zone. The round holds the moment, so an administrator can set another.
"""

import datetime as dt
from zoneinfo import ZoneInfo


def end_of_day(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """The last second of `day` in `zone`."""
    return dt.datetime.combine(day, dt.time(23, 59, 59), tzinfo=zone)


def days_late(due: dt.datetime, at: dt.datetime, zone: ZoneInfo) -> int:
    """Whole calendar days in `zone` from the due day to `at`; 0 when in time. One second after midnight is one day."""
    if at <= due:
        return 0
    return max(1, (at.astimezone(zone).date() - due.astimezone(zone).date()).days)


def days_left(due: dt.datetime, now: dt.datetime, zone: ZoneInfo) -> int:
    """Calendar days from today until the due day; 0 on the day itself, negative afterwards."""
    return (due.astimezone(zone).date() - now.astimezone(zone).date()).days
