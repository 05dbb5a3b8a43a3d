"""Indicators changed by a decision: what they measured goes on where they measure the same, and nowhere else."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from agencies.errors import Refused, Stale
from reports.collect.opening import open_round
from reports.collect.selectors import with_last_year
from reports.consolidate.reading import rows_of
from reports.dashboards.records import revisions_of
from reports.followup.selectors import find_record
from reports.models import IndicatorEntry
from targets.amending.brought import amendments_of
from targets.amending.indicators import add_indicator, change_indicator, content_of, end_indicator, row_on
from targets.amending.withdrawing import withdraw_indicator
from targets.enums import Answer, Comparator, Kind, Quality, Status
from targets.exchange.differences import differences
from targets.exchange.dump import as_file
from targets.models import Indicator, IndicatorOwner, Measurement, Milestone, Target
from targets.selectors import indicator_row, indicator_rows
from targets.services import AcceptedAnswer, record_measurements
from targets.setting.amending import Draft, amend_target
from targets.setting.decisions import Decision
from targets.setting.standing import state_of
from tests import factories as f
from tests.amending.test_tasks import BEFORE, DAY, decided
from tests.dashboards.figures import record

TARGET = Draft(year=2030, comparator=Comparator.GE, lower=Decimal(500), wording="ít nhất 500 căn")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: f.NOW)


def change(world, amendment, code="2.1.1", target=None, seen=None, **what):
    row = row_on(world.plan, code, on=amendment.effective_on)
    content = replace(content_of(row.indicator), **(what or {"definition": "Cách tính mới"}))
    return change_indicator(
        amendment=amendment,
        code=code,
        content=content,
        target=target,
        seen=seen or [state_of(row)],
        today=f.TODAY,
        by=f.person(world.dung),
    )


def add(world, amendment, code="2.1.9", **what):
    section = world.plan.sections.get(code="II.2.1")
    content = replace(content_of(world.indicators[0]), section=section, kind=Kind.COUNT, unit="căn", **what)
    by = f.person(world.dung)
    wanted = {"content": content, "target": TARGET, "owner": world.b}
    return add_indicator(amendment=amendment, code=code, today=f.TODAY, by=by, **wanted)


def finish(world, amendment, code, into=""):
    row = row_on(world.plan, code, on=amendment.effective_on)
    by = f.person(world.dung)
    return end_indicator(amendment=amendment, code=code, into=into, seen=[state_of(row)], today=f.TODAY, by=by)


def take_back(world, amendment, code):
    by = f.person(world.dung)
    withdraw_indicator(amendment=amendment, code=code, reason="ghi nhầm", today=f.TODAY, by=by)


def rows(world):
    found = [
        Indicator.objects.filter(plan=world.plan).order_by("pk").values("pk", "definition", "valid_to", "ended_by")
    ]
    for model in (Target, Milestone, IndicatorOwner):
        hanging = model.objects.filter(indicator__plan=world.plan)
        found.append(hanging.order_by("pk").values("pk", "indicator", "valid_from", "valid_to"))
    return [list(one) for one in found]


class TestHistory:
    """Of an indicator that measures the same runs through the new row."""

    @pytest.fixture
    def new(self, world):
        old = world.indicators[0]
        Milestone.objects.create(indicator=old, year=2027, value=Decimal(50))
        record(old, 2024, "44", by=world.dung)
        record(old, 2025, "47", by=world.dung)
        return change(world, decided(world), name="Tên mới")

    def test_figures_targets_schedule_and_baseline_are_joined(self, world, new, django_assert_num_queries):
        with django_assert_num_queries(5):
            row = indicator_row(world.plan, "2.1.1", on=f.TODAY)
        assert (row.indicator, row.value(2024), row.value(2025)) == (new, Decimal(44), Decimal(47))
        assert row.baseline_row.value == Decimal(40)
        assert {(target.indicator, target.holds_on(BEFORE)) for target in row.targets} == {
            (world.indicators[0], True),
            (new, False),
        }
        assert row.series == [world.indicators[0], new]
        assert row.required(2027) == Decimal(50)
        assert row.verdict(2025).status == Status.ON_TRACK
        assert [owner.agency for owner in row.owners] == [world.a]
        before = indicator_row(world.plan, "2.1.1", on=BEFORE)
        assert (before.indicator, before.indicator.name) == (world.indicators[0], "Chỉ tiêu 2.1.1")

    def test_a_later_figure_of_an_old_year_stands_on_the_row_that_holds_the_year(self, world, new):
        answer = AcceptedAnswer(
            indicator=new, year=2025, agency=world.a, answer=Answer.FIGURE, value=Decimal(48), quality=Quality.OFFICIAL
        )
        (row,) = record_measurements([answer], reason="số chính thức", by=world.dung, now=f.NOW)
        assert (row.indicator, row.revision) == (world.indicators[0], 2)
        (fresh,) = record_measurements([replace(answer, year=2026)], reason="", by=world.dung, now=f.NOW)
        assert fresh.indicator == new
        revisions = revisions_of(new)
        assert [one.value for one in revisions[2025]] == [Decimal(47), Decimal(48)]
        assert sorted(revisions) == [2024, 2025, 2026]

    def test_the_next_form_shows_last_years_figure(self, world, new):
        round_ = open_round(plan=world.plan, year=2026, by=f.person(world.khoa), now=f.NOW)
        entry = with_last_year(IndicatorEntry.objects.filter(submission__round=round_, indicator=new)).get()
        assert entry.last_value == Decimal(47)

    def test_its_agency_can_still_bring_an_old_figure_up_to_date(self, world, new):
        found = find_record(f.person(world.an), plan=world.plan, code="2.1.1", year=2024, on=f.TODAY)
        assert (found.measurement.value, found.sender) == (Decimal(44), world.a.pk)

    def test_a_target_amended_afterwards_hangs_on_the_row_of_its_day(self, world, new):
        later = Decision(number="20/QĐ", decided_on=f.TODAY, effective_on=f.TODAY)
        draft = Draft(year=2030, comparator=Comparator.GE, lower=Decimal(70), wording="70%")
        (held,) = new.targets.all()
        target = amend_target(
            indicator=new, draft=draft, instead_of=held.pk, decision=later, today=f.TODAY, by=f.person(world.dung)
        )
        assert target.indicator == new
        assert indicator_row(world.plan, "2.1.1", on=f.TODAY).rule_at(2026).lower == Decimal(70)


def test_what_measures_otherwise_starts_anew(world):
    record(world.indicators[0], 2025, "47", by=world.dung)
    amendment = decided(world)
    with pytest.raises(Refused, match="mức phải đạt mới"):
        change(world, amendment, kind=Kind.COUNT, unit="căn")
    new = change(world, amendment, kind=Kind.COUNT, unit="căn", target=TARGET)
    row = indicator_row(world.plan, "2.1.1", on=f.TODAY)
    assert (row.indicator, row.value(2025), row.baseline_row) == (new, None, None)
    assert [target.lower for target in row.targets] == [Decimal(500)]
    assert [owner.agency for owner in row.owners] == [world.a]
    (old,) = indicator_rows(world.plan, on=f.TODAY, only=[world.indicators[0].pk])
    assert (old.value(2025), old.rule_at(2026).lower) == (Decimal(47), Decimal(60))


def test_a_round_keeps_what_it_was_opened_with(world, round_):
    amendment = decided(world)
    change(world, amendment, name="Tên mới")
    finish(world, amendment, "2.1.2", into="2.1.1")
    add(world, amendment)
    assert [row.indicator for row in rows_of(round_)] == world.indicators
    later = open_round(plan=world.plan, year=2027, by=f.person(world.khoa), now=f.NOW)
    assert [row.indicator.name for row in rows_of(later)] == ["Tên mới", "Chỉ tiêu 2.1.1"]
    entries = IndicatorEntry.objects.filter(submission__round=later)
    assert set(entries.values_list("indicator__code", flat=True)) == {"2.1.1", "2.1.9"}
    for code in ("2.1.2", "2.1.9"):
        with pytest.raises(Refused, match="Kỳ báo cáo năm 2027 đã mở"):
            take_back(world, amendment, code)


@pytest.mark.parametrize("kind", ["added", "changed", "anew", "ended", "target"])
def test_what_is_taken_back_leaves_everything_as_it_was(world, round_, kind):
    Milestone.objects.create(indicator=world.indicators[0], year=2027, value=Decimal(50))
    record(world.indicators[0], 2025, "47", by=world.dung)
    was, code = rows(world), "2.1.1"
    amendment = decided(world)
    if kind == "added":
        code = add(world, amendment).code
    elif kind == "changed":
        change(world, amendment)
    elif kind == "anew":
        change(world, amendment, kind=Kind.COUNT, unit="căn", target=TARGET)
    elif kind == "ended":
        finish(world, amendment, code)
    else:
        (held,) = world.indicators[0].targets.all()
        decision = Decision(number=amendment.number, decided_on=DAY, effective_on=DAY)
        draft = Draft(year=2030, comparator=Comparator.GE, lower=Decimal(70), wording="70%")
        by = f.person(world.dung)
        amend_target(indicator=held.indicator, draft=draft, instead_of=held.pk, decision=decision, today=f.TODAY, by=by)
    assert rows(world) != was
    take_back(world, amendment, code)
    assert rows(world) == was


def test_what_would_judge_an_accepted_year_otherwise_is_not_taken_back(world):
    amendment = decided(world)
    change(world, amendment, kind=Kind.COUNT, unit="căn", target=TARGET)
    record(world.indicators[0], 2026, "47", by=world.dung, agency=world.a)
    with pytest.raises(Refused, match="năm 2026 đã có số liệu"):
        take_back(world, amendment, "2.1.1")


def test_a_file_of_a_day_says_what_held_then(world):
    amendment = decided(world)
    change(world, amendment, name="Tên mới")
    finish(world, amendment, "2.1.2", into="2.1.1")
    issued, before, after = as_file(world.plan), as_file(world.plan, BEFORE), as_file(world.plan, DAY)
    assert differences(issued, before) == []
    found = [(one.code, one.what, one.is_gone) for one in differences(before, after)]
    assert found == [("2.1.1", "tên", False), ("2.1.2", "", True)]
    assert after.indicators[0].baseline.value == Decimal(40)


def test_each_decision_tells_what_it_brought(world, django_assert_num_queries):
    amendment = decided(world)
    change(world, amendment, name="Tên mới", unit="%", decimals=2)
    finish(world, amendment, "2.1.2", into="2.1.1")
    add(world, amendment)
    with django_assert_num_queries(8):
        (line,) = amendments_of(world.plan)
    assert [(one.code, one.lines) for one in line.brought] == [
        ("2.1.1", ["Sửa tên chỉ tiêu, số chữ số thập phân."]),
        ("2.1.2", ["Gộp vào 2.1.1."]),
        ("2.1.9", ["Thêm mới.", "Mức phải đạt: ít nhất 500 căn, năm 2030.", "Cơ quan báo cáo: Sở B."]),
    ]


def test_the_second_of_two_is_told_and_nothing_is_stored(world):
    amendment = decided(world)
    row = row_on(world.plan, "2.1.1", on=DAY)
    record(world.indicators[0], 2025, "47", by=world.dung)
    was = rows(world)
    with pytest.raises(Stale):
        change(world, amendment, seen=[state_of(row)])
    assert rows(world) == was


@pytest.mark.parametrize(
    ("what", "field"),
    [
        ({"name": ""}, "name"),
        ({"quote": " "}, "quote"),
        ({"numerator": "số hộ"}, "denominator"),
        ({"highest_level": 5}, "highest_level"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(world, what, field):
    with pytest.raises(Refused) as refused:
        change(world, decided(world), **what)
    assert refused.value.field == field
    assert Measurement.objects.count() == 0
