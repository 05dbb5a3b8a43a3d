"""What an agency types for a later figure, and what is clicked about one. The services decide what is refused."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import RefusableForm
from agencies.text import clean
from reports.followup.said import Said, qualities_over
from reports.followup.selectors import Record
from reports.followup.services import LONGEST_TEXT
from reports.followup.steps import BACK, Step
from reports.typed import FIGURE_FIELDS, LONGEST_FIGURE, Figure, Problem, Typed, read
from targets.enums import Answer, Kind, Quality
from targets.figures import format_figure
from targets.selectors import in_unit

CHOOSE = "choose-"  # name of the button that settles an unclear spelling: "choose-typed"
_FIGURE = {"inputmode": "decimal", "autocomplete": "off", "class": "input-num"}


def _figure_field(label: Any) -> forms.CharField:
    widget = forms.TextInput(attrs=_FIGURE)
    return forms.CharField(label=label, required=False, max_length=LONGEST_FIGURE, widget=widget)


class FollowUpForm(RefusableForm):
    """A later figure for `record`, filled in with what stands there, or with what came back.

    With `draft` it is only looked at, and may be unfinished. Figures are read as in the yearly report.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput)
    typed = _figure_field(_("Số mới"))
    typed_numerator = _figure_field(_("Tử số"))
    typed_denominator = _figure_field(_("Mẫu số"))
    answer = forms.ChoiceField(
        label=_("Câu trả lời mới"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn đã hoàn thành hay chưa hoàn thành.")},
    )
    quality = forms.ChoiceField(
        label=_("Loại số"), widget=forms.RadioSelect, error_messages={"required": _("Hãy chọn loại số.")}
    )
    note = forms.CharField(
        label=_("Vì sao số thay đổi"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Hãy ghi vì sao số thay đổi.")},
        help_text=_("Nguồn của số mới và lý do khác số cũ. Lời giải thích này được lưu cùng hai số."),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, record: Record, draft: bool = False) -> None:
        super().__init__(data, initial=_initial(record))
        self.indicator = record.measurement.indicator
        self.figure = Figure()
        self._ask_for(record)
        self.fields["note"].required = not draft

    def _ask_for(self, record: Record) -> None:
        """Leave the fields that make sense for the indicator's kind, each with what it is about."""
        indicator, fields = self.indicator, self.fields
        if Kind(indicator.kind).is_declared:
            for name in (*FIGURE_FIELDS, "quality"):
                del fields[name]
            self._offer("answer", [(one.value, one.label) for one in (Answer.DONE, Answer.NOT_DONE)])
            return
        del fields["answer"]
        self._offer("quality", [(one.value, one.label) for one in qualities_over(record.said)])
        if indicator.highest_level:
            fields["typed"] = forms.ChoiceField(label=_("Mức mới"), widget=forms.RadioSelect)
            grades = map(str, range(1, indicator.highest_level + 1))
            self._offer("typed", [(grade, in_unit(grade, indicator)) for grade in grades])
        if not indicator.has_quotient:
            del fields["typed_numerator"], fields["typed_denominator"]
            return
        fields["typed_numerator"].help_text = indicator.numerator
        fields["typed_denominator"].help_text = indicator.denominator
        fields["typed"].help_text = _("Để trống nếu muốn tính từ tử số và mẫu số.")

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Reads the three texts as one figure; what cannot be read is said at its field."""
        given = self.cleaned_data
        self.figure = read(
            Typed(
                figure=clean(given.get("typed", "")),
                numerator=clean(given.get("typed_numerator", "")),
                denominator=clean(given.get("typed_denominator", "")),
                multiplier=self.indicator.multiplier,
                kind=Kind(self.indicator.kind),
                highest_level=self.indicator.highest_level,
            )
        )
        if self.figure.problem:
            self.add_error(self.figure.problem.field, self.figure.problem.sentence)
        return given

    @property
    def said(self) -> Said | None:
        """What the form says as far as it can be read; None where the figure or its kind cannot."""
        if not self.is_bound or {*FIGURE_FIELDS, "answer", "quality"} & self.errors.keys():
            return None
        given = self.cleaned_data
        if "answer" in self.fields:
            return Said(answer=Answer(given["answer"]), quality=Quality.OFFICIAL)
        return Said(
            answer=Answer.FIGURE,
            quality=Quality(given["quality"]),
            value=self.figure.value,
            numerator=self.figure.numerator,
            denominator=self.figure.denominator,
        )

    @property
    def problem(self) -> Problem | None:
        """Why what was typed cannot be read, with spellings to choose from where there are several."""
        return self.figure.problem


def _initial(record: Record) -> dict[str, Any]:
    last = record.last
    again = last if last and last.state in BACK else None
    source = again or record.measurement
    parts = {"typed_numerator": source.numerator, "typed_denominator": source.denominator}
    figures = {"typed": source.value, **parts}
    return {
        "seen": record.measurement.pk,
        "answer": source.answer,
        "quality": again.quality if again else Quality.OFFICIAL,
        "note": again.note if again else "",
        **{name: "" if value is None else format_figure(value) for name, value in figures.items()},
    }


def settled(data: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """What was posted, with the spelling of the button that was clicked, and whether it is only to be looked at."""
    typed = {name: text for name, text in data.items() if not name.startswith(CHOOSE)}
    chosen = {name.removeprefix(CHOOSE): text for name, text in data.items() if name.startswith(CHOOSE)}
    return {**typed, **chosen}, bool(chosen) or "preview" in data


class StepForm(RefusableForm):
    """A step on one sending: `seen` is the figure on record that it was compared with."""

    step = forms.ChoiceField(choices=Step.choices)
    seen = forms.IntegerField(required=False)
    reason = forms.CharField(required=False, max_length=LONGEST_TEXT)
