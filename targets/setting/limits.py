"""What figures an indicator can have at all, and what a schedule of it has to keep to."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from agencies.errors import Refused
from targets.enums import Accumulation, Kind
from targets.figures import decimals_of, format_figure
from targets.models import Indicator
from targets.possible import Bounds, possible_bounds
from targets.schedule import Limits, why_no_schedule
from targets.selectors import IndicatorRow, in_unit, last_day, rule_of


def settable(indicator: Indicator) -> Bounds:
    """What figures can be set for an indicator: those that are possible, but that the first percentage which lies
    beyond a whole (growth, 105% of a plan) may be this one, unless it is defined as a share of that whole."""
    kind = Kind(indicator.kind)
    if kind == Kind.PERCENT and not indicator.has_quotient:
        return Bounds()
    return possible_bounds(kind, multiplier=indicator.multiplier, highest_level=indicator.highest_level)


def may_have_quotient(indicator: Indicator) -> bool:
    """Whether the figure can be a numerator over a denominator: what is measured as it stands, and is no grade."""
    kind, accumulation = Kind(indicator.kind), Accumulation(indicator.accumulation)
    return not kind.is_declared and kind != Kind.LEVEL and accumulation == Accumulation.AT_TIME


def refuse_impossible(indicator: Indicator, value: Decimal, *, field: str) -> None:
    """Raises Refused, at `field`, for a figure that the indicator can never have."""
    possible = settable(indicator)
    if indicator.kind == Kind.LEVEL and decimals_of(value):
        raise Refused(_("Mức độ phải là số nguyên."), field=field)
    if possible.least is not None and value < possible.least:
        message = _("Chỉ tiêu này không thể nhỏ hơn {figure}.")
        raise Refused(message.format(figure=in_unit(format_figure(possible.least), indicator)), field=field)
    if possible.most is not None and value > possible.most:
        message = _("Chỉ tiêu này không thể lớn hơn {figure}.")
        raise Refused(message.format(figure=in_unit(format_figure(possible.most), indicator)), field=field)


def schedule_limits(row: IndicatorRow, *, on: dt.date) -> Limits | str:
    """What a schedule from the day `on` keeps to: the last target that judges from then on. A sentence where the
    indicator can have no schedule."""
    valid = [target for target in row.targets if target.holds_on(last_day(on.year))]
    if not valid:
        return _("Chỉ tiêu này chưa có mức phải đạt. Hãy đặt mức phải đạt trước khi đặt lộ trình.")
    rule = rule_of(row.indicator, max(valid, key=lambda target: target.year), row.plan)
    possible = settable(row.indicator)
    return why_no_schedule(rule) or Limits(
        rule=rule, years=row.plan.years, baseline=row.baseline, least=possible.least, most=possible.most
    )
