"""What is filled in to issue a report, to attach its signed copy and to record how it was sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused, Stale
from agencies.forms import DayWidget, RefusableForm
from reports.enums import Channel
from reports.issuing.signing import proposals
from reports.models import Consolidation


class IssueForm(RefusableForm):
    """Number, date and signature; a reason for a correction; a confirmation where something speaks against it."""

    document_number = forms.CharField(
        label=_("Số, ký hiệu văn bản"),
        max_length=60,
        help_text=_("Ví dụ 125/BC-SNV, do văn thư cấp. Số dưới 10 được ghi thêm số 0 ở trước."),
    )
    document_date = forms.DateField(label=_("Ngày văn bản"), widget=DayWidget)
    signer_name = forms.CharField(
        label=_("Người ký"), max_length=120, required=False, help_text=_("Họ và tên, không ghi học hàm, học vị.")
    )
    signs_as = forms.ChoiceField(label=_("Thể thức ký"), widget=forms.RadioSelect, required=False)
    authority = forms.CharField(
        label=_("Thể thức ký khác"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_(
            "Chỉ ghi khi không chọn ở trên, mỗi dòng một dòng trên giấy. TM.: thay mặt; KT.: ký thay; TL.: thừa lệnh; "
            "TUQ.: thừa ủy quyền; Q.: quyền."
        ),
    )
    reason = forms.CharField(
        label=_("Lý do đính chính"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Được nêu trong báo cáo đính chính, ví dụ: Sở Y tế gửi lại số liệu chính thức."),
    )
    same_number = forms.BooleanField(label=_("Văn thư đúng là cấp số này cho cả hai báo cáo."), required=False)
    confirmed = forms.BooleanField(label=_("Tôi đã đọc các điểm nêu trên và vẫn ban hành báo cáo này."), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    written = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, report: Consolidation, position: str, digest: str, written: int, **kwargs: Any
    ) -> None:
        """`digest` is of the check list as it stands, empty where nothing is on it; `written` as in the service."""
        super().__init__(*args, **kwargs)
        ways = [("\n".join(lines), " / ".join(lines)) for lines in proposals(position)]
        if ways:
            self.fields["signs_as"].choices = [*ways, ("", _("Thể thức khác, ghi ở ô dưới"))]  # type: ignore[attr-defined]
            self.initial.setdefault("signs_as", ways[0][0])
        else:
            del self.fields["signs_as"]
        if report.corrects_id is None:
            del self.fields["reason"]
        if not digest:
            del self.fields["confirmed"], self.fields["seen"]
        self.initial.update(seen=digest, written=written)
        self._same_number = self.fields.pop("same_number")
        if "same_number" in self.data:
            self.fields["same_number"] = self._same_number

    def clean(self) -> dict[str, Any]:
        """What the service takes; a list that has grown since it was read has to be read again.

        Where the narrative was written in meanwhile the service says so, which explains the list too.
        """
        found = super().clean() or self.cleaned_data
        same_text = found.get("written") in (None, self.initial["written"])
        if same_text and found.get("confirmed") and found.get("seen") not in ("", self.initial["seen"]):
            self.add_error("confirmed", _("Các điểm nêu trên vừa thay đổi. Hãy đọc lại rồi xác nhận."))
            self._show_what_stands()
        found["authority"] = found.get("signs_as") or found.get("authority", "")
        found.pop("signs_as", None)
        found.pop("seen", None)
        return found

    def _show_what_stands(self) -> None:
        """What is confirmed next is what is on the page now."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data.pop("confirmed", None)  # type: ignore[attr-defined]
        for name in ("seen", "written"):
            self.data[name] = self.initial[name]  # type: ignore[index]

    def add_refusal(self, refused: Refused) -> None:
        """A number in use raises the question whether it is meant; what has moved on is shown as it stands."""
        if isinstance(refused, Stale):
            self._show_what_stands()
        if refused.field == "same_number":
            self.fields["same_number"] = self._same_number
            refused = Refused(refused.message, field="document_number")
        super().add_refusal(refused)


class SignedCopyForm(RefusableForm):
    """The scan of the signed report, or the digitally signed file."""

    file = forms.FileField(
        label=_("Bản đã ký (PDF hoặc ảnh quét)"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )


class DispatchForm(RefusableForm):
    """How and when the report went to one of its addressees."""

    addressee = forms.ChoiceField(label=_("Nơi nhận"))
    channel = forms.ChoiceField(label=_("Cách gửi"), choices=Channel.choices)
    sent_at = forms.DateTimeField(
        label=_("Gửi lúc"), widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    )
    note = forms.CharField(
        label=_("Ghi chú"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ số công văn đi, mã trên trục liên thông."),
    )

    def __init__(self, *args: Any, addressees: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee"].choices = [(name, name) for name in addressees]  # type: ignore[attr-defined]
