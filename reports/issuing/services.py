"""Issuing a consolidated report: its rows are sealed, its round and all that was accepted are locked."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from agencies.text import clean
from reports.consolidate.frozen import fingerprint
from reports.consolidate.running import ACTIVE
from reports.consolidate.services import ask_for
from reports.doors import Standing
from reports.enums import ConsolidationState, JobKind
from reports.issuing.checklist import checks_of
from reports.issuing.correcting import freeze_changes
from reports.issuing.numbering import numbered
from reports.issuing.selectors import times_written
from reports.issuing.signing import authority_from, proposals
from reports.models import Consolidation, Job, Round, Submission, Transition
from reports.workflow import RULES, Action

_ISSUED_FIELDS = [
    *("state", "document_number", "document_date", "authority", "signer_name", "correction_reason"),
    *("sha256", "issued_at", "issued_by", "workbook"),
]


def issue(
    *,
    consolidation: Consolidation,
    document_number: str,
    document_date: dt.date,
    by: Person,
    now: dt.datetime,
    authority: str = "",
    signer_name: str = "",
    reason: str = "",
    confirmed: bool = False,
    same_number: bool = False,
    written: int | None = None,
) -> Consolidation:
    """Issue the newest draft: seal its rows, lock the accepted reports and the round, and have the workbook redrawn.

    `authority` are the lines above the name, one a row; without them and without `signer_name` whoever issues signs by
    the own position. `reason` is for a correction alone. Raises Refused for anybody but the coordinator's head, for a
    wrong number or date, for a correction without a reason or without a change, unless `confirmed` where the check list
    says anything, and unless `same_number` where the number stands on another report of the year; Stale for the second
    of two callers, for a draft that a newer one has replaced, and where passages were written in more often than the
    `written` times that the caller has read.
    """
    number = _number_for(consolidation, document_number, document_date, by=by, now=now)
    signature = _signature(authority, signer_name, by)
    with acting(by.user):
        report = _claim_newest_draft(consolidation)
        if written not in (None, times_written(report)):
            words = _("Lời văn vừa được sửa sau khi bạn mở trang này. Hãy đọc lại dự thảo rồi ban hành.")
            raise Stale(words, current=report)
        if not same_number:
            _refuse_same_number(report, number, document_date)
        if not confirmed and checks_of(report):
            message = _("Báo cáo còn điểm chưa đủ. Hãy đọc các điểm đó và đánh dấu xác nhận nếu vẫn ban hành.")
            raise Refused(message, field="confirmed")
        _put_away(report.workbook)
        report.document_number, report.document_date = number, document_date
        report.authority, report.signer_name = signature
        report.issued_at, report.issued_by, report.workbook = now, by.user, ""
        freeze_changes(report, reason)
        report.sha256, report.state = fingerprint(report), ConsolidationState.ISSUED
        report.save(update_fields=_ISSUED_FIELDS)
        _lock_submissions(report.round, number, by=by, now=now)
        Round.objects.filter(pk=report.round_id, locked_at=None).update(locked_at=now)
        ask_for(round_=report.round, kind=JobKind.WORKBOOK, by=by, now=now, subject=report)
    return report


def _number_for(
    consolidation: Consolidation, typed: str, document_date: dt.date, *, by: Person, now: dt.datetime
) -> str:
    """The number as it will stand on paper, once nothing speaks against caller, number and date."""
    today = timezone.localdate(now)
    if not Standing(by, consolidation.round.plan, on=today).is_chief:
        raise Refused(_("Chỉ lãnh đạo cơ quan đầu mối được ban hành báo cáo tổng hợp."))
    number = numbered(typed)
    if document_date > today:
        raise Refused(_("Ngày văn bản không thể sau hôm nay."), field="document_date")
    corrected = consolidation.corrects
    earliest = timezone.localdate(consolidation.round.opened_at)
    words = _("Ngày văn bản không thể trước ngày mở kỳ báo cáo, {day}.")
    if corrected and corrected.document_date:
        earliest, words = (
            corrected.document_date,
            _("Ngày văn bản không thể trước ngày của báo cáo được đính chính, {day}."),
        )
    if document_date < earliest:
        raise Refused(words.format(day=date_format(earliest, "d/m/Y")), field="document_date")
    return number


def _signature(authority: str, signer_name: str, by: Person) -> tuple[list[str], str]:
    """Lines and name below the report; whoever issues, by the own position, where nothing else is said."""
    proposed = proposals(by.user.position)
    lines = authority_from(authority) if authority else (proposed[0] if proposed else [])
    return lines, " ".join(clean(signer_name).split()) or str(by.user)


def _refuse_same_number(report: Consolidation, number: str, day: dt.date) -> None:
    """Numbers run by year and office; the same one twice is a slip far more often than a wish. One query."""
    same = Consolidation.objects.filter(
        coordinator_name=report.coordinator_name, document_number=number, document_date__year=day.year
    )
    other = same.filter(state=ConsolidationState.ISSUED).select_related("round__plan").first()
    if other is None or other.document_date is None:
        return
    words = _(
        "Số {number} đã dùng cho báo cáo năm {year} ban hành ngày {day}. "
        "Hãy ghi số khác, hoặc đánh dấu xác nhận nếu văn thư đúng là cấp số này cho cả hai."
    )
    day_words = date_format(other.document_date, "d/m/Y")
    raise Refused(words.format(number=number, year=other.round.year, day=day_words), field="same_number")


def _put_away(workbook: FieldFile) -> None:
    """Delete the draft's file once the issue is through; it says neither number nor hash."""
    if workbook:
        storage, name = workbook.storage, str(workbook.name)
        transaction.on_commit(lambda: storage.delete(name), robust=True)


def _claim_newest_draft(consolidation: Consolidation) -> Consolidation:
    """The report as it stands, locked with its round: of two heads one issues, and nobody what is being replaced."""
    locked = Consolidation.objects.select_for_update(of=("self", "round"), no_key=True)
    current = locked.select_related("round__plan", "corrects").get(pk=consolidation.pk)
    # then every report of the round, as `holding.hold` does: who is deciding finishes first, who comes later is refused
    list(Submission.objects.select_for_update(no_key=True).filter(round=current.round_id).order_by("pk").values("pk"))
    if current.state == ConsolidationState.ISSUED:
        raise Stale(_("Báo cáo này vừa được ban hành. Hãy tải lại trang để xem."), current=current)
    versions = Consolidation.objects.filter(round=current.round_id).order_by("-number")
    newest = versions.first()
    if newest != current:
        raise Stale(_("Đã có bản mới hơn. Hãy mở bản mới nhất để ban hành."), current=newest)
    in_force = versions.filter(state=ConsolidationState.ISSUED).first()
    if in_force != current.corrects:
        raise Stale(
            _("Kỳ này đã có báo cáo được ban hành; chỉ ban hành tiếp bản đính chính báo cáo đó."), current=in_force
        )
    building = Job.objects.filter(round=current.round_id, kind=JobKind.CONSOLIDATE, state__in=ACTIVE)
    if building.exists():
        raise Stale(_("Đang lập bản mới. Hãy chờ lập xong rồi ban hành bản đó."), current=current)
    return current


def _lock_submissions(round_: Round, reason: str, *, by: Person, now: dt.datetime) -> None:
    """Move every accepted report to locked, through the table of the workflow."""
    lock = RULES[Action.LOCK]
    accepted = Submission.objects.select_for_update(no_key=True).filter(round=round_, state__in=lock.sources)
    sources = dict(accepted.values_list("pk", "state"))
    Submission.objects.filter(pk__in=sources).update(state=lock.target, version=F("version") + 1)
    Transition.objects.bulk_create(
        Transition(
            submission_id=pk,
            action=Action.LOCK,
            source=source,
            target=lock.target,
            reason=reason,
            at=now,
            by=by.user,
        )
        for pk, source in sources.items()
    )
