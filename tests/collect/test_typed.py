"""Reading what was typed for an indicator: figure, numerator and denominator, grade; and why not, at which control."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.typed import Typed, read
from targets.enums import Kind
from targets.figures import format_figure


def typed(figure="", numerator="", denominator="", multiplier=100, **more):
    return Typed(figure=figure, numerator=numerator, denominator=denominator, multiplier=multiplier, **more)


def test_without_a_figure_the_quotient_is_it_stored_to_six_decimals_and_known_exactly():
    found = read(typed(numerator="8.120", denominator="15.585"))
    assert (found.value, found.exact) == (Decimal("52.101380"), Fraction(812000, 15585))
    assert (found.numerator, found.denominator, found.problem) == (Decimal(8120), Decimal(15585), None)


def test_a_figure_as_typed_counts_even_where_the_quotient_is_another():
    found = read(typed("52,5", "8.120", "15.585"))
    assert (found.value, found.exact) == (Decimal("52.5"), Fraction(812000, 15585))


def test_the_multiplier_is_the_indicators_own():
    assert read(typed(numerator="814", denominator="885.900", multiplier=10_000)).value == Decimal("9.188396")


def test_a_zero_is_a_figure():
    assert read(typed("0")).value == 0
    assert read(typed(numerator="0", denominator="15")).value == 0


@pytest.mark.parametrize(
    ("numerator", "denominator", "field", "words"),
    [
        ("8.120", "", "typed_denominator", "chưa có mẫu số"),
        ("", "15.585", "typed_numerator", "chưa có tử số"),
        ("8.120", "0", "typed_denominator", "lớn hơn 0"),
        ("8.120", "−5", "typed_denominator", "lớn hơn 0"),
        ("nhiều", "15", "typed_numerator", "không phải là một số"),
        ("8", "12,392", "typed_denominator", "chưa rõ là số nào"),
        ("999.999.999.999.999", "0,000001", "typed_numerator", "quá lớn"),
    ],
)
def test_what_cannot_be_divided_is_said_at_the_control_and_never_half_kept(numerator, denominator, field, words):
    found = read(typed(numerator=numerator, denominator=denominator))
    assert found.problem.field == field
    assert words in found.problem.sentence
    assert (found.value, found.numerator, found.denominator, found.exact) == (None, None, None, None)
    assert read(typed("52", numerator, denominator)).value == 52, "the figure typed is read all the same"


def test_the_figures_own_problem_comes_first():
    assert read(typed("1.5", "8", "")).problem.field == "typed"


def test_an_unclear_spelling_comes_with_those_to_choose_from():
    assert read(typed(numerator="1,234", denominator="5")).problem.choices == ("1.234", "1,2340")


def test_numerator_and_denominator_count_only_where_they_are_defined():
    assert read(typed(numerator="8", denominator="16", multiplier=None)).value is None


@pytest.mark.parametrize(
    ("figure", "highest", "value"),
    [
        *[("2", 3, 2), ("3", 3, 3), ("4", 3, None), ("0", 3, None), ("1,5", 3, None)],
        *[("7", None, 7), ("20", None, 20), ("0", None, None), ("21", None, None), ("1" + "0" * 14, None, None)],
    ],
)
def test_a_grade_is_one_of_the_scale(figure, highest, value):
    found = read(typed(figure, multiplier=None, kind=Kind.LEVEL, highest_level=highest))
    assert found.value == value
    assert (found.problem is None) == (value is not None)


counts = st.integers(0, 10**9)


@given(upper=counts, lower=st.integers(1, 10**9), multiplier=st.sampled_from([1, 100, 10_000]))
def test_what_is_stored_is_within_half_a_millionth_of_the_quotient(upper, lower, multiplier):
    texts = format_figure(Decimal(upper)), format_figure(Decimal(lower))
    found = read(typed("", *texts, multiplier=multiplier))
    assert found.exact == Fraction(upper, lower) * multiplier
    assert abs(Fraction(found.value) - found.exact) <= Fraction(1, 2 * 10**6)
