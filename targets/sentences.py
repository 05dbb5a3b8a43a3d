"""Verdicts in words: for each case one whole sentence that a leader can read aloud."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from targets.enums import Answer, Comparator, Quality, Status
from targets.figures import places_beside, rounded
from targets.paths import Point
from targets.rule import AGAINST_BASELINE, Reading, TargetRule
from targets.wording import amount, difference, in_short, unit_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a verdict on a figure was reached from; `value` and `required` are exact."""

    rule: TargetRule
    year: int
    reading: Reading
    value: Decimal | Fraction
    required: Fraction | None
    baseline: Point | None
    has_path: bool


def no_target_sentence(year: int) -> str:
    return _("chưa đặt mức phải đạt cho năm {year}").format(year=year)


def no_figure_sentence(year: int, reading: Reading | None) -> str:
    """For the two kinds of nothing that are not zero."""
    if reading and reading.answer == Answer.NOT_DUE:
        return _("không thuộc kỳ báo cáo năm {year}").format(year=year)
    if reading and reading.reason:
        return _("chưa có số liệu năm {year}: {reason}").format(year=year, reason=reading.reason)
    return _("chưa có số liệu năm {year}").format(year=year)


def completion_sentence(rule: TargetRule, year: int, reading: Reading) -> str:
    """For targets that are declared done, not measured."""
    if reading.answer == Answer.FIGURE:
        words = _("chưa có xác nhận hoàn thành năm {year} nên chưa đánh giá được")
    elif reading.answer == Answer.DONE:
        words = _("bảo đảm trong năm {year}: đạt") if rule.every_year else _("đã hoàn thành năm {year}: đạt")
    elif rule.every_year:
        words = _("chưa bảo đảm trong năm {year}, mức này phải giữ hằng năm: không đạt")
    elif year >= rule.year:
        words = _("chưa hoàn thành năm {year}, hạn {target_year}: không đạt")
    else:
        words = _("chưa hoàn thành, hạn {target_year}, kế hoạch không đặt mốc từng năm")
    return words.format(year=year, target_year=rule.year)


def figure_sentence(facts: Facts, status: Status) -> str:
    """The figure, what it is compared with, and the verdict; with every digit the comparison needs."""
    if status in {Status.MET, Status.EXCEEDED}:
        return _reached(facts, status)
    if status == Status.MISSED:
        return _missed(facts)
    if status == Status.NOT_MEASURABLE or facts.required is None:
        return _not_measurable(facts)
    if facts.rule.comparator in AGAINST_BASELINE:
        return _not_yet_better(facts, status)
    return _on_the_way(facts, facts.required, status)


def _reached(facts: Facts, status: Status) -> str:
    rule, exceeded = facts.rule, status == Status.EXCEEDED
    another_year = facts.year != rule.year and not rule.every_year
    if rule.comparator == Comparator.INCREASE:
        words = _("{reading}, cao hơn số gốc {baseline} năm {baseline_year}: đạt")
    elif rule.comparator == Comparator.DECREASE:
        words = _("{reading}, thấp hơn số gốc {baseline} năm {baseline_year}: đạt")
    elif exceeded and another_year:
        words = _("{reading}: đã vượt {target} của năm {target_year}")
    elif exceeded:
        words = _("{reading}: vượt {target}")
    elif another_year:
        words = _("{reading}: đã đạt {target} của năm {target_year}")
    else:
        words = _("{reading}: giữ được {target}") if rule.every_year else _("{reading}: đạt {target}")
    return words.format(reading=_reading(facts), target=in_short(rule), target_year=rule.year, **_baseline(facts))


def _missed(facts: Facts) -> str:
    words = _("{reading}, {shortfall}: không đạt")
    if facts.rule.every_year:
        words = _("{reading}, {shortfall}, mức này phải giữ hằng năm: không đạt")
    return words.format(reading=_reading(facts), shortfall=_shortfall(facts))


def _not_measurable(facts: Facts) -> str:
    rule, missing = facts.rule, ", ".join(map(str, facts.reading.missing))
    if missing:
        words = _("{reading}, còn thiếu số liệu năm {missing} nên chưa đánh giá được")
    elif rule.comparator in AGAINST_BASELINE and facts.baseline is None:
        words = _("{reading}, năm {target_year} cần {target}: chưa có số gốc nên chưa so sánh được")
    elif facts.has_path:
        words = _("{reading}, năm {target_year} cần {target}: lộ trình chưa bắt đầu nên chưa so sánh được")
    else:
        words = _("{reading}, năm {target_year} cần {target}: chưa có số gốc và lộ trình nên chưa so sánh được")
    return words.format(reading=_reading(facts), target=in_short(rule), target_year=rule.year, missing=missing)


def _not_yet_better(facts: Facts, status: Status) -> str:
    if status == Status.AT_RISK:
        words = _("{reading}, {shortfall}: có nguy cơ không đạt")
    else:
        words = _("{reading}, {shortfall}: chậm")
    return words.format(reading=_reading(facts), shortfall=_shortfall(facts))


def _on_the_way(facts: Facts, asked: Fraction, status: Status) -> str:
    rule = facts.rule
    places = _places(facts) if status == Status.ON_TRACK else _places_for_gap(facts, asked)
    required = rounded(asked, places)
    return _on_the_way_words(status, upward=rule.upward).format(
        reading=_reading(facts, places),
        required=amount(unit_once(rule), required, rule.decimals),
        gap=difference(rule, abs(required - rounded(facts.value, places))),
    )


def _on_the_way_words(status: Status, *, upward: bool) -> str:
    if status == Status.ON_TRACK:
        if upward:
            return _("{reading}, lộ trình cần {required}: đúng tiến độ")
        return _("{reading}, lộ trình cần không quá {required}: đúng tiến độ")
    if status == Status.AT_RISK:
        if upward:
            return _("{reading}, lộ trình cần {required}: kém {gap}, có nguy cơ")
        return _("{reading}, lộ trình cần không quá {required}: còn cao hơn {gap}, có nguy cơ")
    if upward:
        return _("{reading}, lộ trình cần {required}: chậm {gap}")
    return _("{reading}, lộ trình cần không quá {required}: chậm {gap}")


def _places(facts: Facts, asked: Fraction | None = None, at_least: int = 0) -> int:
    """Enough decimals to tell the figure from all it is compared with."""
    rule = facts.rule
    baseline = facts.baseline.value if facts.baseline and rule.comparator in AGAINST_BASELINE else None
    marks = (rule.lower, rule.upper, rule.edge, baseline, asked)
    return places_beside(facts.value, [mark for mark in marks if mark is not None], max(rule.decimals, at_least))


def _places_for_gap(facts: Facts, asked: Fraction) -> int:
    """Enough decimals, too, for the gap shown to be the difference of the two figures shown."""
    places, gap = _places(facts, asked), asked - Fraction(facts.value)
    while rounded(gap, places) != rounded(asked, places) - rounded(facts.value, places):
        places = _places(facts, asked, places + 1)
    return places


def _reading(facts: Facts, places: int | None = None) -> str:
    quality, adds_up = facts.reading.quality, facts.rule.adds_up
    if quality == Quality.ESTIMATE:
        words = _("ước {amount} cộng dồn đến năm {year}") if adds_up else _("ước {amount} năm {year}")
    elif quality == Quality.PRELIMINARY:
        words = _("sơ bộ {amount} cộng dồn đến năm {year}") if adds_up else _("sơ bộ {amount} năm {year}")
    else:
        words = _("{amount} cộng dồn đến năm {year}") if adds_up else _("{amount} năm {year}")
    shown = rounded(facts.value, _places(facts) if places is None else places)
    return words.format(amount=amount(facts.rule, shown, facts.rule.decimals), year=facts.year)


def _shortfall(facts: Facts) -> str:
    """What the figure has not reached, in the target's own sense: "chưa dưới 1%", "chưa đến 60%"."""
    rule = facts.rule
    match rule.comparator:
        case Comparator.GT:
            words = _("chưa trên {bound}")
        case Comparator.LT:
            words = _("chưa dưới {bound}")
        case Comparator.INCREASE:
            words = _("chưa cao hơn số gốc {baseline} năm {baseline_year}")
        case Comparator.DECREASE:
            words = _("chưa thấp hơn số gốc {baseline} năm {baseline_year}")
        case Comparator.APPROX:
            words = _("chưa đến {target}") if rule.upward else _("còn cao hơn {target}")
        case _ if rule.exact:
            words = _("khác {bound}")
        case _:
            words = _("chưa đến {bound}") if rule.upward else _("còn trên {bound}")
    short = unit_once(rule)
    return words.format(bound=amount(short, rule.nearest_bound), target=in_short(rule), **_baseline(facts))


def _baseline(facts: Facts) -> dict[str, str]:
    if facts.baseline is None:
        return {"baseline": "", "baseline_year": ""}
    value = amount(unit_once(facts.rule), facts.baseline.value)
    return {"baseline": value, "baseline_year": str(facts.baseline.year)}
