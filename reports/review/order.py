"""What the officer's board says of a report and of a round. Pure: facts and a moment in, words out."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
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


@dataclass(frozen=True, slots=True)
class Tally:
    """A round as two figures: completeness (`sent` of `total`) and timeliness (`in_time` of `total`).

    In time means by the agency's own due moment; `thanks_to_extension` of them were late against the round's.
    """

    total: int
    sent: int
    in_time: int
    thanks_to_extension: int
    piles: dict[Pile, int]
    unreachable: int

    @property
    def sent_share(self) -> int:
        """Per cent, rounded down: 100 only when nobody is missing."""
        return self.sent * 100 // self.total if self.total else 0

    @property
    def in_time_share(self) -> int:
        return self.in_time * 100 // self.total if self.total else 0
