"""Who would be written to if these reports were reminded of by hand now, and what stands in the way."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.db.models import TextChoices
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.access import Person
from agencies.models import Membership, User
from reports.enums import MailKind, ReminderKind
from reports.mail.links import absolute
from reports.mail.writing import can_be_written_to
from reports.models import MailRefusal, Reminder, Submission
from reports.reminders.reading import Chased, Texts, chased, members, report_path, text_for, texts_of
from reports.reminders.rule import audience

PAUSE = dt.timedelta(minutes=10)  # between two reminders by hand of the same report to the same person


class Obstacle(TextChoices):
    """Why somebody gets no mail although reminded."""

    REFUSES = "refuses", gettext_lazy("không nhận loại thư này")
    NO_ADDRESS = "no_address", gettext_lazy("tài khoản chưa có địa chỉ thư dùng được")
    JUST_NOW = "just_now", gettext_lazy("vừa được đôn đốc trong 10 phút qua")


class Prospect(Enum):
    """What comes of reminding of one report."""

    REMINDED = "reminded"
    UNREACHABLE = "unreachable"
    ALREADY = "already"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Addressee:
    person: User
    obstacle: Obstacle | None


@dataclass(frozen=True, slots=True)
class Call:
    """One report and those of its agency who are to be reminded; `chased` None where nothing is owed."""

    report: Submission
    chased: Chased | None
    people: list[Addressee]

    @property
    def fresh(self) -> list[Addressee]:
        """Those who were not reminded just now."""
        return [one for one in self.people if one.obstacle != Obstacle.JUST_NOW]

    @property
    def prospect(self) -> Prospect:
        if self.chased is None:
            return Prospect.SENT
        if self.people and not self.fresh:
            return Prospect.ALREADY
        reachable = any(one.obstacle is None for one in self.fresh)
        return Prospect.REMINDED if reachable else Prospect.UNREACHABLE


def calls_for(reports: Sequence[Submission], *, now: dt.datetime) -> list[Call]:
    """In the order of `reports`, which come with round, plan and agency. Four queries."""
    pks = [report.pk for report in reports]
    owed = {one.report.pk: one for one in chased(Submission.objects.filter(pk__in=pks), now=now)}
    people: dict[int, list[Membership]] = defaultdict(list)
    for row in members([one.acting for one in owed.values()], on=timezone.localdate(now)):
        people[row.agency_id].append(row)
    accounts = {row.user_id for rows in people.values() for row in rows}
    refusals = MailRefusal.objects.filter(user__in=accounts, kind=MailKind.REMINDER)
    refusing = set(refusals.values_list("user", flat=True))
    lately = Reminder.objects.filter(submission__in=pks, kind=ReminderKind.BY_HAND, at__gt=now - PAUSE)
    just_now = set(lately.order_by().values_list("submission", "recipient"))
    calls = []
    for report in reports:
        one = owed.get(report.pk)
        users = _audience(one, people[one.acting]) if one else []
        obstacles = [_obstacle(user, refusing, is_just_now=(report.pk, user.pk) in just_now) for user in users]
        calls.append(Call(report, one, [Addressee(*pair) for pair in zip(users, obstacles, strict=True)]))
    return calls


def subject_and_body(
    one: Chased, to: User, *, note: str, sender: User, texts: Texts, now: dt.datetime
) -> tuple[str, str]:
    """What is sent to one person; in the language that holds, which for a mail is the office's."""
    report, today = one.report, timezone.localdate(now)
    again = _("Đôn đốc bổ sung báo cáo năm {year} của {agency}")
    words = again if one.course.returned else _("Đôn đốc gửi báo cáo năm {year} của {agency}")
    context = {
        "name": str(to),
        "text": text_for(one, ReminderKind.BY_HAND, texts, today=today),
        "note": note,
        "sender": sender,
        "url": absolute(report_path(report)),
    }
    subject = words.format(year=report.round.year, agency=report.agency_name)
    return subject, render_to_string("mail/reminder.txt", context).strip()


@dataclass(frozen=True, slots=True)
class Sample:
    person: User
    body: str


@translation.override(settings.LANGUAGE_CODE)
def sample_of(calls: Sequence[Call], *, note: str, by: Person, now: dt.datetime) -> Sample | None:
    """The mail to the first who would get one; None where nobody would. At most one query."""
    for call in calls:
        for to in call.fresh:
            if call.chased and to.obstacle is None:
                texts = texts_of({call.report.round.plan_id})
                _subject, body = subject_and_body(
                    call.chased, to.person, note=note, sender=by.user, texts=texts, now=now
                )
                return Sample(to.person, body)
    return None


def _audience(one: Chased, rows: Collection[Membership]) -> list[User]:
    wanted = audience(one.course.state)
    return list({row.user_id: row.user for row in rows if row.role in wanted}.values())


def _obstacle(user: User, refusing: Collection[int], *, is_just_now: bool) -> Obstacle | None:
    if is_just_now:
        return Obstacle.JUST_NOW
    if user.pk in refusing:
        return Obstacle.REFUSES
    return None if can_be_written_to(user.email) else Obstacle.NO_ADDRESS
