"""When an agency is reminded of its report, and who of it. Pure: the day and what was said already come in.

A report that was never sent is reminded of on set days before its due day, on the day itself, and after it; one that
was returned on set days after the return. Of the occasions that passed unused only the last one counts: whoever missed
three nights gets one mail, not three.
"""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import count

from agencies.enums import Role
from reports.enums import ReminderKind, State
from reports.workflow import WRITING

DUE_STEPS = (-30, -14, -7, -3, -1, 0, 1, 3)  # days from the due day
RETURN_STEPS = (1, 3)  # days from the return
EVERY = 7  # from the seventh day on, once in so many days

REMINDED = WRITING | {State.AWAITING}
WRITERS = frozenset({Role.REPORTER, Role.HEAD})
SIGNERS = frozenset({Role.HEAD})

_NAME = re.compile(r"(due \d{4}-\d\d-\d\d|returned \d+)([+-]\d+)")


@dataclass(frozen=True, slots=True)
class Course:
    """What the reminders of one report are counted from.

    `due_on` is the day of its own due moment and `since` the day on which that was set: an occasion before it was not
    missed. `returned` is the last step by which it came back, as its key and its day.
    """

    state: State
    due_on: dt.date
    since: dt.date
    returned: tuple[int, dt.date] | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """`name` is kept with what was sent. It names the due day or the return, so that another one begins anew."""

    kind: ReminderKind
    name: str
    day: dt.date


def due_now(course: Course, *, today: dt.date, remembered: Collection[str]) -> Occasion | None:
    """The one occasion on which to remind today; None where there is none, or where it is among the `remembered`."""
    last = last_occasion(course, today)
    return last if last and last.name not in remembered else None


def last_occasion(course: Course, today: dt.date) -> Occasion | None:
    """The latest occasion that has come by `today`; None for a report that is with the coordinator."""
    if course.state not in REMINDED:
        return None
    anchor, start, since, steps = _counting(course)
    step = _last_step((today - start).days, steps)
    if step is None or (day := start + dt.timedelta(days=step)) < since:
        return None
    kind = ReminderKind.RETURNED if course.returned else _due_kind(step)
    return Occasion(kind, f"{anchor}{step:+}", day)


def next_occasion(course: Course, after: dt.date) -> Occasion | None:
    """The first occasion that falls after the day `after`, should nothing change until then."""
    if course.state not in REMINDED:
        return None
    _anchor, start, since, steps = _counting(course)
    first = max((after - start).days + 1, (since - start).days, steps[0])
    step = next(number for number in count(first) if _last_step(number, steps) == number)
    return last_occasion(course, start + dt.timedelta(days=step))


def audience(state: State) -> frozenset[Role]:
    """Who of the agency is reminded: where the signature is all that is missing, only whoever can give it."""
    return SIGNERS if state == State.AWAITING else WRITERS


def step_of(name: str) -> int | None:
    """The days in an occasion's name, from the due day or the return; None for what was sent by hand."""
    match = _NAME.fullmatch(name)
    return int(match[2]) if match else None


def _counting(course: Course) -> tuple[str, dt.date, dt.date, tuple[int, ...]]:
    if course.returned:
        key, day = course.returned
        return f"returned {key}", day, day, RETURN_STEPS
    return f"due {course.due_on}", course.due_on, course.since, DUE_STEPS


def _last_step(days: int, steps: tuple[int, ...]) -> int | None:
    if days >= EVERY:
        return days - days % EVERY
    return max((step for step in steps if step <= days), default=None)


def _due_kind(step: int) -> ReminderKind:
    if step == 0:
        return ReminderKind.TODAY
    return ReminderKind.BEFORE if step < 0 else ReminderKind.AFTER
