"""The mail room's fixtures, and days counted from the due day."""

import datetime as dt

import pytest

from tests.factories import ZONE
from tests.mail.conftest import accept, mails, send_back, sent  # noqa: F401  # fixtures

DAY = dt.timedelta(days=1)
DUE = dt.datetime(2026, 12, 5, 7, 0, tzinfo=ZONE)  # a Saturday; `on(-7)` is seven days before it, at seven


def on(days, hour=7):
    return (DUE + days * DAY).replace(hour=hour)


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr("reports.mail.writing.current_app.send_task", lambda *args: None)
