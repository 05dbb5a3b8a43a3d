"""What the tests of the review share."""

import pytest

from reports.models import IndicatorEntry
from reports.workflow import Action
from tests.factories import NOW
from tests.steps import fill, report_of, send_signed, step


@pytest.fixture(autouse=True)
def this_morning(monkeypatch):
    """Pages ask Django for the moment; it is the morning of 23/11/2026."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def report(world, round_):
    """Sở A's report for 2026: three tasks and the indicator 2.1.1 with 52,5%, sent once."""
    return send_signed(world, round_)


@pytest.fixture
def url(report):
    return f"/bao-cao/{report.pk}/duyet/"


@pytest.fixture
def other(world, round_):
    """Sở B's report says 54% for the indicator that Sở A answers with 52,5%."""
    report = report_of(world.b, round_)
    IndicatorEntry.objects.create(submission=report, indicator=world.indicators[0], year=2026)
    fill(report, world.cuc, value="54")
    return step(report, Action.SEND, world.cuc)
