"""Numbers that are part of a ratio: fractions, multiples in letters, and what an amount is counted per."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from targets.phrases.lexicon import K
from targets.phrases.nouns import complement
from targets.phrases.pieces import END, Lexeme, words
from targets.phrases.times import is_year, piece
from targets.phrases.units import ABBREVIATIONS, COUNTED, MULTIPLES, NUMBER_WORDS, POPULATIONS, UNITS

HALVES = ("đầu", "cuối")
_Found = tuple[int, Lexeme] | None


def fraction_at(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    """ "1/3", "20/63": neither a date nor a number with its denominator ("42/100.000 trẻ đẻ sống")."""
    number, slash, second = pieces[at], piece(pieces, at + 1), piece(pieces, at + 2)
    if number.kind != K.NUM or slash.kind != K.SLASH or second.kind != K.NUM:
        return None
    if _counted_per(pieces, at + 2) and is_power_of_ten(second):
        return None
    if done and done[-1].kind == K.POSITION:
        return at + 3, number
    return _fraction(pieces, at, at + 3)


def _fraction(pieces: Sequence[Lexeme], at: int, end: int) -> _Found:
    return end, Lexeme(K.FRACTION, words(pieces[at:end]))


def in_letters_at(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    """ "gấp đôi" is a figure; "một nửa" and "một phần ba" are fractions."""
    text, before = pieces[at].text, done[-1] if done else END
    led = before.kind == K.RATIO or (before.kind == K.CMP and len(done) > 1 and done[-2].kind == K.RATIO)
    if led and (number := MULTIPLES.get(text) or NUMBER_WORDS.get(text)):
        return at + 1, Lexeme(K.NUM, text, figure=Decimal(number))
    if text == "một" and piece(pieces, at + 1).text == "nửa":
        return _fraction(pieces, at, at + 2)
    if text == "nửa" and piece(pieces, at + 1).text not in HALVES:
        return _fraction(pieces, at, at + 1)
    if pieces[at].kind in (K.NUM, K.NUMBER_WORD) and piece(pieces, at + 1).text == "phần":
        return _fraction(pieces, at, at + 3)
    return None


def per_at(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    """ "/vạn dân", "/người", "trên 10.000 dân": what is counted per, beside a number or in the name of the measure."""
    sign = pieces[at]
    if sign.kind == K.SLASH:
        found = _counted_per(pieces, at + 1)
    elif sign.text in ("trên", "tính trên", "trên mỗi"):
        found = _counted_per(pieces, at + 1)
        found = found if found and _is_per(pieces, at, found[1], done) else None
    else:
        return None
    return (found[1], Lexeme(K.PER, found[0], found[0])) if found else None


def _is_per(pieces: Sequence[Lexeme], at: int, end: int, done: list[Lexeme]) -> bool:
    """Whether "trên N ..." is a denominator, not a comparator: so many per round number of people."""
    scaled = any(is_power_of_ten(lexeme) or lexeme.kind == K.SCALE for lexeme in pieces[at + 1 : end])
    one = pieces[at + 1].figure == 1 or pieces[at + 1].text == "một"
    if one and pieces[end - 1].is_unit and _measured_later(pieces, end):
        return True  # "thu được trên 01 ha đất trồng trọt đạt 130 triệu đồng"
    if not scaled or not done:
        return False
    if done[-1].text == "tính" or (len(done) > 1 and done[-1].is_unit and done[-2].kind in (K.NUM, K.UNIT, K.SCALE)):
        return True
    if pieces[end - 1].text not in POPULATIONS or done[-1].kind in (K.FILLER, K.LEVEL, K.HAVE, K.PASSIVE):
        return False
    clause = clause_of(done)
    counted = done[-1].is_unit and done[-1].text not in POPULATIONS  # "số bác sĩ trên 10.000 dân"
    return counted or any(lexeme.kind == K.NUM for lexeme in clause) or _measured_later(pieces, end)


def _measured_later(pieces: Sequence[Lexeme], at: int) -> bool:
    """Whether a number with its own verb follows in the clause: "... trên 10.000 dân đạt 11"."""
    verb = False
    for before, lexeme in pairwise(pieces[at - 1 :]):
        if lexeme.kind in (K.COMMA, K.BREAK, K.STOP):
            return False
        if lexeme.kind == K.NUM and not (before.text == "năm" and is_year(lexeme)):
            return verb
        verb = verb or lexeme.kind in (K.LEVEL, K.TO, K.COLON, K.CMP) or lexeme.text == "đạt từ"
    return False


def clause_of(done: list[Lexeme]) -> list[Lexeme]:
    """What was read since the last semicolon or full stop."""
    last = next((n for n in range(len(done) - 1, -1, -1) if done[n].kind in (K.BREAK, K.STOP)), -1)
    return done[last + 1 :]


def _counted_per(pieces: Sequence[Lexeme], at: int) -> tuple[str, int] | None:
    number, said = piece(pieces, at), list[str]()
    if is_power_of_ten(number) or number.text == "một":
        if number.figure != 1 and number.text != "một":
            said.append(number.text)
        at += 1
    elif number.kind in (K.NUM, K.UNCLEAR):
        return None
    if piece(pieces, at).kind == K.SCALE:
        said.append(pieces[at].text)
        at += 1
    noun = piece(pieces, at)
    if noun.kind == K.WORD and not said and not (noun.is_unit or noun.text in COUNTED or noun.text in ABBREVIATIONS):
        following = piece(pieces, at + 1)  # "/dư nợ": a word alone is half of a noun
        whole = f"{noun.text} {following.text}" if following.kind == K.WORD else noun.text
        return f"/{whole}", at + 1 + (following.kind == K.WORD)
    if noun.is_unit or noun.text in COUNTED or (noun.kind in (K.WORD, K.TERM) and not said):
        end, rest = complement(pieces, at)
        return "/" + " ".join([*said, UNITS.get(noun.text, noun.text), *rest]), end
    return None


def is_power_of_ten(lexeme: Lexeme) -> bool:
    """Whether it is 1, 10, 100 and so on: a number that things are counted per."""
    return lexeme.figure is not None and lexeme.figure > 0 and str(int(lexeme.figure)).strip("0") == "1"
