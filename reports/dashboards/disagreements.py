"""Figures of one indicator that stood side by side: the parts beside the whole, and what a person decided on them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.answers import answer_words
from reports.settling import PartsBeside, part_owners, parts_of_year
from targets.models import Measurement, Resolution
from targets.selectors import IndicatorRow


@dataclass(frozen=True, slots=True)
class PartsOfYear:
    """The parts of one year, as (agency, figure) with no figure where none was accepted yet, beside the whole.

    `wanting` counts the figures still to come; `difference` is empty unless the figures cannot all be right.
    """

    year: int
    parts: list[tuple[str, str]]
    wanting: int
    whole: str
    total: str
    difference: str


def parts_by_year(row: IndicatorRow, figures: Mapping[int, Sequence[Measurement]]) -> list[PartsOfYear]:
    """The years in which single agencies reported their part, latest first. `figures`: the parts' revisions, oldest
    first. One query, none where no agency has reported a part."""
    owners = part_owners(row.indicator) if figures else []
    years = (
        parts_of_year(row.indicator, year, figures[year], row.measurements.get(year), owners)
        for year in sorted(figures, reverse=True)
    )
    return [_in_words(beside) for beside in years if beside]


def _in_words(beside: PartsBeside) -> PartsOfYear:
    compared = beside.comparison
    return PartsOfYear(
        year=beside.year,
        parts=[(agency.name, answer_words(one, beside.indicator) if one else "") for agency, one in beside.parts],
        wanting=len(compared.missing),
        whole=compared.whole_words,
        total=compared.total_words,
        difference=compared.difference_words if compared.is_wrong else "",
    )


def resolutions_of(row: IndicatorRow) -> list[Resolution]:
    """What was decided on differing figures, latest first. One query."""
    return list(row.indicator.resolutions.select_related("by").order_by("-year", "-at", "-pk"))


def split(
    figures: Mapping[int, Sequence[Measurement]],
) -> tuple[dict[int, list[Measurement]], dict[int, list[Measurement]]]:
    """The revisions by year, of the whole and of the parts."""
    whole: dict[int, list[Measurement]] = defaultdict(list)
    parts: dict[int, list[Measurement]] = defaultdict(list)
    for year, rows in figures.items():
        for one in rows:
            (parts if one.is_part else whole)[year].append(one)
    return whole, parts
