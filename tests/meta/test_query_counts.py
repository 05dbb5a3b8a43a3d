"""What a docstring says a reading costs is what it costs: the numbers stand here as they stand there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import AgencyGroup, GroupMembership
from plan.enums import Duty
from plan.models import Responsibility
from plan.reading import neighbours, task_text, text_of
from plan.selectors import duties_on
from reports.collect.opening import reporters_on
from reports.collect.selectors import form_of
from reports.collect.work import work_of
from reports.consolidate.selectors import readiness_of
from reports.review.board import board_of
from reports.review.narrowing import Narrowing
from reports.review.opening import preview_opening, years_without_round
from reports.review.selectors import rounds_of
from reports.review.services import accept_items, return_item
from reports.workflow import Action
from targets.duties import agencies_by_level, duties_of
from targets.exchange.dump import as_file
from targets.selectors import indicator_row, indicator_rows
from tests.factories import NOW, TODAY, ZONE, person
from tests.steps import all_items, send_signed, step


@pytest.fixture
def year(world, round_):
    """The world with a group that supports a task, and Sở A's report back for mending."""
    group = AgencyGroup.objects.create(code="cap-xa", name="UBND cấp xã")
    GroupMembership.objects.create(group=group, agency=world.b)
    Responsibility.objects.create(task=world.tasks[0], duty=Duty.SUPPORT, group=group, wording="cấp xã", order=9)
    world.plan.signature = {"authority": [], "name": ""}
    world.round, world.report = round_, send_signed(world, round_)
    first, *others = all_items(world.report)
    return_item(entry=first, reason="Thiếu.", by=person(world.dung), now=NOW)
    accept_items(submission=world.report, entries=others, by=person(world.dung), now=NOW)
    step(world.report, Action.RETURN, world.dung)
    world.member = person(world.an)
    return world


READINGS = {
    "duties_on": (2, lambda w: duties_on(w.plan, TODAY)),
    "task_text": (2, lambda w: task_text(w.tasks[0], on=TODAY)),
    "neighbours": (1, lambda w: neighbours(w.tasks[0], on=TODAY)),
    "text_of": (7, lambda w: text_of(w.plan, on=TODAY)),
    "duties_of": (3, lambda w: duties_of(w.a, [w.plan], on=TODAY)),
    "agencies_by_level": (5, lambda w: agencies_by_level(w.member, on=TODAY)),
    "indicator_rows": (5, lambda w: indicator_rows(w.plan, on=TODAY)),
    "indicator_row": (5, lambda w: indicator_row(w.plan, "2.1.1", on=TODAY)),
    "as_file": (14, lambda w: as_file(w.plan)),
    "reporters_on": (3, lambda w: reporters_on(w.plan, TODAY)),
    "preview_opening": (6, lambda w: preview_opening(w.plan, TODAY)),
    "years_without_round": (1, lambda w: years_without_round(w.plan)),
    "form_of": (2, lambda w: form_of(w.report)),
    "board_of": (4, lambda w: board_of(w.round, Narrowing(), now=NOW, zone=ZONE)),
    "rounds_of": (1, lambda w: rounds_of(w.plan, now=NOW)),
    "readiness_of": (2, lambda w: readiness_of(w.round)),
}


@pytest.mark.parametrize(("stated", "read"), READINGS.values(), ids=READINGS)
def test_a_reading_costs_what_it_says(year, stated, read):
    with CaptureQueriesContext(connection) as queries:
        read(year)
    assert len(queries) == stated


@pytest.mark.parametrize(("who", "stated"), [("an", 6), ("dung", 2), ("ha", 2), ("khoa", 2), ("lan", 0)])
def test_what_waits_costs_six_queries_for_reports_and_two_for_whole_plans(year, who, stated):
    somebody = person(getattr(year, who))
    with CaptureQueriesContext(connection) as queries:
        work_of(somebody, now=NOW, today=TODAY)
    assert len(queries) == stated
