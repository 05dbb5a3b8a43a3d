"""Charts as data: what is drawn is what was accepted, and a year without a figure breaks the line."""

import datetime as dt
from decimal import Decimal

import pytest

from plan.models import Amendment, Plan
from reports.dashboards import charts
from targets.enums import Accumulation, Answer, Comparator, Direction, Kind, Quality
from targets.models import Baseline, Indicator, Measurement, Target
from targets.selectors import IndicatorRow

PLAN = Plan(start_year=2024, horizon_year=2030, at_risk_share=Decimal("0.1"))


def measured(value=None, quality=Quality.OFFICIAL, answer=Answer.FIGURE):
    return Measurement(answer=answer, value=value and Decimal(value), quality=quality)


def make_row(measurements=None, *, baseline=None, targets=None, kind=Kind.PERCENT, unit="%", **fields):
    indicator = Indicator(
        code="2.1.1",
        kind=kind,
        unit=unit,
        decimals=1,
        direction=fields.pop("direction", Direction.UP),
        accumulation=fields.pop("accumulation", Accumulation.AT_TIME),
    )
    if baseline:
        Baseline(indicator=indicator, year=baseline[0], value=Decimal(baseline[1]), source="Niên giám")
    return IndicatorRow(
        indicator=indicator,
        plan=PLAN,
        on=dt.date(2026, 11, 23),
        owners=[],
        targets=targets or [Target(pk=1, year=2030, comparator=Comparator.GE, lower=Decimal(60))],
        milestone_rows=[],
        measurements=measurements or {},
    )


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


class TestSeries:
    def test_it_holds_the_accepted_values_exactly_with_quality_and_verdict(self):
        row = make_row({2024: measured("50.30"), 2026: measured("61", "estimate")}, baseline=(2023, "40"))

        config = charts.series(row, until=2026)

        assert config["values"] == [
            {"year": 2024, "value": "50.3", "quality": "official", "verdict": "on_track"},
            {"year": 2026, "value": "61", "quality": "estimate", "verdict": "met"},
        ]
        assert config["years"] == list(range(2023, 2031))
        assert config["bounds"] == [0, 100]

    def test_the_path_starts_at_a_baseline_it_leads_away_from(self):
        config = charts.series(make_row(baseline=(2023, "40")), until=2026)

        assert config["path"][0] == {"year": 2023, "value": "40"}
        assert config["path"][-1] == {"year": 2030, "value": "60"}
        assert config["baseline"] == {"year": 2023, "value": "40", "label": "40,0%"}

    def test_a_baseline_already_better_stands_apart_from_the_flat_path(self):
        config = charts.series(make_row(baseline=(2023, "70")), until=2026)

        assert config["path"][0] == {"year": 2024, "value": "60"}

    def test_an_amended_target_is_a_step_that_names_its_decision(self):
        decision = Amendment(number="412/QĐ-UBND", decided_on=dt.date(2025, 6, 2))
        day = dt.date(2025, 6, 2)
        targets = [
            Target(pk=1, year=2030, comparator=Comparator.GE, lower=Decimal(60), valid_to=day),
            Target(pk=2, year=2030, comparator=Comparator.GE, lower=Decimal(70), valid_from=day, amendment=decision),
        ]

        config = charts.series(make_row(targets=targets, baseline=(2023, "40")), until=2026)

        assert config["target"]["label"] == "412/QĐ-UBND: ít nhất 70%"
        assert [one["label"] for one in config["former_targets"]] == ["đến 02/06/2025: ít nhất 60%"]

    def test_amounts_that_add_up_are_drawn_as_running_totals(self):
        flats = [Target(pk=1, year=2030, comparator=Comparator.GE, lower=Decimal(700))]
        row = make_row(
            {2024: measured("100"), 2025: measured("50")},
            kind=Kind.COUNT,
            unit="căn hộ",
            accumulation=Accumulation.WITHIN_YEAR,
            targets=flats,
        )

        assert [point["value"] for point in charts.series(row, until=2026)["values"]] == ["100", "150"]


def test_bars_carry_the_counts_of_the_table():
    config = charts.bars([("done", "Hoàn thành"), ("no_data", "Chưa có")], [("Sở Y tế", [3, 0], "/x/")])

    assert config["rows"] == [{"label": "Sở Y tế", "counts": [3, 0], "url": "/x/"}]
    assert config["states"] == [{"value": "done", "label": "Hoàn thành"}, {"value": "no_data", "label": "Chưa có"}]
