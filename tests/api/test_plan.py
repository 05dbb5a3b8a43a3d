"""Agencies, plans and tasks, as of a day."""

import datetime as dt

import pytest

from agencies.models import Agency, AgencyGroup, GroupMembership
from plan.enums import Duty
from plan.models import Coordinator, Responsibility
from tests.api.conftest import supports_through


def codes(answer):
    assert answer.status_code == 200, answer.content
    return [row["code"] for row in answer.json()["results"]]


def test_a_plan_says_who_issued_and_who_coordinates_it(world, ask):
    plan = ask(world.an, "plans/ke-hoach-thu/").json()

    assert (plan["short_title"], plan["start_year"], plan["horizon_year"]) == ("Kế hoạch thử", 2024, 2030)
    assert plan["issuer"]["code"] == "UBND"
    assert plan["coordinator"] == {"code": "SDM", "name": "Sở Đầu mối", "short_name": "SDM"}
    assert plan["at_risk_share"] == "0.100"
    assert [section["code"] for section in plan["sections"]] == ["II.2.1", "III.1"]


def test_the_coordinator_is_the_one_of_the_day_asked_for(world, ask):
    Coordinator.objects.update(valid_to=dt.date(2026, 7, 1))
    Coordinator.objects.create(plan=world.plan, agency=world.b, valid_from=dt.date(2026, 8, 1))

    asked = {
        on: ask(world.an, "plans/", on=on).json()["results"][0] for on in ("2026-06-30", "2026-07-15", "2026-08-01")
    }

    assert [plan["coordinator"] and plan["coordinator"]["code"] for plan in asked.values()] == ["SDM", None, "SOB"]
    assert "sections" not in asked["2026-06-30"]


def test_agencies_can_be_asked_for_by_level_and_day(world, ask):
    Agency.objects.filter(code="SOB").update(valid_to=dt.date(2025, 3, 1))

    assert set(codes(ask(world.an, "agencies/"))) == {"UBND", "SDM", "SOA", "SOB"}
    assert codes(ask(world.an, "agencies/", level="government")) == ["UBND"]
    assert "SOB" in codes(ask(world.an, "agencies/", on="2025-02-28"))
    assert "SOB" not in codes(ask(world.an, "agencies/", on="2025-03-01"))
    ended = ask(world.an, "agencies/SOB/").json()
    assert (ended["name"], ended["level_label"], ended["valid_to"]) == ("Sở B", "Sở, ban, ngành tỉnh", "2025-03-01")


def test_a_task_names_who_leads_and_who_supports(world, ask):
    task = ask(world.an, "tasks/1.1/").json()

    assert (task["plan"], task["title"]) == ("ke-hoach-thu", "Nhiệm vụ 1.1")
    assert task["section"] == {"code": "III.1", "title": "Nâng cao nhận thức"}
    assert [
        (row["duty"], row["duty_label"], row["agency"]["code"], row["group"]) for row in task["responsibilities"]
    ] == [
        ("lead", "chủ trì", "SOA", None),
        ("support", "phối hợp", "SOB", None),
    ]


def test_duties_are_those_of_the_day_asked_for(world, ask):
    task = world.tasks[0]
    Responsibility.objects.filter(task=task, duty=Duty.LEAD).update(valid_to=dt.date(2026, 7, 1))
    Responsibility.objects.create(
        task=task, duty=Duty.LEAD, agency=world.coordinator, wording="Sở", valid_from=dt.date(2026, 7, 1)
    )

    def lead(on):
        return ask(world.an, "tasks/1.1/", on=on).json()["responsibilities"][0]["agency"]["code"]

    assert (lead("2026-06-30"), lead("2026-07-01")) == ("SOA", "SDM")
    assert codes(ask(world.an, "tasks/", agency="SDM", on="2026-06-30")) == []
    assert codes(ask(world.an, "tasks/", agency="SDM", on="2026-07-01")) == ["1.1"]


def test_a_group_brings_the_members_named_for_the_day(world, ask):
    group = AgencyGroup.objects.create(code="SBN", name="Các sở, ban, ngành")
    GroupMembership.objects.create(group=group, agency=world.coordinator, valid_from=dt.date(2026, 1, 1))
    supports_through(group, world.tasks[1])

    def members(on):
        rows = ask(world.an, "tasks/1.2/", on=on).json()["responsibilities"]
        (row,) = [row for row in rows if row["group"]]
        assert (row["agency"], row["wording"]) == (None, "Các sở, ngành")
        return [agency["code"] for agency in row["group"]["members"]]

    assert (members("2025-12-31"), members("2026-01-01")) == ([], ["SDM"])
    assert codes(ask(world.an, "tasks/", agency="SDM", on="2026-01-01")) == ["1.2"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["1.1", "1.2", "2"]),
        ({"agency": "SOA"}, ["1.1", "1.2", "2"]),
        ({"agency": "SOA", "duty": "lead"}, ["1.1", "2"]),
        ({"agency": "SOA", "duty": "support"}, ["1.2"]),
        ({"duty": "support"}, ["1.1", "1.2"]),
        ({"section": "II.2.1"}, []),
        ({"plan": "ke-hoach-thu"}, ["1.1", "1.2", "2"]),
        ({"plan": "khong-co"}, []),
    ],
)
def test_tasks_are_filtered(world, ask, query, expected):
    assert codes(ask(world.an, "tasks/", **query)) == expected


def test_a_code_that_two_plans_use_is_asked_about(world, second_plan, ask):
    refused = ask(world.an, "tasks/1.1/")

    assert refused.status_code == 400
    assert "plan=" in refused.json()["plan"][0]
    assert ask(world.an, "tasks/1.1/", plan="ke-hoach-khac").json()["plan"] == "ke-hoach-khac"
    assert ask(world.an, "tasks/1.1/", plan="ke-hoach-thu").json()["plan"] == "ke-hoach-thu"
    assert ask(world.an, "tasks/1.1/", plan="khong-co").status_code == 404
    assert ask(world.an, "tasks/1.2/").status_code == 200
