"""One indicator in one year: what a row, a card or a line of the workbook says about it. No queries."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from django.utils.translation import gettext as _

from reports.dashboards.headline import BEHIND, UNJUDGED
from targets.enums import Answer, Kind, Status
from targets.figures import MINUS, format_figure, keeps_unit, rounded
from targets.models import Measurement
from targets.selectors import IndicatorRow
from targets.verdicts import Verdict, describe

_CLAUSE = re.compile(r"(.*\d)\D*")


@dataclass(eq=False)
class Judged:
    row: IndicatorRow
    year: int

    @cached_property
    def verdict(self) -> Verdict:
        return self.row.verdict(self.year)

    @property
    def status(self) -> Status:
        return self.verdict.status

    @property
    def answer(self) -> Measurement | None:
        return self.row.measurements.get(self.year)

    @property
    def figure(self) -> str:
        """The judged figure; shares and grades with their unit, others without (see `unit`)."""
        value = self.row.value(self.year)
        if value is None:
            return ""
        return self.row.written(value, self.year) if self.unit else self.row.shown(value, self.year)

    @property
    def latest(self) -> str:
        """The last figure before the year looked at, for one without: "2025: 52,1%"; empty where there is none."""
        years = range(self.year - 1, self.row.plan.start_year - 1, -1)
        for year in years:
            if (value := self.row.value(year)) is not None:
                return f"{year}: {self.row.shown(value, year)}"
        return ""

    @property
    def unit(self) -> str:
        """The unit where it is words to stand apart from the figure: "căn hộ", not "%"."""
        indicator = self.row.indicator
        return "" if keeps_unit(indicator.unit, Kind(indicator.kind)) else indicator.unit

    @property
    def said(self) -> str:
        """What was declared in place of a figure: done or not done."""
        return self.answer.get_answer_display() if self.answer and Answer(self.answer.answer).is_declaration else ""

    @property
    def target(self) -> str:
        """The target in words, with its year where that is not the plan's last."""
        rule = self.row.rule_at(self.year)
        if rule is None:
            return ""
        words = describe(rule)
        return words if rule.year == self.row.plan.horizon_year else f"{words} ({rule.year})"

    @property
    def goal(self) -> str:
        """The target as a line of its own: "Đích 2030: dưới 1%", "Giữ hằng năm: 100%"."""
        rule = self.row.rule_at(self.year)
        if rule is None:
            return ""
        words = _("Giữ hằng năm: {target}") if rule.every_year else _("Đích {year}: {target}")
        return words.format(year=rule.year, target=describe(rule))

    @property
    def clause(self) -> str:
        return clause_of(self.row)

    @property
    def agencies(self) -> str:
        """Who reports it; of those who report only a part, how many."""
        names = ", ".join(owner.agency.short_name for owner in self.row.owners if not owner.is_part)
        parts = sum(owner.is_part for owner in self.row.owners)
        return names if not parts else _("{names} và {count} cơ quan báo cáo phần").format(names=names, count=parts)

    # Since the year before

    @cached_property
    def status_before(self) -> Status | None:
        """The year before's; None in the plan's first year."""
        return None if self.year == self.row.plan.start_year else self.row.verdict(self.year - 1).status

    @property
    def turned(self) -> Status | None:
        """What it was the year before, if something else; None where either year cannot be judged."""
        before = self.status_before
        judged = before is not None and UNJUDGED.isdisjoint({before, self.status})
        return before if judged and before != self.status else None

    @property
    def before(self) -> str:
        """`turned` in words: "2025: chậm"."""
        return f"{self.year - 1}: {self.turned.label}" if self.turned else ""

    @property
    def change(self) -> str:
        """The figure against the year before: "+2,1 điểm %", "không đổi"; empty where one of the two is wanting."""
        if self.year == self.row.plan.start_year:
            return ""
        now, before = self.row.value(self.year), self.row.value(self.year - 1)
        if now is None or before is None:
            return _("không đổi") if self.said and self.turned is None and self.status == self.status_before else ""
        return self._difference(now, before)

    def _difference(self, now: Decimal, before: Decimal) -> str:
        """As shown: the two rounded figures taken from one another."""
        places, indicator = self.row.places(now, self.year), self.row.indicator
        difference = rounded(now, places) - rounded(before, places)
        if not difference:
            return _("không đổi")
        figure = format_figure(abs(difference), min_decimals=indicator.decimals)
        signed = f"{'+' if difference > 0 else MINUS}{figure}"
        return _("{figure} điểm %").format(figure=signed) if indicator.kind == Kind.PERCENT else signed

    @property
    def behind_since(self) -> int:
        """The first of the unbroken years in which it has been behind."""
        year = self.year
        while year > self.row.plan.start_year and self.row.verdict(year - 1).status in BEHIND:
            year -= 1
        return year


@lru_cache(maxsize=1024)
def judged(row: IndicatorRow, year: int) -> Judged:
    """The one `Judged` of this row and year (see `remembering`)."""
    return Judged(row, year)


def clause_of(row: IndicatorRow) -> str:
    """The plan's clause: "2.1.8h" is one of those under "2.1.8"."""
    return _CLAUSE.sub(r"\1", row.indicator.code)


def worst_first(rows: Iterable[Judged]) -> list[Judged]:
    """By verdict, and within one verdict by how far behind the path for its size."""
    return sorted(rows, key=lambda one: (-one.status.severity, -_relative_gap(one.verdict)))


def _relative_gap(verdict: Verdict) -> float:
    if verdict.gap is None or not verdict.required:
        return 0.0
    return float(verdict.gap / abs(verdict.required))
