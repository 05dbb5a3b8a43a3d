from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import person_of
from agencies.errors import Refused, Stale
from plan.selectors import authority_on
from reports.difficulties import services, workbook
from reports.difficulties.desk import Desk, desk_of
from reports.difficulties.filters import Filters
from reports.difficulties.forms import RaiseForm, StepForm
from reports.difficulties.listing import choices_of, listed, register_of, row_of
from reports.difficulties.selectors import answers, get_difficulty, get_paper, parties_on, standing_answer
from reports.difficulties.steps import actions_from, needs_words
from reports.difficulties.work import tasks_of
from reports.enums import DifficultyAction as Action
from reports.enums import DifficultyState as State
from reports.evidence.handing import hand_out
from reports.models import Difficulty

LONG_WAITS = (7, 14, 30, 60, 90)  # days to choose from


@require_safe
def difficulties(request: HttpRequest, plan: str) -> HttpResponse:
    """The register: an agency's own, or for the coordinator's people and the leaders all of the plan's."""
    desk, filters = desk_of(request, plan), Filters.of(request.GET)
    register = register_of(desk.visible, filters, page=request.GET.get("page"), now=desk.now, zone=desk.zone)
    context = {
        "plan": desk.plan,
        "filters": filters,
        "register": register,
        "choices": choices_of(desk.visible, desk.plan, on=desk.today),
        "long_waits": LONG_WAITS,
        "reads_all": bool(desk.parties),
        "can_raise": bool(desk.person.own_agencies),
        "together": desk.together,
        "groups": desk.standing.is_officer,
        "workbook": reverse("reports:difficulty_sheet", args=[plan]) + filters.query(),
    }
    return render(request, "reports/difficulties/register.html", context)


@require_safe
def difficulty_sheet(request: HttpRequest, plan: str) -> HttpResponse:
    """The register as filtered, whole, as an Excel file."""
    desk, filters, file = desk_of(request, plan), Filters.of(request.GET), BytesIO()
    found = listed(filters.of_state(filters.narrow(desk.visible, now=desk.now, zone=desk.zone)))
    rows = (row_of(row, now=desk.now, zone=desk.zone) for row in found.prefetch_related(answers()))
    answers_for = authority_on(desk.plan, desk.today)
    author = answers_for.agency.name if answers_for else desk.plan.issuer.name
    workbook.write(desk.plan, rows, file, on=desk.today, author=author)
    headers = {"Content-Disposition": f'attachment; filename="kho-khan-{plan}-{desk.today:%Y%m%d}.xlsx"'}
    return HttpResponse(file.getvalue(), content_type=workbook.CONTENT_TYPE, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def raise_difficulty(request: HttpRequest, plan: str) -> HttpResponse:
    """An agency tells of a difficulty; `?nhiem-vu=1.1` names the task it is about."""
    desk = desk_of(request, plan)
    if not desk.person.own_agencies:
        raise Http404
    form = _raise_form(request, desk)
    if form.is_valid():
        given = form.cleaned_data
        try:
            row = services.raise_difficulty(plan=desk.plan, by=desk.person, now=desk.now, **given)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Đã ghi nhận khó khăn. Cơ quan đầu mối thấy ngay trong danh sách chờ xử lý."))
            return redirect("reports:difficulty", row.pk)
    context = {"plan": desk.plan, "form": form}
    return render(request, "reports/difficulties/raise.html", context, status=422 if form.errors else 200)


def _raise_form(request: HttpRequest, desk: Desk) -> RaiseForm:
    agencies = sorted(desk.person.own_agencies)
    tasks = tasks_of(agencies, desk.plan, on=desk.today)
    about = next((task.pk for task in tasks if task.code == request.GET.get("nhiem-vu")), None)
    data = request.POST if request.method == "POST" else None
    return RaiseForm(data, agencies=agencies, tasks=tasks, initial={"task": about})


@require_http_methods(["GET", "HEAD", "POST"])
def difficulty(request: HttpRequest, pk: int) -> HttpResponse:
    """One difficulty with all its steps, and those that are this person's to take now."""
    person, now = person_of(request), timezone.now()
    on = timezone.localdate(now)
    row, posted, status = get_difficulty(person, pk, on=on), None, 200
    if request.method == "POST":
        action = _asked_for(request)
        posted, status = StepForm(action, request.POST, request.FILES, must=False), 422
        try:
            if posted.is_valid():
                seen = posted.cleaned_data["seen"] or 0
                how: dict[str, Any] = {"by": person, "now": now, "upload": posted.upload}
                services.take_step(difficulty=row, action=action, seen=seen, said=posted.said, **how)
                messages.success(request, _("Đã ghi nhận: {action}.").format(action=action.label))
                return redirect("reports:difficulty", pk)
        except Refused as refused:
            posted.add_refusal(refused)
            status = 409 if isinstance(refused, Stale) else 422
            row = get_difficulty(person, pk, on=on)
    return _difficulty_page(request, Desk(person, row.plan, now), row, posted, status=status)


def _asked_for(request: HttpRequest) -> Action:
    """The step that was posted; Http404 for a word that names none."""
    try:
        return Action(request.POST.get("action", ""))
    except ValueError:
        raise Http404 from None


def _difficulty_page(
    request: HttpRequest, desk: Desk, row: Difficulty, posted: StepForm | None, *, status: int
) -> HttpResponse:
    parties = parties_on(row, desk.standing)
    actions = actions_from(state=State(row.state), parties=parties)
    forms = {action: _step_form(action, row, must=needs_words(action, parties)) for action in actions}
    if posted and posted.taken in forms:
        forms[posted.taken] = posted
        posted.data = {**request.POST.dict(), "seen": row.step_count}  # what is confirmed now is what stands now
    context = {
        "row": row_of(row, now=desk.now, zone=desk.zone),
        "plan": desk.plan,
        "steps": row.steps.all(),
        "answer": standing_answer(row),
        "forms": list(forms.values()),
        "refused": posted,
        "typed": posted.data.get("text") if posted and posted.taken not in forms else "",
        "reads_all": bool(desk.parties),
    }
    return render(request, "reports/difficulties/difficulty.html", context, status=status)


def _step_form(action: Action, row: Difficulty, *, must: bool) -> StepForm:
    told: dict[str, Any] = {"text": row.text, "proposal": row.proposal} if action == Action.AMEND else {}
    return StepForm(action, must=must, seen=row.step_count, **told)


@require_safe
def difficulty_paper(request: HttpRequest, pk: int) -> FileResponse:
    """The file that came with a step, for whoever may read the difficulty."""
    step = get_paper(person_of(request), pk, on=timezone.localdate())
    if step.file is None:
        raise Http404
    return hand_out(step.file)
