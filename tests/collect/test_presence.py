"""Two people in one report are told of each other; it is a courtesy that stands in nobody's way."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache

from reports.collect.presence import STAYS, Present, arrive
from reports.workflow import Action
from tests.collect.pages import page, task_entry
from tests.factories import NOW, person
from tests.steps import fill, report_of, send_signed, step

pytestmark = pytest.mark.usefixtures("this_morning")


@pytest.fixture(autouse=True)
def nobody_yet():
    cache.clear()


def beat(client, report, item=""):
    response = client.post(page("presence", report), {"item": item})
    assert response.status_code == 200
    return response.json()["others"]


def test_each_sees_the_other_and_nobody_their_own_tabs(world, report, sign_in):
    assert beat(sign_in(world.an), report, "task-7") == []
    assert beat(sign_in(world.an), report, "task-8") == []
    assert beat(sign_in(world.binh), report) == [{"name": "Trần Thị An", "item": "task-8"}]
    assert beat(sign_in(world.an), report) == [{"name": "Lê Văn Bình", "item": ""}]


@pytest.mark.parametrize("status", [200, 409])
def test_a_save_is_a_beat_too(world, report, sign_in, status):
    beat(sign_in(world.binh), report)
    entry = task_entry(report)
    data = {"version": 0 if status == 200 else 7, "result": "Xong"}
    response = sign_in(world.an).post(page("save_task", report, entry.pk), data)
    assert (response.status_code, response.json()["others"]) == (status, [{"name": "Lê Văn Bình", "item": ""}])
    assert beat(sign_in(world.binh), report) == [{"name": "Trần Thị An", "item": f"task-{entry.pk}"}]


def test_who_went_away_is_forgotten_before_a_minute_is_over(world, report):
    an, binh = person(world.an), person(world.binh)
    arrive(report.pk, by=an, item="", now=NOW)
    later = NOW + dt.timedelta(seconds=STAYS - 1)
    assert arrive(report.pk, by=binh, item="", now=later) == [Present("Trần Thị An", "")]
    assert arrive(report.pk, by=binh, item="", now=later + dt.timedelta(seconds=2)) == []


def test_reports_are_kept_apart(world, report):
    arrive(report.pk, by=person(world.an), item="", now=NOW)
    assert arrive(report.pk + 1, by=person(world.binh), item="", now=NOW) == []


@pytest.mark.parametrize("item", ["task-1<script>", "task-\u0661\u0662"])
def test_only_the_name_of_an_item_is_passed_on(world, report, item):
    arrive(report.pk, by=person(world.an), item=item, now=NOW)
    assert arrive(report.pk, by=person(world.binh), item="", now=NOW) == [Present("Trần Thị An", "")]


def test_those_who_only_read_neither_ask_nor_are_seen(world, round_, report, sign_in):
    report = send_signed(world, round_)
    entry = task_entry(report)
    for who in (world.dung, world.giang, world.ha, world.cuc, world.lan):
        assert sign_in(who).post(page("presence", report), {"item": ""}).status_code == 404, who
        sign_in(who).post(page("save_task", report, entry.pk), {"version": entry.version, "result": "x"})
    assert beat(sign_in(world.an), report) == []


def test_without_the_cache_all_goes_on_in_silence(world, report, sign_in, monkeypatch):
    monkeypatch.setattr("reports.collect.presence.cache", RedisCache("redis://127.0.0.1:1/0", {}))
    client = sign_in(world.an)
    assert beat(client, report) == []
    answer = client.post(page("save_task", report, task_entry(report).pk), {"version": 0, "result": "Xong"})
    assert (answer.json()["ok"], answer.json()["others"]) == (True, [])


class TestParts:
    """What a lead and its supporters are told of each other."""

    def test_the_lead_is_told_whose_part_is_missing_and_when_it_is_due(self, world, report, sign_in):
        html = sign_in(world.an).get(page("form", report)).text
        assert "Chưa gửi phần phối hợp: SOB." in " ".join(html.split())
        assert "Hạn gửi phần phối hợp: hết ngày 30/11/2026, còn 7 ngày." in html

    def test_a_part_that_came_can_be_quoted_and_is_no_longer_missing(self, world, round_, report, sign_in):
        other = report_of(world.b, round_)
        fill(other, world.cuc)
        step(other, Action.SEND, world.cuc)
        html = " ".join(sign_in(world.an).get(page("form", report)).text.split())
        assert "Chưa gửi phần phối hợp" not in html
        assert html.count(f'data-quote="task-{task_entry(report).pk}-result" data-agency="Sở B"') == 1
        assert 'data-sent="2026-11-23T02:00:00+00:00"' in html

    def test_the_supporter_is_told_to_whom_its_part_goes_and_by_when(self, world, report, sign_in):
        html = " ".join(sign_in(world.an).get(page("form", report)).text.split())
        assert "Báo cáo chung của nhiệm vụ do SOB viết. Hạn gửi phần phối hợp: hết ngày 30/11/2026" in html
