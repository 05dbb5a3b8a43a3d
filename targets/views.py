from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from agencies.access import person_of
from agencies.errors import Refused
from plan.selectors import coordinates, get_plan, plans_for
from targets.duties import agencies_by_level, duties_of, get_agency, get_owned_indicator
from targets.forms import OwnerForm
from targets.owners import change_owner


@require_GET
def agencies(request: HttpRequest) -> HttpResponse:
    """All agencies by level, for everybody who holds a role."""
    groups = agencies_by_level(person_of(request), on=timezone.localdate())
    return render(request, "targets/agencies.html", {"groups": groups})


@require_GET
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """One agency and what it answers for today, for everybody who holds a role."""
    person, today = person_of(request), timezone.localdate()
    agency_, plans = get_agency(person, code), plans_for(person)
    context = {
        "agency": agency_,
        "duties": duties_of(agency_, plans, on=today),
        "coordinated": [plan for plan in plans if coordinates(person, plan, on=today)],
        "before": agency_.successions_in.select_related("predecessor"),
        "after": agency_.successions_out.select_related("successor"),
    }
    return render(request, "targets/agency.html", context)


@require_http_methods(["GET", "POST"])
def owner(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """For the coordinator: which agency reports an indicator, from which day on."""
    person, today = person_of(request), timezone.localdate()
    plan_ = get_plan(person, plan)
    if not coordinates(person, plan_, on=today):
        raise Http404
    indicator = get_owned_indicator(plan_, code, on=today)
    owners = list(indicator.owners.select_related("agency").order_by("valid_from"))
    current = next((row for row in owners if row.holds_on(today)), None)
    initial: dict[str, Any] = {"on": today, "agency": current and current.agency_id, "confirmed": True}
    form = OwnerForm(request.POST or None, initial=initial, today=today)
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
