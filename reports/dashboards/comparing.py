"""What changed since the year before: what turned for better or worse, what was heard of, what fell silent."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from reports.dashboards.headline import UNJUDGED
from reports.dashboards.judged import Judged
from targets.enums import Status


@dataclass(slots=True)
class Changes:
    """`gained` could not be judged the year before and can now, or had no answer and has one; `lost` the reverse."""

    better: list[Judged] = field(default_factory=list)
    worse: list[Judged] = field(default_factory=list)
    gained: list[Judged] = field(default_factory=list)
    lost: list[Judged] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.better or self.worse or self.gained or self.lost)


def changes_of(judged: Iterable[Judged], *, awaited: bool = False) -> Changes:
    """Each indicator whose verdict is another one, in the order given; a first year has no changes.

    While answers are still `awaited`, one that has not come is no news.
    """
    changes = Changes()
    for one in judged:
        before, now = one.status_before, one.status
        if before is None or before == now or (awaited and one.answer is None):
            continue
        if UNJUDGED.isdisjoint({before, now}):
            (changes.better if now.severity < before.severity else changes.worse).append(one)
        else:
            (changes.gained if knows_more(before, now) else changes.lost).append(one)
    return changes


def knows_more(before: Status, now: Status) -> bool:
    """A verdict says more than an answer that cannot be judged, and that says more than none."""
    return now not in UNJUDGED or (now == Status.NOT_MEASURABLE and before == Status.NO_DATA)
