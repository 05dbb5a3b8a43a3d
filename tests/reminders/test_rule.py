"""The rule of reminders: tables, and what holds for any year, any missed nights, any extension."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.enums import Role
from reports.enums import ReminderKind, State
from reports.reminders.rule import (
    REMINDED,
    Course,
    audience,
    due_now,
    last_occasion,
    next_occasion,
    step_of,
)

DAY = dt.timedelta(days=1)
DUE = dt.date(2026, 12, 5)
UNSENT = Course(State.DRAFT, due_on=DUE, since=dt.date(2026, 11, 2))
RETURNED = Course(State.RETURNED, due_on=DUE, since=UNSENT.since, returned=(41, dt.date(2026, 12, 8)))


@pytest.mark.parametrize(
    ("days", "kind", "name"),
    [
        (-33, None, None),
        (-31, None, None),
        (-30, "before", "due 2026-12-05-30"),
        (-20, "before", "due 2026-12-05-30"),
        (-14, "before", "due 2026-12-05-14"),
        (-7, "before", "due 2026-12-05-7"),
        (-3, "before", "due 2026-12-05-3"),
        (-2, "before", "due 2026-12-05-3"),
        (-1, "before", "due 2026-12-05-1"),
        (0, "today", "due 2026-12-05+0"),
        (1, "after", "due 2026-12-05+1"),
        (2, "after", "due 2026-12-05+1"),
        (3, "after", "due 2026-12-05+3"),
        (6, "after", "due 2026-12-05+3"),
        (7, "after", "due 2026-12-05+7"),
        (13, "after", "due 2026-12-05+7"),
        (14, "after", "due 2026-12-05+14"),
        (70, "after", "due 2026-12-05+70"),
    ],
)
def test_the_last_occasion_that_has_come(days, kind, name):
    occasion = last_occasion(UNSENT, DUE + days * DAY)
    assert (occasion and occasion.kind, occasion and occasion.name) == (kind, name)


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (0, None),
        (1, "returned 41+1"),
        (2, "returned 41+1"),
        (3, "returned 41+3"),
        (7, "returned 41+7"),
        (15, "returned 41+14"),
    ],
)
def test_a_returned_report_is_counted_from_its_return(days, name):
    occasion = last_occasion(RETURNED, dt.date(2026, 12, 8) + days * DAY)
    assert (occasion and occasion.name) == name
    assert occasion is None or occasion.kind == ReminderKind.RETURNED


@pytest.mark.parametrize("state", sorted(set(State) - REMINDED))
def test_what_lies_with_the_coordinator_is_not_reminded_of(state):
    for course in (UNSENT, RETURNED):
        sent = Course(state, course.due_on, course.since, course.returned)
        assert last_occasion(sent, DUE + 30 * DAY) is None
        assert next_occasion(sent, DUE) is None


def test_where_the_signature_is_missing_only_the_head_is_reminded():
    assert audience(State.AWAITING) == {Role.HEAD}
    assert audience(State.DRAFT) == audience(State.RETURNED) == {Role.REPORTER, Role.HEAD}


def test_what_lay_before_the_due_moment_was_set_was_not_missed():
    extended = Course(State.DRAFT, due_on=dt.date(2026, 12, 20), since=dt.date(2026, 12, 4))
    assert last_occasion(extended, dt.date(2026, 12, 5)) is None
    assert next_occasion(extended, dt.date(2026, 12, 5)).name == "due 2026-12-20-14"


def test_an_extension_begins_anew():
    said = {f"due 2026-12-05{step:+}" for step in (-30, -14, -7, -3, -1)}
    assert due_now(UNSENT, today=DUE - DAY, remembered=said) is None
    extended = Course(State.DRAFT, due_on=DUE + 3 * DAY, since=DUE - DAY)
    assert due_now(extended, today=DUE, remembered=said).name == "due 2026-12-08-3"


@pytest.mark.parametrize(("name", "step"), [("due 2026-12-05-7", -7), ("due 2026-12-05+0", 0), ("returned 41+14", 14)])
def test_a_name_says_its_step(name, step):
    assert step_of(name) == step


@pytest.mark.parametrize("name", ["by hand 2026-12-05 09:00:12", "", "due 2026-12-05"])
def test_other_names_say_none(name):
    assert step_of(name) is None


courses = st.builds(
    Course,
    state=st.sampled_from(sorted(REMINDED)),
    due_on=st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)),
    since=st.just(dt.date(2023, 1, 1)),
    returned=st.none() | st.tuples(st.integers(1, 10**9), st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31))),
)
nights = st.sets(st.integers(-40, 60), max_size=40)


def start(course):
    return course.returned[1] if course.returned else course.due_on


@given(courses, nights)
def test_on_any_nights_that_ran_each_occasion_is_said_once_and_in_order(course, ran):
    said = []
    for night in sorted(ran):
        today = start(course) + night * DAY
        for _beat in range(2):  # asked twice in one night, the second time there is nothing to say
            occasion = due_now(course, today=today, remembered={one.name for one in said})
            said += [occasion] if occasion else []
        assert due_now(course, today=today, remembered={one.name for one in said}) is None
    assert len({one.name for one in said}) == len(said)
    assert [one.day for one in said] == sorted(one.day for one in said)
    assert len(said) <= len(ran)


@given(courses, nights)
def test_no_night_says_what_another_has_overtaken(course, ran):
    """Whatever was missed, the next night says the last thing that should have been said, and so nothing older."""
    said = set()
    for night in sorted(ran):
        today = start(course) + night * DAY
        if occasion := due_now(course, today=today, remembered=said):
            coming = next_occasion(course, occasion.day)
            assert occasion.day <= today < coming.day
            said.add(occasion.name)


@given(courses, st.integers(-60, 60))
def test_the_kind_says_where_today_stands(course, night):
    today = start(course) + night * DAY
    occasion = last_occasion(course, today)
    if occasion and not course.returned:
        expected = {True: "before", False: "after"}[today < course.due_on] if today != course.due_on else "today"
        assert occasion.kind == expected


@given(courses, st.integers(-60, 60))
def test_the_next_occasion_is_the_first_on_which_the_last_one_changes(course, night):
    after = start(course) + night * DAY
    coming = next_occasion(course, after)
    assert coming.day > after
    assert last_occasion(course, coming.day) == coming
    assert last_occasion(course, coming.day - DAY) == last_occasion(course, after)
    assert step_of(coming.name) == (coming.day - start(course)).days


@given(courses)
def test_every_name_fits_its_column(course):
    assert len(next_occasion(course, start(course) + 3650 * DAY).name) <= 40
