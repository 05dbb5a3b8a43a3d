"""Which of the times in a segment belongs to which amount."""

from targets.phrases import remarks
from targets.phrases.lexicon import K
from targets.phrases.pieces import Lexeme, Time
from targets.phrases.remarks import Remarks
from targets.phrases.segment import SEPARATORS, Segment, has

_BETWEEN = SEPARATORS - {K.COLON, K.OPEN, K.CLOSE}


def own_times(pieces: list[Lexeme]) -> list[Time]:
    """The times in `pieces` that say when, not with what is compared or what comes much later."""
    return [lexeme.time for lexeme in pieces if lexeme.time and lexeme.time.role == "own"]


def leading_time(segment: Segment) -> Time | None:
    """The time a comma sets apart at the beginning ("Đến năm 2030, ..."), or that a head with a colon ends with.

    All after it has it, the segments that follow too.
    """
    if head := _head_time(segment):
        return head
    at = _opening(segment)
    apart = at is not None and has(segment.pieces[at + 1 : at + 2], K.COMMA, K.COLON, K.AIM)
    return segment.pieces[at].time if at is not None and apart else None


def opening_time(segment: Segment) -> Time | None:
    """The time a segment begins with ("Đến năm 2030 có 15 bác sĩ và 25 điều dưỡng"); its amounts have it."""
    at = _opening(segment)
    return None if at is None else segment.pieces[at].time


def _opening(segment: Segment) -> int | None:
    """Where the time stands that a segment begins with."""
    start = (n for n, lexeme in enumerate(segment.pieces) if lexeme.kind not in (K.AIM, K.FILLER, K.NAME))
    at = next(start, None)
    time = segment.pieces[at].time if at is not None else None
    return at if time and time.role == "own" else None


def _head_time(segment: Segment) -> Time | None:
    """The time of a head such as "Cơ cấu kinh tế đến năm 2030: ..."."""
    head = segment.left(0) if segment.amounts else segment.pieces
    times = [n for n, lexeme in enumerate(head) if lexeme.time and lexeme.time.role == "own"]
    ends = len(times) == 1 and has(head[times[0] + 1 : times[0] + 2], K.COLON)
    return head[times[0]].time if ends else None


def year_of(segment: Segment, n: int, inherited: Time | None, remark: Remarks) -> str | None:
    """The year of the `n`-th amount: said right after it, else before it, else inherited, else "hằng năm"."""
    after = _after(segment, n)
    multiple = segment.amounts[n].unit == "lần" or segment.amounts[n].leads(K.RATIO)
    if multiple and (right := segment.right(n)) and right[0].text.startswith("năm"):
        after = [time for time in after if time is not right[0].time]
    before = own_times(_before(segment, n))
    found = after or before[-1:]
    times = own_times(segment.pieces)
    if lists := [time.text.split("; ") for time in times if ";" in time.text]:
        if len(times) == 1 and len(lists[0]) == len(segment.amounts):
            return lists[0][n]
        remark(remarks.several_years("; ".join(lists[0])))
    if len({time.text for time in found}) > 1:
        remark(remarks.several_years("; ".join(time.text for time in found)))
    if found:
        return found[-1].text if not after else after[0].text
    amount = segment.amounts[n]
    yearly = recurrence([*segment.left(n), *segment.pieces[amount.start : amount.end], *segment.clause_right(n)])
    if inherited and not (yearly and _is_one_year(inherited)):
        return inherited.text
    return yearly


def _is_one_year(time: Time) -> bool:
    """Whether a figure for every year cannot be of this time: "Năm 2026 còn 5%, mỗi năm giảm 1%"."""
    return time.text == time.year and not time.limit


def recurrence(pieces: list[Lexeme]) -> str | None:
    """ "hằng năm", where a word for it is among `pieces`."""
    return "hằng năm" if any(lexeme.kind == K.YEARLY and lexeme.value != "average" for lexeme in pieces) else None


def _after(segment: Segment, n: int) -> list[Time]:
    """The times after an amount that are its own: before the next separator, or all where nothing follows."""
    right = segment.right(n)
    if n + 1 < len(segment.amounts) and segment.depth(n + 1) > segment.depth(n):
        right = right[: next((at for at, lexeme in enumerate(right) if lexeme.kind == K.OPEN), None)]
    if n + 1 == len(segment.amounts) and not (n and has(right, K.AND)):
        return own_times(right)[:1] if not has(right, K.AND) else own_times(right)
    end = next((at for at, lexeme in enumerate(right) if lexeme.kind in _BETWEEN), len(right))
    return own_times(right[:end])


def _before(segment: Segment, n: int) -> list[Lexeme]:
    """What stands before an amount and after what belongs to the one before; its own lead included."""
    left = segment.left(n)
    if n:
        ends = _BETWEEN | {K.OPEN} if segment.depth(n) > segment.depth(n - 1) else _BETWEEN
        end = next((at for at, lexeme in enumerate(left) if lexeme.kind in ends), len(left))
        left = left[end:]
    return [*left, *reversed(segment.amounts[n].lead)]
