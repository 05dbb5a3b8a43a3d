"""The way of a finding: who may take which step from where."""

import datetime as dt

import pytest

from reports.enums import FindingAction, FindingState
from reports.oversight.inspections.steps import actions_from, is_overdue, target_of
from reports.workflow import Actor

DAY = dt.date(2026, 11, 10)


@pytest.mark.parametrize(
    ("state", "actor", "actions"),
    [
        ("open", Actor.REPORTER, ["mend"]),
        ("open", Actor.HEAD, ["mend"]),
        ("open", Actor.OFFICER, ["close"]),
        ("mended", Actor.REPORTER, ["mend"]),
        ("mended", Actor.OFFICER, ["close", "refuse"]),
        ("mended", Actor.CHIEF, ["close", "refuse"]),
        ("closed", Actor.REPORTER, []),
        ("closed", Actor.OFFICER, []),
    ],
)
def test_each_capacity_has_its_own_steps(state, actor, actions):
    assert actions_from(state=FindingState(state), actors=[actor]) == actions


def test_who_reported_it_does_not_confirm_it():
    both = [Actor.REPORTER, Actor.OFFICER]
    assert actions_from(state=FindingState.MENDED, actors=both, own=True) == ["mend"]


@pytest.mark.parametrize(("action", "target"), [("mend", "mended"), ("refuse", "open"), ("close", "closed")])
def test_where_a_step_leads(action, target):
    state, actors = FindingState.MENDED, list(Actor)
    assert target_of(FindingAction(action), state=state, actors=actors) == target


@pytest.mark.parametrize(
    ("state", "mend_by", "on", "overdue"),
    [
        ("open", DAY, DAY, False),
        ("open", DAY, DAY + dt.timedelta(days=1), True),
        ("mended", DAY, DAY + dt.timedelta(days=1), False),
        ("closed", DAY, DAY + dt.timedelta(days=1), False),
        ("open", None, DAY, False),
    ],
)
def test_a_finding_is_overdue_the_day_after_its_day(state, mend_by, on, overdue):
    assert is_overdue(FindingState(state), mend_by, on=on) is overdue
