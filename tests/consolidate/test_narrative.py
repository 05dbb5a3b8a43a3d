"""What the passages are prefilled with and how they go from draft to draft, without a database."""

import datetime as dt
import unicodedata

import pytest

from reports.consolidate import narrative as n
from reports.consolidate.content import DifficultyLine, FindingLine, NextStep, TaskLine
from reports.dashboards.progress import TaskState
from reports.enums import DifficultyState, FindingState


def task(code="1.1", section="III.1. Nâng cao nhận thức", state=TaskState.IN_PROGRESS, pk=1):
    return TaskLine(
        task_id=pk, order=pk, code=code, section=section, title="Truyền thông", leads="Sở A", state=state, missing=""
    )


def facts(**changes):
    values = {
        "year": 2026,
        "coordinator_name": "Sở Đầu mối",
        "direction": n.Direction(),
        "indicators": [],
        "tasks": [task()],
        "results": {1: [n.Result("Sở A", "Đã tổ chức 12 lớp.", 1)]},
        "difficulties": [],
        "findings": [],
        "next_steps": [],
    }
    return n.Facts(**values | changes)


def difficulty(state=DifficultyState.OPEN, agency="Sở A"):
    return DifficultyLine(
        difficulty_id=1,
        order=1,
        group="",
        agency_name=agency,
        task_code="1.1",
        text="Thiếu kinh phí.",
        proposal="",
        state=state,
        raised_on=dt.date(2026, 6, 3),
        answer="",
        document="",
    )


def finding(state=FindingState.OPEN, mend_by=dt.date(2026, 12, 1)):
    return FindingLine(
        finding_id=1,
        order=1,
        agency_name="Sở A",
        held_on=dt.date(2026, 6, 3),
        text="Chưa mở sổ theo dõi.",
        mend_by=mend_by,
        state=state,
        mended="",
    )


def test_the_outline_is_fixed_and_tasks_stand_under_the_plans_sections():
    tasks = [task(), task("1.2", pk=2), task("4.1", "III.4.2. Việc làm", pk=3)]
    passages = n.passages_of(facts(tasks=tasks))
    assert [one.key for one in passages] == [
        "direction",
        "tasks-III.1",
        "tasks-III.4.2",
        "shortcomings",
        "difficulties",
        "next-year",
    ]
    assert [one.order for one in passages] == [1, 2, 3, 4, 5, 6]
    assert passages[1].heading == "III.1. Nâng cao nhận thức"


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("III.1. Nâng cao", "tasks-III.1"),
        ("Phần thứ nhất/2. Tên", "tasks-Phần-thứ-nhất-2"),
        ("III.4.3", "tasks-III.4.3"),
        ("x" * 90, "tasks-" + "x" * 54),
    ],
)
def test_a_key_can_stand_in_an_address(section, key):
    assert n.key_of(section) == key


def test_a_task_says_what_its_leads_reported_each_named():
    results = {1: [n.Result("Sở A", "Đã mở 12 lớp.\n\nĐạt.", 2), n.Result("Sở B", "Đã in 2.000 tờ.", 2)]}
    assert n.tasks_text([task(), task("1.2", pk=2)], results) == (
        "1.1. Truyền thông (Sở A): Đã mở 12 lớp.\nĐạt.\n"
        "1.1. Truyền thông (Sở B): Đã in 2.000 tờ.\n"
        "1.2. Truyền thông: chưa có kết quả được duyệt của cơ quan chủ trì."
    )


def test_leads_that_are_not_quoted_are_counted():
    assert n.tasks_text([task()], {1: [n.Result("Xã A", "Xong.", 41)]}).endswith(
        "Kết quả nhiệm vụ 1.1 của 40 cơ quan chủ trì khác nêu tại Phụ lục II."
    )


def test_ten_thousand_words_are_cut_after_a_sentence_and_say_where_the_rest_stands():
    text = n.tasks_text([task()], {1: [n.Result("Sở A", "Một câu dài vừa phải. " * 3000, 1)]})
    assert len(text) < n.PART_AT_MOST + 200
    assert text.endswith("Một câu dài vừa phải. […] (toàn văn tại Phụ lục II)")


def test_a_passage_is_bounded_and_names_the_tasks_left_out():
    tasks = [task(f"1.{number}", pk=number) for number in range(1, 31)]
    results = {number: [n.Result("Sở A", "Chữ " * 740, 1)] for number in range(1, 31)}
    text = n.tasks_text(tasks, results)
    assert n.PASSAGE_AT_MOST - n.PART_AT_MOST < len(text) < n.PASSAGE_AT_MOST + 500
    assert text.endswith("1.30 nêu tại Phụ lục II.")


def test_letters_are_composed_and_control_characters_left_out():
    typed = unicodedata.normalize("NFD", "Đã duyệt\x00\x07 ở Hà Nam\r\n\r\n\tXong\x85")
    assert n.tidy(typed) == "Đã duyệt ở Hà Nam\nXong"


def test_only_what_is_on_record_is_said_of_the_direction():
    assert n.direction_text(facts()) == ""
    said = n.Direction(
        is_guided=True,
        document_number="12/SDM",
        document_date=dt.date(2026, 10, 1),
        plans_filed=3,
        plans_owing=2,
        inspections=2,
        inspected=1,
    )
    assert n.direction_text(facts(direction=said, findings=[finding()])).split("\n") == [
        "Sở Đầu mối đã hướng dẫn các cơ quan báo cáo năm 2026 tại văn bản số 12/SDM ngày 01/10/2026.",
        "3/5 cơ quan có nhiệm vụ trong Kế hoạch đã ban hành kế hoạch triển khai; 2 cơ quan chưa có.",
        "Trong năm đã kiểm tra 2 cuộc tại 1 cơ quan; 1 tồn tại đang phải khắc phục.",
    ]


def test_findings_that_are_closed_are_no_shortcoming():
    assert n.shortcomings_text(facts(findings=[finding(FindingState.CLOSED)])) == ""
    assert n.shortcomings_text(facts(findings=[finding()])) == (
        "Qua kiểm tra ngày 03/6/2026 tại Sở A: Chưa mở sổ theo dõi. (phải khắc phục trước ngày 01/12/2026)"
    ).replace("03/6/2026", "03/06/2026")


def test_difficulties_are_counted_as_they_wait():
    assert n.difficulties_text([difficulty(DifficultyState.ANSWERED)]).startswith("Không còn khó khăn")
    lines = [difficulty(), difficulty(DifficultyState.ESCALATED), difficulty(agency="Sở B")]
    assert n.difficulties_text(lines) == (
        "3 khó khăn, vướng mắc của 2 cơ quan đang chờ giải quyết, trong đó 1 đang chờ UBND tỉnh quyết định."
    )


def test_next_year_says_where_the_paths_lead_and_which_tasks_go_on():
    steps = [NextStep("2.1.1", "Tỷ lệ", "60,0%", "52,5%"), NextStep("2.1.2", "Số căn", "90 căn", "")]
    assert n.next_year_text(facts(next_steps=steps)).split("\n") == [
        "Lộ trình năm 2027 của các chỉ tiêu chưa đạt:",
        "- 2.1.1. Tỷ lệ: 60,0% (năm 2026: 52,5%);",
        "- 2.1.2. Số căn: 90 căn.",
        "Tiếp tục thực hiện các nhiệm vụ chưa hoàn thành: 1.1.",
    ]
    assert n.next_year_text(facts(tasks=[task(state=TaskState.DONE)])) == ""


def line(key="direction", prefilled="mới", order=1):
    return n.PassageLine(order=order, key=key, heading="Chỉ đạo", prefilled=prefilled)


def kept(text, prefilled="cũ", version=3, key="direction"):
    return n.Kept(order=9, key=key, heading="Tên cũ", prefilled=prefilled, text=text, version=version, edited_by_id=7)


@pytest.mark.parametrize(
    ("before", "text", "version", "edited_by"),
    [
        (None, "mới", 0, None),
        (kept("cũ"), "mới", 4, None),  # nobody's own words: prefilled anew, and who has it open is told
        (kept("mới", "mới"), "mới", 3, None),
        (kept("lời của tôi"), "lời của tôi", 3, 7),
        (kept(""), "", 3, 7),  # emptied on purpose
    ],
    ids=["new", "untouched", "nothing new", "edited", "emptied"],
)
def test_what_somebody_wrote_stays_and_the_rest_is_prefilled_anew(before, text, version, edited_by):
    [passage] = n.carried([line()], {"direction": before} if before else {})
    assert (passage.text, passage.version, passage.edited_by_id) == (text, version, edited_by)
    assert (passage.prefilled, passage.heading, passage.order) == ("mới", "Chỉ đạo", 1)


def test_words_under_a_heading_that_is_gone_stay_at_the_end():
    before = {
        "tasks-IX": kept("lời của tôi", key="tasks-IX"),
        "tasks-X": kept("cũ", key="tasks-X"),
    }
    first, last = n.carried([line()], before)
    assert (last.key, last.text, last.prefilled, last.order) == ("tasks-IX", "lời của tôi", "", 2)
    assert first.key == "direction"
