import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Person, person_of
from agencies.errors import Refused
from plan.models import Plan
from plan.selectors import coordinates, get_plan, plans_for
from targets.duties import agencies_by_level, duties_of, ended_agencies, get_agency, get_owned_indicator
from targets.forms import EndReporterForm, OwnerForm, ReportersForm, sent
from targets.models import Indicator, IndicatorOwner
from targets.owners import add_reporters as add_reporters_to
from targets.owners import change_owner
from targets.owners import end_reporter as end_reporting
from targets.timeline import charges_of


@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """All agencies by level, for everybody who holds a role; those that have ended below."""
    person, today = person_of(request), timezone.localdate()
    context = {"groups": agencies_by_level(person, on=today), "ended": ended_agencies(on=today)}
    return render(request, "targets/agencies.html", context)


@require_safe
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """One agency: what it answers for today, what it did before, and who came before and after it; for everybody who
    holds a role."""
    person, today = person_of(request), timezone.localdate()
    agency_, plans = get_agency(person, code), plans_for(person)
    context = {
        "agency": agency_,
        "duties": duties_of(agency_, plans, on=today),
        "coordinated": [plan for plan in plans if coordinates(person, plan, on=today)],
        "charges": charges_of(agency_, on=today),
        "has_ended": agency_.valid_to is not None and agency_.valid_to <= today,
        "before": agency_.successions_in.select_related("predecessor"),
        "after": agency_.successions_out.select_related("successor"),
    }
    return render(request, "targets/agency.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def owner(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """For the coordinator: which agency reports the whole of an indicator, from which day on."""
    person, today = person_of(request), timezone.localdate()
    plan_, indicator, owners = _owners(person, plan, code, today)
    current = next((row for row in owners if row.holds_on(today) and not row.is_part), None)
    initial: dict[str, Any] = {"on": today, "agency": current and current.agency_id, "confirmed": True}
    form = OwnerForm(sent(request), initial=initial, today=today)
    if form.is_valid():
        try:
            change_owner(indicator=indicator, today=today, by=person, **form.cleaned_data)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Đã ghi cơ quan báo cáo của chỉ tiêu {code}.").format(code=code))
            return redirect("reports:indicator", plan=plan_.code, code=code)
    context = {"form": form, "indicator": indicator, "plan": plan_, "owners": owners, "current": current}
    return render(request, "targets/owner.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def add_reporters(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """For the coordinator: agencies that report an indicator, too, the whole or their part."""
    person, today = person_of(request), timezone.localdate()
    plan_, indicator, owners = _owners(person, plan, code, today)
    reporting = [row.agency_id for row in owners if row.holds_on(today)]
    form = ReportersForm(sent(request), initial={"on": today}, today=today, reporting=reporting)
    if form.is_valid():
        try:
            added = add_reporters_to(indicator=indicator, today=today, by=person, **form.cleaned_data)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            done = _("Đã thêm {count} cơ quan báo cáo chỉ tiêu {code}.")
            messages.success(request, done.format(count=len(added), code=code))
            return redirect("targets:setting", plan=plan_.code, code=code)
    context = {"form": form, "indicator": indicator, "plan": plan_, "owners": owners}
    return render(request, "targets/add_reporters.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def end_reporter(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """For the coordinator: an agency no longer reports an indicator, from which day on."""
    person, today = person_of(request), timezone.localdate()
    plan_, indicator, owners = _owners(person, plan, code, today)
    reporting = [row for row in owners if row.holds_on(today)]
    asked = [row.agency_id for row in reporting if row.agency.code == request.GET.get("co-quan")]
    initial = {"on": today, "agency": asked[0] if asked else None}
    form = EndReporterForm(sent(request), initial=initial, reporting=[row.agency_id for row in reporting])
    if form.is_valid():
        try:
            end_reporting(indicator=indicator, today=today, by=person, **form.cleaned_data)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Đã kết thúc phân công báo cáo chỉ tiêu {code}.").format(code=code))
            return redirect("targets:setting", plan=plan_.code, code=code)
    context = {"form": form, "indicator": indicator, "plan": plan_, "owners": owners}
    return render(request, "targets/end_reporter.html", context, status=422 if form.errors else 200)


def _owners(person: Person, plan: str, code: str, on: dt.date) -> tuple[Plan, Indicator, list[IndicatorOwner]]:
    """An indicator and all who ever reported it, for the plan's coordinator; Http404 for all others. Four queries."""
    plan_ = get_plan(person, plan)
    if not coordinates(person, plan_, on=on):
        raise Http404
    indicator = get_owned_indicator(plan_, code, on=on)
    return plan_, indicator, list(indicator.owners.select_related("agency").order_by("valid_from", "pk"))
