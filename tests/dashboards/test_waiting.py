"""The difficulties that wait, on the dashboard: both ages, in the query that was there before."""

import re

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.difficulties.checking import Said
from reports.difficulties.services import raise_difficulty, take_step
from reports.enums import DifficultyAction as Action
from tests import factories as f

DAY = f.dt.timedelta(days=1)


def told(world, text, days):
    how = {"plan": world.plan, "agency": world.a, "task": None, "by": f.person(world.an)}
    return raise_difficulty(text=text, now=f.NOW - days * DAY, **how)


def escalate(world, row, days):
    said = Said(text="Vượt thẩm quyền.")
    who = {"by": f.person(world.dung), "now": f.NOW - days * DAY}
    take_step(difficulty=row, action=Action.ESCALATE, seen=1, said=said, **who)


def words(response):
    block = response.content.decode().partition('<h2 id="kho-khan">')[2].partition("</section>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", block)).strip()


def test_both_ages_stand_on_the_dashboard_and_cost_no_query(world, rounds, dashboard):
    def asked():
        with CaptureQueriesContext(connection) as captured, time_machine.travel(f.NOW, tick=False):
            response = dashboard()
        return len(captured), words(response)

    few, nothing = asked()
    assert nothing == ""
    for days in (31, 30, 3):
        told(world, f"Thiếu {days} người.", days)
    escalate(world, told(world, "Thiếu vốn.", 50), 32)
    answered = told(world, "Thiếu máy.", 90)
    done = {"said": Said(text="Đã cấp."), "by": f.person(world.dung), "now": f.NOW}
    take_step(difficulty=answered, action=Action.ANSWER, seen=1, **done)

    queries, said = asked()
    assert queries == few
    assert said == (
        "Khó khăn chờ quyết định 4 Chưa được trả lời lâu nhất 50 ngày, 2 việc quá 30 ngày "
        "1 Chờ UBND tỉnh quyết định lâu nhất 32 ngày, 1 việc quá 30 ngày Xem khó khăn, vướng mắc"
    )


def test_earlier_years_and_the_view_of_one_agency_leave_it_out(world, rounds, dashboard):
    told(world, "Thiếu vốn.", 3)
    assert words(dashboard()) != ""
    assert words(dashboard("?co-quan=SOA")) == ""
    assert words(dashboard(year=2025)) == ""


def test_whoever_may_not_read_difficulties_gets_no_link(world, rounds, dashboard, client):
    told(world, "Thiếu vốn.", 3)
    client.force_login(world.khoa)
    page = client.get(f"/ke-hoach/{world.plan.code}/tong-quan/2026/")
    assert "Chưa được trả lời" in words(page)
    assert "Xem khó khăn" not in words(page)
