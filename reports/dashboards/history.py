"""One indicator over the years, as its page shows it: each figure beside what was asked and where it came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from targets.enums import Answer, Kind, Quality
from targets.figures import MINUS, format_figure, rounded
from targets.models import Measurement
from targets.selectors import IndicatorRow, in_unit
from targets.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Revision:
    """One accepted answer. `report` is the report that carried it, where the reader may open it."""

    said: str
    quality: str
    measurement: Measurement
    report: int | None


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year of the table, figures in the indicator's unit. `added` is what the year brought to a running total,
    `difference` the figure minus the path; `verdict` is None for a year still to come."""

    year: int
    figure: str
    added: str
    required: str
    difference: str
    verdict: Verdict | None
    revisions: list[Revision]

    @property
    def current(self) -> Revision | None:
        return self.revisions[-1] if self.revisions else None

    @property
    def replaced(self) -> list[Revision]:
        """What was on record before the current answer."""
        return self.revisions[:-1]


def year_lines(
    row: IndicatorRow, revisions: Mapping[int, Sequence[Measurement]], readable: Mapping[int, int], *, until: int
) -> list[YearLine]:
    """Every year of the plan, those after `until` with their path only. `readable`: measurement id -> report id."""
    return [_line(row, year, revisions.get(year, ()), readable, past=year <= until) for year in row.plan.years]


def line_of(lines: Sequence[YearLine], asked: str) -> YearLine:
    """The year asked for, else the latest with an answer, else the first."""
    for line in lines:
        if str(line.year) == asked and line.verdict:
            return line
    answered = [line for line in lines if line.revisions]
    return answered[-1] if answered else lines[0]


def _line(
    row: IndicatorRow, year: int, revisions: Sequence[Measurement], readable: Mapping[int, int], *, past: bool
) -> YearLine:
    value, required = row.value(year), row.required(year)
    decimals = row.indicator.decimals
    places = decimals if value is None else row.places(value, year)
    added = row.measurements[year].value if row.adds_up and value is not None else None
    return YearLine(
        year=year,
        figure="" if value is None else row.written(value, year),
        added="" if added is None else format_figure(added, min_decimals=decimals),
        required="" if required is None else format_figure(required, places, min_decimals=decimals),
        difference="" if value is None or required is None else _difference(value, required, places, decimals),
        verdict=row.verdict(year) if past or revisions else None,
        revisions=[_revision(row, one, readable) for one in revisions],
    )


def _difference(value: Decimal, required: Decimal, places: int, decimals: int) -> str:
    """As shown in the row: the two rounded figures taken from one another, so that the row adds up."""
    difference = rounded(value, places) - rounded(required, places)
    sign = "+" if difference > 0 else MINUS if difference < 0 else ""
    return f"{sign}{format_figure(abs(difference), min_decimals=decimals)}"


def _revision(row: IndicatorRow, measurement: Measurement, readable: Mapping[int, int]) -> Revision:
    indicator = row.indicator
    if measurement.value is None:
        said, quality = str(Answer(measurement.answer).label), ""
    else:
        said = in_unit(format_figure(measurement.value, min_decimals=indicator.decimals), indicator)
        quality = str(Quality(measurement.quality).label) if indicator.kind != Kind.LEVEL else ""
    return Revision(said, quality, measurement, readable.get(measurement.pk))
