"""A report is being built, and at each step of it in turn the worker, PostgreSQL or Redis is killed with -9.

`make night` does it at every step, on servers of its own; in every test run nothing is killed here, since
tests/consolidate does it to a worker.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.stack import servers

ROOT = Path(__file__).parents[2]
PATIENCE = 300  # seconds
DROPPED = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "DATA_DIR", "PYTEST_XDIST_WORKER")

pytestmark = pytest.mark.skipif("NIGHT_AGENCIES" not in os.environ, reason="minutes long: make night does it")


class Stack:
    """Our own PostgreSQL and Valkey with the demonstration in them; what was killed is started again."""

    def __init__(self, folder):
        self.folder, self.running = folder, None

    def start(self):
        self.running = servers.started(self.folder, self.folder / "log", {}, durable=True)
        self.servers = self.running.__enter__()
        self.servers.make_database(demo=True)
        given = {name: value for name, value in os.environ.items() if name not in DROPPED}
        self.environment = servers.django_environment(given, self.servers, folder=self.folder, demo=True)
        self.environment["DJANGO_SETTINGS_MODULE"] = "config.settings"

    def stop(self):
        self.running.__exit__(None, None, None)

    def pid(self, victim):
        server = {"postgres": self.servers.postgres, "redis": self.servers.valkey}.get(victim)
        return {"VICTIM": str(server.child.process.pid)} if server else {}

    def run(self, *words, **more):
        return subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment | more,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    def say(self, *words):
        done = self.run("-m", "tests.night.dying", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    stack = Stack(tmp_path_factory.mktemp("stack"))
    stack.start()
    for command in (["migrate"], ["load_plan", "fixtures/plan-ha-nam-2024.json"], ["load_demo"]):
        done = stack.run("manage.py", *command)
        assert done.returncode == 0, done.stderr
    yield stack
    stack.stop()


@pytest.mark.parametrize("victim", ["worker", "postgres", "redis"])
def test_a_build_killed_at_any_step_ends_in_one_whole_report(stack, victim):
    """Whatever was killed: after a restart the job goes on, and ends with one report that has all its rows and file."""
    for step in range(1, 100):
        job = stack.say("ask")
        killed = stack.run("-m", "tests.night.dying", "build", job, str(step), **stack.pid(victim))
        if victim != "worker":
            stack.stop()
            stack.start()
        before = json.loads(stack.say("look", job))
        assert before["state"] != "failed", before["error"]
        if before["state"] != "done":
            assert stack.say("again", job) == "1"
            assert stack.say("build", job) == ""
        after = json.loads(stack.say("look", job))
        assert after["state"] == "done", (after, killed.stderr)
        assert (len(after["rows"]), len(after["sheets"])) == (1, 1)
        assert all(count > 0 for count in after["rows"][0])
        sys.stdout.write(f"{victim} killed at step {step}: {before['state']}, then {after['state']}, {after['rows']}\n")
        if killed.returncode == 3:
            break
    assert step > 4  # there were steps to be killed at
