"""What stands in a digest, by tables: no database, no clock."""

from dataclasses import replace

import pytest

from reports.enums import State
from reports.mail.digest import Desk, Line, OwnFigures, OwnReport, digest_of

REPORT = OwnReport(
    pk=7,
    agency="Sở A",
    year=2026,
    state=State.DRAFT,
    was_sent=False,
    due="Hạn: hết ngày 05/12/2026, còn 14 ngày",
    returned=0,
    is_head=False,
    reminder="Đề nghị gửi báo cáo.",
)
QUIET = {"reminder": ""}  # a day on which nobody is reminded


@pytest.mark.parametrize(
    ("changes", "route", "words"),
    [
        ({}, "reports:form", "Báo cáo năm 2026 của Sở A chưa gửi. Hạn: hết ngày 05/12/2026, còn 14 ngày."),
        ({"is_head": True}, "reports:form", "chưa gửi"),
        ({"due": "Hạn: hết ngày 05/12/2026, đã quá 3 ngày"}, "reports:form", "đã quá 3 ngày."),
        (QUIET, None, ""),
        ({"state": State.AWAITING}, None, ""),
        ({"state": State.AWAITING, "is_head": True}, "reports:read", "chờ bạn ký. Hạn"),
        ({"state": State.AWAITING, "is_head": True, **QUIET}, "reports:read", "chờ bạn ký. Hạn"),
        ({"state": State.AWAITING, "was_sent": True}, None, ""),
        ({"state": State.AWAITING, "was_sent": True, "is_head": True}, "reports:read", "đã bổ sung, chờ bạn ký."),
        ({"state": State.RETURNED, "was_sent": True, "returned": 2}, "reports:form", "2 mục chờ bổ sung"),
        ({"state": State.RETURNED, "was_sent": True, "returned": 2, **QUIET}, None, ""),
        ({"state": State.SUBMITTED, "was_sent": True}, None, ""),
        ({"state": State.ACCEPTED, "was_sent": True}, None, ""),
    ],
)
def test_a_report_stands_in_it_while_somebody_has_to_act(changes, route, words):
    lines = digest_of(reports=[replace(REPORT, **changes)])
    assert [(line.route, line.args) for line in lines] == ([(route, (7,))] if route else [])
    assert all(words in line.sentence for line in lines)
    assert all(line.text == changes.get("reminder", REPORT.reminder) for line in lines)


@pytest.mark.parametrize(
    ("sent_back", "awaiting", "is_head", "words"),
    [
        (2, 0, False, ["2 số liệu cập nhật của Sở A được trả lại."]),
        (0, 3, False, []),
        (0, 3, True, ["3 số liệu cập nhật của Sở A chờ bạn ký."]),
        (0, 0, True, []),
    ],
)
def test_later_figures_stand_in_it_for_those_who_can_act(sent_back, awaiting, is_head, words):
    figures = OwnFigures("Sở A", sent_back=sent_back, awaiting=awaiting, is_head=is_head)
    assert [line.sentence for line in digest_of(figures=[figures])] == words


def test_an_officer_reads_what_waits_for_review_and_nothing_where_nothing_waits():
    desk = Desk("ke-hoach", "Kế hoạch thử", 2026, to_review=4)
    assert digest_of(desks=[desk, replace(desk, to_review=0)], later=2) == [
        Line("4 báo cáo năm 2026 chờ duyệt (Kế hoạch thử).", "reports:board", ("ke-hoach", 2026)),
        Line("2 số liệu cập nhật chờ duyệt.", "reports:follow_up_review"),
    ]
    assert digest_of(desks=[replace(desk, to_review=0)]) == []
