"""What every change of an indicator by decision shares: who may make it, and what it may not undo."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.errors import Refused
from plan.amending.decisions import Decision, on_record, refuse_decision
from plan.models import Plan
from plan.periods import refuse_later
from plan.selectors import coordinates
from targets.models import Milestone, Target

__all__ = ["Decision", "on_record", "refuse_decision", "refuse_others", "refuse_undoing"]


def refuse_others(plan: Plan, by: Person, *, today: dt.date) -> None:
    """Raises Refused for whoever does not work for the plan's coordinator. One query."""
    if not coordinates(by, plan, on=today):
        raise Refused(_("Chỉ người của cơ quan đầu mối được thay đổi mức phải đạt, lộ trình và định nghĩa chỉ tiêu."))


def refuse_undoing(rows: Sequence[Target | Milestone], decision: Decision) -> None:
    """Raises Refused where `decision` would undo unseen what another brought to `rows`, on a later day or on the same.

    What a decision itself brought, it may mend.
    """
    on = decision.effective_on
    refuse_later(rows, on, field="effective_on")
    brought = (row.amendment for row in rows if row.valid_from == on and row.amendment)
    other = next((amendment for amendment in brought if not decision.is_on_record_as(amendment)), None)
    if other:
        message = _(
            "Đã có quyết định {number} có hiệu lực cùng ngày {day}; "
            "hãy rút lại thay đổi đó trước, hoặc chọn ngày sau đó."
        )
        raise Refused(message.format(number=other.number, day=f"{on:%d/%m/%Y}"), field="effective_on")
