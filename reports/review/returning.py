"""Returning several items of a report in one step, and the report with them where they are the last to be decided."""

import datetime as dt
from collections.abc import Sequence

from agencies.access import Person
from agencies.audit import acting
from reports.collect.moves import move
from reports.models import Submission
from reports.review.services import Entry, return_items
from reports.workflow import Action


def return_together(
    *,
    submission: Submission,
    returns: Sequence[tuple[Entry, str]],
    sending: int,
    version: int,
    with_report: bool,
    by: Person,
    now: dt.datetime,
) -> None:
    """Return the items, each with its reason; with `with_report` the report goes back to the agency in the same step,
    with one mail, from the `version` that was seen.

    All of it or nothing. Raises as `services.return_items` and `reports.collect.moves.move` do.
    """
    with acting(by.user):
        return_items(submission=submission, returns=returns, by=by, now=now, sending=sending)
        if with_report:
            move(submission=submission, action=Action.RETURN, version=version, by=by, now=now)
