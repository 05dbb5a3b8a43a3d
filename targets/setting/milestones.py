"""Yearly schedules by decision: of one indicator or of many at once, all of them or none."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused
from plan.models import Amendment, Plan
from targets.models import Indicator, Milestone
from targets.paths import Point
from targets.periods import end, lock
from targets.schedule import Fault, Line, faults_of, named, points_of
from targets.selectors import IndicatorRow, indicator_rows
from targets.setting.decisions import Decision, on_record, refuse_decision, refuse_others, refuse_undoing
from targets.setting.limits import schedule_limits
from targets.setting.standing import State, locked_row, refuse_stale

Schedules = Mapping[str, Sequence[Line]]


class ScheduleRefused(Refused):
    """A list that is refused as a whole; `faults` name every wrong line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(named(self.faults)), field="text")


def set_milestones(
    *,
    plan: Plan,
    schedules: Schedules,
    decision: Decision,
    today: dt.date,
    by: Person,
    seen: Sequence[State] | None = None,
) -> list[Milestone]:
    """From its day of effect on, `decision` gives each indicator (by code) these milestones and no others.

    An indicator whose schedule is this one already keeps its rows and the decision they came by. What held before
    holds until that day, so earlier years keep what judged them. Raises ScheduleRefused where a list is not good and
    Refused where the person, the decision or the day will not do or nothing would change, and Stale where the
    indicators that change are not as they were `seen`; then nothing is stored. The number of statements does
    not grow with the indicators.
    """
    refuse_others(plan, by, today=today)
    refuse_decision(plan, decision, today=today)
    with acting(by.user):
        named_rows = _locked_rows(plan, schedules, on=today)
        rows = changing(named_rows, schedules, decision)
        refuse_stale(rows, seen, current=named_rows)
        amendment = on_record(plan, decision)
        _end_schedules(rows, decision.effective_on, amendment)
        fresh = [
            Milestone(
                indicator=row.holder(decision.effective_on),
                year=point.year,
                value=point.value,
                valid_from=decision.effective_on,
                amendment=amendment,
            )
            for row in rows
            for point in points_of(schedules[row.indicator.code])
        ]
        return Milestone.objects.bulk_create(fresh)


def remove_milestones(
    *, indicator: Indicator, decision: Decision, today: dt.date, by: Person, seen: Sequence[State] | None = None
) -> Amendment:
    """From its day of effect on, `decision` leaves the indicator without a schedule: its path is straight again.

    Raises Refused as `set_milestones` does, and where no schedule holds on that day.
    """
    refuse_others(indicator.plan, by, today=today)
    refuse_decision(indicator.plan, decision, today=today)
    with acting(by.user):
        row = locked_row(indicator, seen, today=today)
        refuse_removal(row, decision)
        amendment = on_record(indicator.plan, decision)
        _end_schedules([row], decision.effective_on, amendment)
    return amendment


def changing(rows: Sequence[IndicatorRow], schedules: Schedules, decision: Decision) -> list[IndicatorRow]:
    """Those of the indicators that would have another schedule by `decision`.

    Raises ScheduleRefused for lists that are not good, Refused where another decision's change would be undone or none
    is left.
    """
    on = decision.effective_on
    _refuse_faults(rows, schedules, on)
    found = [row for row in rows if points_of(schedules[row.indicator.code]) != in_force(row, on)]
    if not found:
        raise Refused(_("Không có gì thay đổi: lộ trình đang có hiệu lực đã như vậy."), field="text")
    refuse_undoing([milestone for row in found for milestone in row.milestone_rows], decision)
    return found


def refuse_removal(row: IndicatorRow, decision: Decision) -> None:
    """Raises Refused where there is no schedule to end, or another decision's change would be undone."""
    if not in_force(row, decision.effective_on):
        raise Refused(_("Không có lộ trình nào có hiệu lực vào ngày này."), field="effective_on")
    refuse_undoing(row.milestone_rows, decision)


def in_force(row: IndicatorRow, on: dt.date) -> list[Point]:
    """The milestones that hold on the day `on`, by year."""
    return [Point(milestone.year, milestone.value) for milestone in row.milestone_rows if milestone.holds_on(on)]


def _refuse_faults(rows: Iterable[IndicatorRow], schedules: Schedules, on: dt.date) -> None:
    faults: list[Fault] = []
    for row in rows:
        lines, limits = schedules[row.indicator.code], schedule_limits(row, on=on)
        if isinstance(limits, str):
            faults.append(Fault(lines[0].place if lines else row.indicator.code, limits))
        elif lines:
            faults += faults_of(lines, limits)
        else:
            faults.append(Fault(row.indicator.code, _("chưa có năm nào.")))
    if faults:
        raise ScheduleRefused(faults)


def _locked_rows(plan: Plan, codes: Iterable[str], *, on: dt.date) -> list[IndicatorRow]:
    wanted = set(codes)
    indicators = list(Indicator.objects.on(on).filter(plan=plan, code__in=wanted))
    unknown = wanted - {indicator.code for indicator in indicators}
    if unknown:
        message = _("Kế hoạch không có chỉ tiêu {codes}.")
        raise Refused(message.format(codes=", ".join(sorted(unknown))), field="text")
    lock(indicators)
    return indicator_rows(plan, on=on, only=[indicator.pk for indicator in indicators])


def _end_schedules(rows: Iterable[IndicatorRow], on: dt.date, amendment: Amendment) -> None:
    """What holds on the day `on` ends with it, and says by which decision."""
    end(Milestone.objects.filter(indicator__in=[one for row in rows for one in row.series]), on, ended_by=amendment)
