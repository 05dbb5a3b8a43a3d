"""What people (and the nightly schedule) ask for: a draft, another try. The work itself is `building`."""

import datetime as dt

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused
from reports.consolidate.carrying import refuse_closed
from reports.consolidate.running import ACTIVE, MOST_ATTEMPTS, enqueue, is_lost, lost_jobs
from reports.doors import Standing
from reports.enums import JobKind, JobState
from reports.models import Consolidation, Job, Round


def ask_for(
    *, round_: Round, kind: JobKind, by: Person | None, now: dt.datetime, subject: Consolidation | None = None
) -> Job:
    """The job that does this for the round, or for the report `subject` of it: the one waiting or running, else a new
    one. `by` None: the schedule.

    Raises Refused for anybody but the coordinator's people, and for a draft of a locked round.
    """
    if by:
        _require_officer(round_, by, now)
    with acting(by.user if by else None):
        _take_turns(round_, kind)
        job, made = Job.objects.get_or_create(
            kind=kind,
            round=round_,
            subject=subject,
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
        same = Job.objects.filter(kind=job.kind, round=job.round, subject=job.subject)
        active = same.filter(state__in=ACTIVE).first()
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


def _require_officer(round_: Round, by: Person, now: dt.datetime) -> None:
    if not Standing(by, round_.plan, on=timezone.localdate(now)).is_officer:
        raise Refused(_("Chỉ người của cơ quan đầu mối được làm việc này."))


def _take_turns(round_: Round, kind: JobKind) -> None:
    """Lock the round: whoever asks for a draft and whoever issues one see what the other has done. One query, one more
    for a locked round."""
    current = Round.objects.select_for_update(no_key=True).get(pk=round_.pk)
    if kind == JobKind.CONSOLIDATE:
        refuse_closed(current)
