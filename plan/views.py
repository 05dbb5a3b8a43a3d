import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access import person_of
from plan.history import chain_of
from plan.reading import neighbours, task_text, text_of
from plan.selectors import get_plan, get_task
from plan.steering.selectors import may_steer


@require_safe
def detail(request: HttpRequest, plan: str) -> HttpResponse:
    """The plan as a document to read, for everybody who holds a role: as it stands today, or stood on ?ngay=."""
    person, today = person_of(request), timezone.localdate()
    day = _day_asked(request)
    text = text_of(get_plan(person, plan), on=day or today)
    context = {"text": text, "plan": text.plan, "may_steer": may_steer(person, text.plan, on=today), "day": day}
    return render(request, "plan/detail.html", context)


@require_safe
def task(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """One task with its full text and who answers for it, for everybody who holds a role; of ?ngay= as the plan."""
    day = _day_asked(request)
    on = day or timezone.localdate()
    task_ = get_task(person_of(request), plan, code, on=on)
    last = min(on, task_.valid_to - dt.timedelta(days=1)) if task_.valid_to else on  # who answered for it to the end
    context = {"text": task_text(task_, on=last), "task": task_, "near": neighbours(task_, on=on), "day": day}
    return render(request, "plan/task.html", context | {"plan": task_.plan, "chain": chain_of(task_)})


def _day_asked(request: HttpRequest) -> dt.date | None:
    """The day in ?ngay=, None where today is meant; Http404 for what is no day."""
    asked = request.GET.get("ngay", "")
    try:
        return dt.date.fromisoformat(asked) if asked else None
    except ValueError:
        raise Http404 from None
