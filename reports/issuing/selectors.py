"""Readings for what comes after the issue: signed copies, sendings, and the chain of corrections."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone

from agencies.access import Person
from reports.consolidate.selectors import consolidations_for, get_consolidation, is_newest
from reports.deadlines import days_late
from reports.doors import Standing
from reports.enums import ConsolidationState
from reports.models import ConsolidatedChange, Consolidation, Dispatch, SignedCopy

CHANGES_SHOWN = 200  # on the page; the paper has them all


def can_be_issued(report: Consolidation, standing: Standing) -> bool:
    """Whether `issue` stands open to this person: the newest draft, and in a locked round only a correction."""
    is_open = report.corrects_id is not None or report.round.locked_at is None
    return report.state == ConsolidationState.DRAFT and is_open and standing.is_chief and is_newest(report)


def times_written(report: Consolidation) -> int:
    """How often anybody has written in the report's passages: another number is another text. One query."""
    return report.passages.aggregate(times=Coalesce(Sum("version"), 0))["times"]  # type: ignore[no-any-return]


def get_issued(person: Person, pk: int, *, on: dt.date) -> Consolidation:
    """Http404 where there is no such issued report for the person. One query."""
    report = get_consolidation(person, pk, on=on)
    if report.state != ConsolidationState.ISSUED:
        raise Http404
    return report


def get_signed_copy(person: Person, pk: int, *, on: dt.date) -> SignedCopy:
    """For whoever may read the report it belongs to. Two queries; Http404 for others."""
    copy = SignedCopy.objects.select_related("file").filter(pk=pk).first()
    if copy is None or not consolidations_for(person, on=on).filter(pk=copy.consolidation_id).exists():
        raise Http404
    return copy


@dataclass(frozen=True)
class Destination:
    """One addressee and every time the report is on record as sent there, the first sending first."""

    name: str
    sendings: list[Dispatch] = field(default_factory=list)
    days_late: int | None = None

    @property
    def first(self) -> Dispatch | None:
        return self.sendings[0] if self.sendings else None


@dataclass(frozen=True)
class Publication:
    """What became of an issued report. `is_overdue`: the day for sending has passed and somebody has not got it."""

    copies: list[SignedCopy]
    destinations: list[Destination]
    due_at: dt.datetime
    is_overdue: bool
    days_overdue: int

    @property
    def copy(self) -> SignedCopy | None:
        """The signed copy that counts: the latest."""
        return self.copies[0] if self.copies else None

    @property
    def waiting(self) -> list[str]:
        """The addressees to whom nothing is on record as sent."""
        return [one.name for one in self.destinations if not one.sendings]


def publication_of(report: Consolidation, *, now: dt.datetime) -> Publication:
    """Two queries. A correction is sent again, but no day is set for that: only a first report can be overdue."""
    zone, due_at = timezone.get_default_timezone(), report.round.consolidation_due_at
    sendings: dict[str, list[Dispatch]] = {name: [] for name in report.addressees}
    for line in report.dispatches.select_related("by").order_by("sent_at", "pk"):
        sendings.setdefault(line.addressee, []).append(line)
    is_first = report.corrects_id is None
    destinations = [
        Destination(name, lines, days_late(due_at, lines[0].sent_at, zone) if lines and is_first else None)
        for name, lines in sendings.items()
    ]
    waits = any(not lines for lines in sendings.values()) and is_first and now > due_at
    return Publication(
        copies=list(report.signed_copies.select_related("file", "by")),
        destinations=destinations,
        due_at=due_at,
        is_overdue=waits,
        days_overdue=days_late(due_at, now, zone) if waits else 0,
    )


@dataclass(frozen=True)
class Correction:
    """Where a report stands in its chain: what it corrects and how, and which later one corrects it."""

    corrected: Consolidation | None
    changes: list[ConsolidatedChange]
    change_count: int
    replaced_by: Consolidation | None

    @property
    def hidden(self) -> int:
        return self.change_count - len(self.changes)


def correction_of(report: Consolidation) -> Correction:
    """A page shows the first changes. One query for an issued report, two more for a correction."""
    corrected = report.corrects
    changes = report.changes.order_by("order") if corrected else ConsolidatedChange.objects.none()
    return Correction(
        corrected=corrected,
        changes=list(changes[:CHANGES_SHOWN]),
        change_count=changes.count() if corrected else 0,
        replaced_by=report.corrections.filter(state=ConsolidationState.ISSUED).first() if report.issued_at else None,
    )
