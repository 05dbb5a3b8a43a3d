"""What the tests of the reporter's pages share."""

import pytest

from reports.collect.opening import open_round
from reports.models import TaskEntry
from tests.factories import NOW, person
from tests.steps import report_of


@pytest.fixture
def this_morning(monkeypatch):
    """Pages ask Django for the moment; it is the morning of 23/11/2026."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def report(world, round_):
    """The report of Sở A for 2026."""
    return report_of(world.a, round_)


@pytest.fixture
def make_last_year(world):
    """make_last_year(agency, task code, text) gives the agency a report of 2025 with one finished task."""

    def _make(agency, code, text):
        round_ = open_round(plan=world.plan, year=2025, by=person(world.khoa), now=NOW.replace(year=2025))
        entries = TaskEntry.objects.filter(submission__round=round_, submission__agency=agency, task__code=code)
        entries.update(progress="done", result=text)
        return round_

    return _make
