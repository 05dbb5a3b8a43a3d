"""From an amount and its sense to a reading: bounds, unit, year."""

from dataclasses import replace
from decimal import Decimal

from targets.enums import Comparator
from targets.phrases.lexicon import K
from targets.phrases.pieces import Lexeme, Time
from targets.phrases.reading import PhraseKind, Reading
from targets.phrases.segment import Segment, Sense, has, is_compared
from targets.phrases.sieve import Candidate
from targets.phrases.units import UNITS
from targets.phrases.years import own_times

_RATES = ("tỷ lệ", "tỷ trọng", "độ che phủ", "mức giảm", "mức tăng")
_SMALL, _LARGE = 5, 20  # percents: so few are hardly a share of the rate itself, so many may well be


def build(segment: Segment, candidate: Candidate, meaning: Sense, year: str | None) -> Reading:
    """The reading of an amount; one reached from another ("từ 7 ... lên 14") takes both."""
    amount = segment.amounts[candidate.n]
    lower, upper = _bounds(amount.figures, meaning.comparator)
    since = next((time.text for time in _times(segment, candidate.n) if time.role == "base"), "")
    reading = Reading(
        kind=meaning.kind,
        comparator=meaning.comparator,
        lower=lower,
        upper=upper,
        unit=_unit(segment, candidate.n, meaning),
        year=year,
        since=since,
        direction=meaning.direction,
        soft=_is_soft(segment, candidate.n),
    )
    return reading if candidate.base is None else _from_to(segment, candidate.base, reading)


def _is_soft(segment: Segment, n: int) -> bool:
    """Whether the phrase only hopes for the amount: "phấn đấu" before it or before all, or in brackets after it."""
    head = segment.pieces[: segment.amounts[0].first_at]
    near = [*segment.left(n), *segment.amounts[n].lead, *segment.right(n)]
    last = n + 1 == len(segment.amounts)
    return has(head, K.AIM) or has(near if last else near[: -len(segment.right(n)) or None], K.AIM)


def _from_to(segment: Segment, base: int, reading: Reading) -> Reading:
    """The reading with the amount it starts from: `lower` is the start, `upper` the goal."""
    goal = reading.lower if reading.upper is None else reading.upper
    started = own_times(segment.right(base))
    start = segment.amounts[base]
    unit = reading.unit or start.shown_unit
    year = f"{started[0].text} -> {reading.year}" if started and reading.year else reading.year
    return replace(
        reading, kind=PhraseKind.FROM_TO, lower=start.figures[0], upper=goal, unit=unit, year=year, direction=""
    )


def _bounds(figures: list[Decimal], comparator: Comparator) -> tuple[Decimal | None, Decimal | None]:
    if comparator == Comparator.RANGE:
        return figures[0], figures[1]
    if comparator in (Comparator.LE, Comparator.LT):
        return None, figures[0]
    return figures[0], None


def _times(segment: Segment, n: int) -> list[Time]:
    """The times of an amount's own clause; those before the first amount are for it too."""
    around = [*segment.clause_right(n), *(segment.clause_left(n) if n else segment.left(n))]
    return [lexeme.time for lexeme in around if lexeme.time]


def _unit(segment: Segment, n: int, meaning: Sense) -> str:
    """The unit of a reading: a rate changes by points, a multiple has "lần", a rank its own word."""
    amount = segment.amounts[n]
    if meaning.kind == PhraseKind.RANK:
        return "thứ hạng"
    if meaning.kind == PhraseKind.MULTIPLE:
        return "lần"
    if meaning.kind == PhraseKind.CHANGE and amount.unit == "%" and in_points(segment, n)[0]:
        return "điểm %"
    led = has([*amount.lead, *segment.clause_left(n)], K.YEARLY)
    adds = bool(meaning.direction) or not amount.unit.startswith(("%", "‰"))
    if meaning.kind == PhraseKind.PER_YEAR and not amount.per and amount.unit and led and adds:
        return f"{amount.unit}/năm"
    return amount.shown_unit


def in_points(segment: Segment, n: int) -> tuple[bool, bool]:
    """Whether a change in per cent is one in points, as a rate changes; and whether that is sure.

    "Tỷ lệ hộ nghèo giảm 0,5% so với năm 2023" is in points, "tỷ lệ tai nạn giảm 30% so với năm 2023" may not be.
    """
    before, after = segment.pieces[: segment.amounts[n].start], segment.right(n)
    named = any(lexeme.text in _RATES for lexeme in before)
    most = max(segment.amounts[n].figures, default=Decimal(0))
    if not named and not any(lexeme.text in _RATES for lexeme in after[:1]):
        return False, not any(lexeme.text == "tỷ suất" for lexeme in before)
    if named and not is_compared(after):
        return True, most < _LARGE
    return most < _SMALL, most < _SMALL


def share_denominators(segment: Segment) -> None:
    """ "32 giường bệnh, 11 bác sĩ trên 10.000 dân": a denominator is for the whole list; "số bác sĩ/vạn dân: 15"."""
    for n, amount in enumerate(segment.amounts):
        named = [lexeme.value for lexeme in segment.clause_left(n) if lexeme.kind == K.PER]
        distant = [lexeme.value for lexeme in segment.clause_right(n) if lexeme.kind == K.PER]
        share = amount.unit.startswith(("%", "‰"))
        if not amount.per and (named or distant) and not share:
            amount.per = "".join(named or distant)
        elif amount.per == "/năm" and named and not share:
            amount.per = f"{''.join(named)}/năm"  # "trên mỗi ha thu 150 triệu đồng/năm"
        elif not amount.per and share and distant == ["/năm"]:
            amount.per = "/năm"  # "tinh giản 5% biên chế/năm"
        if amount.per and not amount.unit:
            amount.unit = _counted(segment.clause_left(n))
    for n in range(len(segment.amounts) - 2, -1, -1):
        amount, following = segment.amounts[n], segment.amounts[n + 1]
        gap = [*segment.left(n + 1), *following.lead]
        listed = bool(gap) and all(lexeme.kind in (K.COMMA, K.AND, K.CMP) for lexeme in gap)
        countable = bool(amount.unit) and not amount.unit.startswith("%") and not following.unit.startswith("%")
        if listed and countable and following.per and not amount.per:
            amount.per = following.per


def _counted(clause: list[Lexeme]) -> str:
    """What a clause says is counted: "sinh viên" of "số sinh viên đạt 260 trên một vạn dân"."""
    for at, lexeme in enumerate(clause[:-1]):
        if lexeme.text == "số" and clause[at + 1].kind == K.UNIT:
            return UNITS[clause[at + 1].text]
    return ""


def name_units(segment: Segment) -> None:
    """ "Tỷ lệ hộ nghèo (%): 5": a unit in brackets is that of the bare number after it."""
    for n, amount in enumerate(segment.amounts):
        left = segment.left(n)
        for opened, unit, closed in zip(left, left[1:], left[2:], strict=False):
            if (opened.kind, closed.kind) == (K.OPEN, K.CLOSE) and not amount.unit:
                amount.unit = UNITS.get(unit.text, unit.text if unit.kind == K.PERCENT else "")
