"""Who gets a digest today. One a day at most: its key is the day and the person.

An agency is reminded of its report in it, on every day of the week; other work stands in it on working mornings. What
was reminded of is kept beside the mail, so that a night on which nothing could be written is made up for once.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from agencies.access import AGENCY_ROLES
from agencies.audit import acting
from agencies.enums import Role
from agencies.models import Membership, User
from reports.collect.steps import due_words
from reports.enums import MailKind, MailState, State
from reports.mail.digest import Line, OwnFigures, OwnReport, digest_of
from reports.mail.links import absolute
from reports.mail.waiting import Waiting, waiting_on
from reports.mail.writing import Letter, post_all, wake
from reports.models import Mail, MailRefusal, Reminder
from reports.reminders.reading import Chased, text_for
from reports.reminders.rule import Occasion, audience, due_now

OFFICE_ROLES = frozenset({Role.OFFICER, Role.CHIEF})
SATURDAY, NOON = 5, 12
LOCK = 7_120_001  # names the one lock under which digests are written


@dataclass(frozen=True, slots=True)
class Digest:
    """One person's digest of one day, and the reminders it says."""

    person: User
    day: dt.date
    lines: list[Line]
    reminders: list[tuple[Chased, Occasion]]

    @property
    @translation.override(settings.LANGUAGE_CODE)
    def subject(self) -> str:
        count = len(self.lines)
        words = ngettext("Việc chờ bạn ngày {day}: {count} việc", "Việc chờ bạn ngày {day}: {count} việc", count)
        return words.format(day=f"{self.day:%d/%m/%Y}", count=count)

    @property
    @translation.override(settings.LANGUAGE_CODE)
    def body(self) -> str:
        context = {
            "name": str(self.person),
            "day": self.day,
            "texts": [line.text for line in self.lines if line.text],
            "lines": [(line.sentence, absolute(reverse(line.route, args=line.args))) for line in self.lines],
            "url": absolute(reverse("reports:my_work")),
        }
        return render_to_string("mail/digest.txt", context).strip()


@translation.override(settings.LANGUAGE_CODE)
def post_digests(*, now: dt.datetime) -> int:
    """Write today's digest for everybody for whom something waits and who has none yet; returns how many can be sent.

    Sixteen queries for any number of people, in one transaction. Asked for by two at once, the second waits for the
    first and finds everything there.
    """
    today = timezone.localdate(now)
    with acting(None):
        _alone()
        had = have_digest(today)
        digests = [digest for digest in digests_on(now) if digest.person.pk not in had]
        refused = refusing(digest.person.pk for digest in digests)
        wanted = [digest for digest in digests if digest.person.pk not in refused]
        letters = [
            Letter(_key(digest.person.pk, today), digest.person, digest.subject, digest.body) for digest in wanted
        ]
        mails = {mail.recipient_id: mail for mail in post_all(letters, kind=MailKind.DIGEST, now=now)}
        _remember(digests, mails, now)
        wake()
    return sum(mail.state != MailState.FAILED for mail in mails.values())


@translation.override(settings.LANGUAGE_CODE)
def digests_on(now: dt.datetime) -> list[Digest]:
    """What would be written at `now`, to everybody for whom something waits. Ten queries; nothing is written."""
    today, waiting = timezone.localdate(now), waiting_on(now)
    found = (_digest(person, roles, waiting, now) for person, roles in _people(today))
    return [digest for digest in found if digest.lines]


def have_digest(day: dt.date) -> set[int]:
    """Whose digest of that day is written. One query."""
    key = _key(0, day).removesuffix("0")
    return set(Mail.objects.filter(kind=MailKind.DIGEST, key__startswith=key).values_list("recipient", flat=True))


def refusing(people: Iterable[int]) -> set[int]:
    """Those of `people` who want no digests. One query."""
    rows = MailRefusal.objects.filter(user__in=list(people), kind=MailKind.DIGEST)
    return set(rows.values_list("user", flat=True))


def _alone() -> None:
    """Wait until nobody else is writing digests, and let nobody begin before this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _key(person: int, day: dt.date) -> str:
    return f"digest {day} {person}"


def _remember(digests: list[Digest], mails: dict[int, Mail], now: dt.datetime) -> None:
    """Also of people who refuse digests: so the record tells why they got none."""
    Reminder.objects.bulk_create(
        Reminder(
            submission=one.report,
            recipient=digest.person,
            kind=occasion.kind,
            occasion=occasion.name,
            mail=mails.get(digest.person.pk),
            at=now,
        )
        for digest in digests
        for one, occasion in digest.reminders
    )


def _people(today: dt.date) -> Iterable[tuple[User, list[tuple[Role, int]]]]:
    """Everybody with a role in which something can wait, always in the same order. One query."""
    rows = Membership.objects.on(today).filter(role__in=AGENCY_ROLES | OFFICE_ROLES, user__is_active=True)
    people: dict[User, list[tuple[Role, int]]] = defaultdict(list)
    for row in rows.select_related("user").order_by("user_id", "pk"):
        people[row.user].append((Role(row.role), row.agency_id))
    return people.items()


def _digest(person: User, roles: list[tuple[Role, int]], waiting: Waiting, now: dt.datetime) -> Digest:
    own: dict[int, set[Role]] = defaultdict(set)
    for role, agency in roles:
        if role in AGENCY_ROLES:
            own[agency].add(role)
    today, reports, reminders = timezone.localdate(now), [], []
    for agency, held in own.items():
        for one in waiting.reports.get(agency, []):
            occasion = _occasion(one, person, held, waiting, today)
            reports.append(_own_report(one, occasion, waiting, now, is_head=Role.HEAD in held))
            reminders += [(one, occasion)] if occasion else []
    if not _is_working_morning(now):
        return Digest(person, today, digest_of(reports=[report for report in reports if report.reminder]), reminders)
    office = dict.fromkeys(agency for role, agency in roles if role in OFFICE_ROLES)
    lines = digest_of(
        reports=reports,
        figures=[_figures(waiting, agency, held) for agency, held in own.items() if agency in waiting.figures],
        desks=[desk for agency in office for desk in waiting.desks.get(agency, [])],
        later=sum(waiting.later.get(agency, 0) for agency in office),
    )
    return Digest(person, today, lines, reminders)


def _occasion(one: Chased, person: User, held: set[Role], waiting: Waiting, today: dt.date) -> Occasion | None:
    """The occasion on which `person` is reminded of the report; None where there is none or it was used."""
    if not held & audience(one.course.state):
        return None
    return due_now(one.course, today=today, remembered=waiting.said.get((one.report.pk, person.pk), ()))


def _own_report(
    one: Chased, occasion: Occasion | None, waiting: Waiting, now: dt.datetime, *, is_head: bool
) -> OwnReport:
    report = one.report
    return OwnReport(
        pk=report.pk,
        agency=report.agency_name,
        year=report.round.year,
        state=State(report.state),
        was_sent=report.first_sent_at is not None,
        due=due_words(one.due_at, now),
        returned=waiting.returned[report.pk],
        is_head=is_head,
        reminder=text_for(one, occasion.kind, waiting.texts, today=timezone.localdate(now)) if occasion else "",
    )


def _figures(waiting: Waiting, agency: int, held: set[Role]) -> OwnFigures:
    return replace(waiting.figures[agency], is_head=Role.HEAD in held)


def _is_working_morning(now: dt.datetime) -> bool:
    local = timezone.localtime(now)
    return local.weekday() < SATURDAY and local.hour < NOON
