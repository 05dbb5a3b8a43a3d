"""What an administrator and an officer fill in. The services decide what is refused; a form only reads."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayWidget, RefusableForm
from plan.models import Plan, due_date
from reports.deadlines import end_of_day


class EndOfDayField(forms.DateField):
    """A day, read as its last moment in the office's time zone."""

    widget = DayWidget

    def clean(self, value: Any) -> dt.datetime | None:
        day = super().clean(value)
        return end_of_day(day, timezone.get_default_timezone()) if day else None


class OpenRoundForm(RefusableForm):
    """When the round of one year ends for the agencies and for the coordinator."""

    data_until = forms.DateField(widget=DayWidget, label=_("Chốt số liệu đến hết ngày"))
    due_at = EndOfDayField(label=_("Hạn của các cơ quan: hết ngày"))
    consolidation_due_at = EndOfDayField(label=_("Hạn báo cáo tổng hợp: hết ngày"))

    @classmethod
    def defaults(cls, plan: Plan, year: int) -> dict[str, dt.date]:
        """The days the plan itself names for `year`."""
        due = due_date(plan.agency_due, year)
        consolidation_due = due_date(plan.consolidation_due, year)
        return {"data_until": due, "due_at": due, "consolidation_due_at": consolidation_due}


class ExtensionForm(RefusableForm):
    """A later due moment. `seen` is how many extensions the officer saw.

    What is seldom meant is `confirmed` for the very day it was asked about.
    """

    due_at = EndOfDayField(label=_("Hạn mới: hết ngày"))
    reason = forms.CharField(label=_("Lý do gia hạn"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    decided_by = forms.CharField(
        label=_("Người quyết định"),
        max_length=120,
        help_text=_("Họ tên và chức vụ, ví dụ: Nguyễn Văn Minh, Phó Giám đốc Sở."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    confirmed = forms.CharField(label=_("Cần xác nhận"), widget=forms.HiddenInput, required=False)

    def clean_confirmed(self) -> bool:
        return bool(self.asked) and self.cleaned_data["confirmed"] == self.asked

    @property
    def asked(self) -> str:
        """The day that can be confirmed: the one just typed."""
        due_at = self.cleaned_data.get("due_at")
        return f"{timezone.localtime(due_at):%Y-%m-%d}" if due_at else ""
