"""Two versions of a plan side by side: nothing differs from itself, and each single change is named."""

import dataclasses
import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan.enums import Duty
from targets.enums import Comparator, Direction
from targets.exchange import records as r
from targets.exchange.differences import differences
from targets.exchange.schema import read_plan

PLAN = read_plan((Path(__file__).resolve().parents[2] / "fixtures" / "plan-ha-nam-2024.json").read_text("utf-8"))
LISTS = ("agencies", "groups", "recipients", "sections", "tasks", "indicators")


def changed(table, number=0, /, **fields):
    rows = list(getattr(PLAN, table))
    rows[number] = replace(rows[number], **fields)
    return replace(PLAN, **{table: rows})


def without(name, number=0):
    rows = getattr(PLAN, name)
    return replace(PLAN, **{name: [*rows[:number], *rows[number + 1 :]]})


def of_plan(**fields):
    return replace(PLAN, plan=replace(PLAN.plan, **fields))


def of_task(duty, name="Sở A mới"):
    party = r.ResponsibilityRecord(duty, None, "MOI", name)
    return changed("tasks", responsibilities=[*PLAN.tasks[0].responsibilities, party])


FIRST, TASK = PLAN.indicators[0], PLAN.tasks[0]
CHANGES = [
    (of_plan(title="Khác"), "plan", "trích yếu"),
    (of_plan(coordinator="SYT"), "plan", "cơ quan đầu mối"),
    (of_plan(number="9/KH"), "plan", "số, ký hiệu"),
    (of_plan(issued_on=dt.date(2024, 3, 1)), "plan", "ngày ban hành"),
    (of_plan(report_due=r.Due("11-30", "12-15")), "plan", "hạn báo cáo hằng năm"),
    (of_plan(legal_bases=PLAN.plan.legal_bases[1:]), "plan", "căn cứ"),
    (replace(PLAN, authority="SYT"), "plan", "cơ quan chủ quản"),
    (changed("recipients", text="Lưu: VT, mới"), "recipients", "nơi nhận"),
    (changed("groups", members=["SYT", "SNV"]), "groups", "thành viên"),
    (changed("sections", 3, title="Tên khác"), "sections", "tiêu đề"),
    (changed("sections", 3, text="Lời khác"), "sections", "nội dung"),
    (changed("tasks", title="Tên khác"), "tasks", "tên"),
    (changed("tasks", text="Lời khác"), "tasks", "nội dung"),
    (of_task(Duty.LEAD), "tasks", "chủ trì"),
    (of_task(Duty.SUPPORT), "tasks", "phối hợp"),
    (changed("indicators", name="Tên khác"), "indicators", "tên"),
    (changed("indicators", unit="hộ"), "indicators", "đơn vị tính"),
    (changed("indicators", definition="Khác"), "indicators", "định nghĩa"),
    (changed("indicators", direction=Direction.DOWN), "indicators", "chiều"),
    (changed("indicators", multiplier=1000), "indicators", "hệ số nhân"),
    (changed("indicators", owner=r.OwnerRecord("SNV", True)), "indicators", "cơ quan báo cáo"),
    (changed("indicators", baseline=r.BaselineRecord(2020, Decimal("1.5"), "x")), "indicators", "số gốc"),
    (changed("indicators", target=replace(FIRST.target, year=2029)), "indicators", "mức phải đạt"),
    (replace(PLAN, more={FIRST.code: r.More([FIRST.target], [(2026, Decimal(3))], [])}), "indicators", "lộ trình"),
    (changed("agencies", 2, name="Tên mới"), "agencies", "tên đầy đủ"),
]


@pytest.mark.parametrize(("new", "kind", "what"), CHANGES, ids=[f"{kind}-{what}" for _new, kind, what in CHANGES])
def test_each_single_change_is_named(new, kind, what):
    found = differences(PLAN, new)
    assert (kind, what) in {(one.kind, one.what) for one in found}
    back = {(one.kind, one.code, one.what, one.after, one.before) for one in differences(new, PLAN)}
    assert back == {(one.kind, one.code, one.what, one.before, one.after) for one in found}


@pytest.mark.parametrize("name", ["groups", "sections", "tasks", "indicators"])
def test_what_is_new_or_gone_is_told_whole(name):
    (gone,) = [one for one in differences(PLAN, without(name)) if one.kind == name]
    (new,) = [one for one in differences(without(name), PLAN) if one.kind == name]
    assert (gone.is_gone, gone.is_new, new.is_new) == (True, False, True)
    assert gone.before == new.after != ()


@settings(max_examples=10)
@given(st.data())
def test_the_order_of_rows_is_no_difference(data):
    shuffled = {name: data.draw(st.permutations(getattr(PLAN, name))) for name in LISTS}
    shuffled["tasks"] = [
        replace(task, responsibilities=data.draw(st.permutations(task.responsibilities))) for task in shuffled["tasks"]
    ]
    assert differences(PLAN, PLAN) == []
    assert differences(PLAN, replace(PLAN, **shuffled)) == []


def test_a_wording_that_moves_within_its_text_is_a_difference():
    texts = "Một.\n\nHai.", "Hai.\n\nMột."
    (found,) = differences(changed("tasks", text=texts[0]), changed("tasks", text=texts[1]))
    assert (found.before, found.after) == (("Một.", "Hai."), ("Hai.", "Một."))


def test_only_the_lines_that_differ_are_told_in_the_words_of_an_official():
    target = r.TargetRecord(2030, Comparator.GT, Decimal(95), None, None, "trên 95%")
    (found,) = differences(PLAN, changed("indicators", target=target))
    assert found.after == ("trên 95%, năm 2030 (“trên 95%”)",)
    dropped = changed("tasks", responsibilities=TASK.responsibilities[1:])
    (gone,) = differences(PLAN, dropped)
    assert (len(gone.before), gone.after) == (1, ())


@pytest.mark.parametrize(("table", "row"), [("tasks", TASK), ("indicators", FIRST)])
def test_no_field_changes_unseen(table, row):
    """One that is added to the file and forgotten in the facets would."""
    texts = [field.name for field in dataclasses.fields(row) if field.type == "str" or field.type is str]
    for name in set(texts) - {"code"}:
        assert differences(PLAN, changed(table, **{name: "đổi khác"})), name
