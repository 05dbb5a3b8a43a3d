from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access import person_of
from plan.reading import neighbours, task_text, text_of
from plan.selectors import get_plan, get_task


@require_safe
def detail(request: HttpRequest, plan: str) -> HttpResponse:
    """The plan as a document to read, for everybody who holds a role."""
    text = text_of(get_plan(person_of(request), plan), on=timezone.localdate())
    return render(request, "plan/detail.html", {"text": text, "plan": text.plan})


@require_safe
def task(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """One task with its full text and who answers for it, for everybody who holds a role."""
    today = timezone.localdate()
    task_ = get_task(person_of(request), plan, code, on=today)
    context = {"text": task_text(task_, on=today), "task": task_, "near": neighbours(task_, on=today)}
    return render(request, "plan/task.html", context)
