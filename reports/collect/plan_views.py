"""Which plans there are: the page from which one goes from one plan to another."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access import person_of
from reports.collect.work_plans import plan_rows


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """For everybody who holds a role."""
    person, now = person_of(request), timezone.now()
    if not person.is_member:
        raise Http404
    rows = plan_rows(person, now=now, today=timezone.localdate(now))
    return render(request, "reports/collect/plans.html", {"rows": rows})
