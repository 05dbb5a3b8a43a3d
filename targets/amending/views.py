"""The decisions that changed a plan: on record with their file and what each brought; entered and taken off."""

import datetime as dt
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import person_of
from agencies.enums import FileKind
from agencies.errors import Refused
from agencies.files.handing import handed
from plan.amending import amendments as services
from plan.amending.withdrawing import withdraw_task
from plan.models import Amendment, Task
from plan.selectors import coordinates, get_plan
from targets.amending.brought import amendments_of
from targets.amending.doors import amendment_to_fill, get_amendment, plan_to_amend
from targets.amending.forms import AmendmentForm, CompletionForm, ReasonForm
from targets.amending.withdrawing import withdraw_indicator
from targets.forms import sent
from targets.models import Indicator


@require_safe
def amendments(request: HttpRequest, plan: str) -> HttpResponse:
    """Every decision with what it brought, for everybody who holds a role."""
    person, today = person_of(request), timezone.localdate()
    plan_ = get_plan(person, plan)
    context = {"plan": plan_, "lines": amendments_of(plan_), "may_amend": coordinates(person, plan_, on=today)}
    return render(request, "targets/amending/amendments.html", context | {"today": today})


@require_safe
def amendment(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    """One decision; for the coordinator's people with a way to everything it may change."""
    person, today = person_of(request), timezone.localdate()
    row = get_amendment(person, plan, pk)
    context: dict[str, Any] = {
        "plan": row.plan,
        "amendment": row,
        "line": amendments_of(row.plan, only=row)[0],
        "today": today,
    }
    context["eve"] = row.effective_on - dt.timedelta(days=1)
    if coordinates(person, row.plan, on=today):
        on, of_plan = row.effective_on, {"plan": row.plan}
        context["may_amend"] = True
        context["tasks"] = Task.objects.on(on).filter(**of_plan)
        context["indicators"] = Indicator.objects.on(on).filter(**of_plan)
    return render(request, "targets/amending/amendment.html", context)


@require_safe
def amendment_file(request: HttpRequest, plan: str, pk: int) -> HttpResponseBase:
    """The decision itself, for everybody who holds a role."""
    row = get_amendment(person_of(request), plan, pk)
    if not row.file:
        raise Http404
    ending = PurePath(str(row.file.name)).suffix[1:]
    return handed(row.file, name=f"{row.number.replace('/', '-')}.{ending}", kind=FileKind(ending))


@require_http_methods(["GET", "HEAD", "POST"])
def add_amendment(request: HttpRequest, plan: str) -> HttpResponse:
    """A new decision, before anything follows from it."""
    person, today = person_of(request), timezone.localdate()
    plan_ = plan_to_amend(person, plan, on=today)
    form = AmendmentForm(sent(request), request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            row = services.record(plan=plan_, decision=form.decision(), upload=upload, today=today, by=person)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Đã ghi quyết định. Hãy ghi tiếp những gì quyết định thay đổi."))
            return redirect("targets:amendment", plan=plan_.code, pk=row.pk)
    status = 422 if form.errors else 200
    return render(request, "targets/amending/add.html", {"plan": plan_, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_amendment(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    """What the decision says, and its file."""
    person, today = person_of(request), timezone.localdate()
    row = amendment_to_fill(person, plan, pk, on=today)
    form = CompletionForm(sent(request), request.FILES or None, initial={"summary": row.summary})
    if form.is_valid():
        summary, upload = form.cleaned_data["summary"], form.cleaned_data["file"]
        try:
            services.complete(amendment=row, summary=summary, upload=upload, today=today, by=person)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Đã lưu nội dung của quyết định."))
            return _to(row)
    context = {"plan": row.plan, "amendment": row, "form": form}
    return render(request, "targets/amending/edit.html", context, status=422 if form.errors else 200)


@require_POST
def take_off_amendment(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    """A decision from which nothing follows is no longer on record."""
    person, today = person_of(request), timezone.localdate()
    row = amendment_to_fill(person, plan, pk, on=today)
    try:
        services.take_off(amendment=row, today=today, by=person)
    except Refused as refused:
        messages.error(request, refused.message)
        return _to(row)
    messages.success(request, _("Đã bỏ quyết định {number}. Nhật ký giữ lại.").format(number=row.number))
    return redirect("targets:amendments", plan=row.plan.code)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_change(request: HttpRequest, plan: str, pk: int, kind: str, code: str) -> HttpResponse:
    """Everything the decision brought to one task or indicator, taken back with a reason."""
    person, today = person_of(request), timezone.localdate()
    row = amendment_to_fill(person, plan, pk, on=today)
    (line,) = amendments_of(row.plan, only=row)
    brought = next((one for one in line.brought if (one.kind, one.code) == (kind, code)), None)
    if brought is None:
        raise Http404
    form = ReasonForm(sent(request))
    if form.is_valid():
        withdraw = withdraw_task if brought.is_task else withdraw_indicator
        try:
            withdraw(amendment=row, code=code, reason=form.cleaned_data["reason"], today=today, by=person)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Đã rút lại. Nhật ký giữ lại những gì đã ghi."))
            return _to(row)
    context = {"plan": row.plan, "amendment": row, "one": brought, "form": form}
    return render(request, "targets/amending/withdraw.html", context, status=422 if form.errors else 200)


def _to(row: Amendment) -> HttpResponse:
    return redirect("targets:amendment", plan=row.plan.code, pk=row.pk)
