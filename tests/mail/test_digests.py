"""Who gets a digest, and that nobody gets two on one day."""

import datetime as dt

import pytest

from agencies.enums import Role
from agencies.models import Membership
from reports.followup.services import send_back as send_figure_back
from reports.mail.digests import post_digests
from reports.models import Mail, MailRefusal, Submission
from reports.workflow import Action
from tests.factories import NOW, make_agency, make_user, person
from tests.followup.conftest import closed, send_a, submitted  # noqa: F401  # fixtures
from tests.steps import fill, report_of, step

DAY = dt.timedelta(days=1)
WEEK_BEFORE = NOW + 5 * DAY  # a Saturday, seven days before the due day
MORNING_AFTER = NOW + 10 * DAY  # a working day, three days before it


def test_on_a_day_without_reminders_and_without_work_nobody_gets_one(world, round_):
    assert post_digests(now=NOW) == 0
    assert not Mail.objects.exists()


def test_those_whose_report_is_not_sent_get_one_on_the_day_of_a_reminder(world, round_, mails):
    assert post_digests(now=WEEK_BEFORE) == 3
    assert set(mails()) == {"an", "binh", "cuc"}
    mail = mails()["an"][0]
    assert mail.subject == "Việc chờ bạn ngày 28/11/2026: 1 việc"
    report = report_of(world.a, round_)
    text = "Đề nghị Sở A hoàn thành và gửi báo cáo trước khi hết ngày 05/12/2026."
    sentence = "- Báo cáo năm 2026 của Sở A chưa gửi. Hạn: hết ngày 05/12/2026, còn 7 ngày."
    assert text in mail.body
    assert f"{sentence}\n  http://127.0.0.1:8000/bao-cao/{report.pk}/\n" in mail.body


def test_nobody_gets_two_on_one_day_nor_one_on_the_next(world, round_):
    assert post_digests(now=WEEK_BEFORE) == 3
    assert post_digests(now=WEEK_BEFORE + dt.timedelta(hours=5)) == 0
    assert post_digests(now=WEEK_BEFORE + DAY) == 0
    assert Mail.objects.count() == 3
    post_digests(now=MORNING_AFTER)
    assert Mail.objects.count() == 6


def test_the_head_is_asked_to_sign_and_the_officer_to_review(world, round_, mails):
    fill(report_of(world.a, round_), world.an)
    step(report_of(world.a, round_), Action.REQUEST_SIGNOFF, world.an)
    post_digests(now=NOW)
    assert set(mails()) == {"binh"}
    assert "chờ bạn ký" in mails()["binh"][0].body

    step(report_of(world.a, round_), Action.SIGN_AND_SEND, world.binh)
    post_digests(now=NOW + DAY)
    assert set(mails(made_at=NOW + DAY)) == {"dung", "giang"}
    assert "1 báo cáo năm 2026 chờ duyệt" in mails()["dung"][0].body


@pytest.mark.parametrize(
    "moment", [WEEK_BEFORE, WEEK_BEFORE + DAY, NOW.replace(hour=12)], ids=["saturday", "sunday", "afternoon"]
)
def test_work_that_is_no_reminder_waits_for_a_working_morning(world, sent, mails, moment):
    post_digests(now=moment)
    assert not {"dung", "giang"} & set(mails())


def test_a_returned_report_stands_in_it_the_day_after(world, send_back, mails):
    send_back()
    assert post_digests(now=NOW) == 0
    post_digests(now=NOW + DAY)
    body = mails(kind="digest")["an"][0].body
    assert "Sở A được trả lại: 2 mục chờ bổ sung." in body
    assert "đã được trả lại 1 ngày mà chưa gửi lại" in body


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
    post_digests(now=WEEK_BEFORE)
    assert set(mails(state="waiting")) == {"binh", "cuc"}
    failed = mails(state="failed")
    assert [mail.error for mail in failed.get("an", [])] == (
        ["Tài khoản chưa có địa chỉ thư dùng được."] if why == "no address" else []
    )


def test_it_costs_the_same_for_one_agency_and_for_three(world, round_, django_assert_num_queries):
    one, *more = [make_agency(f"S{number}") for number in range(3)]
    reporters = [make_user(agency, Role.REPORTER) for agency in (one, *more)]
    Membership.objects.exclude(user=reporters[0]).update(valid_to=NOW.date())
    Submission.objects.bulk_create(Submission(round=round_, agency=a, agency_name=a.name) for a in (one, *more))
    # of the sixteen those about returned items are not asked where nothing is returned; and the savepoint's two
    with django_assert_num_queries(16):
        assert post_digests(now=WEEK_BEFORE) == 1
    Membership.objects.filter(user__in=reporters).update(valid_to=None)
    with django_assert_num_queries(16):
        assert post_digests(now=MORNING_AFTER) == 3
