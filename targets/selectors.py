"""Readings of indicators: what a page, a file or the API says about a figure starts from an `IndicatorRow`.

One rule for dates: a year is judged by the target and the milestones that hold on its 31 December, so an
amended target judges the years from its decision on and leaves earlier verdicts as they were.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, partial, wraps
from typing import Any, TypeVar, cast

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import Http404

from plan.models import Plan
from targets.enums import Accumulation, Answer, Comparator, Direction, Kind, Quality, Status
from targets.figures import attach_unit, decimals_of, format_figure, places_beside, rounded
from targets.models import Baseline, Indicator, IndicatorOwner, Measurement, Milestone, Target
from targets.paths import Point, as_decimal, required_exactly, running_total
from targets.possible import Bounds, possible_bounds
from targets.quotient import exact_figure, written_value
from targets.rule import Reading, TargetRule
from targets.sentences import no_target_sentence
from targets.series import as_opened, holding, last_standing, series_key
from targets.verdicts import Verdict, judge

Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


def _once(method: "Callable[[IndicatorRow, int], Found]") -> "Callable[[IndicatorRow, int], Found]":
    """Remember what was found for a year: a page asks for the same thing many times over."""

    @wraps(method)
    def remembered(row: "IndicatorRow", year: int) -> Found:
        key = method.__name__, year
        if key not in row._found:
            row._found[key] = method(row, year)
        return cast(Found, row._found[key])

    return remembered


@dataclass(eq=False)
class IndicatorRow:
    """One indicator with all that is needed to show and judge it, for every year, without another query.

    `owners` are those of the date the row was read for, `measurements` the highest revision of each year. Targets,
    milestones, measurements and `all_owners` are those of its whole `series`: of every row, the oldest first, that
    decisions made of the indicator while it measured the same (see `targets.series`).
    """

    indicator: Indicator
    plan: Plan
    on: dt.date
    owners: list[IndicatorOwner]
    targets: list[Target]
    milestone_rows: list[Milestone]
    measurements: dict[int, Measurement]
    series: list[Indicator] = field(default_factory=list)
    all_owners: list[IndicatorOwner] = field(default_factory=list)
    _found: dict[Any, Any] = field(default_factory=dict, repr=False)

    @property
    def reporters(self) -> list[IndicatorOwner]:
        """Those who report the indicator itself; the other owners report their part of it."""
        return [owner for owner in self.owners if not owner.is_part]

    def reporters_in(self, year: int) -> list[str]:
        """The short names of those who report the indicator itself on the last day of `year`."""
        owners = [owner for owner in self.all_owners if not owner.is_part and owner.holds_on(last_day(year))]
        return list(dict.fromkeys(owner.agency.short_name for owner in owners))

    # What must be reached

    @property
    def target(self) -> Target | None:
        """The target as it stands in the year the row was read for."""
        return self.target_at(self.on.year)

    @property
    def rule(self) -> TargetRule | None:
        return self.rule_at(self.on.year)

    @property
    def milestones(self) -> list[Point]:
        return self.milestones_at(self.on.year)

    @_once
    def target_at(self, year: int) -> Target | None:
        """Of the targets valid on the last day of `year`, the nearest not yet past, else the last one."""
        valid = [target for target in self.targets if target.holds_on(last_day(year))]
        ahead = [target for target in valid if target.year >= year]
        return min(ahead, key=_year, default=None) or max(valid, key=_year, default=None)

    def rule_at(self, year: int) -> TargetRule | None:
        """`target_at(year)` as arithmetic."""
        target = self.target_at(year)
        return self._rules[target.pk] if target else None

    @cached_property
    def _rules(self) -> dict[int, TargetRule]:
        return {target.pk: rule_of(self.indicator, target, self.plan) for target in self.targets}

    def milestones_at(self, year: int) -> list[Point]:
        """The yearly schedule that judges `year`."""
        return [Point(row.year, row.value) for row in self.milestone_rows if row.holds_on(last_day(year))]

    @cached_property
    def baseline_row(self) -> Baseline | None:
        """The figure the series starts from, on whichever of its rows it stands."""
        rows = [self.indicator, *reversed(self.series)]
        return next((row.baseline for row in rows if hasattr(row, "baseline")), None)

    def holder(self, on: dt.date) -> Indicator:
        """The row of the series that holds on `on`: what changes then hangs on it. The row itself where none does."""
        return next((row for row in self.series if row.holds_on(on)), self.indicator)

    @cached_property
    def baseline(self) -> Point | None:
        """Where the path starts. An amount that adds up starts from nothing, whatever one year once gave."""
        row = self.baseline_row
        return Point(row.year, row.value) if row and not self.adds_up else None

    @cached_property
    def possible(self) -> Bounds:
        """What figures there can be, as far as the targets and the figures on record go."""
        known = [bound for target in self.targets for bound in (target.lower, target.upper)]
        known += [row.value for row in self.measurements.values()]
        if self.baseline_row:
            known.append(self.baseline_row.value)
        kind, multiplier = Kind(self.indicator.kind), self.indicator.multiplier
        return possible_bounds(kind, multiplier=multiplier, highest_level=self.indicator.highest_level, known=known)

    def required(self, year: int) -> Decimal | None:
        """What the path asks for in `year`, for charts and tables; None where there is no path."""
        exact = self.required_exactly(year)
        return None if exact is None else as_decimal(exact)

    @_once
    def required_exactly(self, year: int) -> Fraction | None:
        """As `required`, no digit lost."""
        rule = self.rule_at(year)
        if rule is None:
            return None
        return required_exactly(year, target=rule, baseline=self.baseline, milestones=self.milestones_at(year))

    # What was answered

    @property
    def adds_up(self) -> bool:
        return self.indicator.accumulation == Accumulation.WITHIN_YEAR

    @_once
    def reading(self, year: int) -> Reading | None:
        """The accepted answer for `year`; None where nobody's answer was accepted."""
        row = self.measurements.get(year)
        if row is None:
            return None
        return self.reading_if(
            year,
            answer=Answer(row.answer),
            value=row.value,
            quality=Quality(row.quality),
            reason=row.note,
            numerator=row.numerator,
            denominator=row.denominator,
        )

    def reading_if(
        self,
        year: int,
        *,
        answer: Answer,
        value: Decimal | None,
        quality: Quality,
        reason: str = "",
        numerator: Decimal | None = None,
        denominator: Decimal | None = None,
    ) -> Reading:
        """What would be read for `year` if this answer were the accepted one.

        With numerator and denominator the exact quotient decides, and `value` gets the digits to be seen on its true
        side of every bound. An amount that adds up becomes the running total from the plan's first year, no firmer than
        the least firm of its years; years without a figure are named in `missing` and never filled in: a total that
        misses a year is shown, but not judged.
        """
        if answer != Answer.FIGURE or value is None:
            return Reading(answer=answer, quality=quality, reason=reason)
        if not self.adds_up:
            exact = exact_figure(value, numerator, denominator, self.indicator.multiplier)
            if isinstance(exact, Fraction):
                shown = rounded(exact, max(decimals_of(value), self.places(exact, year)))
                return Reading(answer=answer, value=shown, quality=quality, reason=reason, exact=exact)
            return Reading(answer=answer, value=value, quality=quality, reason=reason)
        yearly = {one: row.value for one, row in self.measurements.items() if row.value is not None}
        total = running_total(yearly | {year: value}, start_year=self.plan.start_year, year=year)
        before = [Quality(self.measurements[one].quality) for one in yearly if self.plan.start_year <= one < year]
        least_firm = min([quality, *before], key=lambda one: one.firmness)
        return Reading(answer=answer, value=total.value, quality=least_firm, reason=reason, missing=total.missing)

    def value(self, year: int) -> Decimal | None:
        """The figure that is judged: as accepted, or the running total for amounts that add up."""
        reading = self.reading(year)
        return reading.value if reading else None

    def quality(self, year: int) -> Quality | None:
        """How firm the judged figure is; None without one."""
        reading = self.reading(year)
        return reading.quality if reading and reading.value is not None else None

    def shown(self, value: Decimal, year: int) -> str:
        """`value` with its unit and enough digits never to seem on the other side of what `year` asks for."""
        return in_unit(self.written(value, year), self.indicator)

    def written(self, value: Decimal, year: int) -> str:
        """As `shown`, without the unit."""
        return format_figure(value, self.places(value, year), min_decimals=self.indicator.decimals)

    def places(self, value: Decimal | Fraction, year: int) -> int:
        """The decimals that keep `value` on its true side of the target and the path."""
        return places_beside(value, self.marks(year), self.indicator.decimals)

    def marks(self, year: int) -> list[Decimal | Fraction]:
        """What a figure of `year` must never seem to have reached if it has not."""
        rule = self.rule_at(year)
        marks = [rule.lower, rule.upper, rule.edge, self.required_exactly(year)] if rule else []
        return [mark for mark in marks if mark is not None]

    # What it amounts to

    @_once
    def verdict(self, year: int) -> Verdict:
        """The verdict on the accepted answer, with its sentence."""
        return self.verdict_if(year, self.reading(year))

    def verdict_if(self, year: int, reading: Reading | None) -> Verdict:
        """The verdict that `reading` would get in `year` (see `reading_if`)."""
        rule = self.rule_at(year)
        if rule is None:
            return Verdict(Status.NOT_MEASURABLE, partial(no_target_sentence, year))
        return judge(
            rule,
            year,
            reading,
            baseline=self.baseline,
            milestones=self.milestones_at(year),
            at_risk_share=self.plan.at_risk_share,
        )


def _year(target: Target) -> int:
    return target.year


def last_day(year: int) -> dt.date:
    """The day whose targets judge a year."""
    return dt.date(year, 12, 31)


def rule_of(indicator: Indicator, target: Target, plan: Plan) -> TargetRule:
    """A stored target as arithmetic."""
    return TargetRule(
        comparator=Comparator(target.comparator),
        year=target.year,
        start_year=plan.start_year,
        lower=target.lower,
        upper=target.upper,
        tolerance=target.tolerance or Decimal(0),
        direction=Direction(indicator.direction),
        kind=Kind(indicator.kind),
        unit=indicator.unit,
        decimals=indicator.decimals,
        accumulation=Accumulation(indicator.accumulation),
    )


def in_unit(text: str, indicator: Indicator) -> str:
    """A written figure with the indicator's unit: "52,1%", "12.392 căn hộ", "mức độ 3"."""
    return attach_unit(text, indicator.unit, Kind(indicator.kind))


def reported(
    value: Decimal,
    numerator: Decimal | None,
    denominator: Decimal | None,
    indicator: Indicator,
    marks: Iterable[Decimal | Fraction] = (),
) -> str:
    """A figure as somebody reported it, with its unit: the one way to write it, on every page and in every sentence.

    `marks` (`IndicatorRow.marks`): what it is compared with where it stands. A running total is no reported figure.
    """
    multiplier, decimals = indicator.multiplier, indicator.decimals
    shown = written_value(value, numerator, denominator, multiplier=multiplier, decimals=decimals, marks=marks)
    return in_unit(format_figure(shown, min_decimals=decimals), indicator)


@dataclass(frozen=True)
class Opened:
    """What a form was made of on the day `on`: these `indicators` (ids), whatever decisions came later."""

    indicators: Collection[int] | QuerySet[Any, Any]
    on: dt.date


def indicator_rows(
    plan: Plan, *, on: dt.date, only: Collection[int] | None = None, opened: Opened | None = None
) -> list[IndicatorRow]:
    """The plan's indicators on `on`, in its order. Five queries.

    `only`: just these ids, also where a later decision replaced or ended them. `opened`: in place of what became of
    them later those that a form was made of, and nothing that was added since.
    """
    rows = Indicator.objects.filter(plan=plan)
    if only is not None:
        codes = Indicator.objects.filter(pk__in=only).values("code")
        return _rows(plan, rows.filter(code__in=codes), on, lambda same: [row for row in same if row.pk in only])
    if opened is not None:
        taken = ExpressionWrapper(Q(pk__in=opened.indicators), output_field=BooleanField())
        given = IndicatorOwner.objects.filter(indicator=OuterRef("pk"), amendment=OuterRef("amendment"))
        asked = rows.annotate(is_taken=taken, came_with_owner=Exists(given))
        return _rows(plan, asked, on, partial(as_opened, on=opened.on))
    return _rows(plan, rows, on, partial(holding, on=on))


def indicator_row(plan: Plan, code: str, *, on: dt.date) -> IndicatorRow:
    """One indicator of a plan that its reader may see (`plan.selectors.get_plan`), as it last stood where it has ended;
    Http404 if none. Five queries."""
    rows = _rows(plan, Indicator.objects.filter(plan=plan, code=code), on, partial(last_standing, on=on))
    if not rows:
        raise Http404
    return rows[0]


def _rows(
    plan: Plan, found: QuerySet[Any], on: dt.date, shown: Callable[[list[Indicator]], list[Indicator]]
) -> list[IndicatorRow]:
    """What is `shown` of the rows of each code, joined with all that hangs on the rows of its series. Five queries."""
    oldest_first = F("valid_from").asc(nulls_first=True)
    everything = list(found.select_related("baseline").order_by(oldest_first, "order"))
    indicators = [row for rows in _by(everything, lambda row: row.code).values() for row in shown(rows)]
    indicators.sort(key=lambda row: row.order)
    keys = {series_key(indicator) for indicator in indicators}
    series = _by((row for row in everything if series_key(row) in keys), series_key)
    ids = [row.pk for rows in series.values() for row in rows]
    key_of = {row.pk: key for key, rows in series.items() for row in rows}
    owners = IndicatorOwner.objects.filter(indicator__in=ids).select_related("agency", "amendment").order_by("pk")
    targets = Target.objects.filter(indicator__in=ids).select_related("amendment").order_by("year", "valid_from")
    milestones = Milestone.objects.filter(indicator__in=ids).select_related("amendment").order_by("year")
    current = (
        Measurement.objects.filter(indicator__in=ids)
        .order_by("indicator_id", "year", "-revision")
        .distinct("indicator_id", "year")
    )
    owners_of = _by(owners, lambda row: key_of[row.indicator_id])
    targets_of = _by(targets, lambda row: key_of[row.indicator_id])
    milestones_of = _by(milestones, lambda row: key_of[row.indicator_id])
    measurements_of = _by(current, lambda row: key_of[row.indicator_id])
    for indicator in everything:
        indicator.plan = plan  # so that nobody fetches it anew
    return [
        IndicatorRow(
            indicator=indicator,
            plan=plan,
            on=on,
            owners=[row for row in owners_of[key] if row.indicator_id == indicator.pk and row.holds_on(on)],
            all_owners=owners_of[key],
            targets=targets_of[key],
            milestone_rows=milestones_of[key],
            measurements={row.year: row for row in measurements_of[key]},
            series=series[key],
        )
        for indicator in indicators
        for key in [series_key(indicator)]
    ]


def _by(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    grouped: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[key(row)].append(row)
    return grouped
