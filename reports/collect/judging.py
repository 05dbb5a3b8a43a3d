"""An indicator item as it stands: how it was read, what is odd about it, and what it still lacks."""

from collections.abc import Mapping
from decimal import Decimal

from reports.collect.completeness import Gap, indicator_gap, task_gap, unexplained_gap
from reports.flags import Figures, Flag, indicator_flags
from reports.models import IndicatorEntry, TaskEntry
from reports.typed import Figure, Typed, read
from reports.workflow import EDITABLE_ITEMS
from targets.enums import Answer, Kind


def as_read(entry: IndicatorEntry, changes: Mapping[str, str] | None = None) -> Typed:
    """What was typed, with `changes` by control in place of what is saved, ready to be read."""
    changes = changes or {}
    return Typed(
        figure=changes.get("typed", entry.typed).strip(),
        numerator=changes.get("typed_numerator", entry.typed_numerator).strip(),
        denominator=changes.get("typed_denominator", entry.typed_denominator).strip(),
        multiplier=entry.indicator.multiplier,
        kind=Kind(entry.indicator.kind),
        highest_level=entry.indicator.highest_level,
    )


def figure_of(entry: IndicatorEntry) -> Figure:
    """The figure as it is read now; of another answer, none."""
    return read(as_read(entry)) if entry.answer == Answer.FIGURE else Figure()


def flags_of(entry: IndicatorEntry) -> tuple[Flag, ...]:
    """What is odd about the answer, as the review desk will see it. `entry` comes from `with_last_year`."""
    return indicator_flags(Figures.of(entry.indicator, entry, last_year=last_value_of(entry)))


def gap_of(entry: TaskEntry | IndicatorEntry) -> Gap | None:
    """The first thing that keeps the item from being sent: mending it shows the next.

    What was sent and did not come back lacks nothing: it cannot be mended, and was complete by the rules of its day.
    """
    if entry.state not in EDITABLE_ITEMS:
        return None
    if isinstance(entry, TaskEntry):
        return task_gap(entry)
    return indicator_gap(entry, figure_of(entry).problem) or unexplained_gap(entry, flags_of(entry))


def last_value_of(entry: IndicatorEntry) -> Decimal | None:
    """Last year's accepted figure, of a part that of the same agency's part (`selectors.with_last_year`)."""
    value: Decimal | None = entry.last_value  # type: ignore[attr-defined]
    return value
