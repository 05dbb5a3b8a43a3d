"""Asking for a draft: by a person, by two at once, and by the clock on the night after the agencies' due day."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from agencies.errors import Refused
from config import celery_app
from reports import jobs
from reports.consolidate.running import take
from reports.consolidate.services import ask_for, ask_for_due_rounds
from reports.enums import JobKind, JobState
from reports.models import Job, Round
from tests import factories as f
from tests.consolidate.conftest import ask, build

NIGHT = dt.timedelta(hours=0, minutes=30)


def night_after(round_, days=1):
    """00:30 some days after the agencies' due day."""
    due_day = round_.due_at.astimezone(f.ZONE).date()
    return dt.datetime.combine(due_day + dt.timedelta(days=days), dt.time(0, 30), tzinfo=f.ZONE)


@pytest.mark.django_db
def test_the_second_asker_gets_the_first_ones_job(world, round_):
    first = ask(world, round_)
    assert ask_for(round_=round_, kind=JobKind.CONSOLIDATE, by=f.person(world.giang), now=f.NOW) == first
    assert first.asked_by == world.dung


@pytest.mark.django_db
def test_after_it_is_done_asking_gives_a_new_job(world, round_):
    first = build(world, round_).job
    assert ask(world, round_) != first


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["an", "ha", "khoa", "lan"])
def test_only_the_coordinators_people_may_ask(world, round_, who):
    with pytest.raises(Refused, match="Chỉ người của cơ quan đầu mối"):
        ask_for(round_=round_, kind=JobKind.CONSOLIDATE, by=f.person(getattr(world, who)), now=f.NOW)
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_no_draft_of_a_locked_round(world, round_):
    Round.objects.update(locked_at=f.NOW)
    with pytest.raises(Refused, match="đã khóa"):
        ask(world, round_)


@pytest.mark.django_db
def test_the_workers_hear_of_it_after_the_commit_and_only_the_id(
    world, round_, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(world, round_)
        assert sent == []
    assert sent == [("reports.consolidate", [job.pk])]


@pytest.mark.django_db
def test_a_broker_that_is_down_loses_nothing(world, round_, monkeypatch, django_capture_on_commit_callbacks):
    def refuse(name, args):
        raise ConnectionError("broker is down")

    monkeypatch.setattr("reports.consolidate.running.current_app.send_task", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(world, round_)
    job.refresh_from_db()
    assert job.state == JobState.WAITING


@pytest.mark.django_db(transaction=True)
def test_of_two_askers_at_the_same_moment_both_get_one_job(world, round_):
    jobs, together = [], threading.Barrier(2)

    def ask_in_a_thread():
        person = f.person(world.dung)
        together.wait()
        try:
            jobs.append(ask_for(round_=round_, kind=JobKind.CONSOLIDATE, by=person, now=f.NOW))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask_in_a_thread) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(jobs) == 2
    assert jobs[0] == jobs[1]
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_lost_job_is_not_taken_while_its_worker_is_inside_a_transaction(world, round_):
    job = ask(world, round_)
    hold = take(job.pk, clock=lambda: f.NOW)
    later = f.NOW + dt.timedelta(hours=1)
    taken = []

    def try_to_take():
        taken.append(take(job.pk, clock=lambda: later))
        connection.close()

    with transaction.atomic():
        hold.lock()
        thread = threading.Thread(target=try_to_take)
        thread.start()
        thread.join()
    assert taken == [None]


@pytest.mark.django_db
def test_the_night_after_the_due_day_a_draft_is_asked_for(world, round_, sent):
    assert ask_for_due_rounds(now=night_after(round_, days=0)) == []
    [job] = ask_for_due_rounds(now=night_after(round_))
    assert (job.round, job.kind, job.asked_by) == (round_, JobKind.CONSOLIDATE, None)


@pytest.mark.django_db
def test_a_missed_night_is_caught_up_once(world, round_):
    assert len(ask_for_due_rounds(now=night_after(round_, days=4))) == 1
    Job.objects.update(state=JobState.DONE, finished_at=night_after(round_, days=4))
    assert ask_for_due_rounds(now=night_after(round_, days=5)) == []


@pytest.mark.django_db
def test_a_draft_asked_for_since_the_due_moment_is_enough_but_an_earlier_one_is_not(world, round_):
    build(world, round_)  # weeks before the due day
    assert len(ask_for_due_rounds(now=night_after(round_))) == 1
    Job.objects.filter(asked_by=None).delete()
    ask(world, round_, now=round_.due_at + dt.timedelta(minutes=10))
    assert ask_for_due_rounds(now=night_after(round_)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("days", [12, 300])
def test_nothing_is_asked_for_once_the_consolidation_itself_is_overdue(world, round_, days):
    assert ask_for_due_rounds(now=night_after(round_, days=days)) == []


@pytest.mark.django_db
def test_a_locked_round_is_left_alone(world, round_):
    Round.objects.update(locked_at=round_.due_at)
    assert ask_for_due_rounds(now=night_after(round_)) == []


@pytest.mark.django_db
def test_the_scheduled_doors_pass_the_time_on(world, round_, monkeypatch):
    asked = []
    monkeypatch.setattr(jobs, "ask_for_due_rounds", lambda now: asked.append(now))
    monkeypatch.setattr(jobs, "restart_lost", lambda now: asked.append(now))
    jobs.consolidate_due_rounds()
    jobs.restart_lost_jobs()
    assert len(asked) == 2
    assert all(moment.tzinfo for moment in asked)


def test_beat_knows_the_jobs_by_name(settings):
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    names = {jobs.consolidate_due_rounds.name, jobs.restart_lost_jobs.name}
    assert names <= scheduled
    assert {f"reports.{kind}" for kind in JobKind.values} | scheduled <= set(celery_app.tasks)
