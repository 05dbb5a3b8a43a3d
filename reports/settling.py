"""Figures that cannot all stand: parts beside the whole they should come to, and a person's word on what differs."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import Agency, User
from reports.answers import answer_words
from reports.flags import Answered
from reports.parts import Comparison, Part
from targets.enums import Disagreement, Kind
from targets.models import Indicator, IndicatorOwner, Measurement, Resolution
from targets.selectors import last_day
from targets.series import in_series
from targets.services import settle

Side = tuple[Agency, Answered | None]  # whose, and what was answered; None: nothing yet


@dataclass(frozen=True)
class PartsBeside:
    """Everybody's part of one indicator in one year beside the whole, where there is one, and `whose` that is."""

    indicator: Indicator
    year: int
    parts: Sequence[Side]
    whole: Answered | None
    whose: Agency | None = None

    @cached_property
    def comparison(self) -> Comparison:
        return Comparison(
            kind=Kind(self.indicator.kind),
            unit=self.indicator.unit,
            decimals=self.indicator.decimals,
            multiplier=self.indicator.multiplier,
            whole=_part("", self.whole) if self.whole else None,
            parts=[_part(agency.short_name, row) for agency, row in self.parts],
        )

    @property
    def figures(self) -> list[list[str]]:
        """What stood side by side, as (whose, figure): the whole first, then the parts by agency."""
        sides = [*([(self.whose, self.whole)] if self.whose else []), *self.parts]
        words = [answer_words(row, self.indicator) if row else _("chưa gửi") for _agency, row in sides]
        return [[agency.name, said] for (agency, _row), said in zip(sides, words, strict=True)]

    def is_open(self, resolutions: Iterable[Resolution]) -> bool:
        """Whether the figures cannot all be right and nobody has said so much of them yet."""
        return self.comparison.is_wrong and not decision_on(self.figures, resolutions, Disagreement.PARTS)

    def settle(self, resolutions: Iterable[Resolution], *, reason: str, by: User, now: dt.datetime) -> None:
        """Keep why the figures are accepted although they cannot all be right; Refused without a reason.

        The figures stay as they are: one that turns out wrong is corrected by its agency.
        """
        flag = self.comparison.flag()
        if flag is None or not self.is_open(resolutions):
            return
        if not reason:
            message = _("{flag} Hãy ghi lý do vẫn duyệt.")
            raise Refused(message.format(flag=flag.sentence), field="reason")
        figures = self.figures
        settle(
            indicator=self.indicator,
            year=self.year,
            kind=Disagreement.PARTS,
            figures=figures,
            chosen=figures[0][1],
            reason=reason,
            by=by,
            now=now,
        )


def parts_on_record(indicator: Indicator, year: int) -> PartsBeside | None:
    """As accepted for a year; None where nobody's part is. Three queries."""
    rows = {**in_series(indicator), "year": year}
    parts = Measurement.parts.filter(**rows).select_related("agency").order_by("revision")
    whole = Measurement.objects.filter(**rows).select_related("agency").order_by("-revision")
    row = whole.first()
    beside = parts_of_year(indicator, year, list(parts), row, part_owners(indicator))
    return replace(beside, whose=row.agency) if beside and row else beside


def part_owners(indicator: Indicator) -> list[IndicatorOwner]:
    """Whoever reports, or ever reported, a part. One query."""
    return list(IndicatorOwner.objects.filter(**in_series(indicator), is_part=True).select_related("agency"))


def parts_of_year(
    indicator: Indicator,
    year: int,
    parts: Sequence[Measurement],
    whole: Measurement | None,
    owners: Sequence[IndicatorOwner],
) -> PartsBeside | None:
    """The accepted `parts`, oldest revision first, with those still wanting of agencies that had to report one; None
    where there is no part at all. No query where the agencies are loaded."""
    if not parts:
        return None
    asked = [owner.agency for owner in owners if owner.holds_on(last_day(year))]
    sides: dict[int, Side] = {agency.pk: (agency, None) for agency in asked}
    sides |= {part.agency_id: (part.agency, part) for part in parts}
    ordered = sorted(sides.values(), key=lambda side: side[0].sort_key)
    return PartsBeside(indicator, year, ordered, whole)


def _part(agency: str, row: Answered | None) -> Part:
    if row is None:
        return Part(agency=agency, answer="")
    return Part(
        agency=agency,
        answer=row.answer,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
    )


def decision_on(
    figures: Sequence[Sequence[str]], resolutions: Iterable[Resolution], kind: Disagreement
) -> Resolution | None:
    """The last decision of this kind, as long as it was on these very figures; `resolutions` oldest first."""
    last = [one for one in resolutions if one.kind == kind][-1:]
    return last[0] if last and sorted(map(list, figures)) == sorted(last[0].figures) else None
