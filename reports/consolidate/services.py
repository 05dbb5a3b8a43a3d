"""What people (and the nightly schedule) ask for: a draft, another try, the issue. The work itself is `building`."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from agencies.text import clean
from reports.consolidate.frozen import fingerprint
from reports.consolidate.readiness import warnings_of
from reports.consolidate.running import ACTIVE, MOST_ATTEMPTS, enqueue, is_lost, lost_jobs
from reports.doors import Standing
from reports.enums import ConsolidationState, JobKind, JobState
from reports.models import Consolidation, Job, Round, Submission, Transition
from reports.workflow import RULES, Action

_ISSUED_FIELDS = ("state", "document_number", "document_date", "sha256", "issued_at", "issued_by", "workbook")


def ask_for(*, round_: Round, kind: JobKind, by: Person | None, now: dt.datetime) -> Job:
    """The job that does this for the round: the one waiting or running, else a new one. `by` None: the schedule.

    Raises Refused for anybody but the coordinator's people, and for a draft of a locked round.
    """
    if by:
        _require_officer(round_, by, now)
    with acting(by.user if by else None):
        _take_turns(round_, kind)
        job, made = Job.objects.get_or_create(
            kind=kind,
            round=round_,
            state__in=ACTIVE,
            defaults={"asked_at": now, "asked_by": by.user if by else None, "beat_at": now},
        )
        if made:
            enqueue(job)
    return job


def run_again(*, job: Job, by: Person, now: dt.datetime) -> Job:
    """Try a failed or lost job again, from where it stopped. A job in good hands is left alone.

    Returns the job that runs now, which is another one where somebody has asked anew meanwhile.
    """
    _require_officer(job.round, by, now)
    if is_lost(job, now):
        enqueue(job)
    with acting(by.user):
        _take_turns(job.round, JobKind(job.kind))
        active = Job.objects.filter(kind=job.kind, round=job.round, state__in=ACTIVE).first()
        if active:
            return active
        failed = Job.objects.filter(pk=job.pk, state=JobState.FAILED)
        if failed.update(state=JobState.WAITING, error="", step="", done=0, finished_at=None, beat_at=now):
            enqueue(job)
    job.refresh_from_db()
    return job


def restart_lost(*, now: dt.datetime) -> int:
    """Enqueue every lost job again; one that has been lost too often ends as failed. Returns how many were enqueued."""
    lost = lost_jobs(now)
    error = _("Việc này bị ngắt {count} lần khi đang chạy. Hãy báo người quản trị rồi bấm “Chạy lại”.")
    lost.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=JobState.FAILED, error=error.format(count=MOST_ATTEMPTS), finished_at=now
    )
    jobs = list(lost)
    for job in jobs:
        enqueue(job)
    return len(jobs)


def ask_for_due_rounds(*, now: dt.datetime) -> list[Job]:
    """A draft for every open round whose agencies' due moment has passed and for which nobody has asked since.

    A missed night is caught up on the next, until the consolidation itself is due (section IV.2 of the plan).
    """
    due = Round.objects.filter(locked_at=None, due_at__lt=now, consolidation_due_at__gte=now)
    asked = Job.objects.filter(kind=JobKind.CONSOLIDATE, asked_at__gt=F("round__due_at"))
    return [
        ask_for(round_=round_, kind=JobKind.CONSOLIDATE, by=None, now=now)
        for round_ in due.exclude(jobs__in=asked).select_related("plan")
    ]


def issue(
    *,
    consolidation: Consolidation,
    document_number: str,
    document_date: dt.date,
    by: Person,
    now: dt.datetime,
    confirmed: bool = False,
) -> Consolidation:
    """Issue the newest draft: seal its rows, lock the accepted reports and the round, and have the workbook redrawn.

    Raises Refused for anybody but the coordinator's head, for missing number or date, and, unless `confirmed`, where
    `warnings_of` says anything; Stale for the second of two callers and for a draft that a newer one has replaced.
    """
    number = clean(" ".join(document_number.split()))
    _refuse_wrong_issue(consolidation, number, document_date, by=by, now=now)
    with acting(by.user):
        report = _claim_newest_draft(consolidation)
        if not confirmed and warnings_of(report):
            message = _("Báo cáo còn điểm chưa đủ. Hãy đọc các điểm đó và đánh dấu xác nhận nếu vẫn ban hành.")
            raise Refused(message, field="confirmed")
        _put_away(report.workbook)
        report.document_number, report.document_date = number, document_date
        report.sha256 = fingerprint(report)
        report.state, report.issued_at, report.issued_by = ConsolidationState.ISSUED, now, by.user
        report.workbook = ""
        report.save(update_fields=_ISSUED_FIELDS)
        _lock_submissions(report.round, number, by=by, now=now)
        Round.objects.filter(pk=report.round_id).update(locked_at=now)
        ask_for(round_=report.round, kind=JobKind.WORKBOOK, by=by, now=now)
    return report


def _refuse_wrong_issue(
    consolidation: Consolidation, number: str, document_date: dt.date, *, by: Person, now: dt.datetime
) -> None:
    today = timezone.localdate(now)
    if not Standing(by, consolidation.round.plan, on=today).is_chief:
        raise Refused(_("Chỉ lãnh đạo cơ quan đầu mối được ban hành báo cáo tổng hợp."))
    if not number:
        raise Refused(_("Hãy ghi số, ký hiệu văn bản, ví dụ 125/BC-SNV."), field="document_number")
    if document_date > today:
        raise Refused(_("Ngày văn bản không thể sau hôm nay."), field="document_date")


def _put_away(workbook: FieldFile) -> None:
    """Delete the draft's file once the issue is through; it says neither number nor hash."""
    if workbook:
        storage, name = workbook.storage, str(workbook.name)
        transaction.on_commit(lambda: storage.delete(name), robust=True)


def _require_officer(round_: Round, by: Person, now: dt.datetime) -> None:
    if not Standing(by, round_.plan, on=timezone.localdate(now)).is_officer:
        raise Refused(_("Chỉ người của cơ quan đầu mối được làm việc này."))


def _take_turns(round_: Round, kind: JobKind) -> None:
    """Lock the round: whoever asks for a draft and whoever issues one see what the other has done. One query."""
    current = Round.objects.select_for_update(no_key=True).get(pk=round_.pk)
    if kind == JobKind.CONSOLIDATE and current.locked_at:
        raise Refused(_("Kỳ báo cáo năm {year} đã khóa, không lập thêm bản nào.").format(year=current.year))


def _claim_newest_draft(consolidation: Consolidation) -> Consolidation:
    """The report as it stands, locked with its round: of two heads one issues, and nobody what is being replaced."""
    locked = Consolidation.objects.select_for_update(of=("self", "round"), no_key=True)
    current = locked.select_related("round__plan").get(pk=consolidation.pk)
    # then every report of the round, as `holding.hold` does: who is deciding finishes first, who comes later is refused
    list(Submission.objects.select_for_update(no_key=True).filter(round=current.round_id).order_by("pk").values("pk"))
    if current.state == ConsolidationState.ISSUED:
        raise Stale(_("Báo cáo này vừa được ban hành. Hãy tải lại trang để xem."), current=current)
    newest = Consolidation.objects.filter(round=current.round_id).order_by("-number").first()
    if newest != current:
        raise Stale(_("Đã có bản mới hơn. Hãy mở bản mới nhất để ban hành."), current=newest)
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
