"""What the reporter's pages cost: the number of queries is part of the page, with one more item and with nine."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.collect.opening import open_round
from reports.review.services import return_item
from reports.workflow import Action
from tests import factories as f
from tests.collect.pages import indicator_entry, page, task_entry
from tests.factories import NOW, person
from tests.steps import fill, report_of, send_signed, step

FORM, READ, WORK, SAVE = 15, 7, 11, 6


def queries_of(send, *args):
    """How many statements an answer takes, but for those that open and close the transaction."""
    with CaptureQueriesContext(connection) as captured:
        assert send(*args).status_code == 200
    return sum(not query["sql"].startswith(("BEGIN", "COMMIT")) for query in captured)


def everything_filled(world, *, tasks, indicators):
    """The round of 2026 after one of 2025, with texts, parts of others, and every task returned with a reason."""
    for number in range(tasks):
        f.make_task(world.plan, f"7.{number}", leads=[world.a], supports=[world.b])
    for number in range(indicators):
        f.make_indicator(world.plan, f"2.9.{number}", owner=world.a, baseline=(2023, "40"))
    last_year = open_round(plan=world.plan, year=2025, by=person(world.khoa), now=NOW.replace(year=2025))
    fill(report_of(world.a, last_year), world.an)
    round_ = open_round(plan=world.plan, year=2026, by=person(world.khoa), now=NOW)
    other = report_of(world.b, round_)
    fill(other, world.cuc)
    step(other, Action.SEND, world.cuc)
    report = send_signed(world, round_)
    for entry in report.task_entries.select_related("submission__round__plan"):
        return_item(entry=entry, reason="Nêu rõ hơn.", by=person(world.dung), now=NOW)
    report.indicator_entries.update(state="accepted")
    return step(report, Action.RETURN, world.dung)


@pytest.mark.parametrize("size", [1, 9])
def test_a_page_costs_the_same_however_many_items_it_has(world, sign_in, size):
    report = everything_filled(world, tasks=size, indicators=size)
    client = sign_in(world.an)
    client.get(reverse("reports:my_work"))  # from here on the session comes from the cache
    assert queries_of(client.get, page("form", report)) == FORM
    assert queries_of(client.get, page("read", report)) == READ
    assert queries_of(client.get, reverse("reports:my_work")) == WORK


@pytest.mark.django_db(transaction=True)
def test_saving_an_item_costs_six_queries(world, round_, sign_in):
    report = report_of(world.a, round_)
    client = sign_in(world.an)
    client.get(reverse("reports:my_work"))
    task, indicator = task_entry(report), indicator_entry(report)
    assert queries_of(client.post, page("save_task", report, task.pk), {"version": 0, "result": "x"}) == SAVE
    assert queries_of(client.post, page("save_indicator", report, indicator.pk), {"version": 0, "typed": "5"}) == SAVE
