"""A stretch of a phrase between semicolons, with the amounts in it and what stands around them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from targets.enums import Comparator
from targets.phrases.amounts import Amount, amounts
from targets.phrases.lexicon import K, entries
from targets.phrases.pieces import Lexeme, words
from targets.phrases.reading import PhraseKind
from targets.phrases.times import piece

CLAUSES = frozenset({K.COMMA, K.AND, K.OR, K.OF_WHICH, K.BREAK, K.DASH, K.OPEN, K.CLOSE})
SEPARATORS = CLAUSES | {K.COLON}
_ABBREVIATED = frozenset({"tp", "tx", "tt", "gs", "ts", "ths", "st", "tr", "p", "q"})


@dataclass(frozen=True, slots=True)
class Sense:
    """How an amount is meant; `direction` is "up" or "down" for a change."""

    kind: PhraseKind
    comparator: Comparator
    direction: str = ""


@dataclass(slots=True)
class Segment:
    pieces: list[Lexeme]
    amounts: list[Amount]

    def left(self, n: int) -> list[Lexeme]:
        """What stands between the amount before the `n`-th and it."""
        return self.pieces[self.amounts[n - 1].end if n else 0 : self.amounts[n].start]

    def right(self, n: int) -> list[Lexeme]:
        """What stands between the `n`-th amount and the next."""
        following = self.amounts[n + 1].start if n + 1 < len(self.amounts) else len(self.pieces)
        return self.pieces[self.amounts[n].end : following]

    def clause_left(self, n: int) -> list[Lexeme]:
        """What stands before the `n`-th amount in its own clause; what is in brackets stays out."""
        left = _without_brackets(self.left(n))
        return left[max((at for at, lexeme in enumerate(left) if lexeme.kind in CLAUSES), default=-1) + 1 :]

    def clause_right(self, n: int) -> list[Lexeme]:
        """What stands after the `n`-th amount in its own clause."""
        right = self.right(n)
        return right[: next((at for at, lexeme in enumerate(right) if lexeme.kind in SEPARATORS), len(right))]

    def joined(self, n: int) -> bool:
        """Whether nothing separates the `n`-th amount from the one before."""
        return n > 0 and not has(self.left(n), *SEPARATORS)

    def opens(self, n: int) -> bool:
        """Whether the `n`-th amount opens its clause: "100% số hộ ...", not "tỷ lệ hộ nghèo 1%"."""
        return not any(lexeme.kind in _NOUNS for lexeme in self.clause_left(n))

    def depth(self, n: int) -> int:
        """How many brackets stand open around the `n`-th amount."""
        before = [lexeme.kind for lexeme in self.pieces[: self.amounts[n].start]]
        return max(0, before.count(K.OPEN) - before.count(K.CLOSE))

    def text(self, n: int) -> str:
        """The `n`-th amount as written, with the words that lead to it."""
        return words(self.pieces[self.amounts[n].start : self.amounts[n].end])


_NOUNS = frozenset({K.WORD, K.UNIT, K.MEASURE, K.TERM, K.DOCUMENT, K.NAME, K.PER})


def segments(pieces: Sequence[Lexeme]) -> list[Segment]:
    """The segments of a marked phrase, empty ones left out."""
    found: list[list[Lexeme]] = [[]]
    depth = 0
    for at, lexeme in enumerate(pieces):
        depth = max(0, depth + (lexeme.kind == K.OPEN) - (lexeme.kind == K.CLOSE))
        if depth and lexeme.kind in (K.BREAK, K.STOP):
            found[-1].append(replace(lexeme, kind=K.COMMA))
            continue
        abbreviated = at > 0 and pieces[at - 1].text in _ABBREVIATED
        if lexeme.kind == K.BREAK or (lexeme.kind == K.STOP and not abbreviated):
            found.append([])
        elif lexeme.kind != K.STOP:
            found[-1].append(lexeme)
    return [Segment(part, amounts(part)) for whole in found if whole for part in _split(whole)]


def has(pieces: Sequence[Lexeme], *kinds: K) -> bool:
    return any(lexeme.kind in kinds for lexeme in pieces)


def is_compared(pieces: Sequence[Lexeme]) -> bool:
    """Whether "so với ..." is among `pieces`, with a year or without."""
    return any(lexeme.kind == K.COMPARED or (lexeme.time and lexeme.time.role == "base") for lexeme in pieces)


def _without_brackets(pieces: Sequence[Lexeme]) -> list[Lexeme]:
    """`pieces` without closed brackets and what is in them."""
    kept: list[Lexeme] = []
    opened: list[int] = []
    for lexeme in pieces:
        if lexeme.kind == K.OPEN:
            opened.append(len(kept))
        kept.append(lexeme)
        if lexeme.kind == K.CLOSE and opened:
            del kept[opened.pop() :]
    return kept


def _split(pieces: list[Lexeme]) -> list[list[Lexeme]]:
    """`pieces` with a clause like "không còn xã dưới 15 tiêu chí" set apart, so that its figures stay in it."""
    at = none_left_at(pieces)
    if at is None:
        return [pieces]
    start = max((n + 1 for n in range(at) if pieces[n].kind in (K.COMMA, K.AND)), default=0)
    commas = [n for n in range(at, len(pieces)) if pieces[n].kind in (K.COMMA, K.AND)]
    end = next((n for n in commas if has(pieces[n:], K.NUM, K.UNCLEAR)), len(pieces))
    parts = (pieces[:start], pieces[start:end], pieces[end:])
    return [part for part in parts if any(lexeme.kind not in (K.COMMA, K.AND) for lexeme in part)]


def none_left_at(pieces: Sequence[Lexeme]) -> int | None:
    """Where "không còn hộ nghèo" begins a clause: 0 must be left. "hộ không còn sức lao động" is no target."""
    for at, lexeme in enumerate(pieces):
        if lexeme.kind != K.NONE:
            continue
        start = max((n + 1 for n in range(at) if pieces[n].kind in (K.COMMA, K.AND, K.COLON, K.OF_WHICH)), default=0)
        if all(is_beginning(before) for before in pieces[start:at]):
            noun = piece(pieces, at + 1)
            counted = noun.is_unit or noun.kind == K.MEASURE or "nào" in [later.text for later in pieces[at:]]
            if counted or noun.text in _GONE:
                return at
    return None


def is_beginning(lexeme: Lexeme) -> bool:
    """Whether a piece may stand before the verb of a target without being what the target is about."""
    return lexeme.kind in _BEGINNINGS or lexeme.text in _SUBJECTS


_BEGINNINGS = frozenset({K.AIM, K.TIME, K.FILLER, K.COMMA, K.COLON, K.TERM, K.YEARLY, K.OF_WHICH, K.DASH, K.AND})
_SUBJECTS = entries(
    "toàn|tỉnh|huyện|xã|cơ bản|cơ|bản|bảo đảm|bảo|đảm|đảm bảo|thành phố|vùng|quốc|nước|tiếp tục|tiếp|tục|"
    "cả nước|địa phương|để|nhằm|mục|tiêu|mục tiêu|cùng|đồng thời|gia đình"
)
_GONE = frozenset({"nhà", "tình", "xã", "điểm", "hộ", "thôn", "bản", "trẻ"})
