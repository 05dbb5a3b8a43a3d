"""Two agencies that say different things of one figure: what each says, and which of them stands by a person's word."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from agencies.models import Agency
from reports.answers import Said, told_apart
from reports.models import IndicatorEntry
from reports.sealing import fingerprint
from reports.settling import decision_on
from reports.workflow import AS_SENT
from targets.enums import Disagreement
from targets.models import Measurement, Resolution

Row = IndicatorEntry | Measurement


@dataclass(frozen=True, slots=True)
class Choice:
    """The officer's word: the figure that `stands`, as it was written, and the seal of the contest that was `seen`."""

    stands: str
    seen: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one agency says: as it sent it or, where it has nothing sent, as it stands on record."""

    agency: Agency
    row: Row
    words: str
    said: Said


@dataclass(frozen=True)
class Contest:
    """Claims that differ, that of the report under review first. `resolutions`: all of the figure, oldest first."""

    claims: Sequence[Claim]
    resolutions: Sequence[Resolution]

    @property
    def figures(self) -> list[list[str]]:
        return [[claim.agency.name, claim.words] for claim in self.claims]

    @cached_property
    def decided(self) -> Resolution | None:
        """The decision between these very figures."""
        return decision_on(self.figures, self.resolutions, Disagreement.AGENCIES)

    @property
    def seal(self) -> str:
        """Of what a choice is made between, so that no other figures are settled by it than those that were seen."""
        return fingerprint({"figures": self.figures, "decided": self.decided.pk if self.decided else None})

    @property
    def options(self) -> list[tuple[str, str]]:
        """The figures to choose from, each with whose it is."""
        whose: dict[str, list[str]] = {}
        for claim in self.claims:
            whose.setdefault(claim.words, []).append(claim.agency.short_name)
        words = _("Lấy số của {agencies}: {figure}")
        return [(one, words.format(agencies=", ".join(names), figure=one)) for one, names in whose.items()]

    @property
    def sentence(self) -> str:
        """All claims, for whoever still has to choose."""
        said = "; ".join(f"{claim.agency.short_name}: {claim.words}" for claim in self.claims)
        return _("Các cơ quan báo khác nhau ({figures}). Hãy chọn số được lấy và ghi lý do.").format(figures=said)

    @property
    def is_lost(self) -> bool:
        """Whether another figure than the reviewed report's was chosen."""
        return self.decided is not None and self.decided.chosen != self.claims[0].words

    def standing(self, chosen: str) -> Claim:
        """The claim that `chosen` means: the reviewed report's own wherever it says the same."""
        return next(claim for claim in self.claims if claim.words == chosen)


def contends(other: IndicatorEntry, entry: IndicatorEntry) -> bool:
    """Whether `other` is what another agency sent for the very same thing."""
    same_year = other.year == entry.year and other.submission_id != entry.submission_id
    return same_year and not other.is_part and other.submission.state in AS_SENT


def claims_on(
    entry: IndicatorEntry,
    entries: Iterable[IndicatorEntry],
    on_record: Measurement | None,
    agencies: Mapping[int, Agency],
) -> list[Claim]:
    """`entry`'s claim, then those of others among `entries`, then one that only stands on record. No query."""
    if entry.is_part:
        return []
    rows: list[tuple[Agency, Row]] = [
        (one.submission.agency, one) for one in (entry, *(one for one in entries if contends(one, entry)))
    ]
    if on_record and on_record.agency_id not in {agency.pk for agency, _row in rows}:
        rows.append((agencies[on_record.agency_id], on_record))
    told = told_apart([row for _agency, row in rows], entry.indicator)
    return [Claim(agency, row, *one) for (agency, row), one in zip(rows, told, strict=True)]


def contest_of(claims: Sequence[Claim], resolutions: Sequence[Resolution]) -> Contest | None:
    """None where everybody says the same."""
    return Contest(claims, resolutions) if len({claim.said for claim in claims}) > 1 else None
