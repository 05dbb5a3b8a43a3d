"""What the coordinator's pages show: an indicator with all that was ever asked of it. `row_to_set` is the door."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.http import Http404

from agencies.access import Person
from plan.models import Amendment, Plan
from plan.selectors import coordinates, get_plan
from targets.enums import Kind
from targets.figures import format_figure
from targets.models import Indicator, IndicatorOwner, Milestone, Target
from targets.selectors import IndicatorRow, indicator_row, rule_of
from targets.setting.asked import asked, footing, is_milestone, written
from targets.setting.limits import may_have_quotient, schedule_limits
from targets.setting.milestones import in_force
from targets.setting.pictures import Picture, picture
from targets.setting.withdrawing import day_ahead
from targets.wording import describe


def plan_to_set(person: Person, code: str, *, on: dt.date) -> Plan:
    """A plan whose targets the person may change; Http404 for all others. Two queries."""
    plan = get_plan(person, code)
    if not coordinates(person, plan, on=on):
        raise Http404
    return plan


def row_to_set(person: Person, plan: str, code: str, *, on: dt.date) -> IndicatorRow:
    """An indicator whose target the person may change; Http404 for all others. Seven queries."""
    row = indicator_row(plan_to_set(person, plan, on=on), code, on=on)
    if not row.indicator.holds_on(on):
        raise Http404
    return row


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target that holds, held or will hold, in words."""

    target: Target
    words: str
    holds: bool


@dataclass(frozen=True, slots=True)
class PathYear:
    """What a year asks for ("48,5%") and what that rests on ("mốc", "nội suy")."""

    year: int
    asked: str
    footing: str
    is_milestone: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """Milestones that came by one decision and went by another; `figures` as (year, figure with its unit)."""

    amendment: Amendment | None
    ended_by: Amendment | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    figures: list[tuple[int, str]]


@dataclass(frozen=True)
class Setting:
    """Everything the overview of an indicator shows."""

    row: IndicatorRow
    targets: list[TargetLine]
    path: list[PathYear]
    schedules: list[Schedule]
    owners: list[IndicatorOwner]
    why_no_schedule: str

    @property
    def indicator(self) -> Indicator:
        return self.row.indicator

    @property
    def picture(self) -> Picture | None:
        return picture(self.row, self.row)

    @property
    def baseline(self) -> str:
        """The figure on record with its unit; empty where there is none."""
        row = self.row.baseline_row
        return written(row.value, self.indicator) if row else ""

    @property
    def multiplier(self) -> str:
        return format_figure(Decimal(self.indicator.multiplier or 1))

    @property
    def is_declared(self) -> bool:
        return Kind(self.indicator.kind).is_declared

    @property
    def may_have_quotient(self) -> bool:
        return may_have_quotient(self.indicator)

    @property
    def every_year(self) -> bool:
        """Whether the target must be kept every year, so that there is no way to it."""
        return self.row.rule is not None and self.row.rule.every_year

    @property
    def ahead(self) -> dt.date | None:
        """The day of a change that has not begun and can still be taken back."""
        return day_ahead(self.row, self.row.on)

    @property
    def has_schedule(self) -> bool:
        return bool(in_force(self.row, self.row.on))

    @property
    def whole(self) -> list[IndicatorOwner]:
        """Who reports the whole figure today."""
        return [owner for owner in self._today if not owner.is_part]

    @property
    def parts(self) -> list[IndicatorOwner]:
        """Who reports only its part today."""
        return [owner for owner in self._today if owner.is_part]

    @property
    def _today(self) -> list[IndicatorOwner]:
        return [owner for owner in self.owners if owner.holds_on(self.row.on)]

    @property
    def others(self) -> list[IndicatorOwner]:
        """Who reported it before today, or will after."""
        return [owner for owner in self.owners if not owner.holds_on(self.row.on)]


def setting_of(row: IndicatorRow) -> Setting:
    """The overview of `row`. Two queries."""
    milestones = Milestone.objects.filter(indicator__in=row.series).select_related("amendment", "ended_by")
    owners = IndicatorOwner.objects.filter(indicator__in=row.series).select_related("agency")
    limits = schedule_limits(row, on=row.on)
    return Setting(
        row=row,
        targets=target_lines(row),
        path=path_of(row),
        schedules=_schedules(row.indicator, milestones),
        owners=list(owners.order_by("is_part", "agency__sort_key", "valid_from")),
        why_no_schedule=limits if isinstance(limits, str) else "",
    )


def target_lines(row: IndicatorRow) -> list[TargetLine]:
    """Every target the indicator ever had, those that hold first."""
    lines = [
        TargetLine(target, describe(rule_of(row.indicator, target, row.plan)), target.holds_on(row.on))
        for target in row.targets
    ]
    return sorted(lines, key=lambda line: (not line.holds, line.target.year, line.target.valid_from or dt.date.min))


def path_of(row: IndicatorRow, *, with_unit: bool = True) -> list[PathYear]:
    """Every year of the plan with what is asked for in it."""
    return [
        PathYear(year, asked(row, year, with_unit=with_unit), footing(row, year), is_milestone(row, year))
        for year in row.plan.years
    ]


def _schedules(indicator: Indicator, milestones: Iterable[Milestone]) -> list[Schedule]:
    """The latest first."""

    def came(milestone: Milestone) -> tuple[dt.date, dt.date, int, int]:
        ends = milestone.valid_to or dt.date.max
        return milestone.valid_from or dt.date.min, ends, milestone.amendment_id or 0, milestone.ended_by_id or 0

    found = []
    for _key, group in groupby(sorted(milestones, key=lambda one: (came(one), one.year)), key=came):
        rows = list(group)
        figures = [(one.year, written(one.value, indicator)) for one in rows]
        first = rows[0]
        found.append(Schedule(first.amendment, first.ended_by, first.valid_from, first.valid_to, figures))
    return found[::-1]
