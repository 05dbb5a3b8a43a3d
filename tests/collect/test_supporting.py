"""A lead waits for the parts of those who support it until they are due, and names those that never came."""

import datetime as dt

import pytest
import time_machine

from agencies.errors import Refused
from reports.collect.moves import move
from reports.collect.supporting import NAMED, missing_parts, missing_words
from reports.models import SubmissionVersion
from reports.workflow import Action
from tests.factories import NOW, person
from tests.steps import fill, report_of, send_signed, step


@pytest.fixture
def report(world, round_):
    """Sở B's report, filled: it leads 1.2, which Sở A supports."""
    report = report_of(world.b, round_)
    fill(report, world.cuc)
    return report


def send(world, report, *, now=NOW, **more):
    return move(submission=report, action=Action.SEND, version=0, by=person(world.cuc), now=now, **more)


def test_some_days_before_the_reports_the_parts_are_due(round_):
    assert round_.due_at - round_.parts_due_at == dt.timedelta(days=5)


def test_until_then_going_without_them_has_to_be_said(world, round_, report):
    with pytest.raises(Refused, match="Chưa có phần phối hợp của Sở A") as caught:
        send(world, report, now=round_.parts_due_at)
    assert caught.value.field == "without_parts"
    report.refresh_from_db()
    assert report.state == "draft"
    send(world, report, without_parts=True)


def test_afterwards_the_report_goes_and_names_them(world, round_, report):
    send(world, report, now=round_.parts_due_at + dt.timedelta(seconds=1))
    tasks = SubmissionVersion.objects.get(submission=report).content["tasks"]
    assert {task["code"]: task.get("missing") for task in tasks} == {"1.1": None, "1.2": ["Sở A"], "2": None}


def test_who_reads_what_was_sent_is_told_whose_part_was_missing(world, report, sign_in):
    send(world, report, without_parts=True)
    for user, page in ((world.cuc, "xem"), (world.ha, "xem"), (world.dung, "duyet")):
        html = sign_in(user).get(f"/bao-cao/{report.pk}/{page}/").text
        assert "Chưa có phần phối hợp khi gửi" in html
        assert "Sở A" in html.split("Chưa có phần phối hợp khi gửi")[1][:80]


def test_nothing_is_missing_once_they_have_sent(world, round_, report):
    send_signed(world, round_)
    assert missing_parts(report) == {}
    send(world, report)


def test_the_signing_head_is_not_asked_again(world, round_):
    report = report_of(world.a, round_)
    fill(report, world.an)
    step(report, Action.REQUEST_SIGNOFF, world.an)
    step(report, Action.SIGN_AND_SEND, world.binh, without_parts=False)
    assert report_of(world.a, round_).state == "submitted"


@time_machine.travel(NOW)
def test_the_page_says_so_and_asks(world, round_, report, sign_in):
    html = sign_in(world.cuc).get(f"/bao-cao/{report.pk}/").text
    assert html.count("Chưa có phần phối hợp của Sở A. Hạn của phần phối hợp: hết ngày 30/11/2026.") == 1
    assert 'name="without_parts" required' in html
    send_signed(world, round_)
    assert "without_parts" not in sign_in(world.cuc).get(f"/bao-cao/{report.pk}/").text


def test_of_many_only_the_first_are_named():
    assert missing_words([str(number) for number in range(NAMED)]) == "Chưa có phần phối hợp của 0, 1, 2, 3, 4."
    assert missing_words([str(number) for number in range(NAMED + 1)]).endswith("3, 4 và cơ quan khác.")
