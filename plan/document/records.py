"""What reading a plan document gives: its lines, and what was found in them. Pure: no database, no clock.

Nothing here is believed yet. Every value keeps the words it was read from, the numbers of their lines, and what makes
it doubtful; an officer corrects it before anything is loaded.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Unreadable(Exception):
    """A file that no plan can be read from. `sentence` tells the user why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Cell(NamedTuple):
    """Where in a table of the document a line stands; all count from 0. `rows`: how many a merged one spans."""

    table: int
    row: int
    column: int
    rows: int = 1


@dataclass(frozen=True)
class Line:
    """A line as the document prints it. `number` counts from 1 and is what quotes point to; `page` is 0 where a format
    has no pages. `opens`: the layout says that a paragraph begins here (False: that it goes on; None: it says nothing).
    `furniture`: a running header, a footer or a page number, no part of the text.
    """

    number: int
    text: str
    page: int = 0
    cell: Cell | None = None
    bold: bool = False
    opens: bool | None = None
    furniture: bool = False


@dataclass(frozen=True)
class Found(Generic[T]):
    """A value with its source: `quote` is the text of `lines` as the document prints them, joined by line ends."""

    value: T
    quote: str = ""
    lines: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()


class Part(StrEnum):
    """What a section is for."""

    INTRODUCTION = "introduction"
    PURPOSE = "purpose"
    OBJECTIVES = "objectives"
    VISION = "vision"
    TASKS = "tasks"
    ORGANISATION = "organisation"
    APPENDIX = "appendix"
    OTHER = "other"


@dataclass(frozen=True)
class Parent:
    """A document that the plan carries out: "Nghị quyết số 68/NQ-CP ngày 09/5/2024 của Chính phủ"."""

    kind: str
    number: str
    issued_on: dt.date | None
    issuer: str


@dataclass(frozen=True)
class Header:
    """`number` is "" and `issued_on` None where the document leaves them blank."""

    issuer: Found[str]
    number: Found[str]
    place: Found[str]
    issued_on: Found[dt.date | None]
    kind: Found[str]
    title: Found[str]
    parents: tuple[Found[Parent], ...] = ()


@dataclass(frozen=True)
class FoundSection:
    """A heading with the text right under it. `code` is the way to it ("III.6.1"), "0" for what precedes the first
    heading; `text` is without that of its tasks, which the tasks have."""

    code: str
    parent: str
    title: Found[str]
    text: Found[str]
    part: Part


@dataclass(frozen=True)
class FoundParty:
    """Who leads or supports. One of `agency` and `group` (codes of the book), or `proposed`: the name of one that the
    book does not know (`is_group` tells which kind). `wording` is the document's own, `quote` where it stands."""

    duty: str
    wording: str
    agency: str = ""
    group: str = ""
    proposed: str = ""
    is_group: bool = False
    quote: str = ""
    lines: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deadline:
    """`wording` is the document's; `reading` a plain form of it where one is certain: "2026", "2025-Q4", "2025-12",
    "2025-12-31", "2026/2030" for a range, "always" for a task without end, "yearly 11-30"; else ""."""

    wording: str
    reading: str = ""


@dataclass(frozen=True)
class FoundTask:
    """A task in the document's own numbering. `section` is the code of the section it belongs to."""

    code: str
    section: str
    title: Found[str]
    text: Found[str]
    parties: tuple[FoundParty, ...] = ()
    deadline: Found[Deadline] | None = None
    product: Found[str] | None = None
    warnings: tuple[str, ...] = ()

    @property
    def leads(self) -> list[FoundParty]:
        return [party for party in self.parties if party.duty == "lead"]

    @property
    def supports(self) -> list[FoundParty]:
        return [party for party in self.parties if party.duty == "support"]


@dataclass(frozen=True)
class Objective:
    """A paragraph of an objectives section. `code` is the section's without its first number, and the paragraph's own
    number there ("2.1.7"); `horizon` is the year that the section's title names."""

    section: str
    code: str
    text: Found[str]
    horizon: int | None = None


class Standing(StrEnum):
    """What a column of a year holds: what is to be reached, what was there, or what a vision says."""

    TARGET = "target"
    PAST = "past"
    VISION = "vision"


@dataclass(frozen=True)
class RowFigure:
    year: int
    kind: Standing
    text: Found[str]


@dataclass(frozen=True)
class FoundRow:
    """A row of a table of indicators. `figures` are in the order of their years; `unit` as the table writes it, ""
    where it has no such column."""

    section: str
    code: str
    name: Found[str]
    unit: str
    figures: tuple[RowFigure, ...]
    owners: tuple[FoundParty, ...] = ()


@dataclass(frozen=True)
class GeneralDuty:
    """What everybody, or one agency, has to do about the plan as a whole: no task to report on."""

    code: str
    parties: tuple[FoundParty, ...]
    text: Found[str]


@dataclass(frozen=True)
class ReportDeadline:
    """A day ("12-05") on which reports about the plan are due; `who` reports."""

    who: str
    day: str
    text: Found[str]


@dataclass(frozen=True)
class FoundPlan:
    """`warnings` are about the document as a whole."""

    header: Header
    sections: tuple[FoundSection, ...] = ()
    tasks: tuple[FoundTask, ...] = ()
    objectives: tuple[Objective, ...] = ()
    rows: tuple[FoundRow, ...] = ()
    general_duties: tuple[GeneralDuty, ...] = ()
    report_deadlines: tuple[ReportDeadline, ...] = ()
    coordinator: FoundParty | None = None
    recipients: tuple[Found[str], ...] = ()
    signature: Found[str] = field(default_factory=lambda: Found(""))
    warnings: tuple[str, ...] = ()
