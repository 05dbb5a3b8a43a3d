"""What the address of the board asks to see: piles, levels, names, what is late; and how each is left out again."""

import re

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from agencies.enums import Level
from agencies.models import Membership
from reports.models import Submission
from reports.review.narrowing import Narrowing, Only
from reports.review.order import Pile
from tests import factories as f
from tests.steps import send_signed

URL = "/ke-hoach/ke-hoach-thu/ky/2026/"


@pytest.fixture
def listed(world, round_, sign_in):
    """listed(query): the page as the officer has it, and the agencies in its rows."""
    for number, name in enumerate(["Ủy ban nhân dân huyện Lý Nhân", "Ủy ban nhân dân huyện Thanh Liêm"]):
        agency = f.make_agency(f"H{number}", name, Level.DISTRICT, short_name=name.replace("Ủy ban nhân dân", "UBND"))
        Submission.objects.create(round=round_, agency=agency, agency_name=name)
    Submission.objects.filter(agency=world.a).update(agency_name="Sở Alpha thời trước")
    world.b.aliases = ["Sở Bê-ta"]
    world.b.save()

    def read(query=""):
        page = sign_in(world.dung).get(f"{URL}{query}")
        assert page.status_code == 200
        return page.text, re.findall(r'<a id="agency-\d+"[^>]*>([^<]+)</a>', page.text)

    return read


@pytest.mark.parametrize(
    ("query", "agencies"),
    [
        ("", {"SOA", "SOB", "UBND huyện Lý Nhân", "UBND huyện Thanh Liêm"}),
        ("?trang-thai=waiting", {"SOA"}),
        ("?cap=district", {"UBND huyện Lý Nhân", "UBND huyện Thanh Liêm"}),
        ("?chi=khong-nguoi", {"UBND huyện Lý Nhân", "UBND huyện Thanh Liêm"}),
        ("?chi=khong-nguoi&cap=province", set()),
        ("?chi=qua-han", set()),
        ("?tim=ly+nhan", {"UBND huyện Lý Nhân"}),
        ("?tim=H%C6%AFY%E1%BB%86N++l%C3%BD", {"UBND huyện Lý Nhân"}),
        ("?tim=be-ta", {"SOB"}),
        ("?tim=alpha", {"SOA"}),
        ("?tim=soa&trang-thai=unsent", set()),
        ("?tim=h&cap=province&trang-thai=waiting", {"SOA"}),
        ("?trang-thai=x&cap=y&chi=z&page=q", {"SOA", "SOB", "UBND huyện Lý Nhân", "UBND huyện Thanh Liêm"}),
    ],
)
def test_all_that_is_asked_for_must_hold(world, round_, listed, query, agencies):
    send_signed(world, round_)
    Submission.objects.filter(agency=world.a).update(agency_name="Sở Alpha thời trước")
    assert set(listed(query)[1]) == agencies


def test_every_count_says_what_a_click_would_show(world, round_, listed):
    send_signed(world, round_)
    text, _ = listed("?cap=district")
    assert "Tất cả (2)" in text
    assert "Chưa gửi (2)" in text
    assert "Chờ duyệt (0)" in text
    assert "Sở, ban, ngành tỉnh (2)" in text
    assert "Không có ai để nhắc (2)" in text
    Membership.objects.filter(user=world.cuc).delete()
    assert "Không có ai để nhắc (1)" in listed("?tim=sob")[0]


def test_each_condition_is_a_chip_that_can_be_left_out_alone(listed):
    text, _ = listed("?trang-thai=unsent&cap=district&chi=khong-nguoi&tim=l%C3%BD")
    chips = dict(re.findall(r"<li>\s*<span>([^<]+)</span>\s*<a[^>]*href=\"([^\"]+)\"", text))
    assert chips == {
        "Chưa gửi": "?cap=district&amp;chi=khong-nguoi&amp;tim=l%C3%BD",
        "Không có ai để nhắc": "?trang-thai=unsent&amp;cap=district&amp;tim=l%C3%BD",
        "Cấp huyện": "?trang-thai=unsent&amp;chi=khong-nguoi&amp;tim=l%C3%BD",
        "Tên có “lý”": "?trang-thai=unsent&amp;cap=district&amp;chi=khong-nguoi",
    }
    assert "Đang lọc" not in listed()[0]


def test_a_pile_is_changed_without_losing_the_rest(listed):
    text, _ = listed("?cap=district&chi=khong-nguoi")
    assert 'href="?trang-thai=returned&amp;cap=district&amp;chi=khong-nguoi"' in text
    text, _ = listed("?trang-thai=unsent")
    assert '<input type="hidden" name="trang-thai" value="unsent">' in text


def test_where_nothing_is_like_that_the_way_back_is_shown(listed):
    assert "Không có cơ quan nào như vậy" in listed("?tim=kh%C3%B4ng+c%C3%B3+ai+t%C3%AAn+v%E1%BA%ADy")[0]


def test_looking_for_a_name_costs_one_query_more(listed):
    def cost(query):
        with CaptureQueriesContext(connection) as queries:
            listed(query)
        return len(queries)

    listed()
    assert cost("?tim=s") == cost("") + 1


@pytest.mark.parametrize(
    "narrowing",
    [
        Narrowing(),
        Narrowing(pile=Pile.RETURNED, words="lý nhân & thanh liêm"),
        Narrowing(level=Level.COMMUNE, only=frozenset(Only)),
    ],
)
def test_an_address_says_what_it_was_made_from(narrowing):
    assert Narrowing.of(QueryDict(narrowing.query()[1:])) == narrowing
