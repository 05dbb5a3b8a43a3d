"""A target and its figures in words."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from targets.enums import Comparator, Kind
from targets.figures import format_figure, keeps_unit, with_unit
from targets.rule import AGAINST_BASELINE, TargetRule


def describe(rule: TargetRule) -> str:
    """The target in words: "dưới 1%", "từ 60% đến 65%", "ít nhất 12.392 căn hộ", "mức độ 3"."""
    if rule.kind == Kind.LEVEL and rule.comparator == Comparator.GE:
        return amount(rule, rule.lower)
    match rule.comparator:
        case Comparator.RANGE:
            return _("từ {lower} đến {upper}").format(lower=_range_start(rule), upper=amount(rule, rule.upper))
        case Comparator.INCREASE:
            return _("cao hơn số gốc")
        case Comparator.DECREASE:
            return _("thấp hơn số gốc")
        case Comparator.DONE:
            return _("hoàn thành")
    return _bound_words(rule.comparator).format(
        bound=amount(rule, rule.nearest_bound), tolerance=format_figure(rule.tolerance)
    )


def _bound_words(comparator: Comparator) -> str:
    match comparator:
        case Comparator.GE:
            return _("ít nhất {bound}")
        case Comparator.GT:
            return _("trên {bound}")
        case Comparator.LE:
            return _("không quá {bound}")
        case Comparator.LT:
            return _("dưới {bound}")
        case Comparator.APPROX:
            return _("khoảng {bound} (dung sai {tolerance})")
    return "{bound}"


def _range_start(rule: TargetRule) -> str:
    """Shares and grades name their unit at both ends ("từ 60% đến 65%"), others once ("từ 40 đến 50 xã")."""
    if rule.lower is None or keeps_unit(rule.unit, rule.kind):
        return amount(rule, rule.lower)
    return format_figure(rule.lower)


def in_short(rule: TargetRule) -> str:
    """The target as it follows a figure that has named the unit: "mức từ 32 trở lên", "mức độ 3"."""
    short = unit_once(rule)
    if rule.kind == Kind.LEVEL or rule.comparator in AGAINST_BASELINE:
        return describe(short)
    if rule.comparator == Comparator.GE:
        return _("mức từ {bound} trở lên").format(bound=amount(short, rule.lower))
    return _("mức {target}").format(target=describe(short))


def unit_once(rule: TargetRule) -> TargetRule:
    """For what follows the figure in a sentence: only shares and grades are said with their unit again."""
    return rule if keeps_unit(rule.unit, rule.kind) else replace(rule, unit="")


def amount(rule: TargetRule, value: Decimal | None, min_decimals: int = 0) -> str:
    """A figure of this indicator with its unit; a grade comes after its word: "mức độ 3"."""
    return "" if value is None else with_unit(value, rule.unit, rule.kind, min_decimals=min_decimals)


def difference(rule: TargetRule, gap: Decimal) -> str:
    """How far apart two figures are: shares differ by "điểm phần trăm", others (grades too) by so many units."""
    if rule.kind == Kind.PERCENT:
        return _("{figure} điểm phần trăm").format(figure=format_figure(gap, min_decimals=rule.decimals))
    return with_unit(gap, rule.unit, Kind.COUNT, min_decimals=rule.decimals)
