from decimal import Decimal
from fractions import Fraction

import pytest

from targets.enums import Accumulation, Comparator, Direction, Kind
from targets.paths import Point, as_decimal, required_exactly, running_total, whole_way
from targets.rule import TargetRule

D = Decimal


def rule(comparator, lower=None, upper=None, **changes):
    bounds = {"lower": D(lower) if lower else None, "upper": D(upper) if upper else None}
    return TargetRule(comparator=Comparator(comparator), year=2030, start_year=2024, **bounds, **changes)


def points(*pairs):
    return [Point(year, D(value)) for year, value in pairs]


UNEMPLOYMENT = rule("lt", upper="1", direction=Direction.DOWN)
INSURED = rule("ge", "60")
TRAINED = rule("range", "60", "65")
BEDS = rule("ge", "32")
FLATS = rule("ge", "12392", accumulation=Accumulation.WITHIN_YEAR)
KINDERGARTEN = rule("range", "98", "100", direction=Direction.MAINTAIN)


@pytest.mark.parametrize(
    ("target", "baseline", "year", "asked"),
    [
        (INSURED, (2023, "46"), 2024, "48"),
        (INSURED, (2023, "46"), 2029, "58"),
        (INSURED, (2023, "46"), 2030, "60"),
        (INSURED, (2023, "46"), 2035, "60"),
        (INSURED, (2023, "46"), 2023, None),
        (INSURED, (2023, "46"), 2022, None),
        (UNEMPLOYMENT, (2018, "1.9"), 2026, "1.3"),
        (UNEMPLOYMENT, (2018, "1.9"), 2030, "1"),
        (TRAINED, (2020, "30"), 2025, "45"),
        (rule("range", "10", "20", direction=Direction.DOWN), (2020, "30"), 2025, "25"),
        (rule("approx", "75.1"), (2020, "74.1"), 2025, "74.6"),
    ],
)
def test_without_milestones_the_path_is_straight_to_the_nearest_bound(target, baseline, year, asked):
    (baseline,) = points(baseline)
    assert required_exactly(year, target=target, baseline=baseline) == (asked and D(asked))


def test_a_baseline_already_better_asks_for_no_less_than_the_bound():
    (beds_2018,) = points((2018, "34.2"))
    assert {required_exactly(year, target=BEDS, baseline=beds_2018) for year in range(2019, 2032)} == {D(32)}


def test_a_baseline_on_the_bound_gives_a_flat_path():
    (baseline,) = points((2020, "1"))
    assert required_exactly(2025, target=UNEMPLOYMENT, baseline=baseline) == 1


def test_milestones_are_kept_and_joined_by_straight_lines():
    baseline, *milestones = points((2023, "46"), (2028, "56"), (2025, "50"))
    asked = [required_exactly(y, target=INSURED, baseline=baseline, milestones=milestones) for y in range(2023, 2032)]
    assert asked == [None, 48, 50, 52, 54, 56, 58, 60, 60]


def test_before_the_first_milestone_there_is_no_path_without_a_baseline():
    milestones = points((2026, "50"), (2028, "56"))
    asked = [required_exactly(year, target=INSURED, milestones=milestones) for year in range(2025, 2031)]
    assert asked == [None, 50, 53, 56, 58, 60]


def test_milestones_outside_the_way_change_nothing():
    baseline, *milestones = points((2023, "46"), (2020, "10"), (2023, "11"), (2030, "99"), (2031, "99"))
    assert required_exactly(2026, target=INSURED, baseline=baseline, milestones=milestones) == 52
    assert required_exactly(2030, target=INSURED, baseline=baseline, milestones=milestones) == 60


def test_a_baseline_better_than_the_first_milestone_waits_for_it():
    baseline, *milestones = points((2023, "55"), (2026, "50"))
    asked = [required_exactly(y, target=INSURED, baseline=baseline, milestones=milestones) for y in (2024, 2026, 2028)]
    assert asked == [50, 50, 55]


def test_what_is_maintained_is_asked_for_every_year():
    assert {required_exactly(year, target=KINDERGARTEN) for year in (2020, 2024, 2030, 2031)} == {D(98)}


def test_thirds_lose_no_digits():
    (baseline,) = points((2023, "50"))
    assert required_exactly(2024, target=INSURED, baseline=baseline) == Fraction(360, 7)
    assert as_decimal(required_exactly(2024, target=INSURED, baseline=baseline)) == D("51.42857142857142857142857143")


def test_amounts_that_add_up_start_from_nothing_before_the_plan():
    assert required_exactly(2024, target=FLATS) == Fraction(12392, 7)
    assert required_exactly(2023, target=FLATS) is None
    (baseline,) = points((2025, "2392"))
    assert required_exactly(2026, target=FLATS, baseline=baseline) == 4392


def test_better_than_the_baseline_asks_for_the_baseline_ever_after():
    (baseline,) = points((2020, "0.7"))
    asked = [required_exactly(year, target=rule("increase"), baseline=baseline) for year in (2020, 2021, 2030, 2031)]
    assert asked == [None, D("0.7"), D("0.7"), D("0.7")]


@pytest.mark.parametrize("target", [INSURED, rule("increase"), rule("done", kind=Kind.MILESTONE)])
def test_nothing_known_gives_no_path(target):
    assert required_exactly(2027, target=target) is None


def test_a_grade_is_not_cut_into_parts():
    baseline, *milestones = points((2023, "1"), (2026, "2"))
    grade = rule("ge", "3", kind=Kind.LEVEL)
    asked = [required_exactly(y, target=grade, baseline=baseline, milestones=milestones) for y in range(2024, 2031)]
    assert asked == [1, 1, 2, 2, 2, 2, 3]


@pytest.mark.parametrize(
    ("target", "baseline", "milestones", "way"),
    [
        (INSURED, (2023, "46"), [(2025, "50")], 14),
        (INSURED, None, [(2027, "54"), (2025, "50")], 10),
        (UNEMPLOYMENT, (2018, "1.9"), [], D("0.9")),
        (BEDS, (2018, "34.2"), [], D("2.2")),
        (FLATS, None, [(2025, "1000")], 12392),
        (INSURED, None, [], 0),
        (rule("increase"), (2020, "0.7"), [], 0),
    ],
)
def test_the_whole_way_is_measured_from_the_first_known_figure(target, baseline, milestones, way):
    start = points(baseline)[0] if baseline else None
    assert whole_way(target, baseline=start, milestones=points(*milestones)) == way


def test_a_running_total_names_the_years_it_lacks():
    yearly = {2023: D(900), 2024: D(0), 2026: D(700), 2027: D(5)}
    total = running_total(yearly, start_year=2024, year=2026)
    assert (total.value, total.missing) == (700, (2025,))
    assert running_total({2024: D(3), 2025: D(4)}, start_year=2024, year=2025).missing == ()
