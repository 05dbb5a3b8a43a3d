"""What a step leaves in the row: the moments of the last step of their kind, and the words of what was raised. Pure."""

import datetime as dt

from django.utils.translation import gettext as _

from reports.enums import DifficultyAction as Action


def moments_of(action: Action, now: dt.datetime) -> dict[str, dt.datetime | None]:
    """The moments that a step sets. Raised again, a difficulty waits anew: what was answered before is in its steps."""
    match action:
        case Action.RAISE | Action.REOPEN:
            return {"raised_at": now, "escalated_at": None, "answered_at": None, "closed_at": None}
        case Action.ESCALATE:
            return {"escalated_at": now}
        case Action.ANSWER | Action.DECIDE:
            return {"answered_at": now}
        case Action.CLOSE | Action.WITHDRAW:
            return {"closed_at": now}
        case _:
            return {}


def words_of(text: str, proposal: str) -> str:
    """A difficulty with what is proposed, as its step keeps them."""
    return _("{text}\nĐề xuất, kiến nghị: {proposal}").format(text=text, proposal=proposal) if proposal else text
