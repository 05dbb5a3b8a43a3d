"""What the machines that watch this one are told: the truth, without signing in, also over plain HTTP."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

ROOT = Path(__file__).parents[2]
NOBODY_LISTENS = "127.0.0.1:1"


def test_the_process_answers_without_database_and_without_signing_in(client):
    answer = client.get("/healthz")  # no `db`: a query here would fail the test

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_it_is_ready_when_everything_is_in_order(db, client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_it_is_not_ready_without_redis(db, client, settings):
    cache = settings.CACHES["default"]
    settings.CACHES = {"default": cache | {"LOCATION": f"redis://{NOBODY_LISTENS}/0"}}

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"status": "not ready", "missing": ["redis"]})


def test_it_is_not_ready_while_a_migration_is_missing(db, client):
    recorder = MigrationRecorder(connection)
    last = recorder.migration_qs.filter(app="reports").latest("name").name
    recorder.record_unapplied("reports", last)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"status": "not ready", "missing": ["migrations"]})


PROBES = """
import json, django
django.setup()
from django.test import Client
client = Client()
answers = {path: client.get(path) for path in ("/", "/healthz", "/readyz")}
print(json.dumps({path: [a.status_code, a.get("Location") or a.json()] for path, a in answers.items()}))
"""


@pytest.fixture(scope="module")
def production():
    """A process with production settings (HTTPS on) and a database and a Redis that are down."""
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "only-for-this-test",
        "HTTPS": "1",
        "ALLOWED_HOSTS": "testserver",
        "DATABASE_URL": f"postgres://nobody@{NOBODY_LISTENS}/nothing",
        "REDIS_URL": f"redis://{NOBODY_LISTENS}/0",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROBES], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_probes_speak_plain_http_where_people_are_sent_to_https(production):
    assert production["/"] == [301, "https://testserver/"]
    assert production["/healthz"] == [200, {"status": "ok"}]


def test_everything_that_is_down_is_named(production):
    status, body = production["/readyz"]

    assert (status, body["status"]) == (503, "not ready")
    assert {"database", "redis"} <= set(body["missing"])
