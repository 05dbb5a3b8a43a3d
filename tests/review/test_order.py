"""Worst first, and the round as two figures."""

import datetime as dt

import pytest

from reports.enums import State
from reports.review.order import Pile, Report, RoundState, round_state, tally, worst_first
from tests.factories import ZONE

DUE = dt.datetime(2026, 12, 5, 23, 59, 59, tzinfo=ZONE)
NOW = dt.datetime(2026, 12, 9, 8, 0, tzinfo=ZONE)
DAY = dt.timedelta(days=1)


def report(name, state=State.DRAFT, *, own_due_at=DUE, first=None, last=None, has_contact=True):
    return Report(
        pk=hash(name),
        name_key=name,
        state=state,
        due_at=DUE,
        own_due_at=own_due_at,
        first_sent_at=first,
        last_sent_at=last or first,
        has_contact=has_contact,
    )


def order(*reports, now=NOW):
    return [r.name_key for r in worst_first(reports, now=now, zone=ZONE)]


def test_what_was_never_sent_comes_before_what_came_back_before_what_waits_before_what_is_done():
    assert order(
        report("xong", State.ACCEPTED, first=DUE - DAY),
        report("khóa", State.LOCKED, first=DUE - 2 * DAY),
        report("chờ", State.SUBMITTED, first=DUE - DAY),
        report("trả", State.RETURNED, first=DUE - DAY),
        report("ký", State.AWAITING),
    ) == ["ký", "trả", "chờ", "khóa", "xong"]


def test_among_the_unsent_the_longest_overdue_by_its_own_due_moment_comes_first():
    later = DUE + 5 * DAY
    assert order(report("gia hạn", own_due_at=later), report("trễ"), now=NOW) == ["trễ", "gia hạn"]
    assert order(report("gia hạn", own_due_at=later), report("trễ"), now=DUE + 9 * DAY) == ["trễ", "gia hạn"]


def test_at_equal_lateness_whom_nobody_can_remind_comes_first_then_the_name():
    assert order(report("b"), report("a"), report("c", has_contact=False)) == ["c", "a", "b"]


def test_what_waits_longest_for_the_officer_comes_first():
    early, late = DUE - 9 * DAY, DUE - DAY
    assert order(report("a", State.SUBMITTED, first=late), report("b", State.SUBMITTED, first=early)) == ["b", "a"]


@pytest.mark.parametrize(
    ("state", "first", "pile"),
    [
        (State.DRAFT, None, Pile.UNSENT),
        (State.AWAITING, None, Pile.UNSENT),
        (State.AWAITING, DUE, Pile.RETURNED),
        (State.RETURNED, DUE, Pile.RETURNED),
        (State.SUBMITTED, DUE, Pile.WAITING),
        (State.ACCEPTED, DUE, Pile.ACCEPTED),
        (State.LOCKED, DUE, Pile.ACCEPTED),
    ],
)
def test_every_state_has_its_pile(state, first, pile):
    assert report("a", state, first=first).pile == pile


def test_lateness_counts_to_the_first_sending_and_a_return_does_not_make_it_late():
    returned = report("a", State.RETURNED, first=DUE, last=DUE + 3 * DAY)
    assert returned.lateness(NOW, ZONE).by_own == 0


def test_an_extension_shows_both_latenesses():
    extended = report("a", State.SUBMITTED, own_due_at=DUE + 2 * DAY, first=DUE + 3 * DAY)
    lateness = extended.lateness(NOW, ZONE)
    assert (lateness.by_round, lateness.by_own) == (3, 1)


def test_the_two_figures_count_extensions_as_in_time_and_say_so():
    figures = tally(
        [
            report("sớm", State.SUBMITTED, first=DUE),
            report("gia hạn", State.ACCEPTED, own_due_at=DUE + 2 * DAY, first=DUE + DAY),
            report("trễ", State.SUBMITTED, first=DUE + DAY),
            report("chưa", has_contact=False),
        ]
    )
    assert (figures.total, figures.sent, figures.in_time, figures.thanks_to_extension) == (4, 3, 2, 1)
    assert (figures.sent_share, figures.in_time_share, figures.unreachable) == (75, 50, 1)
    assert figures.piles == {Pile.UNSENT: 1, Pile.RETURNED: 0, Pile.WAITING: 2, Pile.ACCEPTED: 1}


def test_a_share_is_never_rounded_up_to_a_hundred():
    sent = [report(str(n), State.SUBMITTED, first=DUE) for n in range(199)]
    assert tally([*sent, report("chưa")]).sent_share == 99
    assert tally([]).sent_share == 0


@pytest.mark.parametrize(
    ("now", "locked_at", "state"),
    [
        (DUE, None, RoundState.OPEN),
        (DUE + dt.timedelta(seconds=1), None, RoundState.DUE),
        (DUE + 10 * DAY, None, RoundState.DUE),
        (DUE + 11 * DAY, None, RoundState.OVERDUE),
        (DUE - DAY, DUE - 2 * DAY, RoundState.LOCKED),
    ],
)
def test_a_rounds_state_follows_from_its_two_due_moments(now, locked_at, state):
    found = round_state(due_at=DUE, consolidation_due_at=DUE + 10 * DAY, locked_at=locked_at, now=now)
    assert found == state
