"""Words that would change a reading and that no reading took: each is remarked on, unless its company excuses it.

Every comparator, sign, change, multiple, average or number in letters of a phrase is in an amount, in a name or a time,
or comes before `leftovers`. A word is excused only where the words beside it give it another meaning: "trên" before a
noun is a place, "giảm" before what is measured heads the clause whose figure follows.
"""

from targets.phrases import remarks
from targets.phrases.amounts import STOPS, Amount, is_graded
from targets.phrases.lexicon import K
from targets.phrases.pieces import END, Lexeme
from targets.phrases.remarks import Remarks
from targets.phrases.segment import SEPARATORS, Segment, is_beginning

_OPENINGS = (K.BREAK, K.COMMA, K.COLON, K.TIME, K.HAVE, K.MORE, K.AIM, K.AND)
_NOUNS = (K.WORD, K.UNIT, K.TERM, K.MEASURE, K.DOCUMENT, K.POSITION, K.BEST)
_SUPERLATIVES = ("cao nhất", "thấp nhất", "nhiều nhất")
_PLACES = ("trên", "dưới", "ngoài")
_MEANS = ("bình quân", "trung bình")
_OCCASIONS = ("đầu", "thứ", "sau", "này", "lượt", "cuối", "nữa")
_RATIOS = ("tỷ lệ", "tỷ số", "tỷ trọng", "hệ số")
_MOVES = (K.CHANGE, K.CHANGE_NOUN, K.MORE)
_WAYS = (K.TO, K.FROM, K.UNTIL)


def leftovers(segment: Segment, remark: Remarks) -> None:
    """Remark on the words of a segment that would change a reading and belong to none."""
    used = {at for amount in segment.amounts for at in range(amount.start, amount.end)}
    used |= {amount.tail_at for amount in segment.amounts if amount.tail_at is not None}
    for at, lexeme in enumerate(segment.pieces):
        if at not in used and (sentence := _of_any(segment, at, lexeme) or _beside_amounts(segment, at, lexeme)):
            remark(sentence)


def _of_any(segment: Segment, at: int, lexeme: Lexeme) -> str | None:
    """What is doubtful wherever it stands: comparators, signs, and numbers that are not written as figures."""
    before, after = _neighbours(segment, at)
    match lexeme.kind:
        case K.CMP:
            placed = lexeme.text in _PLACES and after.kind in _NOUNS
            best = lexeme.text in _SUPERLATIVES and any(amount.leads(K.GROUP, K.POSITION) for amount in segment.amounts)
            return None if placed or best else remarks.unread_word(lexeme.text)
        case K.TAIL:
            return None if is_graded(_stretch(segment.pieces[:at])) else remarks.unread_word(lexeme.text)
        case K.RATIO:
            return remarks.unread_word(lexeme.text)
        case K.PERCENT:
            return None if before.kind == K.OPEN else remarks.unread_word(lexeme.text)
        case K.PER:
            counted = [amount for amount in segment.amounts if _is_counted(amount)]
            taken = not counted or any(amount.per not in ("", "/năm") for amount in counted)
            taken = taken or any(lexeme.value == amount.per for amount in counted)
            return None if taken else remarks.unread_word(lexeme.text)
        case K.FRACTION:
            return remarks.fraction(lexeme.text)
        case K.UNIT if lexeme.text == "năm" and at == 0 and after.is_unit:
            return remarks.number_in_letters(lexeme.text)  # "Năm xã ..."
        case K.NUMBER_WORD if _counts(lexeme, before, after):
            return remarks.number_in_letters(lexeme.text)
        case K.TIME if lexeme.time and lexeme.time.role == "selects":
            return remarks.selecting_time(lexeme.text)
    return None


def _beside_amounts(segment: Segment, at: int, lexeme: Lexeme) -> str | None:
    """What is doubtful in the clause of an amount: changes, averages, comparisons, "mỗi", "lần"."""
    start, end = _clause(segment, at)
    inside = [amount for amount in segment.amounts if start <= amount.first_at < end]
    if not inside:
        return None
    before, after = _neighbours(segment, at)
    leads = at < inside[-1].first_at
    doubtful = False
    if lexeme.kind in _MOVES:
        doubtful = not (leads and _heads(segment, start, at)) and before.text != "giá trị"  # "giá trị tăng thêm"
        doubtful = doubtful or _turned(lexeme, inside[-1])
    elif lexeme.kind in _WAYS:
        told = lexeme.kind == K.TO and any(amount.end == at and "%" in amount.unit for amount in inside)  # "5% còn ..."
        doubtful = lexeme.text != "về" and (told or after.kind not in _NOUNS)
    elif lexeme.kind == K.AVERAGE:
        doubtful = not leads and before.kind != K.COMPARED and inside[-1].unit != "lần"
    elif lexeme.kind == K.COMPARED:
        named = any(piece.text in _RATIOS for piece in segment.pieces[start:at])
        doubtful = leads and not (named and after.kind in _NOUNS)
    elif lexeme.kind == K.EACH and not (leads and lexeme.text.startswith(_MEANS)):
        return remarks.each(segment.text(segment.amounts.index(inside[-1])))
    elif lexeme.kind == K.UNIT and lexeme.text == "lần":
        doubtful = after.text not in _OCCASIONS
    elif lexeme.text == "nếu":
        doubtful = True
    elif lexeme.text == "năm" and before.text in ("các", "những"):
        return remarks.unread_word(f"{before.text} năm")
    return remarks.unread_word(lexeme.text) if doubtful else None


def _heads(segment: Segment, start: int, at: int) -> bool:
    """Whether a verb of change stands before what is measured, whose figure is to follow: "giảm tỷ lệ ... xuống"."""
    _before, after = _neighbours(segment, at)
    opening = all(is_beginning(lexeme) for lexeme in segment.pieces[start:at]) and after.kind in _NOUNS
    return segment.pieces[at].kind != K.MORE and (opening or after.kind == K.MEASURE)


def _turned(verb: Lexeme, amount: Amount) -> bool:
    """Whether the amount's own verb goes the other way: "giảm kim ngạch ... tăng 7%"."""
    own = {lexeme.value for lexeme in amount.lead if lexeme.kind == K.CHANGE}
    return verb.kind == K.CHANGE and {verb.value, *own} >= {"up", "down"}


def _is_counted(amount: Amount) -> bool:
    """Whether the amount is no share or change in per cent: these have no denominators ("GRDP/người tăng 7%")."""
    return not amount.unit.startswith(("%", "‰", "điểm", "lần"))


def _neighbours(segment: Segment, at: int) -> tuple[Lexeme, Lexeme]:
    before = segment.pieces[at - 1] if at else END
    return before, segment.pieces[at + 1] if at + 1 < len(segment.pieces) else END


def _clause(segment: Segment, at: int) -> tuple[int, int]:
    """Where the clause around `at` starts and ends."""
    pieces = segment.pieces
    start = next((n + 1 for n in range(at - 1, -1, -1) if pieces[n].kind in SEPARATORS), 0)
    return start, next((n for n in range(at, len(pieces)) if pieces[n].kind in SEPARATORS), len(pieces))


def _stretch(pieces: list[Lexeme]) -> list[Lexeme]:
    """The last of `pieces`, back to a number or the end of a clause."""
    ends = (n + 1 for n in range(len(pieces) - 1, -1, -1) if pieces[n].kind in STOPS)
    return pieces[next(ends, 0) :]


def _counts(number: Lexeme, before: Lexeme, after: Lexeme) -> bool:
    """Whether a number in letters counts something: after a verb of a target, or "Ba xã ..." at a beginning."""
    if before.kind in (K.CMP, K.CHANGE, K.LEVEL):
        return True
    counted = after.is_unit or after.kind == K.NUMBER_WORD or after.text == "mươi"
    return counted and (before.kind in _OPENINGS or number.text != "một")
