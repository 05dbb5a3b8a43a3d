"""The forms of a decision: what it is, what it makes of a task or an indicator, and which two days are compared."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayWidget, RefusableForm
from agencies.models import Agency, AgencyGroup
from agencies.text import fold
from plan.amending.decisions import Decision
from plan.amending.tasks import Party, TaskDraft
from plan.enums import Duty
from plan.models import Plan, Responsibility, Section

MORE_ROWS = 3


class DocumentField(forms.FileField):
    """A decision's file, checked by the service that keeps it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ".pdf,.docx,.jpg,.jpeg,.png"})
        help_text = _("PDF, Word (.docx) hoặc ảnh, đến 20 MB.")
        super().__init__(label=_("Tệp quyết định"), required=False, widget=widget, help_text=help_text, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> "UploadedFile[bytes] | None":
        """What was sent as it is; an empty file is for the service to refuse in its own words."""
        return data or None


class AmendmentForm(RefusableForm):
    """A decision that changes the plan."""

    number = forms.CharField(label=_("Số quyết định"), max_length=60, help_text=_("Ví dụ: 1234/QĐ-UBND"))
    decided_on = forms.DateField(label=_("Ngày quyết định"), widget=DayWidget)
    effective_on = forms.DateField(
        label=_("Có hiệu lực từ ngày"),
        widget=DayWidget,
        required=False,
        help_text=_("Để trống: từ ngày quyết định. Mọi nội dung của quyết định bắt đầu từ ngày này."),
    )
    summary = forms.CharField(
        label=_("Nội dung"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Trích yếu: quyết định điều chỉnh những gì."),
    )
    file = DocumentField()

    def decision(self) -> Decision:
        """The decision of a form that is valid."""
        found = self.cleaned_data
        return Decision(
            number=found["number"],
            decided_on=found["decided_on"],
            effective_on=found["effective_on"] or found["decided_on"],
            summary=found["summary"],
        )


class CompletionForm(RefusableForm):
    """What a decision on record says, and its file."""

    summary = forms.CharField(label=_("Nội dung"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    file = DocumentField()


class ReasonForm(RefusableForm):
    reason = forms.CharField(label=_("Lý do rút lại"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class EndForm(RefusableForm):
    """Whether what ends goes on in another."""

    into = forms.ChoiceField(label=_("Gộp vào"), required=False)

    def __init__(self, data: Any = None, *, others: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        nothing = ("", _("Không gộp: kết thúc hẳn"))
        self.fields["into"].choices = [nothing, *others]  # type: ignore[attr-defined]


class SectionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, section: Any) -> str:
        return f"{section.code}. {section.title or Truncator(section.text).words(12)}"


class Names:
    """The agencies and groups there are on a day, found by whatever name somebody types."""

    def __init__(self, on: dt.date) -> None:
        self.agencies: list[Agency] = list(Agency.objects.on(on).order_by("sort_key"))
        self.groups = list(AgencyGroup.objects.order_by("name"))
        self._found: dict[str, Agency | AgencyGroup] = {fold(group.name): group for group in self.groups}
        for agency in reversed(self.agencies):
            names = (*agency.aliases, agency.code, agency.short_name, agency.name)
            self._found |= {fold(name): agency for name in names}

    def find(self, name: str) -> Agency | AgencyGroup | None:
        return self._found.get(fold(name))

    @property
    def all(self) -> list[str]:
        return [*(agency.name for agency in self.agencies), *(group.name for group in self.groups)]


class TaskForm(RefusableForm):
    """A task as the decision words it, and a row for each who leads or supports it."""

    section = SectionField(label=_("Thuộc mục"), queryset=Section.objects.none(), empty_label=_("Chọn mục"))
    code = forms.CharField(label=_("Số"), max_length=20, help_text=_("Số của nhiệm vụ trong kế hoạch, ví dụ 6.7."))
    title = forms.CharField(label=_("Tên nhiệm vụ"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)
    text = forms.CharField(
        label=_("Nội dung"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=20_000,
        help_text=_("Nguyên văn trong quyết định; để một dòng trống giữa hai đoạn."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        plan: Plan,
        on: dt.date,
        parties: Sequence[Responsibility] = (),
        is_new: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.names = Names(on)
        self.fields["section"].queryset = plan.sections.order_by("order")  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["code"]
        self.count = self._count(len(parties))
        for number in range(self.count):
            self._add_row(number, parties[number] if number < len(parties) else None)

    def _count(self, standing: int) -> int:
        if not self.is_bound:
            return standing + MORE_ROWS
        asked = str(self.data.get("rows", ""))
        rows = int(asked) if asked.isdecimal() and len(asked) < 4 else MORE_ROWS
        return min(rows + (MORE_ROWS if "more" in self.data else 0), 300)

    def _add_row(self, number: int, row: Responsibility | None) -> None:
        who = row and (row.agency.name if row.agency else str(row.group))
        duty = row.duty if row else Duty.SUPPORT if number else Duty.LEAD
        self.fields[f"party-{number}"] = forms.CharField(
            label=_("Cơ quan hoặc nhóm"),
            required=False,
            max_length=250,
            initial=who,
            widget=forms.TextInput(attrs={"list": "co-quan", "autocomplete": "off"}),
        )
        self.fields[f"duty-{number}"] = forms.ChoiceField(label=_("Vai trò"), choices=Duty.choices, initial=duty)
        self.fields[f"wording-{number}"] = forms.CharField(
            label=_("Nguyên văn"),
            required=False,
            max_length=300,
            initial=row.wording if row and row.wording != who else "",
        )

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        return [(self[f"duty-{n}"], self[f"party-{n}"], self[f"wording-{n}"]) for n in range(self.count)]

    def own_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("section", "code", "title", "text") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        parties = []
        for number in range(self.count):
            name = found.get(f"party-{number}", "").strip()
            who = self.names.find(name) if name else None
            if name and who is None:
                message = _("Không có cơ quan hay nhóm nào tên “{name}” vào ngày này. Hãy chọn trong danh sách gợi ý.")
                self.add_error(f"party-{number}", message.format(name=name))
            elif who is not None:
                duty, wording = Duty(found.get(f"duty-{number}", Duty.SUPPORT)), found.get(f"wording-{number}", "")
                named = {"agency": who} if isinstance(who, Agency) else {"group": who}
                parties.append(Party(duty=duty, wording=wording, **named))
        self.parties = sorted(parties, key=lambda one: one.duty != Duty.LEAD)
        return found

    def draft(self) -> TaskDraft:
        """The task of a form that is valid."""
        found = self.cleaned_data
        return TaskDraft(section=found["section"], title=found["title"], text=found["text"], parties=self.parties)


class DaysForm(forms.Form):
    """Two days of the plan; an empty first day is that of its issue."""

    tu = forms.DateField(
        label=_("Từ ngày"), widget=DayWidget, required=False, help_text=_("Để trống: khi ban hành kế hoạch.")
    )
    den = forms.DateField(label=_("Đến ngày"), widget=DayWidget, required=False, help_text=_("Để trống: hôm nay."))
