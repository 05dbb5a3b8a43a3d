"""After the issue: the signed copy on file, and on record how the report went to each addressee. Append-only."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.enums import FileKind
from agencies.errors import Refused
from agencies.text import clean
from reports.doors import Standing
from reports.enums import Channel, ConsolidationState
from reports.evidence.attaching import attached
from reports.models import Consolidation, Dispatch, SignedCopy

_SIGNED = (FileKind.PDF, FileKind.PNG, FileKind.JPEG)


def attach_signed(*, report: Consolidation, upload: "UploadedFile[bytes]", by: Person, now: dt.datetime) -> SignedCopy:
    """Keep the signed scan or signed PDF of an issued report; the latest is the one shown.

    Raises Refused for others than the coordinator's people, for a draft and for a file of another kind.
    """
    _require_issued(report, by, now)
    with attached(upload, by=by, now=now) as file:
        if file is None or file.kind not in _SIGNED:
            raise Refused(_("Bản đã ký phải là tệp PDF hoặc ảnh quét PNG, JPEG."), field="file")
        return SignedCopy.objects.create(consolidation=report, file=file, at=now, by=by.user)


def record_sending(
    *,
    report: Consolidation,
    addressee: str,
    channel: Channel | str,
    sent_at: dt.datetime,
    by: Person,
    now: dt.datetime,
    note: str = "",
) -> Dispatch:
    """Write down that an issued report went to one of its addressees. A mistake is put right by another line.

    Raises Refused for others than the coordinator's people, for a draft, for somebody the report does not address and
    for a moment before the report's day or after `now`.
    """
    _require_issued(report, by, now)
    if addressee not in report.addressees:
        raise Refused(_("Báo cáo này không kính gửi nơi đó. Hãy chọn một nơi nhận trong danh sách."), field="addressee")
    if channel not in Channel.values:
        raise Refused(_("Hãy chọn cách gửi."), field="channel")
    if sent_at > now:
        raise Refused(_("Thời điểm gửi không thể ở sau lúc này."), field="sent_at")
    if report.document_date and timezone.localdate(sent_at) < report.document_date:
        raise Refused(_("Thời điểm gửi không thể trước ngày của văn bản."), field="sent_at")
    with acting(by.user):
        return Dispatch.objects.create(
            consolidation=report,
            addressee=addressee,
            channel=channel,
            sent_at=sent_at,
            note=clean(note),
            at=now,
            by=by.user,
        )


def _require_issued(report: Consolidation, by: Person, now: dt.datetime) -> None:
    if not Standing(by, report.round.plan, on=timezone.localdate(now)).is_officer:
        raise Refused(_("Chỉ người của cơ quan đầu mối được làm việc này."))
    if report.state != ConsolidationState.ISSUED:
        raise Refused(_("Báo cáo chưa ban hành. Hãy ban hành trước."))
