"""Inspections: the list, recording one, and the page of one, where its findings are followed until they are mended."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Person, person_of
from agencies.errors import Refused
from plan.selectors import coordinates, get_plan
from reports.doors import Standing
from reports.enums import FindingAction
from reports.evidence.handing import hand_out
from reports.models import Inspection
from reports.oversight.inspections import services
from reports.oversight.inspections.forms import FindingForm, InspectionForm, MinutesForm, StepForm
from reports.oversight.inspections.presenting import finding_items
from reports.oversight.inspections.selectors import (
    DONE,
    MENDED,
    OPEN,
    OVERDUE,
    Chosen,
    choices_of,
    get_inspection,
    get_minutes,
    get_step_file,
    inspections_for,
    listed,
    reads_inspections,
)

ROWS_A_PAGE = 25


@require_safe
def inspections(request: HttpRequest, plan: str) -> HttpResponse:
    """An agency's own inspections; all of them for the coordinator's people and the leaders."""
    person, today = person_of(request), timezone.localdate()
    the_plan = get_plan(person, plan)
    standing = Standing(person, the_plan, on=today)
    if not reads_inspections(standing):
        raise Http404
    rows = inspections_for(person, on=today).filter(plan=the_plan)
    chosen = Chosen(**{name: request.GET.get(name, "") for name in ("agency", "year", "state")})
    agencies, years = choices_of(rows)
    context = {
        "plan": the_plan,
        "page": Paginator(listed(rows, chosen, on=today), ROWS_A_PAGE).get_page(request.GET.get("page")),
        "today": today,
        "chosen": chosen,
        "agencies": agencies,
        "years": years,
        "states": _states(),
        "acts": standing.is_officer,
    }
    return render(request, "reports/oversight/inspections.html", context)


def _states() -> list[tuple[str, str]]:
    return [
        (OPEN, _("Còn tồn tại")),
        (OVERDUE, _("Quá hạn khắc phục")),
        (MENDED, _("Chờ xác nhận")),
        (DONE, _("Đã xong hoặc không có tồn tại")),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def record_inspection(request: HttpRequest, plan: str) -> HttpResponse:
    """For the coordinator's people: an inspection that was held, with what it found."""
    person, now = person_of(request), timezone.now()
    the_plan = get_plan(person, plan)
    today = timezone.localdate(now)
    if not coordinates(person, the_plan, on=today):
        raise Http404
    form = InspectionForm(request.POST or None, request.FILES or None, plan=the_plan, on=today)
    if form.is_valid():
        try:
            row = services.record(plan=the_plan, **form.content, by=person, now=now)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Đã ghi kết quả kiểm tra và báo cho cơ quan được kiểm tra."))
            return redirect("reports:inspection", row.pk)
    context = {"plan": the_plan, "form": form}
    return render(request, "reports/oversight/record_inspection.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def inspection(request: HttpRequest, pk: int) -> HttpResponse:
    """One inspection. A POST takes a step on one of its findings."""
    person, now = person_of(request), timezone.now()
    row = get_inspection(person, pk, on=timezone.localdate(now))
    form = _posted(request)
    if form and form.is_valid() and _step(form, row, by=person, now=now):
        messages.success(request, _done_words(FindingAction(form.cleaned_data["action"])))
        return redirect(f"{request.path}#ton-tai-{form.about}")
    if form:
        row = get_inspection(person, pk, on=timezone.localdate(now))
    return _page(request, row, person, form)


def _posted(request: HttpRequest) -> StepForm | None:
    if request.method != "POST":
        return None
    about = request.POST.get("finding", "")
    return StepForm(request.POST, request.FILES, auto_id=f"id_{about}_%s" if about.isalnum() else "id_%s")


def _step(form: StepForm, row: Inspection, **who: Any) -> bool:
    """Whether the step was taken. What stands against it goes to the form; a finding of another inspection is none."""
    given = form.cleaned_data
    finding = next((one for one in row.findings.all() if one.pk == given["finding"]), None)
    if finding is None:
        raise Http404
    action = FindingAction(given["action"])
    try:
        services.take_step(
            finding=finding, action=action, text=given["text"], seen=given["seen"], upload=given["file"], **who
        )
    except Refused as refused:
        form.add_refusal(refused)
    return not form.errors


def _page(request: HttpRequest, row: Inspection, person: Person, form: StepForm | None) -> HttpResponse:
    today = timezone.localdate()
    standing = Standing(person, row.plan, on=today)
    actors = standing.actors(row)
    context = {
        "inspection": row,
        "plan": row.plan,
        "findings": finding_items(row, actors=actors, user=person.user, posted=form, on=today),
        "acts": standing.is_officer,
        "lacks_papers": standing.is_officer and not (row.document_number and row.file),
        "form": form,
    }
    return render(request, "reports/oversight/inspection.html", context, status=422 if form else 200)


def _done_words(action: FindingAction) -> str:
    words = {
        FindingAction.MEND: _("Đã gửi báo cáo khắc phục. Cơ quan đầu mối sẽ xem và xác nhận."),
        FindingAction.REFUSE: _("Đã yêu cầu làm tiếp và báo cho cơ quan."),
        FindingAction.CLOSE: _("Đã xác nhận khắc phục xong và báo cho cơ quan."),
    }
    return words[action]


@require_http_methods(["GET", "HEAD", "POST"])
def add_finding(request: HttpRequest, pk: int) -> HttpResponse:
    """For the coordinator's people: one more finding of an inspection on record."""
    person, now = person_of(request), timezone.now()
    row = get_inspection(person, pk, on=timezone.localdate(now))
    if not coordinates(person, row.plan, on=timezone.localdate(now)):
        raise Http404
    form = FindingForm(request.POST or None)
    if form.is_valid():
        try:
            services.add_finding(inspection=row, **form.cleaned_data, by=person, now=now)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Đã thêm tồn tại và báo cho cơ quan được kiểm tra."))
            return redirect("reports:inspection", pk)
    context = {"inspection": row, "form": form}
    return render(request, "reports/oversight/add_finding.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def add_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """For the coordinator's people: number and file of the minutes that came after the inspection was recorded."""
    person, now = person_of(request), timezone.now()
    row = get_inspection(person, pk, on=timezone.localdate(now))
    if not coordinates(person, row.plan, on=timezone.localdate(now)):
        raise Http404
    form = MinutesForm(request.POST or None, request.FILES or None)
    form.leave_out(row)
    if not form.fields:
        return redirect("reports:inspection", pk)
    if form.is_valid():
        try:
            services.add_minutes(inspection=row, **form.content, by=person, now=now)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Đã bổ sung văn bản của cuộc kiểm tra."))
            return redirect("reports:inspection", pk)
    context = {"inspection": row, "form": form}
    return render(request, "reports/oversight/add_minutes.html", context, status=422 if form.errors else 200)


@require_safe
def minutes(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """The file of the minutes under its own name, whatever `name` the address says."""
    return hand_out(get_minutes(person_of(request), pk, on=timezone.localdate()))


@require_safe
def step_file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """As `minutes`, for what an agency or the coordinator put beside a step."""
    return hand_out(get_step_file(person_of(request), pk, on=timezone.localdate()))
