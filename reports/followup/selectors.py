"""Readings of figures that can be brought up to date and of what was sent for them, and the doors to both."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.http import Http404

from agencies.access import Person
from plan.models import Plan
from plan.selectors import coordinated_by, led_by
from reports.enums import ConsolidationState, FollowUpState
from reports.followup.said import Said
from reports.models import ConsolidatedIndicator, FollowUp, Round
from targets.models import Indicator, IndicatorOwner, Measurement
from targets.series import in_series, same_series

Key = tuple[int, int, int | None]  # indicator, year and, of a part, its agency


# Figures on record


@dataclass(frozen=True)
class Record:
    """What is on record for a year, and the person's agency (its id) that may send a later figure for it.

    While the year's round is under way the figure is mended in the report itself, not here. `state` is that of the
    person's last sending for it, `thread` holds all of them where they were asked for.
    """

    measurement: Measurement
    sender: int
    in_open_round: bool
    state: FollowUpState | None
    thread: list[FollowUp] = field(default_factory=list)

    @property
    def said(self) -> Said:
        return Said.in_row(self.measurement)

    @property
    def last(self) -> FollowUp | None:
        return self.thread[-1] if self.thread else None


def records_of(person: Person, *, on: dt.date) -> list[Record]:
    """Every figure on record that the person's agencies may bring up to date, the latest year first, in the plan's
    order. Two queries, none for those who act for no agency."""
    rows = figures_waiting(person, on=on)
    if not rows:
        return []
    threads = _threads(FollowUp.objects.filter(agency__in=person.acted_agencies).select_related("decided_by"))
    return sorted((_with_thread(row, threads) for row in rows), key=_as_listed)


def figures_waiting(person: Person, *, on: dt.date) -> list[Record]:
    """As `records_of`, unsorted and without the threads. One query, none for those who act for no agency."""
    return _records(person, on) if person.own_agencies else []


def find_record(person: Person, *, plan: Plan, code: str, year: int, part: str = "", on: dt.date) -> Record | None:
    """One figure on record, `part` naming an agency by code where it is that agency's part; None where there is none
    or it is not the person's to update. One query."""
    if not person.own_agencies:
        return None
    rows = _records(person, on, indicator__plan=plan, indicator__code=code, year=year)
    found = [row for row in rows if (row.measurement.agency.code if row.measurement.is_part else "") == part]
    return found[0] if found else None


def get_record(person: Person, *, plan: Plan, code: str, year: int, part: str = "", on: dt.date) -> Record:
    """As `find_record`, with the thread. Two queries; Http404 where there is nothing for this person."""
    record = find_record(person, plan=plan, code=code, year=year, part=part, on=on)
    if record is None:
        raise Http404
    sent = FollowUp.objects.filter(
        agency__in=person.acted_agencies, indicator=record.measurement.indicator, year=year
    ).select_related("indicator", "sent_by", "signed_by", "decided_by")
    return _with_thread(record, _threads(sent))


def _records(person: Person, on: dt.date, **narrowed: object) -> list[Record]:
    """The current figures that are the person's to update: the own agency's, those of indicators it owns now, and of an
    ended agency for which it acts those that nobody else reports now.

    A part stays with the agency that reported it.
    """
    own, acted = person.own_agencies, person.acted_agencies
    owning = IndicatorOwner.objects.on(on).filter(**same_series(), is_part=False)
    owners = owning.filter(agency__in=own)
    reported = Measurement.everything.filter(**same_series(), agency__in=acted)
    standing = Indicator.objects.on(on).filter(plan=OuterRef("indicator__plan"), code=OuterRef("indicator__code"))
    under_way = Round.objects.filter(plan=OuterRef("indicator__plan"), year=OuterRef("year"), locked_at=None)
    sent = FollowUp.objects.filter(
        agency__in=acted, indicator=OuterRef("indicator"), year=OuterRef("year"), is_part=OuterRef("is_part")
    )
    rows = (
        Measurement.everything.filter(
            Exists(owners) | Exists(reported),
            Exists(standing),
            **narrowed,
        )
        .annotate(
            part_of=Case(When(is_part=True, then=F("agency_id"))),
            owner=Subquery(owners.order_by("pk").values("agency")[:1]),
            is_owned=Exists(owning),
            in_open_round=Exists(under_way),
            last_state=Subquery(sent.order_by("-sent_at", "-pk").values("state")[:1]),
        )
        .select_related("indicator__plan", "agency")
        .order_by("indicator_id", "year", "part_of", "-revision")
        .distinct("indicator_id", "year", "part_of")
    )
    records = []
    for row in rows:
        sender = _sender(row, own, acted)
        if sender is not None:
            state = FollowUpState(row.last_state) if row.last_state else None
            records.append(Record(row, sender, row.in_open_round, state))
    return records


def _sender(row: Any, own: frozenset[int], acted: frozenset[int]) -> int | None:
    """Which of the person's agencies a later figure would come from; None where it is not theirs to send."""
    if row.agency_id in own or (row.is_part and row.agency_id in acted):
        return int(row.agency_id)
    if row.is_part:
        return None
    owner: int | None = row.owner
    return owner or (row.agency_id if row.agency_id in acted and not row.is_owned else None)


def _as_listed(record: Record) -> tuple[object, ...]:
    row = record.measurement
    return -row.year, row.indicator.plan_id, row.indicator.order, row.is_part, row.agency_id


def _with_thread(record: Record, threads: dict[Key, list[FollowUp]]) -> Record:
    return replace(record, thread=threads[key_of(record.measurement)])


def _threads(rows: Iterable[FollowUp]) -> dict[Key, list[FollowUp]]:
    threads: dict[Key, list[FollowUp]] = defaultdict(list)
    for row in rows:
        threads[key_of(row)].append(row)
    return threads


def key_of(row: Measurement | FollowUp) -> Key:
    """What figure a row is about."""
    return row.indicator_id, row.year, row.agency_id if row.is_part else None


def on_record(rows: Collection[FollowUp]) -> dict[Key, Measurement]:
    """What is on record now for the figures that `rows` are about. One query, none for no rows."""
    if not rows:
        return {}
    found = (
        Measurement.everything.filter(
            indicator__in={row.indicator_id for row in rows}, year__in={row.year for row in rows}
        )
        .annotate(part_of=Case(When(is_part=True, then=F("agency_id"))))
        .select_related("agency")
        .order_by("indicator_id", "year", "part_of", "-revision")
        .distinct("indicator_id", "year", "part_of")
    )
    return {key_of(row): row for row in found}


def last_part(row: Measurement) -> Measurement | None:
    """What the same agency's part was the year before. One query."""
    rows = Measurement.parts.filter(**in_series(row.indicator), year=row.year - 1, agency=row.agency_id)
    return rows.order_by("-revision").first()


def replaced_by(follow_up: FollowUp) -> Measurement | None:
    """What was on record before an accepted `follow_up`; None for one that was not accepted. One query."""
    made = Measurement.everything.filter(source__follow_up=follow_up)
    whose = {"agency": follow_up.agency_id} if follow_up.is_part else {}
    rows = Measurement.everything.filter(
        indicator=follow_up.indicator_id, year=follow_up.year, is_part=follow_up.is_part, **whose
    )
    earlier = rows.filter(revision__lt=Subquery(made.values("revision")[:1]))
    return earlier.select_related("agency").order_by("-revision").first()


def issued_line(indicator_id: int, year: int) -> ConsolidatedIndicator | None:
    """What the last issued report of that year says about the indicator, which stays so. One query."""
    return (
        ConsolidatedIndicator.objects.filter(
            indicator=indicator_id, consolidation__round__year=year, consolidation__state=ConsolidationState.ISSUED
        )
        .order_by("-consolidation__number")
        .first()
    )


# What was sent


def coordinated(person: Person, on: dt.date) -> Q:
    """Of the plans for whose coordinator the person works on that day."""
    return Q(indicator__plan__in=coordinated_by(person, on=on))


def follow_ups_for(person: Person, *, on: dt.date) -> QuerySet[FollowUp]:
    """What a person may read: the own agencies' and their predecessors' at any time, for the coordinator's people what
    was sent to them, for the leaders of the plan's authority what was accepted."""
    reached = ~Q(state=FollowUpState.AWAITING) & ~Q(
        state=FollowUpState.WITHDRAWN, signed_at=None, agency__uses_signoff=True
    )
    led = Q(indicator__plan__in=led_by(person, on=on), state=FollowUpState.ACCEPTED)
    visible = person.reads(day="sent_at__date") | (coordinated(person, on) & reached) | led
    return FollowUp.objects.filter(visible).select_related("indicator__plan", "agency")


def get_follow_up(person: Person, pk: int, *, on: dt.date) -> FollowUp:
    """One query; Http404 where the person may not read it."""
    rows = follow_ups_for(person, on=on).select_related("sent_by", "signed_by", "decided_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def thread_of(follow_up: FollowUp, person: Person, *, on: dt.date) -> list[FollowUp]:
    """All that was sent for the same figure, as far as the person may read it, oldest first. One query."""
    whose = {"agency": follow_up.agency_id} if follow_up.is_part else {}
    rows = follow_ups_for(person, on=on).filter(
        indicator=follow_up.indicator_id, year=follow_up.year, is_part=follow_up.is_part, **whose
    )
    return list(rows.select_related("sent_by", "signed_by", "decided_by").order_by("sent_at", "pk"))


def to_review(person: Person, *, on: dt.date) -> QuerySet[FollowUp]:
    """What waits for the coordinator, the longest wait first."""
    rows = FollowUp.objects.filter(coordinated(person, on), state=FollowUpState.SUBMITTED)
    return rows.select_related("indicator__plan", "agency").order_by("sent_at", "pk")


def lately_decided(person: Person, *, on: dt.date, limit: int) -> list[FollowUp]:
    """The last decisions on the plans the person coordinates. One query."""
    rows = FollowUp.objects.filter(coordinated(person, on), state__in=[FollowUpState.ACCEPTED, FollowUpState.RETURNED])
    return list(rows.select_related("indicator__plan", "agency", "decided_by").order_by("-decided_at", "-pk")[:limit])
