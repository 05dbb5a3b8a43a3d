"""What the coordinator's people fill in. The services decide what is refused; a form only reads."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms import DayWidget, RefusableForm


class NoteForm(RefusableForm):
    """What an officer adds to a reminder by hand."""

    note = forms.CharField(
        label=gettext_lazy("Lời nhắn"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Đứng trong thư dưới tên bạn, sau lời nhắc chung của cơ quan đầu mối."),
    )


class DayForm(RefusableForm):
    """The day of a rehearsal: today or later."""

    day = forms.DateField(widget=DayWidget, label=gettext_lazy("Ngày"))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(_("Chỉ diễn tập được cho hôm nay và những ngày sau."))
        return day


class TextForm(RefusableForm):
    """A text, the version it was made from, and the report for which it is shown as an example."""

    body = forms.CharField(label=gettext_lazy("Lời nhắc"), required=False, widget=forms.Textarea(attrs={"rows": 8}))
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    example = forms.TypedChoiceField(
        label=gettext_lazy("Xem thử với cơ quan"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, examples: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["example"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = examples
