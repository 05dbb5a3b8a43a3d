"""The pages of the consolidated report: build it, follow the job, read a version, issue it, take its files."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Person, person_of
from agencies.errors import Refused
from plan.models import Plan
from reports.consolidate import selectors, services
from reports.consolidate.cautions import cautions_of
from reports.consolidate.readiness import changed_since
from reports.consolidate.running import ACTIVE, is_lost
from reports.doors import Standing, get_round
from reports.enums import ConsolidationState, JobKind, JobState
from reports.issuing.checklist import checks_of
from reports.issuing.selectors import can_be_issued, correction_of, publication_of
from reports.models import Job
from reports.papers.naming import file_name


@require_safe
def consolidation(request: HttpRequest, plan: str, year: int) -> HttpResponse:
    """For the coordinator: what is ready, what is missing, the job, all versions. For others: what was issued."""
    person, now = person_of(request), timezone.now()
    today = timezone.localdate(now)
    round_ = get_round(person, plan, year)
    versions = list(selectors.consolidations_for(person, on=today).filter(round=round_).order_by("-number"))
    context: dict[str, Any] = {
        "round": round_,
        "versions": versions,
        "issued": next((one for one in versions if one.issued_at), None),
        "years": _years(person, round_.plan, year),
    }
    if Standing(person, round_.plan, on=today).is_officer:
        jobs = [_job_context(job, now) for job in selectors.open_jobs(round_)]
        context |= {
            "readiness": selectors.readiness_of(round_),
            "jobs": jobs,
            "is_building": any(job["is_active"] for job in jobs),
            "changed": changed_since(versions[0]) if versions and not round_.locked_at else [],
            "cautions": cautions_of(round_, on=today),
            "draft": versions[0] if versions and not versions[0].issued_at else None,
        }
    return render(request, "reports/consolidate/consolidation.html", context)


def _years(person: Person, plan: Plan, current: int) -> list[dict[str, Any]]:
    return [
        {
            "label": str(year),
            "url": reverse("reports:consolidation", args=[plan.code, year]),
            "current": year == current,
        }
        for year in selectors.years_of(person, plan)
    ]


def _job_context(job: Job, now: Any) -> dict[str, Any]:
    return {"job": job, "is_active": job.state in ACTIVE, "is_lost": is_lost(job, now)}


@require_POST
def build(request: HttpRequest, plan: str, year: int) -> HttpResponse:
    """Ask for a new draft; whoever asks while one is being built is shown that one."""
    person, now = person_of(request), timezone.now()
    round_ = get_round(person, plan, year)
    if not Standing(person, round_.plan, on=timezone.localdate(now)).is_officer:
        raise Http404
    try:
        services.ask_for(round_=round_, kind=JobKind.CONSOLIDATE, by=person, now=now)
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("reports:consolidation", plan, year)


@require_http_methods(["GET", "HEAD", "POST"])
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a job is, as a page or as the piece of one that refreshes itself. POST tries a failed one again."""
    person, now = person_of(request), timezone.now()
    job_ = selectors.get_job(person, pk, on=timezone.localdate(now))
    if request.method == "POST":
        try:
            services.run_again(job=job_, by=person, now=now)
        except Refused as refusal:
            messages.error(request, refusal.message)
        return redirect("reports:consolidation", job_.round.plan.code, job_.round.year)
    if "HX-Request" in request.headers:
        if job_.state == JobState.DONE:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "reports/consolidate/_job.html", _job_context(job_, now))
    return render(request, "reports/consolidate/job.html", _job_context(job_, now))


@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version as a page to read."""
    person, now = person_of(request), timezone.now()
    today = timezone.localdate(now)
    report = selectors.get_consolidation(person, pk, on=today)
    standing = Standing(person, report.round.plan, on=today)
    is_draft = report.state == ConsolidationState.DRAFT
    context = {
        "report": report,
        "round": report.round,
        "contents": selectors.contents_of(report, person, on=today),
        "checks": checks_of(report) if is_draft else [],
        "can_write": is_draft and standing.is_officer and selectors.is_newest(report),
        "can_issue": can_be_issued(report, standing),
        "correction": correction_of(report),
        "publication": None if is_draft else publication_of(report, now=now),
        "can_publish": standing.is_officer,
    }
    return render(request, "reports/consolidate/version.html", context)


@require_safe
def workbook(request: HttpRequest, pk: int) -> FileResponse:
    """The Excel file, under a name that says what it is."""
    report = selectors.get_consolidation(person_of(request), pk, on=timezone.localdate())
    if not report.workbook:
        raise Http404
    try:
        file = report.workbook.open()
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, as_attachment=True, filename=file_name(report, "xlsx"))
