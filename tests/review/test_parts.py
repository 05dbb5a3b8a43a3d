"""Parts beside the whole: what adds up, what does not, and when the figures cannot all be right."""

from decimal import Decimal
from fractions import Fraction

import pytest

from reports.parts import Comparison, Part
from targets.enums import Kind


def part(value=None, pair=None, answer="figure", agency="Huyện"):
    upper, lower = pair or (None, None)
    return Part(
        agency=agency,
        answer=answer,
        value=value and Decimal(value),
        numerator=upper and Decimal(upper),
        denominator=lower and Decimal(lower),
    )


def compared(whole, *parts, kind=Kind.COUNT, unit="căn hộ", multiplier=None, decimals=0):
    whole = whole and (whole if isinstance(whole, Part) else part(whole))
    return Comparison(kind=kind, unit=unit, decimals=decimals, multiplier=multiplier, whole=whole, parts=parts)


@pytest.mark.parametrize(
    ("whole", "parts", "difference", "wrong"),
    [
        ("30", ["10", "20"], "0 căn hộ", False),
        ("31", ["10", "20"], "−1 căn hộ", True),
        ("29", ["10", "20"], "1 căn hộ", True),
        ("0.4", ["0.2", "0.19"], "−0,01 căn hộ", True),
    ],
)
def test_counts_add_up(whole, parts, difference, wrong):
    found = compared(whole, *map(part, parts))
    assert (found.difference_words, found.is_wrong) == (difference, wrong)
    assert bool(found.flag()) == wrong


def test_the_flag_names_both_figures():
    flag = compared("31", part("10"), part("20")).flag()
    assert flag.sentence == "Các phần cộng lại được 30 căn hộ, khác số chung 31 căn hộ."


def test_parts_that_are_still_to_come_are_no_contradiction_unless_the_others_are_too_many_already():
    missing = part(answer="", agency="Lý Nhân")
    found = compared("31", part("10"), missing)
    assert (found.missing, found.is_wrong, found.total_words) == (["Lý Nhân"], False, "10 căn hộ")
    flag = compared("9", part("10"), missing).flag()
    assert flag.sentence == "Các phần đã gửi cộng lại được 10 căn hộ, đã lớn hơn số chung 9 căn hộ."


def test_a_part_without_data_is_missing_and_one_that_is_not_due_is_not():
    assert compared("10", part("9"), part(answer="no_data", agency="A")).missing == ["A"]
    assert compared("10", part("9"), part(answer="not_due")).is_wrong


def test_shares_come_together_through_their_numerators_and_denominators():
    share = {"kind": Kind.PERCENT, "unit": "%", "multiplier": 100}
    parts = part("50", (1, 2)), part("90", (90, 100))
    found = compared("89.2", *parts, **share)
    assert (found.total, found.is_wrong) == (Fraction(9100, 102), False)
    wrong = compared("70", *parts, **share)
    assert (wrong.total_words, wrong.difference_words) == ("89%", "19 điểm phần trăm")
    assert wrong.is_wrong


def test_of_shares_some_of_which_lack_their_numbers_and_of_measures_nothing_is_added():
    share = {"kind": Kind.PERCENT, "unit": "%", "multiplier": 100}
    assert compared("89", part("50", (1, 2)), part("90"), **share).total is None
    age = compared("75", part("74"), part("76"), kind=Kind.NUMBER, unit="tuổi")
    assert (age.total, age.is_wrong, age.total_words) == (None, False, "")


def test_without_a_whole_there_is_nothing_to_contradict():
    found = compared(None, part("10"), part("20"))
    assert (found.whole_words, found.total_words) == ("", "30 căn hộ")
    assert (found.difference_words, found.flag()) == ("", None)


def test_a_sum_keeps_all_its_digits():
    found = compared("0.4", part("0.2"), part("0.200001"))
    assert (found.total_words, found.difference_words) == ("0,400001 căn hộ", "0,000001 căn hộ")
    assert found.flag().sentence == "Các phần cộng lại được 0,400001 căn hộ, khác số chung 0,4 căn hộ."


def test_quotients_that_differ_never_look_equal():
    whole = part("52.101380", (8120, 15585))
    share = {"kind": Kind.PERCENT, "unit": "%", "multiplier": 100, "decimals": 1}
    found = compared(whole, part("52.09", (8119, 15585)), **share)
    assert (found.total_words, found.whole_words, found.difference_words) == (
        "52,09%",
        "52,1%",
        "−0,01 điểm phần trăm",
    )
    assert compared(whole, whole, **share).whole_words == "52,1%"
