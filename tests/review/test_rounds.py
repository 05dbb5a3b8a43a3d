"""The list of rounds, and opening one."""

import datetime as dt

import pytest
from django.utils import timezone

from agencies.models import AgencyGroup, GroupMembership
from plan.enums import Duty
from plan.models import Responsibility
from reports.models import Round, Submission
from reports.review.opening import preview_opening, years_without_round
from targets.models import IndicatorOwner
from tests.factories import TODAY
from tests.steps import send_signed

ROUNDS = "/ke-hoach/ke-hoach-thu/ky/"
OPEN = f"{ROUNDS}mo/"
DAYS = {"data_until": "30/11/2026", "due_at": "05/12/2026", "consolidation_due_at": "15/12/2026"}


@pytest.mark.parametrize("who", ["an", "binh", "cuc", "dung", "giang", "ha", "khoa"])
def test_everybody_with_a_role_sees_the_rounds_and_only_some_the_board(world, round_, sign_in, who):
    response = sign_in(getattr(world, who)).get(ROUNDS)
    assert response.status_code == 200
    assert "Đang nhận báo cáo" in response.text
    assert (f"{ROUNDS}2026/" in response.text) == (who in ("dung", "giang", "ha", "khoa"))
    assert (OPEN in response.text) == (who == "khoa")


def test_an_outsider_sees_none(world, round_, sign_in):
    assert sign_in(world.lan).get(ROUNDS).status_code == 404


def test_the_counts_of_a_round(world, round_, sign_in):
    send_signed(world, round_)
    text = sign_in(world.dung).get(ROUNDS).text
    assert ">1/2</td>" in text
    assert ">0/2</td>" in text


def test_without_a_round_the_page_says_who_opens_one(world, sign_in):
    assert "Người quản trị mở kỳ báo cáo" in sign_in(world.dung).get(ROUNDS).text
    assert OPEN in sign_in(world.khoa).get(ROUNDS).text


@pytest.mark.parametrize("who", ["an", "binh", "cuc", "dung", "giang", "ha", "lan"])
def test_only_an_administrator_opens_a_round(world, sign_in, who):
    client = sign_in(getattr(world, who))
    assert client.get(OPEN).status_code == 404
    assert client.post(f"{OPEN}?year=2026", DAYS).status_code == 404
    assert not Round.objects.exists()


def test_an_administrator_opens_a_round_with_its_due_moments_at_the_end_of_the_day(world, sign_in):
    response = sign_in(world.khoa).post(f"{OPEN}?year=2026", DAYS)
    assert response["Location"] == f"{ROUNDS}2026/"
    round_ = Round.objects.get()
    assert round_.data_until == dt.date(2026, 11, 30)
    assert f"{timezone.localtime(round_.due_at):%d/%m/%Y %H:%M:%S}" == "05/12/2026 23:59:59"
    assert f"{timezone.localtime(round_.consolidation_due_at):%d/%m/%Y %H:%M:%S}" == "15/12/2026 23:59:59"
    assert Submission.objects.filter(round=round_).count() == 2


def test_a_refusal_names_the_field_and_keeps_what_was_typed(world, sign_in):
    response = sign_in(world.khoa).post(f"{OPEN}?year=2026", DAYS | {"consolidation_due_at": "01/12/2026"})
    assert response.status_code == 422
    assert response.context["form"].errors == {"consolidation_due_at": ["Hạn tổng hợp phải sau hạn của các cơ quan."]}
    assert response.context["form"]["data_until"].value() == "30/11/2026"
    assert not Round.objects.exists()


def test_the_years_on_offer_are_the_plans_without_a_round_the_next_one_first(world, round_, sign_in):
    assert years_without_round(world.plan) == [2027, 2028, 2029, 2030, 2024, 2025]
    client = sign_in(world.khoa)
    assert client.get(OPEN).context["year"] == 2027
    assert client.get(f"{OPEN}?year=2025").context["year"] == 2025
    assert client.get(f"{OPEN}?year=2026").context["year"] == 2027
    for unreadable in ("x", "", "²", "9" * 5000):
        assert client.get(f"{OPEN}?year={unreadable}").context["year"] == 2027


def test_once_every_year_has_its_round_there_is_nothing_to_open(world, round_, sign_in):
    fields = {"plan": world.plan, "opened_at": round_.opened_at, "data_until": TODAY}
    due = {
        "due_at": round_.due_at,
        "parts_due_at": round_.parts_due_at,
        "consolidation_due_at": round_.consolidation_due_at,
    }
    Round.objects.bulk_create(Round(year=year, **fields, **due) for year in years_without_round(world.plan))
    client = sign_in(world.khoa)
    assert OPEN not in client.get(ROUNDS).text
    assert client.get(OPEN).status_code == 404


def test_the_preview_counts_what_each_agency_will_be_asked(world):
    rows = preview_opening(world.plan, TODAY).agencies
    assert [(row.agency.code, row.leads, row.supports, row.indicators, row.has_people) for row in rows] == [
        ("SOA", 2, 1, 1, True),
        ("SOB", 2, 1, 1, True),
    ]


def test_the_preview_warns_of_agencies_that_nobody_could_report_for(world):
    world.cuc.is_active = False
    world.cuc.save()
    rows = preview_opening(world.plan, TODAY).agencies
    assert [row.agency.code for row in rows if not row.has_people] == ["SOB"]


def test_the_preview_names_the_indicators_that_nobody_would_report(world, sign_in):
    assert preview_opening(world.plan, TODAY).unreported == []
    lost = IndicatorOwner.objects.select_related("indicator").first()
    lost.delete()
    assert preview_opening(world.plan, TODAY).unreported == [lost.indicator.code]
    assert "Chỉ tiêu chưa có cơ quan báo cáo" in sign_in(world.khoa).get(OPEN).text


def test_a_group_without_members_is_named_with_its_tasks_and_gives_nobody(world, sign_in):
    group = AgencyGroup.objects.create(code="lien-quan", name="Các sở, ban, ngành có liên quan")
    for task in world.tasks[:2]:
        Responsibility.objects.create(task=task, duty=Duty.SUPPORT, group=group, wording=group.name, order=9)
    preview = preview_opening(world.plan, TODAY)
    assert [(empty.name, empty.task_codes) for empty in preview.empty_groups] == [(group.name, ("1.1", "1.2"))]
    assert len(preview.agencies) == 2
    assert "chưa có danh sách thành viên" in sign_in(world.khoa).get(OPEN).text
    GroupMembership.objects.create(group=group, agency=world.committee)
    assert preview_opening(world.plan, TODAY).empty_groups == []
