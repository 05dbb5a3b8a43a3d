from types import SimpleNamespace

import pytest
from django.test import Client

from reports.collect.opening import open_round
from tests import factories as f
from tests.staging import staged


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """23/11/2026, in the open round."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: f.NOW)


@staged
def rounds(world) -> dict[int, object]:
    """2025 and 2026 are open; nothing was sent."""
    return {year: open_round(plan=world.plan, year=year, by=f.person(world.khoa), now=f.NOW) for year in (2025, 2026)}


@pytest.fixture
def dashboard(world: SimpleNamespace, rounds, client: Client):
    """dashboard(query, year=2026) reads the page as the leader and gives its response."""
    client.force_login(world.ha)

    def get(query: str = "", year: int = 2026):
        response = client.get(f"/ke-hoach/{world.plan.code}/tong-quan/{year}/{query}")
        assert response.status_code == 200
        return response

    return get
