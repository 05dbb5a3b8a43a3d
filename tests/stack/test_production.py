"""The files of production and CI, read as text: what they promise is kept."""

import os
import re
import shutil
import subprocess
import sys

import pytest
import yaml

from tools.stack.folder import ROOT

COMPOSE = (ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE)["services"]
SECRET_WORDS = re.compile(r"SECRET_KEY|PASSWORD|DATABASE_URL|REDIS_URL")


def documented() -> set[str]:
    return set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def used() -> set[str]:
    """Every variable that the settings, docker-compose.yml and the local tools read."""
    config = "".join(path.read_text() for path in ROOT.glob("config/*.py"))
    in_settings = set(re.findall(r'(?:env\.\w+|required)\(\s*"([A-Z0-9_]+)"', config))
    return in_settings | set(re.findall(r"\$\{([A-Z0-9_]+)", COMPOSE)) | {"PORT", "CHROMIUM", "REQUIRE_BROWSER"}


def test_example_lists_every_variable_and_no_other():
    assert documented() == used()


def test_example_holds_no_secret():
    filled = re.findall(r"^([A-Z0-9_]+)=(.+)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert not [name for name, _ in filled if SECRET_WORDS.search(name)]


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_come_from_files_only(name):
    environment = SERVICES[name].get("environment", {})
    secret = {key: value for key, value in environment.items() if SECRET_WORDS.search(key)}
    assert all(key.endswith("_FILE") and value.startswith("/run/secrets/") for key, value in secret.items())


def test_no_secret_variable_has_a_default():
    defaults = re.findall(r"\$\{([A-Z0-9_]+):-", COMPOSE)
    assert not [name for name in defaults if SECRET_WORDS.search(name) or name == "SECRETS"]
    assert re.search(r"\$\{SECRETS:\?", COMPOSE)


@pytest.mark.parametrize("name", ["web", "worker"])
def test_web_and_worker_can_be_scaled(name):
    assert "container_name" not in SERVICES[name]
    assert all("WEB_PORTS" in port for port in SERVICES[name].get("ports", []))


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "migrate"])
def test_services_restart_and_keep_their_logs_small(name):
    assert SERVICES[name]["restart"] == "unless-stopped"
    assert "max-size" in SERVICES[name]["logging"]["options"]


def test_queue_survives_a_restart_and_loses_nothing_when_full():
    command = " ".join(SERVICES["redis"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_image_runs_as_an_ordinary_user_and_holds_no_secret():
    dockerfile = (ROOT / "Dockerfile").read_text()
    final = dockerfile.rpartition("FROM ")[2]
    assert re.search(r"^USER tiendo$", final, re.MULTILINE)
    assert not SECRET_WORDS.search(final)
    assert (ROOT / ".dockerignore").read_text().splitlines()[1] == "*"


def test_what_goes_into_the_image_is_enough_to_start(tmp_path):
    """The build step of the Dockerfile, with only the files that .dockerignore lets through."""
    for name in re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    settings = {"SECRET_KEY": "unused", "DATABASE_URL": "postgres://unused", "REDIS_URL": "redis://unused"}
    done = subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input"],
        cwd=tmp_path,
        env={**settings, "PATH": os.environ["PATH"], "STATIC_ROOT": str(tmp_path / "collected")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "collected" / "staticfiles.json").exists()


def test_ci_script_can_be_run():
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
