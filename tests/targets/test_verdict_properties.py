"""What must be true of every verdict, whatever the figures."""

import re
from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from targets.enums import Accumulation, Answer, Comparator, Direction, Kind, Quality, Status
from targets.paths import Point, required_exactly
from targets.rule import Reading, TargetRule
from targets.verdicts import judge

UP, DOWN, MAINTAIN = Direction.UP, Direction.DOWN, Direction.MAINTAIN
BETTER = {
    Comparator.GE: {UP: 1, MAINTAIN: 1},
    Comparator.GT: {UP: 1, MAINTAIN: 1},
    Comparator.LE: {DOWN: -1, MAINTAIN: -1},
    Comparator.LT: {DOWN: -1, MAINTAIN: -1},
    Comparator.EQ: {UP: 1, DOWN: -1, MAINTAIN: 0},
    Comparator.RANGE: {UP: 1, DOWN: -1, MAINTAIN: 1},
    Comparator.APPROX: {UP: 1, DOWN: -1, MAINTAIN: 1},
    Comparator.INCREASE: {UP: 1},
    Comparator.DECREASE: {DOWN: -1},
}
"""Which way is better for each target that makes sense; 0: the nearer to the bound."""

values = st.decimals(min_value=-5, max_value=130, places=2) | st.decimals(min_value=58, max_value=62, places=4)
points = st.builds(Point, st.integers(2018, 2031), values)


@st.composite
def rules(draw):
    comparator = draw(st.sampled_from(list(BETTER)))
    bounds = sorted(draw(st.lists(values | st.just(Decimal(100)), min_size=2, max_size=2, unique=True)))
    has_lower = comparator not in {Comparator.LE, Comparator.LT, Comparator.INCREASE, Comparator.DECREASE}
    has_upper = comparator in {Comparator.LE, Comparator.LT, Comparator.RANGE}
    kind = draw(st.sampled_from([Kind.PERCENT, Kind.NUMBER, Kind.COUNT, Kind.LEVEL]))
    return TargetRule(
        comparator=comparator,
        year=2030,
        start_year=2024,
        lower=bounds[0] if has_lower else None,
        upper=bounds[1] if has_upper else None,
        tolerance=draw(st.sampled_from(["0", "0.5"]).map(Decimal)) if comparator == Comparator.APPROX else Decimal(0),
        direction=draw(st.sampled_from(list(BETTER[comparator]))),
        kind=kind,
        unit="%" if kind == Kind.PERCENT else "đơn vị",
        decimals=draw(st.integers(0, 3)),
        accumulation=draw(st.sampled_from(Accumulation)),
    )


settings_of_a_year = st.fixed_dictionaries(
    {
        "baseline": st.none() | points,
        "milestones": st.lists(points, max_size=4, unique_by=lambda point: point.year),
        "at_risk_share": st.sampled_from(["0", "0.1", "1"]).map(Decimal),
    }
)
years = st.integers(2017, 2032)


def figure(value, quality=Quality.OFFICIAL):
    return Reading(answer=Answer.FIGURE, value=value, quality=quality)


def better_and_worse(rule, one, other):
    """The two figures, the better first, judged apart from the code under test."""
    way = BETTER[rule.comparator][rule.direction]
    if way == 0 and not (rule.kind == Kind.PERCENT and rule.lower == 100):
        return sorted((one, other), key=lambda value: abs(value - rule.lower))
    return sorted((one, other), reverse=way >= 0)


@given(rules(), years, values, values, settings_of_a_year)
def test_a_worse_figure_never_gets_a_better_verdict(rule, year, one, other, given_settings):
    better, worse = better_and_worse(rule, one, other)
    verdicts = [judge(rule, year, figure(value), **given_settings) for value in (better, worse)]
    assert verdicts[0].status.severity <= verdicts[1].status.severity
    if verdicts[0].gap is not None:
        assert verdicts[0].gap <= verdicts[1].gap


@given(rules(), years, values, settings_of_a_year, st.integers(0, 6), st.sampled_from(Quality))
def test_how_a_figure_is_shown_never_changes_its_verdict(rule, year, value, given_settings, decimals, quality):
    verdict = judge(rule, year, figure(value), **given_settings)
    other = judge(replace(rule, decimals=decimals, unit="x"), year, figure(value, quality), **given_settings)
    assert (other.status, other.required, other.gap) == (verdict.status, verdict.required, verdict.gap)


@given(rules(), years, values, settings_of_a_year)
def test_the_figure_shown_never_contradicts_the_verdict(rule, year, value, given_settings):
    verdict = judge(rule, year, figure(value), **given_settings)
    assume("lộ trình cần" not in verdict.sentence)
    shown = figures_in(verdict.sentence)[0]
    assert judge(rule, year, figure(shown), **given_settings).status == verdict.status


@st.composite
def near_the_path(draw):
    """A target still to be reached, and a figure close to what its path asks for."""
    rule = replace(draw(rules()), kind=Kind.NUMBER)
    baseline, year = Point(draw(st.integers(2018, 2023)), draw(values)), draw(st.integers(2024, 2029))
    asked = required_exactly(year, target=rule, baseline=baseline)
    assume(rule.nearest_bound is not None)
    offset = draw(st.decimals(min_value=-1, max_value=1, places=4))
    value = Decimal(round(asked * 10**4)).scaleb(-4) + offset.scaleb(-draw(st.integers(0, 3)))
    return rule, year, value, baseline


@given(near_the_path())
def test_on_the_way_the_figures_shown_bear_out_the_verdict(case):
    rule, year, value, baseline = case
    verdict = judge(rule, year, figure(value), baseline=baseline, at_risk_share=Decimal("0.1"))
    if "lộ trình cần" not in verdict.sentence:
        assert verdict.status in {Status.MET, Status.EXCEEDED, Status.MISSED}
        return
    shown, asked, *gap = figures_in(verdict.sentence)
    behind = asked - shown if BETTER[rule.comparator][rule.direction] > 0 else shown - asked
    assert (behind <= 0) == (verdict.status == Status.ON_TRACK)
    assert gap == ([] if verdict.status == Status.ON_TRACK else [behind])


@given(rules(), years, values, settings_of_a_year)
def test_every_verdict_comes_with_one_whole_sentence(rule, year, value, given_settings):
    verdict = judge(rule, year, figure(value), **given_settings)
    assert str(year) in verdict.sentence
    assert not re.search(r"[{}]|  |None|: $|, ,", verdict.sentence)


def figures_in(sentence):
    """The figures of a sentence as numbers, without its years; beside thirds they may have many digits."""
    found = re.findall(r"−?\d[\d.]*(?:,\d+)?", re.sub(r"năm \d{4}", "", sentence))
    return [Decimal(text.replace(".", "").replace(",", ".").replace("−", "-")) for text in found]
