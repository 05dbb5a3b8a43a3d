"""An indicator as a decision has it: what it is, who reports it, and its first target as the wording says it."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import RefusableForm
from agencies.text import clean
from plan.models import Plan
from targets.amending.forms import SectionField
from targets.amending.indicators import LONGEST_UNIT, Content
from targets.enums import Accumulation, Comparator, Direction, Kind
from targets.forms import AgencyField, reporting_agencies
from targets.models import Indicator
from targets.setting.amending import Draft
from targets.setting.decision_forms import FigureBox
from targets.setting.forms import READ

_TEXTS = ("name", "unit", "numerator", "denominator", "definition", "quote", "note")


def _prose(label: Any, rows: int, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=4000, required=required, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class IndicatorForm(RefusableForm):
    """The whole of an indicator. Changed, it gets a target of its own only where it measures something else."""

    section = SectionField(label=_("Thuộc mục"), queryset=None, empty_label=_("Chọn mục"))
    code = forms.CharField(label=_("Mã"), max_length=20, help_text=_("Số của chỉ tiêu trong kế hoạch, ví dụ 2.1.11."))
    name = _prose(_("Tên chỉ tiêu"), 2, required=True)
    quote = _prose(_("Nguyên văn trong quyết định"), 3, required=True)
    kind = forms.ChoiceField(label=_("Loại"), choices=Kind.choices)
    unit = forms.CharField(label=_("Đơn vị tính"), max_length=LONGEST_UNIT, required=False)
    decimals = forms.IntegerField(label=_("Số chữ số thập phân"), min_value=0, max_value=6, initial=0)
    direction = forms.ChoiceField(label=_("Chiều"), choices=Direction.choices)
    accumulation = forms.ChoiceField(label=_("Cách cộng"), choices=Accumulation.choices)
    definition = _prose(_("Định nghĩa"), 3)
    numerator = _prose(_("Tử số"), 2)
    denominator = _prose(_("Mẫu số"), 2)
    multiplier = forms.IntegerField(
        label=_("Hệ số nhân"), required=False, help_text=_("100 cho tỷ lệ phần trăm; chỉ khi có tử số và mẫu số.")
    )
    highest_level = forms.IntegerField(
        label=_("Mức cao nhất"), required=False, help_text=_("Chỉ cho chỉ tiêu đo bằng mức độ.")
    )
    note = _prose(_("Ghi chú"), 2)
    owner = AgencyField(label=_("Cơ quan báo cáo"), queryset=None, required=False, empty_label=_("Chưa phân công"))
    wording = _prose(_("Nguyên văn mức phải đạt"), 2, help_text=_("Ví dụ: “đến năm 2030 đạt trên 95%”."))
    comparator = forms.ChoiceField(label=_("So sánh"), choices=[("", "–"), *Comparator.choices], required=False)
    lower = FigureBox(label=_("Từ / bằng (cận dưới)"), required=False)
    upper = FigureBox(label=_("Đến / không quá (cận trên)"), required=False)
    tolerance = FigureBox(label=_("Dung sai của “khoảng”"), required=False)
    year = forms.IntegerField(label=_("Phải đạt vào năm"), required=False)

    def __init__(self, data: Any = None, *, plan: Plan, on: dt.date, is_new: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.plan, self.is_new = plan, is_new
        self.fields["section"].queryset = plan.sections.order_by("order")  # type: ignore[attr-defined]
        self.fields["owner"].queryset = reporting_agencies(on)  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["code"], self.fields["owner"]

    def fields_of(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    def naming(self) -> list[forms.BoundField]:
        return self.fields_of("section", "code", "name", "quote")

    def measuring(self) -> list[forms.BoundField]:
        return self.fields_of("kind", "unit", "decimals", "direction", "accumulation")

    def defining(self) -> list[forms.BoundField]:
        return self.fields_of("definition", "numerator", "denominator", "multiplier", "highest_level", "note")

    def reading_fields(self) -> list[forms.BoundField]:
        return self.fields_of(*READ)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        wanted = [name for name in ("wording", "comparator", "year") if not found.get(name) and name not in self.errors]
        if self.is_new or len(wanted) < 3:
            for name in wanted:
                self.add_error(name, _("Hãy điền ô này."))
        return found

    def content(self) -> Content:
        """What the indicator of a form that is valid is."""
        found = self.cleaned_data
        return Content(
            section=found["section"],
            kind=Kind(found["kind"]),
            decimals=found["decimals"],
            direction=Direction(found["direction"]),
            accumulation=Accumulation(found["accumulation"]),
            multiplier=found["multiplier"],
            highest_level=found["highest_level"],
            **{name: clean(found[name]) for name in _TEXTS},
        )

    def target(self) -> Draft | None:
        """The target of a form that is valid; None where it names none."""
        found = self.cleaned_data
        if not found["wording"]:
            return None
        return Draft(
            year=found["year"],
            comparator=Comparator(found["comparator"]),
            lower=found["lower"],
            upper=found["upper"],
            tolerance=found["tolerance"],
            wording=found["wording"].strip(),
        )

    def measured(self) -> Indicator:
        """The indicator as far as its wording is read by it, whether the form is valid or not."""
        asked = {name: self.data.get(name, "") for name in ("kind", "unit", "direction", "accumulation")}
        kind = asked["kind"] if asked["kind"] in Kind.values else Kind.NUMBER
        return Indicator(plan=self.plan, **asked | {"kind": kind})
