"""What a change is made against: an indicator as it stood when the preview of the change was shown."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from agencies.errors import Stale
from targets.models import Indicator
from targets.periods import lock
from targets.selectors import IndicatorRow, indicator_rows

State = tuple[object, ...]


def state_of(row: IndicatorRow) -> State:
    """All that a preview of `row` rests on; another one as soon as somebody changes any of it."""
    indicator, baseline = row.indicator, row.baseline_row
    return (
        [column.value_from_object(indicator) for column in indicator._meta.concrete_fields],
        baseline and (baseline.year, baseline.value, baseline.source),
        [(one.pk, one.valid_from, one.valid_to) for one in (*row.targets, *row.milestone_rows)],
        sorted(figure.pk for figure in row.measurements.values()),
    )


def locked_row(indicator: Indicator, seen: Sequence[State] | None, *, today: dt.date) -> IndicatorRow:
    """The indicator as it stands, which nobody else changes until the transaction ends. Six queries.

    Raises Stale where that is not the state `seen`.
    """
    lock([indicator])
    rows = indicator_rows(indicator.plan, on=today, only=[indicator.pk])
    refuse_stale(rows, seen, current=rows)
    return rows[0]


def refuse_stale(changing: Sequence[IndicatorRow], seen: Sequence[State] | None, *, current: object) -> None:
    """Raises Stale, with what stands now, where the indicators that change are not those `seen` as they were seen.

    None is for whoever changes them without having shown a preview.
    """
    if seen is not None and [state_of(row) for row in changing] != list(seen):
        message = _("Nội dung vừa được người khác thay đổi. Hãy xem lại bản xem trước rồi lưu.")
        raise Stale(message, current=current)
