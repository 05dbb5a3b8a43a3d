"""Figures that are no target: dates, documents, ordinals, ages, durations. They become one piece each."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from targets.phrases.lexicon import GRADES, ORDINALS, K, entries
from targets.phrases.names import code_at, motto_at, network_at, phone_at
from targets.phrases.nouns import PREPOSITIONS
from targets.phrases.pieces import Lexeme, words
from targets.phrases.ratios import HALVES, clause_of, fraction_at, in_letters_at, per_at
from targets.phrases.times import is_year, piece, time_at
from targets.phrases.units import LENGTHS_OF_TIME, PERSONS, PLACES

_Found = tuple[int, Lexeme] | None
_Trap = Callable[[Sequence[Lexeme], int, list[Lexeme]], _Found]
_SPANS = ("trong", "trong vòng", "sau", "suốt", "vòng", "kế hoạch", "thời hạn", "kéo dài", "qua", "giai đoạn")
_AVERAGES = ("bình quân", "trung bình")
_BOUND_OF_AGE = entries("từ|dưới|trên|đủ|độ tuổi|độ tuổi từ|khoảng|≈|lứa tuổi|tuổi từ|đến|đến dưới")
_LIFE = ("tuổi thọ", "tuổi")
_REFERENCES = frozenset(
    {"so với", "so", "so sánh", "giá so sánh", "sánh", "cố", "chuẩn", "chuẩn nghèo", "tiêu chí", "quy định"}
)
_COMPARED = frozenset({"so với", "so"})
_SIDES = ("trước", "sau", "từ")
_ORIGINS = (
    "thành lập", "hình thành", "hoạt động", "đăng ký", "ban hành", "tốt nghiệp", "sinh", "xây dựng", "cấp phép",
    "phê duyệt", "tuyển dụng", "vào sử dụng", "vào hoạt động", "phát sinh", "ký kết", "được cấp", "được giao",
)  # fmt: skip
_LEVELS = ("mức", "mức bình quân", "mức trung bình", "bình quân", "trung bình", "con số", "mức chung")
_PRICES = ("giá so sánh", "giá cố định", "giá gốc", "giá năm")
_BYGONE = entries("trước|trước đó|liền kề|liền trước|gần nhất|gần đây|qua|vừa qua")
_NEAR = 5
_COUNTABLE = (K.WORD, K.TERM, K.MEASURE, K.DOCUMENT)
_WITHIN = ("trong", "trong số", "trên", "của")


def marked(pieces: Sequence[Lexeme]) -> list[Lexeme]:
    """`pieces` with every trap in them made one piece, so that the numbers left over are amounts."""
    done: list[Lexeme] = []
    at = 0
    while at < len(pieces):
        end, lexeme = _trap(pieces, at, done) or (at + 1, pieces[at])
        done.append(lexeme)
        at = end
    return done


def _trap(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    for trap in _TRAPS:
        if found := trap(pieces, at, done):
            return found
    return None


def _span(kind: K, pieces: Sequence[Lexeme], at: int, end: int, value: str = "") -> tuple[int, Lexeme]:
    return end, Lexeme(kind, words(pieces[at:end]), value, pieces[at].figure)


def _heading(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    """ "2.1 Tỷ lệ ...": the number of a clause."""
    next_piece = piece(pieces, at + 1)
    if at or pieces[0].kind != K.UNCLEAR or next_piece.is_unit or next_piece.glued:
        return None
    if next_piece.kind not in (K.WORD, K.MEASURE, K.LEVEL, K.AIM, K.TERM, K.MILESTONE, K.CHANGE):
        return None
    whole, _dot, rest = pieces[0].text.partition(".")
    return (1, Lexeme(K.NAME, pieces[0].text)) if len(whole) < 3 and rest.isdecimal() and len(rest) < 3 else None


def _numbering(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    """ "(7)": the number of a point, or of a footnote."""
    number = piece(pieces, at + 1)
    alone = pieces[at].kind == K.OPEN and number.text.isdecimal() and len(number.text) < 3
    return _span(K.NAME, pieces, at, at + 3) if alone and piece(pieces, at + 2).kind == K.CLOSE else None


def _document(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    """ "Nghị quyết số 42-NQ/TW ngày 24/11/2023", "Đề án 06", "Luật Việc làm năm 2025"."""
    name = pieces[at]
    if name.kind == K.NAME:
        found = _paper_date(pieces, at + 1)
        return _span(K.NAME, pieces, at, found) if found > at + 1 else None
    if name.kind != K.DOCUMENT:
        return None
    if "luật" in name.text:
        return _law(pieces, at)
    end = at + 1 + (piece(pieces, at + 1).text == "số")
    number = piece(pieces, end)
    if number.kind not in (K.NUM, K.NAME) or _is_amount(pieces, end):
        return None
    end += 1
    while _goes_on(pieces, end):
        end += 2
    return _span(K.NAME, pieces, at, _paper_date(pieces, end))


def _law(pieces: Sequence[Lexeme], at: int) -> _Found:
    """A law and the year it was passed in, within six pieces."""
    for end in range(at + 1, at + 7):
        if piece(pieces, end).text == "năm" and is_year(piece(pieces, end + 1)):
            return _span(K.NAME, pieces, at, end + 2)
        if piece(pieces, end).kind not in (K.WORD, K.TERM, K.UNIT):
            return None
    return None


def _paper_date(pieces: Sequence[Lexeme], at: int) -> int:
    """Where the date of a document ends, or `at` where it has none."""
    if piece(pieces, at).text not in ("ngày", "năm") and piece(pieces, at).kind != K.TIME:
        return at
    found = time_at(pieces, at)
    return found[0] if found else at


def _time(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    found = time_at(pieces, at)
    if not found:
        return _price_base(pieces, at, done)
    end, time = found
    near = _just_before(done) & _REFERENCES
    if near & _COMPARED:
        time = replace(time, role="base")
    elif near and not time.limit and pieces[at].text != "vào":  # "đạt tiêu chí đô thị loại II vào năm 2030"
        time = replace(time, role="aside")
    elif _is_average_of(done):
        time = replace(time, role="base")
    elif time.text.startswith(_SIDES) and _is_of_a_noun(done):
        time = replace(time, role="selects")
    return end, Lexeme(K.TIME, words(pieces[at:end]), time=time)


def _price_base(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    """ "theo giá so sánh 2010": the year whose prices are used."""
    priced = words(done[-3:]).endswith(_PRICES)
    return _span(K.NAME, pieces, at, at + 1) if priced and is_year(pieces[at]) else None


def _is_average_of(done: list[Lexeme]) -> bool:
    """Whether a time belongs to what is compared with: "gấp 1,5 lần mức bình quân giai đoạn 2016 - 2020"."""
    said = words(done[-3:])
    compared = any(lexeme.kind in (K.RATIO, K.COMPARED) or lexeme.text == "lần" for lexeme in clause_of(done))
    return compared and _has_number(done) and said.endswith(_LEVELS)


def _is_of_a_noun(done: list[Lexeme]) -> bool:
    """Whether a time says which are meant: "khu công nghiệp thành lập trước năm 2022", not "Thành lập trước ..."."""
    verb = next((verb for verb in _ORIGINS if words(done[-4:]).endswith(verb)), "")
    return bool(verb) and _has_number(done) and words(clause_of(done)) != verb


def _has_number(done: list[Lexeme]) -> bool:
    """Whether a number was read since the last semicolon or full stop."""
    return any(lexeme.kind == K.NUM for lexeme in clause_of(done))


def _just_before(done: list[Lexeme]) -> set[str]:
    """The last few words, back to a comma, a bracket or a number."""
    last = done[-_NEAR:]
    ends = [n + 1 for n, lexeme in enumerate(last) if lexeme.kind in (K.COMMA, K.CLOSE, K.NUM, K.PERCENT)]
    return {lexeme.text for lexeme in last[ends[-1] if ends else 0 :]}


def _age(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    """ "từ 3 đến 5 tuổi", "dưới 36 tháng tuổi", "trẻ em dưới 24 tháng"; a life span is no age group."""
    end = at
    while piece(pieces, end).text in _BOUND_OF_AGE and end - at < 3:
        end += 1
    if piece(pieces, end).kind != K.NUM:
        return None
    end += 1
    if piece(pieces, end).kind == K.DASH or piece(pieces, end).text in ("đến", "và", "đến dưới", "tuổi đến"):
        second = end + 1 + (piece(pieces, end + 1).text == "dưới")
        end = second + 1 if piece(pieces, second).kind == K.NUM else end
    unit = piece(pieces, end).text
    if pieces[at].text in ("độ tuổi", "lứa tuổi", "độ tuổi từ") and end > at + 2 and unit not in ("tuổi", "tháng tuổi"):
        return _span(K.NAME, pieces, at, end, "age")
    person = done[-1].text.split()[0] in PERSONS or done[-1].text in PERSONS if done else False
    if not (unit in ("tuổi", "tháng tuổi", "ngày tuổi", "tuần tuổi") or (unit == "tháng" and person)):
        return None
    lives = any(lexeme.text in _LIFE for lexeme in clause_of(done))
    decimal = any("," in lexeme.text for lexeme in pieces[at:end] if lexeme.kind == K.NUM)
    led = {pieces[at].text, done[-1].text if done else ""}
    open_ended = not person and (led & {"khoảng", "≈"} or (done and done[-1].kind == K.LEVEL))
    if decimal or open_ended or (lives and not (person and pieces[at].text in ("từ", "dưới"))):
        return None
    end += 1
    end += piece(pieces, end).kind == K.TAIL
    return _span(K.NAME, pieces, at, end, "age")


def _ordinal(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    """ "mức độ 3", "lớp 10", "khoản 2", "mức độ 3, 4": a number that names and does not count."""
    name = pieces[at].text
    end = at + 1
    if name not in ORDINALS or not _names(pieces, end):
        return None
    if name in ("nhóm", "hạng", "thứ") and pieces[at].kind in (K.POSITION, K.GROUP):
        return None
    number = piece(pieces, end)
    end += 1
    while _goes_on(pieces, end, name):
        end += 2
    graded = name in GRADES and end == at + 2
    if piece(pieces, end).kind == K.TAIL:
        graded, end = graded and pieces[end].value == "ge", end + 1
    text = f"{name} {number.text}"
    return end, Lexeme(K.NAME, text, name if graded else "ordinal", number.figure)


def _goes_on(pieces: Sequence[Lexeme], at: int, name: str = "") -> bool:
    """Whether one more number of a name follows: "lớp 10, 11 và 12"; a word after it may be what it counts."""
    if not _names(pieces, at + 1):
        return False
    if name in GRADES:
        return piece(pieces, at).text in (",", "và", "-", "hoặc")
    following = piece(pieces, at + 2)
    counts = following.kind in _COUNTABLE and following.text not in ORDINALS.union(PREPOSITIONS)
    return piece(pieces, at).text in (",", "và") and not is_year(piece(pieces, at + 1)) and not counts


def _names(pieces: Sequence[Lexeme], at: int) -> bool:
    number = piece(pieces, at)
    if piece(pieces, at - 1).text.endswith("thứ") and number.text.isdecimal():
        return piece(pieces, at + 1).kind not in (K.PERCENT, K.SCALE)  # "kỳ họp thứ 5 Hội đồng nhân dân"
    if number.kind == K.NUMBER_WORD:
        return piece(pieces, at - 1).text == "thứ"  # "con thứ ba trở lên"
    return number.kind == K.NUM and number.text.isdecimal() and len(number.text) < 5 and not _is_amount(pieces, at)


def _is_amount(pieces: Sequence[Lexeme], at: int) -> bool:
    """Whether the number at `at` counts or measures something."""
    following, after = piece(pieces, at + 1), piece(pieces, at + 2)
    if following.kind in (K.DASH, K.UNTIL) and after.kind in (K.NUM, K.UNCLEAR):
        return True
    if following.text == "năm" and is_year(after):
        return False  # "đường vành đai 2 năm 2027"
    return following.kind in (K.PERCENT, K.SCALE) or following.is_unit or following.kind == K.SLASH


def _duration(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    """ "trong 5 năm", "bình quân 5 năm", "6 tháng đầu năm"; an average over years is a figure for each year."""
    number, unit = pieces[at], piece(pieces, at + 1)
    if number.kind != K.NUM or unit.text not in LENGTHS_OF_TIME:
        return None
    before = done[-1].text if done else ""
    if unit.text == "năm" and before in _AVERAGES:
        if piece(pieces, at + 2).text in _BYGONE or _just_before(done) & _COMPARED:
            return _span(K.NAME, pieces, at, at + 2, "duration")
        return _span(K.YEARLY, pieces, at, at + 2, "average")
    if unit.text == "tháng" and piece(pieces, at + 2).text in HALVES and piece(pieces, at + 3).text == "năm":
        year = is_year(piece(pieces, at + 4))
        return _span(K.NAME, pieces, at, at + 4 + year, "duration")
    return _span(K.NAME, pieces, at, at + 2, "duration") if before in _SPANS else None


def _day(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    """ "ngày 20 hằng tháng": a day that is no date."""
    number = piece(pieces, at + 1)
    if pieces[at].text not in ("ngày", "mùng", "tháng") or not number.text.isdecimal() or _is_amount(pieces, at + 1):
        return None
    return _span(K.NAME, pieces, at, at + 2)


def _base(pieces: Sequence[Lexeme], at: int, done: list[Lexeme]) -> _Found:
    """ "trong tổng số 109 xã", "xếp thứ 5 trong 34 tỉnh": the whole of which a share or a place is taken."""
    if pieces[at].text in _WITHIN and piece(pieces, at + 1).kind == K.NUM and piece(pieces, at + 2).text in PLACES:
        clause = clause_of(done)
        ranked = any(a.kind == K.POSITION and b.kind == K.NUM for a, b in pairwise(clause))
        return _span(K.NAME, pieces, at, at + 3, "base") if ranked else None
    if pieces[at].text not in ("trong", "trên") or piece(pieces, at + 1).text not in ("tổng số", "tổng"):
        return None
    if piece(pieces, at + 2).kind != K.NUM:
        return None
    return _span(K.NAME, pieces, at, at + 3, "base")


_TRAPS: tuple[_Trap, ...] = (
    _heading, _numbering, _document, _base, _age, _ordinal,
    _time, _day, _duration, in_letters_at, per_at, fraction_at, network_at,
    phone_at, code_at, motto_at,
)  # fmt: skip
