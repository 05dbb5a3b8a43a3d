"""Slips of typing right before a number: a comparator with a wrong letter, letters among digits."""

from agencies.text import fold
from targets.phrases import remarks
from targets.phrases.amounts import Amount
from targets.phrases.lexicon import PHRASES, K, entries
from targets.phrases.pieces import Lexeme, words
from targets.phrases.segment import Segment, has

_SHORTEST = 6  # letters of a comparator that a slip is looked for in: shorter ones are like too many words
_COMPARATORS = {
    fold(word)
    for (kind, _value), entries in PHRASES.items()
    if kind == K.CMP
    for word in entries.split("|")
    if " " in word or word in ("trên", "dưới", "hơn", "khoảng")
}
_BOUNDS = {
    fold(word)
    for (kind, value), entries in PHRASES.items()
    if kind == K.CMP and value in ("ge", "le", "gt", "lt")
    for word in entries.split("|")
    if " " in word and len(word) > _SHORTEST
}
_SINGLE = frozenset({"tren", "duoi", "khoang", "vuot"})
_REAL = entries(  # words that only look like a comparator or its beginning
    "trồng|trọng|trông|trống|thông|thống|phòng|phong|phóng|chống|chữa|chứa|chùa|khoáng|khoang|trẻ|đuối|hôn|cao học"
)
_LONGEST = 4  # syllables of a comparator, as far as one is looked for


def slip(segment: Segment, n: int) -> str | None:
    """What is mistyped right before or in the `n`-th amount, as a remark."""
    amount = segment.amounts[n]
    if mixed := _letters(segment, amount):
        return remarks.letters_among_digits(mixed)
    left = segment.left(n)[-_LONGEST:]
    lead = segment.pieces[amount.start : amount.first_at]
    for size in range(1, len(left) + 1):
        near = left[-size:]
        if near[0].text.split()[-1] in _REAL or words(near) in _REAL:
            break  # "trung học phổ thông dưới 1,5%"
        if has(near, K.CMP, K.NUM, K.TIME) or not has(near, K.WORD, K.UNIT, K.NOT):
            break
        tails = [near] if not amount.leads(K.CMP) else [[*near, *lead[:end]] for end in range(1, len(lead) + 1)]
        for tail in tails:
            if _is_slip(tail, alone=len(segment.clause_left(n)) == 1):
                return remarks.misspelled(words(tail))
    return None


def _letters(segment: Segment, amount: Amount) -> str:
    """ "x50%", "9q%": a number with letters on it that are neither its unit nor a name."""
    at = amount.first_at
    before = segment.pieces[at - 1] if at else None
    if amount.first.glued and before and before.kind == K.WORD and before.text[-1:].isalpha():
        return words(segment.pieces[at - 1 : at + 1])
    after = segment.pieces[at + 1] if at + 1 < len(segment.pieces) else None
    stray = after and after.glued and after.kind == K.WORD and not after.is_unit and after.text.isalpha()
    return words(segment.pieces[at : at + 2]) if stray and after and len(after.text) < 3 else ""


def _is_slip(tail: list[Lexeme], *, alone: bool) -> bool:
    """Whether `tail` is a comparator but for its tone marks or one letter; a single word only where it stands alone."""
    said = fold(words(tail))
    if said in _COMPARATORS:
        return True
    if " " not in said:
        return alone and any(said[:1] == word[0] and _one_apart(said, word) for word in _SINGLE)
    return any(_one_apart(said, word) for word in _BOUNDS)


def _one_apart(one: str, other: str) -> bool:
    """Whether a letter more, less, changed or swapped with the next makes `one` into `other`."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    near, far = one[same:], other[same:]
    return near[1:] == far or near == far[1:] or near[1:] == far[1:] or (near[1::-1] + near[2:]) == far
