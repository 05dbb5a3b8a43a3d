"""What a reading asks to be reached, as a stored target can hold it. Pure.

A target holds a level in a year. Where the words give a yearly figure, a change or a number of times, what is held is
that figure itself, under a name that says so: the level it leads to is never worked out here.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from targets.drafting.naming import amount_span
from targets.enums import Comparator, Direction, Kind
from targets.phrases import PhraseKind, Reading

_YEAR = re.compile(r"(?:19|20)\d\d")
_LEADS = re.compile(
    r"(?:(?:đạt|từ|trên|dưới|hơn|ít nhất|tối thiểu|tối đa|không quá|không vượt quá|không dưới|không thấp hơn|khoảng|"
    r"mức|mức độ|cấp độ|bằng|giữ vững|duy trì|còn|xuống|gấp|tăng|giảm|thêm|bình quân|trung bình|[≥≤><=])\s*)+$",
    re.IGNORECASE,
)
_TRAILS = re.compile(
    r"\s*(?:%|‰|(?:nghìn |triệu )?(?:tỷ|triệu)\b)?(?:\s*/\s*(?:năm|người))?(?:\s+trở lên|\s+trở xuống)?"
)
_AVERAGE = re.compile(r"\b(?:bình quân|trung bình)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Aim:
    """What must be reached, by `year` where the words name one. A bound is in `upper` for "dưới" and "không quá"."""

    comparator: Comparator
    wording: str
    year: int | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    tolerance: Decimal | None = None


@dataclass(frozen=True)
class Meaning:
    """What a reading comes to. `of` says which figure the target is about where it is not the level ("mức giảm mỗi
    năm"); `bare`: the words give a figure without "at least" or "at most"; `doubts` are sentences about it."""

    aim: Aim
    direction: Direction
    of: str = ""
    baseline: tuple[int, Decimal] | None = None
    bare: bool = False
    doubts: tuple[str, ...] = ()


def meaning_of(text: str, reading: Reading, direction: Direction, kind: Kind) -> Meaning:
    """What an item with this reading asks for; `direction` is what its words say about which way is better."""
    wording, year, doubts = wording_of(text, reading), target_year(reading), _doubts(reading)
    if kind == Kind.MILESTONE:
        return Meaning(Aim(Comparator.DONE, wording, year), direction, doubts=doubts)
    if reading.kind == PhraseKind.FROM_TO:
        return _from_to(reading, direction, wording, year, doubts)
    of, direction = _figure_meant(text, reading, direction)
    if of:
        told = _("Văn bản nêu {of}, không phải mức phải đạt vào một năm: chỉ tiêu này theo dõi chính con số ấy.")
        doubts = (told.format(of=of), *doubts)
        if reading.direction == "down" and direction == Direction.UP:
            doubts = (*doubts, _("Giảm càng nhiều càng tốt, nên chiều của con số này là “tăng”."))
    comparator, lower, upper, is_bare = _bounds(reading, direction, kind)
    tolerance = Decimal(0) if comparator == Comparator.APPROX else None
    return Meaning(Aim(comparator, wording, year, lower, upper, tolerance), direction, of, None, is_bare, doubts)


def _bounds(
    reading: Reading, direction: Direction, kind: Kind
) -> tuple[Comparator, Decimal | None, Decimal | None, bool]:
    """Comparator and bounds. A bare figure is the least or the most that is wanted; all (100%) and none are exact."""
    if reading.comparator != Comparator.EQ or reading.lower is None:
        return reading.comparator, reading.lower, reading.upper, False
    if reading.lower == 0 or (kind == Kind.PERCENT and reading.lower == 100):
        return Comparator.EQ, reading.lower, None, False
    if direction == Direction.DOWN:
        return Comparator.LE, None, reading.lower, True
    return Comparator.GE, reading.lower, None, True


def _figure_meant(text: str, reading: Reading, direction: Direction) -> tuple[str, Direction]:
    """What the figure is where it is not a level in a year, and which way that figure is better."""
    falling = reading.direction == "down"
    match reading.kind:
        case PhraseKind.PER_YEAR if reading.direction:
            return (_("mức giảm mỗi năm") if falling else _("mức tăng mỗi năm")), Direction.UP
        case PhraseKind.PER_YEAR:
            return "", direction if _AVERAGE.search(text) or direction == Direction.DOWN else Direction.MAINTAIN
        case PhraseKind.CHANGE:
            return (_("mức giảm") if falling else _("mức tăng")), Direction.UP
        case PhraseKind.MULTIPLE:
            return _("số lần so với năm gốc"), Direction.DOWN if falling else Direction.UP
    return "", direction


def _from_to(
    reading: Reading, direction: Direction, wording: str, year: int | None, doubts: tuple[str, ...]
) -> Meaning:
    """ "từ 7 triệu đồng năm 2005 lên 14 triệu đồng vào năm 2010": the first figure is the baseline."""
    start, goal = reading.lower, reading.upper
    rising = direction != Direction.DOWN and not (start is not None and goal is not None and goal < start)
    comparator = reading.comparator
    if comparator == Comparator.EQ:
        comparator = Comparator.GE if rising else Comparator.LE
    lower, upper = (goal, None) if comparator.bounds[:1] == ("lower",) else (None, goal)
    tolerance = Decimal(0) if comparator == Comparator.APPROX else None
    years = _YEAR.findall(reading.year or "")
    baseline = (int(years[0]), start) if len(years) == 2 and start is not None else None
    if baseline is None:
        doubts = (*doubts, _("Văn bản nêu số gốc nhưng không rõ năm của số gốc; hãy nhập số gốc sau khi nạp."))
    aim = Aim(comparator, wording, year, lower, upper, tolerance)
    way = direction if rising else Direction.DOWN
    return Meaning(aim, way, baseline=baseline, bare=reading.comparator == Comparator.EQ, doubts=doubts)


def target_year(reading: Reading) -> int | None:
    """The last year that the reading names: that of "giai đoạn 2026-2030" is 2030."""
    years = _YEAR.findall(reading.year or "")
    return int(years[-1]) if years else None


def _doubts(reading: Reading) -> tuple[str, ...]:
    doubts = []
    if reading.soft:
        doubts.append(_("Văn bản viết “phấn đấu”: là mức mong đạt, không phải mức bắt buộc."))
    if reading.comparator == Comparator.APPROX:
        doubts.append(_("Văn bản viết “khoảng”: dung sai ghi 0 cho đến khi cơ quan đầu mối quyết định."))
    if (reading.year or "").startswith("trước"):
        doubts.append(_("Văn bản viết “{year}”: hãy kiểm tra năm phải đạt.").format(year=reading.year))
    if reading.since:
        doubts.append(_("Văn bản so với năm {year}.").format(year=reading.since))
    return tuple(doubts)


def wording_of(text: str, reading: Reading) -> str:
    """The document's words for the target alone: "dưới 1%"; the whole item where they cannot be set apart."""
    span = amount_span(text, reading)
    if span is None:
        return text
    lead = _LEADS.search(text[: span[0]])
    start = lead.start() if lead else span[0]
    trail = _TRAILS.match(text, span[1])
    end = trail.end() if trail else span[1]
    rest = text[end:].lstrip()
    for unit in (reading.unit.lower(), reading.unit.split("/")[0].lower()):
        if unit and rest.lower().startswith(unit):
            end += len(text[end:]) - len(rest) + len(unit)
            break
    return text[start:end].strip(" ,;")
