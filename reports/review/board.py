"""What the round board shows: who has sent, who is late, whom to call, who was reminded when."""

import datetime as dt
import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import AGENCY_ROLES
from agencies.enums import Role
from agencies.models import Membership
from agencies.successions import acting_on
from agencies.text import fold
from reports.collect.filled import INDICATOR_IS_FILLED, TASK_IS_FILLED
from reports.enums import ReminderKind, State
from reports.models import IndicatorEntry, Reminder, Round, Submission, SubmissionVersion, TaskEntry
from reports.models.submission import own_due_at
from reports.review import ranking
from reports.review.counting import Counts, Tally, counts_of, tally_of
from reports.review.narrowing import Narrowing
from reports.review.order import Lateness, lateness, when_words

ROWS_A_PAGE = 25  # worst first, so the rest is rarely needed; keeps a large province as quick as a small one
_CHASED = frozenset({State.DRAFT, State.AWAITING, State.RETURNED})  # the agency has the next move


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to call, and in what capacity."""

    name: str
    phone: str
    role: Role

    @property
    def dialled(self) -> str:
        """The number as a telephone takes it."""
        return "".join(char for char in self.phone if char in "+0123456789")


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened, absolutely and as one says it today."""

    at: dt.datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One agency's line; `filled` of `total` items could be sent as they are, `sendings` is how often it was sent."""

    pk: int
    agency: str
    agency_code: str
    state: State
    filled: int
    total: int
    due_at: dt.datetime
    extended: bool
    sendings: int
    lateness: Lateness
    last: Moment | None
    reminded: Moment | None
    reminded_by_hand: bool
    contacts: list[Contact]

    @property
    def sent(self) -> bool:
        """Whether the coordinator may open it: an unsent report is its agency's own affair."""
        return self.sendings > 0

    @property
    def share(self) -> str:
        return _("{filled}/{total} mục").format(filled=self.filled, total=self.total)

    @property
    def chased(self) -> bool:
        """Whether the agency has the next move, so that there is something to remind of."""
        return self.state in _CHASED

    @property
    def contact(self) -> Contact | None:
        return self.contacts[0] if self.contacts else None


@dataclass(frozen=True)
class Board:
    """A page of a round's reports, worst first, under the round's two figures."""

    round: Round
    tally: Tally
    counts: Counts
    rows: list[BoardRow]
    page: Page[int]

    @property
    def shown(self) -> tuple[object, ...]:
        """All that a reader sees of it."""
        return self.round.locked_at, self.tally, self.counts, self.rows, self.page.number


def stamp_of(*shown: object) -> str:
    """A fingerprint of what is shown: another where anything would look different."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]


def board_of(round_: Round, narrowing: Narrowing, *, now: dt.datetime, zone: ZoneInfo, page: str | int = 1) -> Board:
    """The round's board as far as it is asked for. Four queries for any number of agencies, five to look for a name.

    What is read of all reports is counted and ranked in the database; a large province costs little more.
    """
    found = _found(round_, narrowing.words) if narrowing.words else None
    reports = ranking.reports_of(round_, contacts_on(timezone.localdate(now)), now=now, found=found)
    groups = ranking.groups_of(reports)
    counts = counts_of(groups, narrowing)
    shown = ranking.narrowed(reports, narrowing)
    pages = Paginator(ranking.worst_first(shown, round_, now=now, zone=zone), ROWS_A_PAGE)
    pages.count = counts.shown  # known without counting again
    current = pages.get_page(page)
    return Board(round_, tally_of(groups), counts, _rows(list(current), round_, now, zone), current)


def contacts_on(on: dt.date) -> QuerySet[Membership]:
    """Whoever could be reminded on that day: an agency's own people with an account that still works."""
    rows: QuerySet[Membership] = Membership.objects.on(on).filter(role__in=AGENCY_ROLES, user__is_active=True)
    return rows


def _found(round_: Round, words: str) -> list[int]:
    """The reports of the agencies one of whose names has `words`, with or without marks. One query."""
    wanted = fold(words)
    names = Submission.objects.filter(round=round_).values_list(
        "pk", "agency_name", "agency__name", "agency__short_name", "agency__aliases"
    )
    return [
        pk for pk, then, now, short, others in names if any(wanted in fold(one) for one in (then, now, short, *others))
    ]


def _rows(reports: list[int], round_: Round, now: dt.datetime, zone: ZoneInfo) -> list[BoardRow]:
    on = timezone.localdate(now)
    found = {row.pk: row for row in _facts().filter(pk__in=reports).annotate(acting=acting_on(on))}
    contacts = _contacts_by_agency([row.acting for row in found.values()], on)

    def moment(at: dt.datetime | None) -> Moment | None:
        return Moment(at, when_words(at, now, zone)) if at else None

    return [
        BoardRow(
            pk=row.pk,
            agency=row.agency.short_name,
            agency_code=row.agency.code,
            state=State(row.state),
            filled=row.task_filled + row.indicator_filled,
            total=row.task_count + row.indicator_count,
            due_at=row.own_due_at,
            extended=row.own_due_at != round_.due_at,
            sendings=row.sendings,
            lateness=lateness(
                due_at=round_.due_at, own_due_at=row.own_due_at, first_sent_at=row.first_sent_at, now=now, zone=zone
            ),
            last=moment(row.last_at),
            reminded=moment(row.reminded_at),
            reminded_by_hand=row.reminded_kind == ReminderKind.BY_HAND,
            contacts=contacts[row.acting],
        )
        for pk in reports
        for row in [found[pk]]
    ]


def _facts() -> QuerySet[Any]:
    """Reports with what their lines on the board say."""
    sendings = SubmissionVersion.objects.filter(submission=OuterRef("pk")).order_by("-number")
    reminders = Reminder.objects.filter(submission=OuterRef("pk")).order_by("-at", "-pk")
    return Submission.objects.select_related("agency").annotate(
        own_due_at=own_due_at(),
        task_count=_count(TaskEntry),
        indicator_count=_count(IndicatorEntry),
        task_filled=_count(TaskEntry, TASK_IS_FILLED),
        indicator_filled=_count(IndicatorEntry, INDICATOR_IS_FILLED),
        sendings=Coalesce(Subquery(sendings.values("number")[:1]), 0),
        last_at=Greatest(_last_edit(TaskEntry), _last_edit(IndicatorEntry), "last_sent_at"),
        reminded_at=Subquery(reminders.values("at")[:1]),
        reminded_kind=Subquery(reminders.values("kind")[:1]),
    )


def _count(model: type[TaskEntry] | type[IndicatorEntry], condition: Q = Q()) -> Coalesce:  # noqa: B008
    """How many of a report's items meet `condition`."""
    entries = model._default_manager.filter(condition, submission=OuterRef("pk")).order_by()
    counted = entries.values("submission").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _last_edit(model: type[TaskEntry] | type[IndicatorEntry]) -> Subquery:
    """When one of a report's items was last saved."""
    edits = model._default_manager.filter(submission=OuterRef("pk"), edited_at__isnull=False)
    return Subquery(edits.order_by("-edited_at").values("edited_at")[:1])


def _contacts_by_agency(agencies: list[int], on: dt.date) -> dict[int, list[Contact]]:
    """Reporters first, then heads."""
    rows = contacts_on(on).filter(agency__in=agencies).select_related("user").order_by("-role", "user__full_name")
    contacts: dict[int, list[Contact]] = defaultdict(list)
    for row in rows:
        contacts[row.agency_id].append(Contact(str(row.user), row.user.phone, Role(row.role)))
    return contacts
