"""Nouns that are mostly the beginning of a longer one: "nhà dột nát", "lượt hành khách", "lượt giao dịch"."""

from collections.abc import Sequence

from targets.phrases.lexicon import K
from targets.phrases.pieces import Lexeme
from targets.phrases.times import piece
from targets.phrases.units import UNITS

_HEADS = frozenset({"nhà", "viện", "hội", "khoa", "lượt"})
_COUNTERS = frozenset({"lượt"})  # these are counted together with any other unit: "lượt ha"
PREPOSITIONS = ("tại", "của", "ở", "theo", "do", "để", "với", "thuộc", "qua")
_NO_COMPLEMENT = (
    *PREPOSITIONS, "mới", "này", "tham gia", "hoạt động", "thực hiện",
    "xây dựng", "sửa chữa", "bảo đảm", "đảm bảo", "hoàn thành", "phục vụ", "đi vào", "triển khai", "tổ chức",
)  # fmt: skip


def complement(pieces: Sequence[Lexeme], at: int) -> tuple[int, list[str]]:
    """What makes the noun at `at` whole, and where it ends: the unit that a counter counts, or the next two words.

    Nothing where the noun is whole by itself, or where a verb or a place follows.
    """
    at += 1
    following, after = piece(pieces, at), piece(pieces, at + 1)
    if pieces[at - 1].text not in _HEADS:
        return at, []
    if pieces[at - 1].text in _COUNTERS and following.is_unit and following.kind == K.UNIT:
        return at + 1, [UNITS[following.text]]
    if pieces[at - 1].text in _COUNTERS and following.kind == K.WORD and after.kind == K.PER:
        return at + 1, [following.text]  # "2,5 lượt khám/người"
    pair = f"{following.text} {after.text}"
    if any(lexeme.kind != K.WORD or not lexeme.text.isalpha() for lexeme in (following, after)):
        return at, []
    return (at, []) if pair.startswith(_NO_COMPLEMENT) else (at + 2, [pair])
