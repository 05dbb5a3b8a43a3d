"""Production settings: nothing has a default secret, and Django's own deployment check finds nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "SECRET_KEY": "k4!xB9_qZ" * 7,
    "DATABASE_URL": "postgres://tiendo:secret@db/tiendo",
    "REDIS_URL": "redis://redis:6379/0",
    "ALLOWED_HOSTS": "tiendo.example.vn",
}


def check(tmp_path, **changes):
    environment = {key: value for key, value in (PRODUCTION | changes).items() if value is not None}
    environment |= {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_check_deploy_is_clean(tmp_path):
    done = check(tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL"])
def test_it_does_not_start_without_its_secrets(tmp_path, name):
    done = check(tmp_path, **{name: None})
    assert done.returncode != 0
    assert name in done.stderr.splitlines()[-1]


def test_secrets_may_come_from_files(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(PRODUCTION["SECRET_KEY"] + "\n")
    assert check(tmp_path, SECRET_KEY=None, SECRET_KEY_FILE=str(secret)).returncode == 0


def test_the_check_can_fail(tmp_path):
    assert check(tmp_path, HTTPS="0").returncode != 0
