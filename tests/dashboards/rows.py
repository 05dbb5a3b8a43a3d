"""Indicators as selectors give them to a page, made without a database."""

import datetime as dt
from decimal import Decimal

from plan.models import Plan
from targets.enums import Accumulation, Answer, Comparator, Direction, Kind, Quality
from targets.models import Baseline, Indicator, Measurement, Target
from targets.selectors import IndicatorRow

PLAN = Plan(start_year=2024, horizon_year=2030, at_risk_share=Decimal("0.1"))


def measured(value=None, quality=Quality.OFFICIAL, answer=Answer.FIGURE):
    return Measurement(answer=answer, value=value and Decimal(value), quality=quality)


def make_row(measurements=None, *, baseline=None, targets=None, kind=Kind.PERCENT, unit="%", milestones=(), **fields):
    indicator = Indicator(
        code="2.1.1",
        kind=kind,
        unit=unit,
        decimals=1,
        direction=fields.pop("direction", Direction.UP),
        accumulation=fields.pop("accumulation", Accumulation.AT_TIME),
        **fields,
    )
    if baseline:
        Baseline(indicator=indicator, year=baseline[0], value=Decimal(baseline[1]), source="Niên giám")
    return IndicatorRow(
        indicator=indicator,
        plan=PLAN,
        on=dt.date(2026, 11, 23),
        owners=[],
        targets=[Target(pk=1, year=2030, comparator=Comparator.GE, lower=Decimal(60))] if targets is None else targets,
        milestone_rows=milestones,
        measurements=measurements or {},
    )
