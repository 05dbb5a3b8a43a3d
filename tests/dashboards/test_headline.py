import datetime as dt

import pytest

from reports.dashboards.headline import (
    Sent,
    changes_sentence,
    indicators_sentence,
    sent_sentence,
    standing_sentence,
    tasks_sentence,
)
from reports.dashboards.progress import TaskState
from targets.enums import Status


def test_the_verdicts_are_said_best_first_and_compared_with_the_year_before():
    now = {Status.MET: 11, Status.ON_TRACK: 2, Status.OFF_TRACK: 4}
    before = {Status.MET: 8, Status.ON_TRACK: 4, Status.OFF_TRACK: 5}

    assert indicators_sentence(2026, now, before) == (
        "Năm 2026: 17 chỉ tiêu, 11 đạt, 2 đúng tiến độ, 4 chậm "
        "(so với năm 2025: +3 đạt, \N{MINUS SIGN}2 đúng tiến độ, \N{MINUS SIGN}1 chậm)."
    )


def test_only_indicators_with_an_answer_are_compared():
    now, before = {Status.MET: 2, Status.NO_DATA: 40}, {Status.MET: 1, Status.AT_RISK: 1}

    assert indicators_sentence(2026, now, before) == (
        "Năm 2026: 42 chỉ tiêu, 2 đạt, 40 chưa có số liệu "
        "(2 chỉ tiêu có số liệu, so với năm 2025: +1 đạt, \N{MINUS SIGN}1 có nguy cơ)."
    )


@pytest.mark.parametrize("before", [None, {}])
def test_nothing_is_compared_where_there_is_nothing_before(before):
    assert indicators_sentence(2024, {Status.MET: 1}, before) == "Năm 2024: 1 chỉ tiêu, 1 đạt."


def test_an_unchanged_year_says_so():
    assert indicators_sentence(2025, {Status.MET: 1}, {Status.MET: 1}).endswith("(so với năm 2024: không thay đổi).")


def test_the_state_of_a_year_is_said_shortly_the_bar_has_the_rest():
    counts = {Status.MET: 11, Status.ON_TRACK: 14, Status.AT_RISK: 6, Status.OFF_TRACK: 4, Status.NO_DATA: 7}

    assert standing_sentence(2026, counts) == (
        "Năm 2026: 25/42 chỉ tiêu đạt hoặc đúng tiến độ, 10 kém lộ trình, 7 chưa đánh giá được hoặc chưa có số liệu."
    )


def test_what_did_not_happen_is_not_said():
    assert standing_sentence(2026, {Status.MET: 1}) == "Năm 2026: 1/1 chỉ tiêu đạt hoặc đúng tiến độ."
    assert standing_sentence(2026, {}) == "Năm 2026: không có chỉ tiêu nào."
    assert changes_sentence(2026, better=0, worse=2, gained=0, lost=0) == "So với năm 2025: 2 chỉ tiêu kém đi."
    assert changes_sentence(2026, better=0, worse=0, gained=0, lost=0) == "So với năm 2025: không thay đổi."


def test_what_the_view_is_narrowed_to_is_named():
    said = standing_sentence(2024, {Status.MISSED: 1}, scope="Sở Y tế, mục 2.1.8")

    assert said == "Năm 2024, Sở Y tế, mục 2.1.8: 0/1 chỉ tiêu đạt hoặc đúng tiến độ, 1 kém lộ trình."


@pytest.mark.parametrize(
    ("days_left", "said"),
    [
        (12, "17/19 cơ quan đã gửi báo cáo; hạn 05/12/2026, còn 12 ngày."),
        (0, "17/19 cơ quan đã gửi báo cáo; hôm nay là hạn cuối."),
        (-1, "17/19 cơ quan đã gửi báo cáo, 15 đúng hạn."),
    ],
)
def test_who_sent_is_said_with_the_day_while_it_is_ahead(days_left, said):
    assert sent_sentence(Sent(19, 17, 15), due=dt.date(2026, 12, 5), days_left=days_left) == said


def test_tasks_are_counted_by_state_in_its_order():
    states = [TaskState.IN_PROGRESS, TaskState.DONE, TaskState.IN_PROGRESS, TaskState.NO_DATA]

    assert tasks_sentence(states) == ("4 nhiệm vụ: 1 hoàn thành, 2 đang thực hiện, 1 chưa có báo cáo được duyệt.")
