"""Who answered for a task, from the first day of the plan to today and beyond: one line for every period."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from agencies.decisions import NOTHING, Behind, reorganisations_behind, said
from agencies.models.dated import Dated
from plan.enums import Duty
from plan.models import Responsibility, Task


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period in which nothing about who answers for the task changed; `decisions` are those with which it began."""

    start: dt.date | None
    end: dt.date | None
    leads: list[Responsibility]
    supports: list[Responsibility]
    decisions: list[str]


def chain_of(task: Task) -> list[Stretch]:
    """Every period of the task under its code, amended or not, the latest first. Two queries."""
    of_code = {"task__plan": task.plan_id, "task__code": task.code}
    rows = Responsibility.objects.filter(**of_code).select_related("task", "agency", "group", "amendment", "ended_by")
    found = list(rows.order_by("duty", "order", "pk"))
    behind = reorganisations_behind(found)
    days = sorted({day for row in found for day in (_start(row), _end(row)) if day})
    borders = [None, *days, None]
    stretches: list[Stretch] = []
    for start, end in pairwise(borders):
        inside = [row for row in found if row.covers(start, end) and row.task.covers(start, end)]
        if not inside:
            continue
        leads = [row for row in inside if row.duty == Duty.LEAD]
        supports = [row for row in inside if row.duty == Duty.SUPPORT]
        stretches.append(Stretch(start, end, leads, supports, _decisions(found, start, behind)))
    return stretches[::-1]


def _start(row: Responsibility) -> dt.date | None:
    """The later of its own first day and its task's."""
    return max((day for day in (row.valid_from, row.task.valid_from) if day), default=None)


def _end(row: Responsibility) -> dt.date | None:
    return min((day for day in (row.valid_to, row.task.valid_to) if day), default=None)


def _decisions(rows: Sequence[Responsibility], day: dt.date | None, behind: dict[Dated, Behind]) -> list[str]:
    """The decisions by which rows began or ended on that day."""
    if day is None:
        return []
    words: list[str] = []
    for row in rows:
        by = behind.get(row, NOTHING)
        if _start(row) == day:
            words += [str(row.amendment)] if row.amendment else [said(by.began)] if by.began else []
        if _end(row) == day:
            words += [str(row.ended_by)] if row.ended_by else [said(by.ended)] if by.ended else []
    return list(dict.fromkeys(words))
