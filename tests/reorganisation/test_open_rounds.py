"""Reports of an open round: what was being written goes with its duty, what was sent stays."""

import datetime as dt

import pytest

from agencies.enums import Role
from agencies.errors import Refused
from agencies.models import Reorganisation
from plan.enums import Duty
from reports.collect.services import save_task_entry
from reports.enums import State
from reports.models import Evidence, Extension, IndicatorEntry, Round, Submission, TaskEntry
from reports.reorganisation.selectors import preview
from reports.reorganisation.services import prepare
from reports.workflow import Action
from targets.models import Measurement
from tests import factories as f
from tests import steps
from tests.reorganisation.building import carried_out, draft

INTO_B = draft(("SOA", "SOB", "toàn bộ"), ends=["SOA"])
INTO_NEW = draft(("SOA", "SOC", "toàn bộ"), ends=["SOA"], new=["SOC"])


def write(agency, round_, code, **columns):
    entries = TaskEntry.objects.filter(submission__agency=agency, submission__round=round_, task__code=code)
    assert entries.update(version=3, **columns)
    return entries.get()


def attach(entry, user, **fields):
    return Evidence.objects.create(
        task_entry=entry,
        name="anh.png",
        kind="png",
        file="a",
        size=1,
        sha256="0",
        added_at=f.NOW,
        added_by=user,
        **fields,
    )


def test_a_draft_moves_with_its_text_its_version_and_its_files(world, round_):
    entry = write(world.a, round_, "1.1", result="Đã tổ chức 12 lớp.")
    file = attach(entry, world.an)
    carried_out(world, INTO_NEW)
    moved = TaskEntry.objects.get(pk=entry.pk)
    assert (moved.submission.agency.code, moved.result, moved.version) == ("SOC", "Đã tổ chức 12 lớp.", 3)
    assert moved.submission.agency_name == "Sở mới SOC"
    assert Evidence.objects.get(pk=file.pk).task_entry == moved
    old = Submission.everything.get(agency=world.a, round=round_)
    assert old.handed_over_at == f.NOW
    assert not old.task_entries.exists()
    assert not old.indicator_entries.exists()
    assert not Submission.objects.filter(agency=world.a).exists()


def test_the_takers_own_item_is_joined_and_nothing_written_is_lost(world, round_):
    write(world.a, round_, "2", result="Sở A đã làm.", progress="done", proposal="Cấp kinh phí.")
    entry = write(world.a, round_, "1.2", result="Phối hợp tốt.")
    files = [attach(entry, world.an), attach(entry, world.an, removed_at=f.NOW, removed_by=world.an)]
    write(world.b, round_, "2", result="Sở B đã làm.", progress="in_progress")
    carried_out(world, INTO_B)
    items = {entry.task.code: entry for entry in TaskEntry.objects.filter(submission__agency=world.b)}
    assert items["2"].result == "Sở B đã làm.\n\nSở A:\nSở A đã làm."
    assert (items["2"].proposal, items["2"].progress, items["2"].version) == ("Cấp kinh phí.", "in_progress", 4)
    assert items["1.2"].result == "Phối hợp tốt."
    assert items["1.2"].duty == Duty.LEAD
    assert items["1.1"].duty == Duty.LEAD  # it was supporting this one until then
    assert set(Evidence.objects.values_list("task_entry", flat=True)) == {items["1.2"].pk}
    assert len(files) == 2
    assert TaskEntry.objects.count() == 3


def test_a_figure_that_both_had_typed_is_kept_in_words(world, round_):
    IndicatorEntry.objects.create(
        submission=steps.report_of(world.b, round_),
        indicator=world.indicators[0],
        year=2026,
        answer="figure",
        typed="7",
    )
    own = IndicatorEntry.objects.filter(submission__agency=world.a)
    own.update(answer="figure", typed="12,5", note="ước")
    carried_out(world, INTO_B)
    entry = IndicatorEntry.objects.get(indicator=world.indicators[0])
    assert (entry.typed, entry.note) == ("7", "Sở A: 12,5; ước")


def test_where_the_taker_has_sent_the_items_stay_under_the_old_name(world, round_):
    write(world.a, round_, "1.1", result="Đã tổ chức 12 lớp.")
    report = steps.report_of(world.b, round_)
    steps.fill(report, world.cuc)
    steps.step(report, Action.SEND, world.cuc)
    carried_out(world, INTO_B)
    old = Submission.objects.get(agency=world.a, round=round_)
    assert (old.handed_over_at, old.state, old.task_entries.count()) == (None, State.DRAFT, 3)
    assert TaskEntry.objects.filter(submission__agency=world.b).count() == 3


@pytest.mark.parametrize("state", [State.SUBMITTED, State.RETURNED, State.ACCEPTED])
def test_what_was_once_sent_and_accepted_figures_stay_as_they_are(world, round_, state):
    sent = steps.send_signed(world, round_)
    Submission.objects.filter(pk=sent.pk).update(state=state)
    Measurement.objects.create(
        indicator=world.indicators[0], year=2026, revision=1, agency=world.a, answer="figure", value=3,
        quality="official", recorded_at=f.NOW, recorded_by=world.dung,
    )  # fmt: skip
    before = list(TaskEntry.objects.filter(submission=sent).values())
    shown = preview(prepare(draft=INTO_NEW, by=f.person(world.khoa), now=f.NOW), today=f.TODAY)
    assert shown.drafts == ["Kế hoạch thử, kỳ 2026, báo cáo của SOA: đã gửi, giữ nguyên dưới tên cũ; SOC xử lý tiếp."]
    carried_out(world, INTO_NEW)
    assert Submission.objects.get(pk=sent.pk).state == state
    assert list(TaskEntry.objects.filter(submission=sent).values()) == before
    assert Measurement.objects.get().agency == world.a
    assert not Submission.everything.filter(agency__code="SOC").exists()


def test_a_report_that_waits_for_its_head_is_a_draft_again_when_items_come(world, round_):
    Submission.objects.filter(agency=world.b).update(state=State.AWAITING)
    carried_out(world, INTO_B)
    taker = Submission.objects.get(agency=world.b, round=round_)
    assert (taker.state, taker.version) == (State.DRAFT, 1)


def test_several_takers_of_a_lead_each_have_an_item_and_the_text_stands_once(world, round_):
    write(world.a, round_, "1.1", result="Đã tổ chức 12 lớp.")
    lines = [("SOA", "SOC", "việc làm", True), ("SOA", "SOD", "trẻ em")]
    takers = [("lead", "1.1", "SOA", ["SOD", "SOC"])]
    value = draft(*lines, ends=["SOA"], new=["SOC", "SOD"], takers=takers)
    shown = preview(prepare(draft=value, by=f.person(world.khoa), now=f.NOW), today=f.TODAY)
    assert shown.drafts[0].endswith("4 mục chuyển sang báo cáo của SOC, mục mới trong báo cáo của SOD.")
    carried_out(world, value)
    items = TaskEntry.objects.filter(task__code="1.1", duty=Duty.LEAD).values_list("submission__agency__code", "result")
    assert set(items) == {("SOC", "Đã tổ chức 12 lớp."), ("SOD", "")}


def test_an_item_that_was_to_be_made_is_the_one_that_another_predecessor_brings(world, round_):
    write(world.b, round_, "2", result="Phần B.")
    lines = [("SOA", "SOC", "việc làm", True), ("SOA", "SOD", "trẻ em"), ("SOB", "SOD", "toàn bộ")]
    takers = [("lead", "2", "SOA", ["SOC", "SOD"])]
    carried_out(world, draft(*lines, ends=["SOA", "SOB"], new=["SOC", "SOD"], takers=takers))
    items = TaskEntry.objects.filter(task__code="2").values_list("submission__agency__code", "result")
    assert sorted(items) == [("SOC", ""), ("SOD", "Phần B.")]


def test_what_nobody_takes_goes_if_blank_and_stays_if_written(world, round_):
    takers = [("support", "1.2", "SOA", [])]
    write(world.a, round_, "1.2", result="Đã phối hợp.")
    carried_out(world, draft(("SOA", "SOC", "toàn bộ"), ends=["SOA"], new=["SOC"], takers=takers))
    old = Submission.objects.get(agency=world.a, round=round_)
    assert [entry.result for entry in old.task_entries.all()] == ["Đã phối hợp."]


def test_two_predecessors_bring_their_drafts_to_one_new_report(world, round_):
    write(world.a, round_, "2", result="Phần A.")
    write(world.b, round_, "2", result="Phần B.")
    value = draft(("SOA", "SOC", "toàn bộ"), ("SOB", "SOC", "toàn bộ"), ends=["SOA", "SOB"], new=["SOC"])
    shown = preview(prepare(draft=value, by=f.person(world.khoa), now=f.NOW), today=f.TODAY)
    assert shown.drafts == [
        "Kế hoạch thử, kỳ 2026, báo cáo của SOA: 4 mục chuyển sang báo cáo của SOC.",
        "Kế hoạch thử, kỳ 2026, báo cáo của SOB: 4 mục chuyển sang báo cáo của SOC.",
    ]
    carried_out(world, value)
    report = Submission.objects.get(agency__code="SOC")
    results = {entry.task.code: entry.result for entry in report.task_entries.all()}
    assert results == {"1.1": "", "1.2": "", "2": "Sở A:\nPhần A.\n\nSở B:\nPhần B."}
    assert report.indicator_entries.count() == 2
    assert not TaskEntry.objects.exclude(submission=report).exists()


def test_more_time_goes_along_into_a_new_report(world, round_):
    due = round_.due_at + dt.timedelta(days=4)
    Extension.objects.create(
        submission=steps.report_of(world.a, round_),
        due_at=due,
        reason="Lũ",
        decided_by="Giang",
        at=f.NOW,
        by=world.giang,
    )
    carried_out(world, INTO_NEW)
    assert Extension.objects.get(submission__agency__code="SOC").due_at == due


def test_a_locked_round_opened_after_the_day_stands_in_the_way(world, round_):
    Round.objects.update(locked_at=f.NOW)
    with pytest.raises(Refused, match="Kỳ báo cáo năm 2026 của Kế hoạch thử mở sau ngày hiệu lực và đã khóa"):
        carried_out(world, INTO_NEW)


def test_preview_costs_the_same_for_one_agency_and_for_three(world, round_, django_assert_num_queries):
    for count in (1, 3):
        old = [f.make_agency(f"X{count}{n}") for n in range(count)]
        for agency in old:
            f.make_task(world.plan, f"t{agency.code}", leads=[agency])
            f.make_user(agency, Role.REPORTER)
        row = Reorganisation(draft=draft(*[(a.code, "SOB", "toàn bộ") for a in old], ends=[a.code for a in old]))
        with django_assert_num_queries(17):
            preview(row, today=f.TODAY)


@pytest.mark.parametrize("decided", [INTO_NEW, INTO_B], ids=["moved", "joined"])
def test_who_still_has_an_item_open_that_was_handed_on_is_told(world, round_, decided):
    entry = write(world.a, round_, "1.2", result="Phần A.")
    entry = TaskEntry.objects.select_related("submission__round").get(pk=entry.pk)
    carried_out(world, decided)
    Submission.everything.filter(agency=world.a).update(handed_over_at=None)  # as where the agency keeps a part
    with pytest.raises(Refused, match="chuyển cho cơ quan kế thừa"):
        save_task_entry(
            entry=entry, version=entry.version, changes={"result": "Muộn."}, by=f.person(world.an), now=f.NOW
        )
    assert not TaskEntry.objects.filter(result="Muộn.").exists()
