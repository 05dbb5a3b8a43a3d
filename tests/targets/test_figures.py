from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.enums import Kind
from targets.figures import (
    FigureError,
    decimals_of,
    format_beside,
    format_figure,
    keeps_unit,
    parse_figure,
    parse_plain,
    plain,
    rounded,
    with_unit,
)

D = Decimal
figures = st.decimals(min_value=D(-(10**15) + 1), max_value=D(10**15 - 1), places=6)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.392", "12392"),
        ("1.234,5", "1234.5"),
        ("1.234.567,891", "1234567.891"),
        ("1234567", "1234567"),
        ("75,1", "75.1"),
        ("02", "2"),
        ("0", "0"),
        ("−0", "0"),
        ("0,996", "0.996"),
        ("1234,500", "1234.5"),
        ("-0,5", "-0.5"),
        ("−0,5", "-0.5"),
        ("\N{NO-BREAK SPACE} 75,1\t", "75.1"),
        ("52,1%", "52.1"),
        ("52,1 %", "52.1"),
        ("999999999999999,999999", "999999999999999.999999"),
    ],
)
def test_a_figure_is_read_the_vietnamese_way(text, value):
    read = parse_figure(text)
    assert (read, read.is_signed()) == (D(value), D(value).is_signed())


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("1.5", ("1,5",)),
        ("-1.50", ("−1,5",)),
        ("0.996", ("0,996",)),
        ("1.2345", ("1,2345",)),
        ("1234.5", ("1.234,5",)),
        ("12,392", ("12.392", "12,3920")),
        ("−12,392", ("−12.392", "−12,3920")),
        ("1,234.5", ("1.234,5",)),
        ("1,234,567", ("1.234.567",)),
    ],
)
def test_an_unclear_figure_is_asked_about(text, choices):
    with pytest.raises(FigureError) as refusal:
        parse_figure(text)
    assert refusal.value.choices == choices
    assert all(choice in str(refusal.value) for choice in choices)
    for choice in choices:
        parse_figure(choice)


@pytest.mark.parametrize(
    "text",
    [
        "1.23.456", "12.3456,7", "012.392", "0.1.2", "1.234.5", "12,39,2", "1e5", "∞", "NaN", "Infinity", "０７",
        "١٢", "५", "+5", "--5", "- 5", "5-", "5,", ",5", ".5", "%", "5%%", "5‰",
        "1 234,5", "1_000", "12 căn hộ", "0x10",
    ],
)  # fmt: skip
def test_what_is_no_figure_is_refused_in_a_sentence(text):
    with pytest.raises(FigureError, match="không phải là một số") as refusal:
        parse_figure(text)
    assert text in str(refusal.value)
    assert not refusal.value.choices


@pytest.mark.parametrize(
    "text", ["4" * 40, "1" * 16, "1.000.000.000.000.000", "0,1234567", "1.1234567", "1,234,567,890,123,456.5"]
)
def test_a_figure_too_long_to_keep_is_refused(text):
    with pytest.raises(FigureError, match="15 chữ số phần nguyên và 6 chữ số thập phân"):
        parse_figure(text)


@pytest.mark.parametrize("text", ["", "   ", "\N{NO-BREAK SPACE}"])
def test_nothing_typed_is_not_zero(text):
    with pytest.raises(FigureError, match="Chưa nhập số"):
        parse_figure(text)


def test_a_refusal_does_not_repeat_a_whole_page():
    with pytest.raises(FigureError) as refusal:
        parse_figure("văn bản " * 1000)
    assert len(str(refusal.value)) < 120


@given(st.text())
def test_any_text_is_read_or_refused_in_a_sentence(text):
    try:
        assert parse_figure(text).is_finite()
    except FigureError as refusal:
        assert str(refusal).endswith((".", ")."))  # noqa: PT017  both outcomes are right


@pytest.mark.parametrize(("text", "value"), [("0.99", "0.99"), ("-12392", "-12392"), ("0012", "12")])
def test_a_plain_figure_is_read(text, value):
    assert parse_plain(text) == D(value)


@pytest.mark.parametrize("text", ["", "0,99", "1.", ".5", "1e5", "NaN", "٣", " 1", "1\n", "+1", "1_0", "1.1234567"])
def test_a_plain_figure_has_one_spelling(text):
    with pytest.raises(FigureError):
        parse_plain(text)


@pytest.mark.parametrize(
    ("value", "decimals", "min_decimals", "text"),
    [
        ("12392", None, 0, "12.392"),
        ("75.100000", None, 0, "75,1"),
        ("1E+3", None, 0, "1.000"),
        ("78", 1, 1, "78,0"),
        ("76.25", 1, 0, "76,3"),
        ("-76.25", 1, 0, "−76,3"),
        ("76.249", 1, 0, "76,2"),
        ("0.996", 2, 0, "1"),
        ("0.996", 2, 2, "1,00"),
        ("-0.04", 1, 0, "0"),
        ("0", None, 0, "0"),
        ("12.392", None, 0, "12,3920"),
        ("0.752", 3, 0, "0,752"),
        ("1234.567", None, 0, "1.234,567"),
    ],
)
def test_a_figure_is_written_the_vietnamese_way(value, decimals, min_decimals, text):
    assert format_figure(D(value), decimals, min_decimals=min_decimals) == text


@given(figures)
def test_what_is_written_can_be_read_back(value):
    assert parse_figure(format_figure(value)) == value


@given(figures, st.integers(0, 6), st.integers(0, 6))
def test_writing_never_fails_and_is_never_off_by_more_than_half_a_digit(value, decimals, min_decimals):
    written = parse_figure(format_figure(value, decimals, min_decimals=min_decimals))
    assert abs(written - value) <= D(5).scaleb(-max(decimals, min_decimals) - 1)


def test_rounding_does_not_depend_on_the_kind_of_number():
    assert rounded(D("-2.5"), 0) == rounded(Fraction(-5, 2), 0) == D(-3)
    assert str(rounded(Fraction(232, 3), 1)) == "77.3"


@pytest.mark.parametrize(
    ("value", "bounds", "decimals", "text"),
    [
        ("0.996", ["1"], 2, "0,996"),
        ("0.996", [], 2, "1"),
        ("1", ["1"], 2, "1"),
        ("59.99996", ["60", "65"], 1, "59,99996"),
        ("65.04", ["60", "65"], 1, "65,04"),
        ("62.04", ["60", "65"], 1, "62"),
        ("0.96", ["0.955"], 1, "0,96"),
        ("0.96", ["0.98"], 1, "0,96"),
    ],
)
def test_a_figure_beside_a_bound_keeps_its_side(value, bounds, decimals, text):
    assert format_beside(D(value), [D(bound) for bound in bounds], decimals) == text


@given(figures, st.lists(st.fractions(-1000, 1000, max_denominator=30), max_size=3), st.integers(0, 6))
def test_a_figure_beside_any_bound_keeps_its_side(value, bounds, decimals):
    shown = Fraction(parse_plain_or_longer(format_beside(value, bounds, decimals)))
    assert [(shown > bound, shown < bound) for bound in bounds] == [(value > bound, value < bound) for bound in bounds]


def parse_plain_or_longer(text):
    """Bounds in thirds may ask for more digits than a figure may be typed with."""
    return D(text.replace(".", "").replace(",", ".").replace("−", "-"))


@pytest.mark.parametrize(
    ("value", "unit", "kind", "text"),
    [
        ("12392", "căn hộ", Kind.COUNT, "12.392 căn hộ"),
        ("75.1", "tuổi", Kind.NUMBER, "75,1 tuổi"),
        ("52.1", "%", Kind.PERCENT, "52,1%"),
        ("12", "‰", Kind.RATE, "12‰"),
        ("0.752", "", Kind.NUMBER, "0,752"),
        ("3", "mức độ", Kind.LEVEL, "mức độ 3"),
    ],
)
def test_a_figure_is_echoed_with_its_unit(value, unit, kind, text):
    assert with_unit(D(value), unit, kind) == text


@pytest.mark.parametrize(
    ("unit", "kind", "keeps"),
    [
        ("%", Kind.PERCENT, True),
        ("‰", Kind.RATE, True),
        ("mức độ", Kind.LEVEL, True),
        ("căn hộ", Kind.COUNT, False),
        ("", Kind.NUMBER, False),
    ],
)
def test_shares_and_grades_are_never_without_their_unit(unit, kind, keeps):
    assert keeps_unit(unit, kind) == keeps


@pytest.mark.parametrize(
    ("value", "text", "decimals"),
    [("12.500000", "12.5", 1), ("500", "500", 0), ("0.000", "0", 0), ("-3.10", "-3.1", 1), ("1E+3", "1000", 0)],
)
def test_programs_get_plain_figures_without_needless_zeros(value, text, decimals):
    assert (plain(D(value)), decimals_of(D(value))) == (text, decimals)
    assert parse_plain(plain(D(value))) == D(value)


def test_what_stands_on_a_mark_that_cannot_be_written_out_gets_no_endless_digits():
    third = Fraction(145, 3)
    assert format_beside(third, [third], 1) == "48,3"
    assert format_beside(third, [Decimal("48.333333")], 1) == "48,3333333"
    assert format_beside(Decimal("52.15"), [Fraction(1043, 20)], 1) == "52,15"
