"""What an agency changed between two sendings of its report, word by word. Pure: two contents in, pieces out.

A content is what `SubmissionVersion.content` holds (see `reports.collect.content`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from django.utils.translation import gettext as _

from reports.enums import Progress
from targets.enums import Answer, Quality

_WORDS = re.compile(r"\S+\s*")
_SENTENCES = re.compile(r"[^.;\n]*[.;\n]+\s*|[^.;\n]+")
_LONG = 6000  # characters; longer texts are compared sentence by sentence, which stays quick
_LIKE_ENOUGH = 0.3  # below this share of common words a mixture of old and new is harder to read than both in turn
_CONTEXT = 12  # words (of a long text: sentences) kept on each side of a change
_CHOICES = {"progress": Progress, "answer": Answer, "quality": Quality}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, came or went."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an item that is no longer what was sent before."""

    label: str
    pieces: tuple[Piece, ...]


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[tuple[str, int], tuple[Change, ...]]:
    """The changed fields by item, as ("task" or "indicator", entry id); unchanged items are left out."""
    found: dict[tuple[str, int], tuple[Change, ...]] = {}
    for kind, fields in _fields().items():
        old = {item["entry"]: item for item in before[f"{kind}s"]}
        for item in after[f"{kind}s"]:
            changes = _changes(old.get(item["entry"], {}), item, fields)
            if changes:
                found[kind, item["entry"]] = changes
    return found


def _fields() -> dict[str, dict[str, str]]:
    return {
        "task": {
            "progress": _("Tiến độ"),
            "result": _("Kết quả"),
            "difficulty": _("Khó khăn, vướng mắc"),
            "proposal": _("Đề xuất, kiến nghị"),
        },
        "indicator": {
            "answer": _("Câu trả lời"),
            "typed": _("Giá trị"),
            "typed_numerator": _("Tử số"),
            "typed_denominator": _("Mẫu số"),
            "quality": _("Loại số"),
            "note": _("Giải thích"),
        },
    }


def _changes(old: Mapping[str, Any], new: Mapping[str, Any], fields: Mapping[str, str]) -> tuple[Change, ...]:
    pairs = [(label, _readable(field, old), _readable(field, new)) for field, label in fields.items()]
    texts = tuple(Change(label, word_changes(was, now)) for label, was, now in pairs if was != now)
    files = _file_changes(old, new)
    return (*texts, Change(_("Minh chứng"), files)) if files else texts


def _file_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Piece, ...]:
    """The files that went and came, by name, a line each."""
    was, now = ({file["id"]: file["name"] for file in item.get("evidence", [])} for item in (old, new))
    gone = [Piece("removed", f"{name}\n") for pk, name in was.items() if pk not in now]
    return (*gone, *(Piece("added", f"{name}\n") for pk, name in now.items() if pk not in was))


def _readable(field: str, item: Mapping[str, Any]) -> str:
    text = str(item.get(field) or "")
    choices = _CHOICES.get(field)
    return str(choices(text).label) if choices and text else text


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """`after` with what came and what went; long unchanged stretches are cut down to the words around a change."""
    units = _WORDS if max(len(before), len(after)) <= _LONG else _SENTENCES
    old, new = units.findall(before), units.findall(after)
    matcher = SequenceMatcher(None, [unit.rstrip() for unit in old], [unit.rstrip() for unit in new])
    if matcher.ratio() < _LIKE_ENOUGH:
        pieces = [Piece("removed", before), Piece("added", after)]
        return tuple(piece for piece in pieces if piece.text)
    pieces = []
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", _shortened(new[new_start:new_end], new_start == 0, new_end == len(new))))
            continue
        if old_end > old_start:
            pieces.append(Piece("removed", "".join(old[old_start:old_end])))
        if new_end > new_start:
            pieces.append(Piece("added", "".join(new[new_start:new_end])))
    return tuple(pieces)


def _shortened(words: list[str], at_start: bool, at_end: bool) -> str:
    head, tail = (0 if at_start else _CONTEXT), (0 if at_end else _CONTEXT)
    if len(words) <= head + tail + 1:
        return "".join(words)
    return "".join([*words[:head], "[…] ", *words[len(words) - tail :]])
