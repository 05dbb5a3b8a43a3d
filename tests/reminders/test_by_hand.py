"""Reminding by hand: who may, who gets what, and that a double click sends once."""

import datetime as dt

import pytest

from agencies.errors import Refused
from agencies.models import Membership
from reports.models import Mail, MailRefusal, Reminder, Round
from reports.reminders.services import LONGEST_NOTE, Outcome, remind
from reports.workflow import Action
from tests.collect.test_races import together
from tests.factories import NOW, person
from tests.steps import fill, report_of, step

NOTE = "Đề nghị gửi trước 15 giờ chiều nay."


@pytest.fixture
def reports(world, round_):
    return [report_of(world.a, round_), report_of(world.b, round_)]


def by_dung(world, reports, note=NOTE, now=NOW):
    return remind(reports, note=note, by=person(world.dung), now=now)


def test_everybody_who_can_write_or_sign_gets_it_at_once(world, reports, mails):
    type(world.dung).objects.filter(pk=world.dung.pk).update(phone="0226 000 001", position="Chuyên viên")
    world.dung.refresh_from_db()
    assert by_dung(world, reports) == Outcome(reminded=["SOA", "SOB"])
    assert set(mails(kind="reminder", state="waiting")) == {"an", "binh", "cuc"}
    mail = mails()["an"][0]
    assert mail.subject == "Đôn đốc gửi báo cáo năm 2026 của Sở A"
    for words in (
        "Kính gửi Trần Thị An,",
        "Cơ quan đầu mối đề nghị Sở A hoàn thành và gửi báo cáo năm 2026",
        f"Lời nhắn của Vũ Thị Dung:\n{NOTE}",
        f"http://127.0.0.1:8000/bao-cao/{reports[0].pk}/\n",
        "Người đôn đốc: Vũ Thị Dung, Chuyên viên\nĐiện thoại: 0226 000 001",
    ):
        assert words in mail.body
    row = Reminder.objects.get(recipient=world.an)
    assert (row.kind, row.note, row.by, row.mail, row.at) == ("by_hand", NOTE, world.dung, mail, NOW)


def test_without_a_note_nothing_is_said_of_one(world, reports, mails):
    by_dung(world, reports, note="  ")
    assert "Lời nhắn" not in mails()["an"][0].body


def test_a_second_click_sends_nothing_and_ten_minutes_later_it_may_be_done_again(world, reports):
    by_dung(world, reports)
    again = by_dung(world, reports, now=NOW + dt.timedelta(minutes=9, seconds=59))
    assert again == Outcome(already=["SOA", "SOB"])
    assert Mail.objects.count() == 3
    assert by_dung(world, reports, now=NOW + dt.timedelta(minutes=10)).reminded == ["SOA", "SOB"]
    assert Mail.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_four_clicks_at_the_same_moment_send_once(transactional_db, world, reports):
    outcomes = together(*[lambda: by_dung(world, reports)] * 4)
    assert sorted(len(outcome.reminded) for outcome in outcomes) == [0, 0, 0, 2]
    assert Mail.objects.count() == Reminder.objects.count() == 3


def test_one_who_was_reminded_does_not_stand_in_the_way_of_another(world, reports):
    Membership.objects.filter(user=world.binh).update(valid_from=NOW.date() + dt.timedelta(days=1))
    by_dung(world, reports[:1])
    Membership.objects.filter(user=world.binh).update(valid_from=None)
    assert by_dung(world, reports[:1], now=NOW + dt.timedelta(minutes=1)).reminded == ["SOA"]
    assert list(Mail.objects.order_by("pk").values_list("recipient__username", flat=True)) == ["an", "binh"]


def test_who_has_sent_is_left_alone(world, sent, round_):
    assert by_dung(world, [sent, report_of(world.b, round_)]) == Outcome(reminded=["SOB"], sent=["SOA"])
    assert set(Mail.objects.values_list("recipient__username", flat=True)) == {"cuc"}


def test_where_the_signature_is_missing_the_head_gets_it(world, reports, mails):
    fill(reports[0], world.an)
    step(reports[0], Action.REQUEST_SIGNOFF, world.an)
    by_dung(world, reports[:1])
    assert set(mails()) == {"binh"}
    assert f"/bao-cao/{reports[0].pk}/xem/" in mails()["binh"][0].body


def test_a_returned_report_is_asked_for_as_such(world, send_back, mails):
    by_dung(world, [send_back()])
    assert mails(kind="reminder")["an"][0].subject == "Đôn đốc bổ sung báo cáo năm 2026 của Sở A"


@pytest.mark.parametrize("why", ["nobody", "refused", "no address"])
def test_whom_no_mail_can_reach_is_told_to_the_officer(world, reports, why):
    match why:
        case "nobody":
            Membership.objects.filter(user=world.cuc).update(valid_to=NOW.date())
        case "refused":
            MailRefusal.objects.create(user=world.cuc, kind="reminder", at=NOW)
        case "no address":
            type(world.cuc).objects.filter(pk=world.cuc.pk).update(email="")
    assert by_dung(world, reports) == Outcome(reminded=["SOA"], unreachable=["SOB"])
    kept = {row.recipient.username: row.mail and row.mail.state for row in Reminder.objects.all()}
    assert kept.get("cuc", "no row") == {"nobody": "no row", "refused": None, "no address": "failed"}[why]


@pytest.mark.parametrize("who", ["an", "binh", "ha", "khoa", "lan"])
def test_only_the_coordinators_people_may(world, reports, who):
    with pytest.raises(Refused, match="cơ quan đầu mối"):
        remind(reports, note="", by=person(getattr(world, who)), now=NOW)
    assert not Reminder.objects.exists()


def test_in_a_locked_round_nobody_is_reminded(world, reports):
    Round.objects.update(locked_at=NOW)
    with pytest.raises(Refused, match="đã khóa"):
        by_dung(world, [report_of(world.a, reports[0].round)])
    assert not Reminder.objects.exists()


def test_a_note_that_is_too_long_is_refused(world, reports):
    with pytest.raises(Refused, match="2001 ký tự") as refused:
        by_dung(world, reports, note="x" * (LONGEST_NOTE + 1))
    assert refused.value.field == "note"


def test_it_costs_the_same_for_one_report_and_for_two(world, reports, django_assert_num_queries):
    officer = person(world.dung)
    with django_assert_num_queries(13):  # eleven, and the savepoint's two
        remind(reports[:1], note=NOTE, by=officer, now=NOW)
    with django_assert_num_queries(13):
        remind(reports, note=NOTE, by=officer, now=NOW + dt.timedelta(hours=1))
