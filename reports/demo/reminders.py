"""Reminders of the demonstration's open round: two of the schedule, one by hand, and a person who takes no digests."""

import datetime as dt
from zoneinfo import ZoneInfo

from agencies.access import Person
from reports.enums import MailKind
from reports.mail.digests import post_digests
from reports.mail.preferences import refuse
from reports.models import Round, Submission
from reports.reminders.services import remind

NOTE = "Báo cáo của cơ quan mới điền được một phần. Nếu vướng số liệu, xin gọi cho tôi để cùng xử lý sớm."


def add_reminders(
    round_: Round,
    *,
    officer: Person,
    quiet: Person,
    called: tuple[str, ...] = ("SKHDT", "UBND-KIMBANG"),
    zone: ZoneInfo,
) -> None:
    """As the agencies stand, they are reminded thirty and fourteen days before the due day, and those with the codes
    `called` by hand as well. `quiet` had refused digests."""
    due = round_.due_at.astimezone(zone).date()

    def at(days: int, hour: int, minute: int = 0) -> dt.datetime:
        return dt.datetime.combine(due + dt.timedelta(days=days), dt.time(hour, minute), tzinfo=zone)

    refuse(person=quiet.user, kind=MailKind.DIGEST, now=at(-32, 8))
    post_digests(now=at(-30, 12))  # at noon: the rest of what waits now did not wait then
    reports = Submission.objects.filter(round=round_, agency__code__in=called).select_related("round__plan", "agency")
    remind(list(reports), note=NOTE, by=officer, now=at(-15, 15, 10))
    post_digests(now=at(-14, 12))
