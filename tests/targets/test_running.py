"""What an amount that adds up has come to, in words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from targets.enums import Accumulation, Comparator, Direction, Kind
from targets.rule import TargetRule
from targets.running import running_words

FLATS = TargetRule(
    comparator=Comparator.GE,
    year=2030,
    start_year=2024,
    lower=Decimal(12392),
    kind=Kind.COUNT,
    unit="căn hộ",
    accumulation=Accumulation.WITHIN_YEAR,
)


def words(accepted, year, value=None, rule=FLATS):
    yearly = {one: None if figure is None else Decimal(figure) for one, figure in accepted.items()}
    return running_words(rule, yearly, year=year, value=None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("accepted", "year", "value", "expected"),
    [
        ({}, 2024, 1046, "Cộng dồn 2024: 1.046 căn hộ; còn 11.346 để đạt 12.392"),
        ({2024: 1046, 2025: 1250}, 2026, 1824, "Cộng dồn 2024-2026: 4.120 căn hộ; còn 8.272 để đạt 12.392"),
        ({2024: 1046, 2025: 1250}, 2026, 0, "Cộng dồn 2024-2026: 2.296 căn hộ; còn 10.096 để đạt 12.392"),
        ({2024: 1046, 2025: 1250}, 2026, None, "Cộng dồn 2024-2025: 2.296 căn hộ; còn 10.096 để đạt 12.392"),
        ({2024: 12392}, 2025, 5, "Cộng dồn 2024-2025: 12.397 căn hộ; đã đủ 12.392"),
        (
            {2024: 1046, 2025: None},
            2026,
            5,
            "Cộng dồn 2024-2026: 1.051 căn hộ; chưa có số liệu năm 2025; còn 11.341 để đạt 12.392",
        ),
        ({}, 2024, None, ""),
    ],
)
def test_the_total_says_what_is_done_what_is_missing_and_what_is_left(accepted, year, value, expected):
    assert words(accepted, year, value) == expected


@pytest.mark.parametrize(
    ("changes", "value", "left"),
    [
        ({"comparator": Comparator.GT, "lower": "12000"}, 12000, "còn phải vượt 12.000"),
        ({"comparator": Comparator.GT, "lower": "12000"}, 11000, "còn hơn 1.000 để vượt 12.000"),
        ({"comparator": Comparator.GT, "lower": "12000"}, 12001, "đã đủ 12.000"),
        (
            {"comparator": Comparator.APPROX, "lower": "12000", "tolerance": Decimal(500)},
            11700,
            "đã đủ khoảng 12.000 (dung sai 500)",
        ),
        (
            {"comparator": Comparator.APPROX, "lower": "12000", "tolerance": Decimal(500)},
            11400,
            "còn 100 để đạt khoảng 12.000 (dung sai 500)",
        ),
        ({"comparator": Comparator.EQ, "lower": "12000", "direction": Direction.MAINTAIN}, 12001, ""),
    ],
)
def test_enough_is_what_the_target_takes_for_enough(changes, value, left):
    rule = replace(FLATS, **changes | {"lower": Decimal(changes["lower"])})

    assert words({}, 2024, value, rule=rule).partition("căn hộ")[2].removeprefix("; ") == left


def test_this_years_accepted_amount_is_not_counted_beside_the_one_typed_now():
    assert words({2024: 10, 2025: 99}, 2025, 20).startswith("Cộng dồn 2024-2025: 30 căn hộ")
    assert words({2024: 10, 2025: 99}, 2025).startswith("Cộng dồn 2024: 10 căn hộ")


def test_of_what_is_to_be_kept_low_nothing_is_left_to_do():
    low = TargetRule(
        comparator=Comparator.LE,
        year=2030,
        start_year=2024,
        upper=Decimal(9),
        direction=Direction.DOWN,
        kind=Kind.COUNT,
        unit="vụ",
        accumulation=Accumulation.WITHIN_YEAR,
    )
    assert words({2024: 3}, 2025, 2, rule=low) == "Cộng dồn 2024-2025: 5 vụ"


def test_a_state_of_things_does_not_add_up():
    at_time = TargetRule(comparator=Comparator.GE, year=2030, start_year=2024, lower=Decimal(60))
    assert words({2024: 50}, 2025, 52, rule=at_time) == ""
