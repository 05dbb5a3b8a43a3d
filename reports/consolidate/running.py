"""A worker's hold on a job. Whatever is killed and started again, one worker at a time works on it.

A hold is taken by compare-and-swap and numbered by the job's `attempts`. Every word about progress is also proof of
life; a worker that has been silent for `STALE_AFTER` may be replaced, and learns of it with its next word.
"""

import datetime as dt
from collections.abc import Callable

from celery import current_app
from django.db import transaction
from django.db.models import Q, QuerySet

from reports.enums import JobState
from reports.models import Job

STALE_AFTER = dt.timedelta(seconds=60)
MOST_ATTEMPTS = 5
ACTIVE = (JobState.WAITING, JobState.RUNNING)

Clock = Callable[[], dt.datetime]


class TakenOver(Exception):
    """Another worker holds the job now; this one stops without a trace."""


class Hold:
    """The right to work on `job`, until another worker takes it over."""

    def __init__(self, job: Job, clock: Clock) -> None:
        self.job = job
        self.clock = clock
        self._last_word = job.beat_at

    def lock(self) -> Job:
        """The job and its round as they stand now, both locked until the transaction ends: while the outcome is open
        nobody takes over, however long it takes, and nobody issues or writes in a report of the round. One query.
        Raises TakenOver."""
        job = self._mine().select_for_update(of=("self", "round"), no_key=True).select_related("round__plan").first()
        if job is None:
            raise TakenOver
        return job

    def report(self, step: str, percent: int) -> None:
        """Say what is being done. One query. Raises TakenOver."""
        now = self.clock()
        if not self._mine().update(step=step, done=percent, total=100, beat_at=now):
            raise TakenOver
        self._last_word = now

    def mention(self, step: str, percent: int) -> None:
        """`report`, but at most once a second: for the inside of loops."""
        if self._last_word is None or self.clock() - self._last_word >= dt.timedelta(seconds=1):
            self.report(step, percent)

    def finish(self) -> None:
        self._mine().update(state=JobState.DONE, step="", done=100, total=100, finished_at=self.clock())

    def fail(self, message: str) -> None:
        """End the job with a sentence for the person who asked for it."""
        self._mine().update(state=JobState.FAILED, error=message, finished_at=self.clock())

    def _mine(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING, attempts=self.job.attempts)


def take(job_id: int, *, clock: Clock) -> Hold | None:
    """Take hold of a waiting or a lost job; None where it is done, in good hands, or gone. Two queries."""
    now = clock()
    with transaction.atomic():
        free = Job.objects.filter(Q(state=JobState.WAITING) | _silent(now), pk=job_id)
        # a locked row is being worked on inside a transaction: not lost, however long it has been silent
        job = (
            _locked(free, skip_locked=True)
            .select_related("round__plan", "asked_by", "consolidation", "subject")
            .first()
        )
        if job is None:
            return None
        job.state, job.attempts, job.beat_at = JobState.RUNNING, job.attempts + 1, now
        job.save(update_fields=["state", "attempts", "beat_at"])
    return Hold(job, clock)


def _locked(jobs: QuerySet[Job], *, skip_locked: bool = False) -> QuerySet[Job]:
    return jobs.select_for_update(of=("self",), no_key=True, skip_locked=skip_locked)


def _silent(now: dt.datetime) -> Q:
    return Q(state=JobState.RUNNING, beat_at__lt=now - STALE_AFTER)


def lost_jobs(now: dt.datetime) -> QuerySet[Job]:
    """Jobs that should be moving and are not: the worker died, or the message to it was lost."""
    return Job.objects.filter(state__in=ACTIVE, beat_at__lt=now - STALE_AFTER)


def is_lost(job: Job, now: dt.datetime) -> bool:
    """Whether `job` is one of `lost_jobs`."""
    return job.state in ACTIVE and job.beat_at is not None and job.beat_at < now - STALE_AFTER


def enqueue(job: Job) -> None:
    """Tell the workers about `job` once the current transaction is through.

    A broker that cannot be reached loses nothing: the job stands in the database and `restart_lost_jobs` finds it.
    """
    name, arguments = f"reports.{job.kind}", [job.pk]
    transaction.on_commit(lambda: current_app.send_task(name, args=arguments), robust=True)
