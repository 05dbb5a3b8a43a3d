"""Views of several difficulties at once: those chosen in the register, a group, what waits for a decision."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import person_of
from agencies.errors import Refused
from reports.difficulties import grouping, services
from reports.difficulties.desk import Desk, desk_of_all
from reports.difficulties.forms import GroupForm, StepForm
from reports.difficulties.listing import Row, listed, matters_of, row_of
from reports.difficulties.selectors import get_group
from reports.difficulties.services import Outcome
from reports.difficulties.steps import RULES, TOGETHER
from reports.enums import DifficultyAction as Action

MATTERS_A_PAGE = 10
MOST = 500  # chosen at once


@require_http_methods(["GET", "HEAD", "POST"])
def difficulty_batch(request: HttpRequest, plan: str) -> HttpResponse:
    """Those chosen (`chon`) side by side, to be made a group, or answered, escalated or decided in one step."""
    desk = desk_of_all(request, plan)
    chosen = chosen_in(request)
    if request.method != "POST":
        return _together_page(request, desk, list(chosen))
    action = _asked_for(request)
    form = StepForm(action, request.POST, request.FILES)
    if form.is_valid():
        how: dict[str, Any] = {"by": desk.person, "now": desk.now, "upload": form.upload}
        try:
            outcome = services.take_step_together(plan=desk.plan, chosen=chosen, action=action, said=form.said, **how)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            _tell(request, action, outcome)
            return redirect(_next(desk), plan)
    return _together_page(request, desk, list(chosen), step=form)


@require_POST
def group_difficulties(request: HttpRequest, plan: str) -> HttpResponse:
    """Make a group of those chosen, or put them into one there is."""
    desk, chosen = desk_of_all(request, plan), chosen_in(request)
    form = GroupForm(request.POST, plan=desk.plan.pk)
    if form.is_valid():
        given = form.cleaned_data
        how: dict[str, Any] = {"chosen": chosen, "by": desk.person, "now": desk.now}
        try:
            group = given["group"]
            if group:
                grouping.group_more(group=group, **how)
            else:
                group = grouping.group_new(plan=desk.plan, title=given["title"], **how)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Đã gộp vào nhóm “{title}”.").format(title=group.title))
            return redirect("reports:difficulty_group", group.pk)
    return _together_page(request, desk, list(chosen), group=form)


@require_http_methods(["GET", "HEAD", "POST"])
def difficulty_group(request: HttpRequest, pk: int) -> HttpResponse:
    """A group: all voices, and the step that settles them together; rename it, take some out."""
    person, now = person_of(request), timezone.now()
    group = get_group(person, pk, on=timezone.localdate(now))
    desk, refused = Desk(person, group.plan, now), ""
    if request.method == "POST":
        try:
            if "title" in request.POST:
                grouping.rename(group=group, title=request.POST["title"], by=person, now=now)
                return redirect("reports:difficulty_group", pk)
            if grouping.take_out(group=group, chosen=chosen_in(request), by=person, now=now):
                return redirect("reports:difficulty_group", pk)
            messages.success(request, _("Nhóm “{title}” còn dưới hai khó khăn nên đã giải thể.").format(title=group))
            return redirect("reports:difficulties", group.plan.code)
        except Refused as error:
            refused = error.message
    rows = _rows(desk, list(group.difficulties.values_list("pk", flat=True)))
    context = {"plan": desk.plan, "group": group, "rows": rows, "steps": _steps(desk, rows), "refused": refused}
    context |= {"can_group": desk.standing.is_officer}
    return render(request, "reports/difficulties/group.html", context, status=422 if refused else 200)


@require_safe
def difficulty_matters(request: HttpRequest, plan: str) -> HttpResponse:
    """What is before the People's Committee, the longest wait first, each decided in place."""
    desk = desk_of_all(request, plan)
    page = Paginator(matters_of(desk.plan, now=desk.now, zone=desk.zone), MATTERS_A_PAGE).get_page(
        request.GET.get("page")
    )
    matters = [(matter, StepForm(Action.DECIDE, key=matter.key)) for matter in page]
    context = {"plan": desk.plan, "page": page, "matters": matters, "is_leader": desk.standing.is_leader}
    return render(request, "reports/difficulties/to_decide.html", context)


def chosen_in(request: HttpRequest) -> dict[int, int]:
    """The chosen ones by id, with the number of steps each had: "chon=12:3". What cannot be read chooses nothing."""
    given = request.POST if request.method == "POST" else request.GET
    pairs = (mark.partition(":") for mark in given.getlist("chon")[:MOST])
    return {int(pk): _number(seen) for pk, _colon, seen in pairs if _number(pk)}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _asked_for(request: HttpRequest) -> Action:
    action = request.POST.get("action", "")
    if action not in TOGETHER:
        raise Http404
    return Action(action)


def _rows(desk: Desk, chosen: Sequence[int]) -> list[Row]:
    rows = listed(desk.visible.filter(pk__in=chosen))
    return [row_of(row, now=desk.now, zone=desk.zone) for row in rows]


def _steps(desk: Desk, rows: Sequence[Row], posted: StepForm | None = None) -> list[StepForm]:
    """A form for what can be done now to at least one of `rows`, that which was refused as it was filled in."""
    allowed = [action for action in desk.together if any(_can(action, row) for row in rows)]
    return [posted if posted and posted.taken == action else StepForm(action) for action in allowed]


def _can(action: Action, row: Row) -> bool:
    return row.state in RULES[action].sources


def _together_page(
    request: HttpRequest,
    desk: Desk,
    chosen: Sequence[int],
    *,
    step: StepForm | None = None,
    group: GroupForm | None = None,
) -> HttpResponse:
    rows = _rows(desk, chosen)
    if not rows:
        messages.info(request, _("Chưa chọn khó khăn nào. Hãy đánh dấu các dòng cần xử lý."))
        return redirect("reports:difficulties", desk.plan.code)
    context = {
        "plan": desk.plan,
        "rows": rows,
        "steps": _steps(desk, rows, step),
        "refused": step or group,
        "group_form": (group or GroupForm(plan=desk.plan.pk)) if desk.standing.is_officer else None,
    }
    return render(request, "reports/difficulties/together.html", context, status=422 if step or group else 200)


def _tell(request: HttpRequest, action: Action, outcome: Outcome) -> None:
    """How many it was done to, and who was left out."""
    done = _("Đã ghi nhận “{action}” cho {count} khó khăn.")
    messages.success(request, done.format(action=action.label, count=len(outcome.done)))
    if outcome.left:
        left = _("Giữ nguyên vì đang ở trạng thái khác hoặc vừa có người xử lý: {agencies}.")
        messages.warning(request, left.format(agencies=", ".join(row.agency_name for row in outcome.left)))


def _next(desk: Desk) -> str:
    """Where one goes on: a leader to what else waits for a decision."""
    return "reports:difficulties" if desk.standing.is_officer else "reports:difficulty_matters"
