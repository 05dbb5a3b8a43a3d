"""Addresses and contents of the reporter's pages, for tests."""

from decimal import Decimal

from django.urls import reverse

from reports.models import IndicatorEntry, TaskEntry
from reports.review.services import return_item
from reports.workflow import Action
from targets.services import AcceptedAnswer, record_measurements
from tests.factories import NOW, person
from tests.steps import step


def page(name, submission, *more):
    return reverse(f"reports:{name}", args=[submission.pk, *more])


def task_entry(report, code="1.1"):
    """With what the services want loaded."""
    return TaskEntry.objects.select_related("submission__round__plan", "task").get(submission=report, task__code=code)


def indicator_entry(report):
    entries = IndicatorEntry.objects.select_related("submission__round__plan", "indicator")
    return entries.get(submission=report)


def ask_for_quotient(indicator, multiplier=100):
    """Give the indicator a numerator and a denominator of its own."""
    words = {"numerator": "Số người tham gia", "denominator": "Lực lượng lao động"}
    type(indicator).objects.filter(pk=indicator.pk).update(multiplier=multiplier, **words)


def on_record(indicator, year, value, agency, by, **fields):
    """Put a figure of an earlier year on record, as acceptance would."""
    answer = {"answer": "figure", "quality": "official"} | fields
    accepted = AcceptedAnswer(indicator=indicator, year=year, agency=agency, value=value and Decimal(value), **answer)
    return record_measurements([accepted], reason="", by=by, now=NOW)[0]


def whole_form(report, **changes):
    """The form as a browser without scripts posts it; `changes` by control name, with _ for -."""
    data = {}
    for entry in TaskEntry.objects.filter(submission=report):
        values = {name: getattr(entry, name) for name in ("version", "result", "difficulty", "proposal")}
        values |= {"progress": entry.progress} if entry.progress else {}  # no radio button, nothing posted
        data |= {f"task-{entry.pk}-{name}": value for name, value in values.items()}
    for entry in IndicatorEntry.objects.filter(submission=report):
        values = {"version": entry.version, "typed": entry.typed, "status": "estimate", "note": entry.note}
        data |= {f"indicator-{entry.pk}-{name}": value for name, value in values.items()}
    return data | {name.replace("_", "-"): value for name, value in changes.items()}


def return_one(entry, reason, officer):
    """Accept every other item of a sent report, return this one, and end the review."""
    report = entry.submission
    for items in (report.task_entries, report.indicator_entries):
        items.update(state="accepted")
    type(entry).objects.filter(pk=entry.pk).update(state="pending")
    return_item(entry=entry, reason=reason, by=person(officer), now=NOW)
    step(report, Action.RETURN, officer)
