"""Indicators with their verdicts, the verdict a figure would get, and the accepted figures."""

import datetime as dt
from decimal import Decimal

import pytest

from plan.models import Amendment
from targets.enums import Accumulation, Answer, Comparator, Kind, Quality
from targets.models import Indicator, Measurement, Milestone, Target
from targets.selectors import indicator_row
from tests import factories as f


def record(world, indicator, year, value, revision=1, **fields):
    return Measurement.objects.create(
        **{
            "indicator": indicator,
            "year": year,
            "revision": revision,
            "agency": world.a,
            "answer": Answer.FIGURE if value else Answer.NO_DATA,
            "value": value and Decimal(value),
            "quality": Quality.OFFICIAL,
            "reason": "Số chính thức." if revision > 1 else "",
            "recorded_at": f.NOW,
            "recorded_by": world.dung,
            **fields,
        }
    )


def test_an_indicator_brings_owner_target_path_and_baseline(world, ask):
    Milestone.objects.create(indicator=world.indicators[0], year=2027, value=Decimal("52.50"))

    indicator = ask(world.an, "indicators/2.1.1/").json()

    assert (indicator["plan"], indicator["unit"], indicator["kind_label"]) == ("ke-hoach-thu", "%", "tỷ lệ phần trăm")
    assert [(row["agency"]["code"], row["confirmed"]) for row in indicator["owners"]] == [("SOA", False)]
    assert indicator["baseline"] == {"year": 2023, "value": "40", "source": "Niên giám"}
    (target,) = indicator["targets"]
    assert (target["year"], target["comparator"], target["lower"], target["upper"]) == (2030, "ge", "60", None)
    assert target["decision"] is None
    assert [(row["year"], row["value"]) for row in indicator["milestones"]] == [(2027, "52.5")]


def test_an_indicator_without_baseline_says_so(world, ask):
    rows = ask(world.an, "indicators/").json()["results"]

    assert [(row["code"], row["baseline"] is None) for row in rows] == [("2.1.1", False), ("2.1.2", True)]
    assert all("years" not in row for row in rows)


def test_every_year_has_the_verdict_of_the_one_rule(world, ask):
    record(world, world.indicators[0], 2026, "44")
    row = indicator_row(world.plan, "2.1.1", on=f.TODAY)

    years = {year["year"]: year for year in ask(world.an, "indicators/2.1.1/").json()["years"]}

    assert list(years) == list(range(2024, 2031))
    assert {y: (a["verdict"], a["sentence"]) for y, a in years.items()} == {
        y: (row.verdict(y).status, row.verdict(y).sentence) for y in years
    }
    assert (years[2026]["value"], years[2026]["judged"], years[2026]["path"]) == ("44", "44", "48.571429")
    assert (years[2026]["verdict"], years[2026]["verdict_label"]) == ("off_track", "chậm")
    assert (years[2025]["answer"], years[2025]["value"], years[2025]["verdict"]) == (None, None, "no_data")


def test_an_amount_that_adds_up_shows_the_years_amount_and_the_total(world, ask):
    flats = f.make_indicator(
        world.plan,
        "9",
        lower="700",
        kind=Kind.COUNT,
        unit="căn hộ",
        accumulation=Accumulation.WITHIN_YEAR,
    )
    record(world, flats, 2024, "100")
    record(world, flats, 2025, "150")

    years = ask(world.an, "indicators/9/").json()["years"]

    assert [(year["value"], year["judged"]) for year in years[:3]] == [("100", "100"), ("150", "250"), (None, None)]
    assert ask(world.an, "indicators/9/verdict/", year=2025, value="90").json()["verdict"] == "at_risk"


def test_an_amended_target_stays_beside_the_old_one_with_its_decision(world, ask):
    day = dt.date(2025, 12, 20)
    decision = Amendment.objects.create(
        plan=world.plan, number="12/QĐ-UBND", decided_on=day, effective_on=day, summary="Điều chỉnh"
    )
    world.indicators[0].targets.update(valid_to=day)
    Target.objects.create(
        indicator=world.indicators[0],
        year=2030,
        comparator=Comparator.GE,
        lower=70,
        wording="70%",
        valid_from=day,
        amendment=decision,
    )

    targets = ask(world.an, "indicators/2.1.1/").json()["targets"]

    assert [(t["lower"], t["valid_to"], t["decision"]) for t in targets] == [
        ("60", "2025-12-20", None),
        ("70", None, "12/QĐ-UBND"),
    ]


def test_indicators_are_filtered_by_the_owner_of_the_day(world, ask):
    indicator = world.indicators[0]
    indicator.owners.update(valid_to=dt.date(2026, 7, 1))
    indicator.owners.create(agency=world.b, valid_from=dt.date(2026, 7, 1))

    def owned_by_b(on):
        return [row["code"] for row in ask(world.an, "indicators/", owner="SOB", on=on).json()["results"]]

    assert (owned_by_b("2026-06-30"), owned_by_b("2026-07-01")) == (["2.1.2"], ["2.1.1", "2.1.2"])
    assert ask(world.an, "indicators/", kind="count").json()["count"] == 0


def test_an_agency_that_reports_its_part_is_not_taken_for_the_owner(world, ask):
    world.indicators[0].owners.create(agency=world.b, is_part=True)

    owners = ask(world.an, "indicators/2.1.1/").json()["owners"]
    assert [(row["agency"]["code"], row["is_part"]) for row in owners] == [("SOA", False), ("SOB", True)]


def test_a_measurement_of_an_impossible_number_is_not_there(world, ask):
    assert {ask(world.an, f"measurements/{number}/").status_code for number in ("0", "9" * 18, "9" * 5000)} == {404}


def test_a_code_that_two_plans_use_is_asked_about(world, second_plan, ask):
    for path in ("indicators/2.1.1/", "indicators/2.1.1/verdict/"):
        refused = ask(world.an, path, year=2030, value="61")
        assert (refused.status_code, list(refused.json())) == (400, ["plan"])
    assert ask(world.an, "indicators/2.1.1/", plan="ke-hoach-khac").json()["plan"] == "ke-hoach-khac"


class TestVerdict:
    def test_it_is_the_one_that_the_accepted_figure_gets(self, world, ask):
        asked = ask(world.an, "indicators/2.1.1/verdict/", year=2026, value="44.0")
        record(world, world.indicators[0], 2026, "44")
        verdict = indicator_row(world.plan, "2.1.1", on=f.TODAY).verdict(2026)

        assert asked.json() == {
            "year": 2026,
            "answer": "figure",
            "value": "44",
            "verdict": "off_track",
            "verdict_label": "chậm",
            "sentence": verdict.sentence,
            "running": "",
        }
        assert Measurement.objects.count() == 1, "asking stores nothing"

    @pytest.mark.parametrize(("value", "verdict"), [("59.999999", "missed"), ("60", "met"), ("-0.5", "missed")])
    def test_the_last_digit_counts(self, world, ask, value, verdict):
        assert ask(world.an, "indicators/2.1.1/verdict/", year=2030, value=value).json()["verdict"] == verdict

    @pytest.mark.parametrize("year", ["", "nay", "2030.5", "2023", "2031", "-1", "9" * 5000])
    def test_a_year_that_is_none_of_the_plans_is_refused_by_name(self, world, ask, year):
        refused = ask(world.an, "indicators/2.1.1/verdict/", year=year, value="1")

        assert (refused.status_code, list(refused.json())) == (400, ["year"])
        assert refused.json()["year"][0].startswith(
            ("Hãy ghi năm", "Năm phải là một năm của kế hoạch, từ 2024 đến 2030")
        )

    @pytest.mark.parametrize(
        "value", ["", "abc", "1,5", "1e3", "NaN", "Infinity", "1_0", "0.1234567", "9" * 16, "٣", "\0"]
    )
    def test_what_is_no_plain_decimal_is_refused_by_name(self, world, ask, value):
        refused = ask(world.an, "indicators/2.1.1/verdict/", year=2030, value=value)

        assert (refused.status_code, list(refused.json())) == (400, ["value"])
        assert refused.json()["value"][0].endswith(".")

    def test_both_are_named_when_both_are_missing(self, world, ask):
        refused = ask(world.an, "indicators/2.1.1/verdict/").json()

        assert refused == {
            "year": ["Hãy ghi năm bằng bốn chữ số, ví dụ year=2030."],
            "value": ["Hãy ghi giá trị, ví dụ value=0.99."],
        }

    @pytest.fixture
    def share(self, world):
        """2.1.1 with a numerator and a denominator."""
        words = {"numerator": "Số người tham gia", "denominator": "Lực lượng lao động", "multiplier": 100}
        Indicator.objects.filter(pk=world.indicators[0].pk).update(**words)

    @pytest.mark.parametrize(
        ("query", "verdict"),
        [
            ({"numerator": "60", "denominator": "100"}, "met"),
            ({"numerator": "5999999", "denominator": "10000000"}, "missed"),
            ({"numerator": "60", "denominator": "100", "value": "59.9"}, "missed"),  # the figure counts
            ({"numerator": "599999", "denominator": "1000000", "value": "60"}, "missed"),  # its exact quotient decides
        ],
    )
    def test_numerator_and_denominator_decide_exactly(self, world, share, ask, query, verdict):
        answer = ask(world.an, "indicators/2.1.1/verdict/", year=2030, **query).json()
        assert answer["verdict"] == verdict

    def test_without_a_figure_their_quotient_is_it(self, world, share, ask):
        answer = ask(world.an, "indicators/2.1.1/verdict/", year=2030, numerator="8120", denominator="15585").json()
        assert (answer["value"], answer["sentence"].split(",")[0]) == ("52.10138", "52")

    @pytest.mark.parametrize(
        ("query", "name"),
        [
            ({"numerator": "1"}, "numerator"),
            ({"denominator": "1"}, "numerator"),
            ({"numerator": "1", "denominator": "0"}, "denominator"),
            ({"numerator": "1", "denominator": "-2"}, "denominator"),
            ({"numerator": "x", "denominator": "2"}, "numerator"),
            ({"value": "1", "quality": "sure"}, "quality"),
            ({"answer": "maybe"}, "answer"),
        ],
    )
    def test_half_a_quotient_is_refused_by_name(self, world, share, ask, query, name):
        refused = ask(world.an, "indicators/2.1.1/verdict/", year=2030, **query)
        assert (refused.status_code, list(refused.json())) == (400, [name])

    def test_an_indicator_without_them_takes_none(self, world, ask):
        refused = ask(world.an, "indicators/2.1.1/verdict/", year=2030, numerator="1", denominator="2")
        assert list(refused.json()) == ["numerator"]

    def test_an_estimate_is_said_to_be_one(self, world, ask):
        answer = ask(world.an, "indicators/2.1.1/verdict/", year=2030, value="61", quality="estimate").json()
        assert answer["sentence"].startswith("ước 61,0%")

    def test_a_milestone_is_asked_about_by_its_answer(self, world, ask):
        f.make_indicator(world.plan, "9", kind="milestone", comparator="done", lower=None)
        answer = ask(world.an, "indicators/9/verdict/", year=2026, answer="done").json()
        assert (answer["verdict"], answer["value"], answer["sentence"]) == ("met", None, "đã hoàn thành năm 2026: đạt")

    def test_an_amount_that_adds_up_says_what_it_has_come_to(self, world, ask):
        Indicator.objects.filter(pk=world.indicators[0].pk).update(
            kind="count", unit="căn hộ", accumulation="within_year", decimals=0
        )
        record(world, world.indicators[0], 2024, "10")
        answer = ask(world.an, "indicators/2.1.1/verdict/", year=2025, value="12").json()
        assert answer["running"] == "Cộng dồn 2024-2025: 22 căn hộ; còn 38 để đạt 60"

    def test_an_unknown_indicator_is_not_found(self, world, ask):
        assert ask(world.an, "indicators/8.8/verdict/", year=2030, value="1").status_code == 404


class TestMeasurements:
    def test_what_was_accepted_and_nothing_else(self, world, sent, ask):
        assert ask(world.dung, "measurements/").json()["count"] == 0

    def test_an_accepted_figure(self, world, accepted, ask):
        (row,) = ask(world.cuc, "measurements/").json()["results"]

        assert (row["plan"], row["indicator"], row["year"], row["unit"]) == ("ke-hoach-thu", "2.1.1", 2026, "%")
        assert (row["value"], row["answer"], row["quality_label"]) == ("52.5", "figure", "ước thực hiện")
        assert row["agency"]["code"] == "SOA"
        assert row["recorded_at"] == "2026-11-23T09:00:00+07:00"

    def test_a_replaced_answer_is_shown_only_when_asked_for(self, world, ask):
        first = record(world, world.indicators[0], 2025, "50", quality=Quality.ESTIMATE)
        record(world, world.indicators[0], 2025, "51", revision=2)
        record(world, world.indicators[0], 2024, "48")

        def values(**query):
            return [row["value"] for row in ask(world.an, "measurements/", **query).json()["results"]]

        assert values() == values(revisions="current") == ["48", "51"]
        assert values(revisions="all") == ["48", "50", "51"]
        assert values(quality="estimate") == []
        assert values(year=2025) == ["51"]
        assert ask(world.an, f"measurements/{first.pk}/").json()["value"] == "50"

    def test_zero_and_no_data_stay_apart(self, world, ask):
        record(world, world.indicators[0], 2024, "0")
        record(world, world.indicators[0], 2025, None, note="Chưa điều tra.")

        rows = ask(world.an, "measurements/").json()["results"]

        assert [(row["answer"], row["value"]) for row in rows] == [("figure", "0"), ("no_data", None)]
