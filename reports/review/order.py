"""Which report comes first on the officer's board, and how a round stands. Pure: facts and a moment in, order out."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reports.deadlines import days_late
from reports.enums import State
from reports.workflow import APPROVED


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


_PLACE = {pile: place for place, pile in enumerate(Pile)}


@dataclass(frozen=True, slots=True)
class Lateness:
    """Whole days late against the round's due moment and against the agency's own, which an extension moves."""

    by_round: int
    by_own: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What ranking needs to know of one agency's report; `own_due_at` is the extension where there is one."""

    pk: int
    name_key: str
    state: State
    due_at: dt.datetime
    own_due_at: dt.datetime
    first_sent_at: dt.datetime | None
    last_sent_at: dt.datetime | None
    has_contact: bool

    @property
    def pile(self) -> Pile:
        """A returned report stays among the returned while its head has it for signing again."""
        if self.state in APPROVED:
            return Pile.ACCEPTED
        if self.state == State.SUBMITTED:
            return Pile.WAITING
        return Pile.RETURNED if self.first_sent_at else Pile.UNSENT

    def lateness(self, now: dt.datetime, zone: ZoneInfo) -> Lateness:
        """Counted to the first sending; to `now` while nothing was sent. A return does not make a report late."""
        at = self.first_sent_at or now
        return Lateness(days_late(self.due_at, at, zone), days_late(self.own_due_at, at, zone))


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


def tally(reports: Iterable[Report]) -> Tally:
    reports = list(reports)
    sent = [(report, report.first_sent_at) for report in reports if report.first_sent_at]
    in_time = [(report, at) for report, at in sent if at <= report.own_due_at]
    piles = Counter(report.pile for report in reports)
    return Tally(
        total=len(reports),
        sent=len(sent),
        in_time=len(in_time),
        thanks_to_extension=sum(at > report.due_at for report, at in in_time),
        piles={pile: piles[pile] for pile in Pile},
        unreachable=sum(not report.has_contact for report in reports),
    )


def worst_first(reports: Iterable[Report], *, now: dt.datetime, zone: ZoneInfo) -> list[Report]:
    """By pile; in it the longest overdue, then whom nobody can remind, then who sent first, then by name."""

    def rank(report: Report) -> tuple[object, ...]:
        late = report.lateness(now, zone)
        return (
            _PLACE[report.pile],
            -late.by_own,
            -late.by_round,
            report.has_contact,
            report.last_sent_at or now,
            report.name_key,
        )

    return sorted(reports, key=rank)
