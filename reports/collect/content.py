"""What a report says, as plain data in one canonical form: the content of a sending and its fingerprint."""

import hashlib
import json
from collections.abc import Iterable
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
                "answer": entry.answer,
                "typed": entry.typed,
                "value": None if entry.value is None else plain(entry.value),
                "quality": entry.quality,
                "note": entry.note,
            }
            for entry in indicators
        ],
    }


def fingerprint(content: dict[str, Any]) -> str:
    """The SHA-256 of `content` in canonical JSON."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
