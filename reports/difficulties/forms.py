"""What is typed about difficulties. The services decide what is refused."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayWidget, RefusableForm
from agencies.models import Agency
from plan.models import Task
from reports.difficulties.checking import LONGEST_NUMBER, LONGEST_TEXT, Said
from reports.difficulties.grouping import LONGEST_TITLE
from reports.difficulties.steps import RULES, WITH_PAPER
from reports.enums import DifficultyAction as Action
from reports.models import DifficultyGroup

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_TEXT = {"rows": 4, "maxlength": LONGEST_TEXT}


def _text(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs=_TEXT), **more)


class TaskChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # a class that cannot be subscripted
    def label_from_instance(self, obj: Task) -> str:
        return f"{obj.code}. {obj.title}"


class RaiseForm(RefusableForm):
    """A difficulty of one of `agencies`, about one of `tasks` or none of them."""

    agency = forms.ModelChoiceField(label=_("Cơ quan"), queryset=Agency.objects.none(), empty_label=None)
    task = TaskChoice(
        label=_("Nhiệm vụ"),
        queryset=Task.objects.none(),
        required=False,
        empty_label=_("Không gắn với nhiệm vụ nào"),
    )
    text = forms.CharField(
        label=_("Khó khăn, vướng mắc"),
        widget=forms.Textarea(attrs=_TEXT),
        error_messages={"required": _("Hãy ghi khó khăn, vướng mắc.")},
        help_text=_("Vướng ở đâu, ảnh hưởng đến việc gì, cơ quan đã làm gì."),
    )
    proposal = _text(_("Đề xuất, kiến nghị"))

    def __init__(
        self, data: Mapping[str, Any] | None, *, agencies: Sequence[int], tasks: Sequence[Task], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.fields["agency"].queryset = Agency.objects.filter(pk__in=agencies)  # type: ignore[attr-defined]
        self.fields["task"].queryset = Task.objects.filter(pk__in=[t.pk for t in tasks])  # type: ignore[attr-defined]
        if len(agencies) == 1:
            self.fields["agency"].widget = forms.HiddenInput()
            self.initial.setdefault("agency", agencies[0])


class StepForm(RefusableForm):
    """One step on one difficulty or on several: the words, and the document where the step can come with one."""

    action = forms.ChoiceField(choices=Action.choices, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = _text("")
    proposal = _text(_("Đề xuất, kiến nghị"))
    document_number = forms.CharField(label=_("Số, ký hiệu văn bản"), required=False, max_length=LONGEST_NUMBER)
    document_date = forms.DateField(label=_("Ngày văn bản"), required=False, widget=DayWidget)
    file = forms.FileField(label=_("Tệp văn bản"), required=False, help_text=_("PDF, Word, Excel hoặc ảnh."))

    def __init__(
        self,
        action: Action,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        must: bool = True,
        key: str = "",
        **initial: Any,
    ) -> None:
        """`must`: something has to be said; `key` tells several forms of one page apart."""
        super().__init__(data, files, initial={"action": action, **initial}, auto_id=f"{key or action}-%s")
        self.taken = action
        self.fields["text"].label = _LABELS[action]
        self.fields["text"].required = must
        self.fields["text"].error_messages["required"] = _("Hãy ghi mục này.")
        if action != Action.AMEND:
            del self.fields["proposal"]
        if action not in WITH_PAPER:
            for name in ("document_number", "document_date", "file"):
                del self.fields[name]
        elif RULES[action].names_document:
            for name in ("document_number", "document_date"):
                self.fields[name].required = True

    @property
    def said(self) -> Said:
        given = self.cleaned_data
        return Said(
            text=given.get("text", ""),
            proposal=given.get("proposal", ""),
            document_number=given.get("document_number", ""),
            document_date=given.get("document_date"),
        )

    @property
    def upload(self) -> "UploadedFile[bytes] | None":
        return self.cleaned_data.get("file")


_LABELS = {
    Action.RAISE: _("Khó khăn, vướng mắc"),
    Action.AMEND: _("Khó khăn, vướng mắc"),
    Action.ANSWER: _("Nội dung trả lời"),
    Action.ESCALATE: _("Vì sao trình, trình quyết định điều gì"),
    Action.DECIDE: _("Nội dung quyết định"),
    Action.CLOSE: _("Đã giải quyết thế nào"),
    Action.REOPEN: _("Còn vướng ở đâu"),
    Action.WITHDRAW: _("Lý do rút lại"),
}


class GroupForm(RefusableForm):
    """The matter that several difficulties have in common: a new group by its title, or one there is."""

    title = forms.CharField(label=_("Vấn đề chung"), required=False, max_length=LONGEST_TITLE)
    group = forms.ModelChoiceField(
        label=_("Hoặc đưa vào nhóm đã có"),
        queryset=DifficultyGroup.objects.none(),
        required=False,
        empty_label=_("Lập nhóm mới"),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, plan: int) -> None:
        super().__init__(data, auto_id="group-%s")
        self.fields["group"].queryset = DifficultyGroup.objects.filter(plan=plan)  # type: ignore[attr-defined]
