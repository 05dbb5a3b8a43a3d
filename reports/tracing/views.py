"""Where each figure and text of a consolidated report came from, and where an agency's report was used."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access import person_of
from reports.consolidate.selectors import get_consolidation
from reports.doors import get_submission
from reports.tracing.selectors import figure_trace, passage_trace, task_trace, used_in


@require_safe
def indicator(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    person, on = person_of(request), timezone.localdate()
    report = get_consolidation(person, pk, on=on)
    context = {"report": report, "round": report.round, "trace": figure_trace(report, code, person, on=on)}
    return render(request, "reports/tracing/indicator.html", context)


@require_safe
def task(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    person, on = person_of(request), timezone.localdate()
    report = get_consolidation(person, pk, on=on)
    trace = task_trace(report, code, person, on=on, page=request.GET.get("page", 1))
    return render(request, "reports/tracing/task.html", {"report": report, "round": report.round, "trace": trace})


@require_safe
def passage(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    person, on = person_of(request), timezone.localdate()
    report = get_consolidation(person, pk, on=on)
    context = {"report": report, "round": report.round, "trace": passage_trace(report, key)}
    return render(request, "reports/tracing/passage.html", context)


@require_safe
def used(request: HttpRequest, pk: int) -> HttpResponse:
    """For everybody who may open the agency's report: which consolidated reports took what of it."""
    person, on = person_of(request), timezone.localdate()
    submission = get_submission(person, pk, on=on)
    context = {"submission": submission, "reports": used_in(submission, person, on=on)}
    return render(request, "reports/tracing/used.html", context)
