"""How a draft writes days, names in capitals, and the first words of a text. Pure."""

import datetime as dt
import re

_COMMITTEE = re.compile(
    r"(?:ủy ban nhân dân|ubnd)( tỉnh| thành phố| huyện| quận| thị xã| xã| phường| thị trấn| đặc khu)?\s*(.*)"
)


def written(day: dt.date) -> str:
    """ "09/5/2024", "05/01/2026": days under 10, and January and February, have a zero before (decree 30)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def shortened(text: str, length: int) -> str:
    """The first clause of a text, or as many of its words as fit."""
    first = re.split(r"[;.:\n]", text, maxsplit=1)[0].strip()
    if len(first) <= length:
        return first
    return first[:length].rsplit(" ", 1)[0].rstrip(" ,") + " …"


def spoken(name: str) -> str:
    """ "ỦY BAN NHÂN DÂN TỈNH SÔNG LAM" as it is written in a sentence."""
    if not name.isupper():
        return name
    text = " ".join(name.lower().replace("uỷ", "ủy").split())
    match = _COMMITTEE.match(text)
    if not match:
        return text[:1].upper() + text[1:]
    return f"Ủy ban nhân dân{match[1] or ''} {match[2].title()}".strip()
