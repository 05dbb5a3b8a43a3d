"""What was worked out about an indicator holds as long as everything it was worked out from is the same.

A dashboard asks the same questions about the same rows at every visit, and accepted figures seldom change. Rows are
read afresh each time; where every column of all of them is what it was, the row of the earlier reading is used, with
its verdicts, its path and its picture. So nothing shown here can be out of date: what changed is another key.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import Model

from targets.selectors import IndicatorRow

KEPT = 1024  # indicators as read for a date: some plans with all their years, about 25 MB


@dataclass(frozen=True, slots=True)
class _Content:
    """All columns a row was made from; two with the same are the same row."""

    columns: tuple[Any, ...]
    row: IndicatorRow = field(compare=False)


def read_before(rows: Iterable[IndicatorRow]) -> list[IndicatorRow]:
    """For each row an earlier one with the same content, if there was one, else itself."""
    return [_first(_Content(_columns_of(row), row)) for row in rows]


@lru_cache(maxsize=KEPT)
def _first(content: _Content) -> IndicatorRow:
    return content.row


def _columns_of(row: IndicatorRow) -> tuple[Any, ...]:
    models: list[Model | None] = [row.indicator, row.baseline_row, row.plan, *row.milestone_rows]
    for owner in row.owners:
        models += (owner, owner.agency)
    for target in row.targets:
        models += (target, target.amendment)
    return (row.on, *map(_columns, models), *map(_columns, row.measurements.values()))


def _columns(model: Model | None) -> tuple[Any, ...]:
    """The values of all columns that were read, in the model's order; what Django keeps first is not one of them."""
    if model is None:
        return ()
    _state, *values = vars(model).values()
    return tuple([repr(value) if type(value) in (list, dict) else value for value in values])
