"""Where a task stands, from what its leading agencies answered. Pure."""

from collections.abc import Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reports.enums import Progress


class TaskState(TextChoices):
    """The state of a task or of one agency's part in it; the order is that of bars and tables."""

    DONE = Progress.DONE.value, Progress.DONE.label
    IN_PROGRESS = Progress.IN_PROGRESS.value, Progress.IN_PROGRESS.label
    NOT_STARTED = Progress.NOT_STARTED.value, Progress.NOT_STARTED.label
    NOT_ARISEN = Progress.NOT_ARISEN.value, Progress.NOT_ARISEN.label
    NO_DATA = "no_data", _("Chưa có báo cáo được duyệt")


def task_state(answers: Sequence[Progress | None]) -> TaskState:
    """The state of a task led by one or more agencies; None is a part that has not been accepted.

    Done only when every leader is done (or had nothing to do), so one lagging part keeps the light off.
    """
    said = [answer for answer in answers if answer is not None and answer != Progress.NOT_ARISEN]
    waiting = None in answers
    if not said:
        return TaskState.NO_DATA if waiting or not answers else TaskState.NOT_ARISEN
    if all(answer == Progress.DONE for answer in said):
        return TaskState.IN_PROGRESS if waiting else TaskState.DONE
    if all(answer == Progress.NOT_STARTED for answer in said):
        return TaskState.NOT_STARTED
    return TaskState.IN_PROGRESS
