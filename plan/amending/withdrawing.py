"""What a decision made of a task, taken back: as if it had not been entered, while no round rests on it."""

import datetime as dt

from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused
from plan.amending.amendments import note
from plan.amending.decisions import held, refuse_strangers
from plan.amending.rows import delete_free, refuse_rested
from plan.models import Amendment, Responsibility, Task
from plan.periods import refuse_later


def withdraw_task(*, amendment: Amendment, code: str, reason: str, today: dt.date, by: Person) -> None:
    """Everything the decision brought to the task `code` goes, and what it ended holds on; `reason` is kept with the
    decision. Raises Refused where the person or the reason will not do, where the decision did nothing to the task,
    where something else changed it later, and where a round was opened with it.
    """
    refuse_strangers(amendment.plan, by, today=today)
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do rút lại."), field="reason")
    with acting(by.user):
        amendment = held(amendment)
        tasks = Task.objects.select_for_update(of=("self",)).filter(plan=amendment.plan, code=code)
        new, old = list(tasks.filter(amendment=amendment)), list(tasks.filter(ended_by=amendment))
        duties = Responsibility.objects.filter(task__plan=amendment.plan, task__code=code)
        begun, ended = list(duties.filter(amendment=amendment)), list(duties.filter(ended_by=amendment))
        if not (new or old or begun or ended):
            raise Refused(_("Quyết định này không thay đổi nhiệm vụ {code}.").format(code=code))
        refuse_later([*new, *duties.filter(task__in=new), *begun], amendment.effective_on, field="")
        _refuse_named(new)
        refuse_rested(amendment.plan, [*new, *old, *begun, *ended])
        duties.filter(task__in=new).delete()
        duties.filter(pk__in=[row.pk for row in begun]).delete()
        delete_free(Task.objects.filter(pk__in=[row.pk for row in new]))
        Task.objects.filter(pk__in=[row.pk for row in old]).update(valid_to=None, ended_by=None, merged_into=None)
        duties.filter(pk__in=[row.pk for row in ended]).update(valid_to=None, ended_by=None)
        note(amendment, _("nhiệm vụ {code}").format(code=code), reason, on=today)


def _refuse_named(new: list[Task]) -> None:
    """Others of the plan's rows may go on in the new one."""
    other = Task.objects.filter(merged_into__in=new).first()
    if other:
        message = _("Nhiệm vụ {code} đã được gộp vào đây; hãy rút lại việc gộp đó trước.")
        raise Refused(message.format(code=other.code))
