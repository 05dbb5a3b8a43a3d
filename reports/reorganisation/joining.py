"""Two unsent items for one task or indicator becoming one, with nothing that was written lost. Pure.

An item is the dict of its columns; `name` is the agency that wrote it, empty for the one whose item it becomes.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from plan.enums import Duty
from reports.enums import Progress
from targets.enums import Answer

Item = Mapping[str, Any]
Said = tuple[str, Item]
TEXTS = ("result", "difficulty", "proposal")
FIGURE = ("answer", "typed", "typed_numerator", "typed_denominator", "value", "numerator", "denominator", "quality")


def is_blank(item: Item) -> bool:
    """Whether nobody has written anything: a new item looks just so."""
    kept = ("progress", "result", "difficulty", "proposal", "answer", "typed", "typed_numerator", "note")
    return not any(item.get(name) for name in (*kept, "typed_denominator"))


def higher(*duties: str) -> str:
    return Duty.LEAD.value if Duty.LEAD.value in duties else Duty.SUPPORT.value


def joined_task(said: Sequence[Said]) -> dict[str, Any]:
    """The columns of the one item; texts of several agencies stand under their names."""
    items = [item for _name, item in said]
    return {
        "duty": higher(*(item["duty"] for item in items)),
        "progress": joined_progress([item["progress"] for item in items]),
        **{name: _joined_text([(who, item[name]) for who, item in said]) for name in TEXTS},
    }


def joined_progress(told: Sequence[str]) -> str:
    """The progress of all; of several that differ, that it is under way. "Không phát sinh" yields to any other."""
    kinds = {progress for progress in told if progress}
    if len(kinds) > 1:
        kinds.discard(Progress.NOT_ARISEN.value)
    return Progress.IN_PROGRESS.value if len(kinds) > 1 else next(iter(kinds), "")


def _joined_text(said: Sequence[tuple[str, str]]) -> str:
    written = [(name, text) for name, text in said if text.strip()]
    if len(written) < 2:
        return "".join(text for _name, text in written)
    return "\n\n".join(f"{name}:\n{text}" if name else text for name, text in written)


def joined_indicator(said: Sequence[Said]) -> dict[str, Any]:
    """The columns of the one item. A figure of the whole wins over one of a part, the own one over another's; what does
    not win is kept in the note, under the name of who wrote it."""
    whole = [(name, item) for name, item in said if not item["is_part"]]
    filled = [(name, item) for name, item in (whole or said) if not is_blank(item)]
    winner = filled[0] if filled else said[0]
    notes = [("", winner[1]["note"])]
    notes += [(name, _in_words(item)) for name, item in said if item is not winner[1] and not is_blank(item)]
    lines = [f"{name}: {text}" if name else text for name, text in notes if text]
    return {**{name: winner[1][name] for name in FIGURE}, "is_part": not whole, "note": "\n".join(lines)}


def _in_words(item: Item) -> str:
    """What an item says: "12,5 (ước)"."""
    figure = item["typed"] or (str(Answer(item["answer"]).label) if item["answer"] else "")
    if item["typed_numerator"] or item["typed_denominator"]:
        quotient = f"{item['typed_numerator']}/{item['typed_denominator']}"
        figure = f"{figure} ({quotient})" if figure else quotient
    if item["is_part"] and figure:
        figure = _("{figure} (phần của cơ quan này)").format(figure=figure)
    return "; ".join(part for part in (figure, item["note"]) if part)
