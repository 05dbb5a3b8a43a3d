"""A figure with numerator and denominator is judged by the exact quotient, however it was rounded."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from targets.enums import Answer, Comparator, Direction, Kind, Status
from targets.quotient import agrees, exact_figure, quotient, stored, written_value
from targets.rule import Reading, TargetRule
from targets.verdicts import judge

counts = st.decimals(min_value=0, max_value=10**9, places=0)
denominators = st.decimals(min_value=1, max_value=10**9, places=0)


def whole_share(direction=Direction.UP, comparator=Comparator.EQ, bound="100", **bounds):
    return TargetRule(
        comparator=comparator,
        year=2030,
        start_year=2024,
        direction=direction,
        kind=Kind.PERCENT,
        unit="%",
        **(bounds or {"lower": Decimal(bound)}),
    )


def reading(numerator, denominator, multiplier=100):
    exact = quotient(Decimal(numerator), Decimal(denominator), multiplier)
    return Reading(answer=Answer.FIGURE, value=stored(exact), exact=exact)


def verdict(rule, numerator, denominator, year=2030):
    return judge(rule, year, reading(numerator, denominator), at_risk_share=Decimal("0.1"))


@pytest.mark.parametrize(
    ("numerator", "denominator", "multiplier", "exact"),
    [
        ("8120", "15585", 100, Fraction(8120 * 100, 15585)),
        ("0", "12", 100, Fraction(0)),
        ("733", "861000", 10_000, Fraction(7_330_000, 861_000)),
        ("3", "0", 100, None),
        ("0", "0", 100, None),
        ("-1", "4", 100, Fraction(-25)),
    ],
)
def test_the_quotient(numerator, denominator, multiplier, exact):
    assert quotient(Decimal(numerator), Decimal(denominator), multiplier) == exact


@pytest.mark.parametrize(
    ("value", "agreed"),
    [("52.1", True), ("52.10", True), ("52", True), ("52.2", False), ("52.101", True), ("52.102", False)],
)
def test_a_typed_figure_agrees_when_it_is_the_quotient_rounded_as_it_was_written(value, agreed):
    assert agrees(Decimal(value), Fraction(8120 * 100, 15585)) == agreed


def test_a_figure_that_contradicts_its_quotient_is_judged_as_it_was_reported():
    assert exact_figure(Decimal("60"), Decimal(8120), Decimal(15585), 100) == Decimal("60")
    assert exact_figure(Decimal("60"), Decimal(8120), Decimal(0), 100) == Decimal("60")
    assert exact_figure(Decimal("60"), None, None, 100) == Decimal("60")
    assert exact_figure(Decimal("60"), Decimal(8120), Decimal(15585), None) == Decimal("60")
    assert exact_figure(Decimal("52.1"), Decimal(8120), Decimal(15585), 100) == Fraction(8120 * 100, 15585)


@pytest.mark.parametrize(
    ("value", "numerator", "denominator", "marks", "written"),
    [
        ("8.940115", "733", "8199", [], "8.9"),  # nobody wrote these digits
        ("8.94", "733", "8199", [], "8.94"),  # somebody did
        ("8.8", "733", "8199", [], "8.8"),  # and who contradicts the quotient is quoted, too
        ("8.940115", "733", "8199", ["8.9"], "8.94"),
        ("99.969997", "9996", "9999", [], "99.97"),  # never 100,0
        ("50", "1", "2", ["50"], "50.0"),
        ("8.940115", None, None, [], "8.940115"),
    ],
)
def test_a_quotient_that_nobody_wrote_out_is_shortened_as_far_as_it_stays_true(
    value, numerator, denominator, marks, written
):
    pair = [part and Decimal(part) for part in (numerator, denominator)]

    shown = written_value(Decimal(value), *pair, multiplier=100, decimals=1, marks=map(Decimal, marks))

    assert str(shown) == written


def test_one_household_short_of_all_is_no_hundred_per_cent_however_many_there_are():
    missed = verdict(whole_share(), 999_999_999, 1_000_000_000)
    assert reading(999_999_999, 1_000_000_000).value == 100
    assert missed.status == Status.MISSED
    assert missed.sentence == "99,9999999% năm 2030, chưa đến 100%: không đạt"
    assert verdict(whole_share(), 1_000_000_000, 1_000_000_000).status == Status.MET


def test_a_third_meets_a_third_and_a_strict_bound_is_not_met_by_rounding():
    below = whole_share(Direction.DOWN, Comparator.LT, upper=Decimal(1))
    assert verdict(below, 1, 100).status == Status.MISSED
    assert verdict(below, 9_999_999_999, 10**12).status == Status.MET
    assert verdict(below, 10_000_000_001, 10**12).status == Status.MISSED
    above = whole_share(comparator=Comparator.GT, lower=Decimal(95))
    assert verdict(above, 95, 100).status == Status.MISSED
    assert verdict(above, 9_500_000_001, 10**10).status == Status.MET


def test_more_than_all_is_above_a_hundred_and_still_counts():
    assert verdict(whole_share(), 104, 100).status == Status.MET
    within = whole_share(comparator=Comparator.RANGE, lower=Decimal(60), upper=Decimal(65))
    assert verdict(within, 104, 100).status == Status.EXCEEDED


@given(counts, counts, denominators)
def test_with_the_same_denominator_fewer_is_never_better(one, other, denominator):
    more, fewer = max(one, other), min(one, other)
    rule = whole_share(comparator=Comparator.GE, lower=Decimal(60))
    assert verdict(rule, more, denominator).status.severity <= verdict(rule, fewer, denominator).status.severity


@given(counts, denominators)
@example(Decimal(999_999_999), Decimal(1_000_000_000))
def test_met_is_decided_by_counting_not_by_rounding(numerator, denominator):
    met = verdict(whole_share(), numerator, denominator).status == Status.MET
    assert met == (numerator >= denominator)


@given(counts, denominators, st.integers(2, 9))
def test_counting_everything_twice_changes_no_verdict(numerator, denominator, factor):
    once = verdict(whole_share(), numerator, denominator, year=2027)
    again = verdict(whole_share(), numerator * factor, denominator * factor, year=2027)
    assert (once.status, once.sentence) == (again.status, again.sentence)
