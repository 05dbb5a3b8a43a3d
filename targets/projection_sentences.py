"""Projections in words: where the pace of past years leads, and what has to happen. Pure.

A projection always says that it is one.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from targets.figures import format_figure, places_beside, rounded
from targets.paths import as_decimal
from targets.projection import FEWEST, Need, Projected, Projection, can_be_projected
from targets.rule import AGAINST_BASELINE, TargetRule
from targets.wording import amount, difference, in_short


def projection_sentence(
    projection: Projection, rule: TargetRule, *, baseline: Decimal | None = None, unofficial: Sequence[int] = ()
) -> str:
    """What the target's year would bring, and whether that is enough. `unofficial`: years of no official figure yet."""
    end = projection.last
    words = _("Nếu giữ nhịp như các năm {since}-{until}, đến năm {year} dự báo là {value}: {outcome}.")
    if end.low != end.high:
        words = _(
            "Nếu giữ nhịp như các năm {since}-{until}, đến năm {year} dự báo là {value} "
            "(khoảng từ {low} đến {high}): {outcome}."
        )
    low, value, high = (_shown(figure, rule, baseline) for figure in (end.low, end.value, end.high))
    sentence = words.format(
        since=projection.since,
        until=projection.until,
        year=end.year,
        low=low,
        value=value,
        high=high,
        outcome=_outcome(end, rule, baseline).format(target=_goal(rule)),
    )
    sentences = [sentence, _("Đây là dự báo, không phải số liệu.")]
    if unofficial:
        words = _("Số năm {years} chưa phải số chính thức.")
        sentences.insert(1, words.format(years=", ".join(map(str, unofficial))))
    return " ".join(sentences)


def _outcome(end: Projected, rule: TargetRule, baseline: Decimal | None) -> str:
    low, value, high = (rule.meets(figure, baseline) for figure in (end.low, end.value, end.high))
    if value is None:
        return _("chưa có số gốc nên chưa so sánh được")
    if value:
        return _("đạt {target}") if low and high else _("đạt {target}, nhưng chưa chắc chắn")
    return _("chưa đạt {target}, nhưng còn khả năng") if low or high else _("chưa đạt {target}")


def _goal(rule: TargetRule) -> str:
    """What has to be reached, after "đạt"."""
    short = in_short(rule)
    return _("mức {target}").format(target=short) if rule.comparator in AGAINST_BASELINE else short


def _shown(value: Decimal, rule: TargetRule, baseline: Decimal | None) -> str:
    """With the digits that keep it on its true side of what has to be reached."""
    marks = (rule.lower, rule.upper, rule.edge, baseline if rule.comparator in AGAINST_BASELINE else None)
    places = places_beside(value, [mark for mark in marks if mark is not None], rule.decimals)
    return amount(rule, rounded(value, places), rule.decimals)


def need_sentence(need: Need, rule: TargetRule, *, since: int, until: int, pace: Fraction | None) -> str:
    """What has to happen, beside what the years from `since` to `until` brought on average."""
    if need.met:
        words = _("Đang giữ được {target}; phải giữ hằng năm đến năm {target_year}.")
        if not rule.every_year:
            words = _("Đã đạt {target}; cần giữ đến năm {target_year}.")
        return words.format(target=_goal(rule), target_year=rule.year)
    if not need.gap:
        words = _("Đang ở đúng mức phải vượt qua; cần nhích thêm để đạt {target} chậm nhất năm {target_year}.")
        if rule.every_year:
            words = _(
                "Đang ở đúng mức phải vượt qua; cần nhích thêm để đạt {target} ngay năm {first}, "
                "mức này phải giữ hằng năm."
            )
        return words.format(target=_goal(rule), target_year=rule.year, first=need.first)
    step = need.step(rule.decimals)
    shown = difference(rule, step)
    sentence = _what_to_do(need, rule).format(
        step=_("hơn {step}").format(step=shown) if need.lands_on_bound(step) else shown,
        first=need.first,
        target_year=rule.year,
        target=_goal(rule),
    )
    if pace is None:
        return f"{sentence}."
    return f"{sentence}; {_so_far(pace, need, rule, since=since, until=until)}."


def _what_to_do(need: Need, rule: TargetRule) -> str:
    if rule.every_year:
        if need.upward:
            return _("Cần tăng {step} ngay năm {first} để trở lại {target}, mức này phải giữ hằng năm")
        return _("Cần giảm {step} ngay năm {first} để trở lại {target}, mức này phải giữ hằng năm")
    if rule.adds_up:
        if need.years == 1:
            return _("Cần thêm {step} trong năm {target_year} để đạt {target}")
        return _("Cần thêm {step} mỗi năm ({first}-{target_year}) để đạt {target}")
    if need.upward:
        if need.years == 1:
            return _("Cần tăng thêm {step} trong năm {target_year} để đạt {target}")
        return _("Cần tăng thêm {step} mỗi năm ({first}-{target_year}) để đạt {target}")
    if need.years == 1:
        return _("Cần giảm thêm {step} trong năm {target_year} để đạt {target}")
    return _("Cần giảm thêm {step} mỗi năm ({first}-{target_year}) để đạt {target}")


def _so_far(pace: Fraction, need: Need, rule: TargetRule, *, since: int, until: int) -> str:
    """The average year so far, with the digits that tell it from the step and from nothing."""
    if rule.adds_up and since == until:
        words = _("năm {since} thêm {pace}")
    elif rule.adds_up:
        words = _("các năm {since}-{until} bình quân mỗi năm thêm {pace}")
    elif not pace:
        words = _("từ năm {since} đến năm {until} không tăng không giảm")
    elif pace > 0:
        words = _("các năm {since}-{until} bình quân mỗi năm tăng {pace}")
    else:
        words = _("các năm {since}-{until} bình quân mỗi năm giảm {pace}")
    figure = as_decimal(abs(pace))
    places = places_beside(figure, [need.yearly, Fraction(0)], rule.decimals)
    return words.format(since=since, until=until, pace=format_figure(figure, places, min_decimals=rule.decimals))


def no_projection_sentence(rule: TargetRule, *, figures: int, missing: Sequence[int] = (), this_year: int) -> str:
    """Why nothing is projected. `missing`: years without which a running total is not whole."""
    if rule.kind.is_declared:
        return _("Chỉ tiêu này được xác nhận hoàn thành hay chưa, không đo bằng số nên không có dự báo.")
    if not can_be_projected(rule):
        return _("Mức độ là thứ bậc, giữa hai mức không có mức nào khác nên không có dự báo.")
    if this_year > rule.year:
        return _("Năm {year} đã qua nên không còn dự báo.").format(year=rule.year)
    if missing:
        words = _("Còn thiếu số liệu năm {years} nên chưa cộng dồn đủ để dự báo.")
        return words.format(years=", ".join(map(str, missing)))
    if figures >= FEWEST:
        return _("Đã có số liệu của năm {year} nên không còn dự báo.").format(year=rule.year)
    words = _("Chưa có số liệu; từ {fewest} năm trở lên mới có dự báo.")
    if figures:
        words = _("Mới có số liệu của {count} năm; từ {fewest} năm trở lên mới có dự báo.")
    return words.format(count=figures, fewest=FEWEST)
