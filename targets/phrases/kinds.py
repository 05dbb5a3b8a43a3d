"""What kind of target an amount is, and its comparator: the words around it decide."""

from targets.enums import Comparator
from targets.phrases import remarks
from targets.phrases.amounts import Amount
from targets.phrases.lexicon import K, entries
from targets.phrases.pieces import Lexeme, words
from targets.phrases.ranks import is_worst, rank
from targets.phrases.reading import PhraseKind
from targets.phrases.remarks import Remarks
from targets.phrases.segment import Segment, Sense, has, is_compared

_THAN = ("cao hơn", "thấp hơn", "hơn", "nhiều hơn", "ít hơn", "lớn hơn", "nhỏ hơn", "kém hơn")
_PER_PERSON = entries("thu nhập|bình quân đầu người|gdp|grdp|lương")
_PLANNED = ("kế hoạch", "dự toán", "chỉ tiêu", "nghị quyết", "mức kế hoạch", "số kế hoạch", "kh ")


def comparator_of(amount: Amount, remark: Remarks) -> Comparator:
    """The comparator of an amount whose words do not contradict each other."""
    said = amount.comparators
    firm = said - {"forecast", "within"}
    if amount.second:
        if "approx" in firm or "forecast" in said:
            remark(remarks.about_a_range())
        return Comparator.RANGE
    if firm:
        if any(lexeme.text.startswith("tương đương") for lexeme in amount.lead):
            remark(remarks.restated())
        return Comparator(firm.pop())
    if said:
        remark(remarks.forecast())
        return Comparator.APPROX
    if amount.leads(K.FROM):
        remark(remarks.open_from())
        return Comparator.GE
    if amount.leads(K.UNTIL) and not amount.leads(K.TO, K.LEVEL, K.CHANGE):
        remark(remarks.open_until())
    return Comparator.EQ


def sense(segment: Segment, n: int, before: Sense | None, remark: Remarks) -> Sense | None:
    """How the `n`-th amount of a segment is meant; `before` is what the amount before it was. None: not clear."""
    amount = segment.amounts[n]
    comparator = _negated(segment, n, comparator_of(amount, remark), remark)
    if comparator is None:
        return None
    if is_worst(segment, n):
        remark(remarks.rank_unclear(f"{segment.text(n)} {words(segment.clause_right(n))}"))
        return None
    if place := rank(segment, n, comparator, remark):
        return place
    if amount.unit == "lần" or (amount.leads(K.RATIO) and not amount.unit):
        return _times(segment, n, comparator, remark)
    if amount.leads(K.RATIO):
        remark(remarks.unsure_word(segment.text(n)))
        return None
    change = _change(segment, n, comparator, before, remark)
    if is_per_year(segment, n, remark, changes=change is not None):
        direction = change.direction if change else ""
        return Sense(PhraseKind.PER_YEAR, comparator, direction)
    return change or Sense(PhraseKind.LEVEL, comparator)


def _negated(segment: Segment, n: int, comparator: Comparator, remark: Remarks) -> Comparator | None:
    """ "không để ... vượt quá N" is a ceiling; another negation before "vượt" is not for a program to read."""
    left = segment.clause_left(n)
    nots = [lexeme for lexeme in left if lexeme.kind == K.NOT]
    if beyond := [lexeme for lexeme in segment.left(n) if lexeme.kind == K.CMP and lexeme.text.startswith("vượt")]:
        remark(remarks.unread_word(words(beyond)))
        return None
    if not nots or comparator not in (Comparator.GT, Comparator.LT):
        return comparator
    rising = segment.amounts[n].leads(K.CHANGE) and left[-1].kind == K.NOT
    if rising or any(lexeme.text in ("không để", "không cho") for lexeme in nots):
        return Comparator.LE if comparator == Comparator.GT else Comparator.GE
    if any(lexeme.text.startswith(("vượt", "quá")) for lexeme in segment.amounts[n].lead):
        remark(remarks.negated(words(left) + " " + segment.text(n)))
        return None
    return comparator


def _times(segment: Segment, n: int, comparator: Comparator, remark: Remarks) -> Sense:
    """ "gấp 2 lần", "tăng 1,5 lần so với": a multiple; "2 lần/năm" is a count."""
    amount, right = segment.amounts[n], segment.clause_right(n)
    base = is_compared(right) or (bool(right) and right[0].kind == K.TIME and right[0].text.startswith("năm"))
    if base and not amount.leads(K.RATIO) and not _since(right) and _is_reached(amount):
        return Sense(PhraseKind.LEVEL, comparator)  # "còn 1,7 lần so với nam giới"
    if amount.leads(K.RATIO, K.CHANGE) or base:
        down = any(lexeme.kind == K.CHANGE and lexeme.value == "down" for lexeme in amount.lead)
        if down:
            remark(remarks.level_or_change(segment.text(n)))
        return Sense(PhraseKind.MULTIPLE, comparator, "down" if down else "up")
    if is_per_year(segment, n, remark, changes=False):
        return Sense(PhraseKind.PER_YEAR, comparator)
    remark(remarks.times_assumed())
    return Sense(PhraseKind.MULTIPLE if amount.leads(K.LEVEL) else PhraseKind.LEVEL, comparator)


def _since(right: list[Lexeme]) -> bool:
    """Whether what is compared with is an earlier time: "so với năm 2020", "so với cùng kỳ", "so với hiện nay"."""
    return any(lexeme.time or lexeme.kind == K.NOW or "kỳ" in lexeme.text for lexeme in right)


def _is_reached(amount: Amount) -> bool:
    """Whether the nearest verb says what is left: "giảm còn", not "tăng lên"."""
    verb = next((lexeme for lexeme in amount.lead if lexeme.kind in _MOVES), None)
    return verb is not None and verb.kind == K.TO and not verb.text.startswith("lên")


def is_per_year(segment: Segment, n: int, remark: Remarks, *, changes: bool) -> bool:
    """Whether the amount is one for each year and not for the end."""
    amount, left, right = segment.amounts[n], segment.left(n), segment.clause_right(n)
    share = amount.unit.startswith(("%", "‰", "điểm"))
    if amount.per.endswith("/năm"):
        income = amount.per != "/năm" or any(lexeme.text in _PER_PERSON for lexeme in left)
        return share or not income
    if amount.leads(K.YEARLY) or has(segment.clause_left(n), K.YEARLY) or _all_yearly(segment):
        return True
    if has(right, K.YEARLY):
        at = [lexeme.kind for lexeme in right].index(K.YEARLY)
        verb = right[at].value == "apart" and has(right[:at], K.PASSIVE)
        if verb:
            remark(remarks.yearly_or_not())
        return not verb
    if has(segment.right(n), K.YEARLY):
        remark(remarks.yearly_or_not())
    if share and _is_average(amount, segment.clause_left(n), changes=changes):
        remark(remarks.average_per_year())
        return True
    return False


def _all_yearly(segment: Segment) -> bool:
    """Whether the segment begins with "Mỗi năm ..."."""
    start = [lexeme for lexeme in segment.pieces[:4] if lexeme.kind not in (K.TIME, K.COMMA, K.AIM)]
    return bool(start) and start[0].kind == K.YEARLY


def _is_average(amount: Amount, left: list[Lexeme], *, changes: bool) -> bool:
    """Whether growth is given as an average over years: "tốc độ tăng trưởng bình quân giai đoạn ... đạt 7%"."""
    if amount.leads(K.AVERAGE) and changes:
        return True
    averaged = amount.leads(K.AVERAGE) or has(left, K.AVERAGE)
    period = any(lexeme.time and "-" in lexeme.time.text for lexeme in left)
    growth = any("tăng" in lexeme.text or "giảm" in lexeme.text for lexeme in left)
    return averaged and (period or growth or "giai đoạn" in words(left))


def _change(segment: Segment, n: int, comparator: Comparator, before: Sense | None, remark: Remarks) -> Sense | None:
    """The amount as an increase or decrease, or None where it is a level."""
    amount, left, right = segment.amounts[n], segment.clause_left(n), segment.clause_right(n)
    if noun := next((lexeme for lexeme in [*amount.lead, *left] if lexeme.kind == K.CHANGE_NOUN), None):
        return Sense(PhraseKind.CHANGE, comparator, noun.value)
    than = next((lexeme.text for lexeme in amount.lead if lexeme.text in _THAN or lexeme.text.startswith("vượt")), "")
    if than and (is_compared(right) or words(right).startswith(_PLANNED)):
        remark(remarks.compared(segment.text(n)))
        return Sense(PhraseKind.CHANGE, Comparator.EQ, "down" if comparator == Comparator.LT else "up")
    verb = next((lexeme for lexeme in amount.lead if lexeme.kind in _MOVES), None)
    if verb is None:
        return _far_change(segment, n, comparator, before, remark)
    if verb.kind == K.TO and amount.unit == "bậc":
        remark(remarks.level_or_change(segment.text(n)))
        return Sense(PhraseKind.CHANGE, comparator, "up")
    if verb.kind in (K.TO, K.LEVEL):
        return None
    if verb.value == "raise":
        remark(remarks.level_or_change(segment.text(n)))
        return Sense(PhraseKind.CHANGE, comparator, "up")
    if comparator == Comparator.LT and verb.value == "down":
        remark(remarks.level_or_change(segment.text(n)))
        return None
    if amount.leads(K.UNTIL) or (amount.leads(K.FROM) and _ends_in_words(amount, segment)):
        remark(remarks.level_or_change(segment.text(n)))
    return Sense(PhraseKind.CHANGE, comparator, verb.value)


_MOVES = (K.TO, K.LEVEL, K.CHANGE, K.MORE)


def _ends_in_words(amount: Amount, segment: Segment) -> bool:
    """Whether a range after "tăng từ" is written with "đến": it could also be the start and the goal."""
    written = segment.pieces[amount.first_at : amount.end]
    return has(written, K.UNTIL) and not amount.per


def _far_change(
    segment: Segment, n: int, comparator: Comparator, before: Sense | None, remark: Remarks
) -> Sense | None:
    """An amount after the object of a verb of change: "giảm tỷ lệ hộ nghèo từ 0,45% trở lên"."""
    amount, left = segment.amounts[n], segment.clause_left(n)
    at = max((at for at, lexeme in enumerate(left) if lexeme.kind == K.CHANGE), default=None)
    if at is None:
        return _carried(segment, n, comparator, before, remark)
    verb, between = left[at], left[at + 1 :]
    if has(between, K.LEVEL, K.TO, K.PASSIVE):
        return None
    if verb.value == "down" and comparator == Comparator.LT:
        return None
    opening = not has(left[:at], K.WORD, K.UNIT, K.MEASURE)
    by = comparator in (Comparator.EQ, Comparator.GE, Comparator.GT, Comparator.RANGE)
    counted = bool(amount.tail) or not amount.unit.startswith("%")
    sure = opening and by and (verb.value == "down" or (verb.value == "up" and counted))
    if not sure:
        remark(remarks.level_or_change(f"{verb.text} … {segment.text(n)}"))
    return Sense(PhraseKind.CHANGE, comparator, verb.value) if by and (sure or verb.value == "down") else None


def _carried(segment: Segment, n: int, comparator: Comparator, before: Sense | None, remark: Remarks) -> Sense | None:
    """A bare amount in a list after a change is one too: "giảm 5% số vụ, 10% số người chết"."""
    if before is None or not before.direction or before.kind == PhraseKind.MULTIPLE or has(segment.left(n), K.OF_WHICH):
        return None
    amount, clause = segment.amounts[n], segment.clause_left(n)
    bare = not amount.leads(K.CMP, K.LEVEL, K.TO) and not has(clause, K.MEASURE, K.LEVEL, K.TO)
    if not segment.opens(n) and not is_compared(segment.clause_right(n)) and not bare:
        return None
    remark(remarks.carried_change(segment.text(n)))
    return Sense(PhraseKind.CHANGE, comparator, before.direction)
