"""Small multiples: what is drawn is what was accepted; what changed on record changes on the page."""

import re
from decimal import Decimal

import pytest

from plan.models import Plan
from reports.dashboards.judged import Judged
from reports.dashboards.multiples import axis, multiple, spoken
from targets.enums import Answer, Comparator, Direction, Kind, Quality
from targets.models import Baseline, Indicator, Target
from targets.selectors import indicator_row
from tests import factories as f
from tests.dashboards.figures import record
from tests.dashboards.test_dashboard import words


def drawn(world, code: str = "2.1.1", until: int = 2026) -> str:
    return multiple(indicator_row(world.plan, code, on=f.TODAY), until=until)


def circles(drawing: str) -> list[tuple[str, str]]:
    """(look, x) of every circle."""
    return re.findall(r'<circle class="(\w+)" cx="(\d+)"', drawing)


def test_official_figures_are_full_others_hollow_and_a_gap_is_a_dashed_circle(world):
    record(world.indicators[0], 2024, "41", by=world.dung)
    record(world.indicators[0], 2026, "44", by=world.dung, quality=Quality.ESTIMATE)

    assert circles(drawn(world)) == [("full", "12"), ("hollow", "84"), ("none", "48")]


def test_a_year_without_a_figure_breaks_the_line(world):
    for year in (2024, 2025, 2027):
        record(world.indicators[0], year, "41", by=world.dung)

    line = re.search(r'class="values" d="([^"]+)"', drawn(world, until=2027))[1]
    assert re.sub(r"\d+,\d+", "", line) == "MLM"


def test_years_after_the_one_looked_at_are_not_drawn(world):
    record(world.indicators[0], 2026, "44", by=world.dung)

    assert circles(drawn(world, until=2025)) == [("none", "12"), ("none", "48")]


def test_a_range_is_a_band_at_its_year_and_a_bound_a_stroke(world):
    f.make_indicator(world.plan, "2.1.3", owner=world.a, comparator=Comparator.RANGE, lower="60", upper="65")

    assert 'class="band" d="M219,8' in drawn(world, "2.1.3")
    assert 'class="bound" d="M217,58h22M217,8h22"' in drawn(world, "2.1.3")
    assert "band" not in drawn(world)


def test_all_pictures_share_one_axis_of_years():
    assert re.findall(r">(\d\d)<", axis(range(2024, 2031), year=2026)) == ["24", "25", "26", "27", "28", "29", "30"]
    assert 'class="axis-now" x="84"' in axis(range(2024, 2031), year=2026)


def test_a_declaration_has_marks_and_no_line(world):
    done = f.make_indicator(
        world.plan, "2.1.3", owner=world.a, comparator=Comparator.DONE, lower=None, kind=Kind.MILESTONE, unit=""
    )
    record(done, 2024, by=world.dung, answer=Answer.NOT_DONE)
    record(done, 2026, by=world.dung, answer=Answer.DONE)

    drawing = drawn(world, "2.1.3")

    assert [look for look, _x in circles(drawing)] == ["hollow", "none", "full", *["ahead"] * 4]
    assert "values" not in drawing


def test_a_grade_stands_in_its_mark(world):
    level = f.make_indicator(world.plan, "2.1.3", owner=world.a, lower="3", kind=Kind.LEVEL, unit="mức độ", decimals=0)
    record(level, 2025, "2", by=world.dung)
    record(level, 2026, "3", by=world.dung)

    drawing = drawn(world, "2.1.3")

    assert re.findall(r'<text class="grade( on)?"[^>]*>(\d)<', drawing) == [("", "2"), (" on", "3")]


def test_the_picture_says_what_it_draws(world):
    record(world.indicators[0], 2025, "41", by=world.dung)
    record(world.indicators[0], 2026, by=world.dung, answer=Answer.NO_DATA, note="chưa điều tra")
    row = indicator_row(world.plan, "2.1.1", on=f.TODAY)

    assert spoken(row, 2026) == "Năm 2025: 41,0%; năm 2026: chưa có số liệu; lộ trình năm 2026: 48,6%."
    assert 'role="img" aria-label="Năm 2025: 41,0%' in drawn(world)


def test_an_indicator_without_any_figure_says_so(world):
    row = indicator_row(world.plan, "2.1.2", on=f.TODAY)

    assert spoken(row, 2026) == "Chưa có số liệu năm nào."


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("41", "43.1", "+2,1 điểm %"),
        ("43.1", "41", "\N{MINUS SIGN}2,1 điểm %"),
        ("41", "41", "không đổi"),
        ("41", "41.01", "không đổi"),
        (None, "41", ""),
        ("41", None, ""),
    ],
)
def test_the_change_since_the_year_before(world, before, now, said):
    for year, value in ((2025, before), (2026, now)):
        if value:
            record(world.indicators[0], year, value, by=world.dung)

    assert Judged(indicator_row(world.plan, "2.1.1", on=f.TODAY), 2026).change == said


def test_the_goal_names_its_year_or_that_it_must_be_kept(world):
    f.make_indicator(world.plan, "2.1.3", owner=world.a, lower="98", direction=Direction.MAINTAIN)

    assert Judged(indicator_row(world.plan, "2.1.1", on=f.TODAY), 2026).goal == "Đích 2030: ít nhất 60%"
    assert Judged(indicator_row(world.plan, "2.1.3", on=f.TODAY), 2026).goal == "Giữ hằng năm: ít nhất 98%"


CHANGES = {
    "the figure": lambda world: record(world.indicators[0], 2026, "55", by=world.dung, revision=2),
    "the name": lambda world: Indicator.objects.filter(code="2.1.1").update(name="Tên mới"),
    "the target": lambda world: Target.objects.filter(indicator__code="2.1.1").update(lower=Decimal(90)),
    "the baseline": lambda world: Baseline.objects.update(value=Decimal(20)),
    "the plan": lambda world: Plan.objects.update(at_risk_share=Decimal("0.5")),
    "the owner": lambda world: type(world.a).objects.filter(code="SOA").update(short_name="Sở mới"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changed_on_record_changes_on_the_page(world, dashboard, change):
    """Rows that were read before are used again, but only where nothing at all is different."""
    record(world.indicators[0], 2026, "44", by=world.dung)
    before, again = dashboard(), dashboard()

    change(world)

    assert words(before) == words(again)
    assert words(dashboard()) != words(again)


def test_a_card_speaks_the_language_of_its_page(world, dashboard, client):
    record(world.indicators[0], 2026, "44", by=world.dung)
    dashboard()
    client.cookies["django_language"] = "en"

    assert "chậm" not in words(dashboard())
