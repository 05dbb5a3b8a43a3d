"""The coordinator's doors to reminding, and the record of what was sent."""

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, TextChoices
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from agencies.access import Person
from plan.models import Plan
from plan.selectors import get_plan
from reports.doors import Standing, get_round
from reports.enums import MailState, ReminderKind
from reports.models import Reminder, ReminderText, Round, Submission
from reports.reminders.words import ORIGINALS

ROWS_A_PAGE = 25


def get_chasing_plan(person: Person, code: str, *, on: dt.date) -> Plan:
    """The door to a plan's texts: for the people of its coordinator; 404 for others. Two queries."""
    plan = get_plan(person, code)
    if not Standing(person, plan, on=on).is_officer:
        raise Http404
    return plan


def get_chasing_round(person: Person, plan: str, year: int, *, on: dt.date) -> Round:
    """The door to a round's reminders: for the people of its coordinator; 404 for others. Two queries."""
    round_ = get_round(person, plan, year)
    if not Standing(person, round_.plan, on=on).is_officer:
        raise Http404
    return round_


def chosen_reports(round_: Round, pks: list[int]) -> list[Submission]:
    """Those of the round's reports that were chosen, in the order of the board's names. One query."""
    rows = Submission.objects.filter(round=round_, pk__in=pks).select_related("round__plan", "agency")
    return list(rows.order_by("pk"))


class Fate(TextChoices):
    """What became of a reminder; a filter of the record."""

    SENT = "sent", _("Đã gửi")
    WAITING = "waiting", _("Chờ gửi")
    FAILED = "failed", _("Không gửi được")
    REFUSED = "refused", _("Không nhận thư")


FATES = {
    Fate.SENT: Q(mail__state=MailState.SENT),
    Fate.WAITING: Q(mail__state__in=[MailState.WAITING, MailState.SENDING]),
    Fate.FAILED: Q(mail__state=MailState.FAILED),
    Fate.REFUSED: Q(mail=None),
}


@dataclass(frozen=True)
class Record:
    """A page of a round's reminders, the newest first, with how many there are of each fate; `agencies` are those to
    choose from, as (report, name)."""

    page: Page[Reminder]
    total: int
    counts: dict[Fate, int]
    agencies: list[tuple[int, str]]


def record_of(round_: Round, *, fate: Fate | None = None, report: int | None = None, page: str | int = 1) -> Record:
    """Narrowed to a fate and to one agency's report. Three queries."""
    reminders = Reminder.objects.filter(submission__round=round_)
    agencies = reminded_agencies(round_)
    if report in {pk for pk, _name in agencies}:
        reminders = reminders.filter(submission=report)
    counted = reminders.order_by().aggregate(
        total=Count("pk"), **{one.value: Count("pk", filter=condition) for one, condition in FATES.items()}
    )
    rows: QuerySet[Reminder] = reminders.filter(FATES[fate]) if fate else reminders
    pages = Paginator(rows.select_related("submission__agency", "recipient", "mail", "by"), ROWS_A_PAGE)
    pages.count = counted[fate.value] if fate else counted["total"]  # known without counting again
    counts = {one: counted[one.value] for one in Fate}
    return Record(pages.get_page(page), counted["total"], counts, agencies)


def reminded_agencies(round_: Round) -> list[tuple[int, str]]:
    """The round's reports of which anybody was ever reminded, as (report, agency). One query."""
    rows = Submission.objects.filter(round=round_, reminders__isnull=False).distinct().order_by("pk")
    return list(rows.values_list("pk", "agency__short_name"))


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it stands; `version` 0 and `row` None where nobody ever changed it."""

    kind: ReminderKind
    body: str
    version: int
    row: ReminderText | None

    @property
    def is_original(self) -> bool:
        return self.body == ORIGINALS[self.kind]


def texts_for(plan: Plan) -> list[Text]:
    """The plan's text for every kind. One query."""
    rows = {ReminderKind(row.kind): row for row in ReminderText.objects.filter(plan=plan).select_related("edited_by")}
    return [
        Text(kind, row.body, row.version, row) if (row := rows.get(kind)) else Text(kind, ORIGINALS[kind], 0, None)
        for kind in ReminderKind
    ]
