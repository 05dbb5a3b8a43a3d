"""The parts that supporting agencies owe a lead: whose are still missing, and until when the lead waits for them.

The lead's text is the task's result; a part that never came is named in the report instead of being waited for.
"""

import datetime as dt
from collections import defaultdict

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from agencies.errors import Refused
from plan.enums import Duty
from reports.models import Submission, TaskEntry

NAMED = 5  # of the missing agencies, in one sentence; a province may have hundreds


def owing(submission: int | OuterRef, round_: int | OuterRef) -> QuerySet[Submission]:
    """Reports never sent whose agencies support a task that `submission`'s agency leads.

    A round's reports are made in the order of names, so that their keys have it, and the first few are found quickly.
    """
    lead = OuterRef(submission) if isinstance(submission, OuterRef) else submission
    supported = TaskEntry.objects.filter(submission=OuterRef("pk"), duty=Duty.SUPPORT).filter(
        task__entries__submission=lead, task__entries__duty=Duty.LEAD
    )
    unsent = Submission.objects.filter(round=round_, first_sent_at=None).exclude(pk=submission)
    return unsent.filter(Exists(supported)).order_by("pk")


def missing_parts(submission: Submission) -> dict[int, list[str]]:
    """Names of those who support the tasks that `submission`'s agency leads and have not sent their part, by task, in
    the order of names. One query."""
    led = TaskEntry.objects.filter(submission=submission, duty=Duty.LEAD).values("task")
    rows = (
        TaskEntry.objects.filter(submission__round=submission.round_id, duty=Duty.SUPPORT, task__in=led)
        .filter(submission__first_sent_at=None)
        .exclude(submission=submission)
        .order_by("task__order", "submission__agency__sort_key")
        .values_list("task", "submission__agency_name")
    )
    missing: dict[int, list[str]] = defaultdict(list)
    for task, agency in rows:
        missing[task].append(agency)
    return dict(missing)


def refuse_missing_parts(submission: Submission, *, now: dt.datetime) -> None:
    """Refused while supporting agencies still have time for their parts and some are missing. At most one query."""
    if now > submission.round.parts_due_at:
        return
    names = list(owing(submission.pk, submission.round_id).values_list("agency_name", flat=True)[: NAMED + 1])
    if names:
        message = _("{missing} Hãy chờ, hoặc đánh dấu gửi khi chưa đủ phần phối hợp.")
        raise Refused(message.format(missing=missing_words(names)), field="without_parts")


def missing_words(names: list[str] | tuple[str, ...]) -> str:
    """`names`: those of the first `NAMED` + 1 agencies that `owing` finds."""
    listed = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        return _("Chưa có phần phối hợp của {names} và cơ quan khác.").format(names=listed)
    return _("Chưa có phần phối hợp của {names}.").format(names=listed)
