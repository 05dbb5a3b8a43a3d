"""Who would be reminded on a day, in exactly the words that would be sent, and who would not, and why. Writes nothing.

What is said of a coming day holds if nothing changes until then: nobody sends, nothing is returned or extended.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Membership, User
from reports.enums import State
from reports.mail.digests import Digest, digests_on, have_digest, refusing
from reports.mail.writing import can_be_written_to
from reports.models import Round, Submission
from reports.reminders.presenting import occasion_words
from reports.reminders.reading import Chased, chased, last_occasions, members, remembered
from reports.reminders.rule import Occasion, audience, last_occasion, next_occasion

FIRST_HOUR = 7  # the digests' first run of a day
DAYS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A mail that would be written: its reminders of the round as (agency, occasion in words)."""

    digest: Digest
    reminders: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Passed:
    """An agency, or one person of it, who would get nothing, and why."""

    agency: str
    reason: str
    person: User | None = None


class Pile(TextChoices):
    """Into which of three everybody falls; the unreachable should be reminded and cannot be."""

    MAILS = "mails", gettext_lazy("Sẽ nhận thư")
    UNREACHABLE = "unreachable", gettext_lazy("Không có cách nhắc")
    LEFT_OUT = "left_out", gettext_lazy("Không nhắc")


@dataclass(frozen=True, slots=True)
class Rehearsal:
    mails: list[Rehearsed] = field(default_factory=list)
    unreachable: list[Passed] = field(default_factory=list)
    left_out: list[Passed] = field(default_factory=list)

    def pile(self, pile: Pile) -> Sequence[Rehearsed | Passed]:
        match pile:
            case Pile.MAILS:
                return self.mails
            case Pile.UNREACHABLE:
                return self.unreachable
            case Pile.LEFT_OUT:
                return self.left_out


def rehearse(round_: Round, *, day: dt.date, now: dt.datetime) -> Rehearsal:
    """The reminders of `day`, which is today or later. Fifteen queries for any number of agencies."""
    first_run = dt.datetime.combine(day, dt.time(FIRST_HOUR), tzinfo=timezone.get_default_timezone())
    moment = max(now, first_run)
    rehearsal = Rehearsal()
    told = _tell_people(rehearsal, round_, digests_on(moment), day)
    reports = list(Submission.objects.filter(round=round_).select_related("agency").order_by("pk"))
    courses = {one.report.pk: one for one in chased(Submission.objects.filter(round=round_), now=moment)}
    people: dict[int, list[Membership]] = defaultdict(list)
    for row in members([one.acting for one in courses.values()], on=day):
        people[row.agency_id].append(row)
    for report in reports:
        one = courses.get(report.pk)
        if one is None:
            rehearsal.left_out.append(Passed(report.agency.short_name, _sent_words(report, round_)))
        elif report.pk not in told:
            _tell_agency(rehearsal, one, people[one.acting], day)
    return rehearsal


def _tell_people(rehearsal: Rehearsal, round_: Round, digests: list[Digest], day: dt.date) -> set[int]:
    """Sort those in whose digest the round's reports are reminded of; returns which reports these are. Two queries."""
    had, refused = have_digest(day), refusing(digest.person.pk for digest in digests)
    told: set[int] = set()
    for digest in digests:
        own = [(one, occasion) for one, occasion in digest.reminders if one.report.round_id == round_.pk]
        if not own:
            continue
        told |= {one.report.pk for one, _occasion in own}
        agencies = ", ".join(one.report.agency.short_name for one, _occasion in own)
        if digest.person.pk in had:
            words = _("đã có thư của ngày này; được nhắc vào ngày hôm sau")
            rehearsal.left_out.append(Passed(agencies, words, digest.person))
        elif digest.person.pk in refused:
            rehearsal.left_out.append(Passed(agencies, _("không nhận thư về việc đến hạn"), digest.person))
        elif not can_be_written_to(digest.person.email):
            words = _("tài khoản chưa có địa chỉ thư dùng được")
            rehearsal.unreachable.append(Passed(agencies, words, digest.person))
        else:
            said = [(one.report.agency.short_name, _occasion_words(occasion, day)) for one, occasion in own]
            rehearsal.mails.append(Rehearsed(digest, said))
    return told


def _tell_agency(rehearsal: Rehearsal, one: Chased, people: list[Membership], day: dt.date) -> None:
    """A report that is owed and of which nobody would be reminded on that day."""
    name, occasion = one.report.agency.short_name, last_occasion(one.course, day)
    if not any(row.role in audience(one.course.state) for row in people):
        rehearsal.unreachable.append(Passed(name, _nobody_words(one.course.state)))
    elif occasion is None or occasion.day != day:
        coming = next_occasion(one.course, day)
        words = _("chưa đến dịp nhắc; dịp kế tiếp: {day}")
        rehearsal.left_out.append(Passed(name, words.format(day=f"{coming.day:%d/%m/%Y}" if coming else "")))
    else:
        rehearsal.left_out.append(Passed(name, _("đã nhắc dịp này")))


def _occasion_words(occasion: Occasion, day: dt.date) -> str:
    words = occasion_words(occasion.kind, occasion.name)
    return words if occasion.day == day else _("{occasion} (nhắc bù)").format(occasion=words)


def _nobody_words(state: State) -> str:
    if state == State.AWAITING:
        return _("đang chờ lãnh đạo ký mà chưa có tài khoản lãnh đạo nào đang dùng")
    return _("chưa có tài khoản báo cáo nào đang dùng")


def _sent_words(report: Submission, round_: Round) -> str:
    if round_.locked_at:
        return _("kỳ báo cáo đã khóa")
    words = _("đã gửi ({state})")
    return words.format(state=State(report.state).label.lower())


def coming_days(round_: Round, *, now: dt.datetime) -> list[dt.date]:
    """The next days on which somebody would be reminded, today among them where a reminder of today, or one that was
    missed, is still to be written. Two queries."""
    today = timezone.localdate(now)
    courses = chased(Submission.objects.filter(round=round_), now=now)
    last = last_occasions(courses, today)
    said = {(pk, name) for (pk, _person), names in remembered(last).items() for name in names}
    days = [today] if last - said else []
    after = today
    while len(days) < DAYS_SHOWN and (coming := _first(courses, after)):
        days.append(after := coming)
    return days


def _first(courses: Iterable[Chased], after: dt.date) -> dt.date | None:
    occasions = (next_occasion(one.course, after) for one in courses)
    return min((occasion.day for occasion in occasions if occasion), default=None)
