"""What a change would do, before it is made: the path and the verdicts of each year, as they are and as they would be.

The one rule for dates (`targets.selectors`) does the work: a change is tried on a copy of the indicator's row, and
years whose 31 December lies before its day come out as they were.
"""

import copy
import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import TypeVar

from targets.models import Baseline, Milestone, Target
from targets.paths import Point
from targets.selectors import IndicatorRow
from targets.setting.asked import asked, footing
from targets.setting.facts import Definition
from targets.setting.pictures import Picture, picture
from targets.setting.standing import State, state_of
from targets.verdicts import Verdict

Row = TypeVar("Row", Milestone, Target)


@dataclass(frozen=True)
class YearChange:
    """One year before and after a change: what the path asks for, what it rests on, and the verdict."""

    year: int
    before: IndicatorRow
    after: IndicatorRow

    @property
    def asked_before(self) -> str:
        return asked(self.before, self.year)

    @property
    def asked_after(self) -> str:
        return asked(self.after, self.year)

    @property
    def footing(self) -> str:
        return footing(self.after, self.year)

    @property
    def path_changes(self) -> bool:
        return self.before.required(self.year) != self.after.required(self.year)

    @property
    def answered(self) -> bool:
        """Whether there is anything on record that a verdict could be reached on."""
        return self.before.reading(self.year) is not None

    @property
    def verdict_before(self) -> Verdict:
        return self.before.verdict(self.year)

    @property
    def verdict_after(self) -> Verdict:
        return self.after.verdict(self.year)

    @property
    def judged_before(self) -> str:
        """The figure that the verdict is reached from, as it is written; empty where there is none."""
        return _judged(self.before, self.year)

    @property
    def judged_after(self) -> str:
        return _judged(self.after, self.year)

    @property
    def verdict_changes(self) -> bool:
        """Whether another verdict is reached; its sentence alone may change with the figures it names."""
        return self.answered and self.verdict_before.status != self.verdict_after.status

    @property
    def rejudged(self) -> bool:
        """Whether the year is judged by another target than before."""
        return self.before.rule_at(self.year) != self.after.rule_at(self.year)


def _judged(row: IndicatorRow, year: int) -> str:
    value = row.value(year)
    return "" if value is None else row.shown(value, year)


@dataclass(frozen=True)
class Preview:
    """An indicator before and after a change. `token` stands for just this change of just this state."""

    before: IndicatorRow
    after: IndicatorRow
    token: str
    notes: tuple[str, ...] = ()

    @cached_property
    def years(self) -> list[YearChange]:
        """Every year of the plan."""
        return [YearChange(year, self.before, self.after) for year in self.before.plan.years]

    @property
    def state(self) -> State:
        """What the change is made against; when somebody else changes it, the preview no longer stands."""
        return state_of(self.before)

    @property
    def picture(self) -> Picture | None:
        return picture(self.before, self.after)

    @property
    def verdicts(self) -> list[YearChange]:
        """The years that would get another verdict."""
        return [year for year in self.years if year.verdict_changes]

    @property
    def rejudged(self) -> list[int]:
        """The years that another target would judge."""
        return [year.year for year in self.years if year.rejudged]


def token_of(*content: object) -> str:
    """A short name for exactly this content."""
    return hashlib.sha256(repr(content).encode()).hexdigest()[:32]


def with_milestones(row: IndicatorRow, points: Sequence[Point], *, on: dt.date) -> IndicatorRow:
    """`row` as it would be with this schedule, and no other, from the day `on`."""
    fresh = [Milestone(indicator=row.indicator, year=one.year, value=one.value, valid_from=on) for one in points]
    kept = _ended(row.milestone_rows, row.milestone_rows, on)
    return _with(row, milestone_rows=sorted([*kept, *fresh], key=lambda milestone: milestone.year))


def with_target(row: IndicatorRow, target: Target, *, instead_of: Target | None, on: dt.date) -> IndicatorRow:
    """`row` as it would be with `target` from the day `on`, in the place of another where one is named."""
    gone = [instead_of] if instead_of else []
    return _with(row, targets=[*_ended(row.targets, gone, on), target])


def without_change(row: IndicatorRow, *, on: dt.date) -> IndicatorRow:
    """`row` as it would be if nothing had begun or ended on the day `on`."""
    return _with(row, targets=_reopened(row.targets, on), milestone_rows=_reopened(row.milestone_rows, on))


def with_baseline(row: IndicatorRow, baseline: Baseline) -> IndicatorRow:
    """`row` as it would be with another baseline, which has no date: all years are judged from it."""
    changed = _with(row)
    changed.__dict__["baseline_row"] = baseline
    return changed


def with_definition(row: IndicatorRow, definition: Definition) -> IndicatorRow:
    """`row` as it would be with another definition, which has no date: it decides what the figures of all years are."""
    indicator = copy.copy(row.indicator)
    for name, value in asdict(definition).items():
        setattr(indicator, name, value)
    return _with(row, indicator=indicator)


def _with(row: IndicatorRow, **changed: object) -> IndicatorRow:
    return replace(row, _found={}, **changed)  # type: ignore[arg-type]


def _ended(rows: Sequence[Row], gone: Sequence[Row], on: dt.date) -> list[Row]:
    """Copies of `rows`, where those `gone` hold until `on`; one that began that day or later is left out."""
    ids, left = {row.pk for row in gone}, []
    for row in rows:
        if row.pk in ids and (row.valid_to is None or row.valid_to > on):
            if row.valid_from and row.valid_from >= on:
                continue
            row = copy.copy(row)
            row.valid_to = on
        left.append(row)
    return left


def _reopened(rows: Sequence[Row], on: dt.date) -> list[Row]:
    """Copies of `rows` without those that begin on the day `on`; those that end then hold on."""
    left = [copy.copy(row) for row in rows if row.valid_from != on]
    for row in left:
        if row.valid_to == on:
            row.valid_to = None
    return left
