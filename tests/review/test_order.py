"""The order of the board, the round as two figures, and where a round stands."""

import datetime as dt
from types import SimpleNamespace

import pytest

from agencies.enums import Level, Role
from agencies.models import Membership
from reports.enums import State
from reports.models import Extension, Round, Submission
from reports.review import ranking
from reports.review.counting import Tally, counts_of, tally_of
from reports.review.narrowing import Narrowing, Only
from reports.review.order import Pile, RoundState, lateness, round_state, when_words
from tests import factories as f
from tests.factories import ZONE

DUE = dt.datetime(2026, 12, 5, 23, 59, 59, tzinfo=ZONE)
NOW = dt.datetime(2026, 12, 9, 8, 0, tzinfo=ZONE)
DAY = dt.timedelta(days=1)


@pytest.fixture
def table(world):
    """An empty round: `add` puts a report on it, `names` ranks them, `tally` counts them."""
    later = {"parts_due_at": DUE, "consolidation_due_at": DUE + 10 * DAY, "opened_at": f.NOW}
    round_ = Round.objects.create(plan=world.plan, year=2026, data_until=DUE.date(), due_at=DUE, **later)
    contacts = Membership.objects.filter(role=Role.REPORTER)

    def add(name, state=State.DRAFT, *, own_due_at=None, first=None, last=None, has_contact=True, **more):
        agency = f.make_agency(f"CQ{Submission.objects.count()}", name, short_name=name, **more)
        sent = {"first_sent_at": first, "last_sent_at": last or first}
        report = Submission.objects.create(round=round_, agency=agency, agency_name=name, state=state, **sent)
        if has_contact:
            f.make_user(agency, Role.REPORTER)
        if own_due_at:
            decision = {"reason": "Chờ số", "decided_by": "Giám đốc", "at": f.NOW, "by": world.dung}
            Extension.objects.create(submission=report, due_at=own_due_at, **decision)

    def names(now=NOW, **narrowing):
        shown = ranking.narrowed(ranking.reports_of(round_, contacts, now=now), Narrowing(**narrowing))
        ranked = ranking.worst_first(shown, round_, now=now, zone=ZONE)
        return [Submission.objects.get(pk=pk).agency_name for pk in ranked]

    def groups(now=NOW):
        return ranking.groups_of(ranking.reports_of(round_, contacts, now=now))

    return SimpleNamespace(add=add, names=names, groups=groups, tally=lambda: tally_of(groups()))


def test_what_was_never_sent_comes_before_what_came_back_before_what_waits_before_what_is_done(table):
    table.add("xong", State.ACCEPTED, first=DUE - DAY)
    table.add("khóa", State.LOCKED, first=DUE - 2 * DAY)
    table.add("chờ", State.SUBMITTED, first=DUE - DAY)
    table.add("trả", State.RETURNED, first=DUE - DAY)
    table.add("ký", State.AWAITING)
    assert table.names() == ["ký", "trả", "chờ", "khóa", "xong"]


def test_among_the_unsent_the_longest_overdue_by_its_own_due_moment_comes_first(table):
    table.add("gia hạn", own_due_at=DUE + 5 * DAY)
    table.add("trễ")
    assert table.names() == ["trễ", "gia hạn"]
    assert table.names(now=DUE + 9 * DAY) == ["trễ", "gia hạn"]


def test_of_two_days_late_the_last_hour_does_not_count_but_a_minute_after_the_day_does(table):
    table.add("a", State.SUBMITTED, first=DUE + dt.timedelta(minutes=1))
    table.add("b", State.SUBMITTED, first=DUE + 20 * dt.timedelta(hours=1), has_contact=False)
    table.add("c", State.SUBMITTED, first=DUE + DAY + dt.timedelta(minutes=1))
    assert table.names() == ["c", "b", "a"]


def test_at_equal_lateness_whom_nobody_can_remind_comes_first_then_the_name(table):
    table.add("a")
    table.add("b")
    table.add("c", has_contact=False)
    assert table.names() == ["c", "a", "b"]


def test_what_waits_longest_for_the_officer_comes_first(table):
    table.add("a", State.SUBMITTED, first=DUE - DAY)
    table.add("b", State.SUBMITTED, first=DUE - 9 * DAY)
    assert table.names() == ["b", "a"]


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
def test_every_state_has_its_pile(table, state, first, pile):
    table.add("a", state, first=first)
    assert {key: table.names(pile=key) for key in Pile} == {key: ["a"] if key == pile else [] for key in Pile}
    assert table.tally().piles == {key: int(key == pile) for key in Pile}


def late(own_due_at=DUE, first=None):
    return lateness(due_at=DUE, own_due_at=own_due_at, first_sent_at=first, now=NOW, zone=ZONE)


def test_lateness_counts_to_the_first_sending_and_to_now_while_nothing_came():
    assert late(first=DUE).by_own == 0
    assert late().by_own == 4


def test_an_extension_shows_both_latenesses():
    extended = late(own_due_at=DUE + 2 * DAY, first=DUE + 3 * DAY)
    assert (extended.by_round, extended.by_own) == (3, 1)


def test_the_two_figures_count_extensions_as_in_time_and_say_so(table):
    table.add("sớm", State.SUBMITTED, first=DUE)
    table.add("gia hạn", State.ACCEPTED, own_due_at=DUE + 2 * DAY, first=DUE + DAY)
    table.add("trễ", State.SUBMITTED, first=DUE + DAY)
    table.add("chưa", has_contact=False)
    figures = table.tally()
    assert (figures.total, figures.sent, figures.in_time, figures.thanks_to_extension) == (4, 3, 2, 1)
    assert (figures.sent_share, figures.in_time_share, figures.unreachable) == (75, 50, ("chưa",))
    assert figures.piles == {Pile.UNSENT: 1, Pile.RETURNED: 0, Pile.WAITING: 2, Pile.ACCEPTED: 1}


def test_what_is_late_is_late_by_its_own_due_moment_sent_or_not(table):
    table.add("sớm", State.SUBMITTED, first=DUE)
    table.add("gia hạn", own_due_at=NOW + DAY)
    table.add("hết gia hạn", own_due_at=DUE + DAY)
    table.add("trễ", State.SUBMITTED, first=DUE + DAY)
    table.add("chưa")
    assert table.names(only=frozenset({Only.LATE})) == ["chưa", "hết gia hạn", "trễ"]
    assert table.names(only=frozenset({Only.LATE}), now=DUE) == ["trễ"]
    assert table.names(only=frozenset({Only.EXTENDED})) == ["hết gia hạn", "gia hạn"]
    assert table.names(only=frozenset({Only.EXTENDED, Only.LATE})) == ["hết gia hạn"]


@pytest.mark.parametrize("pile", [None, Pile.UNSENT])
@pytest.mark.parametrize("level", [None, Level.PROVINCE, Level.DISTRICT])
@pytest.mark.parametrize("only", [set(), {Only.LATE}, {Only.LATE, Only.UNREACHABLE}, {Only.EXTENDED}])
def test_what_is_counted_is_what_would_be_shown(table, pile, level, only):
    table.add("sở trễ")
    table.add("huyện trễ", level=Level.DISTRICT)
    table.add("huyện trễ, không người", level=Level.DISTRICT, has_contact=False)
    table.add("huyện gia hạn", level=Level.DISTRICT, own_due_at=NOW + DAY)
    table.add("huyện xong", State.ACCEPTED, first=DUE + DAY, level=Level.DISTRICT)
    asked = {"pile": pile, "level": level, "only": frozenset(only)}
    counts = counts_of(table.groups(), Narrowing(**asked))
    assert counts.shown == len(table.names(**asked))
    assert counts.any_pile == len(table.names(**asked | {"pile": None}))
    assert counts.piles == {one: len(table.names(**asked | {"pile": one})) for one in Pile}
    assert counts.levels == {
        one: len(table.names(**asked | {"level": one})) for one in (Level.PROVINCE, Level.DISTRICT)
    }
    assert counts.only == {one: len(table.names(**asked | {"only": frozenset(only) | {one}})) for one in Only}


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (NOW, "hôm nay 08:00"),
        (NOW - dt.timedelta(hours=8, minutes=1), "hôm qua 23:59"),
        (NOW - DAY, "hôm qua 08:00"),
        (NOW - dt.timedelta(days=1, hours=8, minutes=1), "2 ngày trước"),
    ],
)
def test_a_moment_is_told_by_the_calendar_day(at, words):
    assert when_words(at.astimezone(dt.UTC), NOW, ZONE) == words


def test_a_share_is_never_rounded_up_to_a_hundred():
    figures = {"in_time": 0, "thanks_to_extension": 0, "piles": {}}
    assert Tally(total=200, sent=199, **figures).sent_share == 99
    assert Tally(total=0, sent=0, **figures).sent_share == 0


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
