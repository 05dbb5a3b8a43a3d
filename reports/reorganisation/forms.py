"""What an administrator types about a reorganisation: the decision, new agencies, successors, takers, the reason."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.enums import Level
from agencies.forms import DayWidget, RefusableForm, Words
from reports.oversight.forms import FileField
from reports.reorganisation.book import AgencyBook
from reports.reorganisation.draft import (
    Decision,
    Draft,
    Kind,
    NewAgency,
    SuccessionLine,
    Taker,
    as_value,
    read,
)
from reports.reorganisation.selectors import PreviewLine

LARGEST_FILE = 4 * 2**20  # bytes of a reorganisation file


class NewForm(RefusableForm):
    """A reorganisation begun by its title, or by a file that says everything."""

    title = Words(
        label=gettext_lazy("Trích yếu"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = FileField(
        label=gettext_lazy("Hoặc nạp từ tệp"),
        accept=".json,application/json",
        help_text=gettext_lazy("Tệp JSON theo mẫu tien-do/reorganisation/1, nhiều nhất 4 MB."),
    )

    def clean_file(self) -> str:
        """The text of the file; empty without one."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise ValidationError(_("Tệp lớn hơn 4 MB. Hãy chia quyết định thành nhiều tệp."))
        try:
            return file.read().decode("utf-8-sig") if file else ""
        except UnicodeDecodeError as error:
            message = _("Tệp không phải chữ viết theo bảng mã UTF-8. Hãy chọn tệp JSON của phần mềm này.")
            raise ValidationError(message) from error

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors and not given["title"] and not given["file"]:
            self.add_error("title", _("Hãy ghi trích yếu, hoặc chọn một tệp."))
        return given

    @property
    def draft(self) -> dict[str, object]:
        """Raises FileRefused, with the lines at fault, for a file that does not hold one."""
        given = self.cleaned_data
        draft = read(given["file"]) if given["file"] else Draft(decision=Decision(title=given["title"]))
        return as_value(draft)


class DecisionForm(RefusableForm):
    """The document that orders it."""

    number = Words(label=gettext_lazy("Số, ký hiệu"), max_length=120, required=False)
    decided_on = forms.DateField(label=gettext_lazy("Ngày quyết định"), widget=DayWidget, required=False)
    effective_on = forms.DateField(label=gettext_lazy("Có hiệu lực từ ngày"), widget=DayWidget, required=False)
    title = Words(label=gettext_lazy("Trích yếu"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    confirmed = forms.BooleanField(label=gettext_lazy("Đã xác nhận với văn bản"), required=False)
    note = Words(
        label=gettext_lazy("Ghi chú"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @property
    def decision(self) -> Decision:
        return Decision(**self.cleaned_data)


class PaperForm(RefusableForm):
    """The decision itself."""

    file = FileField(label=gettext_lazy("Tệp quyết định"))


class UndoForm(RefusableForm):
    reason = Words(label=gettext_lazy("Lý do hoàn tác"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AgencyForm(forms.Form):
    """One new agency."""

    name = Words(label=gettext_lazy("Tên đầy đủ"), max_length=250)
    short_name = Words(label=gettext_lazy("Tên ngắn"), max_length=80)
    code = forms.RegexField(
        r"^[A-Za-z0-9_-]+$",
        label=gettext_lazy("Mã"),
        max_length=40,
        error_messages={"invalid": gettext_lazy("Mã chỉ gồm chữ không dấu, chữ số, dấu gạch nối và gạch dưới.")},
    )
    level = forms.ChoiceField(label=gettext_lazy("Cấp"), choices=Level.choices)
    remove = forms.BooleanField(label=gettext_lazy("Bỏ"), required=False)

    def __init__(self, data: QueryDict | None, *, prefix: str, row: NewAgency) -> None:
        said = {"code": row.code, "name": row.name, "short_name": row.short_name, "level": row.level}
        super().__init__(data, initial=said, prefix=prefix)
        self.row = row

    @property
    def agency(self) -> NewAgency:
        given = {name: self.cleaned_data[name] for name in ("code", "name", "short_name", "level")}
        return NewAgency(**given, aliases=self.row.aliases)


class MoreAgenciesForm(RefusableForm):
    """New agencies by their names alone."""

    names = Words(
        label=gettext_lazy("Thêm cơ quan mới"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Mỗi dòng một tên đầy đủ. Mã và tên ngắn được đề xuất, sửa được sau khi thêm."),
    )
    level = forms.ChoiceField(label=gettext_lazy("Cấp của các cơ quan thêm"), choices=Level.choices, initial="province")

    def clean_names(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines()]
        for name in names:
            if len(name) > 250:
                raise ValidationError(_("Tên “{name}…” dài hơn 250 ký tự.").format(name=name[:40]))
        return [name for name in names if name]


class AgencyField(forms.CharField):
    """One agency, named by its name, short name, alias or code."""

    def __init__(self, *, book: AgencyBook, **options: Any) -> None:
        super().__init__(**options)
        self.book = book
        self.widget.attrs |= {"list": "co-quan", "autocomplete": "off"}

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return code_of(text, self.book) if text else ""


class AgenciesField(AgencyField):
    """Several of them, one after the other with semicolons between."""

    def to_python(self, value: Any) -> Any:
        parts = [part.strip() for part in (forms.CharField.to_python(self, value) or "").split(";")]
        return [code_of(part, self.book) for part in parts if part]

    def validate(self, value: Any) -> None:
        return None

    def run_validators(self, value: Any) -> None:
        return None


def code_of(text: str, book: AgencyBook) -> str:
    """Raises ValidationError where nobody is called so."""
    code = book.find(text)
    if not code:
        message = _("Không có cơ quan “{text}”. Hãy chọn trong danh sách gợi ý, hoặc thêm ở mục Cơ quan mới trước.")
        raise ValidationError(message.format(text=text))
    return code


class SuccessionForm(forms.Form):
    """One successor of an agency that ends; left empty, there is none."""

    scope = Words(
        label=gettext_lazy("Phạm vi kế thừa"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = Words(
        label=gettext_lazy("Ghi chú"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    confirmed = forms.BooleanField(label=gettext_lazy("Đã xác nhận"), required=False)

    def __init__(self, data: QueryDict | None, *, prefix: str, row: SuccessionLine | None, book: AgencyBook) -> None:
        said = (
            {"to": book.name(row.to), "scope": row.scope, "note": row.note, "confirmed": row.confirmed} if row else {}
        )
        super().__init__(data, initial=said, prefix=prefix)
        to = AgencyField(label=gettext_lazy("Cơ quan kế thừa"), book=book, required=False)
        self.fields = {"to": to, **self.fields}
        self.row = row

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors and not given["to"] and given["scope"]:
            self.add_error("to", _("Hãy ghi cơ quan kế thừa phạm vi này, hoặc xóa phạm vi."))
        return given


class LineForm(forms.Form):
    """Who takes one thing that an agency holds: some of its successors, or another agency."""

    confirmed = forms.BooleanField(label=gettext_lazy("Đã xác nhận"), required=False)
    note = Words(
        label=gettext_lazy("Ghi chú"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: QueryDict | None, *, line: PreviewLine, offered: list[str], book: AgencyBook) -> None:
        others = [code for code in line.to if code not in offered]
        said = {
            "to": [code for code in line.to if code in offered],
            "other": "; ".join(map(book.name, others)),
            "confirmed": line.confirmed,
            "note": line.note,
        }
        super().__init__(data, initial=said, prefix=prefix_of(line))
        self.line = line
        choices = [(code, book.short(code)) for code in offered]
        to = forms.MultipleChoiceField(
            label=gettext_lazy("Bên nhận"), choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
        other = AgenciesField(label=gettext_lazy("Cơ quan khác"), book=book, required=False)
        self.fields = {"to": to, "other": other, **self.fields}

    @property
    def kind(self) -> str:
        return capfirst(str(Kind(self.line.kind).label))

    @property
    def moved(self) -> bool:
        """Whether somebody else takes it than the line says."""
        return bool({"to", "other"} & set(self.changed_data))

    @property
    def taker(self) -> Taker:
        """The line as it was typed."""
        given, line = self.cleaned_data, self.line
        return Taker(
            kind=Kind(line.kind),
            plan=line.plan,
            key=line.key,
            from_=line.from_,
            to=tuple(dict.fromkeys([*given["to"], *given["other"]])),
            confirmed=given["confirmed"],
            note=given["note"],
        )

    @property
    def differs(self) -> bool:
        """Whether what was typed is not what the line says already."""
        typed, line = self.taker, self.line
        return (set(typed.to), typed.confirmed, typed.note) != (set(line.to), line.confirmed, line.note)


def prefix_of(line: PreviewLine) -> str:
    """The same for the same holding, whatever else changes meanwhile."""
    return f"{line.kind}.{line.plan}.{line.key}"
