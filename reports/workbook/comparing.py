"""One cell of a workbook against the form: what it held when the file was made, what it holds, what the form holds now.

Pure. What somebody else changed since is never overwritten by itself, and nothing is guessed: where a cell can be read
in several ways, or an empty one would wipe out a text, the person chooses.
"""

from dataclasses import dataclass
from enum import Enum

from reports.workbook.cells import Told
from targets.figures import FigureError, parse_figure


class Outcome(Enum):
    SAME = "same"  # nothing was changed in the file
    TAKEN = "taken"  # changed in the file, and the form says it already
    CHANGE = "change"
    CLEAR = "clear"  # emptied in the file
    CLASH = "clash"  # changed in the file, and differently in the form
    DOUBT = "doubt"  # can be read in several ways
    CLOSED = "closed"  # changed in the file, but the item takes nothing any more
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Option:
    """A text that the form can take; `style` "vi" or "en" where it comes from reading a number as they write it."""

    text: str
    words: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    outcome: Outcome
    theirs: str = ""
    options: tuple[Option, ...] = ()
    why: str = ""

    @property
    def asks(self) -> bool:
        """Whether the person must say what is to be taken; without a word the form keeps what it has."""
        return self.outcome in (Outcome.CLEAR, Outcome.CLASH, Outcome.DOUBT)

    @property
    def is_open(self) -> bool:
        return self.asks or self.outcome == Outcome.CHANGE


def compare(told: Told, *, base: str, theirs: str, is_editable: bool, is_figure: bool) -> Comparison:
    """`told` is what the cell says, `base` what it was made with, `theirs` what the form holds now.

    Only where `is_figure` are two spellings of one number the same.
    """
    alike = _same_figure if is_figure else _same_text
    if told.shown is not None and alike(told.shown, base):
        return Comparison(Outcome.SAME, theirs)
    if told.problem:
        return Comparison(Outcome.FAULT, theirs, why=told.problem)
    options = tuple(Option(*reading) for reading in told.readings)
    taken = next((option for option in options if alike(option.text, theirs)), None)
    if taken:
        return Comparison(Outcome.TAKEN, theirs, (taken,))
    if not is_editable:
        return Comparison(Outcome.CLOSED, theirs, options)
    if not alike(base, theirs):
        return Comparison(Outcome.CLASH, theirs, options, told.doubt)
    if told.doubt:
        return Comparison(Outcome.DOUBT, theirs, options, told.doubt)
    return Comparison(Outcome.CHANGE if options[0].text else Outcome.CLEAR, theirs, options)


def _same_text(one: str, other: str) -> bool:
    """But for blanks at the ends of lines."""
    return _tidy(one) == _tidy(other)


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\t", " ").strip().split("\n"))


def _same_figure(one: str, other: str) -> bool:
    try:
        return _same_text(one, other) or parse_figure(one) == parse_figure(other)
    except FigureError:
        return False
