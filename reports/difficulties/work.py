"""The tasks that agencies have, to say which one a difficulty is about."""

import datetime as dt
from collections.abc import Collection

from plan.models import Plan, Task
from plan.selectors import duties_on


def tasks_of(agencies: Collection[int], plan: Plan, *, on: dt.date) -> list[Task]:
    """What the agencies lead or support on that day, in the plan's order. Two queries."""
    tasks = {duty.task.pk: duty.task for duty in duties_on(plan, on) if duty.agency.pk in agencies}
    return sorted(tasks.values(), key=lambda task: task.order)
