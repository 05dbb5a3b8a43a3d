"""Writing figures. `record_measurements` is the only way a figure enters `Measurement`; acceptance calls it."""

import datetime as dt
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Exists, F, OuterRef, When
from django.utils.translation import gettext as _

from agencies.audit import acting
from agencies.errors import Refused
from agencies.models import Agency, User
from targets.enums import Answer, Disagreement, Quality
from targets.models import Indicator, Measurement, Resolution
from targets.series import series_key

FigureKey = tuple[int, int, int | None]  # indicator, year and, of a part, its agency


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedAnswer:
    """An agency's answer for one indicator and year, as the coordinator accepted it."""

    indicator: Indicator
    year: int
    agency: Agency
    answer: Answer
    value: Decimal | None
    quality: Quality
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str = ""
    is_part: bool = False

    @property
    def key(self) -> FigureKey:
        return self.indicator.pk, self.year, self.agency.pk if self.is_part else None

    def same_as(self, other: Measurement) -> bool:
        """Whether `other` already says exactly this."""
        mine = (
            self.agency.pk,
            self.answer,
            self.value,
            self.quality,
            self.numerator,
            self.denominator,
            self.note,
        )
        theirs = (
            other.agency_id,
            other.answer,
            other.value,
            other.quality,
            other.numerator,
            other.denominator,
        )
        return mine == (*theirs, other.note)


def record_measurements(
    answers: Sequence[AcceptedAnswer], *, reason: str, by: User, now: dt.datetime
) -> list[Measurement]:
    """Make `answers` the current figures, each as a new revision explained by `reason`; returns them in order.

    An answer already on record is not written again; a later one of an old year stands on the row of the indicator that
    holds that year. Which of two agencies' figures stands is decided before
    (`settle`); Refused where another agency's is to be replaced and no reason is given. Three statements for any
    number of answers, besides the transaction's own.
    """
    rows: list[Measurement] = []
    fresh: list[Measurement] = []
    with acting(by):
        current = _current(answers)
        for answer in answers:
            before = current.get(answer.key)
            if before and answer.same_as(before):
                rows.append(before)
                continue
            row = _revision(answer, before, reason=reason, by=by, now=now)
            rows.append(row)
            fresh.append(row)
        Measurement.objects.bulk_create(fresh)
    return rows


def settle(
    *,
    indicator: Indicator,
    year: int,
    kind: Disagreement,
    figures: Sequence[Sequence[str]],
    chosen: str,
    reason: str,
    by: User,
    now: dt.datetime,
) -> Resolution:
    """Keep a person's word on figures that differ: all of `figures`, as (whose, figure), and the `chosen` one of them.

    No figure changes by it. Refused without a reason.
    """
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do chọn số này."), field="reason")
    with acting(by):
        return Resolution.objects.create(
            indicator=indicator,
            year=year,
            kind=kind,
            figures=[list(pair) for pair in figures],
            chosen=chosen,
            reason=reason.strip(),
            at=now,
            by=by,
        )


def hold_indicators(pks: Collection[int]) -> dict[int, Hashable]:
    """Nobody else records or settles figures of these, or of other rows of their series, until the transaction ends.

    Tells of which series each row is that may hold a figure of theirs. One query.
    """
    named = Indicator.objects.filter(pk__in=pks, plan=OuterRef("plan"), code=OuterRef("code"))
    rows = Indicator.objects.select_for_update(of=("self",), no_key=True).filter(Exists(named)).order_by("pk")
    return {row.pk: series_key(row) for row in rows}


def _current(answers: Sequence[AcceptedAnswer]) -> dict[FigureKey, Measurement]:
    """What is on record now for the key of each answer, on whichever row of its series it stands. The indicators are
    held first, so that two acceptances take turns."""
    series = hold_indicators({answer.indicator.pk for answer in answers})
    rows = (
        Measurement.everything.filter(indicator__in=series, year__in={a.year for a in answers})
        .annotate(part_of=Case(When(is_part=True, then=F("agency_id"))))
        .order_by("indicator_id", "year", "part_of", "-revision")
        .distinct("indicator_id", "year", "part_of")
    )
    found = {(series[row.indicator_id], row.year, row.agency_id if row.is_part else None): row for row in rows}
    keys = {answer.key: (series[answer.indicator.pk], *answer.key[1:]) for answer in answers}
    return {key: found[named] for key, named in keys.items() if named in found}


def _revision(
    answer: AcceptedAnswer, before: Measurement | None, *, reason: str, by: User, now: dt.datetime
) -> Measurement:
    return Measurement(
        indicator_id=before.indicator_id if before else answer.indicator.pk,
        year=answer.year,
        revision=before.revision + 1 if before else 1,
        agency=answer.agency,
        is_part=answer.is_part,
        answer=answer.answer,
        value=answer.value,
        numerator=answer.numerator,
        denominator=answer.denominator,
        quality=answer.quality,
        note=answer.note,
        reason=_reason(answer, before, reason) if before else "",
        recorded_at=now,
        recorded_by=by,
    )


def _reason(answer: AcceptedAnswer, before: Measurement, reason: str) -> str:
    """Why `before` is replaced. Of an agency's own figure, its sending it again says enough."""
    if not reason and before.agency_id != answer.agency.pk:
        message = _("Hãy ghi lý do thay số do {agency} báo cáo.")
        raise Refused(message.format(agency=before.agency.name), field="reason")
    return reason or _("Cơ quan gửi lại và được duyệt lại.")
