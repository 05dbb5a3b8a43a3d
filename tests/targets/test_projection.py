"""Projections: counted by hand, true for any figures, and the same as scipy's."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import theilslopes

from targets import projection
from targets.enums import Accumulation, Comparator, Direction, Kind
from targets.possible import possible_bounds
from targets.projection import pace, theil_sen
from targets.rule import TargetRule

D = Decimal


def rule(comparator, lower=None, upper=None, *, year=2030, **changes):
    bounds = {"lower": D(lower) if lower else None, "upper": D(upper) if upper else None}
    options = {"kind": Kind.PERCENT, "unit": "%", "decimals": 1} | changes
    return TargetRule(comparator=Comparator(comparator), year=year, start_year=2024, **bounds, **options)


def yearly(*values, since=2024):
    """Figures of following years; None leaves a gap."""
    return {year: D(value) for year, value in enumerate(values, since) if value is not None}


def project(values, *, rule, this_year):
    """Within what is possible as far as the figures and the target themselves go."""
    within = possible_bounds(rule.kind, known=[*values.values(), rule.lower, rule.upper])
    return projection.project(values, rule=rule, within=within, this_year=this_year)


def need(rule, *, year, value, this_year=2024, baseline=None):
    return projection.need(rule, year=year, value=value, this_year=this_year, baseline=baseline)


INSURED = rule("gt", "95")
BEDS = rule("ge", "32", kind=Kind.RATE, unit="giường/10.000 dân")
FLATS = rule("ge", "12392", kind=Kind.COUNT, unit="căn hộ", decimals=0, accumulation=Accumulation.WITHIN_YEAR)
UNEMPLOYED = rule("lt", upper="1", direction=Direction.DOWN, decimals=2)
SCHOOLED = rule("range", "98", "100", direction=Direction.MAINTAIN)
COVERED = rule("gt", "95", direction=Direction.MAINTAIN)

# no digit is lost in a year's figure, and no two bounds lie nearer than it
figures = st.decimals(min_value=0, max_value=100, places=2)
histories = st.dictionaries(st.integers(2018, 2029), figures, min_size=3, max_size=12)
projected_rules = st.sampled_from([INSURED, BEDS, UNEMPLOYED, SCHOOLED, COVERED])


class TestByHand:
    def test_the_slope_is_the_middle_one_of_all_pairs(self):
        # 2024-25: 2; 2024-26: 1.5; 2025-26: 1; the middle of the figures is 52, of the years 2025
        line = theil_sen(yearly("50", "52", "53"))

        assert (line.slope, line.low, line.high) == (Fraction(3, 2), 1, 2)
        assert line.intercept + line.slope * 2025 == 52

    def test_an_even_number_of_slopes_and_figures_is_halved(self):
        # slopes 1, 1, 2, 4/3, 3/2, 1: sorted 1 1 1 4/3 3/2 2, the middle is 7/6; the middle figure of 2025.5 is 1.5
        line = theil_sen(yearly("0", "1", "2", "4"))

        assert line.slope == Fraction(7, 6)
        assert line.intercept == Fraction(3, 2) - Fraction(7, 6) * Fraction(4051, 2)

    def test_a_gap_year_is_simply_absent(self):
        assert theil_sen(yearly("50", None, "54", "56")).slope == 2

    def test_the_coming_years_run_from_the_last_figure_to_the_target(self):
        found = project(yearly("50", "52", "53"), rule=rule("ge", "60"), this_year=2026)

        assert (found.since, found.until) == (2024, 2026)
        assert [one.year for one in found.years] == [2027, 2028, 2029, 2030]
        assert (found.last.value, found.last.low, found.last.high) == (D("59.5"), D(57), D(62))

    def test_a_running_total_is_projected_as_such(self):
        found = project(yearly("1046", "2296", "4126"), rule=FLATS, this_year=2026)

        assert found.last.value == 2296 + 5 * 1540
        assert found.last.low == 2296 + 5 * 1250


class TestNothingIsProjected:
    @pytest.mark.parametrize("values", [(), ("50",), ("50", "52"), ("50", None, "52")])
    def test_from_fewer_than_three_figures(self, values):
        assert project(yearly(*values), rule=INSURED, this_year=2026) is None

    @pytest.mark.parametrize(
        "target",
        [
            rule("done", kind=Kind.MILESTONE, unit=""),
            rule("done", kind=Kind.QUALITATIVE, unit=""),
            rule("ge", "3", kind=Kind.LEVEL, unit="mức độ"),
        ],
    )
    def test_for_what_is_declared_or_graded(self, target):
        assert project(yearly("1", "2", "3"), rule=target, this_year=2026) is None
        assert need(target, year=2026, value=D(1)) is None

    def test_once_the_year_of_the_target_has_its_figure(self):
        assert project(yearly("50", "52", "53", since=2028), rule=INSURED, this_year=2030) is None

    def test_once_the_year_of_the_target_is_over(self):
        assert project(yearly("50", "52", "53"), rule=INSURED, this_year=2030) is not None
        assert project(yearly("50", "52", "53"), rule=INSURED, this_year=2031) is None


class TestPossible:
    @pytest.mark.parametrize(
        ("target", "values", "least", "most"),
        [
            (INSURED, ("80", "90", "99"), 0, 100),
            (UNEMPLOYED, ("5", "3", "1"), 0, 100),
            (BEDS, ("9", "5", "1"), 0, None),
            (FLATS, ("100", "100", "100"), 100, None),
            (rule("ge", "110"), ("90", "95", "99"), 0, None),  # growth: the target itself lies beyond the whole
        ],
    )
    def test_it_stays_within_what_can_be(self, target, values, least, most):
        for one in project(yearly(*values), rule=target, this_year=2026).years:
            for figure in (one.low, one.value, one.high):
                assert least <= figure
                assert most is None or figure <= most

    def test_a_percentage_that_has_been_beyond_the_whole_may_go_on(self):
        assert project(yearly("99", "101", "103"), rule=rule("ge", "95"), this_year=2026).last.value == 111

    @given(histories, projected_rules)
    def test_it_is_possible_and_within_its_interval(self, values, target):
        for one in project(values, rule=target, this_year=2026).years:
            assert 0 <= one.low <= one.value <= one.high
            assert target.kind != Kind.PERCENT or one.high <= 100

    @given(st.lists(figures, min_size=3, max_size=6))
    def test_a_running_total_never_falls(self, amounts):
        totals = {2024 + place: sum(amounts[: place + 1]) for place in range(len(amounts))}
        last = max(totals)
        for one in project(totals, rule=FLATS, this_year=2026).years:
            assert totals[last] <= one.low


class TestRobust:
    @given(histories, st.randoms())
    def test_the_order_of_the_figures_does_not_matter(self, values, random):
        shuffled = list(values.items())
        random.shuffle(shuffled)

        assert theil_sen(dict(shuffled)) == theil_sen(values)

    @given(st.integers(0, 4), st.decimals(min_value=-(10**9), max_value=10**9, places=1))
    def test_one_odd_figure_of_five_does_not_turn_a_straight_line_by_much(self, place, odd):
        # of ten slopes six are those of the line, so the middle ones are, too
        values = yearly("10", "12", "14", "16", "18") | {2024 + place: odd}

        assert theil_sen(values).slope == 2

    @given(histories.filter(lambda values: len(values) == 5), st.integers(0, 4), figures, figures)
    def test_one_odd_figure_of_five_moves_the_slope_between_bounds_that_it_does_not_set(self, values, place, one, two):
        years = sorted(values)
        kept = {year: value for at, (year, value) in enumerate(sorted(values.items())) if at != place}
        others = [(kept[b] - kept[a]) / (b - a) for a in kept for b in kept if a < b]
        for odd in (one, -two * 10**6, two * 10**6):
            assert min(others) <= theil_sen(kept | {years[place]: odd}).slope <= max(others)


@given(st.lists(figures, min_size=3, max_size=5, unique=True))
def test_up_to_five_figures_the_interval_is_the_slowest_and_the_fastest_pace(values):
    slopes = [Fraction(b - a) / (j - i) for i, a in enumerate(values) for j, b in enumerate(values) if i < j]

    line = theil_sen(dict(enumerate(values, 2024)))

    assert (line.low, line.high) == (min(slopes), max(slopes))


class TestAgainstScipy:
    @given(histories)
    def test_slope_intercept_and_interval_are_those_of_scipy(self, values):
        years = sorted(values)
        known = theilslopes([float(values[year]) for year in years], years, alpha=0.95)

        line = theil_sen(values)

        found = [float(one) for one in (line.slope, line.intercept, line.low, line.high)]
        expected = [known.slope, known.intercept, known.low_slope, known.high_slope]
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-7)


class TestNeed:
    @pytest.mark.parametrize(
        ("target", "year", "value", "step", "lands"),
        [
            (INSURED, 2026, "87", "2.0", True),  # 8 / 4 ends on 95, which is not "trên 95%"
            (INSURED, 2026, "86.7", "2.1", False),  # 8.3 / 4 = 2.075
            (rule("ge", "95"), 2026, "87", "2.0", False),
            (UNEMPLOYED, 2026, "1.28", "0.07", True),
            (UNEMPLOYED, 2026, "1.3", "0.08", False),  # 0.075
            (FLATS, 2026, "4126", "2067", False),  # 8266 / 4 = 2066.5
            (rule("ge", "3", kind=Kind.COUNT, decimals=0), 2026, "0", "0.8", False),  # 0.75, not 1
            (rule("eq", "100"), 2026, "99.93", "0.018", False),  # 0.0175, not 0.1
            (rule("ge", "95"), 2029, "94.999", "0.001", False),
            (SCHOOLED, 2026, "97.2", "0.8", False),  # at once, not in four years
        ],
    )
    def test_the_step_is_rounded_so_that_it_is_enough(self, target, year, value, step, lands):
        found = need(target, year=year, value=D(value))

        assert found.step(target.decimals) == D(step)
        assert found.lands_on_bound(found.step(target.decimals)) is lands

    def test_what_is_met_needs_nothing(self):
        found = need(INSURED, year=2026, value=D("95.4"))

        assert found.met
        assert found.gap == 0

    def test_an_exact_bound_is_reached_from_either_side(self):
        kept = rule("eq", "50", direction=Direction.MAINTAIN)

        assert need(kept, year=2026, value=D("51.23")).step(1) == D("1.23")
        assert not need(kept, year=2026, value=D("51.23")).upward
        assert need(kept, year=2026, value=D(49)).upward

    def test_to_be_better_than_the_baseline_is_to_pass_it(self):
        better = rule("increase", kind=Kind.NUMBER, unit="", decimals=3)

        found = need(better, year=2026, value=D("0.758"), baseline=D("0.758"))

        assert (found.gap, found.met, found.beyond) == (0, False, True)
        assert need(better, year=2026, value=D("0.758")) is None

    def test_nothing_can_be_done_any_more_once_the_year_is_there(self):
        assert need(INSURED, year=2030, value=D(90)) is None

    @pytest.mark.parametrize(
        ("this_year", "first", "step"),
        [(2024, 2025, "0.5"), (2025, 2025, "0.5"), (2026, 2026, "0.6"), (2030, 2030, "3.0")],
    )
    def test_years_that_are_over_take_no_part(self, this_year, first, step):
        found = need(rule("ge", "95"), year=2024, value=D(92), this_year=this_year)

        assert (found.first, found.step(1)) == (first, D(step))

    def test_what_must_hold_every_year_is_asked_of_this_one(self):
        found = need(SCHOOLED, year=2024, value=D(97), this_year=2026)

        assert (found.first, found.years) == (2026, 1)

    def test_nothing_is_needed_any_more_of_a_year_that_is_over(self):
        assert need(INSURED, year=2026, value=D(90), this_year=2031) is None

    @given(projected_rules, st.integers(2024, 2029), st.integers(2024, 2030), figures)
    def test_taking_the_step_every_year_reaches_the_target(self, target, year, this_year, value):
        found = need(target, year=year, value=value, this_year=this_year)
        step = found.step(target.decimals)
        reached = value + step * found.years * (1 if found.upward else -1)
        nudge = D("0.000001") if found.lands_on_bound(step) or (found.beyond and not found.gap) else D(0)

        assert year < found.first
        assert this_year <= found.first <= found.first + found.years - 1 <= target.year
        assert found.met or target.meets(reached + (nudge if found.upward else -nudge))
        assert step <= found.yearly * Fraction(11, 10)


class TestPace:
    def test_it_is_the_average_change_of_a_year(self):
        assert pace(yearly("50", None, "53"), rule=INSURED) == Fraction(3, 2)

    def test_a_running_total_began_at_nothing(self):
        assert pace({2026: D(4126)}, rule=FLATS) == Fraction(4126, 3)

    def test_a_single_figure_has_none(self):
        assert pace(yearly("50"), rule=INSURED) is None
