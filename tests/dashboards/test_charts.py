"""Small pictures and bars as data: what is drawn is what was accepted, and a year without a figure breaks the line."""

from decimal import Decimal

import pytest

from reports.dashboards import charts
from targets.enums import Answer, Comparator, Kind
from targets.models import Target
from tests.dashboards.rows import make_row, measured


class TestSpark:
    def test_a_year_without_a_figure_breaks_the_line(self):
        row = make_row({2024: measured("50"), 2025: measured("52"), 2027: measured("55")})

        assert charts.spark(row, until=2030).line.count("M") == 2

    def test_later_years_are_not_drawn(self):
        row = make_row({2024: measured("50"), 2025: measured("52")})

        line = charts.spark(row, until=2024)

        assert line.line.count("L") == 0
        assert len(line.dots) == 1

    def test_the_path_runs_from_the_baseline_to_the_bound(self):
        line = charts.spark(make_row({2024: measured("30")}, baseline=(2023, "40")), until=2024)

        assert line.path.startswith("M5,")
        assert line.path.count("L") == 6
        assert line.bounds == "M147,5h12"  # the bound is the highest of all: at the upper edge

    @pytest.mark.parametrize(
        ("quality", "look"), [("official", "full"), ("preliminary", "hollow"), ("estimate", "hollow")]
    )
    def test_the_last_value_is_filled_when_official(self, quality, look):
        line = charts.spark(make_row({2024: measured("30", quality)}), until=2024)

        assert [dot.look for dot in line.dots] == [look]

    def test_a_milestone_is_a_row_of_years_not_a_line(self):
        done = [Target(pk=1, year=2030, comparator=Comparator.DONE)]
        answers = {
            2024: measured(answer=Answer.NOT_DONE),
            2025: measured(answer=Answer.NO_DATA),
            2026: measured(answer=Answer.DONE),
        }

        line = charts.spark(make_row(answers, kind=Kind.MILESTONE, unit="", targets=done), until=2026)

        assert (line.path, line.line) == ("", "")
        assert [dot.look for dot in line.dots] == ["hollow", "none", "full", "none", "none", "none", "none"]

    def test_a_grade_is_full_in_the_years_it_was_reached(self):
        grade = [Target(pk=1, year=2030, comparator=Comparator.GE, lower=Decimal(3))]
        row = make_row({2024: measured("2"), 2025: measured("3")}, kind=Kind.LEVEL, unit="mức độ", targets=grade)

        assert [dot.look for dot in charts.spark(row, until=2026).dots][:3] == ["hollow", "full", "none"]

    def test_without_any_number_nothing_is_drawn(self):
        better = [Target(pk=1, year=2030, comparator=Comparator.INCREASE)]

        assert charts.spark(make_row(targets=better), until=2026) == charts.Spark()


def test_bars_carry_the_counts_of_the_table():
    config = charts.bars([("done", "Hoàn thành"), ("no_data", "Chưa có")], [("Sở Y tế", [3, 0], "/x/")])

    assert config["rows"] == [{"label": "Sở Y tế", "counts": [3, 0], "url": "/x/"}]
    assert config["states"] == [{"value": "done", "label": "Hoàn thành"}, {"value": "no_data", "label": "Chưa có"}]
