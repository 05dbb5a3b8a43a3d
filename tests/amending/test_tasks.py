"""Tasks changed by a decision: seen on the right days, rounds that were open keep what they were opened with."""

import datetime as dt

import pytest
from django.utils import timezone

from agencies.errors import Refused, Stale
from plan.amending.amendments import record, take_off
from plan.amending.decisions import Decision
from plan.amending.tasks import Party, TaskDraft, add_task, change_task, end_task, seal_of, task_on
from plan.amending.withdrawing import withdraw_task
from plan.enums import Duty
from plan.models import Amendment, Responsibility, Task
from plan.selectors import duties_on
from reports.collect.opening import open_round
from reports.models import TaskEntry
from targets.amending.brought import amendments_of
from tests import factories as f

BEFORE, DAY, AFTER = dt.date(2026, 10, 31), dt.date(2026, 11, 1), dt.date(2026, 11, 2)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: f.NOW)


def decided(world, number="12/QĐ-UBND", day=DAY, summary="Điều chỉnh nhiệm vụ"):
    decision = Decision(number=number, decided_on=day, effective_on=day, summary=summary)
    return record(plan=world.plan, decision=decision, upload=None, today=f.TODAY, by=f.person(world.dung))


def draft(world, title="Tên mới", text="Nội dung mới.", leads=(), supports=()):
    named = [(Duty.LEAD, leads), (Duty.SUPPORT, supports)]
    parties = [Party(duty=duty, agency=agency) for duty, agencies in named for agency in agencies]
    return TaskDraft(section=world.plan.sections.get(code="III.1"), title=title, text=text, parties=parties)


def change(world, amendment, code, wanted, who="dung", seen=None):
    task, parties = task_on(world.plan, code, on=amendment.effective_on)
    by = f.person(getattr(world, who))
    return change_task(
        amendment=amendment, code=code, draft=wanted, seen=seen or seal_of(task, parties), today=f.TODAY, by=by
    )


def finish(world, amendment, code, into=""):
    seen = seal_of(*task_on(world.plan, code, on=amendment.effective_on))
    by = f.person(world.dung)
    return end_task(amendment=amendment, code=code, into=into, seen=seen, today=f.TODAY, by=by)


def take_back(world, amendment, code):
    by = f.person(world.dung)
    withdraw_task(amendment=amendment, code=code, reason="ghi nhầm", today=f.TODAY, by=by)


def duties(world, on):
    return {(duty.task.code, duty.agency.code, duty.duty.value) for duty in duties_on(world.plan, on)}


def rows(world):
    """All that stands about tasks, but for the decisions' own words."""
    tasks = Task.objects.filter(plan=world.plan).order_by("pk")
    parties = Responsibility.objects.filter(task__plan=world.plan).order_by("pk")
    return [*tasks.values("pk", "title", "valid_to", "ended_by", "merged_into"), *parties.values("pk", "valid_to")]


def test_an_added_task_is_there_from_its_day_on(world):
    amendment = decided(world)
    wanted, by = draft(world, leads=[world.b]), f.person(world.dung)
    add_task(amendment=amendment, code="1.3", draft=wanted, today=f.TODAY, by=by)
    assert task_on(world.plan, "1.3", on=BEFORE) is None
    assert ("1.3", "SOB", "lead") in duties(world, DAY)
    assert ("1.3", "SOB", "lead") not in duties(world, BEFORE)
    orders = list(Task.objects.filter(plan=world.plan).values_list("order", flat=True))
    assert len(orders) == len(set(orders))


def test_a_changed_task_is_a_new_row_and_carries_who_answers_for_it(world):
    amendment = decided(world)
    task = change(world, amendment, "1.1", draft(world, leads=[world.a], supports=[world.b]))
    old, _parties = task_on(world.plan, "1.1", on=BEFORE)
    assert (old.title, task.title, task.replaces) == ("Nhiệm vụ 1.1", "Tên mới", old)
    assert (old.valid_to, old.ended_by) == (DAY, amendment)
    assert duties(world, BEFORE) == duties(world, DAY)
    (line,) = amendments_of(world.plan)[0].brought
    assert line.lines == ["Sửa tên nhiệm vụ, nội dung."]


def test_other_responsibilities_alone_keep_the_task(world):
    amendment = decided(world)
    same = draft(world, "Nhiệm vụ 1.1", "Nội dung nhiệm vụ 1.1.", leads=[world.b])
    task = change(world, amendment, "1.1", same)
    assert task == world.tasks[0]
    assert {row for row in duties(world, BEFORE) if row[0] == "1.1"} == {
        ("1.1", "SOA", "lead"),
        ("1.1", "SOB", "support"),
    }
    assert {row for row in duties(world, DAY) if row[0] == "1.1"} == {("1.1", "SOB", "lead")}
    (line,) = amendments_of(world.plan)[0].brought
    assert line.lines == ["Thêm chủ trì: Sở B.", "Thôi chủ trì: Sở A.", "Thôi phối hợp: Sở B."]


def test_a_merged_task_ends_and_names_where_it_goes_on(world):
    finish(world, decided(world), "1.2", into="1.1")
    assert not {row for row in duties(world, DAY) if row[0] == "1.2"}
    assert {row for row in duties(world, BEFORE) if row[0] == "1.2"}
    task = Task.objects.get(plan=world.plan, code="1.2")
    assert (task.valid_to, task.merged_into.code) == (DAY, "1.1")


def test_an_open_round_keeps_its_form_and_the_next_has_the_new_one(world, round_):
    before = set(TaskEntry.objects.filter(submission__round=round_).values_list("task", "submission", "duty"))
    amendment = decided(world)
    task = change(world, amendment, "1.1", draft(world, leads=[world.a]))
    finish(world, amendment, "1.2")
    assert set(TaskEntry.objects.filter(submission__round=round_).values_list("task", "submission", "duty")) == before
    later = open_round(plan=world.plan, year=2027, by=f.person(world.khoa), now=f.NOW)
    entries = TaskEntry.objects.filter(submission__round=later)
    assert set(entries.values_list("task__code", flat=True)) == {"1.1", "2"}
    assert entries.get(task__code="1.1").task == task
    with pytest.raises(Refused, match="Kỳ báo cáo năm 2027 đã mở"):
        take_back(world, amendment, "1.1")
    with pytest.raises(Refused, match="Kỳ báo cáo năm 2027 đã mở"):
        take_back(world, amendment, "1.2")


@pytest.mark.parametrize("kind", ["added", "changed", "assigned", "both", "ended", "merged"])
def test_what_is_taken_back_leaves_everything_as_it_was(world, round_, kind):
    """The round that was open before does not stand in the way."""
    was = rows(world)
    amendment = decided(world)
    if kind == "added":
        by = f.person(world.dung)
        add_task(amendment=amendment, code="1.1b", draft=draft(world, leads=[world.b]), today=f.TODAY, by=by)
        code = "1.1b"
    elif kind in ("ended", "merged"):
        finish(world, amendment, code := "1.2", into="1.1" if kind == "merged" else "")
    else:
        code, kept = "1.1", draft(world, "Nhiệm vụ 1.1", "Nội dung nhiệm vụ 1.1.", leads=[world.b])
        if kind != "changed":
            change(world, amendment, code, kept)
        if kind != "assigned":
            change(world, amendment, code, draft(world, leads=[world.b], supports=[world.a]))
    assert rows(world) != was
    take_back(world, amendment, code)
    assert rows(world) == was
    assert "ghi nhầm" in Amendment.objects.get().summary
    take_off(amendment=amendment, today=f.TODAY, by=f.person(world.dung))
    assert not Amendment.objects.exists()


def test_what_another_decision_changed_later_is_not_undone(world):
    first, second = decided(world), decided(world, number="13/QĐ-UBND", day=AFTER)
    change(world, second, "1.1", draft(world, leads=[world.a]))
    with pytest.raises(Refused, match="02/11/2026"):
        change(world, first, "1.1", draft(world, "Tên khác", leads=[world.a]))
    with pytest.raises(Refused, match="không thay đổi"):
        take_back(world, first, "1.1")


def test_the_second_of_two_is_told(world):
    amendment = decided(world)
    seen = seal_of(*task_on(world.plan, "1.1", on=DAY))
    change(world, amendment, "1.1", draft(world, leads=[world.a]), seen=seen)
    with pytest.raises(Stale):
        change(world, amendment, "1.1", draft(world, "Tên của người thứ hai", leads=[world.a]), seen=seen)


REFUSED = [
    (lambda world: draft(world, leads=[]), "chủ trì"),
    (lambda world: draft(world, leads=[world.a], supports=[world.a]), "hai lần"),
    (lambda world: draft(world, title=" ", leads=[world.a]), "tên nhiệm vụ"),
    (lambda world: draft(world, text="", leads=[world.a]), "nội dung"),
]


@pytest.mark.parametrize(("wanted", "said"), REFUSED)
def test_a_draft_that_will_not_do_changes_nothing(world, wanted, said):
    amendment = decided(world)
    was = rows(world)
    with pytest.raises(Refused, match=said):
        change(world, amendment, "1.1", wanted(world))
    assert rows(world) == was


def test_a_code_is_never_given_twice(world):
    amendment = decided(world)
    finish(world, amendment, "1.2")
    wanted, by = draft(world, leads=[world.b]), f.person(world.dung)
    for code, said in (("1.2", "không dùng lại"), ("1.1", "đang được dùng")):
        with pytest.raises(Refused, match=said):
            add_task(amendment=amendment, code=code, draft=wanted, today=f.TODAY, by=by)


@pytest.mark.parametrize("who", ["an", "binh", "ha", "khoa", "lan"])
def test_only_the_coordinators_people_change_the_plan(world, who):
    with pytest.raises(Refused, match="đầu mối"):
        change(world, decided(world), "1.1", draft(world, leads=[world.a]), who=who)


def test_a_code_stands_in_addresses_and_plan_files(world):
    decision = decided(world)
    for code in ("6/7", "6 7", "6?7"):
        wanted = draft(world, leads=[world.a])
        with pytest.raises(Refused, match="Mã chỉ gồm"):
            add_task(amendment=decision, code=code, draft=wanted, today=f.TODAY, by=f.person(world.dung))


@pytest.mark.parametrize("day", [DAY, dt.date(2026, 10, 15)])
def test_what_others_go_on_in_does_not_end_before_them(world, day):
    finish(world, decided(world), "1.1", into="1.2")
    with pytest.raises(Refused, match="được gộp vào đây từ ngày 01/11/2026"):
        finish(world, decided(world, number="13/QĐ-UBND", day=day), "1.2")
