"""Which of the amounts in a segment are targets; the others are conditions, asides, or not clear enough to use."""

from dataclasses import dataclass

from targets.phrases import remarks
from targets.phrases.amounts import Amount
from targets.phrases.lexicon import K
from targets.phrases.pieces import words
from targets.phrases.remarks import Remarks
from targets.phrases.sanctions import is_sanction
from targets.phrases.segment import Segment, has
from targets.phrases.selecting import Selection, selection
from targets.phrases.slips import slip
from targets.phrases.times import is_year
from targets.phrases.units import ABBREVIATIONS, LENGTHS_OF_TIME

_SCHEDULES = ("thời gian thực hiện", "thời hạn thực hiện", "lộ trình")
_HARDLY_A_MEASURE = frozenset({"con số", "chữ số", "hai con", "chương", "điều", "khoản", "phụ lục"})
_EACH_DAY = ("", "/ngày", "/tuần")


@dataclass(frozen=True, slots=True)
class Candidate:
    """The `n`-th amount of its segment as a target; `base` is the amount it starts from ("từ 7 ... lên 14")."""

    n: int
    base: int | None = None


def sieve(segment: Segment, remark: Remarks) -> list[Candidate]:
    """The amounts that are targets, in order; every amount left out is remarked on."""
    dropped = {n for n in range(len(segment.amounts)) if _is_unusable(segment, n, remark)}
    dropped |= _asides(segment, remark) | _alternatives(segment, remark) | _sanctions(segment, remark)
    bases = _bases(segment)
    dropped |= set(bases.values())
    for goal, start in bases.items():
        if not _same_unit(segment.amounts[start], segment.amounts[goal]):
            dropped.add(goal)
            remark(remarks.mixed_units(words(segment.pieces[segment.amounts[start].start : segment.amounts[goal].end])))
    for n in range(1, len(segment.amounts)):
        if not {n - 1, n} & dropped and n not in bases:
            dropped |= _conditions(segment, n, remark)
    dropped |= _selecting(segment, dropped, remark)
    return [Candidate(n, bases.get(n)) for n in range(len(segment.amounts)) if n not in dropped]


def _is_unusable(segment: Segment, n: int, remark: Remarks) -> bool:
    """Whether the amount is not clear in itself; says why."""
    amount = segment.amounts[n]
    why = _unclear_figures(segment, n) or _unclear_words(segment, n) or _unclear_neighbours(segment, n)
    if why:
        remark(why)
    return bool(why) or amount.unit in _HARDLY_A_MEASURE


def _unclear_figures(segment: Segment, n: int) -> str | None:
    amount, text = segment.amounts[n], segment.text(n)
    for lexeme in (amount.first, amount.second):
        if lexeme and lexeme.kind == K.UNCLEAR:
            return lexeme.value or remarks.unclear_number(lexeme.text)
        if lexeme and lexeme.kind == K.FRACTION:
            return remarks.fraction(lexeme.text)
    if amount.inner:
        return remarks.half_open(text)
    if amount.mixed_units:
        return remarks.mixed_units(text)
    if len(amount.figures) == 2 and amount.figures[0] >= amount.figures[1]:
        return remarks.wrong_order(text)
    if amount.unit in _HARDLY_A_MEASURE:
        return remarks.not_a_measure(text)
    if not amount.shown_unit and has(segment.right(n)[:1], K.NOT):
        return remarks.not_a_measure(f"{text} {segment.right(n)[0].text}")  # "3 không"
    bare = not amount.second and not amount.comparators and not amount.leads(K.LEVEL, K.TO, K.CHANGE)
    if bare and (
        (is_year(amount.first) and not amount.unit) or (amount.unit in LENGTHS_OF_TIME and amount.per in _EACH_DAY)
    ):
        measured = has(segment.clause_left(n), K.MEASURE) or has(segment.left(n), K.COLON)
        measured = measured and not words(segment.left(n)).startswith(_SCHEDULES)
        return None if measured else remarks.bare_time(text)
    named = segment.left(n)[-1:]
    said = text if has(named, K.COMMA, K.AND) else f"{words(named)} {text}"
    return remarks.not_a_measure(said) if _is_bare_name(segment, n) else None


def _is_bare_name(segment: Segment, n: int) -> bool:
    """ "Hội nghị lần 26", "Nghị quyết 57, 59 và 68": a whole number after a word that measures nothing, or a name."""
    amount, left = segment.amounts[n], segment.left(n)
    graded = [lexeme.text for lexeme in amount.lead] == ["mức"]  # "VNeID mức 2"
    bare = (graded or not amount.lead) and not amount.second and not amount.shown_unit and amount.first.text.isdecimal()
    if bare and has(left[-1:], K.COMMA, K.AND):
        of_year = any(lexeme.time and lexeme.time.day for lexeme in left[-2:])  # "quý 1, 2"
        return of_year or has(left[-2:], K.NAME) or (n > 0 and len(left) == 1 and _is_bare_name(segment, n - 1))
    named = has(left[-1:], K.WORD, K.UNIT, K.TERM, K.DOCUMENT) and left[-1].text not in ABBREVIATIONS
    return bare and named and not has(segment.clause_left(n), K.MEASURE, K.COLON, K.POSITION)


def _unclear_words(segment: Segment, n: int) -> str | None:
    amount, text = segment.amounts[n], segment.text(n)
    said = amount.comparators - {"forecast", "within"}
    if "unsure" in said:
        return remarks.unsure_word(text)
    if len(said) > 1 or (amount.second and said - {"approx"}):
        return remarks.contradiction(_compared(amount))
    turned = amount.leads(K.CHANGE) and amount.comparators == {"gt"}  # "không tăng quá 5%"
    if amount.leads(K.NOT) or (segment.left(n)[-1:] and segment.left(n)[-1].kind == K.NOT and not turned):
        return remarks.negated(text)
    if amount.leads(K.RECURRING) and not _is_frequency(amount):
        return remarks.unsure_word(text)
    return None


def _compared(amount: Amount) -> list[str]:
    """The comparators of an amount as written, and the far end of a range, which is one too."""
    said = [lexeme.text for lexeme in reversed(amount.lead) if lexeme.kind == K.CMP]
    tails = {"ge": "trở lên", "le": "trở xuống"}
    far = [f"{amount.first.text} - {amount.second.text}"] if amount.second else []
    return [*said, *far, *([tails[amount.tail]] if amount.tail else [])]


def _unclear_neighbours(segment: Segment, n: int) -> str | None:
    """A sign or a slip right before the amount, or another number right after it."""
    amount, left = segment.amounts[n], segment.left(n)
    if n and not left and not amount.lead:
        before = segment.amounts[n - 1]
        if not before.unit:
            return remarks.split_number(words(segment.pieces[before.first_at : amount.end]))
    if n + 1 < len(segment.amounts) and not amount.unit and not segment.right(n) and not segment.amounts[n + 1].lead:
        return remarks.split_number(words(segment.pieces[amount.first_at : segment.amounts[n + 1].end]))
    if left and left[-1].kind in (K.SIGN, K.SLASH, K.DASH, K.PERCENT, K.SCALE):
        return remarks.unsure_word(f"{left[-1].text} {segment.text(n)}")
    return slip(segment, n)


def _asides(segment: Segment, remark: Remarks) -> set[int]:
    """Amounts in brackets beside one outside, and figures of today; a yearly split in brackets stays."""
    inside = [n for n in range(len(segment.amounts)) if segment.depth(n) and not _is_of_which(segment, n)]
    dropped = set()
    if inside and len(inside) < len(segment.amounts):
        if len(inside) > 1 and all(has(segment.left(n) + segment.right(n), K.TIME) for n in inside):
            remark(remarks.series())
        else:
            dropped = set(inside)
            for n in inside:
                remark(remarks.aside(segment.text(n)))
    for n in range(len(segment.amounts)):
        if n and has(segment.clause_left(n), K.EXCEPT):
            dropped.add(n)
            remark(remarks.aside(segment.text(n)))
        if n not in dropped and has(segment.clause_left(n), K.NOW):
            dropped.add(n)
            remark(remarks.present_state(segment.text(n)))
    return dropped


def _is_of_which(segment: Segment, n: int) -> bool:
    """Whether the amount stands in brackets that open with "trong đó": a target of its own."""
    left = segment.left(n)
    opened = max((at for at, lexeme in enumerate(left) if lexeme.kind == K.OPEN), default=None)
    if opened is None:
        return n > 0 and segment.depth(n - 1) == segment.depth(n) and _is_of_which(segment, n - 1)
    return words(left[opened + 1 : opened + 2]).startswith("trong")


def _alternatives(segment: Segment, remark: Remarks) -> set[int]:
    """Amounts with "hoặc" between them: not for a program to choose."""
    dropped: set[int] = set()
    for n in range(1, len(segment.amounts)):
        if has(segment.left(n), K.OR):
            dropped |= {n - 1, n}
            remark(remarks.either_or())
    return dropped


def _sanctions(segment: Segment, remark: Remarks) -> set[int]:
    """Fines and terms of punishment."""
    dropped = {n for n in range(len(segment.amounts)) if is_sanction(segment, n)}
    for n in dropped:
        remark(remarks.sanction(segment.text(n)))
    return dropped


def _bases(segment: Segment) -> dict[int, int]:
    """For each amount that is reached from another ("từ 7 triệu năm 2005 lên 14 triệu"), that other."""
    bases: dict[int, int] = {}
    for n in range(1, len(segment.amounts)):
        start, goal, gap = segment.amounts[n - 1], segment.amounts[n], segment.left(n)
        if not start.leads(K.FROM) or start.second or start.tail or goal.second or has(gap, K.AND, K.OF_WHICH):
            continue
        dated = goal.leads(K.UNTIL) and has(gap, K.TIME) and has(segment.right(n), K.TIME)
        if goal.leads(K.TO) or dated:
            bases[n] = n - 1
    return bases


def _same_unit(start: Amount, goal: Amount) -> bool:
    """Whether both ends are counted in the same unit, as far as it is said at both."""
    near, far = start.shown_unit, goal.shown_unit
    return not near or not far or far.startswith(near)


def _conditions(segment: Segment, n: int, remark: Remarks) -> set[int]:
    """Which of the `n`-th amount and the one before only qualifies the other."""
    before, amount, gap = segment.amounts[n - 1], segment.amounts[n], segment.left(n)
    verb = amount.leads(K.LEVEL, K.TO, K.CHANGE, K.CHANGE_NOUN)
    if _are_both_lengths(segment, n):
        return set()
    if amount.unit == "sao" and segment.joined(n):
        return {n}  # "5 sản phẩm OCOP đạt 4 sao": a grade, plainly
    if before.unit == "sao" and segment.joined(n) and verb:
        remark(remarks.condition(segment.text(n - 1)))  # "cơ sở từ 3 sao trở lên đạt 62%"
        return {n - 1}
    if _is_frequency(amount) or (amount.unit in LENGTHS_OF_TIME and not verb):
        remark(remarks.condition(segment.text(n)))
        return {n}
    if before.unit in LENGTHS_OF_TIME and verb:
        remark(remarks.condition(segment.text(n - 1)))
        return {n - 1}
    owned = amount.leads(K.HAVE) and not has(gap, K.OF_WHICH) and has(gap, K.WORD, K.UNIT, K.TERM)
    if segment.joined(n) and has(gap, K.HAVE) and not verb:
        remark(remarks.condition(segment.text(n)))  # "02 dự án có vốn trên 100 tỷ đồng"
        return {n}
    if segment.opens(n - 1) and (segment.joined(n) or (owned and before.unit.startswith("%"))):
        remark(remarks.condition(segment.text(n)))
        return {n}
    if _is_in_a_name(segment, n - 1) and not before.lead and has(gap[:1], K.COLON) and amount.unit == "%":
        remark(remarks.condition(segment.text(n - 1)))
        return {n - 1}  # "học 2 buổi/ngày: tiểu học 100%"
    if not segment.joined(n):
        return set()
    if _is_in_a_name(segment, n - 1) and verb and amount.unit == "%":
        if before.per not in ("/ngày", "/tuần", "/tháng"):
            remark(remarks.condition(segment.text(n - 1)))
        return {n - 1}
    if verb and has(segment.clause_left(n - 1) + before.lead, K.HAVE):
        if not has(segment.clause_left(n - 1), K.MEASURE):
            remark(remarks.condition(segment.text(n - 1)))
        return {n - 1}
    remark(remarks.two_in_one([segment.text(n - 1), segment.text(n)]))
    return set()


def _are_both_lengths(segment: Segment, n: int) -> bool:
    """ "Tuổi thọ đạt 75 tuổi, thời gian sống khỏe tối thiểu 68 năm": two lengths of time, each with its measure."""
    lengths = LENGTHS_OF_TIME | {"tuổi"}
    pair = segment.amounts[n - 1 : n + 1]
    measured = has(segment.clause_left(n), K.MEASURE) and not segment.joined(n) and bool(pair[1].lead)
    return measured and all(amount.unit in lengths and not _is_frequency(amount) for amount in pair)


def _selecting(segment: Segment, dropped: set[int], remark: Remarks) -> set[int]:
    """Amounts that only select whom or what a measure is for; a doubt is remarked on."""
    found: set[int] = set()
    for n in range(len(segment.amounts)):
        how = Selection.NO if n in dropped else selection(segment, n)
        if how == Selection.SURE:
            found.add(n)
        if how:
            text = segment.text(n)
            remark(remarks.selects(text) if how == Selection.SURE else remarks.may_select(text))
    return found


def _is_in_a_name(segment: Segment, n: int) -> bool:
    """ "tỷ lệ học sinh học 2 buổi/ngày", "tiêm đủ 8 loại vắc xin": a bare count inside the name of a measure."""
    amount = segment.amounts[n]
    bare = all(lexeme.text == "đủ" for lexeme in amount.lead)
    return bare and not amount.unit.startswith("%") and not segment.opens(n)


def _is_frequency(amount: Amount) -> bool:
    """ "01 lần/năm": how often, not how much."""
    return amount.unit == "lần" and not amount.leads(K.RATIO, K.CHANGE, K.LEVEL)
