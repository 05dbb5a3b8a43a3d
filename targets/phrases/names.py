"""Numbers that are part of a name and count nothing: "4G/5G", "IPv6", "QL21B", "tổng đài 111"."""

import re
from collections.abc import Sequence

from targets.phrases.lexicon import K
from targets.phrases.pieces import Lexeme, words
from targets.phrases.times import piece

_Found = tuple[int, Lexeme] | None
_SHORT_NUMBER = re.compile(r"1\d{2}|10\d{2}|1[89]00\d{0,6}")  # of the national numbering plan
_PHONES = ("tổng đài", "hotline", "đường dây nóng", "đầu số", "điện thoại", "cấp cứu", "khẩn cấp", "cảnh sát", "cứu hộ")
_SPOKEN = (K.WORD, K.UNIT, K.TERM, K.NAME, K.COMMA, K.AND, K.MEASURE, K.COLON, K.DOCUMENT)
_FAR = 14
_MOTTOS = ("tại chỗ", "cửa liên thông", "cửa", "cùng", "tốt")
_GENERATIONS = ("2", "3", "4", "5", "6")


def network_at(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    """ "công nghiệp 4.0", "mạng 4G/5G"; "8g muối" and "dưới 5 g/người" are weights."""
    if pieces[at].text == "4.0":
        return _name(pieces, at, at + 1)
    if not _is_generation(pieces, at):
        return None
    end = at + 2
    while piece(pieces, end).text in ("/", "-") and _is_generation(pieces, end + 1):
        end += 3
    weighed = done and done[-1].kind in (K.CMP, K.LEVEL)
    if piece(pieces, end).text == "muối" or piece(pieces, end).kind == K.SLASH or weighed:
        return None
    return _name(pieces, at, end)


def _is_generation(pieces: Sequence[Lexeme], at: int) -> bool:
    unit = piece(pieces, at + 1)
    return piece(pieces, at).text in _GENERATIONS and unit.text == "g" and unit.glued


def code_at(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    """ "IPv6", "COP26", "ĐT491", "30a": letters and digits in one word."""
    number, letter = pieces[at], piece(pieces, at + 1)
    if number.kind != K.NUM or not number.text.isdecimal() or letter.kind == K.PERCENT:
        return None
    lettered = letter.glued and letter.kind == K.WORD and len(letter.text) == 1 and not letter.is_unit
    if number.glued and done and done[-1].kind == K.WORD:
        return _name(pieces, at, at + 1 + lettered)
    measured = bool(done) and done[-1].kind in (K.CMP, K.LEVEL, K.TO, K.FROM, K.UNTIL)
    return _name(pieces, at, at + 2) if lettered and not measured else None


def phone_at(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    """ "Tổng đài điện thoại quốc gia bảo vệ trẻ em 111", "cấp cứu 115", "đường dây nóng 1800 1768"."""
    number, following = pieces[at], piece(pieces, at + 1)
    if number.kind != K.NUM or following.is_unit or following.kind in (K.PERCENT, K.SCALE, K.SLASH):
        return None
    continued = number.text.isdecimal() and bool(done) and done[-1].value == "phone"
    if not continued and not (_SHORT_NUMBER.fullmatch(number.text) and _is_called(done)):
        return None
    return at + 1, Lexeme(K.NAME, number.text, "phone")


def _is_called(done: list[Lexeme]) -> bool:
    """Whether the last words, with no verb of a target among them, name something that is telephoned."""
    near = done[-_FAR:]
    start = max((at + 1 for at, lexeme in enumerate(near) if lexeme.kind not in _SPOKEN), default=0)
    text = words(near[start:])
    return any(phone in text for phone in _PHONES)


def motto_at(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    """ "phương châm 4 tại chỗ", "cơ chế 1 cửa liên thông": the number of a motto."""
    if pieces[at].kind != K.NUM or not pieces[at].text.isdecimal() or len(pieces[at].text.lstrip("0")) > 1:
        return None
    said = next((motto for motto in _MOTTOS if words(pieces[at + 1 : at + 1 + len(motto.split())]) == motto), "")
    return _name(pieces, at, at + 1 + len(said.split())) if said else None


def _name(pieces: Sequence[Lexeme], at: int, end: int) -> tuple[int, Lexeme]:
    return end, Lexeme(K.NAME, words(pieces[at:end]))
