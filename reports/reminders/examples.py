"""A text as it would read for a real agency, on a day on which it would be sent."""

import datetime as dt
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import translation

from plan.models import Plan
from reports.enums import ReminderKind
from reports.models import Submission
from reports.reminders.reading import values_for, with_course
from reports.reminders.words import filled

WEEK, SOME_DAYS = dt.timedelta(days=7), dt.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Example:
    agency: str
    day: dt.date
    body: str


def examples_of(plan: Plan) -> list[tuple[int, str]]:
    """The reports of the plan's latest round, as (report, agency). One query."""
    rows = Submission.objects.filter(round__plan=plan).order_by("-round__year", "pk")
    found = list(rows.values_list("round__year", "pk", "agency_name"))
    return [(pk, name) for year, pk, name in found if year == found[0][0]]


@translation.override(settings.LANGUAGE_CODE)
def example_for(report: int, kind: ReminderKind, body: str) -> Example:
    """`body` filled in for a report: a week before it is due, on the day, or three days after it was due or returned.

    One query.
    """
    (one,) = with_course(Submission.objects.filter(pk=report))
    due_on = one.course.due_on
    day = {ReminderKind.TODAY: due_on, ReminderKind.AFTER: due_on + SOME_DAYS}.get(kind, due_on - WEEK)
    if kind == ReminderKind.RETURNED:
        one = replace(one, course=replace(one.course, returned=(0, day - SOME_DAYS)))
    return Example(one.report.agency_name, day, filled(body, values_for(one, kind, today=day)))
