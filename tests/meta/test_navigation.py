"""The menu: only doors that open, those of one plan, one of them current, two queries."""

import pytest
from django.template import Context
from django.urls import resolve

from config.menu import menu
from reports.collect.opening import open_round
from tests import factories as f


def menu_at(client, url="/viec-cua-toi/"):
    return client.get(url).context["menu"]


def labels(client):
    return [link.label for link in menu_at(client).links]


def current(client, url):
    return [link.key for link in menu_at(client, url).links if link.current]


@pytest.fixture
def other(world):
    """A second plan with a round, due later; Sở B coordinates it and Sở A leads its task."""
    plan = f.make_plan(
        issuer=world.committee, coordinator=world.b, code="ke-hoach-khac", agency_due="12-20", consolidation_due="12-30"
    )
    f.make_task(plan, "1", leads=[world.a])
    return open_round(plan=plan, year=2026, by=f.person(world.khoa), now=f.NOW).plan


def test_everybody_finds_the_doors_that_open(sign_in, world, round_):
    common = ["Việc của tôi", "Tổng quan", "Tổng hợp", "Khó khăn", "Kế hoạch", "Cơ quan"]
    assert labels(sign_in(world.an)) == common
    assert labels(sign_in(world.dung)) == [*common[:2], "Kỳ báo cáo", *common[2:]]


def test_without_a_round_only_an_administrator_is_led_to_one(sign_in, world):
    assert "Kỳ báo cáo" in labels(sign_in(world.khoa))
    assert "Tổng quan" not in labels(sign_in(world.khoa))
    assert "Kỳ báo cáo" not in labels(sign_in(world.dung))


@pytest.mark.parametrize("who", ["an", "dung", "ha", "khoa"])
def test_no_link_of_the_menu_leads_nowhere(sign_in, world, round_, other, who):
    client = sign_in(getattr(world, who))
    for plan in (world.plan, other):
        for link in menu_at(client, f"/ke-hoach/{plan.code}/").links:
            assert client.get(link.url).status_code == 200, link


def test_of_several_plans_the_menu_shows_that_of_the_page_then_the_last_then_the_first_to_be_due(
    sign_in, world, round_, other
):
    client = sign_in(world.an)
    assert menu_at(client).plan == world.plan
    assert menu_at(client, f"/ke-hoach/{other.code}/").plan == other
    assert menu_at(client).plan == other
    assert labels(client)[:3] == ["Việc của tôi", "Các kế hoạch", "Cơ quan"]
    client.cookies["plan"] = "khong-co"
    assert menu_at(client).plan == world.plan
    assert current(client, "/ke-hoach/") == ["plans"]


def test_a_page_without_a_plan_in_its_address_knows_its_plan(sign_in, world, round_, other):
    report = other.rounds.get().submissions.get(agency=world.a)
    client = sign_in(world.an)
    assert menu_at(client, f"/bao-cao/{report.pk}/").plan == other
    assert current(client, f"/bao-cao/{report.pk}/") == ["work"]


def test_what_one_may_not_see_does_not_tell_its_plan(sign_in, world, round_, other):
    """A draft of Sở A in the other plan is nobody else's business: neither is which plan it is of."""
    client = sign_in(world.dung)
    refused = client.get(f"/bao-cao/{other.rounds.get().submissions.get(agency=world.a).pk}/")
    assert refused.status_code == 404
    assert refused.context["menu"].plan == world.plan


@pytest.mark.parametrize(
    ("path", "key"),
    [("", "plan"), ("nhiem-vu/1.1/", "plan"), ("ky/", "board"), ("kho-khan/", "difficulties"), ("kiem-tra/", "plan")],
)
def test_one_link_is_current(sign_in, world, round_, path, key):
    assert current(sign_in(world.dung), f"/ke-hoach/{world.plan.code}/{path}") == [key]


@pytest.mark.parametrize("plans", [1, 3])
def test_the_menu_costs_two_queries(rf, world, round_, django_assert_num_queries, plans):
    for number in range(plans - 1):
        f.make_plan(issuer=world.committee, coordinator=world.coordinator, code=f"ke-hoach-{number}")
    request = rf.get("/viec-cua-toi/")
    request.user, request.resolver_match = world.an, resolve("/viec-cua-toi/")
    with django_assert_num_queries(2):  # the person's roles, and the plans with their latest rounds
        assert menu(Context({"request": request})).links
