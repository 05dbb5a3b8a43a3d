"""How a plan is steered: its coordinator, its authority, where its reports go."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import person_of
from agencies.errors import Refused
from agencies.forms import RefusableForm
from plan.models import Plan
from plan.selectors import authority_on, coordinator_on
from plan.steering import services
from plan.steering.forms import AddresseeForm, AuthorityForm, CoordinatorForm, DayForm
from plan.steering.selectors import get_addressee, get_administered, get_steered, steering_of


@require_safe
def steering(request: HttpRequest, plan: str) -> HttpResponse:
    """Everything about who steers a plan, with what was and what will be."""
    person, today = person_of(request), timezone.localdate()
    plan_ = get_steered(person, plan, on=today)
    context = {"plan": plan_, "steering": steering_of(plan_, on=today), "may_hand_over": person.is_admin}
    return render(request, "plan/steering/steering.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def coordinator(request: HttpRequest, plan: str) -> HttpResponse:
    """From which day on another agency coordinates."""
    person, today = person_of(request), timezone.localdate()
    plan_ = get_administered(person, plan)
    form = CoordinatorForm(_sent(request), initial={"on": today}, today=today)
    if form.is_valid():
        try:
            row = services.change_coordinator(plan=plan_, by=person, **form.cleaned_data)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            return _done(request, plan_, _("Đã ghi cơ quan đầu mối: {name}.").format(name=row.agency.name))
    return _asked(request, "coordinator", form, plan_, current=coordinator_on(plan_, today))


@require_http_methods(["GET", "HEAD", "POST"])
def authority(request: HttpRequest, plan: str) -> HttpResponse:
    """From which day on another People's Committee answers for the plan."""
    person, today = person_of(request), timezone.localdate()
    plan_ = get_administered(person, plan)
    form = AuthorityForm(_sent(request), initial={"on": today}, today=today)
    if form.is_valid():
        try:
            row = services.change_authority(plan=plan_, by=person, **form.cleaned_data)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            return _done(request, plan_, _("Đã ghi cơ quan chủ quản: {name}.").format(name=row.agency.name))
    current = authority_on(plan_, today)
    return _asked(request, "authority", form, plan_, current=current and current.agency)


@require_http_methods(["GET", "HEAD", "POST"])
def add_addressee(request: HttpRequest, plan: str) -> HttpResponse:
    """A further place that reports are sent to."""
    person, today = person_of(request), timezone.localdate()
    plan_ = get_steered(person, plan, on=today)
    form = AddresseeForm(_sent(request), initial={"on": today}, today=today)
    if form.is_valid():
        try:
            line = services.add_addressee(plan=plan_, by=person, **form.cleaned_data)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            return _done(request, plan_, _("Đã thêm nơi nhận báo cáo: {text}.").format(text=line.text))
    return _asked(request, "add_addressee", form, plan_)


@require_http_methods(["GET", "HEAD", "POST"])
def change_addressee(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    """From which day on reports are sent to another place instead."""
    person, today = person_of(request), timezone.localdate()
    plan_ = get_steered(person, plan, on=today)
    line = get_addressee(plan_, pk, on=today)
    initial = {"on": today, "text": line.text, "agency": line.agency_id}
    form = AddresseeForm(_sent(request), initial=initial, today=today)
    if form.is_valid():
        try:
            changed = services.change_addressee(line=line, by=person, **form.cleaned_data)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            return _done(request, plan_, _("Đã đổi nơi nhận báo cáo: {text}.").format(text=changed.text))
    return _asked(request, "change_addressee", form, plan_, line=line)


@require_http_methods(["GET", "HEAD", "POST"])
def end_addressee(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    """From which day on reports are no longer sent there."""
    person, today = person_of(request), timezone.localdate()
    plan_ = get_steered(person, plan, on=today)
    line = get_addressee(plan_, pk, on=today)
    form = DayForm(_sent(request), initial={"on": today})
    if form.is_valid():
        try:
            services.end_addressee(line=line, by=person, **form.cleaned_data)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            return _done(request, plan_, _("Báo cáo không còn gửi tới: {text}.").format(text=line.text))
    return _asked(request, "end_addressee", form, plan_, line=line)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _asked(request: HttpRequest, what: str, form: RefusableForm, plan: Plan, **more: Any) -> HttpResponse:
    context = {"what": what, "form": form, "plan": plan, **more}
    return render(request, "plan/steering/change.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, plan: Plan, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect("plan:steering", plan.code)
