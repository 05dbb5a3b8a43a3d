"""From one report to the next: the board's order, the place in it, and who is there already."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache

from reports.collect.presence import STAYS, beat
from reports.models import Submission
from reports.review.order import Pile
from reports.review.services import accept_items
from reports.review.walking import desk_page
from reports.workflow import Action
from tests.factories import NOW, ZONE, make_agency, person
from tests.review.pages import desk
from tests.steps import all_items, fill, report_of, step


@pytest.fixture(autouse=True)
def nobody_yet():
    cache.clear()


@pytest.fixture
def second(world, round_):
    """Sở B's report, which waits too."""
    report = report_of(world.b, round_)
    fill(report, world.cuc)
    return step(report, Action.SEND, world.cuc)


@pytest.fixture
def third(world, round_):
    """A report of whose agency nobody can be reminded: the board has it before those that wait as long."""
    agency = make_agency("SOC", "Sở C")
    moments = {"first_sent_at": NOW, "last_sent_at": NOW}
    return Submission.objects.create(round=round_, agency=agency, agency_name="Sở C", state="submitted", **moments)


def comes(user, report, now=NOW):
    return beat(desk_page(report.pk), by=person(user), now=now)


def test_a_report_alone_has_neither_before_nor_after(world, report):
    walk = desk(world, report).walk
    assert (walk.pile, walk.position, len(walk.reports)) == (Pile.WAITING, 1, 1)
    assert (walk.previous, walk.next, walk.next_waiting) == (None, None, None)


def test_those_that_wait_are_walked_in_the_order_of_the_board(world, report, second, third, url, sign_in):
    board = sign_in(world.dung).get(f"/ke-hoach/{report.round.plan.code}/ky/2026/?trang-thai=waiting").text
    shown = sorted((report, second, third), key=lambda one: board.index(f"/bao-cao/{one.pk}/duyet/"))
    walk = desk(world, report).walk
    assert [one.pk for one in walk.reports] == [one.pk for one in shown] == [third.pk, report.pk, second.pk]
    assert (walk.previous.agency, walk.next.agency, walk.next_waiting.agency) == ("SOC", "SOB", "SOB")
    assert desk(world, second).walk.next_waiting.agency == "SOC"  # round to the start
    html = sign_in(world.dung).get(url).text
    assert "Chờ duyệt: 2 / 3" in html
    assert f'href="/bao-cao/{second.pk}/duyet/" rel="next"' in html


def test_the_longest_overdue_comes_first(world, report, second):
    late = report.round.due_at + dt.timedelta(days=2)
    Submission.objects.filter(pk=second.pk).update(first_sent_at=late, last_sent_at=late)
    assert desk(world, report).walk.previous.agency == "SOB"


def test_an_accepted_report_leads_on_to_the_first_that_waits(world, report, second, third):
    accept_items(submission=report, entries=all_items(report), by=person(world.dung), now=NOW)
    step(report, Action.ACCEPT, world.dung)
    walk = desk(world, report).walk
    assert (walk.pile, walk.position, len(walk.reports)) == (Pile.ACCEPTED, 1, 1)
    assert (walk.next, walk.next_waiting.agency) == (None, "SOC")


def test_a_report_that_a_colleague_has_open_is_gone_by(world, report, second, third):
    comes(world.giang, third)
    assert desk(world, second).walk.next_waiting.agency == "SOA"
    comes(world.giang, report)
    walk = desk(world, second).walk
    assert (walk.previous.agency, walk.previous.open_by) == ("SOA", "Đỗ Hương Giang")  # all are open: the nearest
    assert desk(world, second, world.giang).walk.previous.open_by == ""  # one's own tab is nobody else
    assert desk(world, second, world.ha).walk.previous.open_by == ""  # who only reads is in nobody's way


# Colleagues on the same desk


def test_a_colleague_on_the_same_report_is_shown_with_the_time_they_came(world, report, url, sign_in, monkeypatch):
    later = iter(NOW + dt.timedelta(seconds=seconds) for seconds in (0, 45, 90, 130))
    for step_ in ("", "dang-mo/", "dang-mo/"):  # a page opened, then beats, which begin no new visit
        moment = next(later)
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        client = sign_in(world.giang)
        answer = client.post(url + step_) if step_ else client.get(url)
        assert "Cũng đang duyệt" not in answer.text
    moment = next(later)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    client, came = sign_in(world.dung), f"{NOW.astimezone(ZONE):%H:%M}"
    for answer in (client.get(url), client.post(f"{url}dang-mo/")):
        assert f"<strong>Đỗ Hương Giang</strong> (từ {came})" in answer.text
        assert answer.text.split("Cũng đang duyệt")[1].split("Ai quyết định")[0].count("<strong>") == 1


def test_who_left_is_forgotten(world, report, url, sign_in, monkeypatch):
    comes(world.giang, report)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + dt.timedelta(seconds=STAYS + 1))
    assert "Đỗ Hương Giang" not in sign_in(world.dung).get(url).text


def test_who_only_reads_is_not_taken_for_a_reviewer(world, report, url, sign_in):
    sign_in(world.ha).get(url)
    assert "Cũng đang duyệt" not in sign_in(world.dung).get(url).text
    assert sign_in(world.ha).post(f"{url}dang-mo/").status_code == 404


def test_a_writer_at_the_form_is_no_colleague_at_the_desk(world, report):
    assert beat(f"form {report.pk}", by=person(world.an), now=NOW) == []
    assert comes(world.dung, report) == []


def test_without_the_cache_the_desk_goes_on_in_silence(world, report, second, url, sign_in, monkeypatch):
    monkeypatch.setattr("reports.collect.presence.cache", RedisCache("redis://127.0.0.1:1/0", {}))
    html = sign_in(world.dung).get(url).text
    assert "SOB" in html
    assert "Cũng đang duyệt" not in html
