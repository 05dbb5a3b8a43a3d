"""A reading shown back in words, for a person to confirm; and whether it can be stored as a target."""

import re
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from targets.enums import Comparator, Kind
from targets.figures import attach_unit, format_figure
from targets.phrases.lexicon import GRADES
from targets.phrases.reading import PhraseKind, Reading

_YEAR = re.compile(r"(?:cuối )?(\d{4})")


def in_words(reading: Reading) -> str:
    """The reading as a coordinator confirms it: "dưới 1% (1,0% chưa đạt), năm 2030"."""
    parts = [_what(reading)]
    if reading.since:
        parts.append(_("so với năm {year}").format(year=reading.since))
    if reading.year and not (reading.kind == PhraseKind.PER_YEAR and reading.year == "hằng năm"):
        parts.append(_when(reading.year))
    if reading.soft:
        parts.append(_("là mức phấn đấu"))
    return ", ".join(parts)


def obstacle(reading: Reading) -> str | None:
    """Why the reading cannot be stored as a target of an indicator, or None: its comparator and bounds fit as they are.

    A target by "khoảng" still needs the tolerance that the coordinator decides.
    """
    match reading.kind:
        case PhraseKind.PER_YEAR:
            return _("Câu này nói mức của mỗi năm, không phải mức phải đạt vào một năm.")
        case PhraseKind.CHANGE:
            return _("Câu này nói mức tăng, giảm, không phải mức phải đạt; hãy tính mức phải đạt từ số gốc.")
        case PhraseKind.MULTIPLE:
            return _("Câu này nói số lần so với năm gốc; hãy tính mức phải đạt từ số gốc.")
        case PhraseKind.FROM_TO:
            return _("Câu này nêu cả số gốc và mức phải đạt; hãy nhập riêng từng số.")
        case PhraseKind.DEADLINE:
            return _("Câu này nói thời hạn, không phải mức phải đạt.")
    return None


def stated_year(reading: Reading) -> int | None:
    """The one year of the reading, None where it names none, several, or another stretch of time."""
    match = _YEAR.fullmatch(reading.year or "")
    return int(match[1]) if match else None


def _what(reading: Reading) -> str:
    match reading.kind:
        case PhraseKind.MILESTONE:
            return _("hoàn thành")
        case PhraseKind.DEADLINE:
            return _deadline(reading)
        case PhraseKind.RANK:
            return _rank(reading)
        case PhraseKind.FROM_TO:
            return _from_to(reading)
        case PhraseKind.MULTIPLE:
            words = _("giảm {times}") if reading.direction == "down" else _("gấp {times}")
            return words.format(times=_bounds(reading))
        case PhraseKind.PER_YEAR:
            return _("mỗi năm {amount}").format(amount=_moved(reading))
        case PhraseKind.CHANGE:
            return _moved(reading)
    if reading.unit in GRADES and reading.comparator == Comparator.GE:
        return _("{grade} trở lên").format(grade=_amount(reading, reading.lower))
    if reading.comparator == Comparator.EQ:
        return _("đạt {amount}").format(amount=_amount(reading, reading.lower))
    return _bounds(reading)


def _moved(reading: Reading) -> str:
    match reading.direction:
        case "up":
            return _("tăng {amount}").format(amount=_bounds(reading))
        case "down":
            return _("giảm {amount}").format(amount=_bounds(reading))
    return _bounds(reading)


def _bounds(reading: Reading) -> str:
    """Comparator and figures: "ít nhất 12.392 căn hộ", "từ 60% đến 65%"."""
    lower, upper = _amount(reading, reading.lower), _amount(reading, reading.upper)
    match reading.comparator:
        case Comparator.GE:
            return _("ít nhất {bound}").format(bound=lower)
        case Comparator.GT:
            return _("trên {bound} ({same} chưa đạt)").format(bound=lower, same=_exactly(reading, reading.lower))
        case Comparator.LE:
            return _("không quá {bound}").format(bound=upper)
        case Comparator.LT:
            return _("dưới {bound} ({same} chưa đạt)").format(bound=upper, same=_exactly(reading, reading.upper))
        case Comparator.RANGE:
            start = lower if _unit(reading).startswith(("%", "‰")) else format_figure(reading.lower or Decimal(0))
            return _("từ {lower} đến {upper}").format(lower=start, upper=upper)
        case Comparator.APPROX:
            return _("khoảng {bound}, dung sai do đầu mối quyết định").format(bound=lower)
        case Comparator.INCREASE:
            return _("cao hơn số gốc")
        case Comparator.DECREASE:
            return _("thấp hơn số gốc")
    return lower


def _from_to(reading: Reading) -> str:
    """ "từ 7 triệu đồng đến 14 triệu đồng", the goal with its comparator."""
    goal = replace(reading, lower=reading.upper)
    return _("từ {start} (số gốc) đến {goal}").format(start=_amount(reading, reading.lower), goal=_bounds(goal))


def _rank(reading: Reading) -> str:
    match reading.comparator:
        case Comparator.LE:
            return _("trong nhóm {count} đứng đầu").format(count=format_figure(reading.upper or Decimal(0)))
        case Comparator.EQ:
            return _("xếp thứ {place}").format(place=format_figure(reading.lower or Decimal(0)))
    return _("thứ hạng {bounds}").format(bounds=_bounds(replace(reading, unit="")))


def _deadline(reading: Reading) -> str:
    day = _("ngày {day}").format(day=reading.due) if reading.unit == "ngày/tháng" else reading.due
    if reading.unit == "tháng":
        day = _("tháng {month}").format(month=reading.due)
    return (_("trước {day}") if reading.comparator == Comparator.LT else _("chậm nhất {day}")).format(day=day)


def _unit(reading: Reading) -> str:
    """The unit in words; "mỗi năm" has already been said."""
    unit = reading.unit.replace("điểm %", _("điểm phần trăm"))
    return unit.removesuffix("/năm") if reading.kind == PhraseKind.PER_YEAR else unit


def _amount(reading: Reading, value: Decimal | None, min_decimals: int = 0) -> str:
    if value is None:
        return ""
    kind = Kind.LEVEL if reading.unit in GRADES else Kind.NUMBER
    return attach_unit(format_figure(value, min_decimals=min_decimals), _unit(reading), kind)


def _exactly(reading: Reading, value: Decimal | None) -> str:
    """The bound itself as a figure that misses it: shares with a decimal, "1,0%"."""
    return _amount(reading, value, 1 if _unit(reading).startswith(("%", "‰")) else 0)


def _when(year: str) -> str:
    if " -> " in year:
        start, end = year.split(" -> ")
        return _("từ năm {start} đến năm {end}").format(start=start, end=end)
    if re.fullmatch(r"\d{4}", year):
        return _("năm {year}").format(year=year)
    if re.fullmatch(r"\d{4}-\d{4}", year):
        return _("giai đoạn {period}").format(period=year)
    if match := re.fullmatch(r"(\D+) (\d{4})", year):
        return _("{before} năm {year}").format(before=match[1], year=match[2])
    return year
