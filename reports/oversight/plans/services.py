"""Filing an agency's own implementation plan, and taking a wrongly filed one back."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.enums import FileKind
from agencies.errors import Refused, Stale
from agencies.models import Agency
from plan.models import Plan
from reports.doors import Standing
from reports.evidence.attaching import attached
from reports.models import ImplementationPlan
from reports.oversight.typed import document_of, text_of

LONGEST_TITLE = 300  # characters
TAKEN = frozenset({FileKind.PDF, FileKind.WORD})


def files_for(person: Person, plan: Plan, agency: Agency, *, on: dt.date) -> bool:
    """Whether the person files in the agency's name: its own people, and the coordinator's for one that came on paper.
    At most one query."""
    return agency.pk in person.acted_agencies or Standing(person, plan, on=on).is_officer


def file(
    *,
    plan: Plan,
    agency: Agency,
    document_number: str,
    document_date: dt.date,
    title: str,
    upload: "UploadedFile[bytes] | None",
    by: Person,
    now: dt.datetime,
) -> ImplementationPlan:
    """Put the agency's own plan on record. Raises Refused where it is not the person's to file, something is missing,
    the file is neither PDF nor Word, or the same document is on record already."""
    on = timezone.localdate(now)
    if not files_for(by, plan, agency, on=on):
        raise Refused(_("Chỉ người của cơ quan hoặc của cơ quan đầu mối được nộp kế hoạch triển khai."))
    title = text_of(title, "title", missing=_("Hãy ghi trích yếu của kế hoạch."), longest=LONGEST_TITLE)
    number, day = document_of(document_number, document_date, on=on)
    if not number or day is None:
        raise Refused(_("Hãy ghi số, ký hiệu và ngày của kế hoạch."), field="document_number")
    if upload is None:
        raise Refused(_("Hãy chọn tệp của kế hoạch."), field="file")
    with attached(upload, by=by, now=now) as kept:
        if kept is None or kept.kind not in TAKEN:
            raise Refused(_("Kế hoạch triển khai phải là tệp PDF hoặc Word (.docx)."), field="file")
        Agency.objects.select_for_update().get(pk=agency.pk)  # of two who file the same, the second is told
        rows = ImplementationPlan.objects.filter(plan=plan, agency=agency, withdrawn_at=None)
        if rows.filter(document_number__iexact=number, document_date=day).exists():
            message = _("Kế hoạch số {number} ngày {day} đã có trên hệ thống. Muốn thay tệp, hãy rút bản cũ trước.")
            raise Refused(message.format(number=number, day=f"{day:%d/%m/%Y}"), field="document_number")
        return ImplementationPlan.objects.create(
            plan=plan,
            agency=agency,
            agency_name=agency.name,
            document_number=number,
            document_date=day,
            title=" ".join(title.split()),
            file=kept,
            filed_at=now,
            filed_by=by.user,
        )


def withdraw(*, filed: ImplementationPlan, reason: str, by: Person, now: dt.datetime) -> ImplementationPlan:
    """Take back what was filed wrongly; row, file and reason stay on record. Raises Refused where it is not the
    person's to take back or no reason is given, Stale where that was done before."""
    reason = text_of(reason, "reason", missing=_("Hãy ghi lý do rút, ví dụ: nộp nhầm tệp."))
    if not files_for(by, filed.plan, filed.agency, on=timezone.localdate(now)):
        raise Refused(_("Chỉ người của cơ quan hoặc của cơ quan đầu mối được rút kế hoạch triển khai."))
    with acting(by.user):
        rows = ImplementationPlan.objects.filter(pk=filed.pk, withdrawn_at=None)
        if not rows.update(withdrawn_at=now, withdrawn_by=by.user, reason=reason):
            current = ImplementationPlan.objects.select_related("withdrawn_by").get(pk=filed.pk)
            message = _("{by} đã rút kế hoạch này trước đó. Hãy tải lại trang để xem.")
            raise Stale(message.format(by=current.withdrawn_by), current=current)
    filed.refresh_from_db()
    return filed
