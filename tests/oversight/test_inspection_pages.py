"""The pages of inspections: the list, recording, following; and where open findings stand beside a report."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.models import Finding, Inspection
from reports.oversight.selectors import finding_lines, open_findings_of
from tests.oversight.conftest import DAY, DUE, HELD, paper, stepped
from tests.steps import report_of

LIST = reverse("reports:inspections", args=["ke-hoach-thu"])
RECORD = reverse("reports:record_inspection", args=["ke-hoach-thu"])


def page(row, name="inspection"):
    return reverse(f"reports:{name}", args=[row.pk])


def words(answer):
    return " ".join(answer.content.decode().split())


class TestTheList:
    @pytest.fixture
    def several(self, world, inspect):
        """By name: with an overdue finding, with one reported, done with, without findings; the last of Sở B."""
        found = {
            "overdue": inspect(f"Quá hạn\t{DUE:%d/%m/%Y}\nKhác", conclusion="Một."),
            "mended": inspect("Đã báo", conclusion="Hai.", held_on=dt.date(2024, 5, 5)),
            "done": inspect("Đã xong", conclusion="Ba.", held_on=dt.date(2024, 4, 4)),
            "none": inspect(conclusion="Bốn.", agency=world.b, held_on=HELD + DAY),
        }
        stepped(Finding.objects.get(text="Đã báo"), "mend", world.an)
        stepped(Finding.objects.get(text="Đã xong"), "close", world.dung)
        return found

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ({}, ["none", "overdue", "mended", "done"]),
            ({"state": "open"}, ["overdue", "mended"]),
            ({"state": "overdue"}, ["overdue"]),
            ({"state": "mended"}, ["mended"]),
            ({"state": "done"}, ["none", "done"]),
            ({"year": "2024"}, ["mended", "done"]),
            ({"agency": "SOB"}, ["none"]),
            ({"state": "?", "year": "hai nghìn"}, ["none", "overdue", "mended", "done"]),
            ({"year": "0000"}, ["none", "overdue", "mended", "done"]),
        ],
    )
    def test_it_is_narrowed(self, world, several, sign_in, query, names):
        page_ = sign_in(world.dung).get(LIST, query).context["page"]
        assert [row.pk for row in page_] == [several[name].pk for name in names]

    def test_it_counts_what_is_left(self, world, several, sign_in):
        (row,) = sign_in(world.ha).get(LIST, {"state": "overdue"}).context["page"]
        assert (row.found, row.unmended, row.mended, row.overdue, row.next_day) == (2, 2, 0, 1, DUE)

    def test_an_agency_sees_its_own(self, world, several, sign_in):
        assert [row.pk for row in sign_in(world.cuc).get(LIST).context["page"]] == [several["none"].pk]
        assert sign_in(world.cuc).get(page(several["overdue"])).status_code == 404

    def test_administrators_have_none(self, world, several, sign_in):
        assert sign_in(world.khoa).get(LIST).status_code == 404


class TestRecording:
    def posted(self, world, **more):
        said = {"agency": world.a.pk, "held_on": "2025-03-03", "conclusion": "Tốt.", "findings": "Một; hạn 31/12/2025"}
        return said | {"task": world.tasks[0].pk, "mend_by": "2025-12-15"} | more

    def test_it_is_put_on_record(self, world, sign_in):
        posted = self.posted(world, document_number="12/BB", document_date="2025-03-04", file=paper())
        answer = sign_in(world.dung).post(RECORD, posted, follow=True)
        row = Inspection.objects.get()
        assert answer.redirect_chain == [(page(row), 302)]
        assert (row.task, row.document_number, row.file.name) == (world.tasks[0], "12/BB", "văn bản.pdf")
        assert "1. Một" in words(answer)

    def test_what_was_typed_stays(self, world, sign_in):
        answer = sign_in(world.dung).post(RECORD, self.posted(world, findings="Một; hạn 31/02/2027"))
        assert answer.status_code == 422
        assert "Dòng 1: không có ngày 31/02/2027." in words(answer)
        assert answer.context["form"]["findings"].value() == "Một; hạn 31/02/2027"

    def test_a_pasted_column_of_days_is_read(self, world, sign_in):
        sign_in(world.dung).post(RECORD, self.posted(world, findings="Một\t30/11/2025\r\nHai\t\r\n"))
        rows = [(row.text, row.mend_by) for row in Finding.objects.all()]
        assert rows == [("Một", dt.date(2025, 11, 30)), ("Hai", dt.date(2025, 12, 15))]

    def test_a_finding_is_added(self, world, found, sign_in):
        url = page(found[0].inspection, "add_finding")
        assert sign_in(world.dung).post(url, {"text": ""}).status_code == 422
        answer = sign_in(world.dung).post(url, {"text": "Thêm.", "mend_by": "2025-12-01"}, follow=True)
        assert "3. Thêm." in words(answer)
        assert sign_in(world.an).get(url).status_code == 404

    def test_papers_that_come_later_are_asked_for_until_they_are_there(self, world, inspect, sign_in):
        row = inspect()
        url = page(row, "add_minutes")
        assert url in sign_in(world.dung).get(page(row)).content.decode()
        assert url not in sign_in(world.an).get(page(row)).content.decode()
        assert sign_in(world.dung).post(url, {"document_number": "12/BB"}).status_code == 422
        sign_in(world.dung).post(url, {"document_number": "12/BB", "document_date": "2025-03-04"})
        assert list(sign_in(world.dung).get(url).context["form"].fields) == ["file"]
        sign_in(world.dung).post(url, {"file": paper()})
        assert sign_in(world.dung).get(url).status_code == 302
        assert url not in sign_in(world.dung).get(page(row)).content.decode()


class TestFollowing:
    def said(self, finding, action, **more):
        finding.refresh_from_db()
        return {"finding": finding.pk, "seen": finding.step_count, "action": action, "text": "Đã lập."} | more

    def test_the_agency_reports_and_the_officer_closes(self, world, found, sign_in):
        url = page(found[0].inspection)
        answer = sign_in(world.an).post(url, self.said(found[0], "mend", file=paper()), follow=True)
        assert answer.redirect_chain == [(f"{url}#ton-tai-{found[0].pk}", 302)]
        step = found[0].steps.get()
        assert reverse("reports:finding_file", args=[step.pk, step.file.name]) in answer.content.decode()
        sign_in(world.dung).post(url, self.said(found[0], "close"))
        found[0].refresh_from_db()
        assert found[0].state == "closed"

    @pytest.mark.parametrize(
        ("who", "actions"), [("an", ["mend"]), ("dung", ["close"]), ("ha", []), ("giang", ["close"])]
    )
    def test_each_sees_the_steps_that_are_theirs(self, world, found, sign_in, who, actions):
        items = sign_in(getattr(world, who)).get(page(found[0].inspection)).context["findings"]
        assert [list(item.actions) for item in items] == [actions, actions]

    def test_what_was_typed_stays_at_its_finding(self, world, found, sign_in):
        stepped(found[1], "mend", world.binh)
        answer = sign_in(world.an).post(page(found[1].inspection), self.said(found[1], "mend", seen=0, text="Mới."))
        assert answer.status_code == 422
        assert "Vừa có người ghi một bước khác" in words(answer)
        first, second = answer.context["findings"]
        assert (first.form.is_bound, second.form["text"].value(), second.row.step_count) == (False, "Mới.", 1)

    def test_a_finding_of_another_inspection_is_none(self, world, found, inspect, sign_in):
        (other,) = inspect("Khác", agency=world.b).findings.all()
        assert sign_in(world.an).post(page(found[0].inspection), self.said(other, "mend")).status_code == 404

    def test_a_forged_step_is_refused(self, world, found, sign_in):
        answer = sign_in(world.an).post(page(found[0].inspection), {"finding": "x", "action": "burn"})
        assert answer.status_code == 422

    def test_it_tells_how_long_a_finding_is_overdue(self, world, found, sign_in):
        text = words(sign_in(world.an).get(page(found[0].inspection)))
        late = (timezone.localdate() - found[0].mend_by).days
        assert f"quá hạn {late} ngày" in text

    def test_the_minutes_are_for_those_who_see_the_inspection(self, world, inspect, sign_in):
        url = reverse("reports:inspection_file", args=[inspect(upload=paper()).pk, "bb.pdf"])
        codes = []
        for who in (world.an, world.dung, world.ha, world.cuc, world.khoa):
            answer = sign_in(who).get(url)
            answer.getvalue()
            codes.append(answer.status_code)
        assert codes == [200, 200, 200, 404, 404]


class TestBesideTheReport:
    def test_open_findings_stand_at_the_form(self, world, round_, found, sign_in):
        stepped(found[1], "close", world.dung)
        answer = sign_in(world.an).get(reverse("reports:form", args=[report_of(world.a, round_).pk]))
        text = words(answer)
        assert "1 tồn tại qua kiểm tra chưa xong" in text
        assert "Chưa lập danh sách." in text
        assert "Chưa công khai kết quả." not in text
        assert f"{page(found[0].inspection)}#ton-tai-{found[0].pk}" in answer.content.decode()

    def test_those_of_others_do_not(self, world, round_, found, sign_in):
        answer = sign_in(world.cuc).get(reverse("reports:form", args=[report_of(world.b, round_).pk]))
        assert "qua kiểm tra" not in words(answer)

    def test_the_form_tells_the_same_as_the_selector(self, world, round_, found, sign_in):
        lines = sign_in(world.an).get(reverse("reports:form", args=[report_of(world.a, round_).pk])).context["findings"]
        assert lines == finding_lines(open_findings_of(world.a, world.plan), on=timezone.localdate())
        assert [line.overdue for line in lines] == [True, False]
