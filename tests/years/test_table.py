"""Frozen lines of several years become one table, and two years are compared, without a database."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.years.comparing import Turn, difference_of, pairs_of, turn_of
from reports.years.table import Cell, Line, Row, counts_of, rows_of
from targets.enums import Status


def cell(value="50", status=Status.ON_TRACK, places=1):
    figure = None if value is None else Decimal(value)
    return Cell(words=value or "", note="", value=figure, places=places, status=status, sentence="", agency="")


def line(year, code, order=1, *, name="Tên", unit="%", target="tối thiểu 60%", **rest):
    return Line(year=year, order=order, code=code, name=name, unit=unit, target=target, cell=cell(**rest))


def test_each_code_is_one_row_in_the_order_of_the_latest_report():
    rows = rows_of([line(2024, "2"), line(2024, "1", 2), line(2025, "1"), line(2025, "2", 2), line(2024, "0", 3)])
    assert [row.code for row in rows] == ["1", "2", "0"]
    assert [sorted(row.cells) for row in rows] == [[2024, 2025], [2024, 2025], [2024]]


def test_a_row_is_named_as_the_latest_report_names_it_and_says_what_earlier_ones_called_it():
    (row,) = rows_of(
        [line(2024, "1", name="Cũ", target="dưới 3%"), line(2025, "1", name="Mới"), line(2026, "1", name="Mới")]
    )
    assert (row.name, row.target) == ("Mới", "tối thiểu 60%")
    assert row.renamed == [(2024, "Cũ: dưới 3% (%)")]


def test_verdicts_are_counted_by_year():
    rows = rows_of([line(2024, "1"), line(2024, "2"), line(2025, "1", status=Status.MISSED)])
    assert counts_of(rows, [2024, 2025]) == {2024: {Status.ON_TRACK: 2}, 2025: {Status.MISSED: 1}}


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        (Status.ON_TRACK, Status.ON_TRACK, Turn.SAME),
        (Status.ON_TRACK, Status.OFF_TRACK, Turn.WORSE),
        (Status.MISSED, Status.AT_RISK, Turn.BETTER),
        (Status.ON_TRACK, Status.NO_DATA, Turn.LOST),
        (Status.NO_DATA, Status.MISSED, Turn.GAINED),
        (Status.NOT_MEASURABLE, Status.NO_DATA, Turn.LOST),
        (Status.NO_DATA, Status.NOT_MEASURABLE, Turn.GAINED),
    ],
)
def test_the_turn_of_a_verdict(before, after, turn):
    assert turn_of(cell(status=before), cell(status=after)) == turn


@given(st.sampled_from(Status), st.sampled_from(Status))
def test_turned_round_better_is_worse_and_gained_is_lost(one, other):
    mirrored = {Turn.BETTER: Turn.WORSE, Turn.GAINED: Turn.LOST, Turn.SAME: Turn.SAME}
    there, back = turn_of(cell(status=one), cell(status=other)), turn_of(cell(status=other), cell(status=one))
    assert mirrored.get(there, back) == back or mirrored[back] == there


def test_what_only_one_report_has_is_new_or_gone():
    assert (turn_of(None, cell()), turn_of(cell(), None)) == (Turn.NEW, Turn.GONE)


@pytest.mark.parametrize(
    ("before", "after", "unit", "words"),
    [
        ("50", "51.8", "%", "+1,8 điểm phần trăm"),
        ("51.8", "50", "%", "\N{MINUS SIGN}1,8 điểm phần trăm"),
        ("1200", "12392", "căn hộ", "+11.192,0 căn hộ"),
        ("50.0", "50", "%", "không đổi"),
        (None, "50", "%", ""),
    ],
)
def test_the_difference_in_words(before, after, unit, words):
    row = Row("1", "Tên", unit, "")
    assert difference_of(row, cell(before), cell(after)) == words


def test_figures_that_were_measured_otherwise_are_not_subtracted():
    (row,) = rows_of([line(2024, "1", unit="người"), line(2025, "1")])
    (pair,) = pairs_of([row], 2024, 2025)
    assert pair.difference == ""
