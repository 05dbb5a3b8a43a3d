"""An agency as it is typed."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.enums import Level
from agencies.forms import DayWidget, RefusableForm
from agencies.managing.selectors import state_of
from agencies.managing.services import Wanted
from agencies.models import Agency
from agencies.text import clean


def _line(text: str) -> str:
    return " ".join(clean(text).split())


class AgencyForm(RefusableForm):
    """What may be said of an agency at any time: names, level, who signs."""

    name = forms.CharField(label=gettext_lazy("Tên đầy đủ"), max_length=250)
    short_name = forms.CharField(
        label=gettext_lazy("Tên ngắn"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Để trống thì đặt theo tên đầy đủ, ví dụ “Sở KHĐT”."),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Cấp"), choices=[("", gettext_lazy("Theo tên đầy đủ")), *Level.choices], required=False
    )
    aliases = forms.CharField(
        label=gettext_lazy("Tên gọi khác"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=gettext_lazy(
            "Mỗi dòng một tên, đúng như các văn bản hay viết. Văn bản tìm cơ quan theo các tên này."
        ),
    )
    uses_signoff = forms.BooleanField(
        label=gettext_lazy("Lãnh đạo cơ quan ký trước khi gửi báo cáo"), required=False, initial=True
    )

    def clean_name(self) -> str:
        return _line(self.cleaned_data["name"])

    def clean_short_name(self) -> str:
        return _line(self.cleaned_data["short_name"])

    def clean_aliases(self) -> list[str]:
        aliases = [alias for alias in map(_line, self.cleaned_data["aliases"].splitlines()) if alias]
        if any(len(alias) > 250 for alias in aliases):
            raise forms.ValidationError(_("Mỗi tên dài nhất 250 ký tự. Hãy ghi mỗi tên trên một dòng."))
        return aliases

    def wanted(self) -> Wanted:
        said = self.cleaned_data
        names = ("name", "short_name", "level", "aliases", "uses_signoff")
        return Wanted(**{name: said[name] for name in names})


class NewAgencyForm(AgencyForm):
    """A new one has a code, which stays, and perhaps a first day."""

    code = forms.SlugField(
        label=gettext_lazy("Mã"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Chữ không dấu, số và gạch nối. Để trống thì đặt theo tên. Mã không đổi sau khi lưu."),
    )
    valid_from = forms.DateField(
        label=gettext_lazy("Hoạt động từ ngày"),
        widget=DayWidget,
        required=False,
        help_text=gettext_lazy("Để trống nếu cơ quan đã có từ trước các kế hoạch được theo dõi."),
    )

    field_order = ["name", "code", "short_name", "level", "aliases", "uses_signoff", "valid_from"]

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).upper()

    def clean_valid_from(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["valid_from"]
        if day and not 1900 <= day.year <= 2100:
            raise forms.ValidationError(_("Hãy kiểm tra lại năm của ngày này."))
        return day


class EditAgencyForm(AgencyForm):
    """Corrects an agency as the person saw it."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, agency: Agency) -> None:
        columns = ("name", "short_name", "level", "uses_signoff")
        standing = {column: getattr(agency, column) for column in columns}
        initial = {**standing, "aliases": "\n".join(agency.aliases), "seen": state_of(agency)}
        super().__init__(data, initial=initial)
        self.fields["level"].choices = Level.choices  # type: ignore[attr-defined]
