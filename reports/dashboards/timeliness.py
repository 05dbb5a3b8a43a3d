"""How one agency kept to the due moment of one round, in a shape and in words. Pure."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.deadlines import days_late

LONG_AGO = 100  # from here on the number of days tells a reader nothing


class Timeliness(TextChoices):
    """Worst first; the values are those of the verdict signs (templates/components/chip.html)."""

    MISSING = "missed"
    LATE = "off_track"
    EXTENDED = "at_risk"
    ON_TIME = "met"
    NOT_DUE = "no_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """When an agency's report for `year` was due, to what moment that was extended, and when it first came."""

    year: int
    due_at: dt.datetime
    extended_to: dt.datetime | None
    sent_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Cell:
    year: int
    kind: Timeliness
    words: str


def timeliness(sending: Sending, *, now: dt.datetime, zone: ZoneInfo) -> Cell:
    """Days are counted against the round's due moment and, where there is an extension, against both."""
    if sending.sent_at and sending.sent_at <= sending.due_at:
        return Cell(sending.year, Timeliness.ON_TIME, _("đúng hạn"))
    limit = max(sending.due_at, sending.extended_to or sending.due_at)
    late = days_late(sending.due_at, sending.sent_at or now, zone)
    after_extension = days_late(limit, sending.sent_at or now, zone)
    if sending.sent_at is None:
        if not after_extension:
            return Cell(sending.year, Timeliness.NOT_DUE, _("còn hạn"))
        words = ngettext("chưa gửi, trễ {days} ngày", "chưa gửi, trễ {days} ngày", late)
        return Cell(sending.year, Timeliness.MISSING, words.format(days=late) if late < LONG_AGO else _("chưa gửi"))
    if not after_extension:
        words = ngettext("trễ {days} ngày, có gia hạn", "trễ {days} ngày, có gia hạn", late)
        return Cell(sending.year, Timeliness.EXTENDED, words.format(days=late))
    if sending.extended_to:
        words = ngettext("trễ {days} ngày, sau gia hạn {after} ngày", "trễ {days} ngày, sau gia hạn {after} ngày", late)
        return Cell(sending.year, Timeliness.LATE, words.format(days=late, after=after_extension))
    return Cell(sending.year, Timeliness.LATE, ngettext("trễ {days} ngày", "trễ {days} ngày", late).format(days=late))
