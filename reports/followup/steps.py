"""The way of a later figure as one table. Pure; pages, the API's readers and the tests read this.

sent -> awaiting sign-off (where the agency's head signs) -> submitted -> accepted, or returned with a reason. Until the
decision the agency can withdraw it. A row is one sending: what is returned or withdrawn is followed by a new one.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reports.enums import FollowUpState
from reports.workflow import Actor


class Step(TextChoices):
    SIGN = "sign", _("Ký và gửi")
    WITHDRAW = "withdraw", _("Rút lại")
    ACCEPT = "accept", _("Duyệt")
    RETURN = "return", _("Trả lại để bổ sung")


OPEN = frozenset({FollowUpState.AWAITING, FollowUpState.SUBMITTED})  # somebody still has to act on it
BACK = frozenset({FollowUpState.RETURNED, FollowUpState.WITHDRAWN})  # the agency may send a new one
WRITERS = frozenset({Actor.REPORTER, Actor.HEAD})
REVIEWERS = frozenset({Actor.OFFICER, Actor.CHIEF})


@dataclass(frozen=True)
class Rule:
    """`step` moves a figure from one of `sources` to `target` by one of `actors`; with `not_own` by none of those who
    sent or signed it."""

    step: Step
    sources: frozenset[FollowUpState]
    target: FollowUpState
    actors: frozenset[Actor]
    needs_reason: bool = False
    not_own: bool = False


RULES: dict[Step, Rule] = {
    rule.step: rule
    for rule in (
        Rule(Step.SIGN, frozenset({FollowUpState.AWAITING}), FollowUpState.SUBMITTED, frozenset({Actor.HEAD})),
        Rule(Step.WITHDRAW, OPEN, FollowUpState.WITHDRAWN, WRITERS),
        Rule(Step.ACCEPT, frozenset({FollowUpState.SUBMITTED}), FollowUpState.ACCEPTED, REVIEWERS, not_own=True),
        Rule(Step.RETURN, frozenset({FollowUpState.SUBMITTED}), FollowUpState.RETURNED, REVIEWERS, needs_reason=True),
    )
}


def first_state(*, signoff: bool) -> FollowUpState:
    """Where a figure begins: with the agency's head where the head signs."""
    return FollowUpState.AWAITING if signoff else FollowUpState.SUBMITTED


def target_of(step: Step, *, state: FollowUpState, actors: Collection[Actor], own: bool) -> FollowUpState | None:
    """Where `step` leads from `state`; None where it is not allowed. `own`: whether this very person sent or signed."""
    rule = RULES[step]
    allowed = state in rule.sources and rule.actors & set(actors) and not (own and rule.not_own)
    return rule.target if allowed else None


def steps_from(*, state: FollowUpState, actors: Collection[Actor], own: bool) -> list[Step]:
    """What somebody acting as `actors` may do next, in the order of the table."""
    return [step for step in RULES if target_of(step, state=state, actors=actors, own=own)]
