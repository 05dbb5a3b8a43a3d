"""With Redis gone, people who are signed in read, write and send on; the database has their sessions."""

import pytest
from django.core.cache import cache, caches

from reports.models import TaskEntry
from tests.collect.pages import page, task_entry
from tests.steps import report_of
from tools.stack.folder import free_port


@pytest.fixture
def no_redis(settings):
    """no_redis() takes it away."""

    def _no_redis():
        nowhere = {"LOCATION": f"redis://127.0.0.1:{free_port()}/0"}
        settings.CACHES = {"default": settings.CACHES["default"] | nowhere}

    yield _no_redis
    del caches["default"]


def test_a_reporter_goes_on_writing(world, round_, sign_in, no_redis):
    report = report_of(world.a, round_)
    client = sign_in(world.an)
    no_redis()
    assert client.get("/viec-cua-toi/").status_code == 200
    assert client.get(page("form", report)).status_code == 200
    entry = task_entry(report)
    answer = client.post(page("save_task", report, entry.pk), {"version": entry.version, "result": "Đã làm."})
    assert answer.status_code == 200
    assert TaskEntry.objects.get(pk=entry.pk).result == "Đã làm."


def test_the_cache_is_really_gone(no_redis):
    no_redis()
    with pytest.raises(Exception, match="refused"):
        cache.get("anything")
