import datetime as dt
from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access import person_of
from reports.dashboards import presenting, screens, workbook
from reports.dashboards.filters import Filters
from reports.dashboards.headline import tasks_sentence
from reports.dashboards.overview import Dashboard
from reports.dashboards.selectors import dashboard_of, rounds_of
from reports.dashboards.waiting import waits_of


@require_safe
def dashboard(request: HttpRequest, plan: str, year: int) -> HttpResponse:
    """One year of a plan at a glance, for everybody who holds a role; or, one thing at a time, for a meeting."""
    now = timezone.now()
    page = _read(request, plan, year, now=now)
    if page.filters.screen:
        return render(request, "reports/dashboards/presentation.html", screens.context_of(page, now))
    context = presenting.context_of(page, now) | {"difficulties": waits_of(page, person_of(request))}
    return render(request, "reports/dashboards/dashboard.html", context)


@require_safe
def dashboard_workbook(request: HttpRequest, plan: str, year: int) -> HttpResponse:
    """The same view, filtered and sorted the same way, as an Excel file; with every agency."""
    now = timezone.now()
    page = _read(request, plan, year, now=now, all_agencies=True)
    sentences = [*presenting.sentences_of(page, now), tasks_sentence(page.task_states.elements())]
    file = BytesIO()
    workbook.write(page, file, sentences=sentences)
    return _file(file, f"tong-quan-{page.plan.code}-{year}")


@require_safe
def dashboard_chart(request: HttpRequest, plan: str, year: int, chart: str) -> HttpResponse:
    """The numbers of one chart of the page as an Excel file of its own."""
    page = _read(request, plan, year, now=timezone.now(), all_agencies=True)
    file = BytesIO()
    workbook.write_chart(page, chart, file)
    return _file(file, f"{chart}-{page.plan.code}-{year}")


def _read(request: HttpRequest, plan: str, year: int, *, now: dt.datetime, **options: Any) -> Dashboard:
    round_, sent, waiting = rounds_of(person_of(request), plan, year, now=now)
    page = dashboard_of(round_, sent, Filters.of(request.GET), now=now, **options)
    page.waiting = waiting
    return page


def _file(file: BytesIO, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(file.getvalue(), content_type=workbook.CONTENT_TYPE, headers=headers)
