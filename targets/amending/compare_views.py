"""The plan on two days side by side, as a page and as an Excel file."""

import datetime as dt
from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access import person_of
from plan.models import Plan
from plan.selectors import get_plan
from targets.amending.comparing import Comparison, compare, picks_of, write
from targets.amending.forms import DaysForm

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def compare_days(request: HttpRequest, plan: str) -> HttpResponse:
    """What differs between two days of the plan, for everybody who holds a role."""
    plan_, today = get_plan(person_of(request), plan), timezone.localdate()
    form = DaysForm(request.GET)
    comparison = _asked(plan_, form, today)
    context = {"plan": plan_, "form": form, "comparison": comparison, "picks": picks_of(plan_), "today": today}
    return render(request, "targets/amending/compare.html", context, status=200 if comparison else 422)


@require_safe
def compare_days_excel(request: HttpRequest, plan: str) -> HttpResponseBase:
    """The same as a file."""
    plan_, today = get_plan(person_of(request), plan), timezone.localdate()
    comparison = _asked(plan_, DaysForm(request.GET), today)
    if comparison is None:
        return compare_days(request, plan)
    file = BytesIO()
    write(comparison, file)
    file.seek(0)
    since = f"{comparison.old:%Y%m%d}" if comparison.old else "ban-hanh"
    name = f"so-sanh-{plan_.code}-{since}-{comparison.new:%Y%m%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=EXCEL)


def _asked(plan: Plan, form: DaysForm, today: dt.date) -> Comparison | None:
    """None where a day is no day."""
    if not form.is_valid():
        return None
    return compare(plan, form.cleaned_data["tu"], form.cleaned_data["den"] or today)
