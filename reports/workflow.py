"""The workflow of a report as one table. Pages, the API and the tests read this; nothing else decides what may follow.

draft -> awaiting sign-off -> submitted -> accepted -> locked, with submitted -> returned -> submitted
and accepted -> submitted (reopened) until the consolidation is issued.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reports.enums import ItemState, State


class Actor(TextChoices):
    """In what capacity a step is taken, relative to one report."""

    REPORTER = "reporter", _("chuyên viên của cơ quan")
    HEAD = "head", _("lãnh đạo cơ quan")
    OFFICER = "officer", _("chuyên viên đầu mối")
    CHIEF = "chief", _("lãnh đạo cơ quan đầu mối")


class Action(TextChoices):
    REQUEST_SIGNOFF = "request_signoff", _("Gửi lãnh đạo ký")
    HAND_BACK = "hand_back", _("Trả lại chuyên viên")
    SEND = "send", _("Gửi báo cáo")
    SIGN_AND_SEND = "sign_and_send", _("Ký và gửi")
    RETURN = "return", _("Trả lại để bổ sung")
    ACCEPT = "accept", _("Duyệt báo cáo")
    REOPEN = "reopen", _("Mở lại để xem xét")
    LOCK = "lock", _("Khóa")


@dataclass(frozen=True)
class Rule:
    """`action` moves a report from one of `sources` to `target` by one of `actors`.

    `target_again` is the target once the report has been sent before. `signoff` None: either kind of agency;
    True / False: only where the agency's head does / does not sign.
    """

    action: Action
    sources: frozenset[State]
    target: State
    actors: frozenset[Actor]
    target_again: State | None = None
    signoff: bool | None = None
    needs_reason: bool = False
    needs_complete: bool = False


WRITING = frozenset({State.DRAFT, State.RETURNED})
APPROVED = frozenset({State.ACCEPTED, State.LOCKED})
AS_SENT = APPROVED | {State.SUBMITTED}  # here the items hold just what was sent, and nobody is writing

RULES: dict[Action, Rule] = {
    rule.action: rule
    for rule in (
        Rule(
            Action.REQUEST_SIGNOFF,
            WRITING,
            State.AWAITING,
            frozenset({Actor.REPORTER, Actor.HEAD}),
            signoff=True,
            needs_complete=True,
        ),
        Rule(
            Action.HAND_BACK,
            frozenset({State.AWAITING}),
            State.DRAFT,
            frozenset({Actor.HEAD, Actor.REPORTER}),
            target_again=State.RETURNED,
            needs_reason=True,
        ),
        Rule(
            Action.SEND,
            WRITING,
            State.SUBMITTED,
            frozenset({Actor.REPORTER, Actor.HEAD}),
            signoff=False,
            needs_complete=True,
        ),
        Rule(
            Action.SIGN_AND_SEND,
            frozenset({State.AWAITING}),
            State.SUBMITTED,
            frozenset({Actor.HEAD}),
            signoff=True,
            needs_complete=True,
        ),
        Rule(
            Action.RETURN,
            frozenset({State.SUBMITTED}),
            State.RETURNED,
            frozenset({Actor.OFFICER, Actor.CHIEF}),
        ),
        Rule(
            Action.ACCEPT,
            frozenset({State.SUBMITTED}),
            State.ACCEPTED,
            frozenset({Actor.OFFICER, Actor.CHIEF}),
        ),
        Rule(
            Action.REOPEN,
            frozenset({State.ACCEPTED}),
            State.SUBMITTED,
            frozenset({Actor.OFFICER, Actor.CHIEF}),
            needs_reason=True,
        ),
        Rule(Action.LOCK, frozenset({State.ACCEPTED}), State.LOCKED, frozenset({Actor.CHIEF})),
    )
}

BY_THE_WRITER = frozenset({Action.SEND, Action.REQUEST_SIGNOFF})  # the steps with which writing ends
EDITABLE_ITEMS = frozenset({ItemState.OPEN, ItemState.RETURNED})


def target_of(
    action: Action, *, state: State, sent_before: bool, signoff: bool, actors: Collection[Actor]
) -> State | None:
    """The state that `action` leads to from `state` for somebody acting as `actors`; None where it is not allowed."""
    rule = RULES[action]
    if state not in rule.sources or not rule.actors & set(actors):
        return None
    if rule.signoff is not None and rule.signoff != signoff:
        return None
    return rule.target_again if sent_before and rule.target_again else rule.target


def actions_from(*, state: State, sent_before: bool, signoff: bool, actors: Collection[Actor]) -> list[Action]:
    """What somebody acting as `actors` may do next, in the order of the table."""
    return [
        action
        for action in RULES
        if target_of(action, state=state, sent_before=sent_before, signoff=signoff, actors=actors)
    ]


def item_is_editable(state: State, item: ItemState) -> bool:
    """Whether an item can be typed in: the report is being written and the item was not sent, or came back."""
    return state in WRITING and item in EDITABLE_ITEMS


def verdict_on_items(items: Collection[ItemState]) -> Action | None:
    """What a finished review amounts to: returned when one item is, accepted when all are, None while some wait."""
    if ItemState.PENDING in items:
        return None
    return Action.RETURN if ItemState.RETURNED in items else Action.ACCEPT
