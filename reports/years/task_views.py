"""One task over the years, beside its page in the plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access import person_of
from plan.selectors import get_task
from reports.years.tasks import task_years


@require_safe
def task(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """Who reported what on the task each year, for everybody who holds a role; the plan's own page shows it too."""
    person, today = person_of(request), timezone.localdate()
    task_ = get_task(person, plan, code, on=today)
    context = {"task": task_, "plan": task_.plan, "years": task_years(task_, person, on=today)}
    return render(request, "reports/years/task.html", context)
