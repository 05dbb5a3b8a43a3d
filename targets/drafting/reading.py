"""From the bytes of a document to its lines and the draft plan. Pure: what the database knows is passed in."""

from collections.abc import Sequence
from typing import Any

from plan.document import found_in, read_file
from plan.document.records import Line
from targets.drafting.assembling import assembled
from targets.drafting.who import Draft, Known


def read_document(data: bytes, name: str, known: Known) -> tuple[list[Line], Draft]:
    """Raises plan.document.Unreadable with the sentence for the user."""
    lines = read_file(data, name)
    found = found_in(lines, known.book)
    return lines, assembled(found, known, {line.number: line.page for line in lines})


def as_rows(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The lines as they are kept beside a draft."""
    return [
        {
            "number": line.number,
            "text": line.text,
            "page": line.page,
            "bold": line.bold,
            "cell": list(line.cell) if line.cell else None,
            "furniture": line.furniture,
        }
        for line in lines
    ]
