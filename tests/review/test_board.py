"""The round board: who may see it, what it says of each agency, and that it costs the same for any number of them."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.enums import Role
from agencies.models import Membership
from reports.collect.opening import open_round
from reports.collect.presence import beat
from reports.collect.services import save_task_entry
from reports.enums import ReminderKind, State
from reports.models import Reminder, Submission, TaskEntry
from reports.review.board import board_of
from reports.review.extending import extend
from reports.review.narrowing import Narrowing, Only
from reports.review.walking import desk_page
from reports.workflow import Action
from tests import factories as f
from tests.collect.pages import return_one
from tests.factories import NOW, ZONE, person
from tests.steps import fill, report_of, send_signed, step

URL = "/ke-hoach/ke-hoach-thu/ky/2026/"


def board(round_, *, now=NOW, page=1, **narrowed):
    return board_of(round_, Narrowing(**narrowed), now=now, zone=ZONE, page=page)


def words(text):
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split()).replace(" .", ".").replace(" ,", ",")


@pytest.fixture
def page(round_, sign_in, world):
    return lambda url=URL, user=world.dung: sign_in(user).get(url)


@pytest.mark.parametrize("who", ["dung", "giang", "ha", "khoa"])
def test_the_coordinators_people_leaders_and_administrators_see_the_board(world, page, who):
    assert page(user=getattr(world, who)).status_code == 200


@pytest.mark.parametrize("who", ["an", "binh", "cuc", "lan"])
def test_agencies_and_outsiders_do_not(world, page, who):
    assert page(user=getattr(world, who)).status_code == 404


def test_another_plans_officer_does_not(world, page):
    assert page(user=f.make_user(world.b, Role.OFFICER)).status_code == 404


def test_there_is_no_board_without_a_round(page):
    assert page("/ke-hoach/ke-hoach-thu/ky/2027/").status_code == 404


def test_a_row_names_the_share_filled_and_whom_to_call(world, round_, page):
    world.an.phone = "0226 385 1234"
    world.an.save()
    report = report_of(world.a, round_)
    entry = TaskEntry.objects.select_related("submission__round", "task").filter(submission=report).first()
    changes = {"progress": "done", "result": "Xong."}
    save_task_entry(entry=entry, version=0, changes=changes, by=person(world.an), now=NOW)
    row = next(row for row in board(round_).rows if row.agency == "SOA")
    assert (row.filled, row.total, row.last.at, row.last.words) == (1, 4, NOW, "hôm nay 09:00")
    assert [(contact.name, contact.role) for contact in row.contacts] == [
        ("Trần Thị An", Role.REPORTER),
        ("Lê Văn Bình", Role.HEAD),
    ]
    text = page().text
    assert "1/4 mục" in text
    assert 'href="tel:02263851234">0226 385 1234</a>' in text


def test_an_agency_without_people_is_an_alarm_and_comes_first(world, round_, page):
    Membership.objects.filter(user=world.cuc).delete()
    assert [row.agency for row in board(round_).rows] == ["SOB", "SOA"]
    assert [row.agency for row in board(round_, only=frozenset({Only.UNREACHABLE})).rows] == ["SOB"]
    assert "Không có ai để nhắc (1)" in page().text


def test_the_alarm_names_the_agencies_and_says_what_to_do_to_whoever_can_do_it(world, round_, page):
    assert 'id="alarm"' not in page().text
    Membership.objects.filter(user=world.cuc).delete()
    officer = words(page().text)
    assert "Không có ai để nhắc: 1 cơ quan SOB." in officer
    assert "nhờ người quản trị giao vai trò" in officer
    assert "/nguoi-dung/" not in page(user=world.dung).text.partition("<main")[2]
    assert 'href="/nguoi-dung/">Giao vai trò' in page(user=world.khoa).text


def test_of_many_that_nobody_can_remind_eight_are_named(world, round_, page):
    Submission.objects.bulk_create(
        Submission(round=round_, agency=f.make_agency(f"X{n:02}"), agency_name="x") for n in range(10)
    )
    assert "10 cơ quan X00; X01; X02; X03; X04; X05; X06; X07; và 2 cơ quan khác." in words(page().text)


def test_a_person_whose_account_is_closed_cannot_be_reminded(world, round_):
    world.cuc.is_active = False
    world.cuc.save()
    assert board(round_).tally.unreachable == ("SOB",)


@pytest.mark.parametrize(("kind", "words_"), [(ReminderKind.BEFORE, "tự động"), (ReminderKind.BY_HAND, "trực tiếp")])
def test_a_row_says_when_the_agency_was_last_reminded_and_how(world, round_, page, kind, words_):
    report = report_of(world.a, round_)
    by = world.dung if kind == ReminderKind.BY_HAND else None
    for days, one, sender in ((9, ReminderKind.BEFORE, None), (1, kind, by)):
        at = NOW - dt.timedelta(days=days)
        Reminder.objects.create(
            submission=report, recipient=world.an, kind=one, occasion=f"{one} {days}", at=at, by=sender
        )
    row = next(row for row in board(round_).rows if row.agency == "SOA")
    assert (row.reminded.words, row.reminded_by_hand) == ("hôm qua 09:00", kind == ReminderKind.BY_HAND)
    assert f"hôm qua 09:00 22/11/2026, {words_}" in words(page().text)


def test_sent_reports_open_for_officers_and_leaders_unsent_ones_for_nobody(world, round_, page):
    sent = send_signed(world, round_)
    unsent = report_of(world.b, round_)
    officer, leader, admin = (page(user=who).text for who in (world.dung, world.ha, world.khoa))
    review, more_time = f"/bao-cao/{sent.pk}/duyet/", f"/bao-cao/{unsent.pk}/gia-han/"
    assert (review in officer, review in leader, review in admin) == (True, True, False)
    assert (more_time in officer, more_time in leader, more_time in admin) == (True, False, False)
    assert f"/bao-cao/{unsent.pk}/duyet/" not in officer


def test_a_second_sending_is_seen_at_once(world, round_, page):
    report = send_signed(world, round_)
    assert "lần gửi" not in page().text
    return_one(report.task_entries.select_related("submission__round__plan").first(), "Nêu rõ.", world.dung)
    step(report, Action.REQUEST_SIGNOFF, world.an)
    step(report, Action.SIGN_AND_SEND, world.binh)
    assert "lần gửi 2" in page().text
    assert "<strong>lần gửi 2</strong>" in page(f"/bao-cao/{report.pk}/duyet/").text


def test_a_colleague_at_the_desk_is_named(world, round_, page):
    report = send_signed(world, round_)
    assert "đang duyệt" not in page().text
    beat(desk_page(report.pk), by=person(world.giang), now=NOW)
    assert "Đỗ Hương Giang đang duyệt" in words(page().text)
    assert "đang duyệt" not in page(user=world.giang).text
    assert "đang duyệt" not in page(user=world.ha).text


def test_an_extension_moves_the_due_moment_and_lateness_is_shown_against_both(world, round_):
    days = dt.timedelta(days=1)
    report, dung = report_of(world.a, round_), person(world.dung)
    for due in (round_.due_at + 9 * days, round_.due_at + 2 * days):  # the last decision holds
        given = {"reason": "Chờ số", "decided_by": "Giám đốc", "confirmed": True}
        extend(submission=report, due_at=due, by=dung, now=NOW, **given)
    row = next(row for row in board(round_, now=round_.due_at + 3 * days).rows if row.agency == "SOA")
    assert (row.extended, row.due_at) == (True, round_.due_at + 2 * days)
    assert (row.lateness.by_round, row.lateness.by_own) == (3, 1)


def test_lateness_against_both_due_moments_is_told_in_words(world, round_, page, monkeypatch):
    day = dt.timedelta(days=1)
    given = {"due_at": round_.due_at + 2 * day, "reason": "Chờ số", "decided_by": "Giám đốc"}
    extend(submission=report_of(world.a, round_), by=person(world.dung), now=NOW, **given)
    monkeypatch.setattr("django.utils.timezone.now", lambda: round_.due_at + day)
    assert "còn trong hạn riêng 1 ngày so với hạn chung" in words(page().text)
    monkeypatch.setattr("django.utils.timezone.now", lambda: round_.due_at + 3 * day)
    assert "1 ngày so với hạn riêng 3 ngày so với hạn chung" in words(page().text)


def plan_of(world, agencies):
    """Another plan with as many agencies, one report each."""
    plan = f.make_plan(issuer=world.committee, coordinator=world.coordinator, code=f"ke-hoach-{agencies}")
    for number in range(agencies):
        agency = f.make_agency(f"CQ{agencies}{number}")
        f.make_user(agency, Role.REPORTER)
        f.make_task(plan, f"{number}", leads=[agency])
    return open_round(plan=plan, year=2026, by=person(world.khoa), now=NOW)


def test_one_agency_and_three_cost_the_same(world, sign_in):
    costs = {}
    for agencies in (1, 3):
        round_ = plan_of(world, agencies)
        for report in Submission.objects.filter(round=round_).select_related("round__plan", "agency"):
            fill(report, report.agency.memberships.get().user)
        client = sign_in(world.dung)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/ke-hoach/{round_.plan.code}/ky/2026/")
        assert response.text.count("1/1 mục") == 2 * agencies
        costs[agencies] = len(queries)
    assert costs[1] == costs[3] <= 12


def test_the_rest_of_a_long_list_is_on_the_next_page(world, page):
    round_ = plan_of(world, 1)
    Submission.objects.bulk_create(
        Submission(round=round_, agency=f.make_agency(f"X{n:02}"), agency_name="x") for n in range(60)
    )
    first, second = board(round_), board(round_, page=2)
    assert (len(first.rows), len(second.rows), first.tally.total) == (25, 25, 61)
    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}


def test_states_are_told_in_words_not_by_colour_alone(world, round_, page):
    send_signed(world, round_)
    text = page().text
    assert str(State.SUBMITTED.label) in text
    assert str(State.DRAFT.label) in text
