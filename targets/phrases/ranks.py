"""Places in a ranking, where less is better: "nhóm 3 nước dẫn đầu" asks for 3 or less."""

from targets.enums import Comparator
from targets.phrases import remarks
from targets.phrases.amounts import Amount
from targets.phrases.lexicon import K
from targets.phrases.pieces import Lexeme, words
from targets.phrases.reading import PhraseKind
from targets.phrases.remarks import Remarks
from targets.phrases.segment import Segment, Sense, has
from targets.phrases.units import PLACES

_SYMBOLS = "≥≤><≈"
_REGIONS = ("đông nam á", "thế giới", "asean", "châu á", "cả nước", "toàn quốc", "khu vực", "toàn cầu")


def rank(segment: Segment, n: int, comparator: Comparator, remark: Remarks) -> Sense | None:
    """A place in a ranking: "nhóm 3 nước dẫn đầu", "thứ hạng 20 trở lên", "≤ 3 Đông Nam Á"."""
    amount, right = segment.amounts[n], segment.clause_right(n)
    best = has(right, K.BEST) or any(lexeme.text in ("cao nhất", "cao nhất là") for lexeme in right)
    group = _group(amount)
    if group and (best or group.value == "top") and comparator in (Comparator.EQ, Comparator.LE):
        return Sense(PhraseKind.RANK, Comparator.LE)
    if group and "nhóm" in group.text and comparator in (Comparator.EQ, Comparator.LE):
        remark(remarks.rank_unclear(segment.text(n)))
        return Sense(PhraseKind.RANK, Comparator.LE)
    if amount.leads(K.POSITION):
        return _position(segment, n, comparator, remark)
    whole = amount.first.text.isdecimal() and not amount.second and not amount.per
    alone = all(lexeme.kind in (K.TIME, K.COMMA, K.COLON) for lexeme in segment.left(n))
    symbol = any(lexeme.text in _SYMBOLS for lexeme in amount.lead)
    if comparator == Comparator.LE and symbol and whole and alone:
        place = words(segment.pieces[amount.first_at + 1 :]).startswith(_REGIONS)
        if place or not amount.unit:
            if not place:
                remark(remarks.rank_assumed())
            return Sense(PhraseKind.RANK, comparator)
    return None


def _group(amount: Amount) -> Lexeme | None:
    """The word that makes the amount one of a group: "nhóm 3 nước", "trong 10 tỉnh", "top 20"."""
    groups = [lexeme for lexeme in amount.lead if lexeme.kind == K.GROUP]
    named = any(lexeme.value == "top" or "nhóm" in lexeme.text for lexeme in groups)
    return groups[0] if groups and (named or amount.unit in PLACES) else None


def is_worst(segment: Segment, n: int) -> bool:
    """Whether the group is the one at the bottom, which nobody wants to be in."""
    right = segment.clause_right(n)
    worst = has(right, K.WORST) or any(lexeme.text in ("thấp nhất", "thấp nhất là") for lexeme in right)
    return worst and _group(segment.amounts[n]) is not None


def _position(segment: Segment, n: int, comparator: Comparator, remark: Remarks) -> Sense:
    """A place by its number: "thứ hạng 20 trở lên" asks for 20 or less."""
    amount = segment.amounts[n]
    if amount.tail:
        if comparator != Comparator.GE:
            remark(remarks.rank_unclear(segment.text(n)))
        return Sense(PhraseKind.RANK, Comparator.LE if comparator == Comparator.GE else Comparator.GE)
    if amount.leads(K.CMP) and not any(lexeme.text == "≤" for lexeme in amount.lead):
        remark(remarks.rank_unclear(segment.text(n)))
    return Sense(PhraseKind.RANK, comparator)
