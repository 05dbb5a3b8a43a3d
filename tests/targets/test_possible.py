"""What figures there can be at all."""

from decimal import Decimal

import pytest

from targets.enums import Comparator, Kind
from targets.models import Target
from targets.possible import Bounds, possible_bounds
from tests.dashboards.rows import make_row, measured


def D(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("kind", "options", "least", "most"),
    [
        (Kind.PERCENT, {}, "0", "100"),
        (Kind.PERCENT, {"multiplier": 100}, "0", "100"),
        (Kind.COUNT, {}, "0", None),
        (Kind.RATE, {}, "0", None),
        (Kind.NUMBER, {}, None, None),
        (Kind.NUMBER, {"multiplier": 1}, "0", None),
        (Kind.LEVEL, {"highest_level": 4}, "1", "4"),
        (Kind.LEVEL, {}, "1", "20"),
    ],
)
def test_each_kind_has_its_own(kind, options, least, most):
    assert possible_bounds(kind, **options) == Bounds(D(least), D(most))


@pytest.mark.parametrize(
    ("known", "least", "most"),
    [
        (["0", "100"], "0", "100"),
        (["105"], "0", None),
        (["-3"], None, "100"),
        (["-3", "105"], None, None),
        ([None], "0", "100"),
    ],
)
def test_what_has_been_or_is_asked_for_can_be(known, least, most):
    assert possible_bounds(Kind.PERCENT, known=[D(one) for one in known]) == Bounds(D(least), D(most))


def test_both_ends_can_be_themselves():
    share = possible_bounds(Kind.PERCENT)

    assert [share.hold(Decimal(value)) for value in ("-0.1", "0", "100", "100.1")] == [False, True, True, False]


def test_of_an_indicator_its_targets_figures_and_baseline_are_known():
    growth = [Target(pk=1, year=2030, comparator=Comparator.GE, lower=Decimal(110))]

    assert make_row().possible == Bounds(Decimal(0), Decimal(100))
    assert make_row(targets=growth).possible.most is None
    assert make_row({2025: measured("104")}).possible.most is None
    assert make_row(baseline=(2023, "-2")).possible.least is None
