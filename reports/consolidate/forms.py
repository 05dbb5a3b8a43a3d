"""What the coordinator's head fills in to issue a report. The service decides what is refused."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayWidget, RefusableForm


class IssueForm(RefusableForm):
    """Number and date of the document, and, where something speaks against it, an explicit confirmation."""

    document_number = forms.CharField(
        label=_("Số, ký hiệu văn bản"), max_length=60, help_text=_("Ví dụ 125/BC-SNV, do văn thư cấp.")
    )
    document_date = forms.DateField(label=_("Ngày văn bản"), widget=DayWidget)
    confirmed = forms.BooleanField(label=_("Tôi đã đọc các điểm nêu trên và vẫn ban hành báo cáo này."), required=False)

    def __init__(self, *args: Any, has_warnings: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_warnings:
            del self.fields["confirmed"]
