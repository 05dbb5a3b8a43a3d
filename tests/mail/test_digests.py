"""Who gets a digest, and that nobody gets two on one day."""

import datetime as dt

import pytest

from agencies.models import Membership
from reports.followup.services import send_back as send_figure_back
from reports.mail.digests import post_digests
from reports.models import Mail, MailRefusal, Round
from reports.workflow import Action
from tests.factories import NOW, person
from tests.followup.conftest import closed, send_a, submitted  # noqa: F401  # fixtures
from tests.steps import fill, report_of, step

DAY = dt.timedelta(days=1)


def test_before_anything_is_due_nobody_gets_one(world, round_):
    Round.objects.update(due_at=NOW + 15 * DAY)
    assert post_digests(now=NOW) == 0
    assert not Mail.objects.exists()


def test_those_whose_report_is_not_sent_get_one(world, round_, mails):
    assert post_digests(now=NOW) == 3
    assert set(mails()) == {"an", "binh", "cuc"}
    mail = mails()["an"][0]
    assert mail.subject == "Việc chờ bạn ngày 23/11/2026: 1 việc"
    report = report_of(world.a, round_)
    sentence = "- Báo cáo năm 2026 của Sở A chưa gửi. Hạn: hết ngày 05/12/2026, còn 12 ngày."
    assert f"{sentence}\n  http://127.0.0.1:8000/bao-cao/{report.pk}/\n" in mail.body


def test_nobody_gets_two_on_one_day_and_the_next_day_is_another(world, round_):
    post_digests(now=NOW)
    assert post_digests(now=NOW + dt.timedelta(hours=5)) == 3
    assert Mail.objects.count() == 3
    post_digests(now=NOW + DAY)
    assert Mail.objects.count() == 6


def test_the_head_is_asked_to_sign_and_the_officer_to_review(world, round_, mails):
    fill(report_of(world.a, round_), world.an)
    step(report_of(world.a, round_), Action.REQUEST_SIGNOFF, world.an)
    post_digests(now=NOW)
    assert "chờ bạn ký" in mails()["binh"][0].body
    assert "đang chờ lãnh đạo ký" in mails()["an"][0].body
    assert "dung" not in mails()

    step(report_of(world.a, round_), Action.SIGN_AND_SEND, world.binh)
    post_digests(now=NOW + DAY)
    assert "1 báo cáo năm 2026 chờ duyệt" in mails()["dung"][0].body
    assert set(mails(made_at=NOW + DAY)) == {"cuc", "dung", "giang"}


def test_a_returned_report_stands_in_it_until_it_is_sent_again(world, send_back, mails):
    send_back()
    post_digests(now=NOW)
    assert "Sở A được trả lại: 2 mục chờ bổ sung." in mails(kind="digest")["an"][0].body


def test_a_figure_that_was_sent_back_stands_in_it_for_two_weeks(closed, submitted, mails):  # noqa: F811
    post_digests(now=NOW)
    assert "1 số liệu cập nhật chờ duyệt." in mails(kind="digest")["dung"][0].body
    send_figure_back(follow_up=submitted, reason="Thiếu.", by=person(closed.dung), now=NOW)
    post_digests(now=NOW + DAY)
    assert "1 số liệu cập nhật của Sở A được trả lại." in mails(kind="digest", made_at=NOW + DAY)["an"][0].body
    assert post_digests(now=NOW + 15 * DAY) == 0


def test_a_figure_that_was_sent_anew_is_said_no_more(closed, submitted, send_a, mails):  # noqa: F811
    send_figure_back(follow_up=submitted, reason="Thiếu.", by=person(closed.dung), now=NOW)
    send_a(now=NOW + dt.timedelta(hours=1))
    post_digests(now=NOW + DAY)
    assert set(mails(kind="digest")) == {"binh"}
    assert "1 số liệu cập nhật của Sở A chờ bạn ký." in mails(kind="digest")["binh"][0].body


@pytest.mark.parametrize("why", ["refused", "closed", "no address", "left"])
def test_some_are_left_out(world, round_, mails, why):
    match why:
        case "refused":
            MailRefusal.objects.create(user=world.an, kind="digest", at=NOW)
        case "closed":
            world.an.is_active = False
        case "no address":
            world.an.email = ""
        case "left":
            Membership.objects.filter(user=world.an).update(valid_to=NOW.date())
    world.an.save()
    post_digests(now=NOW)
    assert set(mails(state="waiting")) == {"binh", "cuc"}
    failed = mails(state="failed")
    assert [mail.error for mail in failed.get("an", [])] == (
        ["Tài khoản chưa có địa chỉ thư dùng được."] if why == "no address" else []
    )


def test_it_costs_the_same_for_any_number_of_reports(world, round_, django_assert_max_num_queries):
    MailRefusal.objects.bulk_create(
        MailRefusal(user=user, kind="digest", at=NOW) for user in (world.an, world.binh, world.cuc)
    )
    # eight to know what waits for whom; of each of the three: savepoint, name, refusal, release
    with django_assert_max_num_queries(8 + 3 * 4):
        assert post_digests(now=NOW) == 0
