"""What a deadline's words say, where they say one thing only."""

import re

from plan.document.letters import pattern, plain
from plan.document.records import Deadline

_DAY = r"(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_BEFORE = r"(?:trước|trong|vào|chậm nhất|xong|hoàn thành|đến|hết|cuối|là|ngày|tháng|năm|hằng|hàng|[ ,:])*"
_INLINE = pattern(
    r"(?:hoàn thành|xong|ban hành|trình)\b[^.;:]{0,60}?\b"
    r"((?:trong|trước|vào|chậm nhất|đến hết)(?: (?:ngày|tháng|quý|năm|cuối))* [^.;,]{0,60}?\d[^.;,)]{0,60})"
)


def deadline_of(wording: str) -> Deadline:
    """The words of a deadline with their reading, if there is only one."""
    words = wording.strip(" .;,")
    return Deadline(words, _reading(plain(words)))


def inline_deadline(text: str) -> tuple[int, int] | None:
    """Where a sentence says until when something is to be done."""
    match = _INLINE.search(plain(text))
    return match.span(1) if match else None


def _reading(words: str) -> str:
    bare = words.strip(" .;,")
    if re.fullmatch(pattern(r"(?:nhiệm vụ )?thường xuyên(?:,? (?:hằng|hàng) năm)?|liên tục"), bare):
        return "always"
    if re.fullmatch(pattern(r"(?:hằng|hàng) năm"), bare):
        return "yearly"
    yearly = re.fullmatch(pattern(rf"{_BEFORE}(\d{{1,2}})(?:/| tháng )(\d{{1,2}})[ ,]*(?:hằng|hàng) năm"), bare)
    if yearly:
        return _if_day(f"yearly {int(yearly[2]):02}-{int(yearly[1]):02}", int(yearly[1]), int(yearly[2]))
    day = re.fullmatch(rf"{plain(_BEFORE)}{_DAY}", bare)
    if day:
        return _if_day(f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}", int(day[1]), int(day[2]))
    return _period(bare)


def _period(bare: str) -> str:
    quarter = re.fullmatch(
        rf"{plain(_BEFORE)}{plain('quý')} (iv|i{{1,3}}|[1-4])(?:[/ ,-]|{plain('năm')})*(20\d\d)", bare
    )
    if quarter:
        return f"{quarter[2]}-Q{_QUARTERS[quarter[1]]}"
    month = re.fullmatch(rf"{plain(_BEFORE)}(\d{{1,2}})(?:/|-| {plain('năm')} )(20\d\d)", bare)
    if month:
        return _if_day(f"{month[2]}-{int(month[1]):02}", 1, int(month[1]))
    years = re.fullmatch(rf"(?:{plain('giai đoạn')} )?(20\d\d) ?(?:-|{plain('đến')}) ?(20\d\d)", bare)
    if years:
        return f"{years[1]}/{years[2]}"
    year = re.fullmatch(rf"{plain(_BEFORE)}(20\d\d)", bare)
    return year[1] if year else ""


def _if_day(reading: str, day: int, month: int) -> str:
    return reading if 1 <= day <= 31 and 1 <= month <= 12 else ""
