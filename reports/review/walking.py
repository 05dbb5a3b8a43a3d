"""From one report to the next without going back to the board: the board's order, within the report's own pile."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.collect.presence import Visit, on_pages
from reports.doors import Standing
from reports.enums import State
from reports.models import Submission
from reports.models.submission import own_due_at
from reports.review.board import contacts_on
from reports.review.order import Pile
from reports.review.ranking import reports_of, worst_first


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another sent report of the round; `open_by` names the colleagues who have it open."""

    pk: int
    agency: str
    state: State
    open_by: str = ""

    @property
    def open_words(self) -> str:
        return _("đang mở: {names}").format(names=self.open_by) if self.open_by else ""


@dataclass(frozen=True)
class Walk:
    """The reports of one pile in the board's order; `here` is where in it the report on the desk stands, from 0.

    `waiting` are those that wait for review, in the same order, without the one on the desk.
    """

    pile: Pile
    reports: Sequence[Neighbour]
    here: int
    waiting: Sequence[Neighbour]

    @property
    def position(self) -> int:
        return self.here + 1

    @property
    def previous(self) -> Neighbour | None:
        return _free(self.reports[: self.here][::-1])

    @property
    def next(self) -> Neighbour | None:
        return _free(self.reports[self.here + 1 :])

    @property
    def next_waiting(self) -> Neighbour | None:
        """The next that waits for review, from here round to the start; from elsewhere the first on the board."""
        if self.pile != Pile.WAITING:
            return _free(self.waiting)
        return _free([*self.waiting[self.here :], *self.waiting[: self.here]])


def _free(reports: Sequence[Neighbour]) -> Neighbour | None:
    """The nearest that no colleague has open; where all are, simply the nearest."""
    return next((one for one in reports if not one.open_by), reports[0] if reports else None)


def walk_from(
    submission: Submission, *, standing: Standing, now: dt.datetime, zone: ZoneInfo
) -> tuple[Walk, dt.datetime]:
    """The way on from a sent report, and its own due moment; who only reads goes by nobody. One query, one call to the
    cache."""
    contacts = contacts_on(timezone.localdate(now))
    reports = reports_of(submission.round, contacts, now=now).filter(first_sent_at__isnull=False)
    ranked = worst_first(reports, submission.round, now=now, zone=zone).annotate(in_pile=F("place"), own=own_due_at())
    rows = list(ranked.values_list("pk", "agency__short_name", "state", "in_pile", "own"))
    place, own = next((row[3], row[4]) for row in rows if row[0] == submission.pk)
    pages = {desk_page(pk): pk for pk, *_rest in rows}
    visited = on_pages(pages, by=standing.person, now=now) if standing.is_officer else {}
    visits = {pages[page]: found for page, found in visited.items()}
    pile = _neighbours((row for row in rows if row[3] == place), visits)
    waiting = _neighbours((row for row in rows if row[2] == State.SUBMITTED and row[0] != submission.pk), visits)
    here = next(at for at, one in enumerate(pile) if one.pk == submission.pk)
    return Walk(list(Pile)[place], pile, here, waiting), own


def desk_page(pk: int) -> str:
    """The desk of a report, as presence knows it."""
    return f"desk {pk}"


def _neighbours(rows: Iterable[tuple[Any, ...]], visits: Mapping[int, Sequence[Visit]]) -> list[Neighbour]:
    found = []
    for pk, agency, state, *_rest in rows:
        names = ", ".join(visit.name for visit in visits.get(pk, ()))
        found.append(Neighbour(pk, agency, State(state), names))
    return found
