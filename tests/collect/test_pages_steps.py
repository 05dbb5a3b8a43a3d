"""The steps of the workflow as an agency takes them on its pages, and the time it has for them."""

import datetime as dt

import pytest

from reports.collect.steps import due_of
from reports.enums import State
from reports.models import Round, Submission, SubmissionVersion
from reports.workflow import Action
from tests.collect.pages import page
from tests.factories import ZONE
from tests.steps import fill, report_of, step

pytestmark = pytest.mark.usefixtures("this_morning")


class TestSteps:
    def test_the_form_names_who_receives_the_report(self, world, report, sign_in):
        fill(report, world.an)
        html = sign_in(world.an).get(page("form", report)).content.decode()
        assert "Lê Văn Bình" in html
        assert "Gửi lãnh đạo ký" in html

    def test_an_agency_without_sign_off_sends_to_the_coordinator(self, world, round_, sign_in):
        report = report_of(world.b, round_)
        fill(report, world.cuc)
        html = sign_in(world.cuc).get(page("form", report)).content.decode()
        assert "Sở Đầu mối" in html
        sign_in(world.cuc).post(page("move", report, "send"), {"version": 0, "without_parts": "on"})
        report.refresh_from_db()
        assert report.state == State.SUBMITTED

    def test_sign_off_goes_through_the_head_who_signs_what_was_read(self, world, report, sign_in):
        fill(report, world.an)
        sign_in(world.an).post(page("move", report, "request_signoff"), {"version": 0, "without_parts": "on"})
        html = sign_in(world.binh).get(page("read", report)).content.decode()
        assert "Ký và gửi" in html
        seen = html.split('name="seen" value="')[1].split('"')[0]
        sign_in(world.binh).post(page("move", report, "sign_and_send"), {"version": 1, "seen": seen})
        version = SubmissionVersion.objects.get(submission=report)
        assert (version.prepared_by, version.signed_by) == (world.an, world.binh)

    def test_a_second_click_changes_nothing_and_says_so(self, world, round_, sign_in):
        report = report_of(world.b, round_)
        fill(report, world.cuc)
        client = sign_in(world.cuc)
        client.post(page("move", report, "send"), {"version": 0, "without_parts": "on"})
        response = client.post(page("move", report, "send"), {"version": 0}, follow=True)
        assert "lần bấm này không thay đổi gì" in response.content.decode()
        assert SubmissionVersion.objects.filter(submission=report).count() == 1

    def test_the_head_returns_it_with_a_reason_and_not_without(self, world, report, sign_in):
        fill(report, world.an)
        step(report, Action.REQUEST_SIGNOFF, world.an)
        client = sign_in(world.binh)
        response = client.post(page("move", report, "hand_back"), {"version": 1, "reason": " "}, follow=True)
        assert "Hãy ghi lý do." in response.content.decode()
        client.post(page("move", report, "hand_back"), {"version": 1, "reason": "Thiếu số văn bản"})
        report.refresh_from_db()
        assert report.state == State.DRAFT

    def test_the_reporter_reads_the_heads_note_at_the_form_until_it_is_asked_for_again(self, world, report, sign_in):
        fill(report, world.an)
        step(report, Action.REQUEST_SIGNOFF, world.an)
        step(report, Action.HAND_BACK, world.binh, reason="Thiếu số văn bản")
        html = sign_in(world.an).get(page("form", report)).text
        assert "Lê Văn Bình mở lại báo cáo để sửa, 09:00 23/11/2026:" in html
        assert "Thiếu số văn bản" in html
        step(report, Action.REQUEST_SIGNOFF, world.an)
        assert "Thiếu số văn bản" not in sign_in(world.an).get(page("form", report)).text

    def test_an_incomplete_report_is_refused_with_the_codes(self, world, report, sign_in):
        response = sign_in(world.an).post(page("move", report, "request_signoff"), {"version": 0}, follow=True)
        assert "1.1, 1.2, 2, 2.1.1" in response.content.decode()

    def test_another_agency_and_unknown_steps_find_no_door(self, world, report, sign_in):
        assert sign_in(world.cuc).post(page("move", report, "send"), {"version": 0}).status_code == 404
        assert sign_in(world.an).post(page("move", report, "explode"), {"version": 0}).status_code == 404
        for reviewers_step in ("return", "accept", "reopen", "lock"):
            assert sign_in(world.an).post(page("move", report, reviewers_step), {"version": 0}).status_code == 404
        assert sign_in(world.an).get(page("move", report, "send")).status_code == 405


def at(day, hour=23, minute=59, second=59):
    return dt.datetime(2026, *day, hour, minute, second, tzinfo=ZONE)


COMMON, LATER = at((12, 5)), at((12, 10))


@pytest.mark.parametrize(
    ("now", "sent", "due", "sentence", "is_pressing"),
    [
        (at((11, 23)), None, COMMON, "Hạn: hết ngày 05/12/2026, còn 12 ngày", False),
        (at((12, 2)), None, COMMON, "Hạn: hết ngày 05/12/2026, còn 3 ngày", True),
        (at((12, 5), 8), None, COMMON, "Hạn: hết ngày 05/12/2026, hôm nay là ngày cuối", True),
        (at((12, 6), 0, 0, 1), None, COMMON, "Hạn: hết ngày 05/12/2026, đã quá 1 ngày", True),
        (at((12, 6), 8), None, LATER, "Hạn: hết ngày 10/12/2026, còn 4 ngày", False),
        (at((12, 1), 8), None, at((12, 1), 17, 0, 0), "Hạn: 17:00 01/12/2026, hôm nay là ngày cuối", True),
        (at((12, 9)), at((12, 5), 14, 32), COMMON, "Gửi lần đầu 14:32 05/12/2026, đúng hạn", False),
        (at((12, 9)), at((12, 7), 9, 5), COMMON, "Gửi lần đầu 09:05 07/12/2026, trễ 2 ngày", False),
        (
            at((12, 9)),
            at((12, 7), 9, 5),
            LATER,
            "Gửi lần đầu 09:05 07/12/2026, đúng hạn (được gia hạn; trễ 2 ngày so với hạn chung)",
            False,
        ),
    ],
)
def test_the_due_moment_is_told_in_one_sentence(now, sent, due, sentence, is_pressing):
    submission = Submission(round=Round(due_at=COMMON), first_sent_at=sent)
    told = due_of(submission, due, now)
    assert (told.sentence, told.is_pressing) == (sentence, is_pressing)
