"""The way of a finding as one table. Pure; pages, services and tests read this.

The agency says what it mended, the coordinator confirms it or sends it back; what the coordinator saw mended with its
own eyes it closes without waiting for the agency.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from reports.enums import FindingAction, FindingState
from reports.workflow import Actor

WRITERS = frozenset({Actor.REPORTER, Actor.HEAD})
INSPECTORS = frozenset({Actor.OFFICER, Actor.CHIEF})
UNMENDED = frozenset({FindingState.OPEN, FindingState.MENDED})


@dataclass(frozen=True)
class Rule:
    """`action` moves a finding from one of `sources` to `target` by one of `actors`; with `not_own` not by the one who
    took the last step."""

    sources: frozenset[FindingState]
    target: FindingState
    actors: frozenset[Actor]
    not_own: bool = False


RULES: dict[FindingAction, Rule] = {
    FindingAction.MEND: Rule(UNMENDED, FindingState.MENDED, WRITERS),
    FindingAction.CLOSE: Rule(UNMENDED, FindingState.CLOSED, INSPECTORS, not_own=True),
    FindingAction.REFUSE: Rule(frozenset({FindingState.MENDED}), FindingState.OPEN, INSPECTORS, not_own=True),
}


def target_of(
    action: FindingAction, *, state: FindingState, actors: Collection[Actor], own: bool = False
) -> FindingState | None:
    """Where `action` leads from `state`; None where it is not allowed. `own`: whether this very person reported what
    waits to be confirmed."""
    rule = RULES[action]
    allowed = state in rule.sources and rule.actors & set(actors) and not (own and rule.not_own)
    return rule.target if allowed else None


def actions_from(*, state: FindingState, actors: Collection[Actor], own: bool = False) -> list[FindingAction]:
    """What somebody acting as `actors` may do next, in the order of the table."""
    return [action for action in RULES if target_of(action, state=state, actors=actors, own=own)]


def is_overdue(state: FindingState, mend_by: dt.date | None, *, on: dt.date) -> bool:
    """Whether the agency has still said nothing after its day; what it reported waits for the coordinator."""
    return state == FindingState.OPEN and mend_by is not None and mend_by < on
