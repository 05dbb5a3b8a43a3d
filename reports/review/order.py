"""What the officer's board says of a report and of a round. Pure: facts and a moment in, words out."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from reports.deadlines import days_late


class Pile(TextChoices):
    """What an officer has to do about a report: the order is the order of the board."""

    UNSENT = "unsent", _("Chưa gửi")
    RETURNED = "returned", _("Trả lại")
    WAITING = "waiting", _("Chờ duyệt")
    ACCEPTED = "accepted", _("Đã duyệt")


class RoundState(TextChoices):
    """Where a round stands against its two due moments."""

    OPEN = "open", _("Đang nhận báo cáo")
    DUE = "due", _("Hết hạn gửi, đang tổng hợp")
    OVERDUE = "overdue", _("Quá hạn tổng hợp")
    LOCKED = "locked", _("Đã khóa")


def round_state(
    *, due_at: dt.datetime, consolidation_due_at: dt.datetime, locked_at: dt.datetime | None, now: dt.datetime
) -> RoundState:
    if locked_at:
        return RoundState.LOCKED
    if now <= due_at:
        return RoundState.OPEN
    return RoundState.DUE if now <= consolidation_due_at else RoundState.OVERDUE


@dataclass(frozen=True, slots=True)
class Lateness:
    """Whole days late against the round's due moment and against the agency's own, which an extension moves."""

    by_round: int
    by_own: int


def lateness(
    *, due_at: dt.datetime, own_due_at: dt.datetime, first_sent_at: dt.datetime | None, now: dt.datetime, zone: ZoneInfo
) -> Lateness:
    """Counted to the first sending; to `now` while nothing was sent. A return does not make a report late."""
    at = first_sent_at or now
    return Lateness(days_late(due_at, at, zone), days_late(own_due_at, at, zone))


def when_words(at: dt.datetime, now: dt.datetime, zone: ZoneInfo) -> str:
    """When something happened, as one says it today: "hôm nay 08:05", "hôm qua 16:20", "5 ngày trước"."""
    here = at.astimezone(zone)
    days = (now.astimezone(zone).date() - here.date()).days
    if days > 1:
        return _now("{days} ngày trước").format(days=days)
    return (_now("hôm qua {at}") if days == 1 else _now("hôm nay {at}")).format(at=f"{here:%H:%M}")
