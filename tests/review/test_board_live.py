"""A board that stays open: its script names the stamp of what it shows, and gets nothing or what stands there now."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.collect.presence import beat
from reports.collect.services import save_task_entry
from reports.enums import ReminderKind
from reports.models import Reminder, TaskEntry
from reports.review.extending import extend
from reports.review.walking import desk_page
from reports.workflow import Action
from tests.factories import NOW, person
from tests.steps import fill, report_of, send_signed, step

URL = "/ke-hoach/ke-hoach-thu/ky/2026/"
DAY = dt.timedelta(days=1)


def stamp_in(page):
    return re.search(r'data-stamp="(\w+)"', page.text)[1]


@pytest.fixture
def open_board(world, round_, sign_in):
    """The board as the officer has had it open, and look(): what its script is answered now."""
    reports = send_signed(world, round_), report_of(world.b, round_)
    client = sign_in(world.dung)
    stamp = stamp_in(client.get(URL))

    def look(query=""):
        return client.get(f"{URL}{query}", headers={"X-Board": stamp})

    return reports, look


def fill_an_item(world, sent, unsent):
    entry = TaskEntry.objects.select_related("submission__round", "task").filter(submission=unsent).first()
    save_task_entry(entry=entry, version=0, changes={"result": "Xong."}, by=person(world.cuc), now=NOW)


def send(world, sent, unsent):
    fill(unsent, world.cuc)
    step(unsent, Action.SEND, world.cuc)


def give_time(world, sent, unsent):
    given = {"due_at": unsent.round.due_at + DAY, "reason": "Bão.", "decided_by": "PGĐ"}
    extend(submission=unsent, by=person(world.giang), now=NOW, **given)


def remind(world, sent, unsent):
    Reminder.objects.create(submission=unsent, recipient=world.cuc, kind=ReminderKind.BEFORE, occasion="due-14", at=NOW)


def change_phone(world, sent, unsent):
    world.cuc.phone = "0226 1"
    world.cuc.save()


def lose_a_person(world, sent, unsent):
    world.cuc.is_active = False
    world.cuc.save()


def come_to_the_desk(world, sent, unsent):
    beat(desk_page(sent.pk), by=person(world.giang), now=NOW)


def lock(world, sent, unsent):
    unsent.round.locked_at = NOW
    unsent.round.save()


CHANGES = [fill_an_item, send, give_time, remind, change_phone, lose_a_person, come_to_the_desk, lock]


def test_nothing_is_sent_where_nothing_changed(open_board):
    _, look = open_board
    answer = look()
    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_the_page_shows_brings_it_anew(world, open_board, change):
    reports, look = open_board
    change(world, *reports)
    answer = look()
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'id="board-head"' in answer.text
    assert 'id="board-rows"' in answer.text


def test_at_the_turn_of_the_day_the_words_change(open_board, monkeypatch):
    _, look = open_board
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + dt.timedelta(hours=14))
    assert look().status_code == 204
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + dt.timedelta(hours=15))
    assert "hôm qua 09:00" in look().text


def test_at_the_due_moment_the_unsent_become_late(open_board, round_, monkeypatch):
    _, look = open_board
    monkeypatch.setattr("django.utils.timezone.now", lambda: round_.due_at + dt.timedelta(seconds=1))
    assert "Quá hạn" not in look().text  # the filters are no part of it
    assert "1 ngày" in look().text


def test_the_answer_is_of_the_page_that_is_open(open_board):
    _, look = open_board
    answer = look("?trang-thai=waiting")
    assert answer.status_code == 200
    assert re.findall(r'<a id="agency-\d+"[^>]*>([^<]+)</a>', answer.text) == ["SOA"]


def test_its_door_is_the_boards(world, open_board, sign_in, client):
    for who, status in ((world.ha, 200), (world.an, 404), (world.lan, 404)):
        assert sign_in(who).get(URL, headers={"X-Board": "x"}).status_code == status
    client.logout()
    assert client.get(URL, headers={"X-Board": "x"}).status_code == 302


def test_looking_again_costs_fewer_queries_than_the_page(open_board, client):
    _, look = open_board
    with CaptureQueriesContext(connection) as page:
        client.get(URL)
    with CaptureQueriesContext(connection) as queries:
        assert look().status_code == 204
    assert len(queries) < len(page) <= 12


def test_the_script_finds_what_it_needs(world, round_, sign_in):
    text = sign_in(world.dung).get(URL).text
    assert re.search(r'id="board"\s+data-every="(6\d|7\d|8\d|9\d|1[01]\d|120)"', text)
    assert text.count("data-live") == 2
    for words in ("Cập nhật lúc 09:00", "Mất kết nối.", "Phiên làm việc đã kết thúc."):
        assert words in text
