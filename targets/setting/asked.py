"""What a year asks for, in figures and words: as a path table shows it."""

from decimal import Decimal

from django.utils.translation import gettext as _

from targets.enums import Kind
from targets.figures import DECIMAL_DIGITS, decimals_of, format_figure
from targets.models import Indicator
from targets.rule import AGAINST_BASELINE
from targets.selectors import IndicatorRow, in_unit


def asked(row: IndicatorRow, year: int, *, with_unit: bool = True) -> str:
    """What the path asks for in `year`; empty where there is none.

    A figure that was set keeps all its digits, one that was interpolated gets the indicator's usual ones.
    """
    required, usual = row.required(year), row.indicator.decimals
    if required is None:
        return ""
    places = usual if footing(row, year) == between(row) else max(usual, decimals_of(required))
    text = format_figure(required, min(places, DECIMAL_DIGITS), min_decimals=usual)
    return in_unit(text, row.indicator) if with_unit else text


def written(value: Decimal, indicator: Indicator) -> str:
    """A figure that was set, with all its digits and its unit."""
    return in_unit(format_figure(value, min_decimals=indicator.decimals), indicator)


def is_milestone(row: IndicatorRow, year: int) -> bool:
    """Whether the schedule itself names what is asked for in `year`."""
    rule = row.rule_at(year)
    on_the_way = rule is not None and not rule.every_year and year < rule.year
    return on_the_way and any(point.year == year for point in row.milestones_at(year))


def footing(row: IndicatorRow, year: int) -> str:
    """What the figure asked for in `year` rests on, in a word or two; empty where nothing is asked for."""
    rule = row.rule_at(year)
    if rule is None or row.required(year) is None:
        return ""
    if rule.comparator in AGAINST_BASELINE:
        return _("số gốc")
    if rule.every_year or year >= rule.year:
        return _("mức phải đạt")
    if is_milestone(row, year):
        return _("mốc")
    return between(row)


def between(row: IndicatorRow) -> str:
    """How the years between two known figures are filled."""
    return _("giữ mức trước") if row.indicator.kind == Kind.LEVEL else _("nội suy")
