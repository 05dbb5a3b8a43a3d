"""The whole table: every action from every state by everybody."""

import pytest

from reports.difficulties.steps import RULES, Party, actions_from, needs_words, step_of_report, target_of
from reports.enums import DifficultyAction as Action
from reports.enums import DifficultyState as State

AGENCY, COORDINATOR, LEADER = Party
ALLOWED = {
    (None, "raise", AGENCY): "open",
    ("open", "amend", AGENCY): "open",
    ("open", "withdraw", AGENCY): "withdrawn",
    ("open", "answer", COORDINATOR): "answered",
    ("open", "escalate", COORDINATOR): "escalated",
    ("escalated", "amend", AGENCY): "escalated",
    ("escalated", "withdraw", AGENCY): "withdrawn",
    ("escalated", "answer", COORDINATOR): "answered",
    ("escalated", "decide", COORDINATOR): "answered",
    ("escalated", "decide", LEADER): "answered",
    ("answered", "close", AGENCY): "closed",
    ("answered", "close", COORDINATOR): "closed",
    ("answered", "reopen", AGENCY): "open",
    ("closed", "reopen", AGENCY): "open",
    ("withdrawn", "reopen", AGENCY): "open",
}


@pytest.mark.parametrize("state", [None, *State])
@pytest.mark.parametrize("party", Party)
@pytest.mark.parametrize("action", Action)
def test_a_step_leads_where_the_table_says_or_is_not_allowed(state, action, party):
    assert target_of(action, state=state, parties=[party]) == ALLOWED.get((state, action, party))


def test_every_action_has_one_rule():
    assert set(RULES) == set(Action)


def test_what_may_be_done_next_is_what_any_of_ones_parties_may():
    assert actions_from(state=State.OPEN, parties=[LEADER]) == []
    assert actions_from(state=State.OPEN, parties=[]) == []
    assert actions_from(state=State.ANSWERED, parties=[AGENCY, COORDINATOR]) == [Action.CLOSE, Action.REOPEN]


def test_only_the_agency_itself_may_end_a_thing_without_a_word():
    silent = [(action, party) for action in Action for party in Party if not needs_words(action, [party])]
    assert silent == [(Action.CLOSE, AGENCY), (Action.WITHDRAW, AGENCY)]


NONE, OLD, NEW = ("", ""), ("Thiếu vốn.", ""), ("Thiếu vốn.", "Cấp thêm.")


@pytest.mark.parametrize(
    ("state", "before", "now", "step"),
    [
        (None, NONE, OLD, Action.RAISE),
        (None, OLD, OLD, Action.RAISE),  # sent before difficulties were registered
        (None, NONE, NONE, None),
        (State.OPEN, OLD, OLD, None),
        (State.OPEN, OLD, NEW, Action.AMEND),
        (State.OPEN, OLD, NONE, Action.WITHDRAW),
        (State.ESCALATED, OLD, NEW, Action.AMEND),
        (State.ESCALATED, OLD, NONE, Action.WITHDRAW),
        (State.ANSWERED, OLD, OLD, None),
        (State.ANSWERED, OLD, NEW, Action.REOPEN),
        (State.ANSWERED, OLD, NONE, None),
        (State.CLOSED, OLD, NEW, Action.REOPEN),
        (State.CLOSED, OLD, OLD, None),
        (State.WITHDRAWN, NONE, OLD, Action.REOPEN),
        (State.WITHDRAWN, OLD, OLD, None),  # withdrawn on its own page, the report as it was
        (State.WITHDRAWN, NONE, NONE, None),
    ],
)
def test_a_report_changes_only_what_it_says_differently(state, before, now, step):
    assert step_of_report(state, before=before, now=now) == step
    if step:  # and never what the table forbids the agency
        assert target_of(step, state=state, parties=[AGENCY])
