"""When: years, periods, quarters, months and dates, so that no figure of a date is taken for a target."""

import re
from collections.abc import Sequence
from dataclasses import replace

from targets.phrases.lexicon import K
from targets.phrases.pieces import END, Lexeme, Time

_YEAR = re.compile(r"(?:19|20|21)\d\d")
_ROMAN = {"i": "I", "ii": "II", "iii": "III", "iv": "IV", "1": "I", "2": "II", "3": "III", "4": "IV"}
_NEUTRAL = ("vào", "của", "tính đến", "ngay", "cho", "tại", "mốc", "thời điểm", "ở")
_LIMITS = {
    "trước": "before",
    "xong trước": "before",
    "chậm nhất": "by",
    "muộn nhất": "by",
    "không muộn hơn": "by",
    "hết": "by",
    "đến": "by",
    "tới": "by",
    "trong": "by",
}
_ROLES = {"so với": "base", "so với cùng kỳ": "base", "so cùng kỳ": "base", "so": "base", "tầm nhìn": "vision"}
_WORDS = {"trước": "trước {}", "cuối": "cuối {}", "đầu": "đầu {}", "giữa": "giữa {}", "sau": "sau {}", "từ": "từ {}"}
_WORDS |= {"kể": "từ {}"}
_PERIODS = ("giai đoạn", "thời kỳ", "nhiệm kỳ", "kỳ", "các năm", "những năm", "năm học", "hai năm", "kế hoạch", "khóa")
_BEFORE_A_TIME = 5


def piece(pieces: Sequence[Lexeme], at: int) -> Lexeme:
    """The piece at `at`, or the end mark outside the phrase."""
    return pieces[at] if 0 <= at < len(pieces) else END


def time_at(pieces: Sequence[Lexeme], start: int) -> tuple[int, Time] | None:
    """The time that begins at `start`, words like "đến hết" included, and where it ends."""
    at, words = start, list[str]()
    while len(words) < _BEFORE_A_TIME and (word := _preposition(pieces, at)):
        words.append(word[1])
        at += word[0]
    found = _years(pieces, at) or _date(pieces, at, words) or _month(pieces, at)
    found = found or _period(pieces, at) or _year(pieces, at, words)
    if not found:
        return None
    end, time = found
    return end, _placed(time, words)


def _preposition(pieces: Sequence[Lexeme], at: int) -> tuple[int, str] | None:
    """A word or two that may stand before a time, and how many pieces it takes."""
    one = piece(pieces, at).text
    two = f"{one} {piece(pieces, at + 1).text}"
    three = f"{two} {piece(pieces, at + 2).text}"
    for size, text in ((3, three), (2, two), (1, one)):
        if text in _LIMITS or text in _ROLES or text in _WORDS or text in _NEUTRAL:
            return size, text
    return None


def _placed(time: Time, words: list[str]) -> Time:
    """The time with what the words before it make of it."""
    for word in words:
        if word in _LIMITS:
            time = replace(time, limit=_LIMITS[word])
        if word in _ROLES:
            time = replace(time, role=_ROLES[word])
    for word in words:
        if word in _WORDS and "-" not in time.text:
            return replace(time, text=_WORDS[word].format(time.text))
    return time


def is_year(lexeme: Lexeme) -> bool:
    return lexeme.kind == K.NUM and bool(_YEAR.fullmatch(lexeme.text))


def _counts(pieces: Sequence[Lexeme], at: int) -> bool:
    """Whether what stands at `at` makes an amount of the number before it: "2000 lao động"."""
    following = piece(pieces, at)
    return following.kind in (K.PERCENT, K.SCALE) or (following.is_unit and following.text != "năm")


def _year(pieces: Sequence[Lexeme], at: int, words: list[str]) -> tuple[int, Time] | None:
    """ "năm 2030", "đến 2030", "2030: ", and "năm 2026 đến năm 2030" after "từ"."""
    said = piece(pieces, at).text == "năm"
    begin = at + said
    if not is_year(piece(pieces, begin)):
        return None
    year = piece(pieces, begin).text
    if second := _second_year(pieces, begin + 1, named="từ" in words or "kể" in words):
        return second[0], Time(f"{year}-{second[1]}", year=second[1])
    before, after = piece(pieces, at - 1).kind, piece(pieces, begin + 1).kind
    alone = before == K.OPEN or (after in (K.CLOSE, K.COLON) and before in (K.BREAK, K.OPEN, K.COMMA))
    if said or alone or (words and not _counts(pieces, begin + 1)):
        return begin + 1, Time(year, year=year)
    return None


def _second_year(pieces: Sequence[Lexeme], at: int, *, named: bool) -> tuple[int, str] | None:
    """The end of a period whose first year stands before `at`; `named` as one, by "từ" or "giai đoạn"."""
    if piece(pieces, at).kind != K.DASH and not (named and piece(pieces, at).text in ("đến", "tới")):
        return None
    at += 1
    at += piece(pieces, at).text == "hết"
    at += piece(pieces, at).text == "năm"
    second = piece(pieces, at)
    return (at + 1, second.text) if is_year(second) and (named or not _counts(pieces, at + 1)) else None


def _period(pieces: Sequence[Lexeme], at: int) -> tuple[int, Time] | None:
    """ "giai đoạn 2026-2030", "5 năm 2011-2015", "2026 - 2030"."""
    begin, named = at, False
    if piece(pieces, at).kind == K.NUM and piece(pieces, at + 1).text == "năm":
        begin, named = at + 2, True
    else:
        for name in _PERIODS:
            size = next((n for n in (1, 2) if " ".join(p.text for p in pieces[at : at + n]) == name), 0)
            if size:
                begin, named = at + size, True
                begin += 2 if piece(pieces, begin).kind == K.NUM and piece(pieces, begin + 1).text == "năm" else 0
    opened = piece(pieces, begin).kind == K.OPEN
    begin += opened
    begin += piece(pieces, begin).text in ("từ", "từ năm")
    begin += named and piece(pieces, begin).text == "năm"
    first = piece(pieces, begin)
    if not is_year(first):
        return None
    second = _second_year(pieces, begin + 1, named=named)
    if second and first.text < second[1]:
        closed = opened and piece(pieces, second[0]).kind == K.CLOSE
        return second[0] + closed, Time(f"{first.text}-{second[1]}", year=second[1])
    return None


def _years(pieces: Sequence[Lexeme], at: int) -> tuple[int, Time] | None:
    """ "các năm 2026, 2027 và 2028": the years one by one, as "2026; 2027; 2028"."""
    many = piece(pieces, at).text in ("các", "những", "hai", "ba") or piece(pieces, at).kind == K.NUM
    at += many
    if piece(pieces, at).text != "năm" or not is_year(piece(pieces, at + 1)):
        return None
    years, at = [pieces[at + 1].text], at + 2
    while piece(pieces, at).text in (",", "và") and is_year(piece(pieces, at + 1)) and not _counts(pieces, at + 2):
        years.append(pieces[at + 1].text)
        at += 2
    return (at, Time("; ".join(years), year=years[-1])) if len(years) > 1 else None


def _date(pieces: Sequence[Lexeme], at: int, words: list[str]) -> tuple[int, Time] | None:
    """ "ngày 15/12", "31/12/2027", "ngày 05 tháng 12 năm 2027", "31.12.2027"."""
    said = piece(pieces, at).text == "ngày"
    at += said
    day = piece(pieces, at)
    if day.kind == K.TIME and day.time:
        return at + 1, day.time
    between, month = piece(pieces, at + 1), piece(pieces, at + 2)
    if not (_within(day, 31) and _within(month, 12)) or between.text not in ("/", "-", "tháng"):
        return None
    if (between.text == "-" and not said) or (between.text == "tháng" and not said):
        return None
    written, end = f"{day.text}/{month.text}", at + 3
    if piece(pieces, end).text in ("/", "-", "năm", between.text) and is_year(piece(pieces, end + 1)):
        year = piece(pieces, end + 1).text
        return end + 2, Time(f"{written}/{year}", day=written, unit="ngày/tháng", year=year)
    prefixed = said or any(word in _LIMITS for word in words)
    if not prefixed or _counts(pieces, end) or piece(pieces, end).kind == K.SLASH:
        return None
    return end, Time(written, day=written, unit="ngày/tháng")


def _month(pieces: Sequence[Lexeme], at: int) -> tuple[int, Time] | None:
    """ "tháng 6/2026", "12/2025", "quý II/2026", "6 tháng đầu năm 2026"."""
    name = piece(pieces, at).text
    begin = at + (name in ("tháng", "quý"))
    number = piece(pieces, begin)
    if name == "quý" and number.text in _ROMAN:
        day, unit = f"quý {_ROMAN[number.text]}", "quý"
    elif _within(number, 12):
        day, unit = number.text, "tháng"
    else:
        return None
    year, end = "", begin + 1
    if piece(pieces, end).text in (("/",) if begin == at else ("/", "-", "năm")) and is_year(piece(pieces, end + 1)):
        year, end = piece(pieces, end + 1).text, end + 2
    elif begin == at:
        return None
    if begin == at and _counts(pieces, end):
        return None
    if name == "tháng" and not year and piece(pieces, end).kind == K.DASH:
        return None
    return end, Time(f"{day}/{year}" if year else f"{'tháng ' * (unit == 'tháng')}{day}", "own", day, unit, year)


def _within(lexeme: Lexeme, most: int) -> bool:
    """Whether it is a whole number of one or two digits from 1 to `most`."""
    return lexeme.kind == K.NUM and lexeme.text.isdecimal() and len(lexeme.text) <= 2 and 1 <= int(lexeme.text) <= most
