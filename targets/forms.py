import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.enums import Level
from agencies.forms import DayWidget, RefusableForm
from agencies.models import Agency

REPORTING_LEVELS = [Level.PROVINCE, Level.VERTICAL, Level.DISTRICT, Level.COMMUNE]


class AgencyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, agency: Any) -> str:
        return str(agency.name)


class OwnerForm(RefusableForm):
    """Who reports an indicator, from when, and whether that is settled."""

    agency = AgencyField(label=_("Cơ quan báo cáo"), queryset=None, empty_label=None)
    on = forms.DateField(
        label=_("Từ ngày"),
        widget=DayWidget,
        help_text=_("Kỳ báo cáo đang mở giữ nguyên cơ quan cũ; cơ quan mới báo cáo từ kỳ mở sau ngày này."),
    )
    confirmed = forms.BooleanField(label=_("Phân công đã được xác nhận"), required=False)

    def __init__(self, data: Any = None, *, today: dt.date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["agency"].queryset = Agency.objects.on(today).filter(level__in=REPORTING_LEVELS)  # type: ignore[attr-defined]
