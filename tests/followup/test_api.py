"""Later figures through /api/v1/: what one says, and who reads which."""

import pytest

from reports.followup.services import accept
from tests.factories import NOW, person


@pytest.fixture
def ask(client):
    def _ask(user, path="", **query):
        client.force_login(user)
        return client.get(f"/api/v1/follow-ups/{path}", query)

    return _ask


def test_a_sending_with_its_figures_people_and_seal(closed, submitted, ask):
    (row,) = ask(closed.an).json()["results"]
    assert (row["plan"], row["indicator"], row["year"], row["agency"]["code"]) == ("ke-hoach-thu", "2.1.1", 2025, "SOA")
    assert (row["value"], row["quality"], row["state"], row["sha256"]) == (
        "51.2",
        "official",
        "submitted",
        submitted.sha256,
    )
    assert (row["sent_by"], row["signed_by"], row["decided_by"]) == ("Trần Thị An", "Lê Văn Bình", None)
    assert ask(closed.an, f"{submitted.pk}/").json() == row


@pytest.mark.parametrize(
    ("who", "before", "after"),
    [
        ("an", 1, 1),
        ("binh", 1, 1),
        ("cuc", 0, 0),
        ("dung", 1, 1),
        ("giang", 1, 1),
        ("ha", 0, 1),
        ("khoa", 0, 0),
    ],
)
def test_it_is_read_behind_the_same_door_as_its_page(closed, submitted, ask, who, before, after):
    user = getattr(closed, who)
    assert ask(user).json()["count"] == before
    assert (ask(user, f"{submitted.pk}/").status_code == 200) == bool(before)
    accept(follow_up=submitted, seen=closed.record.pk, by=person(closed.dung), now=NOW)
    assert ask(user).json()["count"] == after


@pytest.mark.parametrize(
    ("query", "count"),
    [({"year": 2025}, 1), ({"year": 2024}, 0), ({"indicator": "2.1.1"}, 1), ({"state": "accepted"}, 0)],
)
def test_it_is_found_by_what_it_is_about(closed, submitted, ask, query, count):
    assert ask(closed.an, **query).json()["count"] == count


def test_a_wrong_state_is_said(closed, ask):
    answer = ask(closed.an, state="draft")
    assert (answer.status_code, list(answer.json())) == (400, ["state"])
