"""The demonstration's issued reports, signed and sent: a scan on file, and how each addressee got it."""

import datetime as dt

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.access import Person
from plan.models import Plan
from reports.enums import Channel, ConsolidationState
from reports.issuing.sending import attach_signed, record_sending
from reports.models import Consolidation

SCAN = settings.BASE_DIR / "fixtures" / "minh-chung-minh-hoa.pdf"
WAYS = (Channel.DOCUMENT_AXIS, Channel.DIRECT)
NOTES = ("", "Giao tại văn thư Văn phòng Ủy ban nhân dân tỉnh.")


def add_issuing(plan: Plan, *, officer: Person) -> None:
    """A signed copy an hour after the issue, and every addressee the morning after. A few queries a report."""
    issued = Consolidation.objects.filter(round__plan=plan, state=ConsolidationState.ISSUED).order_by("issued_at")
    for report in issued.select_related("round__plan"):
        if report.issued_at is None:
            continue
        number = report.document_number.replace("/", "-")
        scan = SimpleUploadedFile(f"Báo cáo {number} (bản ký).pdf", SCAN.read_bytes())
        attach_signed(report=report, upload=scan, by=officer, now=report.issued_at + dt.timedelta(hours=1))
        for place, addressee in enumerate(report.addressees):
            sent_at = report.issued_at + dt.timedelta(hours=16, minutes=25 * place)
            record_sending(
                report=report,
                addressee=addressee,
                channel=WAYS[min(place, 1)],
                sent_at=sent_at,
                note=NOTES[min(place, 1)],
                by=officer,
                now=sent_at + dt.timedelta(minutes=5),
            )
