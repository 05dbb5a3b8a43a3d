"""What is declared or graded has years and answers, or whole steps; never a share or a line."""

from decimal import Decimal

from reports.dashboards.timeline import timeline
from targets.enums import Answer, Comparator, Direction, Kind
from targets.models import Target
from targets.possible import HIGHEST_LEVEL
from tests.dashboards.rows import make_row, measured


def declared(answers, **fields):
    done = [Target(pk=1, year=2030, comparator=Comparator.DONE)]
    return make_row(answers, kind=Kind.MILESTONE, unit="", targets=done, **fields)


def graded(answers, level=3, **fields):
    target = [Target(pk=1, year=2030, comparator=Comparator.GE, lower=Decimal(level))]
    return make_row(answers, kind=Kind.LEVEL, unit="mức độ", targets=target, **fields)


class TestDeclared:
    def test_every_answer_has_its_shape_and_word(self):
        answers = [Answer.NOT_DONE, Answer.NO_DATA, Answer.NOT_DUE, Answer.DONE]
        row = declared({2024 + place: measured(answer=answer) for place, answer in enumerate(answers)})

        stops = timeline(row, until=2027)["stops"]

        assert [(one["year"], one["mark"], one["words"]) for one in stops[:5]] == [
            (2024, "not_done", "chưa hoàn thành"),
            (2025, "no_data", "chưa có số liệu"),
            (2026, "not_due", "không thuộc kỳ"),
            (2027, "done", "đã hoàn thành"),
            (2028, "", "chưa đến kỳ"),
        ]
        assert [one["status"] for one in stops[2:5]] == ["not_measurable", "met", ""]

    def test_a_year_nobody_answered_has_no_data(self):
        assert timeline(declared({}), until=2024)["stops"][0]["mark"] == "no_data"

    def test_the_year_it_is_due_is_named_or_every_year(self):
        assert [one["year"] for one in timeline(declared({}), until=2026)["stops"] if one["due"]] == [2030]
        every = timeline(declared({}, direction=Direction.MAINTAIN), until=2026)["stops"]
        assert all(one["due"] == "phải đạt" for one in every)

    def test_it_has_no_levels(self):
        assert "levels" not in timeline(declared({}), until=2026)


class TestGraded:
    def test_a_grade_is_filled_up_to_itself_and_marked_once(self):
        row = graded({2024: measured("2"), 2025: measured("3", "estimate")}, highest_level=3)

        levels = timeline(row, until=2025)["levels"]

        assert [one["label"] for one in levels] == ["mức độ 3", "mức độ 2", "mức độ 1"]
        assert [level["cells"][0]["reached"] for level in levels] == [False, True, True]
        assert [level["cells"][0]["mark"] for level in levels] == ["", "official", ""]
        assert [level["cells"][1]["mark"] for level in levels] == ["estimate", "", ""]

    def test_what_is_asked_for_is_marked_at_its_grade(self):
        levels = timeline(graded({}, direction=Direction.MAINTAIN), until=2025)["levels"]

        assert all(cell["asked"] for cell in levels[0]["cells"])
        assert not any(cell["asked"] for cell in levels[1]["cells"])

    def test_the_scale_goes_to_its_highest_grade_even_where_nobody_asks_for_it(self):
        assert len(timeline(graded({2024: measured("1")}, level=2, highest_level=4), until=2024)["levels"]) == 4

    def test_no_figure_on_record_draws_more_grades_than_there_can_be(self):
        row = graded({2024: measured("1" + "0" * 14)}, level=40_000, direction=Direction.MAINTAIN)

        config = timeline(row, until=2024)

        assert len(config["levels"]) == HIGHEST_LEVEL
        assert config["stops"][0]["words"] == "mức độ 100.000.000.000.000,0"
        assert [level["cells"][0]["mark"] for level in config["levels"][:2]] == ["official", ""]
        assert config["levels"][0]["cells"][0]["asked"]

    def test_a_year_without_an_answer_stands_at_the_axis(self):
        levels = timeline(graded({2024: measured(answer=Answer.NOT_DUE)}), until=2025)["levels"]

        assert [level["cells"][0]["mark"] for level in levels] == ["", "", "not_due"]
        assert levels[-1]["cells"][1]["mark"] == "no_data"
        assert levels[-1]["cells"][2]["mark"] == ""

    def test_the_legend_names_only_what_is_there(self):
        config = timeline(graded({2024: measured("3")}, direction=Direction.MAINTAIN), until=2024)

        assert [one["mark"] for one in config["legend"]] == ["official", "target"]
