"""Schedules as the coordinator enters them: year by year, as a list, or as a block of cells for the whole plan."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plan.models import Plan
from targets.figures import format_figure
from targets.matrix import Matrix, faults_of_matrix, read_matrix
from targets.schedule import Fault, Line, faults_of, named, read_list, read_years
from targets.selectors import IndicatorRow
from targets.setting.decision_forms import DecisionForm
from targets.setting.limits import schedule_limits
from targets.setting.milestones import in_force

LONGEST_LIST = 20_000


class ScheduleForm(DecisionForm):
    """One indicator's schedule; `lines` are what was read of it."""

    lines: list[Line]

    def __init__(self, data: Any = None, *, row: IndicatorRow, today: dt.date, **kwargs: Any) -> None:
        super().__init__(data, plan=row.plan, **kwargs)
        self.row, self.today = row, today

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        self.lines = self.read()
        limits = schedule_limits(self.row, on=self.day)
        if isinstance(limits, str):
            self.add_error(None, limits)
        elif self.lines:
            self.add_faults(faults_of(self.lines, limits))
        return found

    @property
    def day(self) -> dt.date:
        """From when the schedule is to hold; today where the decision could not be read."""
        return self.decision.effective_on if self.decision else self.today

    def read(self) -> list[Line]:
        raise NotImplementedError

    def add_faults(self, faults: Sequence[Fault]) -> None:
        raise NotImplementedError


class ListForm(ScheduleForm):
    """The schedule as a pasted list."""

    text = forms.CharField(
        label=_("Danh sách năm và mốc"),
        max_length=LONGEST_LIST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Mỗi dòng một năm, ví dụ “2026: 78,5”; hoặc dán hai cột, hai dòng chép từ Excel."),
    )

    def read(self) -> list[Line]:
        text = self.cleaned_data.get("text", "")
        lines = read_list(text, self.row.indicator.unit)
        if text and not lines:
            self.add_error("text", _("Hãy ghi ít nhất một năm."))
        return lines

    def add_faults(self, faults: Sequence[Fault]) -> None:
        if faults:
            self.add_error("text", named(faults))


class YearsForm(ScheduleForm):
    """The schedule year by year, in one input each."""

    def __init__(self, data: Any = None, *, row: IndicatorRow, today: dt.date, **kwargs: Any) -> None:
        super().__init__(data, row=row, today=today, **kwargs)
        self.years = _years_ahead(row, today)
        current = {point.year: format_figure(point.value) for point in in_force(row, today)}
        for year in self.years:
            box = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "input-num"})
            initial = current.get(year)
            self.fields[_name(year)] = forms.CharField(
                label=str(year), required=False, max_length=60, widget=box, initial=initial
            )

    def year_fields(self) -> list[forms.BoundField]:
        return [self[_name(year)] for year in self.years]

    def read(self) -> list[Line]:
        typed = {year: self.cleaned_data.get(_name(year), "") for year in self.years}
        lines = read_years(typed, self.row.indicator.unit)
        if not lines:
            self.add_error(None, _("Hãy ghi mốc của ít nhất một năm."))
        return lines

    def add_faults(self, faults: Sequence[Fault]) -> None:
        fields = {line.place: _name(line.year) for line in self.lines}
        for fault in faults:
            self.add_error(fields.get(fault.place), fault.reason)


def _years_ahead(row: IndicatorRow, today: dt.date) -> list[int]:
    """Those that a milestone can stand in."""
    limits = schedule_limits(row, on=today)
    if isinstance(limits, str):
        return []
    start = limits.baseline.year if limits.baseline else 0
    return [year for year in limits.years if start < year < limits.rule.year]


def _name(year: int | None) -> str:
    return f"y{year}"


class PlanScheduleForm(DecisionForm):
    """Many indicators' schedules as one block of cells; `matrix` is what was read of it."""

    text = forms.CharField(
        label=_("Khối ô chép từ Excel"),
        max_length=10 * LONGEST_LIST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "wrap": "off"}),
        help_text=_(
            "Dòng đầu là các năm, cột đầu là mã chỉ tiêu; các cột chữ khác (tên, đơn vị tính) được bỏ qua. "
            "Chỉ tiêu không có số nào trong khối giữ nguyên lộ trình."
        ),
    )
    matrix: Matrix

    def __init__(
        self, data: Any = None, *, plan: Plan, rows: Iterable[IndicatorRow], today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(data, plan=plan, **kwargs)
        self.rows, self.today = list(rows), today

    @property
    def schedules(self) -> dict[str, tuple[Line, ...]]:
        return {row.code: row.lines for row in self.matrix.rows}

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if "text" in found:
            self.matrix = read_matrix(found["text"])
            on = self.decision.effective_on if self.decision else self.today
            limits = {row.indicator.code: schedule_limits(row, on=on) for row in self.rows}
            faults = faults_of_matrix(self.matrix, limits)
            if faults:
                self.add_error("text", named(faults))
        return found
