"""What a sending does to the difficulties its report tells of."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from reports.difficulties.checking import Said
from reports.difficulties.selectors import answer_of, difficulties_for_report
from reports.difficulties.taking import take_from_report
from reports.enums import DifficultyAction as Action
from reports.models import Difficulty, SubmissionVersion, TaskEntry
from reports.review.services import accept_items, return_item
from reports.workflow import Action as Move
from tests import factories as f
from tests.difficulties.conftest import DAY
from tests.steps import all_items, fill, report_of, step


@pytest.fixture
def report(world, round_):
    """Sở A's report, filled in, with a difficulty at the first task and none at the others."""
    report = report_of(world.a, round_)
    fill(report, world.an)
    say(report, "1.1", "Thiếu kinh phí.", "Cấp thêm.")
    say(report, "1.2", "Không có.")
    return report


def say(report, code, difficulty, proposal=""):
    entries = TaskEntry.objects.filter(submission=report, task__code=code)
    assert entries.update(difficulty=difficulty, proposal=proposal) == 1


def send(report, world):
    step(report, Move.REQUEST_SIGNOFF, world.an)
    step(report, Move.SIGN_AND_SEND, world.binh)


def send_again(report, world):
    """The officer returns it for its first item, and the agency sends it once more."""
    first, *others = all_items(report)
    for item in (first, *others):
        item.submission = report
    return_item(entry=first, reason="Thiếu.", by=f.person(world.dung), now=f.NOW)
    accept_items(
        submission=report, entries=[o for o in others if o.state == "pending"], by=f.person(world.dung), now=f.NOW
    )
    step(report, Move.RETURN, world.dung)
    yield
    send(report, world)


def test_a_sending_registers_what_it_tells_of_and_nothing_that_says_nothing(world, report):
    send(report, world)
    row = Difficulty.objects.get()
    version = report.versions.get()
    assert (row.text, row.proposal, row.task, row.agency) == ("Thiếu kinh phí.", "Cấp thêm.", world.tasks[0], world.a)
    assert (row.version, row.raised_by, row.raised_at, row.step_count) == (version, world.binh, f.NOW, 1)
    assert [s.action for s in row.steps.all()] == [Action.RAISE]


def second_sending(report, world, text, proposal="Cấp thêm."):
    send(report, world)
    again = send_again(report, world)
    next(again)
    say(report, "1.1", text, proposal)
    return again


@pytest.mark.parametrize(
    ("text", "proposal", "state", "last"),
    [
        ("Thiếu kinh phí.", "Cấp thêm.", "open", "raise"),
        ("Thiếu kinh phí 2 lớp.", "Cấp thêm.", "open", "amend"),
        ("Thiếu kinh phí.", "Cấp thêm 5 tỷ.", "open", "amend"),
        ("Không phát sinh", "", "withdrawn", "withdraw"),
    ],
)
def test_the_next_sending_changes_it_or_takes_it_back(world, report, text, proposal, state, last):
    next(second_sending(report, world, text, proposal), None)
    row = Difficulty.objects.get()
    assert (row.state, row.steps.last().action) == (state, last)
    if last == "amend":
        assert (row.text, row.proposal, row.version.number) == (text, proposal, 2)
    assert row.step_count == row.steps.count()


def test_what_was_answered_is_raised_again_by_other_words(world, report, do):
    again = second_sending(report, world, "Kinh phí cấp chưa đủ.")
    row = Difficulty.objects.get()
    do(row, Action.ANSWER, world.dung)
    next(again, None)
    row.refresh_from_db()
    assert (row.state, row.text, row.answered_at) == ("open", "Kinh phí cấp chưa đủ.", None)
    assert [s.action for s in row.steps.all()] == ["raise", "answer", "reopen"]


def test_what_was_said_on_its_own_page_stays_where_the_report_says_the_same(world, report, do):
    again = second_sending(report, world, "Thiếu kinh phí.")
    row = Difficulty.objects.get()
    do(row, Action.AMEND, world.an, said=Said(text="Thiếu 200 triệu đồng."))
    next(again, None)
    row.refresh_from_db()
    assert (row.text, row.steps.count()) == ("Thiếu 200 triệu đồng.", 2)


def test_a_task_told_of_first_in_the_second_sending_is_registered_then(world, report):
    again = second_sending(report, world, "Thiếu kinh phí.")
    say(report, "1.2", "Vướng thủ tục.")
    next(again, None)
    assert list(Difficulty.objects.order_by("pk").values_list("task__code", "version__number")) == [
        ("1.1", 1),
        ("1.2", 2),
    ]


def test_the_queries_do_not_grow_with_the_tasks(world, report):
    send(report, world)
    version = SubmissionVersion.objects.get()
    version.number = 2

    def queries(text):
        for item in version.content["tasks"]:
            item["difficulty"] = text
        with CaptureQueriesContext(connection) as captured, transaction.atomic():
            take_from_report(report, version, by=world.an, now=f.NOW)
        return len(captured)

    same = queries("Thiếu kinh phí.")  # raises two, changes none: the first difficulty stays as it was
    assert Difficulty.objects.count() == 3
    assert queries("Thiếu kinh phí.") < same <= 12
    assert queries("Không.") <= same


def test_a_report_tells_of_what_waits_and_what_was_answered_in_its_year(world, tell, do, django_assert_num_queries):
    waits, answered, old, withdrawn = (tell(text=f"Thiếu {n} người.") for n in (1, 2, 3, 4))
    late = tell(text="Nêu sau ngày chốt.", now=f.NOW + 40 * DAY)
    do(answered, Action.ANSWER, world.dung)
    do(old, Action.ANSWER, world.dung)
    do(withdrawn, Action.WITHDRAW, world.an)
    Difficulty.objects.filter(pk=old.pk).update(answered_at=f.NOW.replace(year=2025))
    with django_assert_num_queries(2):
        found = difficulties_for_report(world.plan, until=f.TODAY)
        told = {row.pk: answer_of(row) and answer_of(row).text for row in found}
        assert {row.task.code for row in found} == {"1.1"}
        assert {row.group for row in found} == {None}
    assert told == {waits.pk: None, answered.pk: "Sở Tài chính bố trí trong dự toán năm sau."}
    assert late.pk not in told
