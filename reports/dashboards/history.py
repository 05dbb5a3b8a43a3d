"""One indicator over the years, as its page shows it: each figure beside what was asked and where it came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.enums import ItemState
from targets.enums import Answer, Kind, Quality
from targets.figures import MINUS, format_figure, places_beside, rounded
from targets.models import Measurement
from targets.outlook import Outlook
from targets.projection import Projected
from targets.selectors import IndicatorRow, reported
from targets.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Revision:
    """One accepted answer. `source` leads to the report or follow-up that carried it, where the reader may open it."""

    said: str
    quality: str
    measurement: Measurement
    source: str

    @property
    def is_reconsidered(self) -> bool:
        """Whether its item has been returned since and waits to be accepted again; the answer counts until then."""
        source = getattr(self.measurement, "source", None)
        return bool(source and source.entry and source.entry.state in (ItemState.RETURNED, ItemState.PENDING))

    @property
    def in_full(self) -> str:
        """The answer with the kind of figure: "51,0% (ước thực hiện)"."""
        return f"{self.said} ({self.quality})" if self.quality else self.said


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year of the table, figures in the indicator's unit. `added` is what the year brought to a running total,
    `quality` the kind of figure, `difference` the figure minus the path where they can be compared; `nothing` is said
    in place of a figure, which is not zero; `verdict` is None for a year still to come. `owed_by` are those who were to
    report it on its last day."""

    year: int
    figure: str
    added: str
    quality: str
    required: str
    difference: str
    nothing: Answer | None
    verdict: Verdict | None
    revisions: list[Revision]
    owed_by: str = ""

    @property
    def current(self) -> Revision | None:
        return self.revisions[-1] if self.revisions else None

    @property
    def replaced(self) -> list[Revision]:
        """What was on record before the current answer."""
        return self.revisions[:-1]


def year_lines(
    row: IndicatorRow, revisions: Mapping[int, Sequence[Measurement]], readable: Mapping[int, str], *, until: int
) -> list[YearLine]:
    """Every year of the plan, those after `until` with their path only. `readable`: measurement id -> its source."""
    return [_line(row, year, revisions.get(year, ()), readable, past=year <= until) for year in row.plan.years]


@dataclass(frozen=True, slots=True)
class ComingLine:
    """A year still to come: what the path asks for, and what the pace so far would bring, between which limits."""

    year: int
    required: str
    value: str
    low: str
    high: str


def coming_lines(row: IndicatorRow, outlook: Outlook) -> list[ComingLine]:
    """The projected years as rows of a table; figures with the digits that keep them on their side of the target."""
    return [_coming(row, one) for one in (outlook.projection.years if outlook.projection else ())]


def _coming(row: IndicatorRow, one: Projected) -> ComingLine:
    return ComingLine(
        year=one.year,
        required=asked_words(row, one.year, one.value),
        value=row.written(one.value, one.year),
        low=row.written(one.low, one.year),
        high=row.written(one.high, one.year),
    )


def line_of(lines: Sequence[YearLine], asked: str) -> YearLine:
    """The year asked for, else the latest with an answer, else the first."""
    for line in lines:
        if str(line.year) == asked and line.verdict:
            return line
    answered = [line for line in lines if line.revisions]
    return answered[-1] if answered else lines[0]


def _line(
    row: IndicatorRow, year: int, revisions: Sequence[Measurement], readable: Mapping[int, str], *, past: bool
) -> YearLine:
    value, reading, decimals = row.value(year), row.reading(year), row.indicator.decimals
    added = row.measurements[year].value if row.adds_up and value is not None else None
    return YearLine(
        year=year,
        figure="" if value is None else format_figure(value, places_in(row, year, value), min_decimals=decimals),
        added="" if added is None else format_figure(added, min_decimals=decimals),
        quality=_quality(row, reading.quality) if reading and value is not None else "",
        required=asked_words(row, year, value),
        difference=_difference(row, year),
        nothing=nothing_in(row, year) if past else None,
        verdict=row.verdict(year) if past or revisions else None,
        revisions=[_revision(row, one, readable) for one in revisions],
        owed_by=", ".join(row.reporters_in(year)) if past else "",
    )


def nothing_in(row: IndicatorRow, year: int) -> Answer | None:
    """The kind of nothing that a year has in place of an answer; where nobody's was accepted, there is no data."""
    given = row.measurements.get(year)
    answer = Answer(given.answer) if given else Answer.NO_DATA
    return answer if answer.is_nothing else None


def asked_words(row: IndicatorRow, year: int, beside: Decimal | None) -> str:
    """What the path asks for, with the digits that tell it from the figure `beside` it and keep it on its side of the
    target; empty where there is no path."""
    required = row.required(year)
    if required is None:
        return ""
    return format_figure(required, places_in(row, year, beside), min_decimals=row.indicator.decimals)


def places_in(row: IndicatorRow, year: int, value: Decimal | None) -> int:
    """The decimals at which the figure, the path and the target of a year are told from one another."""
    required, rule = row.required(year), row.rule_at(year)
    places = row.indicator.decimals if value is None else row.places(value, year)
    if required is None or rule is None:
        return places
    bounds = [bound for bound in (rule.lower, rule.upper, rule.edge) if bound is not None]
    return places_beside(required, bounds, places)


def _difference(row: IndicatorRow, year: int) -> str:
    """What the verdict says that the figure is ahead or behind; as shown in the row: the two rounded figures taken from
    one another, so that the row adds up."""
    reading, value, required = row.reading(year), row.value(year), row.required(year)
    if reading is None or reading.missing or value is None or required is None:
        return ""
    places = places_in(row, year, value)
    difference = rounded(value, places) - rounded(required, places)
    sign = "+" if difference > 0 else MINUS if difference < 0 else ""
    return f"{sign}{format_figure(abs(difference), min_decimals=row.indicator.decimals)}"


def _revision(row: IndicatorRow, measurement: Measurement, readable: Mapping[int, str]) -> Revision:
    indicator = row.indicator
    if measurement.value is None:
        said, quality = str(Answer(measurement.answer).label), ""
    else:
        marks = [] if row.adds_up else row.marks(measurement.year)
        said = reported(measurement.value, measurement.numerator, measurement.denominator, indicator, marks)
        quality = _quality(row, Quality(measurement.quality))
    return Revision(said, quality, measurement, readable.get(measurement.pk, ""))


def _quality(row: IndicatorRow, quality: Quality) -> str:
    """The kind of figure in words; a grade is no estimate."""
    return "" if row.indicator.kind == Kind.LEVEL else str(quality.label)
