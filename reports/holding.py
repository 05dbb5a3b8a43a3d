"""Whoever changes a report holds its row first: what is compared afterwards is what stands, not what a snapshot showed.

A condition reached through a relation must not decide a compare-and-swap: PostgreSQL does not look at it again after
waiting for the row, so that every waiter would win.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from agencies.errors import Refused
from reports.models import Round, Submission
from reports.workflow import WRITING


def hold(submission: Submission) -> Submission:
    """The report as it stands now, nobody else changing it until the transaction ends.

    Refused in a locked round, and where a reorganisation has just handed the report's items on.

    Two queries, and it takes two: the second sees what was committed while the first waited.
    """
    return hold_all([submission])[0]


def hold_all(submissions: Sequence[Submission]) -> list[Submission]:
    """The same for several reports of one round, always taken in the order of their keys. Two queries."""
    asked = [submission.pk for submission in submissions]
    current = list(Submission.objects.select_for_update(no_key=True).filter(pk__in=asked).order_by("pk"))
    if len(current) < len(set(asked)):
        raise Refused(_("Báo cáo này vừa được chuyển cho cơ quan kế thừa. Hãy tải lại trang “Việc của tôi”."))
    rounds = Round.objects.filter(pk__in={report.round_id for report in current}, locked_at__isnull=False)
    locked = rounds.values_list("year", flat=True).first()
    if locked:
        raise Refused(_("Kỳ báo cáo năm {year} đã khóa.").format(year=locked))
    return current


def hold_for_writing(submission: Submission) -> bool:
    """Whether the report is still being written, which then stays so until the transaction ends.

    One query, for saving a field, where each one counts: whether the round is locked is read as of the query's start.
    """
    rows = Submission.objects.select_for_update(of=("self",), no_key=True).filter(pk=submission.pk)
    found = rows.values_list("state", "round__locked_at").first()  # none where it was handed over to a successor
    return found is not None and found[0] in WRITING and not found[1]
