from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused, Stale
from reports.models import Guidance
from reports.oversight.forms import DocumentForm, FileField
from reports.oversight.typed import LONGEST_TEXT


class GuidanceForm(DocumentForm):
    """What the coordinator writes for a round, filled in with what holds now.

    `rival` is what a colleague wrote meanwhile; sent once more, the form takes its place.
    """

    text = forms.CharField(
        label=_("Nội dung hướng dẫn"),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=LONGEST_TEXT,
        help_text=_("Nội dung này đứng đầu biểu báo cáo của mọi cơ quan. Dòng trống tách đoạn."),
        error_messages={"required": _("Hãy ghi nội dung hướng dẫn.")},
    )
    file = FileField(label=_("Tệp văn bản"), help_text=_("PDF, Word, Excel hoặc ảnh, đến 20 MB."))
    keeps_file = forms.BooleanField(label=_("Giữ tệp đang đính kèm nếu không chọn tệp mới"), required=False)

    field_order = ["text", "document_number", "document_date", "file", "keeps_file"]
    rival: Guidance | None = None

    def ask_about_file(self, before: Guidance | None) -> None:
        """Whether a file stays is asked only where there is one."""
        if before is None or before.file is None:
            del self.fields["keeps_file"]

    @property
    def seen(self) -> int | None:
        """The guidance that was on the writer's screen."""
        seen = self.data.get("seen", "")
        return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else None

    def seen_from(self, before: Guidance | None) -> int | None:
        """What the page names as seen: `before` where it begins, later what was sent, or the rival it now shows."""
        if not self.is_bound:
            return before.pk if before else None
        return self.rival.pk if self.rival else self.seen

    @property
    def content(self) -> dict[str, Any]:
        """What the service is given."""
        given = dict(self.cleaned_data)
        return given | {"upload": given.pop("file")}

    def add_refusal(self, refused: Refused) -> None:
        super().add_refusal(refused)
        if isinstance(refused, Stale) and isinstance(refused.current, Guidance):
            self.rival = refused.current


def initial_of(before: Guidance | None) -> dict[str, object]:
    if before is None:
        return {}
    return {
        "text": before.text,
        "document_number": before.document_number,
        "document_date": before.document_date,
        "keeps_file": before.file is not None,
    }
