from types import SimpleNamespace

import pytest
import time_machine

from reports.consolidate.running import take
from reports.models import Consolidation
from tests import factories as f
from tests.consolidate.conftest import accepted, build, complete, files  # noqa: F401


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests():
    with time_machine.travel(f.NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    """What would be sent to the workers, instead of sending it: pairs (task, arguments)."""
    messages = []
    app = SimpleNamespace(send_task=lambda name, args: messages.append((name, args)))
    monkeypatch.setattr("reports.consolidate.running.current_app", app)
    return messages


@pytest.fixture
def draft(world, complete):  # noqa: F811
    return fresh(build(world, complete))


def fresh(report):
    return Consolidation.objects.select_related("round__plan", "issued_by").get(pk=report.pk)


def hold_of(job):
    return take(job.pk, clock=lambda: f.NOW)
