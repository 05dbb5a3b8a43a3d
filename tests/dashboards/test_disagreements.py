"""The parts of an indicator on its page: all of them, those still wanting too, and a difference only where one is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from targets.models import Indicator, IndicatorOwner
from tests import factories as f
from tests.dashboards.figures import record
from tests.followup.conftest import put_on_record


@pytest.fixture
def flats(world):
    """100 flats in 2025, reported by Sở A; three districts report their own part."""
    Indicator.objects.filter(pk=world.indicators[0].pk).update(kind="count", unit="căn hộ", decimals=0)
    world.indicators[0].refresh_from_db()
    record(world.indicators[0], 2025, "100", by=world.dung)
    world.districts = [f.make_agency(f"H{number}", f"Huyện {number}") for number in range(3)]
    for agency in world.districts:
        IndicatorOwner.objects.create(indicator=world.indicators[0], agency=agency, is_part=True)
    return world


def accept_parts(world, *values, year=2025):
    for agency, value in zip(world.districts, values, strict=False):
        put_on_record(world.indicators[0], agency, value, by=world.dung, is_part=True, year=year)


def section(world, sign_in):
    html = sign_in(world.ha).get(f"/ke-hoach/{world.plan.code}/chi-tieu/2.1.1/").text
    return html[html.index('id="doi-chieu"') :] if 'id="doi-chieu"' in html else ""


def test_a_part_that_is_still_to_come_is_named_and_no_difference_is_made_of_it(flats, sign_in):
    accept_parts(flats, "40", "50")
    shown = section(flats, sign_in)
    assert "3 phần của các cơ quan, còn 1 phần chưa có số" in " ".join(shown.split())
    assert "Huyện 2" in shown
    assert "chênh" not in shown


def test_parts_that_contradict_the_whole_show_by_how_much(flats, sign_in):
    accept_parts(flats, "40", "50", "20")
    shown = section(flats, sign_in)
    assert "chênh 10 căn hộ" in shown
    assert "chưa có số" not in shown


def test_an_owner_of_another_time_has_no_part_to_report(flats, sign_in):
    IndicatorOwner.objects.filter(agency=flats.districts[2]).update(valid_from="2026-07-01")
    accept_parts(flats, "40", "60")
    assert "2 phần của các cơ quan" in section(flats, sign_in)


def test_without_parts_there_is_no_section(flats, sign_in):
    assert section(flats, sign_in) == ""


def test_one_year_of_parts_and_three_cost_the_same(flats, sign_in):
    costs = []
    for years in ([2025], [2024, 2026]):
        for year in years:
            accept_parts(flats, "40", "50", year=year)
        client = sign_in(flats.ha)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/ke-hoach/{flats.plan.code}/chi-tieu/2.1.1/")
        costs.append(len(queries))
    assert costs[0] == costs[1]
