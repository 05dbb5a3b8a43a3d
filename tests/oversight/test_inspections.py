"""Inspections: recording one, following its findings, and who is told."""

import datetime as dt

import pytest
from django.urls import reverse

from agencies.errors import Refused, Stale
from agencies.models import AuditLine
from reports.models import Attachment, Finding, FindingStep, Inspection, Mail
from reports.oversight.inspections.services import add_finding, add_minutes
from reports.oversight.selectors import findings_for_report, open_findings_of
from tests.factories import NOW, TODAY, person
from tests.oversight.conftest import DAY, HELD, paper, stepped, stored


class TestRecording:
    def test_findings_keep_their_order_and_day(self, inspect):
        inspection = inspect("1. Một; hạn 31/12/2026\n2. Hai", mend_by=dt.date(2027, 1, 15), upload=paper())
        rows = [(row.order, row.text, row.mend_by, row.state) for row in inspection.findings.all()]
        assert rows == [
            (1, "Một", dt.date(2026, 12, 31), "open"),
            (2, "Hai", dt.date(2027, 1, 15), "open"),
        ]
        assert (inspection.agency_name, inspection.file.name) == ("Sở A", "văn bản.pdf")

    @pytest.mark.parametrize("who", ["an", "cuc", "ha", "khoa", "lan"])
    def test_only_the_coordinators_people_do(self, world, inspect, who):
        with pytest.raises(Refused, match="Chỉ cơ quan đầu mối"):
            inspect(by=getattr(world, who))

    @pytest.mark.parametrize(
        ("findings", "more", "field"),
        [
            ("", {"conclusion": " "}, "conclusion"),
            ("", {"held_on": TODAY + DAY}, "held_on"),
            ("", {"mend_by": HELD - DAY}, "mend_by"),
            ("", {"document_number": "12/BB"}, "document_date"),
            ("Một; hạn 31/02/2027", {}, "findings"),
            ("Một; hạn 02/03/2025", {}, "findings"),
            ("; hạn 31/12/2026", {}, "findings"),
            ("x" * 2001, {}, "findings"),
            ("Một\n" * 101, {}, "findings"),
        ],
    )
    def test_what_will_not_do_names_its_field(self, inspect, findings, more, field):
        with pytest.raises(Refused) as refused:
            inspect(findings, **more)
        assert refused.value.field == field
        assert not Inspection.objects.exists()

    def test_a_refusal_names_the_line(self, inspect):
        with pytest.raises(Refused, match=r"Dòng 3: không có ngày 31/02/2027\."):
            inspect("Một\n\nHai; hạn 31/02/2027")

    def test_a_form_that_was_sent_twice_is_kept_once(self, inspect, tmp_path):
        inspect("Một")
        with pytest.raises(Refused, match="đã được ghi"):
            inspect("Một", upload=paper())
        assert (Inspection.objects.count(), Attachment.objects.count(), stored(tmp_path)) == (1, 0, 0)

    def test_the_agencys_people_are_told_and_nobody_else(self, world, inspect):
        inspection = inspect("Chưa lập danh sách; hạn 31/12/2026")
        mails = Mail.objects.order_by("recipient")
        assert [mail.recipient for mail in mails] == [world.an, world.binh]
        assert "1 tồn tại phải khắc phục" in mails[0].subject
        assert "1. Chưa lập danh sách (hạn 31/12/2026)" in mails[0].body
        assert reverse("reports:inspection", args=[inspection.pk]) in mails[0].body

    def test_without_findings_there_is_nothing_to_mend(self, world, inspect):
        inspect()
        assert "không có tồn tại phải khắc phục" in Mail.objects.first().subject
        assert "Tồn tại phải khắc phục:" not in Mail.objects.first().body


class TestAdding:
    def test_it_comes_last_and_is_told(self, world, found):
        inspection = found[0].inspection
        row = add_finding(inspection=inspection, text="Thêm.", mend_by=TODAY, by=person(world.dung), now=NOW)
        assert row.order == 3
        assert "Thêm một tồn tại" in Mail.objects.filter(recipient=world.an).first().subject

    @pytest.mark.parametrize(
        ("more", "field"),
        [({"text": ""}, "text"), ({"text": "Chưa lập danh sách."}, "text"), ({"mend_by": HELD - DAY}, "mend_by")],
    )
    def test_what_will_not_do_names_its_field(self, world, found, more, field):
        said = {"text": "Thêm.", "mend_by": None} | more
        with pytest.raises(Refused) as refused:
            add_finding(inspection=found[0].inspection, by=person(world.dung), now=NOW, **said)
        assert refused.value.field == field

    def test_the_agency_cannot(self, world, found):
        with pytest.raises(Refused, match="Chỉ cơ quan đầu mối"):
            add_finding(inspection=found[0].inspection, text="X", mend_by=None, by=person(world.an), now=NOW)


class TestPapersThatComeLater:
    def add(self, world, row, who=None, **more):
        said = {"document_number": "", "document_date": None, "upload": None} | more
        return add_minutes(inspection=row, by=person(who or world.dung), now=NOW, **said)

    def test_number_and_file_come_one_after_the_other(self, world, inspect):
        row = inspect()
        self.add(world, row, document_number="12/BB", document_date=HELD)
        row = self.add(world, row, upload=paper())
        assert (row.document_number, row.document_date, row.file.name) == ("12/BB", HELD, "văn bản.pdf")

    def test_what_is_there_is_not_replaced(self, world, inspect, tmp_path):
        row = inspect(upload=paper(), document_number="12/BB", document_date=HELD)
        for more in ({"upload": paper("png")}, {"document_number": "13/BB", "document_date": HELD}):
            with pytest.raises(Refused, match="đã được ghi"):
                self.add(world, row, **more)
        row.refresh_from_db()
        assert (row.document_number, row.file.kind, stored(tmp_path)) == ("12/BB", "pdf", 1)

    def test_something_must_be_given_and_by_the_coordinator(self, world, inspect):
        row = inspect()
        with pytest.raises(Refused, match="Hãy ghi số văn bản"):
            self.add(world, row)
        with pytest.raises(Refused, match="Chỉ cơ quan đầu mối"):
            self.add(world, row, who=world.an, upload=paper())


class TestFollowing:
    def test_reported_sent_back_reported_closed(self, world, found):
        finding = found[0]
        for action, who, state in (
            ("mend", world.an, "mended"),
            ("refuse", world.dung, "open"),
            ("mend", world.binh, "mended"),
            ("close", world.giang, "closed"),
        ):
            stepped(finding, action, who)
            finding.refresh_from_db()
            assert finding.state == state
        assert (finding.step_count, finding.closed_at) == (4, NOW)
        assert [step.by for step in finding.steps.all()] == [world.an, world.dung, world.binh, world.giang]

    def test_the_file_stands_at_its_step(self, world, found):
        assert stepped(found[0], "mend", world.an, upload=paper("png")).file.kind == "png"

    @pytest.mark.parametrize(
        ("action", "who"),
        [("close", "an"), ("refuse", "dung"), ("mend", "dung"), ("mend", "cuc"), ("close", "ha"), ("mend", "khoa")],
    )
    def test_what_is_not_allowed_changes_nothing(self, world, found, tmp_path, action, who):
        with pytest.raises(Refused, match="Không làm được"):
            stepped(found[0], action, getattr(world, who), upload=paper())
        found[0].refresh_from_db()
        assert (found[0].state, found[0].step_count, FindingStep.objects.count(), stored(tmp_path)) == ("open", 0, 0, 0)

    @pytest.mark.parametrize("action", ["mend", "close", "refuse"])
    def test_something_must_be_said(self, world, found, action):
        with pytest.raises(Refused) as refused:
            stepped(found[0], action, world.an, text=" ")
        assert refused.value.field == "text"

    def test_of_two_the_second_is_told(self, world, found):
        stepped(found[0], "mend", world.an)
        with pytest.raises(Stale) as stale:
            stepped(found[0], "close", world.dung, seen=0)
        assert (stale.value.current.state, stale.value.current.step_count) == ("mended", 1)

    def test_who_reports_and_inspects_does_not_confirm_it(self, world, inspect):
        world.dung.memberships.create(agency=world.a, role="reporter")
        (finding,) = inspect("Một").findings.all()
        stepped(finding, "mend", world.dung)
        with pytest.raises(Refused, match="không tự xác nhận"):
            stepped(finding, "close", world.dung)
        assert stepped(finding, "close", world.giang)

    @pytest.mark.parametrize(
        ("action", "kind", "subject"),
        [
            ("close", "answered", "Tồn tại đã được xác nhận khắc phục xong"),
            ("refuse", "returned", "Tồn tại chưa khắc phục đạt, cần làm tiếp"),
        ],
    )
    def test_the_agency_is_told_what_was_decided(self, world, found, action, kind, subject):
        stepped(found[0], "mend", world.an)
        Mail.objects.all().delete()
        stepped(found[0], action, world.dung, text="Xem lại biểu số 2.")
        mails = list(Mail.objects.order_by("recipient"))
        assert [(mail.recipient, mail.kind, mail.subject) for mail in mails] == [
            (world.an, kind, subject),
            (world.binh, kind, subject),
        ]
        assert "Xem lại biểu số 2." in mails[0].body

    def test_what_it_reported_itself_it_is_not_told(self, world, found):
        Mail.objects.all().delete()
        stepped(found[0], "mend", world.an)
        assert not Mail.objects.exists()

    def test_every_change_is_on_record(self, world, found):
        stepped(found[0], "mend", world.an)
        line = AuditLine.objects.filter(table="reports_finding", actor_id=world.an.pk).last()
        assert line is not None


class TestForTheReport:
    def test_the_years_findings_and_what_earlier_ones_left_open(self, world, inspect):
        inspect("Cũ, đã xong\nCũ, còn lại", held_on=dt.date(2024, 5, 6))
        inspect("Năm nay, đã xong\nNăm nay, còn lại", held_on=dt.date(2026, 5, 6))
        inspect("Của Sở B", agency=world.b, held_on=dt.date(2025, 5, 6))
        for text in ("Cũ, đã xong", "Năm nay, đã xong"):
            stepped(Finding.objects.get(text=text), "close", world.dung)
        assert [row.text for row in findings_for_report(world.plan, 2026)] == [
            "Cũ, còn lại",
            "Của Sở B",
            "Năm nay, đã xong",
            "Năm nay, còn lại",
        ]
        assert [row.text for row in findings_for_report(world.plan, 2024)] == ["Cũ, đã xong", "Cũ, còn lại"]

    def test_an_agencys_open_ones_the_most_pressing_first(self, world, inspect):
        inspect("Không hạn\nSau\t31/12/2026\nTrước\t30/11/2026\nXong")
        stepped(Finding.objects.get(text="Xong"), "close", world.dung)
        stepped(Finding.objects.get(text="Sau"), "mend", world.an)
        assert [row.text for row in open_findings_of(world.a, world.plan)] == ["Trước", "Sau", "Không hạn"]
        assert open_findings_of(world.b, world.plan) == []
