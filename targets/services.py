"""Writing figures. `record_measurements` is the only way a figure enters `Measurement`; acceptance calls it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, F, When
from django.utils.translation import gettext as _

from agencies.audit import acting
from agencies.errors import Refused
from agencies.models import Agency, User
from targets.enums import Answer, Disagreement, Kind, Quality
from targets.figures import with_unit
from targets.models import Indicator, Measurement, Resolution

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

    def contradicts(self, other: Measurement) -> bool:
        """Whether `other` is another agency's and says something else, a declaration or a kind of nothing included.

        Parts contradict nobody: each agency has its own.
        """
        said, says = (other.answer, other.value), (self.answer, self.value)
        return other.agency_id != self.agency.pk and said != says


def record_measurements(
    answers: Sequence[AcceptedAnswer], *, reason: str, by: User, now: dt.datetime
) -> list[Measurement]:
    """Make `answers` the current figures, each as a new revision explained by `reason`; returns them in order.

    An answer already on record is not written again. Refused where another agency's differing figure is on record and
    no `reason` is given: two figures for one thing are for a person to decide, and the decision is kept with both
    (`Resolution`). Three statements for any number of answers, four where agencies disagreed, besides the
    transaction's own.
    """
    rows: list[Measurement] = []
    fresh: list[Measurement] = []
    decided: list[Resolution] = []
    with acting(by):
        current = _current(answers)
        for answer in answers:
            before = current.get(answer.key)
            if before and answer.same_as(before):
                rows.append(before)
                continue
            if before and answer.contradicts(before):
                if not reason:
                    raise Refused(_disagreement(before, answer), field="reason")
                decided.append(_decision(before, answer, reason=reason, by=by, now=now))
            row = _revision(answer, before, reason=reason, by=by, now=now)
            rows.append(row)
            fresh.append(row)
        Measurement.objects.bulk_create(fresh)
        if decided:
            Resolution.objects.bulk_create(decided)
    return rows


def settle_parts(
    *, indicator: Indicator, year: int, figures: Sequence[tuple[str, str]], reason: str, by: User, now: dt.datetime
) -> Resolution:
    """Keep a person's word on parts that do not add up to the whole; `figures` are (whose, figure), the whole first.

    The figures stay as they are: one that turns out wrong is corrected by its agency. Refused without a reason.
    """
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do các phần cộng lại khác số chung."), field="reason")
    with acting(by):
        return Resolution.objects.create(
            indicator=indicator,
            year=year,
            kind=Disagreement.PARTS,
            figures=[list(pair) for pair in figures],
            chosen=figures[0][1],
            reason=reason.strip(),
            at=now,
            by=by,
        )


def _current(answers: Sequence[AcceptedAnswer]) -> dict[FigureKey, Measurement]:
    """What is on record now. The indicators are locked first, so that two acceptances take turns."""
    indicators = sorted({answer.indicator.pk for answer in answers})
    list(Indicator.objects.select_for_update(no_key=True).filter(pk__in=indicators).order_by("pk").values_list("pk"))
    rows = (
        Measurement.everything.filter(indicator__in=indicators, year__in={a.year for a in answers})
        .annotate(part_of=Case(When(is_part=True, then=F("agency_id"))))
        .select_related("agency")
        .order_by("indicator_id", "year", "part_of", "-revision")
        .distinct("indicator_id", "year", "part_of")
    )
    return {(row.indicator_id, row.year, row.agency_id if row.is_part else None): row for row in rows}


def _revision(
    answer: AcceptedAnswer, before: Measurement | None, *, reason: str, by: User, now: dt.datetime
) -> Measurement:
    return Measurement(
        indicator=answer.indicator,
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
        reason=(reason or _("Cơ quan gửi lại và được duyệt lại.")) if before else "",
        recorded_at=now,
        recorded_by=by,
    )


def _decision(before: Measurement, answer: AcceptedAnswer, *, reason: str, by: User, now: dt.datetime) -> Resolution:
    said = _said(answer, answer.indicator)
    figures = [[before.agency.name, _said(before, answer.indicator)], [answer.agency.name, said]]
    return Resolution(
        indicator=answer.indicator,
        year=answer.year,
        kind=Disagreement.AGENCIES,
        figures=figures,
        chosen=said,
        reason=reason,
        at=now,
        by=by,
    )


def _disagreement(before: Measurement, answer: AcceptedAnswer) -> str:
    return _(
        "{other} đã được duyệt {theirs} cho chỉ tiêu {code} năm {year}, khác với {mine} của {agency}. "
        "Hãy ghi lý do chọn số này."
    ).format(
        other=before.agency.short_name,
        theirs=_said(before, answer.indicator),
        code=answer.indicator.code,
        year=answer.year,
        mine=_said(answer, answer.indicator),
        agency=answer.agency.short_name,
    )


def _said(row: Measurement | AcceptedAnswer, indicator: Indicator) -> str:
    if row.value is None:
        return str(Answer(row.answer).label)
    return with_unit(row.value, indicator.unit, Kind(indicator.kind))
