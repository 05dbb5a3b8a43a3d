import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayWidget, RefusableForm
from agencies.models import Agency
from plan.models import Plan, Task
from reports.enums import FindingAction
from reports.models import Finding, Inspection
from reports.oversight.forms import DocumentForm, FileField
from reports.oversight.plans.selectors import responsible_on
from reports.oversight.typed import LONGEST_TEXT


class TaskChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A task by its code and title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} {obj.title}"


class AgencyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class InspectionForm(DocumentForm):
    """An inspection as its minutes have it."""

    agency = AgencyChoice(
        label=_("Cơ quan được kiểm tra"),
        queryset=Agency.objects.none(),
        empty_label=_("Chọn cơ quan"),
        error_messages={"required": _("Hãy chọn cơ quan được kiểm tra.")},
    )
    task = TaskChoice(
        label=_("Nhiệm vụ được kiểm tra"), queryset=Task.objects.none(), empty_label=_("Toàn bộ"), required=False
    )
    held_on = forms.DateField(
        label=_("Ngày kiểm tra"), widget=DayWidget, error_messages={"required": _("Hãy ghi ngày kiểm tra.")}
    )
    conclusion = forms.CharField(
        label=_("Kết luận"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Hãy ghi kết luận của cuộc kiểm tra.")},
    )
    findings = forms.CharField(
        label=_("Tồn tại phải khắc phục"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=100_000,
        strip=False,
        help_text=_(
            "Mỗi dòng một tồn tại; dán được từ Word hoặc Excel. Hạn riêng ghi ở cuối dòng, ví dụ: "
            "Chưa lập danh sách trẻ em khó khăn; hạn 31/12/2026. Có thể thêm từng tồn tại sau khi lưu."
        ),
    )
    mend_by = forms.DateField(
        label=_("Hạn khắc phục chung"),
        widget=DayWidget,
        required=False,
        help_text=_("Cho các dòng không ghi hạn riêng."),
    )
    file = FileField(label=_("Tệp biên bản hoặc kết luận"), help_text=_("PDF, Word, Excel hoặc ảnh, đến 20 MB."))

    field_order = ["agency", "task", "held_on", "document_number", "document_date", "file", "conclusion", "findings"]

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None",
        *,
        plan: Plan,
        on: dt.date,
    ) -> None:
        super().__init__(data, files, initial={"held_on": on})
        self.fields["document_number"].label = _("Số văn bản")
        self._offer("agency", responsible_on(plan, on))
        self._offer("task", Task.objects.on(on).filter(plan=plan))

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    @property
    def content(self) -> dict[str, Any]:
        """What the service is given."""
        given = dict(self.cleaned_data)
        return given | {"upload": given.pop("file")}


class MinutesForm(DocumentForm):
    """The paper of an inspection that came later; what is there already is not asked for."""

    file = FileField(label=_("Tệp biên bản hoặc kết luận"), help_text=_("PDF, Word, Excel hoặc ảnh, đến 20 MB."))

    def leave_out(self, inspection: Inspection) -> None:
        if inspection.document_number:
            del self.fields["document_number"], self.fields["document_date"]
        if inspection.file_id:
            del self.fields["file"]

    @property
    def content(self) -> dict[str, Any]:
        """What the service is given."""
        given = self.cleaned_data
        return {
            "document_number": given.get("document_number", ""),
            "document_date": given.get("document_date"),
            "upload": given.get("file"),
        }


class FindingForm(RefusableForm):
    """One more finding of an inspection on record."""

    text = forms.CharField(
        label=_("Tồn tại phải khắc phục"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        error_messages={"required": _("Hãy ghi tồn tại phải khắc phục.")},
    )
    mend_by = forms.DateField(label=_("Hạn khắc phục"), widget=DayWidget, required=False)


class StepForm(RefusableForm):
    """What is said of one finding, and with which button. Several stand on one page, each for its own finding."""

    finding = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    action = forms.ChoiceField(choices=FindingAction)
    text = forms.CharField(
        label=_("Nội dung"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = FileField(label=_("Tệp minh chứng"))

    @property
    def about(self) -> int | None:
        """The finding that a posted form is about."""
        return self.cleaned_data.get("finding")


def step_form(finding: Finding, posted: StepForm | None) -> StepForm:
    """The form at `finding`: the posted one, with what was typed, where it was about this finding."""
    if posted and posted.about == finding.pk:
        return posted
    return StepForm(auto_id=f"id_{finding.pk}_%s")
