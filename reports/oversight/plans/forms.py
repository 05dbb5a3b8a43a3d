from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayWidget, RefusableForm
from reports.oversight.forms import FileField
from reports.oversight.plans.services import LONGEST_TITLE
from reports.oversight.typed import LONGEST_NUMBER


class FilingForm(RefusableForm):
    """An agency's own plan as the agency files it, or the coordinator for it."""

    document_number = forms.CharField(
        label=_("Số, ký hiệu"),
        max_length=LONGEST_NUMBER,
        help_text=_("Ví dụ: 45/KH-SYT."),
        error_messages={"required": _("Hãy ghi số, ký hiệu của kế hoạch.")},
    )
    document_date = forms.DateField(
        label=_("Ngày văn bản"), widget=DayWidget, error_messages={"required": _("Hãy ghi ngày của kế hoạch.")}
    )
    title = forms.CharField(
        label=_("Trích yếu"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Hãy ghi trích yếu của kế hoạch.")},
    )
    file = FileField(label=_("Tệp của kế hoạch"), accept=".pdf,.docx", help_text=_("PDF hoặc Word (.docx), đến 20 MB."))


class WithdrawalForm(RefusableForm):
    reason = forms.CharField(
        label=_("Lý do rút"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        help_text=_("Ví dụ: nộp nhầm tệp. Bản đã rút, tệp và lý do vẫn được lưu; các cơ quan khác không mở được tệp."),
        error_messages={"required": _("Hãy ghi lý do rút, ví dụ: nộp nhầm tệp.")},
    )
