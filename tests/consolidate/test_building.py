"""A job leads to exactly one report, however often it is delivered, killed and started again."""

import datetime as dt

import pytest

from agencies.errors import Refused
from agencies.models import AuditLine
from reports import jobs
from reports.consolidate import building
from reports.consolidate.running import STALE_AFTER, Hold, TakenOver, take
from reports.consolidate.services import restart_lost, run_again
from reports.enums import JobState
from reports.models import Consolidation, Job, Round
from tests import factories as f
from tests.consolidate.conftest import ask, build

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What kill -9 looks like from inside: nothing after it is run, nothing is tidied up."""


def kill_at(monkeypatch, name):
    def die(*args, **kwargs):
        raise Killed

    monkeypatch.setattr(building, name, die)


def run_killed(job):
    with pytest.raises(Killed):
        jobs.consolidate(job.pk)


def fall_silent(job):
    """As if a minute had passed since the worker's last word."""
    Job.objects.filter(pk=job.pk).update(beat_at=dt.datetime.now(dt.UTC) - STALE_AFTER - dt.timedelta(seconds=1))


def test_a_job_ends_with_a_draft_and_its_file(world, complete, files):
    job = ask(world, complete)
    jobs.consolidate(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.attempts, job.error) == ("done", 100, 100, 1, "")
    draft = job.consolidation
    assert (draft.number, draft.state, draft.built_by) == (1, "draft", world.dung)
    assert (files / draft.workbook.name).is_file()


def test_a_second_delivery_makes_no_second_report(world, complete):
    job = ask(world, complete)
    jobs.consolidate(job.pk)
    jobs.consolidate(job.pk)
    job.refresh_from_db()
    assert Consolidation.objects.count() == 1
    assert job.attempts == 1


def test_a_job_in_good_hands_is_left_to_them(world, complete):
    job = ask(world, complete)
    assert take(job.pk, clock=lambda: f.NOW)
    moment_later = f.NOW + STALE_AFTER
    assert take(job.pk, clock=lambda: moment_later) is None


def test_a_silent_worker_is_replaced_and_stops_without_a_trace(world, complete):
    job = ask(world, complete)
    first = take(job.pk, clock=lambda: f.NOW)
    much_later = f.NOW + STALE_AFTER + dt.timedelta(seconds=1)
    second = take(job.pk, clock=lambda: much_later)
    for word in (lambda: first.report("x", 1), first.lock, lambda: building.build(first)):
        with pytest.raises(TakenOver):
            word()
    first.finish()
    first.fail("x")
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error, job.step) == (JobState.RUNNING, 2, "", "")
    assert not Consolidation.objects.exists()
    building.carry_out(second)
    assert Consolidation.objects.count() == 1


PASSAGES = ["direction", "tasks-III.1", "shortcomings", "difficulties", "next-year"]
STEPS = [
    *("read_content", "read_surroundings", "read_results", "kept_passages", "carried"),
    *("_write_rows", "_write_surroundings", "_copy_parts", "draw", "write_workbook", "File"),
]


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_and_started_again_there_is_one_report(world, complete, files, monkeypatch, step):
    job = ask(world, complete)
    with monkeypatch.context() as patch:
        kill_at(patch, step)
        run_killed(job)
    jobs.consolidate(job.pk)  # too early: the worker may still live
    job.refresh_from_db()
    assert job.state == JobState.RUNNING
    fall_silent(job)
    assert restart_lost(now=dt.datetime.now(dt.UTC)) == 1
    jobs.consolidate(job.pk)
    job.refresh_from_db()
    draft = Consolidation.objects.get()
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    assert (draft.job, draft.number, draft.tasks.count()) == (job, 1, 3)
    assert draft.tasks.get(code="1.1").parts.count() == 2
    assert [one.key for one in draft.passages.all()] == PASSAGES
    assert [path.name for path in (files / "consolidations").iterdir()] == ["ke-hoach-thu-2026-1-du-thao.xlsx"]


def test_a_half_written_file_is_replaced(world, complete, files, monkeypatch):
    job = ask(world, complete)
    half = files / "consolidations" / "ke-hoach-thu-2026-1-du-thao.xlsx"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"PK half")
    jobs.consolidate(job.pk)
    assert [path.name for path in half.parent.iterdir()] == [half.name]
    assert half.stat().st_size > 5000


def test_a_lost_message_is_found(world, complete, sent):
    job = ask(world, complete)
    sent.clear()
    assert restart_lost(now=f.NOW + STALE_AFTER) == 0
    assert restart_lost(now=f.NOW + STALE_AFTER + dt.timedelta(seconds=1)) == 1
    assert job.state == JobState.WAITING


def test_a_job_that_is_lost_again_and_again_ends_with_a_sentence(world, complete, sent):
    job = ask(world, complete)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=5)
    fall_silent(job)
    sent.clear()
    assert restart_lost(now=dt.datetime.now(dt.UTC)) == 0
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error.startswith("Việc này bị ngắt 5 lần")
    assert sent == []


def test_a_refusal_ends_the_job_with_its_sentence(world, complete, caplog):
    job = ask(world, complete)
    Round.objects.update(locked_at=f.NOW)
    jobs.consolidate(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "Kỳ báo cáo năm 2026 đã khóa, không lập thêm bản nào.")
    assert not caplog.records


def test_a_surprise_ends_the_job_politely_is_logged_and_can_be_tried_again(world, complete, monkeypatch, caplog, sent):
    job = ask(world, complete)
    with monkeypatch.context() as patch:
        patch.setattr(building, "write_workbook", lambda *a: 1 / 0)
        jobs.consolidate(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error.startswith("Lỗi ngoài dự kiến.")
    assert "ZeroDivisionError" in caplog.text
    run_again(job=job, by=f.person(world.dung), now=f.NOW)
    assert (job.state, job.error, job.finished_at) == (JobState.WAITING, "", None)
    jobs.consolidate(job.pk)
    job.refresh_from_db()
    assert (job.state, Consolidation.objects.count()) == (JobState.DONE, 1)


def test_running_again_is_for_the_coordinator_and_gives_the_job_that_runs(world, complete):
    failed = ask(world, complete)
    Job.objects.filter(pk=failed.pk).update(state=JobState.FAILED, finished_at=f.NOW)
    failed.refresh_from_db()
    with pytest.raises(Refused, match="Chỉ người của cơ quan đầu mối"):
        run_again(job=failed, by=f.person(world.an), now=f.NOW)
    newer = ask(world, complete)
    assert run_again(job=failed, by=f.person(world.dung), now=f.NOW) == newer


def test_older_drafts_stay_under_their_numbers(world, complete):
    first, second = build(world, complete), build(world, complete)
    assert list(Consolidation.objects.values_list("number", flat=True)) == [2, 1]
    assert first.indicators.count() == second.indicators.count() == 2


def test_progress_is_said_in_steps(world, complete, monkeypatch):
    words = []
    report = Hold.report
    monkeypatch.setattr(Hold, "report", lambda self, step, percent: words.append(step) or report(self, step, percent))
    build(world, complete)
    assert words == [
        "Đọc các mục đã duyệt, điền lời văn và ghi báo cáo",
        "Lập tệp Excel",
        "Lưu tệp Excel",
    ]


def test_progress_inside_a_loop_is_said_once_a_second(world, complete):
    job = ask(world, complete)
    moment = [f.NOW]
    hold = take(job.pk, clock=lambda: moment[0])
    hold.mention("a", 10)
    moment[0] += dt.timedelta(seconds=1)
    hold.mention("b", 20)
    hold.mention("c", 30)
    job.refresh_from_db()
    assert (job.step, job.done) == ("b", 20)


def test_who_built_it_is_in_the_audit_trail(world, complete):
    draft = build(world, complete)
    lines = AuditLine.objects.filter(table="reports_consolidation", row_id=draft.pk)
    assert {(line.actor_id, line.source) for line in lines} == {(world.dung.pk, f"job {draft.job_id}")}
