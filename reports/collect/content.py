"""What a report says, as plain data in one canonical form: the content of a sending.

Sendings are kept for ever: those made before numerators, denominators, parts and evidence were asked for have no such
keys. A lead's task also says whose supporting parts were `missing` when it was sent.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from reports.models import IndicatorEntry, Submission, TaskEntry
from targets.figures import plain


def content_of(
    submission: Submission, tasks: Iterable[TaskEntry], indicators: Iterable[IndicatorEntry]
) -> dict[str, Any]:
    """The whole report as JSON data; figures are strings of plain decimals. No query when relations are loaded."""
    return {
        "agency": submission.agency_name,
        "round": {"plan": submission.round.plan.code, "year": submission.round.year},
        "tasks": [
            {
                "entry": entry.pk,
                "code": entry.task.code,
                "title": entry.task.title,
                "duty": entry.duty,
                "progress": entry.progress,
                "result": entry.result,
                "difficulty": entry.difficulty,
                "proposal": entry.proposal,
                "evidence": files_of(entry),
            }
            for entry in tasks
        ],
        "indicators": [
            {
                "entry": entry.pk,
                "code": entry.indicator.code,
                "name": entry.indicator.name,
                "kind": entry.indicator.kind,
                "unit": entry.indicator.unit,
                "decimals": entry.indicator.decimals,
                "multiplier": entry.indicator.multiplier,
                "is_part": entry.is_part,
                "answer": entry.answer,
                "typed": entry.typed,
                "typed_numerator": entry.typed_numerator,
                "typed_denominator": entry.typed_denominator,
                "value": _plain(entry.value),
                "numerator": _plain(entry.numerator),
                "denominator": _plain(entry.denominator),
                "quality": entry.quality,
                "note": entry.note,
                "evidence": files_of(entry),
            }
            for entry in indicators
        ],
    }


def files_of(entry: TaskEntry | IndicatorEntry) -> list[dict[str, Any]]:
    """The evidence of an item of `form_of`: id, name, kind, size in bytes and SHA-256 of each file, oldest first."""
    return list(getattr(entry, "files", []))


def _plain(figure: Decimal | None) -> str | None:
    return None if figure is None else plain(figure)
