"""Undo brings every row back, as far as nobody has built on it since."""

import datetime as dt
from decimal import Decimal

import pytest

from agencies.enums import Role
from agencies.errors import Refused, Stale
from agencies.models import Agency, AgencyGroup, GroupMembership
from plan.enums import Duty
from plan.models import Responsibility
from reports.collect.opening import open_round
from reports.collect.services import save_task_entry
from reports.enums import State
from reports.models import Difficulty, Finding, IndicatorEntry, Inspection, Reminder, Submission, TaskEntry
from reports.reorganisation import undoing
from reports.reorganisation.selectors import decision_of, effects_of
from reports.reorganisation.services import undo
from targets.models import IndicatorOwner
from tests import factories as f
from tests.reorganisation.building import DAY, carried_out, everything
from tests.reorganisation.test_open_rounds import INTO_B, INTO_NEW, attach, write

LATER = f.NOW + dt.timedelta(hours=2)


def take_back(world, row):
    return undo(reorganisation=row, reason="Quyết định bị thu hồi.", by=f.person(world.khoa), now=LATER)


def test_undo_restores_every_row_of_every_table(world, round_):
    """Texts, files, difficulties, inspections, groups, a row of the very day, a report on its head's desk."""
    attach(write(world.a, round_, "2", result="Phần A."), world.an)
    attach(write(world.a, round_, "1.1", difficulty="Thiếu tiền."), world.an)
    write(world.b, round_, "2", result="Phần B.")
    figure = {"answer": "figure", "value": Decimal("123456789012345.123456"), "typed": "123456789012345,123456"}
    IndicatorEntry.objects.filter(submission__agency=world.a).update(**figure)
    taker = Submission.objects.get(agency=world.b)
    IndicatorEntry.objects.create(submission=taker, indicator=world.indicators[0], year=2026)
    Submission.objects.filter(agency=world.b).update(state=State.AWAITING)
    IndicatorOwner.objects.filter(agency=world.a).update(valid_from=DAY)
    group = AgencyGroup.objects.create(code="NHOM", name="Các sở có liên quan")
    GroupMembership.objects.create(group=group, agency=world.a)
    Responsibility.objects.create(task=world.tasks[1], duty=Duty.SUPPORT, group=group, wording=group.name)
    raised = Difficulty.objects.create(
        plan=world.plan, agency=world.a, agency_name="Sở A", text="Thiếu người.", raised_at=f.NOW, raised_by=world.an
    )
    held = Inspection.objects.create(
        plan=world.plan, agency=world.a, agency_name="Sở A", held_on=DAY, conclusion="Tốt.", made_at=f.NOW,
        made_by=world.dung,
    )  # fmt: skip
    Finding.objects.create(inspection=held, order=1, text="Chậm.")
    before = everything()
    row = carried_out(world, INTO_B)
    raised.refresh_from_db()
    held.refresh_from_db()
    assert (raised.agency, raised.agency_name, held.agency) == (world.b, "Sở A", world.b)
    assert everything() != before
    take_back(world, row)
    after = everything()
    assert {table: rows for table, rows in after.items() if rows != before[table]} == {}
    with pytest.raises(Stale):
        take_back(world, row)


def test_new_agencies_and_their_reports_go_again(world, round_):
    before = everything()
    row = carried_out(world, INTO_NEW)
    assert effects_of(row)[0].table == "agencies_agency"
    take_back(world, row)
    assert everything() == before


def test_what_the_successor_typed_goes_back_with_the_item(world, round_):
    entry = write(world.a, round_, "1.2", result="Bản đầu.")
    row = carried_out(world, INTO_NEW)
    TaskEntry.objects.filter(pk=entry.pk).update(result="Bản đầu, bổ sung.", version=4)
    take_back(world, row)
    entry.refresh_from_db()
    assert (entry.submission.agency, entry.result) == (world.a, "Bản đầu, bổ sung.")


def test_what_was_typed_into_a_joined_item_stays_and_the_other_gets_its_own_back(world, round_):
    write(world.a, round_, "2", result="Phần A.")
    own = write(world.b, round_, "2", result="Phần B.")
    row = carried_out(world, INTO_B)
    own.refresh_from_db()
    save_task_entry(
        entry=own, version=own.version, changes={"result": "Phần A và B, viết lại."}, by=f.person(world.cuc), now=f.NOW
    )
    take_back(world, row)
    results = TaskEntry.objects.filter(task__code="2").values_list("submission__agency__code", "result")
    assert set(results) == {("SOA", "Phần A."), ("SOB", "Phần A và B, viết lại.")}


def refuse(world, row, sentence):
    before = everything()
    with pytest.raises(Refused, match=sentence):
        take_back(world, row)
    assert everything() == before


def test_undo_ends_with_the_next_round(world, round_):
    row = carried_out(world, INTO_NEW)
    open_round(plan=world.plan, year=2027, by=f.person(world.khoa), now=LATER)
    refuse(world, row, "Kỳ báo cáo năm 2027 của Kế hoạch thử đã mở sau khi áp dụng")


def test_undo_ends_with_a_report_that_was_sent(world, round_):
    row = carried_out(world, INTO_B)
    Submission.objects.filter(agency=world.b).update(state=State.SUBMITTED, first_sent_at=f.NOW, last_sent_at=f.NOW)
    refuse(world, row, "Báo cáo năm 2026 của Sở B có mục được chuyển giao và đã gửi đi")


def test_undo_names_the_row_that_was_changed_since(world):
    row = carried_out(world, INTO_B)
    IndicatorOwner.objects.filter(agency=world.b, valid_from=DAY).update(confirmed=True)
    refuse(world, row, "Đã có thay đổi khác sau khi áp dụng: cơ quan báo cáo chỉ tiêu 2.1.1: SOB")


def test_undo_names_who_came_to_a_new_agency_since(world):
    row = carried_out(world, INTO_NEW)
    f.make_user(Agency.objects.get(code="SOC"), Role.REPORTER, name="Lý Văn Mới")
    refuse(world, row, "Đã có dữ liệu mới: phân công người dùng Lý Văn Mới")


def test_a_new_report_of_which_somebody_was_reminded_stays_as_owed_by_nobody(world, round_):
    row = carried_out(world, INTO_NEW)
    report = Submission.objects.get(agency__code="SOC")
    Reminder.objects.create(submission=report, recipient=world.an, kind="today", occasion="due", at=f.NOW)
    take_back(world, row)
    assert not Submission.objects.filter(agency__code="SOC").exists()
    assert Agency.objects.get(code="SOC").valid_to == f.TODAY
    assert TaskEntry.objects.filter(submission__agency=world.a).count() == 3


def test_decisions_are_named_at_the_rows_they_made_until_they_are_undone(world):
    row = carried_out(world, INTO_B)
    rows = list(Responsibility.objects.filter(valid_from=DAY))
    assert rows
    assert decision_of(rows) == dict.fromkeys([made.pk for made in rows], row)
    take_back(world, row)
    assert decision_of(rows) == {}


def test_what_is_typed_until_the_reports_are_held_is_not_lost(world, round_, monkeypatch):
    write(world.a, round_, "2", result="Phần A.")
    own = write(world.b, round_, "2", result="Phần B.")
    row = carried_out(world, INTO_B)

    def typed_just_before(nets):
        TaskEntry.objects.filter(pk=own.pk).update(result="Viết lại.", version=9)
        return held(nets)

    held = undoing._refuse_sent
    monkeypatch.setattr(undoing, "_refuse_sent", typed_just_before)
    take_back(world, row)
    assert TaskEntry.objects.get(pk=own.pk).result == "Viết lại."
