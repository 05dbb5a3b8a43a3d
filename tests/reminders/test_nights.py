"""The daily run: who is reminded when, what is kept of it, and what a missed night costs."""

import datetime as dt

import pytest

from agencies.enums import Role
from agencies.models import Membership
from reports.deadlines import end_of_day
from reports.mail.digests import post_digests
from reports.models import Extension, Mail, MailRefusal, Reminder, ReminderText
from reports.workflow import Action
from tests.factories import NOW, ZONE, make_user
from tests.reminders.conftest import on
from tests.steps import fill, report_of, step


def reminded(**which):
    """{user name: [occasion, ...]} in the order in which they were written."""
    found = {}
    for row in Reminder.objects.filter(**which).select_related("recipient").order_by("at", "pk"):
        found.setdefault(row.recipient.username, []).append(row.occasion)
    return found


def same(*names, occasions):
    return dict.fromkeys(names, occasions)


def run(first, last):
    for days in range(first, last + 1):
        for hour in (7, 8, 15):
            post_digests(now=on(days, hour))


def test_a_whole_fortnight_by_itself(world, round_):
    """Opened twelve days before it is due; the due day is a Saturday."""
    run(-12, 15)
    names = ["-7", "-3", "-1", "+0", "+1", "+3", "+7", "+14"]
    assert reminded() == same("an", "binh", "cuc", occasions=[f"due 2026-12-05{name}" for name in names])
    assert Mail.objects.count() == 3 * len(names)


@pytest.mark.parametrize("missed", [1, 4])
def test_missed_nights_are_made_up_for_once(world, round_, missed):
    """The run of the week before is lost, and so are some after it."""
    run(-12, -8)
    run(-7 + missed, -7 + missed + 1)
    last = "due 2026-12-05-7" if missed == 1 else "due 2026-12-05-3"
    assert reminded() == same("an", "binh", "cuc", occasions=[last])


def test_a_morning_that_was_missed_is_made_up_for_in_the_afternoon(world, round_):
    assert post_digests(now=on(0, hour=16)) == 3
    assert post_digests(now=on(0, hour=17)) == 0


def test_nobody_who_has_sent_is_reminded(world, sent):
    run(-12, 2)
    assert set(reminded()) == {"cuc"}


def test_where_the_signature_is_missing_only_the_head_is_reminded(world, round_):
    fill(report_of(world.a, round_), world.an)
    step(report_of(world.a, round_), Action.REQUEST_SIGNOFF, world.an)
    post_digests(now=on(-7))
    assert set(reminded(submission__agency=world.a)) == {"binh"}


def test_a_report_that_came_back_is_reminded_of_again_and_again_by_its_own_count(world, round_, send_back):
    report = send_back()
    key = report.transitions.get(action=Action.RETURN).pk
    run(-12, 3)
    occasions = [f"returned {key}{days}" for days in ("+1", "+3", "+7", "+14")]
    assert reminded(submission=report) == same("an", "binh", occasions=occasions)


def test_an_extension_moves_everything(world, round_):
    run(-12, -7)
    report = report_of(world.a, round_)
    until = end_of_day(dt.date(2026, 12, 9), ZONE)
    given = {"reason": "Bão.", "decided_by": "Giám đốc", "by": world.dung}
    Extension.objects.create(submission=report, due_at=until, at=on(-6, hour=9), **given)
    run(-5, 4)
    assert reminded(submission=report)["an"] == [
        "due 2026-12-05-7",
        *(f"due 2026-12-09{step}" for step in ("-7", "-3", "-1", "+0")),
    ]
    assert reminded()["cuc"][-1] == "due 2026-12-05+3"


def test_a_locked_round_reminds_nobody(world, round_):
    type(round_).objects.update(locked_at=NOW)
    run(-7, 1)
    assert reminded() == {}


def test_what_is_kept_stands_beside_its_mail(world, round_):
    post_digests(now=on(-7))
    row = Reminder.objects.get(recipient=world.an)
    assert (row.kind, row.at, row.by, row.note) == ("before", on(-7), None, "")
    assert (row.mail.key, row.mail.recipient) == (f"digest 2026-11-28 {world.an.pk}", world.an)


def test_of_whom_takes_no_mails_it_is_kept_that_there_was_none(world, round_):
    MailRefusal.objects.create(user=world.an, kind="digest", at=NOW)
    run(-7, -6)
    assert [row.mail for row in Reminder.objects.filter(recipient=world.an)] == [None]
    assert not Mail.objects.filter(recipient=world.an).exists()


def test_without_an_address_it_is_kept_as_a_mail_that_failed(world, round_):
    type(world.an).objects.filter(pk=world.an.pk).update(email="")
    post_digests(now=on(-7))
    assert Reminder.objects.get(recipient=world.an).mail.state == "failed"


def test_when_the_mail_is_not_written_nothing_is_kept(world, round_, monkeypatch):
    monkeypatch.setattr("reports.mail.digests.post_all", lambda *args, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        post_digests(now=on(-7))
    assert reminded() == {}
    monkeypatch.undo()
    assert post_digests(now=on(-6)) == 3


def test_who_has_a_mail_of_today_is_reminded_tomorrow(world, round_):
    """Somebody who came to the agency in the morning, after another mail of that day."""
    post_digests(now=on(-7))
    Membership.objects.create(user=world.cuc, agency=world.a, role=Role.REPORTER)
    post_digests(now=on(-7, hour=9))
    assert reminded(submission__agency=world.a).get("cuc") is None
    post_digests(now=on(-6))
    assert reminded(submission__agency=world.a)["cuc"] == ["due 2026-12-05-7"]
    assert Mail.objects.filter(recipient=world.cuc).count() == 2


def test_a_newcomer_is_told_once_what_the_others_know(world, round_):
    post_digests(now=on(-7))
    newcomer = make_user(world.a, Role.REPORTER, username="moi")
    run(-6, -5)
    assert reminded(recipient=newcomer) == {"moi": ["due 2026-12-05-7"]}


def test_it_says_what_the_office_wrote_and_how_many_days_are_really_left(world, round_, mails):
    text = "{cơ quan}, còn {số ngày} ngày, {hạn}, năm {năm}, {kế hoạch}: {liên kết}"
    made = {"edited_at": NOW, "edited_by": world.dung, "version": 1}
    ReminderText.objects.create(plan=world.plan, kind="before", body=text, **made)
    post_digests(now=on(-6))  # the seventh day was missed
    link = f"http://127.0.0.1:8000/bao-cao/{report_of(world.a, round_).pk}/"
    words = f"Sở A, còn 6 ngày, hết ngày 05/12/2026, năm 2026, Kế hoạch thử: {link}"
    assert words in mails()["an"][0].body
