"""The dashboard for a meeting: a screen for the whole, then one for each clause; without scripts, steps are links."""

import re

import pytest

from tests import factories as f
from tests.dashboards.test_dashboard import words


def shown(response) -> str:
    """The one screen that is not hidden."""
    page = response.content.decode()
    screens = re.findall(r"<section class=\"screen\".*?</section>", page, flags=re.S)
    seen = [screen for screen in screens if not re.match(r"<section[^>]*\shidden>", screen)]
    assert len(seen) == 1
    return seen[0]


@pytest.fixture
def present(dashboard):
    return lambda query="": dashboard(f"?trinh-chieu=1{query}")


def test_it_opens_with_the_whole(present):
    assert "Tình hình chung" in shown(present())
    assert "1/3" in words(present()).replace("Màn hình 1 /", "1/")


def test_each_clause_has_a_screen_with_its_words(present):
    screen = shown(present("&trang=2"))

    assert "chỉ tiêu 2.1.1 đạt mức đề ra" in screen
    assert screen.count('class="card ') == 1


def test_steps_are_links_and_end_at_the_ends(present):
    first, last = present().content.decode(), present("&trang=3").content.decode()

    assert 'data-step="-1" role="link" aria-disabled="true">' in first
    assert 'data-step="1" href="?trinh-chieu=1&amp;trang=2"' in first
    assert 'data-step="-1" href="?trinh-chieu=1&amp;trang=2"' in last
    assert 'data-step="1" role="link" aria-disabled="true">' in last


def test_a_screen_beyond_the_last_is_the_last(present):
    assert "2.1.2" in shown(present("&trang=99"))


def test_it_is_narrowed_as_the_page_and_left_to_it(present):
    page = present("&co-quan=SOB&trang=2")

    assert "2.1.2" in shown(page)
    assert re.search(r'href="\?co-quan=SOB" data-leave', page.content.decode())


def test_a_clause_too_large_for_one_screen_is_shared_evenly(world, present):
    for letter in "abcdefghi":
        f.make_indicator(world.plan, f"2.1.9{letter}", owner=world.a)

    first, second = shown(present("&trang=4")), shown(present("&trang=5"))

    assert "2.1.9, phần 1/2" in first
    assert (first.count('class="card '), second.count('class="card ')) == (5, 4)


def test_where_there_is_room_the_reason_is_said(world, present):
    assert "Chưa có số liệu năm 2026." in shown(present("&trang=2"))


def test_it_says_that_figures_are_made_up(world, rounds, present):
    type(rounds[2026]).objects.update(is_demonstration=True)

    assert "Số liệu minh họa" in words(present())
