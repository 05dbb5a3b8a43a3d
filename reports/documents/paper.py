"""An administrative report as it stands on paper, before anybody draws it: words and tables, nothing to compute. Pure.

The parts are those of form 1.4 in appendix III of Decree 30/2020/NĐ-CP, in the order in which they are read.
`word` and `pdf` draw the same `Paper`, so neither can say what the other does not.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in millimetres; the columns of a table fill the page between its margins."""

    label: str
    width: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """`note` stands below the text in italics."""

    text: str
    note: str = ""
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    columns: list[Column]
    rows: list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; `lead` opens it in bold."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered part of the body ("I. TÌNH HÌNH CHUNG"), and below it its sections ("1. …"), and theirs ("a) …").

    Titles come with their numbers (`roman`, `point`); lines stand before the sections.
    """

    title: str
    lines: list[Line] = field(default_factory=list)
    sections: list["Chapter"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One task: who leads it, who has not answered, and what each agency reported."""

    title: str
    leads: str
    missing: str
    parts: list[Line]


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks under one heading of the plan."""

    title: str
    tasks: list[Assignment]


@dataclass(frozen=True, kw_only=True)
class Head:
    """The blocks above the title. Empty `superior`: the agency has none that the form would name."""

    superior: str
    agency: str
    nation: str
    motto: str
    number: str
    dated: str


@dataclass(frozen=True, kw_only=True)
class Foot:
    """To whom the paper goes (the first line is the heading), and the signature. No `name` while nobody has signed.

    `recipients` and `authority` stand as they are drawn ("- Như trên;", "KT. GIÁM ĐỐC"); see `recipient_lines`.
    """

    recipients: list[str]
    authority: list[str]
    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing (`svg`, millimetres `height` of the page's width), said in words for who cannot see it, and the table
    of its figures."""

    title: str
    note: str
    svg: str
    height: int
    alt: str
    table: Table


@dataclass(frozen=True, kw_only=True)
class Appendix:
    """One appendix, on pages numbered for itself. The indicators' table needs the page's long side.

    Only the PDF has pictures.
    """

    label: str
    title: str
    attached: str
    table: Table | None = None
    groups: list[Group] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    is_landscape: bool = False
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """The whole report. `left_mark` and `right_mark` stand on every page: sample figures, and that it is a draft.

    `bases` are what it rests on (căn cứ), without the marks at their ends; `closing` ends with "./.".
    """

    file_title: str
    author: str
    made_at: dt.datetime
    left_mark: str
    right_mark: str
    head: Head
    kind: str
    subject: str
    addressed: str
    addressees: list[str]
    bases: list[str] = field(default_factory=list)
    opening: list[Line]
    chapters: list[Chapter]
    closing: str
    foot: Foot
    appendices: list[Appendix]


BLANK = "\N{NO-BREAK SPACE}" * 6  # room to write in by hand


def long_date(place: str, day: dt.date | None, year: int) -> str:
    """Place and date as the decree writes them: days below 10 and the months 1 and 2 with a zero, no other month.

    Without a day there is room to write day and month of `year`.
    """
    words = _("{place}, ngày {day} tháng {month} năm {year}")
    if day is None:
        return words.format(place=place, day=BLANK, month=BLANK, year=year)
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return words.format(place=place, day=f"{day.day:02}", month=month, year=day.year)


def greeting_of(addressed: str, addressees: Sequence[str]) -> str:
    """The first line to whom the paper goes: one addressee stands on it, several below it (`addressee_lines`)."""
    if len(addressees) == 1:
        return f"{addressed} {addressees[0]}"
    return addressed if addressees else ""


def addressee_lines(addressees: Sequence[str]) -> list[str]:
    """Several addressees, one a line: the last ends with a full stop."""
    last = len(addressees)
    return [f"- {name}{'.' if number == last else ';'}" for number, name in enumerate(addressees, 1)]


_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_POINTS = "abcdđeghiklmnopqrstuvxy"


def roman(number: int) -> str:
    """The number of a chapter or an appendix: I, II, III."""
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def point(number: int) -> str:
    """The letter of a point, in the order of the Vietnamese alphabet: a, b, c, d, đ, e; after y come aa, bb."""
    times, place = divmod(number - 1, len(_POINTS))
    return _POINTS[place] * (times + 1)


def document_number(text: str) -> str:
    """A document's number as the decree writes it: below 10 with a zero before it ("5/BC-SNV" is "05/BC-SNV")."""
    return re.sub(r"^([1-9])(?=/)", r"0\1", text)


def recipient_lines(recipients: Sequence[str]) -> list[str]:
    """The block of recipients: heading, one a line, and the file last ("- Lưu: VT."), whatever marks were typed."""
    names = [name.strip().lstrip("-– ").rstrip(" ;.,") for name in recipients]
    named = [name for name in names if name]
    kept = [name for name in named if name.casefold().startswith(_KEPT)] or ["Lưu: VT"]
    others = [f"- {name};" for name in named if name not in kept]
    return [_("Nơi nhận:"), *others, f"- {kept[-1]}."]


_KEPT = "lưu:"


def authority_of(position: str) -> list[str]:
    """The lines above a signer's name: a deputy signs for the head ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")."""
    title = position.upper()
    head = title.removeprefix("PHÓ ")
    return [title] if head == title else [f"KT. {head}", title]
