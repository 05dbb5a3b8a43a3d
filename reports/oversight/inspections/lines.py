"""Findings typed or pasted one a line, each with its own day where one stands at the end. Pure."""

import datetime as dt
import re
from dataclasses import dataclass

from agencies.text import clean

# what separates a text from its day: a cell of a pasted table, a bar, a semicolon, or the word for it
_DAY = re.compile(
    r"^(?P<text>.*?)\s*(?:[\t|;]|[,(;–-]?\s*\bhạn(?:\s+(?:khắc phục|chót|cuối))?\s*:?)\s*"
    r"(?:trước\s+)?(?:ngày\s+)?(?P<day>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\s*[).;]*$",
    re.IGNORECASE,
)
_MARK = re.compile(r"^(?:[-–•*+]|\d{1,2}[.)]|[a-zđ][.)])\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """`text` without the mark of a list; `typed_day` as it was written, `mend_by` None where it is no day."""

    number: int
    text: str
    typed_day: str
    mend_by: dt.date | None


def read_lines(text: str) -> list[Line]:
    """The lines that say something, numbered as they stand."""
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        said = clean(line)
        if not said:
            continue
        found = _DAY.match(said)
        typed_day = found["day"] if found else ""
        what = found["text"] if found else said
        lines.append(Line(number, _MARK.sub("", what).strip(" \t;|,"), typed_day, _day(typed_day)))
    return lines


def _day(typed: str) -> dt.date | None:
    if not typed:
        return None
    day, month, year = map(int, re.split(r"[/.-]", typed))
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
