"""Characters of a report for which the paper has no picture: emoji, letters of other scripts."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

from reports.documents.face import unprintable
from reports.models import ConsolidatedPart, Consolidation

# The database finds the few rows with anything beyond Latin letters and common marks; the face decides about those.
_BEYOND_LATIN = r"[^\u0001-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u2027]"
MOST_ROWS = 50  # of a table; a report that needs more is told enough


def unprintable_in(report: Consolidation) -> Iterator[tuple[str, set[str]]]:
    """(where, which) for every row with characters that will not be seen on paper. One query. Raises NoFace."""
    parts = ConsolidatedPart.objects.filter(task__consolidation=report)
    passages, *others = (
        _strange(report.passages.all(), ("heading",), ("text",)),
        _strange(report.indicators.all(), ("code",), ("name", "sentence", "note")),
        _strange(report.tasks.all(), ("code",), ("title", "section")),
        _strange(parts, ("task__code", "agency_name"), ("result", "difficulty", "proposal")),
        _strange(report.difficulties.all(), ("agency_name",), ("text", "proposal", "answer")),
        _strange(report.findings.all(), ("agency_name",), ("text", "mended")),
    )
    for place, said in passages.union(*others, all=True):
        signs = unprintable(said)
        if signs:
            yield place, signs


def _strange(rows: QuerySet[Any], name: tuple[str, ...], texts: tuple[str, ...]) -> QuerySet[Any, Any]:
    found = rows.order_by().annotate(place=_joined(name, ", "), said=_joined(texts, "\n"))
    strange: QuerySet[Any, Any] = found.filter(said__regex=_BEYOND_LATIN).values_list("place", "said")[:MOST_ROWS]
    return strange


def _joined(columns: tuple[str, ...], mark: str) -> Combinable:
    """The columns' texts as one."""
    first, *others = columns
    pieces = [piece for column in others for piece in (Value(mark), F(column))]
    return Concat(F(first), Value(""), *pieces, output_field=TextField())
