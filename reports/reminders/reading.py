"""The reports of open rounds that somebody is still to send, and what the rule asks about them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from agencies.models import Membership
from agencies.successions import acting_on
from reports.collect.steps import moment_words
from reports.enums import ReminderKind, State
from reports.mail.links import absolute
from reports.models import Extension, Reminder, ReminderText, Submission, Transition
from reports.models.submission import own_due_at
from reports.reminders.rule import REMINDED, WRITERS, Course, last_occasion
from reports.reminders.words import ORIGINALS, filled
from reports.workflow import Action

Texts = Mapping[tuple[int, ReminderKind], str]
Said = Mapping[tuple[int, int], Collection[str]]


@dataclass(frozen=True, slots=True)
class Chased:
    """A report with its round and plan, the agency (its id) whose people are to act, its own due moment, and what
    reminders of it are counted from."""

    report: Submission
    acting: int
    due_at: dt.datetime
    course: Course

    def days(self, kind: ReminderKind, today: dt.date) -> int:
        """The days that a text of this kind speaks of; none of them is ever negative."""
        start = (
            self.course.returned[1] if kind == ReminderKind.RETURNED and self.course.returned else self.course.due_on
        )
        return abs((today - start).days)


def chased(reports: QuerySet[Submission], *, now: dt.datetime) -> list[Chased]:
    """Those of `reports` that somebody is still to send, in a fixed order. One query."""
    owed = reports.filter(round__locked_at=None, round__opened_at__lte=now, state__in=REMINDED)
    return with_course(owed.annotate(acting=acting_on(timezone.localdate(now))))


def with_course(reports: QuerySet[Submission]) -> list[Chased]:
    """`reports`, whatever their state, each with what its reminders would be counted from. One query."""
    extended = Extension.objects.filter(submission=OuterRef("pk")).order_by("-at", "-pk")
    back = Transition.objects.filter(submission=OuterRef("pk"), action=Action.RETURN).order_by("-at", "-pk")
    rows = reports.select_related("round__plan", "agency").annotate(
        due=own_due_at(),
        set_at=Coalesce(Subquery(extended.values("at")[:1]), "round__opened_at"),
        back=Subquery(back.values("pk")[:1]),
        back_at=Subquery(back.values("at")[:1]),
    )
    return [
        Chased(
            row,
            getattr(row, "acting", row.agency_id),
            row.due,
            Course(
                state=State(row.state),
                due_on=timezone.localdate(row.due),
                since=timezone.localdate(row.set_at),
                returned=(row.back, timezone.localdate(row.back_at)) if row.back else None,
            ),
        )
        for row in rows.order_by("-round__year", "pk")
    ]


def last_occasions(rows: Iterable[Chased], today: dt.date) -> set[tuple[int, str]]:
    """The occasions of which it matters who was reminded on them, as (report, name)."""
    found = ((one.report.pk, last_occasion(one.course, today)) for one in rows)
    return {(pk, occasion.name) for pk, occasion in found if occasion}


def remembered(occasions: Iterable[tuple[int, str]]) -> Said:
    """On which of `occasions`, given as (report, name), somebody was reminded, by (report, person). One query."""
    wanted = set(occasions)
    rows = Reminder.objects.filter(submission__in={pk for pk, _ in wanted}, occasion__in={name for _, name in wanted})
    said: dict[tuple[int, int], set[str]] = defaultdict(set)
    for pk, name, person in rows.order_by().values_list("submission", "occasion", "recipient"):
        said[pk, person].add(name)
    return said


def texts_of(plans: Collection[int]) -> Texts:
    """The texts that the coordinators wrote. One query."""
    rows = ReminderText.objects.filter(plan__in=plans).values_list("plan", "kind", "body")
    return {(plan, ReminderKind(kind)): body for plan, kind, body in rows}


def text_for(one: Chased, kind: ReminderKind, texts: Texts, *, today: dt.date) -> str:
    """The reminder's text in the coordinator's words, else in the software's, about this report."""
    report = one.report
    return filled(texts.get((report.round.plan_id, kind), ORIGINALS[kind]), values_for(one, kind, today=today))


def values_for(one: Chased, kind: ReminderKind, *, today: dt.date) -> dict[str, str]:
    """What stands for each placeholder (see `words.PLACEHOLDERS`)."""
    report = one.report
    return {
        "cơ quan": report.agency_name,
        "năm": str(report.round.year),
        "kế hoạch": report.round.plan.short_title,
        "hạn": moment_words(one.due_at),
        "số ngày": str(one.days(kind, today)),
        "liên kết": absolute(report_path(report)),
    }


def report_path(report: Submission) -> str:
    """The page where the report is continued: the form, or the reading page where it waits for a signature."""
    return reverse("reports:read" if report.state == State.AWAITING else "reports:form", args=[report.pk])


def members(agencies: Collection[int], *, on: dt.date) -> QuerySet[Membership]:
    """Who could be reminded for these agencies on that day: those who write or sign there, account open, in a fixed
    order, with their accounts. One query."""
    rows = Membership.objects.on(on).filter(agency__in=agencies, role__in=WRITERS, user__is_active=True)
    people: QuerySet[Membership] = rows.select_related("user").order_by("user_id", "pk")
    return people
