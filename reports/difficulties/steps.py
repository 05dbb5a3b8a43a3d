"""The way of a difficulty as one table. Pure; pages, services and the tests read this, and nothing else decides.

open -> answered by the coordinator, or escalated -> decided (then answered too) -> closed. Until it is answered the
agency can change it or take it back; whatever has ended it can raise again.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reports.enums import DifficultyAction as Action
from reports.enums import DifficultyState as State


class Party(TextChoices):
    """On whose behalf a step is taken, relative to one difficulty."""

    AGENCY = "agency", _("cơ quan nêu")
    COORDINATOR = "coordinator", _("cơ quan đầu mối")
    LEADER = "leader", _("lãnh đạo UBND tỉnh")


@dataclass(frozen=True)
class Rule:
    """`action` moves a difficulty from one of `sources` (None: there is none yet) to `target` (None: it stays where it
    is) by one of `parties`. All but the `silent` ones must say something."""

    action: Action
    sources: frozenset[State | None]
    target: State | None
    parties: frozenset[Party]
    silent: frozenset[Party] = frozenset()
    names_document: bool = False


UNANSWERED = frozenset({State.OPEN, State.ESCALATED})
ENDED = frozenset({State.CLOSED, State.WITHDRAWN})
REPLIES = frozenset({Action.ANSWER, Action.DECIDE})
WITH_PAPER = frozenset({Action.ANSWER, Action.ESCALATE, Action.DECIDE})  # a document and a file can come with these
TOGETHER = frozenset({Action.ANSWER, Action.ESCALATE, Action.DECIDE})  # can be done to several at once
_AGENCY = frozenset({Party.AGENCY})
_COORDINATOR = frozenset({Party.COORDINATOR})

RULES: dict[Action, Rule] = {
    rule.action: rule
    for rule in (
        Rule(Action.RAISE, frozenset({None}), State.OPEN, _AGENCY),
        Rule(Action.ANSWER, UNANSWERED, State.ANSWERED, _COORDINATOR),
        Rule(Action.ESCALATE, frozenset({State.OPEN}), State.ESCALATED, _COORDINATOR),
        Rule(
            Action.DECIDE,
            frozenset({State.ESCALATED}),
            State.ANSWERED,
            frozenset({Party.LEADER, Party.COORDINATOR}),
            names_document=True,
        ),
        Rule(Action.AMEND, UNANSWERED, None, _AGENCY),
        Rule(Action.WITHDRAW, UNANSWERED, State.WITHDRAWN, _AGENCY, silent=_AGENCY),
        Rule(Action.CLOSE, frozenset({State.ANSWERED}), State.CLOSED, _AGENCY | _COORDINATOR, silent=_AGENCY),
        Rule(Action.REOPEN, ENDED | {State.ANSWERED}, State.OPEN, _AGENCY),
    )
}


def target_of(action: Action, *, state: State | None, parties: Collection[Party]) -> State | None:
    """The state in which `action` leaves what was in `state`; None where these parties may not do it there."""
    rule = RULES[action]
    if state not in rule.sources or not rule.parties & set(parties):
        return None
    return rule.target or state


def actions_from(*, state: State, parties: Collection[Party]) -> list[Action]:
    """What these parties may do next, in the order of the table."""
    return [action for action in RULES if target_of(action, state=state, parties=parties)]


def needs_words(action: Action, parties: Collection[Party]) -> bool:
    """Whether the step must say something when these parties take it."""
    return not RULES[action].silent & set(parties)


def step_of_report(state: State | None, *, before: tuple[str, str], now: tuple[str, str]) -> Action | None:
    """What a report's sending means for the difficulty at one of its items, which `before` (in the sending before)
    and `now` name as (difficulty, proposal), empty where there is none.

    Only what the report changed counts, so that what was done on the difficulty's own page in between stays.
    """
    if state is None:
        return Action.RAISE if now[0] else None
    if before == now:
        return None
    if not now[0]:
        return Action.WITHDRAW if state in UNANSWERED else None
    return Action.AMEND if state in UNANSWERED else Action.REOPEN
