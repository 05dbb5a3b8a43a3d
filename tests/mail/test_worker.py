"""Real Celery workers on the real broker, sending to a mail server of the test's own: each mail leaves once."""

import datetime as dt
import email
import os
import socketserver
import subprocess
import sys
import threading

import pytest
from django.conf import settings
from django.db import connection

from config import celery_app
from reports.mail.sending import LOST_AFTER
from reports.mail.writing import post, wake
from reports.models import Mail
from tests.consolidate.test_worker import ROOT, kill, wait_for
from tests.factories import NOW

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


class Talk(socketserver.StreamRequestHandler):
    """As much SMTP as it takes to receive a mail."""

    def handle(self):
        self.say("220 ready")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"DATA":
                self.say("354 go on")
                self.server.mails.append(email.message_from_bytes(b"".join(iter(self.rfile.readline, b".\r\n"))))
                if self.server.is_silent:
                    continue
            self.say("221 bye" if word == b"QUIT" else "250 ok")
            if word == b"QUIT":
                return

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def server():
    """`mails`: what it has received. With `is_silent` it takes a mail and never says so."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads, server.mails, server.is_silent = True, [], False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def start_worker(server, tmp_path):
    """start_worker() starts one under the real settings, on the test's own database; all are ended with the test."""
    celery_app.control.purge()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "only-for-tests",
        "DATABASE_URL": "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict),
        "REDIS_URL": settings.CELERY_BROKER_URL,
        "DATA_DIR": str(tmp_path),
        "EMAIL_URL": f"smtp://127.0.0.1:{server.server_address[1]}",
    }
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--pool", "solo", "--loglevel", "WARNING"]
    workers = []

    def _start():
        workers.append(subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True))
        return workers[-1]

    yield _start
    for worker in workers:
        kill(worker)


def write(key, recipient):
    return post(kind="digest", key=key, recipient=recipient, subject="Việc chờ bạn", body="Có việc.", now=NOW)


def all_sent():
    return not Mail.objects.exclude(state="sent").exists()


def test_two_workers_send_what_a_returned_report_tells_once(world, send_back, server, start_worker):
    for _ in range(2):
        start_worker()
    for number in range(20):
        write(f"digest {number}", world.cuc)
    send_back()
    for _ in range(4):
        wake()
    wait_for(all_sent)
    ids = [message["Message-ID"] for message in server.mails]
    assert len(ids) == len(set(ids)) == 22
    told = [message for message in server.mails if message["To"] in (world.an.email, world.binh.email)]
    assert ["Chỉ những mục này được mở" in one.get_payload(decode=True).decode() for one in told] == [True, True]


def test_a_mail_whose_worker_was_killed_is_sent_again_under_the_same_name(world, server, start_worker):
    server.is_silent = True
    row = write("digest 1", world.an)
    wake()
    first = start_worker()
    wait_for(lambda: server.mails)  # the server has it, the worker does not know
    kill(first)
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("sending", 1)

    server.is_silent = False
    Mail.objects.update(tried_at=dt.datetime.now(dt.UTC) - LOST_AFTER - dt.timedelta(seconds=1))
    start_worker()
    wake()
    wait_for(all_sent)
    row.refresh_from_db()
    assert row.attempts == 2
    again, once = server.mails
    assert again["Message-ID"] == once["Message-ID"]
