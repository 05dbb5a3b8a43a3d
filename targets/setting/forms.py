"""Targets, baselines and definitions as the coordinator fills them in. The services decide what is refused."""

from collections.abc import Iterable
from typing import Any, TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from targets.enums import Comparator, Kind
from targets.models import Indicator, Target
from targets.selectors import rule_of
from targets.setting.amending import Draft
from targets.setting.decision_forms import DecisionForm, FigureBox, PreviewedForm
from targets.setting.decisions import Decision
from targets.setting.limits import may_have_quotient
from targets.wording import describe

READ = ("comparator", "lower", "upper", "tolerance", "year")  # what a target's wording is read into


class TargetChange(TypedDict):
    """A target by a decision, in the place of another where one is named by its id."""

    draft: Draft
    instead_of: int | None
    decision: Decision


class TargetForm(DecisionForm):
    """A target: the decision's own words, and what they were read as, confirmed or mended by hand."""

    instead_of = forms.IntegerField(label=_("Thay cho"), required=False, widget=forms.Select)
    wording = forms.CharField(
        label=_("Nguyên văn trong quyết định"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Gõ hoặc dán cụm từ nêu mức phải đạt, ví dụ “đạt trên 95%”."),
    )
    comparator = forms.ChoiceField(label=_("So sánh"))
    lower = FigureBox(label=_("Từ / bằng (cận dưới)"), required=False)
    upper = FigureBox(label=_("Đến / không quá (cận trên)"), required=False)
    tolerance = FigureBox(label=_("Dung sai của “khoảng”"), required=False)
    year = forms.IntegerField(label=_("Phải đạt vào năm"))

    def __init__(self, data: Any = None, *, indicator: Indicator, holding: Iterable[Target], **kwargs: Any) -> None:
        super().__init__(data, plan=indicator.plan, **kwargs)
        words = _("{words}, năm {year}")
        targets = [
            (target.pk, words.format(words=describe(rule_of(indicator, target, indicator.plan)), year=target.year))
            for target in holding
        ]
        added = ("", _("Không thay mức nào: đặt thêm mức cho một năm khác"))
        self.fields["instead_of"].widget.choices = [*targets, added]
        declared = Kind(indicator.kind).is_declared
        fitting = [one for one in Comparator if (one == Comparator.DONE) == declared]
        self.fields["comparator"].choices = [(one.value, one.label) for one in fitting]  # type: ignore[attr-defined]

    def reading_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in READ]

    def wanted(self) -> TargetChange:
        """What a form that is valid asks for."""
        found = self.cleaned_data
        draft = Draft(
            year=found["year"],
            comparator=Comparator(found["comparator"]),
            lower=found["lower"],
            upper=found["upper"],
            tolerance=found["tolerance"],
            wording=found["wording"].strip(),
        )
        return {"draft": draft, "instead_of": found["instead_of"], "decision": self.decided()}


class BaselineForm(PreviewedForm):
    """The figure from which the path starts."""

    year = forms.IntegerField(label=_("Năm"))
    value = FigureBox(label=_("Số gốc"))
    source = forms.CharField(
        label=_("Nguồn"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Tài liệu đã công bố, ví dụ: Niên giám thống kê tỉnh 2023, bảng 125."),
    )
    reason = forms.CharField(
        label=_("Lý do sửa"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class DefinitionForm(PreviewedForm):
    """What the figure is made of."""

    numerator = forms.CharField(
        label=_("Tử số"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    denominator = forms.CharField(
        label=_("Mẫu số"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    multiplier = forms.IntegerField(
        label=_("Hệ số nhân"),
        required=False,
        help_text=_("100 cho tỷ lệ phần trăm, 10.000 cho số tính trên 10.000 dân."),
    )
    highest_level = forms.IntegerField(label=_("Mức cao nhất"), required=False)
    definition = forms.CharField(
        label=_("Định nghĩa"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, data: Any = None, *, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if indicator.kind != Kind.LEVEL:
            del self.fields["highest_level"]
        if not may_have_quotient(indicator):
            for name in ("numerator", "denominator", "multiplier"):
                del self.fields[name]


class WithdrawalForm(PreviewedForm):
    """Why a change that has not begun is taken back."""

    reason = forms.CharField(
        label=_("Lý do rút lại"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
