"""A change that was decided but has not begun, taken back: what it ended holds on, as if it had not been entered."""

import datetime as dt
from collections.abc import Iterable, Sequence
from contextlib import suppress

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused
from plan.models import Amendment, Plan
from targets.models import Indicator, Measurement, Milestone, Target
from targets.selectors import IndicatorRow
from targets.setting.decisions import refuse_others
from targets.setting.previews import Preview, token_of, without_change
from targets.setting.standing import State, locked_row, state_of


def day_ahead(row: IndicatorRow, today: dt.date) -> dt.date | None:
    """The last day after today on which what is asked of the indicator changes. Only that change can be taken back,
    so that several go in the order in which they were built on one another."""
    rows = (*row.targets, *row.milestone_rows)
    return max((day for one in rows for day in (one.valid_from, one.valid_to) if day and day > today), default=None)


def decisions_from(row: IndicatorRow, on: dt.date) -> list[Amendment]:
    """By which decisions the targets and the schedule change on the day `on`. One query."""
    found = {target.amendment_id for target in row.targets if target.valid_from == on}
    found |= {one.amendment_id for one in row.milestone_rows if one.valid_from == on}
    found |= {one.ended_by_id for one in row.milestone_rows if one.valid_to == on}
    return list(Amendment.objects.filter(pk__in=[pk for pk in found if pk]).order_by("pk"))


def try_withdrawal(row: IndicatorRow, *, reason: str, today: dt.date) -> Preview:
    """What `withdraw` would do. One query. Raises Refused as it does."""
    on = _refuse_withdrawal(row, reason, today)
    return Preview(row, without_change(row, on=on), token_of(reason, state_of(row)))


def withdraw(
    *, indicator: Indicator, reason: str, today: dt.date, by: Person, seen: Sequence[State] | None = None
) -> None:
    """Takes back the last change of the indicator's targets and schedule that has not begun.

    `reason` is put behind what the decision says, and the audit trail keeps it with every row that goes. A decision
    that nothing follows any longer goes, too, so that it can be entered anew with its true day. Raises Refused where
    the person or the reason will not do, where nothing lies ahead, and where figures of a year that the change judges
    are accepted; Stale where the state is not the one `seen`.
    """
    refuse_others(indicator.plan, by, today=today)
    with acting(by.user):
        row = locked_row(indicator, seen, today=today)
        on = _refuse_withdrawal(row, reason, today)
        decisions = decisions_from(row, on)
        for dated in (Target.objects, Milestone.objects):
            dated.filter(indicator=indicator, valid_from=on).delete()
        Target.objects.filter(indicator=indicator, valid_to=on).update(valid_to=None)
        Milestone.objects.filter(indicator=indicator, valid_to=on).update(valid_to=None, ended_by=None)
        note = _("(rút lại ngày {day}, chỉ tiêu {code}: {reason})")
        _close(decisions, note.format(day=f"{today:%d/%m/%Y}", code=indicator.code, reason=reason.strip()))


def _close(decisions: Iterable[Amendment], note: str) -> None:
    ids = [decision.pk for decision in decisions]
    for decision in Amendment.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
        decision.summary = f"{decision.summary} {note}".strip()
        decision.save(update_fields=["summary"])
        with suppress(ProtectedError):  # something else follows it
            decision.delete()


def _refuse_withdrawal(row: IndicatorRow, reason: str, today: dt.date) -> dt.date:
    """The day of the change that is taken back."""
    on = day_ahead(row, today)
    if on is None:
        raise Refused(_("Chỉ tiêu này không có thay đổi nào sắp có hiệu lực."))
    if any(one.valid_from == on for one in row.series):
        raise Refused(_("Từ ngày này chỉ tiêu được thay bằng nội dung mới. Hãy rút lại ở trang điều chỉnh kế hoạch."))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do rút lại."), field="reason")
    _refuse_judged(row.plan, on.year)
    return on


def _refuse_judged(plan: Plan, first: int) -> None:
    """A report may have been issued on what was accepted: its years stay judged as they are."""
    accepted = Measurement.objects.filter(indicator__plan=plan, year__gte=first).order_by("year")
    year = accepted.values_list("year", flat=True).first()
    if year is not None:
        message = _("Không rút lại được: năm {year} đã có số liệu được duyệt. Hãy ghi quyết định mới.")
        raise Refused(message.format(year=year))
