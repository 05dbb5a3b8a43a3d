"""From an indicator's accepted figures to what is said of the years to come."""

from decimal import Decimal

import pytest

from targets.enums import Accumulation, Answer, Comparator, Kind
from targets.models import Target
from targets.outlook import outlook_of
from tests.dashboards.rows import make_row, measured


def flats(amounts):
    target = [Target(pk=1, year=2030, comparator=Comparator.GE, lower=Decimal(700))]
    adds_up = Accumulation.WITHIN_YEAR
    return make_row(amounts, kind=Kind.COUNT, unit="căn hộ", accumulation=adds_up, targets=target)


def test_without_a_target_there_is_nothing_to_head_for():
    assert outlook_of(make_row({2024: measured("50")}, targets=[])) is None


def test_a_gap_year_is_left_out():
    row = make_row({2024: measured("50"), 2025: measured(answer=Answer.NO_DATA), 2026: measured("53")})

    outlook = outlook_of(row)

    assert outlook.projection is None
    assert outlook.sentence == "Mới có số liệu của 2 năm; từ 3 năm trở lên mới có dự báo."
    assert "bình quân mỗi năm tăng 1,5" in outlook.task


def test_a_running_total_that_misses_a_year_is_not_projected():
    outlook = outlook_of(flats({2024: measured("100"), 2026: measured("100"), 2027: measured("100")}))

    assert outlook.projection is None
    assert outlook.sentence == "Còn thiếu số liệu năm 2025 nên chưa cộng dồn đủ để dự báo."
    assert outlook.task == ""


def test_a_running_total_is_told_by_the_year():
    outlook = outlook_of(flats({2024: measured("100"), 2025: measured("50"), 2026: measured("60")}))

    assert outlook.task.startswith("Cần thêm 122,5 căn hộ mỗi năm (2027-2030) để đạt mức từ 700 trở lên")
    assert outlook.projection.last.value == 150 + 5 * 55


def test_what_has_to_happen_begins_this_year_where_the_last_figure_is_older():
    outlook = outlook_of(flats({2024: measured("100")}))  # read on 23/11/2026

    assert outlook.task == "Cần thêm 120,0 căn hộ mỗi năm (2026-2030) để đạt mức từ 700 trở lên; năm 2024 thêm 100,0."


def test_growth_may_go_beyond_the_whole():
    row = make_row({2024: measured("99"), 2025: measured("101"), 2026: measured("103")})

    assert outlook_of(row).projection.last.value == 111


def test_a_year_is_found_among_the_projected():
    outlook = outlook_of(make_row({2024: measured("50"), 2025: measured("52"), 2026: measured("53")}))

    assert outlook.at(2030).value == Decimal("59.5")
    assert outlook.at(2026) is None


def test_the_exact_quotient_takes_part_not_what_was_rounded():
    row = make_row({2026: measured("66.666667")}, multiplier=100)
    row.measurements[2026].numerator, row.measurements[2026].denominator = Decimal(2), Decimal(3)
    row.targets[0].lower = Decimal("66.666667")

    assert not outlook_of(row).need.met


@pytest.mark.parametrize("years", [(), (2025,)])
def test_without_a_figure_nothing_can_be_said_of_what_has_to_happen(years):
    outlook = outlook_of(make_row({year: measured(answer=Answer.NO_DATA) for year in years}))

    assert outlook.task == ""
    assert outlook.sentence == "Chưa có số liệu; từ 3 năm trở lên mới có dự báo."
