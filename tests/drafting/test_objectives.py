"""Paragraphs of objectives into indicators. `objectives.csv` holds ours, by kind of difficulty: one line a paragraph,
its indicators as "comparator lower..upper unit year name", "!" where something must be marked as unsure."""

import csv
import json
from pathlib import Path

import pytest

from targets.drafting.objectives import indicators
from targets.enums import Accumulation, Direction, Kind
from targets.figures import plain

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TABLE = list(csv.DictReader((HERE / "objectives.csv").read_text(encoding="utf-8").splitlines()))


def bound(value):
    return "" if value is None else plain(value)


def shown(one):
    aim = one.aim
    parts = [aim.comparator.value, f"{bound(aim.lower)}..{bound(aim.upper)}", one.unit or "-", str(aim.year or "-")]
    start = f" from {one.baseline[0]} {plain(one.baseline[1])}" if one.baseline else ""
    return f"{' '.join(parts)} {one.name}{start}{' !' if one.warnings else ''}"


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["text"][:40])
def test_each_paragraph_gives_what_it_asks_for_and_no_more(row):
    found = [shown(one) for one in indicators("1", row["text"])]
    assert found == [part.strip() for part in row["expected"].split(" | ") if part]


def test_the_first_plan_gives_all_its_42_indicators():
    """Code, comparator, bounds, kind and direction as in the plan that was entered by hand."""
    plan = json.loads((ROOT / "fixtures/plan-ha-nam-2024.json").read_text(encoding="utf-8"))
    text = next(section["text"] for section in plan["sections"] if section["code"] == "II.2.1")
    paragraphs = [part for part in text.split("\n\n") if part.startswith("- ")]
    found = [one for n, part in enumerate(paragraphs, 1) for one in indicators(f"2.1.{n}", part)]
    said = {one.code: (one.aim.comparator, bound(one.aim.lower), bound(one.aim.upper), one.direction) for one in found}
    wanted = {
        one["code"]: (
            one["target"]["comparator"],
            one["target"]["lower"] or "",
            one["target"]["upper"] or "",
            one["direction"],
        )
        for one in plan["indicators"]
    }
    misses = {code: (said.get(code), wanted.get(code)) for code in said.keys() | wanted.keys()}
    assert {code: both for code, both in misses.items() if both[0] != both[1]} == {}
    assert all(one.quote in text for one in found)  # verbatim


def test_a_sentence_hands_on_what_its_verb_says():
    kept, alone = indicators(
        "1", "- Giữ vững phổ cập tiểu học mức độ 3, phổ cập trung học mức độ 3; tối thiểu 80% đi học."
    )[1:]
    assert (kept.direction, kept.kind, kept.unit) == (Direction.MAINTAIN, Kind.LEVEL, "mức độ")
    assert alone.direction == Direction.UP
    made = indicators("1", "- Xây dựng 05 trường mầm non, 03 trạm y tế; có 12 nhà văn hóa.")
    assert [one.accumulation for one in made] == [Accumulation.WITHIN_YEAR] * 2 + [Accumulation.AT_TIME]


def test_prose_about_aims_in_general_gives_only_what_is_measured():
    text = "Nâng cao đời sống của Nhân dân; phấn đấu tỷ lệ hộ nghèo dưới 1%."
    assert [one.name for one in indicators("1", text, only_measured=True)] == ["Tỷ lệ hộ nghèo"]


def test_what_is_bad_falls_unless_help_is_counted():
    falls, helped = indicators("1", "- Tỷ lệ hộ nghèo đạt 2%; 90% hộ nghèo được hỗ trợ nhà ở.")
    assert (falls.direction, falls.aim.comparator.value, falls.bare) == (Direction.DOWN, "le", True)
    assert (helped.direction, helped.aim.comparator.value) == (Direction.UP, "ge")
