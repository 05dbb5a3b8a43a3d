"""Every comparator in every direction it can have: just below the bound, at it, just above it, at zero and beyond all.

The expectations are written out by hand from the plan's table of comparators, not computed.
"""

from decimal import Decimal

import pytest

from targets.enums import Answer, Comparator, Direction, Kind, Status
from targets.paths import Point
from targets.rule import Reading, TargetRule
from targets.verdicts import judge

UP, DOWN, MAINTAIN = Direction.UP, Direction.DOWN, Direction.MAINTAIN
HAIR = Decimal("0.000001")
BASELINE = Point(2023, Decimal(40))

# comparator, direction, bounds; then "+" met, "-" missed, "^" exceeded for: bound − hair, bound, bound + hair, 0, 150
TABLE = """
ge       up        lower=60                 - + +  - +
ge       maintain  lower=60                 - + +  - +
ge       up        lower=0                  - + +  + +
gt       up        lower=60                 - - +  - +
gt       maintain  lower=60                 - - +  - +
gt       up        lower=0                  - - +  - +
le       down      upper=5                  + + -  + -
le       maintain  upper=5                  + + -  + -
le       down      upper=0                  + + -  + -
lt       down      upper=1                  + - -  + -
lt       maintain  upper=1                  + - -  + -
lt       down      upper=0                  + - -  - -
eq       up        lower=100                - + +  - +
eq       down      lower=0                  + + -  + -
eq       maintain  lower=100                - + +  - +
eq       maintain  lower=8                  - + -  - -
range    up        lower=60,upper=65        - + +  - ^
range    maintain  lower=98,upper=100       - + +  - ^
approx   up        lower=32,tolerance=0     - + +  - +
approx   up        lower=32,tolerance=1     + + +  - +
approx   down      lower=32,tolerance=0     + + -  + -
approx   down      lower=32,tolerance=1     + + +  + -
approx   maintain  lower=32,tolerance=0     - + +  - +
"""
MARKS = {"+": Status.MET, "-": Status.MISSED, "^": Status.EXCEEDED}


def cases():
    for line in TABLE.strip().splitlines():
        comparator, direction, bounds, *marks = line.split()
        given = {name: Decimal(figure) for name, figure in (pair.split("=") for pair in bounds.split(","))}
        bound = given.get("lower", given.get("upper"))
        for value, mark in zip((bound - HAIR, bound, bound + HAIR, Decimal(0), Decimal(150)), marks, strict=True):
            yield pytest.param(
                comparator, direction, given, value, MARKS[mark], id=f"{comparator} {direction} {bounds} at {value}"
            )


def rule(comparator, direction, bounds, **others):
    return TargetRule(
        comparator=Comparator(comparator),
        direction=Direction(direction),
        year=2030,
        start_year=2024,
        **{"kind": Kind.PERCENT, "unit": "%"} | bounds | others,
    )


def status(rule, value, year=2030, baseline=None):
    reading = Reading(answer=Answer.FIGURE, value=Decimal(value))
    return judge(rule, year, reading, baseline=baseline, at_risk_share=Decimal("0.1")).status


@pytest.mark.parametrize(("comparator", "direction", "bounds", "value", "expected"), list(cases()))
def test_in_its_year_and_after(comparator, direction, bounds, value, expected):
    target = rule(comparator, direction, bounds)
    assert status(target, value) == expected
    assert status(target, value, year=2031) == expected


@pytest.mark.parametrize(("comparator", "direction", "bounds", "value", "expected"), list(cases()))
def test_what_is_maintained_is_judged_alike_every_year_and_a_target_reached_early_is_reached(
    comparator, direction, bounds, value, expected
):
    early = status(rule(comparator, direction, bounds), value, year=2026)
    if direction == MAINTAIN or expected != Status.MISSED:
        assert early == expected
    else:
        assert early == Status.NOT_MEASURABLE  # no baseline and no milestone: no path, and no guess


@pytest.mark.parametrize(
    ("comparator", "better", "worse"), [("increase", "40.000001", "39.999999"), ("decrease", "39.999999", "40.000001")]
)
def test_better_than_the_baseline(comparator, better, worse):
    target = rule(comparator, UP if comparator == "increase" else DOWN, {}, kind=Kind.NUMBER, unit="")
    assert status(target, better, baseline=BASELINE) == Status.MET
    assert status(target, "40", baseline=BASELINE) == Status.MISSED
    assert status(target, worse, baseline=BASELINE) == Status.MISSED
    assert status(target, better) == Status.NOT_MEASURABLE


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("34.2", Status.MET),  # the published figure of 2018: already above the target
        ("32", Status.MET),
        ("31.9", Status.AT_RISK),  # fallen back, by less than a tenth of the way between baseline and target
        ("31.7", Status.OFF_TRACK),
        ("0", Status.OFF_TRACK),
    ],
)
def test_hospital_beds_that_were_above_the_target_before_the_plan_began(value, expected):
    beds = rule("ge", UP, {"lower": Decimal(32)}, kind=Kind.RATE, unit="giường/10.000 dân", decimals=1)
    assert status(beds, value, year=2026, baseline=Point(2018, Decimal("34.2"))) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("70", Status.ON_TRACK), ("50", Status.OFF_TRACK), ("40", Status.OFF_TRACK), ("30", Status.OFF_TRACK)],
)
def test_worse_than_the_baseline_after_years_is_no_better_than_standing_still(value, expected):
    target = rule("ge", UP, {"lower": Decimal(80)})
    assert status(target, value, year=2027, baseline=BASELINE) == expected


def test_a_gap_year_judges_neither_the_year_before_nor_the_year_after():
    target = rule("ge", UP, {"lower": Decimal(82)})
    before, after = (status(target, "50", year=year, baseline=BASELINE) for year in (2024, 2026))
    gap = judge(target, 2025, None, baseline=BASELINE, at_risk_share=Decimal("0.1"))
    assert (before, gap.status, after) == (Status.ON_TRACK, Status.NO_DATA, Status.OFF_TRACK)
    assert gap.required == Decimal(52)
