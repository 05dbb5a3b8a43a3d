"""The workflow table: every (action, state, actor) is decided, and nothing the design does not name is allowed."""

import itertools

import pytest

from reports.enums import ItemState, State
from reports.workflow import RULES, Action, Actor, actions_from, item_is_editable, target_of, verdict_on_items

A, S = Action, State

# (action, from, signoff, sent before) -> to, for the actors named; everything else must be refused
ALLOWED = {
    (A.REQUEST_SIGNOFF, S.DRAFT, True, False): (S.AWAITING, {Actor.REPORTER, Actor.HEAD}),
    (A.REQUEST_SIGNOFF, S.RETURNED, True, True): (S.AWAITING, {Actor.REPORTER, Actor.HEAD}),
    (A.HAND_BACK, S.AWAITING, True, False): (S.DRAFT, {Actor.REPORTER, Actor.HEAD}),
    (A.HAND_BACK, S.AWAITING, True, True): (S.RETURNED, {Actor.REPORTER, Actor.HEAD}),
    (A.SIGN_AND_SEND, S.AWAITING, True, False): (S.SUBMITTED, {Actor.HEAD}),
    (A.SIGN_AND_SEND, S.AWAITING, True, True): (S.SUBMITTED, {Actor.HEAD}),
    (A.SEND, S.DRAFT, False, False): (S.SUBMITTED, {Actor.REPORTER, Actor.HEAD}),
    (A.SEND, S.RETURNED, False, True): (S.SUBMITTED, {Actor.REPORTER, Actor.HEAD}),
    (A.RETURN, S.SUBMITTED, None, True): (S.RETURNED, {Actor.OFFICER, Actor.CHIEF}),
    (A.ACCEPT, S.SUBMITTED, None, True): (S.ACCEPTED, {Actor.OFFICER, Actor.CHIEF}),
    (A.REOPEN, S.ACCEPTED, None, True): (S.SUBMITTED, {Actor.OFFICER, Actor.CHIEF}),
    (A.LOCK, S.ACCEPTED, None, True): (S.LOCKED, {Actor.CHIEF}),
}


def expected(action, state, signoff, sent_before, actor):
    for key in ((action, state, signoff, sent_before), (action, state, None, sent_before)):
        target, actors = ALLOWED.get(key, (None, set()))
        if actor in actors:
            return target
    return None


# a state that exists only after (or only before) a first sending
POSSIBLE = [
    (state, sent)
    for state in State
    for sent in (False, True)
    if not (state == State.DRAFT and sent) and not (state not in (State.DRAFT, State.AWAITING) and not sent)
]


@pytest.mark.parametrize("signoff", [True, False])
@pytest.mark.parametrize(("state", "sent"), POSSIBLE)
def test_every_step_is_as_the_design_says(state, sent, signoff):
    for action, actor in itertools.product(Action, Actor):
        got = target_of(action, state=state, sent_before=sent, signoff=signoff, actors={actor})
        want = expected(action, state, signoff, sent, actor)
        if state == State.AWAITING and not signoff:
            continue  # an agency that stopped using sign-off while a report waits for one
        assert got == want, (action, state, actor, signoff, sent)


def test_nobody_may_do_anything_without_a_capacity():
    for state, sent in POSSIBLE:
        assert actions_from(state=state, sent_before=sent, signoff=True, actors=set()) == []


def test_a_locked_report_leads_nowhere():
    assert all(State.LOCKED not in rule.sources for rule in RULES.values())


@pytest.mark.parametrize(
    ("state", "item", "editable"),
    [
        (State.DRAFT, ItemState.OPEN, True),
        (State.RETURNED, ItemState.RETURNED, True),
        (State.RETURNED, ItemState.ACCEPTED, False),
        (State.RETURNED, ItemState.PENDING, False),
        (State.AWAITING, ItemState.OPEN, False),
        (State.SUBMITTED, ItemState.RETURNED, False),
        (State.LOCKED, ItemState.OPEN, False),
    ],
)
def test_only_open_and_returned_items_of_a_report_being_written_are_editable(state, item, editable):
    assert item_is_editable(state, item) is editable


@pytest.mark.parametrize(
    ("items", "verdict"),
    [
        ([ItemState.ACCEPTED, ItemState.ACCEPTED], Action.ACCEPT),
        ([ItemState.ACCEPTED, ItemState.RETURNED], Action.RETURN),
        ([ItemState.PENDING, ItemState.RETURNED], None),
    ],
)
def test_review_ends_when_no_item_waits(items, verdict):
    assert verdict_on_items(items) == verdict
