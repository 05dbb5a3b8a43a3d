"""Which target judges a year, what a running total is made of, and how many queries it all takes."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from agencies.errors import Refused
from plan.models import Amendment
from targets.enums import Accumulation, Answer, Comparator, Direction, Disagreement, Kind, Quality, Status
from targets.models import Indicator, Measurement, Milestone, Resolution, Target
from targets.paths import Point
from targets.rule import Reading
from targets.selectors import indicator_row, indicator_rows, reported
from targets.services import AcceptedAnswer, record_measurements, settle
from targets.setting.reading import row_to_set
from tests import factories as f
from tests.dashboards.figures import record

ON = f.TODAY


def row_of(world, code="2.1.1", on=ON):
    return indicator_row(world.plan, code, on=on)


def amend(world, indicator, *, lower, effective):
    """Another target for 2030 from a decision on; the old row ends the same day."""
    decision = Amendment.objects.create(
        plan=world.plan, number="12/QĐ-UBND", decided_on=effective, effective_on=effective, summary="Điều chỉnh"
    )
    indicator.targets.update(valid_to=effective)
    return Target.objects.create(
        indicator=indicator,
        year=2030,
        comparator=Comparator.GE,
        lower=Decimal(lower),
        wording="mức mới",
        valid_from=effective,
        amendment=decision,
    )


def test_rows_come_in_the_plans_order_with_owner_target_and_baseline(world):
    first, second = indicator_rows(world.plan, on=ON)

    assert [first.indicator.code, second.indicator.code] == ["2.1.1", "2.1.2"]
    assert [owner.agency for owner in first.owners] == [world.a]
    assert (first.target.lower, first.baseline) == (Decimal(60), Point(2023, Decimal(40)))
    assert first.baseline_row.source == "Niên giám"
    assert (second.baseline, second.baseline_row) == (None, None)


def test_the_plan_of_an_indicator_is_not_fetched_anew(world, django_assert_num_queries):
    row = row_of(world)

    with django_assert_num_queries(0):
        assert row.indicator.plan is row.plan


@pytest.mark.parametrize(
    ("value", "marks", "shown"),
    [("8.940115", (), "8,9%"), ("8.940115", ("8.9",), "8,94%"), ("8.94", (), "8,94%"), ("9", (), "9,0%")],
)
def test_a_reported_figure_is_written_the_same_everywhere(value, marks, shown):
    share = Indicator(kind=Kind.PERCENT, unit="%", decimals=1, multiplier=100)
    numerator, denominator = (None, None) if value == "9" else (Decimal(733), Decimal(8199))

    assert reported(Decimal(value), numerator, denominator, share, map(Decimal, marks)) == shown


def test_only_narrows_to_the_named_indicators(world):
    rows = indicator_rows(world.plan, on=ON, only=[world.indicators[1].pk])

    assert [row.indicator for row in rows] == [world.indicators[1]]


def test_a_row_that_ended_is_no_longer_listed_and_stays_to_be_read(world):
    world.indicators[0].valid_to = dt.date(2026, 1, 1)
    world.indicators[0].save()

    assert len(indicator_rows(world.plan, on=dt.date(2025, 12, 31))) == 2
    assert len(indicator_rows(world.plan, on=dt.date(2026, 1, 1))) == 1
    assert row_of(world).indicator == world.indicators[0]
    with pytest.raises(Http404):
        row_to_set(f.person(world.dung), world.plan.code, "2.1.1", on=f.TODAY)


def test_the_owner_is_the_one_of_the_date(world):
    indicator = world.indicators[0]
    indicator.owners.update(valid_to=dt.date(2026, 7, 1))
    indicator.owners.create(agency=world.b, valid_from=dt.date(2026, 7, 1))

    assert [owner.agency for owner in row_of(world, on=dt.date(2026, 6, 30)).owners] == [world.a]
    assert [owner.agency for owner in row_of(world, on=dt.date(2026, 7, 1)).owners] == [world.b]


def test_an_answer_gives_the_verdict_of_the_one_rule(world):
    record(world.indicators[0], 2026, "44", by=world.dung)
    row = row_of(world)

    assert row.required(2026).quantize(Decimal("0.01")) == Decimal("48.57")
    assert row.verdict(2026).status == Status.OFF_TRACK
    assert "chậm" in row.verdict(2026).sentence
    assert row.verdict(2025).status == Status.NO_DATA


def test_the_highest_revision_is_current_and_the_earlier_one_stays(world):
    indicator = world.indicators[0]
    record(indicator, 2025, "50", by=world.dung, quality=Quality.ESTIMATE)
    record(indicator, 2025, "61", by=world.dung, revision=2)
    row = row_of(world)

    assert (row.value(2025), row.reading(2025).quality) == (Decimal(61), Quality.OFFICIAL)
    assert row.verdict(2025).status == Status.MET
    assert indicator.measurements.filter(year=2025).count() == 2


def test_an_amended_target_judges_the_years_from_its_decision_on(world):
    indicator = world.indicators[0]
    for year in (2024, 2025):
        record(indicator, year, "62", by=world.dung)
    new = amend(world, indicator, lower="70", effective=dt.date(2025, 12, 20))
    row = row_of(world)

    assert row.target_at(2024).lower == Decimal(60)
    assert row.target_at(2025) == new == row.target
    assert row.verdict(2024).status == Status.MET
    assert row.verdict(2025).status == Status.ON_TRACK


def test_of_several_steps_the_nearest_ahead_judges_and_the_last_one_afterwards(world):
    indicator = world.indicators[0]
    Target.objects.create(indicator=indicator, year=2025, comparator=Comparator.GE, lower=50, wording="50%")
    row = row_of(world)

    assert [row.target_at(year).year for year in (2024, 2025, 2026, 2030, 2031)] == [2025, 2025, 2030, 2030, 2030]


def test_milestones_that_hold_at_the_end_of_the_year_make_its_path(world):
    indicator = world.indicators[0]
    Milestone.objects.create(indicator=indicator, year=2026, value=45, valid_to=dt.date(2026, 3, 1))
    Milestone.objects.create(indicator=indicator, year=2026, value=55, valid_from=dt.date(2026, 3, 1))
    row = row_of(world)

    assert row.milestones_at(2025) == [Point(2026, Decimal(45))]
    assert row.required(2026) == Decimal(55)


def test_without_a_target_nothing_is_judged(world):
    indicator = world.indicators[0]
    record(indicator, 2026, "44", by=world.dung)
    indicator.targets.all().delete()

    verdict = row_of(world).verdict(2026)

    assert verdict.status == Status.NOT_MEASURABLE
    assert verdict.sentence == "chưa đặt mức phải đạt cho năm 2026"


class TestAmountsThatAddUp:
    @pytest.fixture
    def flats(self, world):
        return f.make_indicator(
            world.plan,
            "2.1.9a",
            owner=world.a,
            lower="700",
            kind=Kind.COUNT,
            unit="căn hộ",
            accumulation=Accumulation.WITHIN_YEAR,
            decimals=0,
            baseline=(2023, "300"),
        )

    def test_the_value_is_the_running_total_from_the_plans_first_year(self, world, flats):
        for year, value in ((2024, "100"), (2025, "0"), (2026, "150")):
            record(flats, year, value, by=world.dung)
        row = row_of(world, "2.1.9a")

        assert [row.value(year) for year in (2024, 2025, 2026, 2027)] == [100, 100, 250, None]
        assert row.reading(2026).missing == ()
        assert row.measurements[2026].value == 150

    def test_a_year_without_a_figure_is_named_and_the_total_is_not_judged(self, world, flats):
        record(flats, 2024, "100", by=world.dung)
        record(flats, 2025, by=world.dung, answer=Answer.NO_DATA, note="chưa tổng hợp")
        record(flats, 2026, "150", by=world.dung)
        row = row_of(world, "2.1.9a")

        assert row.reading(2026) == Reading(answer=Answer.FIGURE, value=Decimal(250), missing=(2025,))
        assert row.verdict(2026).status == Status.NOT_MEASURABLE
        assert "2025" in row.verdict(2026).sentence
        assert row.verdict(2025).status == Status.NO_DATA

    @pytest.mark.parametrize(
        ("first", "second", "total"),
        [
            (Quality.ESTIMATE, Quality.OFFICIAL, Quality.ESTIMATE),
            (Quality.PRELIMINARY, Quality.OFFICIAL, Quality.PRELIMINARY),
            (Quality.PRELIMINARY, Quality.ESTIMATE, Quality.ESTIMATE),
            (Quality.OFFICIAL, Quality.OFFICIAL, Quality.OFFICIAL),
        ],
    )
    def test_a_total_is_no_firmer_than_the_least_firm_of_its_years(self, world, flats, first, second, total):
        record(flats, 2024, "1046", by=world.dung, quality=first)
        record(flats, 2025, "1250", by=world.dung, quality=second)
        record(flats, 2026, "10", by=world.dung, quality=Quality.ESTIMATE)  # a later year says nothing of it

        row = row_of(world, "2.1.9a")

        assert (row.reading(2024).quality, row.reading(2025).quality) == (first, total)
        assert row.verdict(2025).sentence.startswith("ước ") == (total == Quality.ESTIMATE)

    def test_the_path_starts_from_nothing_whatever_was_built_in_one_year_before(self, world, flats):
        row = row_of(world, "2.1.9a")

        assert [row.required(year) for year in (2023, 2024, 2030)] == [None, 100, 700]

    def test_a_figure_being_typed_takes_the_place_of_the_accepted_one(self, world, flats):
        record(flats, 2024, "100", by=world.dung)
        record(flats, 2025, "90", by=world.dung)
        row = row_of(world, "2.1.9a")

        reading = row.reading_if(2025, answer=Answer.FIGURE, value=Decimal(110), quality=Quality.ESTIMATE)

        assert reading.value == 210
        assert row.verdict_if(2025, reading).status == Status.ON_TRACK
        assert row.verdict(2025).status == Status.AT_RISK


@pytest.mark.parametrize(
    ("kind", "unit", "decimals", "lower", "value", "shown"),
    [
        (Kind.PERCENT, "%", 1, "60", "52.1", "52,1%"),
        (Kind.PERCENT, "%", 2, "60", "52.1", "52,10%"),
        (Kind.PERCENT, "%", 2, "1", "0.996", "0,996%"),  # never rounded up to the bound it misses
        (Kind.COUNT, "căn hộ", 0, "12392", "12391", "12.391 căn hộ"),
        (Kind.LEVEL, "mức độ", 0, "3", "2", "mức độ 2"),
        (Kind.NUMBER, "", 3, "0.8", "0.71", "0,710"),
    ],
)
def test_a_figure_is_shown_with_its_unit_and_on_its_true_side(world, kind, unit, decimals, lower, value, shown):
    f.make_indicator(world.plan, "9", kind=kind, unit=unit, decimals=decimals, lower=lower)

    assert row_of(world, "9").shown(Decimal(value), 2030) == shown


def test_less_is_better_where_the_direction_says_so(world):
    indicator = f.make_indicator(
        world.plan,
        "2.1.3",
        owner=world.a,
        comparator=Comparator.LT,
        lower=None,
        upper="1",
        direction=Direction.DOWN,
    )
    record(indicator, 2030, "1", by=world.dung)

    assert row_of(world, "2.1.3").verdict(2030).status == Status.MISSED


def test_any_number_of_rows_takes_five_queries(world):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            for row in indicator_rows(world.plan, on=ON):
                [row.verdict(year) for year in world.plan.years]
                assert [owner.agency.short_name for owner in row.owners]
                assert not row.target.amendment
        return len(captured)

    few = queries()
    for number in range(3):
        indicator = f.make_indicator(world.plan, f"3.{number}", owner=world.b, baseline=(2023, "10"))
        for year in world.plan.years:
            record(indicator, year, "30", by=world.dung)

    assert few == queries() == 5


def test_a_share_just_short_of_the_target_is_neither_met_nor_shown_as_met(world):
    indicator = world.indicators[0]
    indicator.numerator, indicator.denominator, indicator.multiplier = "được hưởng", "tất cả", 100
    indicator.save()
    indicator.targets.update(comparator=Comparator.EQ, lower=Decimal(100), year=2026)
    record(indicator, 2026, "100", by=world.dung, numerator=Decimal(999_999_999), denominator=Decimal(10**9))

    row = row_of(world)

    assert row.verdict(2026).status == Status.MISSED
    assert row.shown(row.value(2026), 2026) == "99,9999999%"
    assert "99,9999999%" in row.verdict(2026).sentence


def accept(indicator, value, agency, *, by, is_part=False, reason=""):
    answer = AcceptedAnswer(
        indicator=indicator,
        year=2026,
        agency=agency,
        answer=Answer.FIGURE,
        value=Decimal(value),
        quality=Quality.OFFICIAL,
        is_part=is_part,
    )
    return record_measurements([answer], reason=reason, by=by, now=f.NOW)


def test_a_part_is_never_taken_for_the_whole(world):
    indicator = world.indicators[0]
    record(indicator, 2026, "44", by=world.dung)
    accept(indicator, "12", world.b, by=world.dung, is_part=True)
    accept(indicator, "13", world.b, by=world.dung, is_part=True, reason="kiểm lại")

    assert row_of(world).value(2026) == Decimal(44)
    parts = Measurement.parts.filter(indicator=indicator).values_list("agency__code", "value", "revision")
    assert list(parts) == [(world.b.code, Decimal(12), 1), (world.b.code, Decimal(13), 2)]
    assert Measurement.objects.filter(indicator=indicator).count() == 1


def test_a_persons_word_on_figures_that_differ_is_kept_with_all_of_them_and_its_reason(world):
    figures = [(world.a.name, "44,0%"), (world.b.name, "46,0%")]

    def decide(reason):
        options = {"kind": Disagreement.AGENCIES, "figures": figures, "chosen": "46,0%", "by": world.dung, "now": f.NOW}
        return settle(indicator=world.indicators[0], year=2026, reason=reason, **options)

    with pytest.raises(Refused, match="Hãy ghi lý do"):
        decide(" ")
    assert not Resolution.objects.exists()

    decide(" theo niên giám ")

    kept = Resolution.objects.get()
    assert (kept.kind, kept.year, kept.chosen, kept.reason) == ("agencies", 2026, "46,0%", "theo niên giám")
    assert kept.figures == [list(pair) for pair in figures]
    with pytest.raises(DatabaseError, match="append-only"):
        Resolution.objects.update(reason="khác")
