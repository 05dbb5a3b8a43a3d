"""What an agency was responsible for and when: what has ended, and the offices and groups it has now."""

import datetime as dt
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.translation import gettext as _

from agencies.decisions import NOTHING, Behind, reorganisations_behind, said
from agencies.models import Agency, GroupMembership
from agencies.models.dated import Dated
from plan.models import Authority, Coordinator, Plan, Responsibility, Task
from targets.models import Indicator, IndicatorOwner
from targets.selectors import IndicatorRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One thing the agency had or has: a task, an indicator, a group by its `name`, or, where it is none of them, the
    plan as a whole. `decisions` are those by which it began and ended, as far as one is known."""

    role: str
    row: Dated
    plan: Plan | None = None
    task: Task | None = None
    indicator: Indicator | None = None
    group: str = ""
    decisions: list[str]


@dataclass(frozen=True)
class Charges:
    """`now`: the offices and groups of today (tasks and indicators are told by `targets.duties`). `past`: all that has
    ended, what ended last first."""

    now: list[Charge]
    past: list[Charge]


def charges_of(agency: Agency, *, on: dt.date) -> Charges:
    """Six queries, however much there is."""
    mine, over = {"agency": agency}, {"agency": agency, "valid_to__lte": on}
    offices: list[Dated] = [
        *Authority.objects.filter(**mine).select_related("plan"),
        *Coordinator.objects.filter(**mine).select_related("plan"),
        *GroupMembership.objects.filter(**mine).select_related("group"),
    ]
    duties: list[Dated] = [
        *Responsibility.objects.filter(**over)
        .select_related("task__plan", "amendment", "ended_by")
        .order_by("task__order"),
        *IndicatorOwner.objects.filter(**over)
        .select_related("indicator__plan", "amendment")
        .order_by("indicator__order"),
    ]
    behind = reorganisations_behind([*offices, *duties])
    ended = [row for row in [*offices, *duties] if row.valid_to is not None and row.valid_to <= on]
    ended.sort(key=lambda row: row.valid_to or on, reverse=True)
    return Charges(
        now=[_charge(row, behind.get(row, NOTHING)) for row in offices if row.holds_on(on)],
        past=[_charge(row, behind.get(row, NOTHING)) for row in ended],
    )


def _charge(row: Dated, behind: Behind) -> Charge:
    amendments = [getattr(row, name, None) for name in ("amendment", "ended_by")]
    words = [str(one) for one in amendments if one] + [said(one) for one in (behind.began, behind.ended) if one]
    decisions = list(dict.fromkeys(words))
    match row:
        case Responsibility():
            role = str(row.get_duty_display())
            return Charge(role=role, row=row, plan=row.task.plan, task=row.task, decisions=decisions)
        case IndicatorOwner():
            role = _("Báo cáo phần của mình") if row.is_part else _("Báo cáo")
            return Charge(role=role, row=row, plan=row.indicator.plan, indicator=row.indicator, decisions=decisions)
        case GroupMembership():
            return Charge(role=_("Thành viên nhóm"), row=row, group=row.group.name, decisions=decisions)
        case Authority():
            return Charge(role=_("Chủ quản"), row=row, plan=row.plan, decisions=decisions)
        case Coordinator():
            return Charge(role=_("Đầu mối"), row=row, plan=row.plan, decisions=decisions)
    raise TypeError(type(row))


@dataclass(frozen=True, slots=True)
class Reporters:
    """Who reported an indicator from `start` until `end`, and the decisions by which that began."""

    start: dt.date | None
    end: dt.date | None
    agencies: list[Agency]
    decisions: list[str]


def reporters_over_time(row: IndicatorRow) -> list[Reporters]:
    """Every period of the indicator's series, the earliest first; those who report a part are left out. One query where
    the agency ever changed, else none."""
    found = [owner for owner in row.all_owners if not owner.is_part]
    days = sorted({day for one in found for day in (one.valid_from, one.valid_to) if day})
    behind = reorganisations_behind(found) if days else {}
    periods: list[Reporters] = []
    for start, end in pairwise([None, *days, None]):
        inside = [one for one in found if one.covers(start, end)]
        agencies = list(dict.fromkeys(one.agency for one in inside))
        if periods and periods[-1].agencies == agencies:
            periods[-1] = replace(periods[-1], end=end)
        elif agencies:
            begun = [_charge(one, behind.get(one, NOTHING)) for one in inside if start and one.valid_from == start]
            decisions = list(dict.fromkeys(words for charge in begun for words in charge.decisions))
            periods.append(Reporters(start, end, agencies, decisions))
    return periods
