"""A decision that changes the plan: who may enter one, what it must say, and putting it on record."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.errors import Refused
from agencies.models.dated import Dated
from plan.models import Amendment, Plan
from plan.periods import refuse_far, refuse_later
from plan.selectors import coordinates


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision that changes the plan, as typed; `effective_on` is the first day of what it brings."""

    number: str
    decided_on: dt.date
    effective_on: dt.date
    summary: str = ""

    def is_on_record_as(self, amendment: Amendment) -> bool:
        return (self.number.strip(), self.decided_on) == (amendment.number, amendment.decided_on)


def refuse_strangers(plan: Plan, by: Person, *, today: dt.date) -> None:
    """Raises Refused for whoever does not work for the plan's coordinator. One query."""
    if not coordinates(by, plan, on=today):
        raise Refused(_("Chỉ người của cơ quan đầu mối được điều chỉnh kế hoạch."))


def refuse_decision(plan: Plan, decision: Decision, *, today: dt.date) -> None:
    """Raises Refused for a decision that cannot be: nameless, taken tomorrow, in force before it was taken or outside
    the plan's years, or on record with another day of effect. One query."""
    if not decision.number.strip():
        raise Refused(_("Hãy ghi số quyết định."), field="number")
    if decision.decided_on > today:
        raise Refused(_("Ngày quyết định không thể sau hôm nay."), field="decided_on")
    if decision.effective_on < decision.decided_on:
        raise Refused(_("Ngày có hiệu lực không thể trước ngày quyết định."), field="effective_on")
    refuse_far(plan, decision.decided_on, field="decided_on")
    refuse_far(plan, decision.effective_on, field="effective_on")
    if decision.effective_on.year < plan.start_year:
        message = _("Ngày có hiệu lực không thể trước 01/01/{year}, khi kế hoạch bắt đầu.")
        raise Refused(message.format(year=plan.start_year), field="effective_on")
    same = Amendment.objects.filter(plan=plan, number=decision.number.strip(), decided_on=decision.decided_on)
    for amendment in same:
        _refuse_another_day(amendment, decision)


def on_record(plan: Plan, decision: Decision) -> Amendment:
    """The amendment that `decision` is, put on record where it is new. Call it inside a transaction.

    Raises Refused where the same decision is on record with another day of effect.
    """
    amendment: Amendment
    standing = Amendment.objects.select_for_update()  # so that nobody withdraws it meanwhile
    amendment, _is_new = standing.get_or_create(
        plan=plan,
        number=decision.number.strip(),
        decided_on=decision.decided_on,
        defaults={"effective_on": decision.effective_on, "summary": decision.summary.strip()},
    )
    _refuse_another_day(amendment, decision)
    return amendment


def held(amendment: Amendment) -> Amendment:
    """The amendment, which nobody withdraws or changes until the transaction ends. Raises Refused where it is gone."""
    row = Amendment.objects.select_for_update(of=("self",)).select_related("plan").filter(pk=amendment.pk).first()
    if row is None:
        raise Refused(_("Quyết định này vừa được bỏ khỏi hồ sơ. Hãy ghi lại quyết định rồi làm tiếp."))
    return row


def refuse_undoing(rows: Iterable[Dated], brought: Iterable[Amendment | None], amendment: Amendment) -> None:
    """Raises Refused where `amendment` would undo unseen what changes `rows` later, or what another decision `brought`
    to them on the same day."""
    refuse_later(rows, amendment.effective_on, field="")
    other = next((one for one in brought if one and one.pk != amendment.pk), None)
    if other:
        message = _("Quyết định {number} đã thay đổi nội dung này từ cùng ngày {day}; hãy rút lại thay đổi đó trước.")
        raise Refused(message.format(number=other.number, day=f"{amendment.effective_on:%d/%m/%Y}"))


def _refuse_another_day(amendment: Amendment, decision: Decision) -> None:
    if amendment.effective_on != decision.effective_on:
        message = _("Quyết định này đã được ghi là có hiệu lực từ {day}. Hãy ghi đúng ngày đó.")
        raise Refused(message.format(day=f"{amendment.effective_on:%d/%m/%Y}"), field="effective_on")
