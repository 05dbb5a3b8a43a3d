"""What the coordinator sets: by decision, from a day on, whole or not at all; an earlier year keeps its verdict."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.errors import Refused
from agencies.models import AuditLine
from plan.models import Amendment
from targets.enums import Comparator, Direction, Kind, Status
from targets.models import Baseline, Indicator, Milestone, Target
from targets.paths import Point
from targets.schedule import read_list
from targets.selectors import indicator_row
from targets.setting.amending import Draft, amend_target
from targets.setting.decisions import Decision
from targets.setting.milestones import ScheduleRefused, remove_milestones, set_milestones
from targets.setting.reading import setting_of
from targets.setting.trials import try_baseline, try_milestones, try_removal, try_target
from tests import factories as f
from tests.dashboards.figures import record

JUNE = dt.date(2026, 6, 1)
DECISION = Decision(number="45/QĐ-UBND", decided_on=JUNE, effective_on=JUNE, summary="Lộ trình")


def row_of(world, code="2.1.1", on=f.TODAY):
    return indicator_row(world.plan, code, on=on)


def schedule(world, text, decision=DECISION, code="2.1.1", by=None):
    return set_milestones(
        plan=world.plan,
        schedules={code: read_list(text)},
        decision=decision,
        today=f.TODAY,
        by=f.person(by or world.dung),
    )


def decision(number="46/QĐ-UBND", on=dt.date(2026, 9, 1), effective=None):
    return Decision(number=number, decided_on=on, effective_on=effective or on)


class TestMilestones:
    def test_they_hold_from_the_decisions_day_on_and_name_it(self, world):
        schedule(world, "2026 50\n2027 52")

        rows = Milestone.objects.order_by("year")
        assert [(row.year, row.value, row.valid_from, row.valid_to) for row in rows] == [
            (2026, 50, JUNE, None),
            (2027, 52, JUNE, None),
        ]
        amendment = Amendment.objects.get()
        assert {row.amendment_id for row in rows} == {amendment.pk}
        assert (amendment.number, amendment.decided_on, amendment.summary) == ("45/QĐ-UBND", JUNE, "Lộ trình")
        assert row_of(world).required(2026) == 50

    def test_a_later_decision_ends_them_and_leaves_earlier_years_alone(self, world):
        indicator = world.indicators[0]
        first = Decision(number="1/QĐ", decided_on=dt.date(2024, 3, 1), effective_on=dt.date(2024, 3, 1))
        schedule(world, "2024 42\n2025 50\n2026 52", first)
        record(indicator, 2025, "46", by=world.dung)
        before = row_of(world).verdict(2025)

        schedule(world, "2025 45\n2026 46")

        after = row_of(world).verdict(2025)
        assert (before.status, before.sentence) == (after.status, after.sentence)
        assert row_of(world).milestones_at(2025) == [Point(2024, 42), Point(2025, 50), Point(2026, 52)]
        assert row_of(world).milestones_at(2026) == [Point(2025, 45), Point(2026, 46)]
        assert Milestone.objects.count() == 5
        assert row_of(world, on=dt.date(2027, 5, 1)).verdict(2025).sentence == before.sentence

    def test_a_slip_mended_the_same_day_goes_and_the_audit_trail_keeps_it(self, world):
        schedule(world, "2026 50")
        schedule(world, "2026 51")

        assert [row.value for row in Milestone.objects.all()] == [51]
        gone = AuditLine.objects.get(table="targets_milestone", action="delete")
        assert (Decimal(gone.old["value"]), gone.actor_id) == (50, world.dung.pk)

    def test_the_same_schedule_again_is_no_change(self, world):
        schedule(world, "2026 50\n2027 52")
        with pytest.raises(Refused, match="Không có gì thay đổi"):
            schedule(world, "2027 52\n2026 50,0", decision())
        assert Amendment.objects.count() == 1

    def test_a_list_with_a_wrong_line_is_refused_as_a_whole(self, world):
        schedule(world, "2026 50")
        with pytest.raises(ScheduleRefused) as refused:
            schedule(world, "2026 51\n2028 1.5\n2027 99", decision())

        assert [fault.place for fault in refused.value.faults] == ["Dòng 2", "Dòng 3"]
        assert [row.value for row in Milestone.objects.all()] == [50]
        assert Amendment.objects.count() == 1

    def test_what_is_maintained_or_declared_has_no_schedule(self, world):
        f.make_indicator(world.plan, "7", direction=Direction.MAINTAIN)
        f.make_indicator(world.plan, "8", kind=Kind.MILESTONE, comparator=Comparator.DONE, lower=None, unit="")

        for code, words in (("7", "phải giữ mức đề ra hằng năm"), ("8", "không đo bằng số")):
            with pytest.raises(ScheduleRefused, match=words):
                schedule(world, "2026 50", code=code)
        assert not Milestone.objects.exists()

    def test_the_target_that_will_judge_decides_what_goes_too_far(self, world):
        amend(world, "70", decision("1/QĐ", dt.date(2026, 1, 5)))

        schedule(world, "2029 68")

        assert row_of(world).required(2029) == 68

    def test_a_decision_removes_a_schedule_from_its_day_on(self, world):
        schedule(world, "2026 50\n2027 52")
        remove_milestones(
            indicator=world.indicators[0],
            decision=decision(on=dt.date(2026, 11, 2), effective=dt.date(2027, 1, 1)),
            today=f.TODAY,
            by=f.person(world.dung),
        )

        assert row_of(world).milestones_at(2026) == [Point(2026, 50), Point(2027, 52)]
        assert row_of(world).milestones_at(2027) == []
        with pytest.raises(Refused, match="từ ngày 01/01/2027"):
            schedule(world, "2026 51", decision("47/QĐ"))
        with pytest.raises(Refused, match="Không có lộ trình nào"):
            remove_milestones(
                indicator=world.indicators[1], decision=decision(), today=f.TODAY, by=f.person(world.dung)
            )

    def test_what_ends_says_by_which_decision(self, world):
        schedule(world, "2026 50\n2027 52")
        schedule(world, "2026 51", decision("46/QĐ"))
        last = decision("47/QĐ", on=dt.date(2026, 10, 1))
        remove_milestones(indicator=world.indicators[0], decision=last, today=f.TODAY, by=f.person(world.dung))

        rows = Milestone.objects.order_by("valid_from", "year")
        assert [(row.amendment.number, row.ended_by.number) for row in rows] == [
            ("45/QĐ-UBND", "46/QĐ"),
            ("45/QĐ-UBND", "46/QĐ"),
            ("46/QĐ", "47/QĐ"),
        ]
        history = setting_of(row_of(world)).schedules
        assert [(one.amendment.number, one.ended_by.number) for one in history] == [
            ("46/QĐ", "47/QĐ"),
            ("45/QĐ-UBND", "46/QĐ"),
        ]

    def test_many_indicators_in_one_transaction_and_none_where_one_is_wrong(self, world):
        lists = {"2.1.1": read_list("2026 50"), "2.1.2": read_list("2026 99")}
        asked = {"plan": world.plan, "decision": DECISION, "today": f.TODAY, "by": f.person(world.dung)}
        with pytest.raises(ScheduleRefused):
            set_milestones(schedules=lists, **asked)
        assert not Milestone.objects.exists()
        assert not Amendment.objects.exists()

        set_milestones(schedules=lists | {"2.1.2": read_list("2026 30")}, **asked)
        assert sorted(Milestone.objects.values_list("indicator__code", "value")) == [("2.1.1", 50), ("2.1.2", 30)]

    def test_the_number_of_statements_does_not_grow(self, world):
        codes = ["2.1.1", *(f.make_indicator(world.plan, f"9.{n}", baseline=(2023, "40")).code for n in range(3))]
        counts = []
        for chosen, number in ((codes[:1], "1"), (codes[1:], "2")):
            with CaptureQueriesContext(connection) as queries:
                set_milestones(
                    plan=world.plan,
                    schedules={code: read_list("2026 50\n2027 51") for code in chosen},
                    decision=decision(number),
                    today=f.TODAY,
                    by=f.person(world.dung),
                )
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestDecisions:
    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"number": " "}, "number"),
            ({"decided_on": dt.date(2026, 12, 1), "effective_on": dt.date(2026, 12, 1)}, "decided_on"),
            ({"effective_on": dt.date(2026, 5, 31)}, "effective_on"),
            ({"decided_on": dt.date(1, 1, 1)}, "decided_on"),
            ({"decided_on": dt.date(2022, 12, 31)}, "decided_on"),
            ({"effective_on": dt.date(2031, 1, 1)}, "effective_on"),
            ({"decided_on": dt.date(2023, 6, 1), "effective_on": dt.date(2023, 12, 31)}, "effective_on"),
            ({"effective_on": dt.date(9999, 12, 31)}, "effective_on"),
        ],
    )
    def test_one_that_cannot_be_is_refused(self, world, changed, field):
        fields = {"number": "45/QĐ", "decided_on": JUNE, "effective_on": JUNE} | changed
        with pytest.raises(Refused) as refused:
            schedule(world, "2026 50", Decision(**fields))
        assert refused.value.field == field
        assert not Amendment.objects.exists()

    def test_one_on_record_is_taken_up_again_and_keeps_its_day(self, world):
        schedule(world, "2026 50")
        schedule(world, "2026 30", code="2.1.2")
        assert Amendment.objects.count() == 1

        moved = Decision(number="45/QĐ-UBND", decided_on=JUNE, effective_on=dt.date(2026, 7, 1))
        with pytest.raises(Refused, match="có hiệu lực từ 01/06/2026"):
            schedule(world, "2026 51", moved)

    def test_nothing_slips_in_before_a_later_change(self, world):
        schedule(world, "2026 50", decision(on=dt.date(2026, 9, 1)))
        with pytest.raises(Refused, match="từ ngày 01/09/2026"):
            schedule(world, "2026 51", decision("44/QĐ", JUNE))

    @pytest.mark.parametrize("who", ["an", "binh", "ha", "khoa", "lan"])
    def test_only_the_coordinator_decides(self, world, who):
        somebody = getattr(world, who)
        with pytest.raises(Refused, match="cơ quan đầu mối"):
            schedule(world, "2026 50", by=somebody)
        with pytest.raises(Refused, match="cơ quan đầu mối"):
            amend(world, "70", DECISION, by=somebody)


def amend(world, lower, by_decision, *, by=None, instead_of=..., **fields):
    indicator = Indicator.objects.get(code="2.1.1")
    if instead_of is ...:
        instead_of = indicator.targets.filter(valid_to=None).get().pk
    start = {"year": 2030, "comparator": Comparator.GE, "lower": lower and Decimal(lower), "wording": f"đạt {lower}%"}
    return amend_target(
        indicator=indicator,
        draft=Draft(**start | fields),
        instead_of=instead_of,
        decision=by_decision,
        today=f.TODAY,
        by=f.person(by or world.dung),
    )


class TestTargets:
    def test_earlier_years_keep_target_verdict_and_sentence(self, world):
        for year in (2024, 2025, 2026):
            record(world.indicators[0], year, "61", by=world.dung)
        before = {year: row_of(world).verdict(year) for year in (2024, 2025)}

        new = amend(world, "70", DECISION)

        for on in (f.TODAY, dt.date(2027, 1, 1), dt.date(2030, 6, 1)):
            row = row_of(world, on=on)
            for year, verdict in before.items():
                assert (row.verdict(year).status, row.verdict(year).sentence) == (verdict.status, verdict.sentence)
            assert row.target_at(2026) == new
            assert row.verdict(2026).status != Status.MET
        assert (new.amendment.number, new.wording, new.valid_from) == ("45/QĐ-UBND", "đạt 70%", JUNE)
        assert world.indicators[0].targets.get(wording="mức đề ra").valid_to == JUNE

    def test_a_tolerance_is_decided_in_the_same_way(self, world):
        Target.objects.filter(indicator=world.indicators[0]).update(comparator="approx", tolerance=0)
        for year in (2025, 2030):
            record(world.indicators[0], year, "59,5".replace(",", "."), by=world.dung)
        amend(world, "60", DECISION, comparator=Comparator.APPROX, tolerance=Decimal(1))

        assert row_of(world).rule_at(2025).tolerance == 0
        assert row_of(world).verdict(2030).status == Status.MET

    def test_a_step_may_be_added_for_a_year_that_has_none(self, world):
        step = amend(world, "50", DECISION, instead_of=None, year=2027)

        row = row_of(world)
        assert [row.target_at(year).year for year in (2025, 2026, 2027, 2028)] == [2030, 2027, 2027, 2030]
        assert step.valid_from == JUNE
        with pytest.raises(Refused, match="Đã có mức phải đạt cho năm 2027"):
            amend(world, "51", decision(), instead_of=None, year=2027)

    @pytest.mark.parametrize(
        ("fields", "field", "words"),
        [
            ({"lower": None}, "lower", "Hãy điền ô này"),
            ({"upper": Decimal(70)}, "upper", "Hãy để trống ô này"),
            ({"tolerance": Decimal(1)}, "tolerance", "Hãy để trống ô này"),
            ({"comparator": Comparator.RANGE, "upper": Decimal(60)}, "upper", "lớn hơn cận dưới"),
            ({"comparator": Comparator.APPROX}, "tolerance", "Hãy điền ô này"),
            ({"comparator": Comparator.APPROX, "tolerance": Decimal(-1)}, "tolerance", "không thể âm"),
            ({"comparator": Comparator.LT, "lower": None, "upper": Decimal(60)}, "comparator", "trái với chiều"),
            ({"comparator": Comparator.DONE, "lower": None}, "comparator", "đo bằng số"),
            ({"year": 2031}, "year", "2024–2030"),
            ({"lower": Decimal(60), "wording": "mức đề ra"}, "", "Không có gì thay đổi"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, world, fields, field, words):
        with pytest.raises(Refused, match=words) as refused:
            amend(world, **{"lower": "65", "by_decision": DECISION} | fields)
        assert refused.value.field == field
        assert Target.objects.filter(indicator=world.indicators[0]).count() == 1
        assert not Amendment.objects.exists()

    def test_a_slip_of_the_same_day_is_replaced(self, world):
        amend(world, "70", DECISION)
        amend(world, "72", DECISION)

        found = Target.objects.filter(indicator=world.indicators[0]).order_by("pk")
        assert [(target.lower, target.valid_to) for target in found] == [(60, JUNE), (72, None)]

    def test_a_target_of_another_indicator_cannot_be_named(self, world):
        with pytest.raises(Refused) as refused:
            amend(world, "70", DECISION, instead_of=world.indicators[1].targets.get().pk)
        assert refused.value.field == "instead_of"

    def test_the_year_is_after_the_baseline(self, world):
        Baseline.objects.filter(indicator=world.indicators[0]).update(year=2025)
        with pytest.raises(Refused, match="sau năm 2025"):
            amend(world, "50", DECISION, year=2025)


class TestPreviews:
    def test_a_preview_says_what_the_service_then_does(self, world):
        for year in (2025, 2026):
            record(world.indicators[0], year, "46", by=world.dung)
        lines = read_list("2026 45\n2027 50")
        (preview,) = try_milestones([row_of(world)], {"2.1.1": lines}, DECISION, today=f.TODAY)
        promised = [(year.year, year.asked_after, year.verdict_after.sentence) for year in preview.years]
        assert not Milestone.objects.exists()

        schedule(world, "2026 45\n2027 50")

        row = row_of(world)
        assert [(year, sentence) for year, _asked, sentence in promised] == [
            (year, row.verdict(year).sentence) for year in world.plan.years
        ]
        assert [year.year for year in preview.years if year.path_changes] == [2026, 2027, 2028, 2029]
        assert [(year.year, year.verdict_after.status) for year in preview.verdicts] == [(2026, Status.ON_TRACK)]
        assert [year.footing for year in preview.years][:4] == ["nội suy", "nội suy", "mốc", "mốc"]

    def test_an_amendment_shows_which_years_it_judges(self, world):
        row = row_of(world)
        draft = Draft(year=2030, comparator=Comparator.GE, lower=Decimal(70), wording="70%")
        preview = try_target(row, draft=draft, instead_of=row.target.pk, decision=DECISION, today=f.TODAY)

        assert preview.rejudged == [2026, 2027, 2028, 2029, 2030]
        assert preview.notes == ()

    def test_a_schedule_that_no_longer_leads_to_the_target_is_pointed_out(self, world):
        schedule(world, "2026 50\n2027 55")
        row = row_of(world)
        draft = Draft(year=2030, comparator=Comparator.GE, lower=Decimal(52), wording="52%")
        preview = try_target(row, draft=draft, instead_of=row.target.pk, decision=decision(), today=f.TODAY)

        assert "mốc năm 2027" in preview.notes[0]

    def test_a_preview_no_longer_stands_when_somebody_else_was_quicker(self, world):
        lines = {"2.1.1": read_list("2027 50")}
        (before,) = try_milestones([row_of(world)], lines, decision(), today=f.TODAY)
        (same,) = try_milestones([row_of(world)], lines, decision(), today=f.TODAY)
        schedule(world, "2026 50")
        (after,) = try_milestones([row_of(world)], lines, decision(), today=f.TODAY)

        assert before.token == same.token != after.token

    def test_a_removal_leads_back_to_the_straight_path(self, world):
        schedule(world, "2026 58")
        preview = try_removal(row_of(world), decision(), today=f.TODAY)

        assert [year.asked_after for year in preview.years if year.year in (2026, 2027)] == ["48,6%", "51,4%"]

    def test_a_baseline_has_no_day_and_moves_every_year(self, world):
        fields = {"year": 2022, "value": Decimal(44), "source": "Niên giám 2022", "reason": "Số đã sửa"}
        preview = try_baseline(row_of(world), **fields, today=f.TODAY)

        assert [year.year for year in preview.years if year.path_changes] == list(range(2024, 2030))
