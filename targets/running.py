"""Amounts that add up, in words: what was done since the plan's first year, and what is left to do. Pure."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from targets.enums import Comparator
from targets.figures import format_figure
from targets.paths import RunningTotal, running_total
from targets.rule import TargetRule
from targets.wording import amount, describe, unit_once


def running_words(
    rule: TargetRule, accepted: Mapping[int, Decimal | None], *, year: int, value: Decimal | None = None
) -> str:
    """Such as "Cộng dồn 2024-2026: 4.120 căn hộ; còn 8.272 để đạt 12.392".

    `accepted` are the yearly amounts on record, `value` that of `year` where there is one yet; without it the total is
    that of the years before. Empty where nothing adds up, or nothing could have yet.
    """
    last = year if value is not None else year - 1
    if not rule.adds_up or last < rule.start_year:
        return ""
    yearly = {one: figure for one, figure in accepted.items() if figure is not None and one < year}
    if value is not None:
        yearly[year] = value
    total = running_total(yearly, start_year=rule.start_year, year=last)
    years = str(last) if last == rule.start_year else f"{rule.start_year}-{last}"
    words = _("Cộng dồn {years}: {total}").format(years=years, total=amount(rule, total.value))
    return "; ".join(part for part in (words, _missing(total), _left(unit_once(rule), total.value)) if part)


def _missing(total: RunningTotal) -> str:
    missing = ", ".join(map(str, total.missing))
    return _("chưa có số liệu năm {missing}").format(missing=missing) if missing else ""


def _left(rule: TargetRule, total: Decimal) -> str:
    edge = rule.edge
    if edge is None or not rule.upward:
        return ""
    left = edge - total
    bound = describe(rule) if rule.comparator == Comparator.APPROX else format_figure(edge)
    if rule.meets(total):
        return _("đã đủ {bound}").format(bound=bound)
    if left < 0:  # only the bound itself would do, and it is passed
        return ""
    words = _("còn {left} để đạt {bound}")
    if not rule.meets(edge):
        words = _("còn hơn {left} để vượt {bound}") if left else _("còn phải vượt {bound}")
    return words.format(left=format_figure(left), bound=bound)
