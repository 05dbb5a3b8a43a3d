"""What the forms of a change share: figures as they are typed, a preview before saving, the decision it comes by."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayWidget, RefusableForm
from plan.models import Amendment, Plan
from targets.figures import FigureError, format_figure, parse_figure
from targets.setting.decisions import Decision
from targets.setting.previews import Preview, token_of


class FigureBox(forms.CharField):
    """A figure as it is typed in Vietnamese; what is ambiguous is asked about."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=60, widget=widget, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        try:
            return parse_figure(text) if text else None
        except FigureError as error:
            raise forms.ValidationError(str(error)) from None

    def prepare_value(self, value: Any) -> Any:
        return format_figure(value) if isinstance(value, Decimal) else value


class PreviewedForm(RefusableForm):
    """A form whose effect is shown before it is saved. `seen` comes back from the preview that was shown, and
    `understood` where it named years on record that get another verdict."""

    token = ""  # stands for what is shown
    years: Sequence[int] = ()  # on record, with another verdict

    @property
    def asks_to_save(self) -> bool:
        return "save" in self.data

    def show(self, previews: Sequence[Preview]) -> None:
        """What stands in the page beside the form from now on."""
        self.token = token_of([preview.token for preview in previews])
        self.years = sorted({change.year for preview in previews for change in preview.verdicts})

    def confirms(self) -> bool:
        """Whether "save" was pressed under just what is shown now, and the years judged anew were acknowledged."""
        if not self.asks_to_save:
            return False
        if self.data.get("seen") != self.token:
            self.add_error(None, _("Nội dung đã thay đổi sau lần xem trước. Hãy xem lại bản xem trước rồi lưu."))
        elif self.years and not self.data.get("understood"):
            message = _("Hãy đánh dấu ô “Tôi hiểu” dưới bản xem trước: đánh giá năm {years} sẽ thay đổi.")
            self.add_error(None, message.format(years=", ".join(map(str, self.years))))
        return not self.errors


class DecisionForm(PreviewedForm):
    """The decision that a change comes by: one on record, or a new one."""

    existing = forms.ModelChoiceField(
        label=_("Quyết định đã ghi"),
        queryset=Amendment.objects.none(),
        required=False,
        empty_label=_("Quyết định mới, ghi ở các ô dưới"),
    )
    number = forms.CharField(
        label=_("Số quyết định"), max_length=60, required=False, help_text=_("Ví dụ: 1234/QĐ-UBND")
    )
    decided_on = forms.DateField(label=_("Ngày quyết định"), widget=DayWidget, required=False)
    effective_on = forms.DateField(
        label=_("Có hiệu lực từ ngày"),
        widget=DayWidget,
        required=False,
        help_text=_("Để trống: từ ngày quyết định."),
    )
    summary = forms.CharField(
        label=_("Nội dung"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    decision: Decision | None = None

    def __init__(self, data: Any = None, *, plan: Plan, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        amendments = Amendment.objects.filter(plan=plan).order_by("-effective_on", "-pk")
        self.fields["existing"].queryset = amendments  # type: ignore[attr-defined]
        if not amendments.exists():
            del self.fields["existing"]

    def decided(self) -> Decision:
        """The decision of a form that is valid."""
        if self.decision is None:
            raise ValueError("the form names no decision")
        return self.decision

    def decision_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("number", "decided_on", "effective_on")]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        existing, number, day = found.get("existing"), found.get("number"), found.get("decided_on")
        if existing and number:
            self.add_error("existing", _("Hãy chọn quyết định đã ghi hoặc ghi quyết định mới, không cả hai."))
        elif existing:
            self.decision = Decision(
                number=existing.number,
                decided_on=existing.decided_on,
                effective_on=existing.effective_on,
                summary=existing.summary,
            )
        elif number and day:
            effective = found.get("effective_on") or day
            self.decision = Decision(
                number=number, decided_on=day, effective_on=effective, summary=found.get("summary", "")
            )
        else:
            for name in ("number", "decided_on"):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, _("Hãy điền ô này."))
        return found
