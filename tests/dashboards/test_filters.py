"""The address of a dashboard says what is seen, and every link of the page keeps it."""

import re

import pytest
from django.http import QueryDict

from reports.dashboards.filters import Filters
from targets.enums import Status
from tests import factories as f
from tests.dashboards.figures import record
from tests.dashboards.test_dashboard import listed, words


@pytest.mark.parametrize(
    "query",
    [
        "?",
        "?co-quan=SYT&muc=2.1.8&danh-gia=off_track&xep=te-nhat&kieu=danh-sach",
        "?muc=2.1.8&trinh-chieu=1&trang=3",
    ],
)
def test_an_address_is_read_and_written_the_same(query):
    assert Filters.of(QueryDict(query[1:])).query() == query


@pytest.mark.parametrize("query", ["danh-gia=hay&xep=x&kieu=the", "trinh-chieu=2&trang=5", "danh-gia=", "trang=-1"])
def test_unknown_words_ask_for_nothing(query):
    assert Filters.of(QueryDict(query)) == Filters()


@pytest.mark.parametrize("screen", ["", "0", "-3", "²", "9" * 40, "x"])
def test_a_wrong_screen_is_the_first(screen):
    assert Filters.of(QueryDict(f"trinh-chieu=1&trang={screen}")).screen == 1


@pytest.fixture
def three(world):
    """Two indicators of one clause, one of another: met, off track, met."""
    third = f.make_indicator(world.plan, "2.1.2b", owner=world.a, baseline=(2023, "40"))
    for indicator, value in zip([*world.indicators, third], ("70", "70", "30"), strict=True):
        record(indicator, 2026, value, by=world.dung)
    return third


def test_a_clause_narrows_the_indicators_and_their_counts(three, dashboard):
    page = dashboard("?muc=2.1.2")

    assert listed(page) == ["2.1.2", "2.1.2b"]
    assert "Năm 2026, mục 2.1.2: 1/2 chỉ tiêu" in words(page)
    assert "3 nhiệm vụ:" in words(page)


def test_filters_add_up(three, dashboard):
    assert listed(dashboard("?muc=2.1.2&co-quan=SOA")) == ["2.1.2b"]
    assert listed(dashboard("?muc=2.1.2&danh-gia=met")) == ["2.1.2"]
    assert listed(dashboard("?muc=2.1.1&co-quan=SOB")) == []


def test_each_filter_is_named_and_can_be_left_out_alone(three, dashboard):
    page = dashboard("?co-quan=SOA&muc=2.1.2&danh-gia=off_track&kieu=danh-sach").content.decode()

    chips = re.findall(r'<li>\s*<span>([^<]+)</span>\s*<a class="no-print"\s+href="([^"]+)"', page)
    assert [label for label, _url in chips] == [
        "Cơ quan: SOA",
        "Mục 2.1.2 chỉ tiêu 2.1.2 đạt mức đề ra; chỉ tiêu 2.1.2b đạt mức đề ra",
        "Đánh giá: chậm",
    ]
    assert chips[1][1] == "?co-quan=SOA&amp;danh-gia=off_track&amp;kieu=danh-sach"


def test_every_link_keeps_what_the_view_is_narrowed_to(three, dashboard, world):
    page = dashboard("?co-quan=SOA&muc=2.1.2&danh-gia=off_track&xep=te-nhat&kieu=danh-sach").content.decode()
    kept = "co-quan=SOA&amp;muc=2.1.2&amp;danh-gia=off_track&amp;xep=te-nhat&amp;kieu=danh-sach"

    assert f"/tong-quan/2025/?{kept}" in page
    assert f"/tong-quan/2026/excel/?{kept}" in page
    assert f'href="?{kept}&amp;trinh-chieu=1"' in page


def test_the_list_and_the_cards_show_the_same_indicators(three, dashboard):
    as_list = dashboard("?kieu=danh-sach").content.decode()

    assert re.findall(r'<td class="code">([^<]+)</td>\s*<th scope="row">', as_list) == listed(dashboard())


def test_a_verdict_is_chosen_by_its_word(three, dashboard):
    assert f'<option value="{Status.OFF_TRACK}">chậm (1)</option>' in dashboard().content.decode()
