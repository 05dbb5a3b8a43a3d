"""The menu: only doors that open, one of them current, two queries."""

import pytest

from config.navigation import _marked, navigation


def labels(client, url="/viec-cua-toi/"):
    return [link["label"] for link in client.get(url).context["nav"]]


def test_everybody_finds_the_doors_that_open(sign_in, world, round_):
    common = ["Việc của tôi", "Tổng quan", "Tổng hợp", "Khó khăn", "Kế hoạch", "Cơ quan"]
    assert labels(sign_in(world.an)) == common
    assert labels(sign_in(world.dung)) == [*common[:2], "Kỳ báo cáo", *common[2:]]


def test_without_a_round_only_an_administrator_is_led_to_one(sign_in, world):
    assert "Kỳ báo cáo" in labels(sign_in(world.khoa))
    assert "Tổng quan" not in labels(sign_in(world.khoa))
    assert "Kỳ báo cáo" not in labels(sign_in(world.dung))


@pytest.mark.parametrize("who", ["an", "binh", "dung", "giang", "ha", "khoa"])
def test_no_link_of_the_menu_leads_nowhere(sign_in, world, round_, who):
    client = sign_in(getattr(world, who))
    for link in client.get("/viec-cua-toi/").context["nav"]:
        assert client.get(link["url"]).status_code == 200, link


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/ke-hoach/a/", "/ke-hoach/a/"),
        ("/ke-hoach/a/nhiem-vu/1.1/", "/ke-hoach/a/"),
        ("/ke-hoach/a/ky/2025/", "/ke-hoach/a/ky/2026/"),
        ("/bao-cao/1/", None),
    ],
)
def test_one_link_is_current_in_every_year(path, current):
    links = [{"url": "/ke-hoach/a/ky/2026/"}, {"url": "/ke-hoach/a/"}]
    assert [link["url"] for link in _marked(links, path) if link["current"]] == [current] * (current is not None)


def test_the_menu_costs_two_queries(rf, world, round_, django_assert_num_queries):
    request = rf.get("/")
    request.user = world.an
    with django_assert_num_queries(2):  # the person's roles, and the plans with their latest rounds
        navigation(request)
