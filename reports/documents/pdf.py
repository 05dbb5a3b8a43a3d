"""A report as a PDF: tagged, its fonts embedded, the same bytes whenever the same report is drawn.

What the fonts do not have becomes an empty square (`face.unprintable` tells beforehand).

`report.typ` arranges what comes as JSON. Data never becomes markup: whatever an agency typed stands there as typed.
"""

import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import fields, is_dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

from agencies.workbooks.sheets import clean
from reports.documents.face import NoFace, printable, require_faces
from reports.documents.paper import Paper

_PROGRAM = str(Path(__file__).with_name("typeset.py"))
_LONGEST = 60  # seconds; a thousand pages take a fifth of that
_PATIENCE = 20  # seconds that somebody waits for a turn
_turns = BoundedSemaphore(1)  # a web process draws one at a time, so that readers cannot use up the memory

MOST_MARKS = 8  # in a row; a flag of letters has seven, no script more than four
_EMPTY_LETTERS = "\u115f\u1160\u3164\uffa0"
_SUSPECT = re.compile(rf"(?:[^\w\s!-~]|[{_EMPTY_LETTERS}]){{{MOST_MARKS + 1},}}")  # marks are among these


class NotDrawn(Exception):
    """The paper could not be drawn; the text is what the typesetter or the system said, for the log."""


class NoFont(NotDrawn):
    """A file of the fonts, `name`, is missing or damaged; another font would be taken without a word."""

    def __init__(self, name: str) -> None:
        super().__init__(f"font file missing or damaged: {name}")
        self.name = name


class Busy(NotDrawn):
    """Others are being drawn; a moment later there may be a turn."""


def write_pdf(paper: Paper, file: IO[bytes], *, is_checked: bool = False) -> None:
    """Write the paper into `file`. Checked, it must keep PDF/UA-1, which asks for tags, language and title.

    Raises NotDrawn.
    """
    try:
        require_faces()
    except NoFace as error:
        raise NoFont(error.name) from error
    moment = str(int(paper.made_at.timestamp()))
    content = json.dumps(_plain(paper), ensure_ascii=False).encode()
    file.write(_typeset([moment, *(["ua-1"] if is_checked else [])], content))


def _typeset(arguments: list[str], content: bytes) -> bytes:
    command = [sys.executable, "-I", _PROGRAM, *arguments]
    if not _turns.acquire(timeout=_PATIENCE):
        raise Busy
    try:
        made = subprocess.run(command, input=content, capture_output=True, check=True, timeout=_LONGEST)  # noqa: S603
    except subprocess.CalledProcessError as error:
        raise NotDrawn(error.stderr.decode(errors="replace")) from error
    except (subprocess.TimeoutExpired, OSError) as error:
        raise NotDrawn(str(error)) from error
    finally:
        _turns.release()
    return made.stdout


def drawable(text: str) -> str:
    """`text` as typst can draw it: no control characters, and no more marks in a row than anybody writes.

    On thousands of characters without a width of their own it works for minutes, or breaks down.
    """
    return _SUSPECT.sub(_thinned, clean(text))


def _thinned(found: re.Match[str]) -> str:
    kept, marks = "", 0
    for char in found[0]:
        has_no_width = char in _EMPTY_LETTERS or unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")
        marks = marks + 1 if has_no_width else 0
        kept += char if marks <= MOST_MARKS else ""
    return kept


def _plain(value: object) -> object:
    """The paper as JSON has it."""
    match value:
        case str():
            return printable(drawable(value))
        case list():
            return [_plain(one) for one in value]
        case None | bool() | int():
            return value
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return str(value)
