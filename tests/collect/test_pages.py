"""The reporter's pages: who may open them and what they show."""

import re

import pytest
from django.urls import reverse

from reports.models import SubmissionVersion
from reports.workflow import Action
from tests.collect.pages import indicator_entry, page, return_one, task_entry
from tests.steps import fill, report_of, send_signed, step

pytestmark = pytest.mark.usefixtures("this_morning")


class TestDoors:
    @pytest.mark.parametrize("name", ["form", "read"])
    def test_the_agency_may_open_it_and_another_agency_and_outsiders_may_not(self, world, report, sign_in, name):
        for who, status in ((world.an, 200), (world.binh, 200), (world.cuc, 404), (world.lan, 404), (world.ha, 404)):
            assert sign_in(who).get(page(name, report)).status_code == status, who

    def test_a_draft_is_nobody_elses_business_and_a_sent_report_is_only_read(self, world, round_, report, sign_in):
        assert sign_in(world.dung).get(page("read", report)).status_code == 404
        send_signed(world, round_)
        for who in (world.dung, world.giang, world.ha):
            assert sign_in(who).get(page("read", report)).status_code == 200, who
            assert sign_in(who).get(page("form", report)).url == page("read", report), who

    def test_saving_is_behind_the_same_door(self, world, report, sign_in):
        entry = task_entry(report)
        data = {"version": 0, "result": "Xong"}
        for who, status in ((world.cuc, 404), (world.lan, 404), (world.dung, 404), (world.an, 200)):
            assert sign_in(who).post(page("save_task", report, entry.pk), data).status_code == status, who

    def test_an_item_of_another_report_is_not_found_under_this_one(self, world, round_, report, sign_in):
        other = task_entry(report_of(world.b, round_))
        assert sign_in(world.an).post(page("save_task", report, other.pk), {"version": 0}).status_code == 404

    def test_without_signing_in_every_page_leads_to_the_sign_in_page(self, report, client):
        for url in (page("form", report), page("read", report), reverse("reports:my_work")):
            assert client.get(url).url.startswith("/dang-nhap/")


class TestForm:
    def test_it_shows_the_due_day_the_items_and_what_is_missing(self, world, report, sign_in):
        html = sign_in(world.an).get(page("form", report)).content.decode()
        assert "Hạn: hết ngày 05/12/2026, còn 12 ngày" in html
        assert "III.1. Nâng cao nhận thức" in html
        assert "Chưa chọn tiến độ của nhiệm vụ." in html
        assert f'href="#task-{task_entry(report).pk}-progress"' in html
        assert "Báo cáo chung của nhiệm vụ do SOB viết." in html

    def test_last_years_own_text_stands_beside(self, world, report, sign_in, make_last_year):
        make_last_year(world.a, "1.1", "Năm ngoái đã mở 5 lớp.")
        html = sign_in(world.an).get(page("form", report)).content.decode()
        assert "Năm ngoái đã mở 5 lớp." in html
        assert "Năm 2025: Hoàn thành" in html

    def test_a_supporting_part_is_shown_to_the_lead_once_it_is_sent(self, world, round_, report, sign_in):
        other = report_of(world.b, round_)
        fill(other, world.cuc)
        assert "Đã tổ chức 12 lớp." not in sign_in(world.an).get(page("form", report)).content.decode()
        step(other, Action.SEND, world.cuc)
        assert "Đã tổ chức 12 lớp." in sign_in(world.an).get(page("form", report)).content.decode()

    def test_a_return_shows_its_reason_and_opens_that_item_alone(self, world, round_, report, sign_in):
        send_signed(world, round_)
        entry = task_entry(report)
        return_one(entry, "Nêu rõ số người dự.", world.dung)
        html = sign_in(world.an).get(page("form", report)).content.decode()
        assert "Nêu rõ số người dự." in html
        assert f'name="task-{entry.pk}-result"' in html
        assert html.count('-result" name="') == 1
        assert "Mục được trả lại nhưng chưa sửa." in html

    def test_a_sent_report_is_shown_without_a_single_input(self, world, round_, report, sign_in):
        send_signed(world, round_)
        html = sign_in(world.an).get(page("form", report)).content.decode()
        assert "Đã tổ chức 12 lớp." in html
        assert "-version" not in html

    def test_it_counts_what_is_done(self, world, report, sign_in):
        assert '<b data-count="filled">0</b>/4' in sign_in(world.an).get(page("form", report)).content.decode()
        fill(report, world.an)
        assert '<b data-count="filled">4</b>/4' in sign_in(world.an).get(page("form", report)).content.decode()


class TestReading:
    def test_others_read_what_was_sent_while_it_is_being_mended(self, world, round_, report, sign_in):
        send_signed(world, round_)
        entry = task_entry(report)
        return_one(entry, "Nêu rõ.", world.dung)
        data = {"version": entry.version, "result": "Bản đang sửa"}
        sign_in(world.an).post(page("save_task", report, entry.pk), data)
        assert "Bản đang sửa" in sign_in(world.an).get(page("read", report)).content.decode()
        html = sign_in(world.dung).get(page("read", report)).content.decode()
        assert "Bản đang sửa" not in html
        assert "Đã tổ chức 12 lớp." in html

    def test_a_sent_report_names_its_hands_and_its_fingerprint(self, world, round_, report, sign_in):
        send_signed(world, round_)
        html = sign_in(world.ha).get(page("read", report)).content.decode()
        hands = dict(re.findall(r"<dt>(Người [^<]+)</dt>\s*<dd>([^<]+)</dd>", html))
        assert hands == {
            "Người lập": "Trần Thị An",
            "Người ký": "Lê Văn Bình",
            "Người bấm gửi": "Lê Văn Bình",
        }
        assert SubmissionVersion.objects.get().sha256 in html
        assert "52,5%" in html


class TestMyWork:
    def work(self, sign_in, who):
        response = sign_in(who).get(reverse("reports:my_work"))
        assert response.status_code == 200
        return response.content.decode()

    def test_a_reporter_sees_the_days_left_and_what_is_to_be_filled(self, world, report, sign_in):
        html = self.work(sign_in, world.an)
        assert "Hạn: hết ngày 05/12/2026, còn 12 ngày." in html
        assert "Còn phải ghi 3 nhiệm vụ và 1 chỉ tiêu." in html
        assert page("form", report) in html

    def test_a_return_leads_to_the_very_item(self, world, round_, report, sign_in):
        send_signed(world, round_)
        entry = indicator_entry(report)
        return_one(entry, "Ghi nguồn số liệu.", world.dung)
        html = self.work(sign_in, world.an)
        assert "Ghi nguồn số liệu." in html
        assert f"{page('form', report)}#indicator-{entry.pk}" in html

    def test_a_head_is_asked_to_sign_and_the_reporter_is_not(self, world, report, sign_in):
        fill(report, world.an)
        step(report, Action.REQUEST_SIGNOFF, world.an)
        assert "Đọc và ký" in self.work(sign_in, world.binh)
        assert "Đọc và ký" not in self.work(sign_in, world.an)

    def test_the_coordinator_and_the_leaders_find_their_rounds(self, world, round_, sign_in):
        send_signed(world, round_)
        place = [world.plan.code, 2026]
        html = self.work(sign_in, world.dung)
        assert "1/2 cơ quan đã gửi. 1 báo cáo chờ duyệt, 0 chờ bổ sung, 1 chưa gửi." in html
        assert reverse("reports:board", args=place) in html
        assert reverse("reports:consolidation", args=place) in html
        html = self.work(sign_in, world.ha)
        assert "1/2 cơ quan đã gửi báo cáo, 0 đã duyệt." in html
        assert reverse("reports:dashboard", args=place) in html
        assert reverse("reports:rounds", args=[world.plan.code]) in self.work(sign_in, world.khoa)

    def test_without_a_round_it_says_what_will_stand_here(self, world, sign_in):
        assert "Chưa có kỳ báo cáo nào" in self.work(sign_in, world.an)

    def test_last_years_report_is_one_click_away(self, world, report, sign_in, make_last_year):
        last = report_of(world.a, make_last_year(world.a, "1.1", "x"))
        assert page("read", last) in self.work(sign_in, world.an)

    def test_somebody_without_a_role_sees_no_work(self, world, round_, sign_in):
        assert sign_in(world.lan).get("/viec-cua-toi/").status_code == 404
