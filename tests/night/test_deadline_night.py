"""The night of the deadline: all agencies save and send at once, and the programs are killed in the middle of it.

`make night` does it with 200 agencies and prints the counts; in every test run there are fewer.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from agencies.enums import Level, Role
from agencies.models import Agency, AgencyGroup, GroupMembership
from plan.models import Plan
from reports.collect.opening import open_round
from reports.models import Submission, SubmissionVersion, TaskEntry, Transition
from tests import factories as f
from tests.night.agency import Reporter, session_for
from tools.stack.folder import free_port

ROOT = Path(__file__).parents[2]
AGENCIES = int(os.environ.get("NIGHT_AGENCIES", "25"))
ITEMS = 5  # of each report are filled in this night; the others were before
PATIENCE = 120  # seconds

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def communes():
    """The real plan with a reporter for each of `AGENCIES` communes, and the round of 2026."""
    call_command("load_plan", str(settings.BASE_DIR / "fixtures" / "plan-ha-nam-2024.json"), verbosity=0)
    plan, group = Plan.objects.get(), AgencyGroup.objects.get(code="UBND-CAP-HUYEN")
    for number in range(AGENCIES):
        commune = f.make_agency(f"XA{number}", f"Ủy ban nhân dân xã {number}", Level.COMMUNE, uses_signoff=False)
        GroupMembership.objects.create(group=group, agency=commune)
        f.make_user(commune, Role.REPORTER, username=f"xa{number}")
    admin = f.make_user(Agency.objects.get(code="SLDTBXH"), Role.ADMIN, username="quantri")
    open_round(plan=plan, year=2026, by=f.person(admin), now=f.NOW)
    reports = Submission.objects.filter(agency__code__startswith="XA").select_related("agency")
    TaskEntry.objects.filter(submission__in=reports).update(progress="in_progress", result="Đã ghi từ trước.")
    return reports


class Programs:
    """The web server and the worker as the product runs them, on the test's own database."""

    def __init__(self, folder):
        self.port = free_port()
        url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict)
        settings_ = {"DATABASE_URL": url, "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.settings"}
        self.environment = os.environ | settings_
        self.children = []

    def start(self):
        web = ["gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{self.port}", "--no-control-socket"]
        sizes = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--log-level", "critical"]
        worker = ["celery", "-A", "config", "worker", "--pool", "solo", "--loglevel", "CRITICAL"]
        for command in ([*web, *sizes], worker):
            words = [sys.executable, "-m", *command]
            self.children.append(subprocess.Popen(words, cwd=ROOT, env=self.environment, start_new_session=True))

    def kill(self):
        """As a power cut would: all at once, nothing finished, nothing said."""
        for child in self.children:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        self.children.clear()


@pytest.fixture
def programs(tmp_path):
    programs = Programs(tmp_path)
    programs.start()
    yield programs
    programs.kill()


def reporters_at(port, reports):
    entries = {}
    rows = TaskEntry.objects.filter(submission__in=reports).order_by("pk")
    for pk, submission in rows.values_list("pk", "submission"):
        entries.setdefault(submission, []).append(pk)
    users = {row.agency_id: row.user for row in f.Membership.objects.select_related("user")}
    return [
        Reporter(port, session_for(users[report.agency_id]), report.pk, entries[report.pk][:ITEMS])
        for report in reports
    ]


def run_through_the_night(reporters, programs):
    """Everybody at once; after a third of the saves the programs are killed and started again. Returns the errors."""
    saved, errors = threading.Semaphore(0), []

    def work(reporter):
        try:
            reporter.work(saved)
        except AssertionError as error:
            errors.append(error)
            connection.close()

    threads = [threading.Thread(target=work, args=[reporter]) for reporter in reporters]
    for thread in threads:
        thread.start()
    for _ in range(sum(len(reporter.entries) for reporter in reporters) * 2 // 3):
        assert saved.acquire(timeout=PATIENCE)
    programs.kill()
    programs.start()
    for thread in threads:
        thread.join(timeout=PATIENCE * 3)
    assert not any(thread.is_alive() for thread in threads)
    return errors


def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(communes, programs, capsys):
    reporters = reporters_at(programs.port, list(communes))
    began = time.monotonic()
    assert run_through_the_night(reporters, programs) == []
    took = time.monotonic() - began
    rows = {row.pk: row for row in TaskEntry.objects.filter(submission__in=communes)}
    acknowledged = {key: text for reporter in reporters for key, text in reporter.acknowledged.items()}
    assert {key: getattr(rows[key[0]], key[1]) for key in acknowledged} == acknowledged
    assert len(acknowledged) == 2 * ITEMS * AGENCIES
    for report in communes:
        version = SubmissionVersion.objects.get(submission=report)
        assert Transition.objects.filter(submission=report).count() == 1
        sent = {task["entry"]: task["result"] for task in version.content["tasks"]}
        assert sent == {pk: row.result for pk, row in rows.items() if row.submission_id == report.pk}
    assert {reporter.told for reporter in reporters} <= {"Đã gửi báo cáo đến", "lần bấm này không thay đổi gì"}
    retries = sum(reporter.retries for reporter in reporters)
    assert retries  # somebody did meet the dead server
    with capsys.disabled():
        figures = f"{len(acknowledged)} fields saved, {retries} tries again, {took:.0f} s"
        sys.stdout.write(f"\n{len(reporters)} agencies: {figures} ")
