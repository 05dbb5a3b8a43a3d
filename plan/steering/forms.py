"""What is asked for when the steering of a plan changes."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.enums import Level
from agencies.forms import AgencyField, DayWidget, RefusableForm
from agencies.models import Agency
from agencies.text import clean


def not_ended(today: dt.date) -> QuerySet[Agency]:
    """The agencies that exist or will."""
    return Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today))


class DayForm(RefusableForm):
    """From when."""

    on = forms.DateField(label=_("Từ ngày"), widget=DayWidget)
    field_order = ["agency", "place", "on"]


class CoordinatorForm(DayForm):
    agency = AgencyField(label=_("Cơ quan đầu mối"), queryset=Agency.objects.none(), empty_label=_("Chọn cơ quan"))

    def __init__(self, data: Any = None, *, today: dt.date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["agency"].queryset = not_ended(today)  # type: ignore[attr-defined]


class AuthorityForm(CoordinatorForm):
    place = forms.CharField(
        label=_("Địa danh trên báo cáo"),
        max_length=80,
        required=False,
        help_text=_("Đứng trước ngày tháng của báo cáo, ví dụ “Ninh Bình”. Để trống thì theo địa danh của kế hoạch."),
    )

    def __init__(self, data: Any = None, *, today: dt.date, **kwargs: Any) -> None:
        super().__init__(data, today=today, **kwargs)
        self.fields["agency"].label = _("Cơ quan chủ quản")

    def clean_place(self) -> str:
        return clean(self.cleaned_data["place"])


class AddresseeForm(DayForm):
    """A place that the consolidated report is sent to, in the words that stand on the report."""

    text = forms.CharField(
        label=_("Nơi nhận"), max_length=250, help_text=_("Đúng như ghi trên báo cáo, ví dụ “Bộ Nội vụ (để b/c)”.")
    )
    agency = AgencyField(
        label=_("Cơ quan trong danh mục"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("Không có trong danh mục"),
    )

    field_order = ["text", "agency", "on"]

    def __init__(self, data: Any = None, *, today: dt.date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["agency"].queryset = not_ended(today)  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        return clean(self.cleaned_data["text"])


class GroupForm(RefusableForm):
    """A group as a document names it."""

    name = forms.CharField(
        label=_("Tên trong văn bản"), max_length=250, help_text=_("Ví dụ “Các sở, ban, ngành có liên quan”.")
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=250, required=False)

    def clean_name(self) -> str:
        return " ".join(clean(self.cleaned_data["name"]).split())


class MembersForm(DayForm):
    """Several agencies, ticked one by one under their levels."""

    agencies = forms.ModelMultipleChoiceField(
        label=_("Cơ quan"),
        queryset=Agency.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một cơ quan.")},
    )

    field_order = ["on", "agencies"]

    def __init__(self, data: Any = None, *, choice: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["agencies"]
        field.queryset = choice
        by_level: dict[str, list[tuple[int, str]]] = {level: [] for level in Level}
        for pk, name, level in choice.values_list("pk", "name", "level"):
            by_level[level].append((pk, name))
        field.choices = [(Level(level).label, found) for level, found in by_level.items() if found]
