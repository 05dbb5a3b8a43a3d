"""The parts of a draft as an officer fills them in. A field stands for a place in the part.

A form takes what a person types, and lets gaps be: they are named on the page of the draft until they are filled.
"""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.enums import Level
from agencies.forms import DayWidget, RefusableForm, Words
from plan.enums import Document, Duty
from targets.drafting.paths import value_at
from targets.enums import Accumulation, Comparator, Direction, Kind
from targets.figures import plain
from targets.setting.decision_forms import FigureBox

Choices = Iterable[tuple[Any, Any]]
_SPARE_ROWS = 3


def _text(label: Any, *, rows: int = 1, **kwargs: Any) -> Words:
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
    return Words(label=label, required=False, widget=widget, **kwargs)


def _choice(label: Any, choices: Choices = (), **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), required=False, **kwargs)


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class YearlyDayField(forms.CharField):
    """A day of every year: typed "05/12", kept "12-05"."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        match = re.fullmatch(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})", text)
        try:
            day = dt.date(2023, int(match[2]), int(match[1])) if match else None
        except ValueError:
            day = None
        if day is None:
            raise forms.ValidationError(_("Hãy viết ngày và tháng, ví dụ 05/12."))
        return f"{day.month:02d}-{day.day:02d}"

    def prepare_value(self, value: Any) -> Any:
        match = re.fullmatch(r"(\d\d)-(\d\d)", value or "")
        return f"{match[2]}/{match[1]}" if match else value


class PartForm(RefusableForm):
    """A part of a draft. `places` says where in the part a field's value stands, where not under the field's name."""

    places: ClassVar[dict[str, str]] = {}
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, draft: dict[str, Any], value: Any, seen: str, doubts: int = 0) -> None:
        self.draft, self.value = draft, value
        super().__init__(data, initial={"seen": seen})
        self.prepare()
        for name in self.names():
            self.initial[name] = self.shown(name, value_at(value, self.at(name)))
        if doubts:
            label = _("Tôi đã xem các chỗ chưa chắc của phần này; bỏ các lưu ý.")
            self.fields["checked"] = forms.BooleanField(label=label, required=False, initial=True)

    def prepare(self) -> None:
        """Set the choices that the draft gives."""

    def names(self) -> list[str]:
        """The fields that stand for a place in the part."""
        return [name for name in self.fields if name not in ("seen", "checked")]

    def at(self, name: str) -> str:
        return self.places.get(name, name)

    def shown(self, name: str, value: Any) -> Any:
        """A value of the draft as its input has it."""
        if isinstance(self.fields[name], FigureBox) and value:
            return Decimal(value)
        return "" if value is None else value

    def wanted(self) -> Any:
        """The part as a valid form wants it."""
        wanted: dict[str, Any] = {}
        for name in self.names():
            *way, last = self.at(name).split(".")
            holder = wanted
            for step in way:
                holder = holder.setdefault(step, {})
            holder[last] = self.cleaned_data[name]
        return {**self.value, **{key: self._joined(key, found) for key, found in wanted.items()}}

    def _joined(self, key: str, found: Any) -> Any:
        old = self.value.get(key)
        return {**old, **found} if isinstance(found, dict) and isinstance(old, dict) else found

    def agency_choices(self, empty: Any) -> Choices:
        return [("", empty), *((row["code"], row["name"]) for row in self.draft["agencies"])]

    def section_choices(self) -> Choices:
        return [(row["code"], f"{row['code']} {row['title'][:80]}") for row in self.draft["sections"]]


class HeaderForm(PartForm):
    places = {
        "agencies_due": "report_due.agencies",
        "consolidation_due": "report_due.consolidation",
        "authority": "signature.authority",
        "signer": "signature.name",
    }
    title = _text(_("Trích yếu"), rows=4)
    short_title = _text(_("Tên ngắn"), max_length=200)
    code = _text(
        _("Mã kế hoạch"), max_length=60, help_text=_("Chữ không dấu, số và gạch nối; dùng trong địa chỉ trang.")
    )
    number = _text(_("Số, ký hiệu"), max_length=60)
    issued_on = forms.DateField(label=_("Ngày ban hành"), widget=DayWidget, required=False)
    place = _text(_("Địa danh"), max_length=80)
    issuer = _choice(_("Cơ quan ban hành"))
    coordinator = _choice(_("Cơ quan đầu mối tổng hợp"))
    start_year = forms.IntegerField(label=_("Năm đầu"), required=False)
    horizon_year = forms.IntegerField(label=_("Năm đích"), required=False)
    agencies_due = YearlyDayField(label=_("Hạn báo cáo của cơ quan, hằng năm"), required=False)
    consolidation_due = YearlyDayField(label=_("Hạn báo cáo tổng hợp, hằng năm"), required=False)
    legal_bases = LinesField(label=_("Căn cứ, mỗi dòng một văn bản"))
    vision = _text(_("Tầm nhìn"), rows=4)
    authority = LinesField(label=_("Thẩm quyền ký, mỗi dòng như trong văn bản"))
    signer = _text(_("Người ký"))
    notes = LinesField(label=_("Ghi chú về văn bản, mỗi dòng một ghi chú"))

    def prepare(self) -> None:
        for name in ("issuer", "coordinator"):
            self.fields[name].choices = self.agency_choices(_("Chưa chọn"))  # type: ignore[attr-defined]

    def wanted(self) -> Any:
        wanted = super().wanted()
        day = wanted["issued_on"]
        return {**wanted, "issued_on": day.isoformat() if day else None}


class AgencyPartForm(PartForm):
    code = _text(_("Mã"), max_length=40)
    name = _text(_("Tên đầy đủ"), max_length=250)
    short_name = _text(_("Tên ngắn"), max_length=80)
    level = _choice(_("Cấp"), Level.choices)
    aliases = LinesField(label=_("Tên gọi khác, mỗi dòng một tên"))


class GroupPartForm(PartForm):
    code = _text(_("Mã"), max_length=40)
    name = _text(_("Tên trong văn bản"), max_length=250)
    note = _text(_("Ghi chú"), max_length=250)
    members = forms.MultipleChoiceField(
        label=_("Thành viên"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Có thể bổ sung sau khi nạp."),
    )

    def prepare(self) -> None:
        self.fields["members"].choices = list(self.agency_choices(""))[1:]  # type: ignore[attr-defined]


class SectionPartForm(PartForm):
    code = _text(_("Số mục"), max_length=20)
    parent = _choice(_("Thuộc mục"))
    title = _text(_("Tiêu đề"), rows=2)
    text = _text(_("Nội dung"), rows=8)

    def prepare(self) -> None:
        own = self.value["code"]
        others = [choice for choice in self.section_choices() if choice[0] != own]
        self.fields["parent"].choices = [("", _("Không thuộc mục nào")), *others]  # type: ignore[attr-defined]

    def wanted(self) -> Any:
        wanted = super().wanted()
        return {**wanted, "parent": wanted["parent"] or None}


class RowsForm(PartForm):
    """A part with a list in it: a few inputs a row, and spare rows; a row whose `key` is left empty is left out."""

    rows_at: ClassVar[str] = ""
    columns: ClassVar[tuple[str, ...]] = ()
    key: ClassVar[str] = ""

    def listed(self) -> list[dict[str, Any]]:
        return list(self.value[self.rows_at]) if self.rows_at else list(self.value)

    def column(self, name: str) -> forms.Field:
        raise NotImplementedError

    def read_row(self, row: dict[str, Any]) -> dict[str, Any]:
        """A row of the draft as its inputs have it."""
        return row

    def write_row(self, row: dict[str, Any]) -> dict[str, Any]:
        """What the inputs of a row come to."""
        return row

    def prepare(self) -> None:
        listed = self.listed()
        self.count = len(listed) + _SPARE_ROWS
        for n in range(self.count):
            found = self.read_row(listed[n]) if n < len(listed) else {}
            for column in self.columns:
                self.fields[f"{column}_{n}"] = self.column(column)
                self.initial[f"{column}_{n}"] = found.get(column) or ""

    def names(self) -> list[str]:
        return [name for name in super().names() if name not in self._row_names()]

    def _row_names(self) -> set[str]:
        return {f"{column}_{n}" for n in range(getattr(self, "count", 0)) for column in self.columns}

    def rows(self) -> list[list[forms.BoundField]]:
        """The inputs, row by row."""
        return [[self[f"{column}_{n}"] for column in self.columns] for n in range(self.count)]

    def wanted_rows(self) -> list[dict[str, Any]]:
        found = [{column: self.cleaned_data[f"{column}_{n}"] for column in self.columns} for n in range(self.count)]
        return [self.write_row(row) for row in found if row[self.key]]

    def wanted(self) -> Any:
        return {**super().wanted(), self.rows_at: self.wanted_rows()} if self.rows_at else self.wanted_rows()


class TaskPartForm(RowsForm):
    rows_at, columns, key = "responsibilities", ("role", "who", "wording"), "who"
    code = _text(_("Số nhiệm vụ"), max_length=20)
    section = _choice(_("Thuộc mục"))
    title = _text(_("Tên nhiệm vụ"), rows=2)
    text = _text(_("Nội dung"), rows=8)

    def prepare(self) -> None:
        super().prepare()
        self.fields["section"].choices = self.section_choices()  # type: ignore[attr-defined]

    def column(self, name: str) -> forms.Field:
        if name == "role":
            return _choice(_("Vai trò"), Duty.choices)
        if name == "who":
            agencies = [(f"agency {row['code']}", row["name"]) for row in self.draft["agencies"]]
            groups = [(f"group {row['code']}", row["name"]) for row in self.draft["groups"]]
            choices = [("", _("Không có")), (_("Cơ quan"), agencies), (_("Nhóm cơ quan"), groups)]
            return _choice(_("Cơ quan hoặc nhóm"), choices)
        return _text(_("Nguyên văn"), max_length=300)

    def read_row(self, row: dict[str, Any]) -> dict[str, Any]:
        return {**row, "who": f"agency {row['agency']}" if row["agency"] else f"group {row['group']}"}

    def write_row(self, row: dict[str, Any]) -> dict[str, Any]:
        kind, code = row["who"].split(" ", 1)
        held = next(one for one in self.draft["agencies" if kind == "agency" else "groups"] if one["code"] == code)
        return {
            "role": row["role"],
            "agency": code if kind == "agency" else None,
            "group": code if kind == "group" else None,
            "wording": row["wording"] or held["name"],
        }


class RecipientsForm(RowsForm):
    columns, key = ("document", "text", "agency"), "text"

    def column(self, name: str) -> forms.Field:
        if name == "document":
            return _choice(_("Văn bản"), Document.choices)
        if name == "agency":
            return _choice(_("Là cơ quan"), self.agency_choices(_("Không gắn với cơ quan nào")))
        return _text(_("Nơi nhận"), max_length=250)

    def write_row(self, row: dict[str, Any]) -> dict[str, Any]:
        return {**row, "agency": row["agency"] or None}


class IndicatorPartForm(PartForm):
    places = {
        "year": "target.year",
        "comparator": "target.comparator",
        "lower": "target.lower",
        "upper": "target.upper",
        "tolerance": "target.tolerance",
        "wording": "target.wording",
        "owner": "owner.agency",
    }
    code = _text(_("Mã chỉ tiêu"), max_length=20)
    section = _choice(_("Thuộc mục"))
    name = _text(_("Tên chỉ tiêu"), rows=2)
    kind = _choice(_("Loại"), Kind.choices)
    unit = _text(_("Đơn vị tính"), max_length=40)
    decimals = forms.IntegerField(label=_("Số chữ số thập phân"), min_value=0, max_value=6)
    direction = _choice(_("Chiều mong muốn"), Direction.choices)
    accumulation = _choice(_("Cách cộng qua các năm"), Accumulation.choices)
    comparator = _choice(_("So sánh"), Comparator.choices)
    lower = FigureBox(label=_("Từ / bằng (cận dưới)"), required=False)
    upper = FigureBox(label=_("Đến / không quá (cận trên)"), required=False)
    tolerance = FigureBox(label=_("Dung sai của “khoảng”"), required=False)
    year = forms.IntegerField(label=_("Phải đạt vào năm"), required=False)
    wording = _text(_("Nguyên văn của mức phải đạt"))
    owner = _choice(_("Cơ quan báo cáo số liệu (tạm, chờ xác nhận)"))
    definition = _text(_("Cách tính"), rows=3)
    quote = _text(_("Nguyên văn trong kế hoạch"), rows=3)
    note = _text(_("Ghi chú"), rows=2)

    def prepare(self) -> None:
        self.fields["section"].choices = self.section_choices()  # type: ignore[attr-defined]
        self.fields["owner"].choices = self.agency_choices(_("Chưa phân công"))  # type: ignore[attr-defined]

    def wanted(self) -> Any:
        wanted = super().wanted()
        target, agency = wanted["target"], self.cleaned_data["owner"]
        for name in ("lower", "upper", "tolerance"):
            target[name] = None if target[name] is None else plain(target[name])
        before = self.value["owner"]
        confirmed = bool(before and before["agency"] == agency and before["confirmed"])
        return {**wanted, "owner": {"agency": agency, "confirmed": confirmed} if agency else None}


FORMS: dict[str, type[PartForm]] = {
    "plan": HeaderForm,
    "agencies": AgencyPartForm,
    "groups": GroupPartForm,
    "recipients": RecipientsForm,
    "sections": SectionPartForm,
    "tasks": TaskPartForm,
    "indicators": IndicatorPartForm,
}
