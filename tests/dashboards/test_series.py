"""The chart of an indicator as data: accepted figures exactly, and everything that they are measured against."""

import datetime as dt
from decimal import Decimal

import pytest

from plan.models import Amendment
from reports.dashboards.series import series
from targets.enums import Accumulation, Answer, Comparator, Direction, Kind
from targets.models import Milestone, Target
from targets.outlook import outlook_of
from tests.dashboards.rows import make_row, measured

DECIDED = dt.date(2026, 3, 2)
DECISION = Amendment(pk=7, number="412/QĐ-UBND", decided_on=DECIDED)


def chart(row, history=None, until=2026):
    return series(row, history or {}, outlook_of(row), until=until)


def amended(**fields):
    """60% until the decision of 2026, 70% from then on."""
    targets = [
        Target(pk=1, year=2030, comparator=Comparator.GE, lower=Decimal(60), valid_to=DECIDED),
        Target(pk=2, year=2030, comparator=Comparator.GE, lower=Decimal(70), valid_from=DECIDED, amendment=DECISION),
    ]
    return make_row({2025: measured("50")}, targets=targets, baseline=(2023, "40"), **fields)


def flats(amounts, **changes):
    target = [Target(pk=1, year=2030, comparator=Comparator.GE, lower=Decimal(700))]
    options = {"kind": Kind.COUNT, "unit": "căn hộ", "accumulation": Accumulation.WITHIN_YEAR, "targets": target}
    return make_row(amounts, **(options | changes))


def marks(config):
    return [one["mark"] for one in config["legend"]]


class TestValues:
    def test_it_holds_the_accepted_values_exactly_with_their_quality(self):
        row = make_row({2024: measured("50.30"), 2026: measured("61", "estimate")}, baseline=(2023, "40"))

        config = chart(row)

        assert config["values"] == [
            {"year": 2024, "value": "50.3", "text": "50,3%", "quality": "official"},
            {"year": 2026, "value": "61", "text": "61,0%", "quality": "estimate"},
        ]
        assert config["years"] == list(range(2023, 2031))
        assert config["bounds"] == ["0", "100"]

    def test_its_axis_ends_where_figures_do(self):
        assert chart(make_row({2024: measured("104")}))["bounds"] == ["0", None]
        assert chart(flats({}))["bounds"] == ["0", None]

    def test_its_text_never_rounds_a_miss_into_a_pass(self):
        row = make_row({2024: measured("59.96")})

        assert chart(row)["values"][0]["text"] == "59,96%"

    def test_amounts_that_add_up_are_drawn_as_running_totals(self):
        row = flats({2024: measured("100"), 2025: measured("50")})

        assert [point["value"] for point in chart(row)["values"]] == ["100", "150"]

    def test_a_total_with_an_estimate_in_it_is_marked_as_one(self):
        row = flats({2024: measured("100", "estimate"), 2025: measured("50")})

        assert [point["quality"] for point in chart(row)["values"]] == ["estimate", "estimate"]


class TestNothing:
    def test_zero_is_a_value_and_the_other_two_kinds_are_none(self):
        row = make_row(
            {
                2024: measured("0"),
                2025: measured(answer=Answer.NO_DATA),
                2026: measured(answer=Answer.NOT_DUE),
            }
        )

        config = chart(row)

        assert [(one["year"], one["value"]) for one in config["values"]] == [(2024, "0")]
        assert config["nothing"] == [{"year": 2025, "answer": "no_data"}, {"year": 2026, "answer": "not_due"}]
        assert {"official", "no_data", "not_due"} <= set(marks(config))

    def test_a_year_nobody_answered_has_no_data_until_now_and_nothing_to_show_later(self):
        assert chart(make_row({2024: measured("50")}), until=2025)["nothing"] == [{"year": 2025, "answer": "no_data"}]


class TestFormerFigures:
    def test_an_estimate_that_was_made_official_stays_in_the_chart(self):
        row = make_row({2025: measured("51")})
        history = {2025: [measured("49.5", "estimate"), measured("51")]}

        config = chart(row, history)

        assert config["former"] == [{"year": 2025, "value": "49.5", "text": "49,5%", "quality": "estimate"}]
        assert "former" in marks(config)

    def test_of_a_running_total_with_the_years_before_it(self):
        row = flats({2024: measured("100"), 2025: measured("60")})

        config = chart(row, {2025: [measured("50", "estimate"), measured("60")]})

        assert [one["value"] for one in config["former"]] == ["150"]

    def test_a_figure_that_was_only_confirmed_is_drawn_once(self):
        row = make_row({2025: measured("51")})

        config = chart(row, {2025: [measured("51", "estimate"), measured("51")]})

        assert config["former"] == []
        assert "former" not in marks(config)


class TestPathAndBaseline:
    def test_the_path_starts_at_a_baseline_it_leads_away_from(self):
        config = chart(make_row(baseline=(2023, "40")))

        assert config["path"][0] == {"year": 2023, "value": "40", "text": "40,0%"}
        assert config["path"][-1] == {"year": 2030, "value": "60", "text": "60,0%"}
        assert config["baseline"] == {"year": 2023, "value": "40", "label": "40,0%"}

    def test_a_baseline_already_better_stands_apart_from_the_flat_path(self):
        config = chart(make_row(baseline=(2023, "70")))

        assert config["path"][0] == {"year": 2024, "value": "60", "text": "60,0%"}

    def test_its_text_never_rounds_a_year_of_it_onto_the_target_or_the_figure(self):
        milestones = [Milestone(year=2025, value=Decimal("59.96")), Milestone(year=2026, value=Decimal("50.04"))]
        path = chart(make_row({2026: measured("50")}, milestones=milestones))["path"]

        assert [one["text"] for one in path][:2] == ["59,96%", "50,04%"]

    def test_the_target_alone_is_no_path(self):
        config = chart(make_row({2024: measured("50")}))

        assert config["path"] == []
        assert "path" not in marks(config)


class TestTargets:
    def test_one_target_is_one_step(self):
        (target,) = chart(make_row())["targets"]

        assert (target["since"], target["until"], target["year"]) == (2024, 2030, 2030)
        assert (target["lower"], target["upper"], target["label"]) == ("60", None, "ít nhất 60%")

    def test_an_amended_target_is_a_step_that_names_its_decision(self):
        config = chart(amended())

        assert [(one["since"], one["until"], one["label"]) for one in config["targets"]] == [
            (2024, 2025, "ít nhất 60%"),
            (2026, 2030, "ít nhất 70%"),
        ]
        assert config["decisions"] == [{"year": 2026, "label": "412/QĐ-UBND"}]

    def test_a_schedule_set_by_a_decision_names_it_too_and_once(self):
        milestone = Milestone(year=2027, value=Decimal(55), amendment=DECISION, valid_from=DECIDED)

        assert chart(make_row(milestones=[milestone]))["decisions"] == [{"year": 2026, "label": "412/QĐ-UBND"}]
        assert len(chart(amended(milestones=[milestone]))["decisions"]) == 1

    def test_what_held_from_the_first_year_is_no_step(self):
        milestone = Milestone(year=2027, value=Decimal(55), amendment=DECISION, valid_from=dt.date(2024, 1, 15))

        assert chart(make_row(milestones=[milestone]))["decisions"] == []

    def test_to_be_better_than_the_baseline_has_no_bound_to_draw(self):
        better = [Target(pk=1, year=2030, comparator=Comparator.INCREASE)]

        config = chart(make_row(targets=better))

        assert config["targets"][0]["lower"] is None
        assert "target" not in marks(config)


class TestProjection:
    def test_the_fan_opens_at_the_last_figure(self):
        row = make_row({2024: measured("50"), 2025: measured("52"), 2026: measured("53")})

        fan = chart(row)["projection"]

        assert fan[0] == {"year": 2026, "value": "53", "low": "53", "high": "53"}
        assert fan[-1] == {
            "year": 2030,
            "value": "59.5",
            "low": "57",
            "high": "62",
            "text": "59,5%",
            "between": "57,0% - 62,0%",
        }
        assert [one["year"] for one in fan] == [2026, 2027, 2028, 2029, 2030]

    def test_no_year_of_it_is_rounded_onto_the_target(self):
        row = make_row({2024: measured("59.80"), 2025: measured("59.83"), 2026: measured("59.86")})

        texts = {one["year"]: (one["text"], one["between"]) for one in chart(row)["projection"][1:]}

        assert texts[2029] == ("59,95%", "59,95% - 59,95%")

    @pytest.mark.parametrize("years", [(), (2024,), (2024, 2026)])
    def test_it_is_not_there_from_fewer_than_three_figures(self, years):
        config = chart(make_row({year: measured("50") for year in years}))

        assert "projection" not in config
        assert "projection" not in marks(config)

    def test_a_falling_one_is_bounded_by_what_is_possible(self):
        falling = [Target(pk=1, year=2030, comparator=Comparator.LT, upper=Decimal(1))]
        row = make_row(
            {2024: measured("5"), 2025: measured("3"), 2026: measured("1")},
            targets=falling,
            direction=Direction.DOWN,
        )

        assert {one["low"] for one in chart(row)["projection"][1:]} == {"0"}
