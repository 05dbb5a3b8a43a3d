"""The words of the report, without a database."""

import datetime as dt

import pytest

from plan.enums import Duty
from reports.consolidate.content import (
    AgencyLine,
    Heading,
    TaskPart,
    agency_sentences,
    block_of,
    missing_sentences,
    named,
    state_of,
)
from reports.dashboards.progress import TaskState
from reports.enums import ItemState, State
from tests.factories import ZONE

DUE = dt.datetime(2026, 12, 5, 23, 59, 59, tzinfo=ZONE)


def part(name, duty=Duty.LEAD, state=ItemState.ACCEPTED, progress="done"):
    return TaskPart(name, duty, state, progress)


def agency(name, state, days_late):
    sent = DUE if days_late is not None else None
    return AgencyLine(
        agency_id=1,
        order=1,
        agency_name=name,
        state=state,
        general_due_at=DUE,
        due_at=DUE,
        first_sent_at=sent,
        last_sent_at=sent,
        days_late=days_late,
        sent_by="",
    )


def test_who_is_missing_is_named_with_the_reason_leads_first():
    parts = [
        part("Sở B", Duty.SUPPORT, ItemState.OPEN),
        part("Sở A", Duty.LEAD, ItemState.RETURNED),
        part("Sở C", Duty.SUPPORT, ItemState.ACCEPTED),
        part("Sở D", Duty.SUPPORT, ItemState.PENDING),
    ]
    assert missing_sentences(parts, ["các sở, ban, ngành có liên quan"]) == (
        "Chủ trì: Sở A (trả lại để bổ sung). Phối hợp: Sở B (chưa gửi), Sở D (chờ duyệt). "
        "Nhóm chưa chỉ định thành viên: các sở, ban, ngành có liên quan."
    )


def test_nothing_is_said_when_nobody_is_missing():
    assert missing_sentences([part("Sở A")], []) == ""


@pytest.mark.parametrize(
    ("leads", "state"),
    [
        ([part("A", progress="done")], TaskState.DONE),
        ([part("A", progress="done"), part("B", progress="in_progress")], TaskState.IN_PROGRESS),
        ([part("A", progress="done", state=ItemState.PENDING)], TaskState.NO_DATA),
        ([], TaskState.NO_DATA),
    ],
)
def test_a_task_is_as_far_as_its_leads_accepted_parts(leads, state):
    assert state_of(leads) == state


def test_reports_are_counted_and_the_missing_are_named():
    lines = [
        agency("Sở A", State.ACCEPTED, 0),
        agency("Sở B", State.LOCKED, 2),
        agency("Sở C", State.SUBMITTED, 0),
        agency("Sở D", State.DRAFT, None),
    ]
    assert list(agency_sentences(lines)) == [
        "4 cơ quan phải báo cáo: 3 đã gửi, trong đó 2 đúng hạn; 2 báo cáo đã duyệt.",
        "Chưa gửi báo cáo: Sở D.",
        "Đã gửi nhưng chưa được duyệt xong: Sở C.",
    ]


def test_a_long_list_of_names_says_by_how_many_it_is_cut():
    assert named([f"xã {number}" for number in range(25)]).endswith("xã 19; và 5 cơ quan khác")
    assert named(["xã 1", "xã 2"]) == "xã 1; xã 2"


def test_a_task_stands_under_the_heading_below_the_part_of_the_plan():
    headings = {
        1: Heading(None, "III", "NHIỆM VỤ VÀ GIẢI PHÁP"),
        2: Heading(1, "III.4", "Phát triển thị trường lao động"),
        3: Heading(2, "III.4.3", ""),
        4: Heading(None, "IV", "TỔ CHỨC THỰC HIỆN"),
    }
    assert block_of(3, headings) == block_of(2, headings) == "III.4. Phát triển thị trường lao động"
    assert block_of(4, headings) == "IV. TỔ CHỨC THỰC HIỆN"
