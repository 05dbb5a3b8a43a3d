"""What the tests of evidence share. Files stay in memory: whatever asked the storage for a path would fail."""

import pytest
from django.core.files.storage import default_storage

from reports.evidence.services import add
from tests.collect.pages import task_entry
from tests.evidence.files import PDF, upload
from tests.factories import NOW, person
from tests.steps import report_of


@pytest.fixture(autouse=True)
def storage(settings):
    """A storage that has no paths, emptied for each test."""
    memory = {"BACKEND": "tests.evidence.pathless.Pathless"}
    settings.STORAGES = settings.STORAGES | {"default": memory}
    default_storage.exists("")  # made now: threads that come first at once would each make one
    return default_storage


@pytest.fixture
def report(world, round_):
    """The report of Sở A for 2026."""
    return report_of(world.a, round_)


@pytest.fixture
def entry(report):
    return task_entry(report)


@pytest.fixture
def put(world, entry):
    """put(name, content) adds a file to the task 1.1 of Sở A's report."""

    def _put(name="bien-ban.pdf", content=PDF, to=entry):
        return add(entry=to, upload=upload(content, name), by=person(world.an), now=NOW)

    return _put


def stored(storage, folder="evidence"):
    """The names of all files kept."""
    try:
        years, _files = storage.listdir(folder)
    except FileNotFoundError:
        return []
    return [name for year in years for name in storage.listdir(f"{folder}/{year}")[1]]
