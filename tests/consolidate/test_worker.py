"""A real Celery worker on the real broker: it does the work, and killing it loses nothing and doubles nothing."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from openpyxl import load_workbook

from config import celery_app
from reports.consolidate.running import STALE_AFTER
from reports.consolidate.services import restart_lost
from reports.models import Consolidation, Job, TaskEntry
from tests.consolidate.conftest import ask

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sent():
    """Here messages really go to the broker, which is empty at first."""
    celery_app.control.purge()


@pytest.fixture
def start_worker(files):
    """start_worker() starts a worker process on the test's own database and files; all are ended with the test."""
    database = connection.settings_dict
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    environment = os.environ | {"DATABASE_URL": url, "DATA_DIR": str(files.parent), "SECRET_KEY": "only-for-tests"}
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--pool", "solo", "--loglevel", "WARNING"]
    workers = []

    def _start():
        workers.append(subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True))
        return workers[-1]

    yield _start
    for worker in workers:
        kill(worker)


def kill(worker):
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def wait_for(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"waited {PATIENCE} s in vain"
        time.sleep(0.05)


def is_done(job):
    job.refresh_from_db()
    assert job.state != "failed", job.error
    return job.state == "done"


def test_a_worker_builds_the_report(world, complete, start_worker):
    job = ask(world, complete)
    start_worker()
    wait_for(lambda: is_done(job))
    with job.consolidation.workbook.open() as file:
        assert len(load_workbook(file).sheetnames) == 5


def test_a_worker_killed_in_the_middle_is_replaced_and_there_is_one_report(world, complete, start_worker):
    TaskEntry.objects.update(result="chữ " * 200_000)  # so that drawing takes its time
    job = ask(world, complete)
    first = start_worker()
    wait_for(Consolidation.objects.exists)  # the rows are written, the file is not
    kill(first)
    job.refresh_from_db()
    assert job.state == "running"
    assert not job.consolidation.workbook
    Job.objects.update(beat_at=dt.datetime.now(dt.UTC) - STALE_AFTER - dt.timedelta(seconds=1))
    assert restart_lost(now=dt.datetime.now(dt.UTC)) == 1
    start_worker()
    wait_for(lambda: is_done(job))
    assert job.attempts == 2
    assert Consolidation.objects.count() == 1
    assert job.consolidation.workbook.size > 10_000
