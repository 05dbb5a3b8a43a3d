"""The table of steps, walked through in every state by everybody."""

import itertools

import pytest

from reports.enums import FollowUpState
from reports.followup.steps import Step, first_state, steps_from, target_of
from reports.workflow import Actor

ALLOWED = {
    ("sign", "awaiting", "head"): "submitted",
    ("withdraw", "awaiting", "reporter"): "withdrawn",
    ("withdraw", "awaiting", "head"): "withdrawn",
    ("withdraw", "submitted", "reporter"): "withdrawn",
    ("withdraw", "submitted", "head"): "withdrawn",
    ("accept", "submitted", "officer"): "accepted",
    ("accept", "submitted", "chief"): "accepted",
    ("return", "submitted", "officer"): "returned",
    ("return", "submitted", "chief"): "returned",
}


@pytest.mark.parametrize("own", [False, True])
def test_every_step_from_every_state_by_everybody(own):
    found = {
        (step.value, state.value, actor.value): target.value
        for step, state, actor in itertools.product(Step, FollowUpState, Actor)
        if (target := target_of(step, state=state, actors={actor}, own=own))
    }
    assert found == {key: target for key, target in ALLOWED.items() if not (own and key[0] == "accept")}


def test_where_the_head_signs_it_waits_for_the_head():
    assert first_state(signoff=True) == FollowUpState.AWAITING
    assert first_state(signoff=False) == FollowUpState.SUBMITTED


def test_what_can_be_done_is_offered_in_the_order_of_the_table():
    actors = {Actor.HEAD, Actor.REPORTER}
    assert steps_from(state=FollowUpState.AWAITING, actors=actors, own=True) == [Step.SIGN, Step.WITHDRAW]
    assert steps_from(state=FollowUpState.SUBMITTED, actors={Actor.OFFICER}, own=False) == [Step.ACCEPT, Step.RETURN]
    assert steps_from(state=FollowUpState.ACCEPTED, actors=set(Actor), own=False) == []
