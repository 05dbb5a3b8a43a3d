"""What the inspected agency is told at once, in the transaction of the change."""

import datetime as dt

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from reports.enums import FindingAction, MailKind
from reports.mail.links import absolute
from reports.mail.writing import people_of, post_to
from reports.models import Finding, FindingStep, Inspection


@translation.override(settings.LANGUAGE_CODE)
def tell_of_inspection(inspection: Inspection, *, now: dt.datetime) -> None:
    """The agency's people get the conclusion and what is to be mended. Three queries, and those of `post` for each."""
    findings = list(inspection.findings.all())
    words = _("Kết quả kiểm tra ngày {day}: {count} tồn tại phải khắc phục")
    if not findings:
        words = _("Kết quả kiểm tra ngày {day}: không có tồn tại phải khắc phục")
    post_to(
        people_of(inspection.agency, on=timezone.localdate(now)),
        kind=MailKind.ANSWERED,
        key=f"inspection {inspection.pk}",
        subject=words.format(day=f"{inspection.held_on:%d/%m/%Y}", count=len(findings)),
        body=render_to_string(
            "mail/inspection.txt", {"inspection": inspection, "findings": findings, "url": _url(inspection)}
        ),
        now=now,
    )


@translation.override(settings.LANGUAGE_CODE)
def tell_of_finding(finding: Finding, *, now: dt.datetime) -> None:
    """The agency's people learn of a finding that was added to an inspection on record. As `tell_of_inspection`."""
    _tell(
        finding,
        kind=MailKind.ANSWERED,
        key=f"finding {finding.pk}",
        subject=_("Thêm một tồn tại phải khắc phục"),
        now=now,
    )


@translation.override(settings.LANGUAGE_CODE)
def tell_of_step(step: FindingStep, *, now: dt.datetime) -> None:
    """The agency's people learn that a finding is closed or came back; of what they reported themselves they are not
    told. As `tell_of_inspection`."""
    key = f"finding step {step.pk}"
    match step.action:
        case FindingAction.CLOSE:
            subject = _("Tồn tại đã được xác nhận khắc phục xong")
            _tell(step.finding, kind=MailKind.ANSWERED, key=key, subject=subject, now=now, step=step)
        case FindingAction.REFUSE:
            subject = _("Tồn tại chưa khắc phục đạt, cần làm tiếp")
            _tell(step.finding, kind=MailKind.RETURNED, key=key, subject=subject, now=now, step=step)


def _tell(
    finding: Finding, *, kind: MailKind, key: str, subject: str, now: dt.datetime, step: FindingStep | None = None
) -> None:
    inspection = finding.inspection
    context = {
        "inspection": inspection,
        "finding": finding,
        "step": step,
        "is_closed": step is not None and step.action == FindingAction.CLOSE,
        "url": _url(inspection),
    }
    people = people_of(inspection.agency, on=timezone.localdate(now))
    body = render_to_string("mail/finding.txt", context)
    post_to(people, kind=kind, key=key, subject=subject, body=body, now=now)


def _url(inspection: Inspection) -> str:
    return absolute(reverse("reports:inspection", args=[inspection.pk]))
