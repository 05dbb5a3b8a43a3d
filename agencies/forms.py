"""What every form of the product shares, and the form for an account."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.enums import Role
from agencies.errors import Refused
from agencies.models import Agency
from agencies.text import clean


class DayWidget(forms.DateInput):
    """The browser's own calendar; without one, a day is typed as dd/mm/yyyy."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RefusableForm(forms.Form):
    """A form on which a service's refusal is shown, at the field it names."""

    def add_refusal(self, refused: Refused) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, refused.message)


class Words(forms.CharField):
    """Text as it is stored: browsers send other line ends."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


class AgencyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One agency, by its full name."""

    def label_from_instance(self, agency: Any) -> str:
        return str(agency.name)


class AccountForm(RefusableForm):
    """A person, the agency and the role they act for, and a first password to be handed over and changed."""

    username = forms.CharField(label=_("Tên đăng nhập"), max_length=150)
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    position = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    email = forms.EmailField(label=_("Thư điện tử"))
    phone = forms.CharField(label=_("Điện thoại"), max_length=30, required=False)
    agency = AgencyField(label=_("Cơ quan"), queryset=Agency.objects.none(), empty_label=_("Chọn cơ quan"))
    role = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices)
    password = forms.CharField(
        label=_("Mật khẩu ban đầu"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Trao tận tay; người dùng đổi mật khẩu sau khi đăng nhập."),
    )

    def __init__(self, data: Any = None, *, today: dt.date) -> None:
        super().__init__(data)
        self.fields["agency"].queryset = Agency.objects.on(today)  # type: ignore[attr-defined]
