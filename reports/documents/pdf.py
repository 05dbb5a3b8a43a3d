"""A report as a PDF: tagged, its fonts embedded, the same bytes whenever the same report is drawn.

`report.typ` arranges what comes as JSON. Data never becomes markup: whatever an agency typed stands there as typed.
"""

import json
import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import IO

from reports.documents.paper import Paper
from reports.documents.sheets import clean

_PROGRAM = str(Path(__file__).with_name("typeset.py"))
_LONGEST = 120  # seconds; a thousand pages take a tenth of that


def write_pdf(paper: Paper, file: IO[bytes], *, is_checked: bool = False) -> None:
    """Write the paper into `file`. Checked, it must keep PDF/UA-1, which asks for tags, language and title.

    Raises subprocess.CalledProcessError with typst's own words in `stderr`.
    """
    moment = str(int(paper.made_at.timestamp()))
    content = json.dumps(_plain(paper), ensure_ascii=False).encode()
    command = [sys.executable, "-I", _PROGRAM, moment, *(["ua-1"] if is_checked else [])]
    made = subprocess.run(command, input=content, capture_output=True, check=True, timeout=_LONGEST)  # noqa: S603
    file.write(made.stdout)


def _plain(value: object) -> object:
    """The paper as JSON has it, without the control characters that stand for nothing on paper."""
    match value:
        case str():
            return clean(value)
        case list():
            return [_plain(one) for one in value]
        case None | bool() | int():
            return value
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return str(value)
