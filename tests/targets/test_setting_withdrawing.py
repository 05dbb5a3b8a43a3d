"""A change that was decided but has not begun can be taken back, with a reason; everything is then as it was."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from agencies.errors import Refused, Stale
from agencies.models import AuditLine
from plan.models import Amendment
from targets.enums import Comparator
from targets.models import Milestone, Target
from targets.schedule import read_list
from targets.selectors import indicator_row
from targets.setting.amending import Draft, amend_target
from targets.setting.decisions import Decision
from targets.setting.milestones import remove_milestones, set_milestones
from targets.setting.standing import state_of
from targets.setting.trials import try_milestones, try_removal, try_target
from targets.setting.withdrawing import try_withdrawal, withdraw
from tests import factories as f
from tests.dashboards.figures import record
from tests.targets.test_target_pages import AMEND, DECISION, PAGE, TARGET, current, save

JUNE, LATE = dt.date(2026, 6, 1), dt.date(2029, 6, 1)
WITHDRAW = f"{PAGE}rut-lai/"
MISTYPED = DECISION | TARGET | {"effective_on": "01/06/2029"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: f.NOW)


@pytest.fixture
def desk(sign_in, world):
    return sign_in(world.dung)


def decided(effective=LATE, number="45/QĐ"):
    return Decision(number=number, decided_on=JUNE, effective_on=effective, summary="Lộ trình mới")


def schedule(world, text, decision, code="2.1.1"):
    by = f.person(world.dung)
    return set_milestones(plan=world.plan, schedules={code: read_list(text)}, decision=decision, today=f.TODAY, by=by)


def amend(world, decision, lower="70"):
    indicator = world.indicators[0]
    draft = Draft(year=2030, comparator=Comparator.GE, lower=Decimal(lower), wording=f"đạt {lower}%")
    instead_of = indicator.targets.on(decision.effective_on).get().pk
    by = f.person(world.dung)
    return amend_target(
        indicator=indicator, draft=draft, instead_of=instead_of, decision=decision, today=f.TODAY, by=by
    )


def take_back(world, who="dung", reason="Gõ nhầm năm", seen=None):
    by = f.person(getattr(world, who))
    withdraw(indicator=world.indicators[0], reason=reason, seen=seen, today=f.TODAY, by=by)


def rows(world):
    """What is asked of the indicator, as stored."""
    found = []
    for model in (Target, Milestone):
        columns = model.objects.filter(indicator=world.indicators[0]).order_by("year", "valid_from")
        found += columns.values("pk", "year", "valid_from", "valid_to", "amendment__number")
    return found


def test_target_and_schedule_are_as_they_were_and_a_new_day_can_be_decided(world):
    schedule(world, "2026 50\n2027 52", decided(JUNE, "44/QĐ"))
    before = rows(world)
    amend(world, decided())
    schedule(world, "2029 65", decided())
    with pytest.raises(Refused, match="từ ngày 01/06/2029"):
        amend(world, decided(dt.date(2026, 9, 1), "46/QĐ"))

    take_back(world)

    assert rows(world) == before
    assert set(Milestone.objects.values_list("ended_by", flat=True)) == {None}
    assert [one.number for one in Amendment.objects.all()] == ["44/QĐ"]
    assert amend(world, decided(dt.date(2026, 9, 1))).valid_from == dt.date(2026, 9, 1)


def test_a_removal_is_taken_back_too(world):
    schedule(world, "2026 50", decided(JUNE, "44/QĐ"))
    before = rows(world)
    by = f.person(world.dung)
    remove_milestones(indicator=world.indicators[0], decision=decided(), today=f.TODAY, by=by)
    take_back(world)
    assert rows(world) == before


def test_the_audit_trail_keeps_who_what_and_why(world):
    target = amend(world, decided())
    take_back(world, who="giang")

    gone = AuditLine.objects.get(table="targets_target", row_id=target.pk, action="delete")
    decision = AuditLine.objects.get(table="plan_amendment", action="delete")
    assert {gone.actor_id, decision.actor_id} == {world.giang.pk}
    assert decision.old["summary"] == "Lộ trình mới (rút lại ngày 23/11/2026, chỉ tiêu 2.1.1: Gõ nhầm năm)"


def test_a_decision_that_other_indicators_follow_stays_with_the_reason(world):
    schedule(world, "2029 58", decided())
    schedule(world, "2029 58", decided(), code="2.1.2")
    take_back(world)

    assert list(Milestone.objects.values_list("indicator__code", flat=True)) == ["2.1.2"]
    assert "Gõ nhầm năm" in Amendment.objects.get().summary


def test_the_last_change_goes_first(world):
    amend(world, decided(dt.date(2027, 1, 1), "1/QĐ"), "65")
    before = rows(world)
    amend(world, decided(number="2/QĐ"), "70")
    take_back(world)
    assert rows(world) == before


class TestTwoDecisionsOfOneDay:
    """The second would wipe out what the first brought, and withdrawing it would not bring that back."""

    WORDS = "Đã có quyết định 1/QĐ có hiệu lực cùng ngày 01/06/2029"

    def test_a_target_of_another_decision_is_not_replaced(self, world):
        amend(world, decided(number="1/QĐ"), "66")
        before = rows(world)
        with pytest.raises(Refused, match=self.WORDS) as refused:
            amend(world, decided(number="2/QĐ"), "65")
        assert refused.value.field == "effective_on"
        assert rows(world) == before
        assert [one.number for one in Amendment.objects.all()] == ["1/QĐ"]

        take_back(world)
        assert amend(world, decided(number="2/QĐ"), "65").lower == 65

    def test_nor_is_a_schedule_replaced_or_removed(self, world):
        schedule(world, "2029 58", decided(number="1/QĐ"))
        before, second = rows(world), decided(number="2/QĐ")
        with pytest.raises(Refused, match=self.WORDS):
            schedule(world, "2029 57", second)
        with pytest.raises(Refused, match=self.WORDS):
            remove_milestones(indicator=world.indicators[0], decision=second, today=f.TODAY, by=f.person(world.dung))
        assert rows(world) == before

    def test_the_preview_refuses_it_too(self, world):
        target = amend(world, decided(number="1/QĐ"), "66")
        schedule(world, "2029 58", decided(number="1/QĐ"))
        row, second = indicator_row(world.plan, "2.1.1", on=f.TODAY), decided(number="2/QĐ")
        draft = Draft(year=2030, comparator=Comparator.GE, lower=Decimal(65), wording="đạt 65%")
        with pytest.raises(Refused, match=self.WORDS):
            try_target(row, draft=draft, instead_of=target.pk, decision=second, today=f.TODAY)
        with pytest.raises(Refused, match=self.WORDS):
            try_milestones([row], {"2.1.1": read_list("2029 57")}, second, today=f.TODAY)
        with pytest.raises(Refused, match=self.WORDS):
            try_removal(row, second, today=f.TODAY)

    def test_the_same_decision_mends_what_it_brought(self, world):
        amend(world, decided(), "66")
        schedule(world, "2029 58", decided())
        assert amend(world, decided(number=" 45/QĐ "), "65").lower == 65
        assert [row.value for row in schedule(world, "2029 57", decided())] == [57]

    def test_another_decision_may_change_something_else_that_day(self, world):
        amend(world, decided(number="1/QĐ"), "66")
        schedule(world, "2029 58", decided(number="2/QĐ"))
        schedule(world, "2029 58", decided(number="1/QĐ"), code="2.1.2")
        assert Milestone.objects.count() == 2


@pytest.mark.parametrize("effective", [JUNE, f.TODAY])
def test_what_has_begun_stays(world, effective):
    amend(world, decided(effective))
    with pytest.raises(Refused, match="không có thay đổi nào sắp có hiệu lực"):
        take_back(world)


def test_a_year_with_accepted_figures_stays_judged_as_it_is(world):
    amend(world, decided(dt.date(2026, 12, 20)))
    record(world.indicators[1], 2026, "50", by=world.dung)
    with pytest.raises(Refused, match="năm 2026 đã có số liệu được duyệt"):
        take_back(world)


def test_without_a_reason_or_by_others_nothing_is_taken_back(world):
    amend(world, decided())
    before = rows(world)
    with pytest.raises(Refused) as refused:
        take_back(world, reason=" ")
    assert refused.value.field == "reason"
    for who in ("an", "binh", "ha", "khoa"):
        with pytest.raises(Refused, match="cơ quan đầu mối"):
            take_back(world, who=who)
    assert rows(world) == before


def test_only_what_was_shown_is_taken_back(world):
    amend(world, decided())
    shown = indicator_row(world.plan, "2.1.1", on=f.TODAY)
    amend(world, decided(), "72")
    with pytest.raises(Stale):
        take_back(world, seen=[state_of(shown)])


def test_the_preview_says_what_the_service_then_does(world):
    amend(world, decided())
    preview = try_withdrawal(indicator_row(world.plan, "2.1.1", on=f.TODAY), today=f.TODAY, reason="Nhầm")
    take_back(world)

    row = indicator_row(world.plan, "2.1.1", on=f.TODAY)
    assert preview.rejudged == [2029, 2030]
    assert [preview.after.required(year) for year in world.plan.years] == [
        row.required(year) for year in world.plan.years
    ]


class TestThePage:
    def test_the_button_is_there_only_while_something_lies_ahead(self, desk, world):
        assert WITHDRAW not in desk.get(PAGE).content.decode()
        save(desk, AMEND, MISTYPED | current(world))
        page = desk.get(PAGE).content.decode()
        assert f'href="{WITHDRAW}"' in page
        assert "từ 01/06/2029" in page

    def test_it_is_shown_then_taken_back(self, desk, world):
        save(desk, AMEND, MISTYPED | current(world))
        assert "45/QĐ-UBND (01/06/2026)" in desk.get(WITHDRAW).content.decode()
        assert "reason" in desk.post(WITHDRAW, {"reason": ""}).context["form"].errors

        assert save(desk, WITHDRAW, {"reason": "Gõ nhầm năm"}).status_code == 302
        assert Target.objects.filter(indicator=world.indicators[0]).count() == 1
        assert "Đã rút lại" in desk.get(PAGE).content.decode()

    def test_nothing_ahead_is_said(self, desk, world):
        answer = desk.post(WITHDRAW, {"reason": "Gõ nhầm năm"})
        assert answer.status_code == 422
        assert "không có thay đổi nào sắp có hiệu lực" in answer.content.decode()
