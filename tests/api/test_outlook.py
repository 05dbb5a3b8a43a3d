"""The projection through the API: the page's own sentences, and figures as plain decimals."""

import pytest

from targets.outlook import outlook_of
from targets.selectors import indicator_row
from tests import factories as f
from tests.dashboards.figures import record


@pytest.fixture
def outlook(world, sign_in):
    def get():
        return sign_in(world.an).get("/api/v1/indicators/2.1.1/").json()["outlook"]

    return get


def test_it_says_what_the_page_says(world, outlook):
    for year, value in ((2024, "50"), (2025, "52"), (2026, "53")):
        record(world.indicators[0], year, value, by=world.dung)

    answer = outlook()

    known = outlook_of(indicator_row(world.plan, "2.1.1", on=f.TODAY))
    assert (answer["sentence"], answer["task"]) == (known.sentence, known.task)
    assert answer["projection"][-1] == {"year": 2030, "value": "59.5", "low": "57", "high": "62"}
    assert answer["confidence"] == 95


def test_nothing_is_projected_from_two_figures(world, outlook):
    record(world.indicators[0], 2025, "52", by=world.dung)

    assert outlook()["projection"] == []
    assert outlook()["sentence"] == "Mới có số liệu của 1 năm; từ 3 năm trở lên mới có dự báo."
