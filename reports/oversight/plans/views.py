"""Each agency's own implementation plan: who has filed and who has not, one agency's filings, and taking one back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import person_of
from agencies.errors import Refused
from agencies.models import Agency
from plan.models import Plan
from plan.selectors import get_plan
from reports.doors import Standing
from reports.evidence.handing import hand_out
from reports.oversight.plans import services
from reports.oversight.plans.forms import FilingForm, WithdrawalForm
from reports.oversight.plans.selectors import (
    Row,
    filing_rows,
    filings_of,
    get_filed_file,
    get_filer,
    get_filing,
    matching,
)

ROWS_A_PAGE = 25
OWING, FILED = "owing", "filed"


@require_safe
def implementation_plans(request: HttpRequest, plan: str) -> HttpResponse:
    """Who has filed and who has not, for everybody who holds a role."""
    person, today = person_of(request), timezone.localdate()
    the_plan = get_plan(person, plan)
    query, chosen = request.GET.get("q", "").strip(), request.GET.get("state", "")
    rows = filing_rows(the_plan, on=today)
    found = matching(rows, query) if query else rows
    shown = [row for row in found if chosen not in (OWING, FILED) or (row.filed is None) == (chosen == OWING)]
    page = Paginator(shown, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "plan": the_plan,
        "page": page,
        "query": query,
        "chosen": chosen,
        "tabs": _tabs(found, chosen, query),
        "filed": sum(row.filed is not None for row in rows),
        "total": len(rows),
        "days": (today - the_plan.issued_on).days if the_plan.issued_on else None,
        "own": [row for row in rows if row.agency.pk in person.own_agencies],
        "acts": Standing(person, the_plan, on=today).is_officer,
    }
    return render(request, "reports/oversight/implementation_plans.html", context)


def _tabs(rows: list[Row], chosen: str, query: str) -> list[dict[str, Any]]:
    owing = sum(row.filed is None for row in rows)
    tabs = [
        ("", _("Tất cả"), len(rows)),
        (OWING, _("Chưa nộp"), owing),
        (FILED, _("Đã nộp"), len(rows) - owing),
    ]
    current = chosen if chosen in (OWING, FILED) else ""
    return [
        {"label": f"{label} ({count})", "value": value, "current": value == current} for value, label, count in tabs
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def implementation_plan(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """What one agency filed. A POST files another, by its own people or by the coordinator's for it."""
    person, now = person_of(request), timezone.now()
    today = timezone.localdate(now)
    the_plan = get_plan(person, plan)
    agency = get_filer(person, the_plan, code, on=today)
    may_file = services.files_for(person, the_plan, agency, on=today)
    if request.method == "POST" and not may_file:
        raise Http404
    form = FilingForm(request.POST or None, request.FILES or None)
    if form.is_valid() and _file(form, the_plan, agency, by=person, now=now):
        messages.success(request, _("Đã nộp kế hoạch triển khai."))
        return redirect("reports:agency_plan", plan, code)
    context = {
        "plan": the_plan,
        "agency": agency,
        "filings": filings_of(agency, the_plan),
        "form": form,
        "may_file": may_file,
        "is_own": agency.pk in person.own_agencies,
    }
    return render(request, "reports/oversight/implementation_plan.html", context, status=422 if form.errors else 200)


def _file(form: FilingForm, plan: Plan, agency: Agency, **who: Any) -> bool:
    """Whether it was filed. What stands against it goes to the form."""
    given = dict(form.cleaned_data)
    try:
        services.file(plan=plan, agency=agency, upload=given.pop("file"), **given, **who)
    except Refused as refused:
        form.add_refusal(refused)
    return not form.errors


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Taking back what was filed wrongly, with a reason."""
    person, now = person_of(request), timezone.now()
    filed = get_filing(person, pk, on=timezone.localdate(now))
    form = WithdrawalForm(request.POST or None)
    back = redirect("reports:agency_plan", filed.plan.code, filed.agency.code)
    if form.is_valid():
        try:
            services.withdraw(filed=filed, reason=form.cleaned_data["reason"], by=person, now=now)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Đã rút kế hoạch {number}.").format(number=filed.document_number))
            return back
    if filed.withdrawn_at and not form.errors:
        return back
    status = 422 if form.errors else 200
    return render(request, "reports/oversight/withdraw.html", {"filed": filed, "form": form}, status=status)


@require_safe
def implementation_file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """The file under its own name, whatever `name` the address says."""
    return hand_out(get_filed_file(person_of(request), pk, on=timezone.localdate()))
