"""What others say about a task, beside the form: of many parts the first ones, and how many there are."""

import pytest

from reports.collect import presenters, surroundings
from reports.collect.opening import open_round
from reports.collect.presenters import form_items
from reports.collect.selectors import form_of
from reports.collect.surroundings import PARTS_SHOWN, surroundings_of
from reports.models import Submission, TaskEntry
from tests import factories as f
from tests.factories import NOW, person
from tests.steps import report_of

SUPPORTERS = PARTS_SHOWN + 3


@pytest.fixture
def round_(world):
    """Task 3 is led by A and B and supported by many; everybody but A has sent its part of it."""
    supporters = [f.make_agency(f"X{number:02}", f"Xã số {number:02}") for number in range(SUPPORTERS)]
    f.make_task(world.plan, "3", leads=[world.b, world.a], supports=reversed(supporters))
    round_ = open_round(plan=world.plan, year=2026, by=person(world.khoa), now=NOW)
    sent = Submission.objects.filter(round=round_).exclude(agency=world.a)
    sent.update(state="submitted", first_sent_at=NOW, last_sent_at=NOW)
    TaskEntry.objects.filter(submission__in=sent).update(state="pending", progress="done", result="Đã xong.")
    return round_


def item_of(agency, round_, code="3"):
    content = form_of(report_of(agency, round_))
    items = form_items(content, surroundings_of(content))
    return next(item for item in items.all if item.code == code)


def test_of_many_parts_the_co_leaders_come_first_and_then_the_first_by_name(world, round_):
    item = item_of(world.a, round_)
    assert [part.agency for part in item.parts] == [
        "Sở B",
        *(f"Xã số {number:02}" for number in range(PARTS_SHOWN - 1)),
    ]
    assert (item.parts[0].result, item.parts[0].progress.value) == ("Đã xong.", "done")
    assert (item.parts_sent, item.parts_more, item.parts_uncounted) == (SUPPORTERS + 1, 4, False)


def test_beyond_a_point_nobody_counts(world, round_, monkeypatch):
    for module in (surroundings, presenters):
        monkeypatch.setattr(module, "PARTS_COUNTED", SUPPORTERS)
    item = item_of(world.a, round_)
    assert (item.parts_sent, item.parts_uncounted) == (SUPPORTERS, True)


def test_a_returned_part_is_no_sent_part(world, round_):
    entries = TaskEntry.objects.filter(submission__round=round_, submission__agency=world.b, task__code="3")
    entries.update(state="returned")
    item = item_of(world.a, round_)
    assert item.parts_sent == SUPPORTERS
    assert item.parts[0].agency == "Xã số 00"


def test_a_supporter_sees_who_leads_and_nobodys_part(world, round_):
    item = item_of(report_of(world.a, round_).agency, round_, code="1.2")
    assert (item.leads, item.parts, item.parts_sent) == ("SOB", [], 0)


def test_parts_of_other_rounds_are_not_shown(world, round_):
    later = open_round(plan=world.plan, year=2027, by=person(world.khoa), now=NOW.replace(year=2027))
    item = item_of(world.a, later)
    assert (item.parts, item.parts_sent) == ([], 0)
    assert item_of(world.b, later).last_years[0].result == "Đã xong."
