import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from agencies.enums import Level
from agencies.forms import DayWidget, RefusableForm
from agencies.models import Agency, AgencyGroup
from agencies.models.dated import holds_on

REPORTING_LEVELS = [Level.PROVINCE, Level.VERTICAL, Level.DISTRICT, Level.COMMUNE]


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, an empty sending included; None where it was only asked for."""
    return request.POST if request.method == "POST" else None


class AgencyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, agency: Any) -> str:
        return str(agency.name)


class AgenciesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several agencies, each to be ticked."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, agency: Any) -> str:
        return str(agency.name)


class OwnerForm(RefusableForm):
    """Who reports an indicator, from when, and whether that is settled."""

    agency = AgencyField(label=_("Cơ quan báo cáo"), queryset=None, empty_label=_("Chọn cơ quan"))
    on = forms.DateField(
        label=_("Từ ngày"),
        widget=DayWidget,
        help_text=_("Kỳ báo cáo đang mở giữ nguyên cơ quan cũ; cơ quan mới báo cáo từ kỳ mở sau ngày này."),
    )
    confirmed = forms.BooleanField(label=_("Phân công đã được xác nhận"), required=False)

    def __init__(self, data: Any = None, *, today: dt.date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["agency"].queryset = reporting_agencies(today)  # type: ignore[attr-defined]


class ReportersForm(RefusableForm):
    """Agencies that report an indicator beside those that do so already: ticked one by one, or a whole group."""

    is_part = forms.TypedChoiceField(
        label=_("Các cơ quan này báo cáo"),
        choices=[("1", _("phần của mình (ví dụ từng huyện)")), ("0", _("số chung của cả tỉnh, để đối chiếu"))],
        initial="1",
        coerce=lambda choice: choice == "1",
        widget=forms.RadioSelect,
    )
    group = forms.ModelChoiceField(
        label=_("Cả nhóm cơ quan"),
        queryset=AgencyGroup.objects.none(),
        required=False,
        empty_label=_("Không chọn nhóm"),
    )
    agencies = AgenciesField(label=_("Từng cơ quan"), queryset=Agency.objects.none(), required=False)
    on = forms.DateField(
        label=_("Từ ngày"), widget=DayWidget, help_text=_("Áp dụng cho các kỳ báo cáo mở từ ngày này.")
    )

    def __init__(self, data: Any = None, *, today: dt.date, reporting: Iterable[int], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.today = today
        self.fields["agencies"].queryset = reporting_agencies(today).exclude(pk__in=reporting)  # type: ignore[attr-defined]
        groups = AgencyGroup.objects.filter(holds_on(today, "memberships__"), memberships__isnull=False)
        self.fields["group"].queryset = groups.distinct()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The members of the group join those ticked; one named twice counts once."""
        found = super().clean() or self.cleaned_data
        group = found.pop("group", None)
        ticked = list(found.get("agencies") or ())
        members = Agency.objects.filter(holds_on(self.today, "group_memberships__"), group_memberships__group=group)
        found["agencies"] = list(dict.fromkeys([*ticked, *(members.order_by("sort_key") if group else ())]))
        return found


class EndReporterForm(RefusableForm):
    """Which of the agencies no longer reports the indicator, and from when."""

    agency = AgencyField(label=_("Cơ quan"), queryset=None, empty_label=None)
    on = forms.DateField(
        label=_("Kết thúc từ ngày"),
        widget=DayWidget,
        help_text=_("Kỳ báo cáo đang mở giữ nguyên; cơ quan không còn báo cáo từ kỳ mở sau ngày này."),
    )

    def __init__(self, data: Any = None, *, reporting: Iterable[int], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["agency"].queryset = Agency.objects.filter(pk__in=reporting)  # type: ignore[attr-defined]


def reporting_agencies(today: dt.date) -> Any:
    """The agencies that can be asked for figures."""
    return Agency.objects.on(today).filter(level__in=REPORTING_LEVELS)
