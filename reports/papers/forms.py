"""What the coordinator's people fill in to change the template of their reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import RefusableForm


class TemplateForm(RefusableForm):
    """The Word file, and which template stood on the page it was sent from."""

    file = forms.FileField(
        label=_("Tệp mẫu Word"),
        help_text=_("Tệp .docx không có macro, nhiều nhất 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
