"""Việc của tôi: what is due, came back, was answered, waits for a signature; and a kind word where nothing waits."""

import datetime as dt
import re

import pytest

from reports.collect.work import work_of
from reports.followup.services import send_back as send_figure_back
from reports.review.services import accept_items, return_item
from reports.workflow import Action
from tests.factories import NOW, TODAY, person
from tests.followup.conftest import closed, send_a, submitted  # noqa: F401  # fixtures
from tests.steps import all_items, fill, send_signed, step

WORK = "/viec-cua-toi/"
DONE = "Báo cáo không còn việc nào chờ bạn."
pytestmark = pytest.mark.usefixtures("this_morning")


@pytest.fixture
def page(sign_in):
    return lambda user: sign_in(user).get(WORK).content.decode()


def work(user, now=NOW):
    return work_of(person(user), now=now, today=TODAY)


def decide(world, report, action):
    first, *others = all_items(report)
    if action == Action.RETURN:
        return_item(entry=first, reason="Thiếu số lớp.", by=person(world.dung), now=NOW)
    else:
        others.append(first)
    accept_items(submission=report, entries=others, by=person(world.dung), now=NOW)
    return step(report, action, world.dung)


def test_a_draft_says_how_many_days_are_left(world, round_, page):
    assert "Hạn: hết ngày 05/12/2026, còn 12 ngày." in page(world.an)
    assert DONE not in page(world.an)


def test_near_its_end_the_due_day_stands_out(world, round_, page):
    assert "is-pressing" not in page(world.an)
    type(round_).objects.update(parts_due_at=NOW, due_at=NOW + dt.timedelta(days=3))
    assert "is-pressing" in page(world.an)


def test_what_came_back_stands_with_its_note_and_a_link_to_the_very_field(world, round_, page, sign_in):
    report = decide(world, send_signed(world, round_), Action.RETURN)
    shown = page(world.an)
    assert "Thiếu số lớp." in shown
    (link,) = re.findall(rf'href="(/bao-cao/{report.pk}/#[^"]+)"', shown)
    path, _, anchor = link.partition("#")
    assert f'id="{anchor}"' in sign_in(world.an).get(path).content.decode()
    assert anchor.endswith("-result")
    assert "mục xong" not in shown


def test_a_signature_waits_for_the_head_alone(world, round_, page, report):
    fill(report, world.an)
    step(report, Action.REQUEST_SIGNOFF, world.an)
    assert "Đọc và ký" in page(world.binh)
    assert DONE not in page(world.binh)
    assert "Đọc và ký" not in page(world.an)
    assert DONE in page(world.an)


def test_an_accepted_report_is_answered_for_two_weeks(world, round_, page):
    report = decide(world, send_signed(world, round_), Action.ACCEPT)
    assert [one.sentence for one in work(world.an).answered] == ["Báo cáo năm 2026 đã được duyệt"]
    assert work(world.cuc).answered == []
    assert DONE in page(world.an)
    assert work(world.an, NOW + dt.timedelta(days=15)).answered == []

    step(report, Action.REOPEN, world.dung, reason="Xem lại.")
    assert work(world.an).answered == []
    step(report, Action.ACCEPT, world.dung)
    assert len(work(world.an).answered) == 1


def test_a_figure_that_was_sent_back_is_answered_with_the_reason(closed, submitted):  # noqa: F811
    send_figure_back(follow_up=submitted, reason="Ghi nguồn.", by=person(closed.dung), now=NOW)
    (one,) = work(closed.an).answered
    assert (one.sentence, one.reason) == ("Số liệu cập nhật 2.1.1 năm 2025 được trả lại", "Ghi nguồn.")
    assert one.url == f"/so-lieu-cap-nhat/{submitted.pk}/"
