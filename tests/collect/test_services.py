"""Opening a round, saving items, and moving a report: each with its refusals and its second caller."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from agencies.errors import Refused, Stale
from agencies.models import AgencyGroup, AuditLine, GroupMembership
from plan.models import Responsibility
from reports.collect.moves import move
from reports.collect.opening import open_round
from reports.collect.selectors import form_of
from reports.collect.services import save_indicator_entry, save_task_entry
from reports.enums import ItemState, State
from reports.models import IndicatorEntry, SubmissionVersion, TaskEntry
from reports.review.services import accept_items, return_item
from reports.workflow import Action
from targets.models import Measurement
from tests.factories import NOW, ZONE, person
from tests.steps import all_items, fill, report_of, send_signed, step


class TestOpenRound:
    def test_every_responsible_agency_gets_its_report(self, world, round_):
        assert {s.agency.code for s in round_.submissions.all()} == {"SOA", "SOB"}
        a = report_of(world.a, round_)
        assert [(e.task.code, e.duty) for e in a.task_entries.all()] == [
            ("1.1", "lead"),
            ("1.2", "support"),
            ("2", "lead"),
        ]
        assert [e.indicator.code for e in a.indicator_entries.all()] == ["2.1.1"]

    def test_due_moments_are_the_end_of_the_plans_days(self, round_):
        assert round_.due_at == dt.datetime(2026, 12, 5, 23, 59, 59, tzinfo=ZONE)
        assert round_.consolidation_due_at.astimezone(ZONE).date() == dt.date(2026, 12, 15)

    def test_a_second_round_for_the_year_is_refused(self, world, round_):
        with pytest.raises(Refused, match="đã được mở"):
            open_round(plan=world.plan, year=2026, by=person(world.khoa), now=NOW)

    @pytest.mark.parametrize("who", ["an", "binh", "dung", "giang", "ha", "lan"])
    def test_only_an_administrator_opens(self, world, who):
        with pytest.raises(Refused, match="quản trị"):
            open_round(plan=world.plan, year=2026, by=person(getattr(world, who)), now=NOW)

    def test_a_year_outside_the_plan_is_refused(self, world):
        with pytest.raises(Refused, match="2024 đến năm 2030"):
            open_round(plan=world.plan, year=2031, by=person(world.khoa), now=NOW)

    def test_a_group_reports_through_the_members_of_that_day_and_lead_wins(self, world):
        group = AgencyGroup.objects.create(code="NHOM", name="Các sở có liên quan")
        GroupMembership.objects.create(group=group, agency=world.a)
        GroupMembership.objects.create(group=group, agency=world.b, valid_to=dt.date(2026, 6, 1))
        Responsibility.objects.create(task=world.tasks[1], duty="support", group=group, wording=group.name)
        Responsibility.objects.create(task=world.tasks[0], duty="support", group=group, wording=group.name)
        round_ = open_round(plan=world.plan, year=2026, by=person(world.khoa), now=NOW)
        duties = {(e.submission.agency.code, e.task.code): e.duty for e in TaskEntry.objects.all()}
        assert duties["SOA", "1.1"] == "lead"
        assert TaskEntry.objects.filter(submission__round=round_).count() == 6

    def test_an_empty_group_reports_nothing(self, world):
        group = AgencyGroup.objects.create(code="NHOM", name="Các sở có liên quan")
        Responsibility.objects.create(task=world.tasks[0], duty="support", group=group, wording=group.name)
        assert open_round(plan=world.plan, year=2026, by=person(world.khoa), now=NOW).submissions.count() == 2


class TestSaving:
    def test_a_draft_is_never_refused_for_being_incomplete(self, world, round_):
        entry = TaskEntry.objects.select_related("submission__round").get(
            submission=report_of(world.a, round_), task__code="1.1"
        )
        save_task_entry(entry=entry, version=0, changes={"difficulty": "Thiếu kinh phí"}, by=person(world.an), now=NOW)
        entry.refresh_from_db()
        assert (entry.difficulty, entry.progress, entry.version, entry.edited_by) == (
            "Thiếu kinh phí",
            "",
            1,
            world.an,
        )

    def test_the_second_of_two_savers_loses_and_nothing_is_overwritten(self, world, round_):
        entry = TaskEntry.objects.select_related("submission__round").get(
            submission=report_of(world.a, round_), task__code="1.1"
        )
        other = TaskEntry.objects.select_related("submission__round").get(pk=entry.pk)
        save_task_entry(entry=entry, version=0, changes={"result": "Của An"}, by=person(world.an), now=NOW)
        with pytest.raises(Stale) as caught:
            save_task_entry(entry=other, version=0, changes={"result": "Của Bình"}, by=person(world.binh), now=NOW)
        assert caught.value.current.result == "Của An"
        entry.refresh_from_db()
        assert entry.result == "Của An"

    @pytest.mark.parametrize("who", ["cuc", "dung", "giang", "ha", "khoa", "lan"])
    def test_only_the_agencys_own_people_write(self, world, round_, who):
        entry = TaskEntry.objects.select_related("submission__round").get(
            submission=report_of(world.a, round_), task__code="1.1"
        )
        with pytest.raises(Refused):
            save_task_entry(entry=entry, version=0, changes={"result": "x"}, by=person(getattr(world, who)), now=NOW)

    @pytest.mark.parametrize(
        ("typed", "value"),
        [("1.234,5", "1234.5"), ("0", "0"), ("−0,5", "-0.5"), ("1.5", None), ("12,392", None), ("nhiều", None)],
    )
    def test_a_number_is_read_the_vietnamese_way_and_never_guessed(self, world, round_, typed, value):
        entry = IndicatorEntry.objects.select_related("submission__round", "indicator").get(
            submission=report_of(world.a, round_)
        )
        save_indicator_entry(entry=entry, version=0, changes={"typed": typed}, by=person(world.an), now=NOW)
        entry.refresh_from_db()
        assert entry.typed == typed
        assert entry.value == (value and Decimal(value))
        missing = {gap.field for gap in form_of(entry.submission).gaps if gap.kind == "indicator"}
        assert ("typed" in missing) == (value is None)

    def test_no_data_keeps_what_was_typed_and_is_not_zero(self, world, round_):
        entry = IndicatorEntry.objects.select_related("submission__round", "indicator").get(
            submission=report_of(world.a, round_)
        )
        save_indicator_entry(entry=entry, version=0, changes={"typed": "52"}, by=person(world.an), now=NOW)
        save_indicator_entry(
            entry=entry, version=1, changes={"answer": "no_data", "note": "Chờ điều tra"}, by=person(world.an), now=NOW
        )
        entry.refresh_from_db()
        assert (entry.typed, entry.value, entry.answer) == ("52", None, "no_data")

    def test_an_unknown_field_or_answer_is_refused_by_name(self, world, round_):
        entry = IndicatorEntry.objects.select_related("submission__round", "indicator").get(
            submission=report_of(world.a, round_)
        )
        for changes, field in [
            ({"value": "1"}, "value"),
            ({"answer": "done"}, "answer"),
            ({"quality": "x"}, "quality"),
        ]:
            with pytest.raises(Refused) as caught:
                save_indicator_entry(entry=entry, version=0, changes=changes, by=person(world.an), now=NOW)
            assert caught.value.field == field

    def test_a_save_costs_three_statements(self, world, round_, django_assert_num_queries):
        entry = TaskEntry.objects.select_related("submission__round").get(
            submission=report_of(world.a, round_), task__code="1.1"
        )
        an = person(world.an)
        with django_assert_num_queries(5):  # three, between SAVEPOINT and RELEASE
            save_task_entry(entry=entry, version=0, changes={"result": "x"}, by=an, now=NOW)


class TestMoving:
    def test_the_year_from_draft_to_accepted(self, world, round_):
        report = send_signed(world, round_)
        assert (report.state, report.first_sent_at) == (State.SUBMITTED, NOW)
        version = report.versions.get()
        assert (version.prepared_by, version.signed_by, version.sent_by) == (world.an, world.binh, world.binh)
        assert version.content["indicators"][0]["value"] == "52.5"
        assert Measurement.objects.count() == 0
        items = all_items(report)
        return_item(entry=items[0], reason="Nêu rõ số lớp", by=person(world.dung), now=NOW)
        accept_items(submission=report, entries=items[1:], by=person(world.dung), now=NOW)
        assert Measurement.objects.get().value == Decimal("52.5")
        report = step(report, Action.RETURN, world.dung)
        assert report.state == State.RETURNED
        entry = TaskEntry.objects.select_related("submission__round").get(pk=items[0].pk)
        assert entry.result == "Đã tổ chức 12 lớp."  # returning clears nothing
        save_task_entry(
            entry=entry, version=entry.version, changes={"result": "12 lớp, 480 người"}, by=person(world.an), now=NOW
        )
        step(report, Action.REQUEST_SIGNOFF, world.an)
        report = step(report, Action.SIGN_AND_SEND, world.binh)
        assert {e.state for e in all_items(report)} == {ItemState.PENDING, ItemState.ACCEPTED}
        entry.refresh_from_db()
        accept_items(submission=report, entries=[entry], by=person(world.dung), now=NOW)
        report = step(report, Action.ACCEPT, world.dung)
        assert report.state == State.ACCEPTED
        assert [t.action for t in report.transitions.all()] == [
            "request_signoff",
            "sign_and_send",
            "return",
            "request_signoff",
            "sign_and_send",
            "accept",
        ]
        assert report.versions.count() == 2

    def test_an_incomplete_report_is_not_sent_and_the_gaps_are_named(self, world, round_):
        report = report_of(world.b, round_)
        with pytest.raises(Refused, match=r"1\.1, 1\.2, 2, 2\.1\.2"):
            step(report, Action.SEND, world.cuc)
        report.refresh_from_db()
        assert (report.state, report.version, report.versions.count()) == (State.DRAFT, 0, 0)

    def test_a_second_click_on_send_changes_nothing(self, world, round_):
        report = report_of(world.b, round_)
        fill(report, world.cuc)
        again = report_of(world.b, round_)
        step(report, Action.SEND, world.cuc)
        with pytest.raises(Stale, match="Chờ duyệt"):
            move(submission=again, action=Action.SEND, version=0, by=person(world.cuc), now=NOW)
        assert SubmissionVersion.objects.count() == 1

    def test_a_head_signs_only_what_was_read(self, world, round_):
        report = report_of(world.a, round_)
        fill(report, world.an)
        seen = form_of(report).fingerprint
        fill(report, world.an, value="53")
        step(report, Action.REQUEST_SIGNOFF, world.an)
        with pytest.raises(Refused, match="đọc lại"):
            step(report, Action.SIGN_AND_SEND, world.binh, seen=seen)
        assert step(report, Action.SIGN_AND_SEND, world.binh, seen=form_of(report).fingerprint).state == "submitted"

    def test_nothing_is_signed_unread(self, world, round_):
        report = report_of(world.a, round_)
        fill(report, world.an)
        step(report, Action.REQUEST_SIGNOFF, world.an)
        with pytest.raises(Refused, match="đọc lại"):
            step(report, Action.SIGN_AND_SEND, world.binh, seen="")

    @pytest.mark.parametrize("reason", [" \n", "\u200b\u2060", "\x00", "x" * 5001])
    def test_a_reason_says_something_and_not_too_much(self, world, round_, reason):
        report = report_of(world.a, round_)
        fill(report, world.an)
        step(report, Action.REQUEST_SIGNOFF, world.an)
        with pytest.raises(Refused) as caught:
            step(report, Action.HAND_BACK, world.binh, reason=reason)
        assert caught.value.field == "reason"

    def test_handing_back_needs_a_reason(self, world, round_):
        report = report_of(world.a, round_)
        fill(report, world.an)
        step(report, Action.REQUEST_SIGNOFF, world.an)
        with pytest.raises(Refused, match="lý do"):
            step(report, Action.HAND_BACK, world.binh)
        assert step(report, Action.HAND_BACK, world.binh, reason="Sửa số lớp").state == State.DRAFT

    def test_a_review_is_finished_only_when_no_item_waits(self, world, round_):
        report = send_signed(world, round_)
        with pytest.raises(Refused, match="Còn 4 mục"):
            step(report, Action.ACCEPT, world.dung)

    def test_a_locked_round_refuses_every_step(self, world, round_):
        report = report_of(world.b, round_)
        fill(report, world.cuc)
        round_.locked_at = NOW
        round_.save()
        with pytest.raises(Refused, match="đã khóa"):
            step(report_of(world.b, round_), Action.SEND, world.cuc)

    def test_a_locked_round_takes_no_more_text(self, world, round_):
        entry = form_of(report_of(world.b, round_)).tasks[0]
        type(round_).objects.update(locked_at=NOW)
        with pytest.raises(Stale):  # the page was opened before the round was locked
            save_task_entry(entry=entry, version=0, changes={"result": "x"}, by=person(world.cuc), now=NOW)
        entry = form_of(report_of(world.b, round_)).tasks[0]
        with pytest.raises(Refused, match="đã khóa"):
            save_task_entry(entry=entry, version=0, changes={"result": "x"}, by=person(world.cuc), now=NOW)
        entry.refresh_from_db()
        assert entry.result == ""


class TestDatabaseHolds:
    """Invariants that no code can go past."""

    def test_a_sent_version_cannot_be_changed_or_deleted(self, world, round_):
        version = send_signed(world, round_).versions.get()
        for change in (
            lambda: SubmissionVersion.objects.filter(pk=version.pk).update(sha256="0" * 64),
            version.delete,
        ):
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                change()

    def test_a_figure_on_record_cannot_be_changed(self, world, round_):
        report = send_signed(world, round_)
        accept_items(submission=report, entries=all_items(report), by=person(world.dung), now=NOW)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            Measurement.objects.update(value=99)

    def test_raw_sql_is_audited_with_its_actor(self, world, round_):
        before = AuditLine.objects.count()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE reports_round SET form_version = 2")
        line = AuditLine.objects.last()
        assert AuditLine.objects.count() == before + 1
        assert (line.table, line.old, line.new) == ("reports_round", {"form_version": 1}, {"form_version": 2})
        opened = AuditLine.objects.get(table="reports_round", action="insert")
        assert opened.actor_id == world.khoa.pk

    def test_the_audit_trail_is_append_only(self, world, round_):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            AuditLine.objects.all().delete()

    def test_a_figure_needs_a_value_and_nothing_else_has_one(self, world):
        row = {
            "indicator": world.indicators[0], "year": 2026, "revision": 1, "agency": world.a, "quality": "estimate",
            "recorded_at": NOW, "recorded_by": world.dung,
        }  # fmt: skip
        for wrong in ({"answer": "figure", "value": None}, {"answer": "no_data", "value": 0}):
            with pytest.raises(IntegrityError, match="measurement_answer_value"), transaction.atomic():
                Measurement.objects.create(**row, **wrong)
