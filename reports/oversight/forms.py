"""What the forms of this room share: a document with its number, date and file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayWidget, RefusableForm
from reports.oversight.typed import LONGEST_NUMBER


class FileField(forms.FileField):
    """A file that may be left out; whether it will do the service says, by its content."""

    def __init__(self, *, accept: str = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png", **options: Any) -> None:
        widget = forms.FileInput(attrs={"accept": accept})
        super().__init__(widget=widget, required=False, allow_empty_file=True, **options)


class DocumentForm(RefusableForm):
    document_number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=LONGEST_NUMBER, required=False)
    document_date = forms.DateField(label=_("Ngày văn bản"), widget=DayWidget, required=False)
