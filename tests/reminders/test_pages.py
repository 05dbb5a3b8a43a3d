"""The pages of the room, through the browser's door."""

import re

import pytest
from django.utils import timezone

from agencies.enums import Role
from agencies.models import Membership
from reports.mail.digests import post_digests
from reports.models import Mail, MailRefusal, Reminder, ReminderText, Round, Submission
from reports.reminders.services import remind
from reports.reminders.words import ORIGINALS
from reports.workflow import Action
from tests.factories import NOW, make_agency, make_user, person
from tests.reminders.conftest import on
from tests.steps import fill, report_of, step

ROUND = "/ke-hoach/ke-hoach-thu/ky/2026/don-doc/"
TEXTS = "/ke-hoach/ke-hoach-thu/ky/loi-nhac/"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Pages are asked for at NOW, whenever the tests run."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def read(world, sign_in):
    """read(address) gives the page as an officer sees it, without its tags and with single spaces."""

    def _read(address, status=200):
        answer = sign_in(world.dung).get(address)
        assert answer.status_code == status
        return words_of(answer)

    return _read


def words_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def many(round_, count):
    """`count` more agencies, each with a reporter."""
    agencies = [make_agency(f"M{number:03}") for number in range(count)]
    for agency in agencies:
        make_user(agency, Role.REPORTER)
    Submission.objects.bulk_create(Submission(round=round_, agency=a, agency_name=a.name) for a in agencies)


class TestTheRecord:
    def test_before_anybody_was_reminded_it_says_how_it_will_be(self, world, round_, read):
        assert "Chưa nhắc ai trong kỳ này" in read(ROUND)

    def test_it_says_when_whom_why_by_whom_and_what_became_of_it(self, world, round_, read):
        MailRefusal.objects.create(user=world.binh, kind="digest", at=NOW)
        post_digests(now=on(-7))
        Mail.objects.filter(recipient=world.an).update(state="failed", error="550 No such user")
        remind([report_of(world.b, round_)], note="Gọi cho tôi.", by=person(world.dung), now=on(-6))
        page = read(ROUND)
        for words in (
            "SOB 07:00 29/11/2026 Đôn đốc trực tiếp “Gọi cho tôi.” Phạm Thị Cúc",
            "Vũ Thị Dung Chờ gửi",
            "SOA 07:00 28/11/2026 Trước hạn 7 ngày Trần Thị An",
            "tự động Không gửi được 550 No such user",
            "Lê Văn Bình tự động Không nhận thư",
            "Tất cả (4) Đã gửi (0) Chờ gửi (2) Không gửi được (1) Không nhận thư (1)",
        ):
            assert words in page

    def test_it_is_narrowed_to_failures_and_to_an_agency(self, world, round_, read):
        post_digests(now=on(-7))
        Mail.objects.filter(recipient=world.cuc).update(state="failed", error="550")
        assert "SOA 07:00" not in read(f"{ROUND}?fate=failed")
        page = read(f"{ROUND}?report={report_of(world.a, round_).pk}")
        assert "Phạm Thị Cúc" not in page
        assert "Tất cả (2)" in page
        assert "Không có lần nhắc nào" in read(f"{ROUND}?fate=sent")

    @pytest.mark.parametrize("query", ["fate=fax", "report=999999999999999999999", "report=²", "report=0", "page=x"])
    def test_what_means_nothing_narrows_nothing(self, world, round_, read, query):
        post_digests(now=on(-7))
        assert "Tất cả (3)" in read(f"{ROUND}?{query}")

    def test_it_is_paged_and_costs_the_same(self, world, round_, sign_in, django_assert_num_queries):
        client = sign_in(world.dung)
        post_digests(now=on(-7))
        client.get(ROUND)
        with django_assert_num_queries(8):  # user, roles, menu, round, standing, and three
            client.get(ROUND)
        many(round_, 30)
        post_digests(now=on(-6))
        with django_assert_num_queries(8):
            assert "1 đến 25 trong 33" in words_of(client.get(ROUND))


class TestTheRehearsal:
    def test_it_begins_with_the_next_day_on_which_anybody_is_reminded(self, world, round_, read):
        page = read(f"{ROUND}dien-tap/")
        assert "Ngày 28/11/2026" in page
        assert "28/11 02/12 04/12 05/12 06/12 08/12" in page
        assert "Sẽ nhận thư (3) Không có cách nhắc (0) Không nhắc (0)" in page

    def test_the_letter_is_the_one_that_is_written_then(self, world, round_, sign_in, mails):
        page = sign_in(world.dung).get(f"{ROUND}dien-tap/?day=2026-11-28").content.decode()
        shown = re.findall(r'<div class="reminder-letter">(.*?)</div>', page, re.DOTALL)
        letters = {re.sub(r"<[^>]+>", "", letter.replace("<br>", "\n")) for letter in shown}
        post_digests(now=on(-7))
        assert letters == {mail.body for (mail,) in mails().values()}
        assert page.count("Việc chờ bạn ngày 28/11/2026: 1 việc") == 3

    def test_nothing_is_written(self, world, round_, read):
        for pile in ("mails", "unreachable", "left_out"):
            read(f"{ROUND}dien-tap/?day=2026-11-28&pile={pile}")
        assert not Mail.objects.exists()
        assert not Reminder.objects.exists()

    def test_a_missed_night_is_shown_as_what_is_made_up_for(self, world, round_, read, monkeypatch):
        monkeypatch.setattr(timezone, "now", lambda: on(-5))
        assert "SOA: Trước hạn 7 ngày (nhắc bù)" in read(f"{ROUND}dien-tap/")

    def test_who_cannot_be_reached_and_who_is_left_out_each_with_why(self, world, sent, round_, read):
        Membership.objects.create(user=world.cuc, agency=world.a, role=Role.REPORTER)
        type(world.cuc).objects.filter(pk=world.cuc.pk).update(email="")
        nobody = make_agency("SOC", "Sở C")
        Submission.objects.create(round=round_, agency=nobody, agency_name="Sở C")
        unreachable = read(f"{ROUND}dien-tap/?day=2026-11-28&pile=unreachable")
        assert "SOB Phạm Thị Cúc Tài khoản chưa có địa chỉ thư dùng được" in unreachable
        assert "SOC cả cơ quan Chưa có tài khoản báo cáo nào đang dùng" in unreachable
        assert "SOA cả cơ quan Đã gửi (chờ duyệt)" in read(f"{ROUND}dien-tap/?day=2026-11-28&pile=left_out")

    def test_whose_head_is_to_sign_and_has_no_account(self, world, round_, read):
        fill(report_of(world.a, round_), world.an)
        step(report_of(world.a, round_), Action.REQUEST_SIGNOFF, world.an)
        Membership.objects.filter(user=world.binh).update(valid_to=NOW.date())
        page = read(f"{ROUND}dien-tap/?day=2026-11-28&pile=unreachable")
        assert "SOA cả cơ quan Đang chờ lãnh đạo ký mà chưa có tài khoản lãnh đạo nào đang dùng" in page

    def test_who_refused_and_whose_turn_it_is_not(self, world, round_, read):
        MailRefusal.objects.create(user=world.cuc, kind="digest", at=NOW)
        page = read(f"{ROUND}dien-tap/?day=2026-11-28&pile=left_out")
        assert "SOB Phạm Thị Cúc Không nhận thư về việc đến hạn" in page
        page = read(f"{ROUND}dien-tap/?day=2026-11-24&pile=left_out")
        assert "SOA cả cơ quan Chưa đến dịp nhắc; dịp kế tiếp: 28/11/2026" in page

    def test_what_was_said_today_is_not_said_again(self, world, round_, read, monkeypatch):
        post_digests(now=on(-7))
        monkeypatch.setattr(timezone, "now", lambda: on(-7, hour=9))
        assert "SOA cả cơ quan Đã nhắc dịp này" in read(f"{ROUND}dien-tap/?day=2026-11-28&pile=left_out")
        assert "Ngày 02/12/2026" in read(f"{ROUND}dien-tap/")

    @pytest.mark.parametrize("day", ["2026-11-22", "hôm nay", "2026-02-30"])
    def test_a_day_that_is_past_or_none_is_refused_in_words(self, world, round_, read, day):
        read(f"{ROUND}dien-tap/?day={day}", status=422)

    def test_a_locked_round_reminds_nobody(self, world, round_, read):
        Round.objects.update(locked_at=NOW)
        assert "Sẽ nhận thư (0) Không có cách nhắc (0) Không nhắc (2)" in read(f"{ROUND}dien-tap/")

    def test_it_is_paged_and_costs_the_same(self, world, round_, sign_in, django_assert_num_queries):
        client, address = sign_in(world.dung), f"{ROUND}dien-tap/?day=2026-11-28"
        client.get(address)
        # user, roles, menu, round, standing; two for the days, fourteen of the fifteen (nothing was returned)
        with django_assert_num_queries(19):
            client.get(address)
        many(round_, 30)
        with django_assert_num_queries(19):
            assert "1 đến 25 trong 33" in words_of(client.get(address))


class TestByHand:
    def test_it_first_shows_who_would_get_it(self, world, round_, read):
        a, b = report_of(world.a, round_), report_of(world.b, round_)
        MailRefusal.objects.create(user=world.binh, kind="reminder", at=NOW)
        page = read(f"{ROUND}truc-tiep/?bao-cao={a.pk}&bao-cao={b.pk}")
        assert f"Trần Thị An {world.an.email}" in page
        assert "Không gửi: không nhận loại thư này" in page
        assert "Phạm Thị Cúc" in page
        assert "Thư gửi Trần Thị An Kính gửi Trần Thị An, Cơ quan đầu mối đề nghị Sở A hoàn thành" in page
        assert not Mail.objects.exists()

    def test_then_it_is_sent_and_said(self, world, round_, sign_in):
        client, chosen = sign_in(world.dung), [report_of(agency, round_).pk for agency in (world.a, world.b)]
        Membership.objects.filter(user=world.cuc).update(valid_to=NOW.date())
        answer = client.post(f"{ROUND}truc-tiep/", {"bao-cao": chosen, "note": "Gọi cho tôi."}, follow=True)
        assert answer.redirect_chain == [("/ke-hoach/ke-hoach-thu/ky/2026/", 302)]
        page = words_of(answer)
        assert "Đã đôn đốc: SOA." in page
        assert "Không có ai nhận được thư: SOB." in page
        assert "Lời nhắn của Vũ Thị Dung:\nGọi cho tôi." in Mail.objects.get(recipient=world.an).body
        again = client.post(f"{ROUND}truc-tiep/", {"bao-cao": chosen[:1]}, follow=True)
        assert "Vừa được đôn đốc trong 10 phút qua nên không gửi thêm: SOA." in words_of(again)

    def test_what_was_typed_is_kept_when_it_is_refused(self, world, round_, sign_in):
        note = "Lời dài. " * 300
        chosen = {"bao-cao": report_of(world.a, round_).pk, "note": note}
        answer = sign_in(world.dung).post(f"{ROUND}truc-tiep/", chosen)
        assert answer.status_code == 422
        assert note.strip() in answer.content.decode()
        assert not Mail.objects.exists()

    @pytest.mark.parametrize("query", ["", "?bao-cao=x", "?bao-cao=999999", "?bao-cao=99999999999999999999"])
    def test_with_nothing_chosen_it_says_where_to_choose(self, world, round_, read, query):
        assert "Chưa chọn cơ quan nào" in read(f"{ROUND}truc-tiep/{query}")

    def test_a_report_of_another_round_cannot_be_slipped_in(self, world, round_, sign_in):
        other = Round.objects.get(pk=round_.pk)
        other.pk, other.year = None, 2025
        other.save()
        foreign = Submission.objects.create(round=other, agency=world.a, agency_name="Sở A")
        sign_in(world.dung).post(f"{ROUND}truc-tiep/", {"bao-cao": foreign.pk})
        assert not Reminder.objects.exists()


class TestTheTexts:
    def test_all_are_listed_with_whose_they_are(self, world, read):
        ReminderText.objects.create(
            plan=world.plan, kind="after", body="Gửi ngay.", version=1, edited_at=NOW, edited_by=world.giang
        )
        page = read(TEXTS)
        assert page.count("Lời gốc của phần mềm.") == 4
        assert "Gửi ngay. Đỗ Hương Giang sửa lúc 09:00 23/11/2026." in page

    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            ("before", "Gửi Sở A ngày 28/11/2026 Còn 7 ngày là đến hạn gửi báo cáo năm 2026"),
            ("today", "Gửi Sở A ngày 05/12/2026 Hôm nay là ngày cuối"),
            ("after", "Gửi Sở A ngày 08/12/2026 Báo cáo năm 2026 thực hiện Kế hoạch thử của Sở A đã quá hạn 3 ngày"),
            ("returned", "Gửi Sở A ngày 28/11/2026 Báo cáo năm 2026 của Sở A đã được trả lại 3 ngày"),
            ("by_hand", "Cơ quan đầu mối đề nghị Sở A hoàn thành"),
        ],
    )
    def test_each_is_shown_as_a_real_agency_would_read_it(self, world, round_, read, kind, words):
        assert words in read(f"{TEXTS}{kind}/")

    def test_the_foot_still_names_the_version_of_the_software(self, world, round_, read, settings):
        assert f"Phiên bản {settings.VERSION}" in read(f"{TEXTS}before/")

    def test_it_is_tried_out_with_another_agency_and_nothing_is_saved(self, world, round_, sign_in):
        body = {"body": "Gửi {cơ quan}.", "version": 0, "example": report_of(world.b, round_).pk, "step": "preview"}
        answer = sign_in(world.dung).post(f"{TEXTS}before/", body)
        assert answer.status_code == 200
        assert "Gửi Sở B." in words_of(answer)
        assert "Gửi {cơ quan}." in answer.content.decode()
        assert not ReminderText.objects.exists()

    def test_saved_and_taken_back(self, world, round_, sign_in):
        client = sign_in(world.dung)
        answer = client.post(f"{TEXTS}before/", {"body": "Gửi {cơ quan}.", "version": 0, "step": "save"}, follow=True)
        assert "Đã lưu lời nhắc “Trước hạn”." in words_of(answer)
        assert "Lấy lại lời gốc" in words_of(client.get(f"{TEXTS}before/"))
        client.post(f"{TEXTS}before/", {"body": "Khác.", "version": 1, "step": "restore"})
        assert ReminderText.objects.get().body == ORIGINALS["before"]
        assert "Lấy lại lời gốc" not in words_of(client.get(f"{TEXTS}before/"))

    @pytest.mark.parametrize("wish", ["save", "preview"])
    def test_an_unknown_word_in_braces_is_named_and_what_was_typed_stays(self, world, round_, sign_in, wish):
        answer = sign_in(world.dung).post(f"{TEXTS}before/", {"body": "Gửi {sở}.", "version": 0, "step": wish})
        assert answer.status_code == 422
        assert "Không có chữ thay nào tên là {sở}." in words_of(answer)
        assert "Gửi {sở}.</textarea>" in answer.content.decode()

    def test_who_comes_second_sees_both_and_decides(self, world, round_, sign_in):
        client = sign_in(world.dung)
        client.post(f"{TEXTS}before/", {"body": "Một.", "version": 0, "step": "save"})
        answer = client.post(f"{TEXTS}before/", {"body": "Hai.", "version": 0, "step": "save"})
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "<p>Một.</p>" in page
        assert "Hai.</textarea>" in page
        assert '<input type="hidden" name="version" value="1">' in page
        client.post(f"{TEXTS}before/", {"body": "Hai.", "version": 1, "step": "save"})
        assert ReminderText.objects.get().body == "Hai."

    @pytest.mark.parametrize("version", ["", "-1", "x"])
    def test_a_form_that_was_tampered_with_is_refused(self, world, sign_in, version):
        answer = sign_in(world.dung).post(f"{TEXTS}before/", {"body": "Một.", "version": version, "step": "save"})
        assert answer.status_code == 422

    def test_before_the_first_round_there_is_no_example(self, world, read):
        assert "Xem thử" not in read(f"{TEXTS}before/")

    def test_another_kind_is_nothing(self, world, read):
        read(f"{TEXTS}fax/", status=404)


@pytest.mark.parametrize("who", ["an", "binh", "cuc", "ha", "khoa", "lan"])
@pytest.mark.parametrize("address", [ROUND, f"{ROUND}dien-tap/", f"{ROUND}truc-tiep/", TEXTS, f"{TEXTS}before/"])
def test_for_all_others_there_is_no_such_page(world, round_, sign_in, who, address):
    assert sign_in(getattr(world, who)).get(address).status_code == 404
