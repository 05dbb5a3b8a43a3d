"""What a decision makes of tasks: one added, one worded or assigned otherwise, one ended or merged into another."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.access import person_of
from agencies.errors import Refused, Stale
from plan.amending.tasks import add_task, change_task, seal_of, task_on
from plan.amending.tasks import end_task as end
from plan.models import Amendment, Responsibility, Task
from targets.amending.doors import amendment_to_fill
from targets.amending.forms import EndForm, TaskForm
from targets.forms import sent


@require_http_methods(["GET", "HEAD", "POST"])
def new_task(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    """A task that the decision adds."""
    person, today = person_of(request), timezone.localdate()
    row = amendment_to_fill(person, plan, pk, on=today)
    form = TaskForm(sent(request), plan=row.plan, on=row.effective_on, is_new=True)
    if "more" not in request.POST and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            add_task(amendment=row, code=code, draft=form.draft(), today=today, by=person)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            return _saved(request, row, _("Đã thêm nhiệm vụ {code}.").format(code=code))
    context = {"plan": row.plan, "amendment": row, "form": form}
    return render(request, "targets/amending/task.html", context, status=_status(request, form))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, plan: str, pk: int, code: str) -> HttpResponse:
    """A task as the decision words and assigns it."""
    person, today = person_of(request), timezone.localdate()
    row = amendment_to_fill(person, plan, pk, on=today)
    task, parties = _task(row, code)
    initial = {"section": task.section_id, "title": task.title, "text": task.text}
    form = TaskForm(sent(request), plan=row.plan, on=row.effective_on, parties=parties, is_new=False, initial=initial)
    status = 0
    if "more" not in request.POST and form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            change_task(amendment=row, code=code, draft=form.draft(), seen=seen, today=today, by=person)
        except Refused as refused:
            form.add_refusal(refused)
            status = 409 if isinstance(refused, Stale) else 0
        else:
            return _saved(request, row, _("Đã ghi thay đổi của nhiệm vụ {code}.").format(code=code))
    context = {"plan": row.plan, "amendment": row, "form": form, "task": task, "seen": seal_of(task, parties)}
    return render(request, "targets/amending/task.html", context, status=status or _status(request, form))


@require_http_methods(["GET", "HEAD", "POST"])
def end_task(request: HttpRequest, plan: str, pk: int, code: str) -> HttpResponse:
    """A task that the decision ends, or merges into another."""
    person, today = person_of(request), timezone.localdate()
    row = amendment_to_fill(person, plan, pk, on=today)
    task, parties = _task(row, code)
    others = Task.objects.on(row.effective_on).filter(plan=row.plan).exclude(pk=task.pk)
    form, status = EndForm(sent(request), others=[(one.code, str(one)) for one in others]), 0
    if form.is_valid():
        into, seen = form.cleaned_data["into"], request.POST.get("seen", "")
        try:
            end(amendment=row, code=code, into=into, seen=seen, today=today, by=person)
        except Refused as refused:
            form.add_refusal(refused)
            status = 409 if isinstance(refused, Stale) else 0
        else:
            return _saved(request, row, _("Đã ghi việc kết thúc nhiệm vụ {code}.").format(code=code))
    context = {"plan": row.plan, "amendment": row, "form": form, "thing": task, "seen": seal_of(task, parties)}
    return render(request, "targets/amending/end.html", context, status=status or _status(request, form))


def _task(row: Amendment, code: str) -> tuple[Task, list[Responsibility]]:
    found = task_on(row.plan, code, on=row.effective_on)
    if found is None:
        raise Http404
    return found


def _status(request: HttpRequest, form: TaskForm | EndForm) -> int:
    return 422 if form.errors and "more" not in request.POST else 200


def _saved(request: HttpRequest, row: Amendment, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("targets:amendment", plan=row.plan.code, pk=row.pk)
