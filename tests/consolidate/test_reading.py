"""What a draft holds: accepted items only, in the plan's order, each leading back to where it came from."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from agencies.models import AgencyGroup
from plan.enums import Duty
from plan.models import Responsibility
from reports.collect.opening import open_round
from reports.consolidate.reading import read_content
from reports.models import ConsolidatedPart, Extension, TaskEntry
from reports.review.services import accept_items, return_item
from reports.workflow import Action
from tests import factories as f
from tests.consolidate.conftest import accept, build
from tests.steps import all_items, fill, report_of, send_signed, step

pytestmark = pytest.mark.django_db


def test_only_accepted_parts_are_in_it_and_the_others_are_named(world, round_, accepted):
    fill(report_of(world.b, round_), world.cuc)
    draft = build(world, round_)
    tasks = {task.code: task for task in draft.tasks.all()}
    assert [p.agency_name for p in tasks["1.1"].parts.all()] == ["Sở A"]
    assert tasks["1.1"].missing == "Phối hợp: Sở B (chưa gửi)."
    assert tasks["2"].missing == "Chủ trì: Sở B (chưa gửi)."
    assert tasks["2"].leads == "Sở A; Sở B"
    assert tasks["1.1"].section == "III.1. Nâng cao nhận thức"


def test_leads_stand_before_supporters(world, complete):
    TaskEntry.objects.filter(task__code="1.2", submission__agency=world.a).update(result="Phần phối hợp của Sở A.")
    draft = build(world, complete)
    parts = draft.tasks.get(code="1.2").parts.all()
    assert [(p.agency_name, p.duty, p.order) for p in parts] == [("Sở B", Duty.LEAD, 1), ("Sở A", Duty.SUPPORT, 2)]
    assert parts[1].result == "Phần phối hợp của Sở A."


def test_a_part_leads_back_to_the_sending_in_which_it_was_accepted(world, round_, sent):
    report = send_signed(world, round_)
    first = report.versions.get()
    entry, *others = all_items(report)
    return_item(entry=entry, reason="Nêu rõ số lớp.", by=f.person(world.dung), now=f.NOW)
    accept_items(submission=report, entries=others, by=f.person(world.dung), now=f.NOW)
    step(report, Action.RETURN, world.dung)
    step(report, Action.REQUEST_SIGNOFF, world.an)
    step(report, Action.SIGN_AND_SEND, world.binh)
    accept_items(submission=report, entries=[entry], by=f.person(world.dung), now=f.NOW)
    draft = build(world, round_)
    versions = {part.task.code: part.version.number for part in parts_of(draft)}
    assert versions == {"1.1": 2, "1.2": 1, "2": 1}
    assert parts_of(draft).get(task__code="1.2").version == first


def parts_of(draft):
    return ConsolidatedPart.objects.filter(task__consolidation=draft).select_related("task", "version")


def test_an_indicator_has_its_figure_its_verdict_and_its_source(world, round_, accepted):
    line = build(world, round_).indicators.get(code="2.1.1")
    assert line.value == Decimal("52.5")
    assert line.required == Decimal("48.571429")  # three sevenths of the way from 40 to 60
    assert line.baseline == "40,0% (năm 2023)"
    assert line.target == "mức đề ra (năm 2030)"
    assert (line.status, line.quality, line.agency_name) == ("on_track", "estimate", "Sở A")
    assert line.sentence == "ước 52,5% năm 2026, lộ trình cần 48,6%: đúng tiến độ"
    assert line.version == accepted.versions.get()
    assert line.measurement.value == Decimal("52.5")


def test_an_indicator_without_an_accepted_answer_says_whose_it_is_and_why(world, round_, accepted):
    line = build(world, round_).indicators.get(code="2.1.2")
    assert (line.value, line.answer, line.status) == (None, "", "no_data")
    assert line.agency_name == "Sở B"
    assert line.note == "Sở B: chưa gửi"
    assert line.measurement is None
    assert line.version is None


def test_a_figure_that_almost_reaches_the_target_keeps_the_digits_that_tell(world, round_):
    report = report_of(world.a, round_)
    fill(report, world.an, value="59,96")
    step(report, Action.REQUEST_SIGNOFF, world.an)
    step(report, Action.SIGN_AND_SEND, world.binh)
    accept(world, report)
    assert build(world, round_).indicators.get(code="2.1.1").decimals == 2


def test_lateness_is_counted_from_the_agencys_own_due_moment(world, round_, accepted):
    due = round_.due_at
    type(accepted).objects.filter(pk=accepted.pk).update(
        first_sent_at=due.replace(day=9, hour=8), last_sent_at=due.replace(day=9, hour=8)
    )
    line = build(world, round_).agencies.get(agency=world.a)
    assert (line.due_at, line.days_late, line.sent_by, line.state) == (due, 4, "Lê Văn Bình", "accepted")
    Extension.objects.create(
        submission=accepted,
        due_at=due.replace(day=8),
        reason="Bão",
        decided_by="Phó Giám đốc",
        at=f.NOW,
        by=world.dung,
    )
    line = build(world, round_).agencies.get(agency=world.a)
    assert (line.due_at, line.days_late) == (due.replace(day=8), 1)
    missing = build(world, round_).agencies.get(agency=world.b)
    assert (missing.first_sent_at, missing.days_late, missing.sent_by) == (None, None, "")


def test_a_group_without_members_stands_as_itself(world):
    group = AgencyGroup.objects.create(code="nhom", name="Các sở, ban, ngành")
    task = f.make_task(world.plan, "3")
    Responsibility.objects.create(task=task, duty=Duty.LEAD, group=group, wording="Các sở, ban, ngành có liên quan")
    round_ = open_round(plan=world.plan, year=2026, by=f.person(world.khoa), now=f.NOW)
    line = build(world, round_).tasks.get(code="3")
    assert line.leads == "Các sở, ban, ngành có liên quan"
    assert line.missing == "Nhóm chưa chỉ định thành viên: Các sở, ban, ngành có liên quan."


def test_the_summary_counts_and_names_who_is_missing(world, round_, accepted):
    summary = build(world, round_).summary.splitlines()
    assert summary[0].startswith("Năm 2026: 2 chỉ tiêu, 1 đúng tiến độ, 1 chưa có số liệu")
    assert summary[1].startswith("3 nhiệm vụ:")
    assert summary[2] == "2 cơ quan phải báo cáo: 1 đã gửi, trong đó 1 đúng hạn; 1 báo cáo đã duyệt."
    assert summary[3] == "Chưa gửi báo cáo: Sở B."


def test_the_content_is_vietnamese_whoever_asks(world, round_, accepted):
    with translation.override("en"):
        draft = build(world, round_)
    assert "lộ trình cần" in draft.indicators.get(code="2.1.1").sentence
    assert draft.tasks.get(code="1.1").missing == "Phối hợp: Sở B (chưa gửi)."


def test_the_number_of_queries_does_not_grow_with_agencies_tasks_and_indicators(world):
    def queries_for(year):
        round_ = open_round(plan=world.plan, year=year, by=f.person(world.khoa), now=f.NOW)
        accept(world, send_signed(world, round_))
        build(world, round_)  # what is cached is cached
        with CaptureQueriesContext(connection) as reading:
            read_content(round_)
        with CaptureQueriesContext(connection) as all_:
            build(world, round_)
        return len(reading), len(all_)

    few = queries_for(2026)
    for number in range(3):
        agency = f.make_agency(f"SO{number}", f"Sở thêm {number}")
        f.make_task(world.plan, f"4.{number}", leads=[world.a], supports=[agency])
        f.make_indicator(world.plan, f"2.9.{number}", owner=world.a)
    assert queries_for(2027) == few
    assert few[0] <= 13


def test_leads_first_rests_on_the_spelling_of_the_duties():
    assert sorted([Duty.SUPPORT.value, Duty.LEAD.value]) == [Duty.LEAD, Duty.SUPPORT]
