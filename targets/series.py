"""Which rows of an indicator's amendments make one series of figures.

An amended indicator is a new row under its old code, and a code is never given to another indicator of the plan. Its
figures go on where it still measures the same thing: figures of another kind or in another unit are another series.
"""

import datetime as dt
from collections.abc import Hashable
from typing import Any

from django.db.models import OuterRef

from targets.models import Indicator

MEASURE = ("kind", "unit", "direction", "accumulation")
_SERIES = ("plan_id", "code", *MEASURE)


def series_key(indicator: Indicator) -> Hashable:
    """The same for all rows of one series."""
    return tuple(getattr(indicator, name) for name in _SERIES)


def in_series(indicator: Indicator) -> dict[str, object]:
    """What rows that hang on any row of the indicator's series are filtered by. No query."""
    return {f"indicator__{name}": getattr(indicator, name) for name in _SERIES}


def same_series() -> dict[str, OuterRef]:
    """As `in_series`, for a subquery beside rows that hang on an indicator themselves."""
    return {f"indicator__{name}": OuterRef(f"indicator__{name}") for name in _SERIES}


def holding(rows: list[Any], *, on: dt.date) -> list[Any]:
    """Of all rows of one code those that hold on the day."""
    return [row for row in rows if row.holds_on(on)]


def last_standing(rows: list[Any], *, on: dt.date) -> list[Any]:
    """Of all rows of one code that which holds on the day, or else the last that has ended by then."""
    return holding(rows, on=on) or [row for row in rows if row.valid_to and row.valid_to <= on][-1:]


def as_opened(rows: list[Any], *, on: dt.date) -> list[Any]:
    """Of all rows of one code those that were taken; what nobody reports on is as it stood on the day of opening.

    What a decision added with an agency to report it would have been taken, had it been entered by then.
    """
    added_later = {row.pk for row in rows if row.came_with_owner and row.replaces_id is None}
    return [row for row in rows if row.is_taken] or [row for row in holding(rows, on=on) if row.pk not in added_later]
