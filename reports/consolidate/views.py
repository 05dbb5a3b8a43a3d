"""The pages of the consolidated report: build it, follow the job, read a version, issue it, take its files."""

import logging
import re
from collections.abc import Callable
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Person, person_of
from agencies.errors import Refused
from plan.models import Plan
from reports.consolidate import selectors, services
from reports.consolidate.forms import IssueForm
from reports.consolidate.frozen import paper_on
from reports.consolidate.readiness import changed_since, warnings_of
from reports.consolidate.running import ACTIVE, is_lost
from reports.documents.paper import Paper
from reports.documents.pdf import Busy, NotDrawn, write_pdf
from reports.documents.word import write_word
from reports.doors import Standing, get_round
from reports.enums import ConsolidationState, JobKind, JobState
from reports.models import Consolidation, Job

_NAMES = {"docx": "Word", "pdf": "PDF"}
logger = logging.getLogger(__name__)


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
        "warnings": warnings_of(report) if is_draft else [],
        "can_issue": is_draft and standing.is_chief and not report.round.locked_at and selectors.is_newest(report),
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
    return FileResponse(file, as_attachment=True, filename=_file_name(report, "xlsx"))


@require_safe
def word(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The report as a Word file."""
    return _drawn(request, pk, write_word, "docx")


@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The report as a PDF."""
    return _drawn(request, pk, write_pdf, "pdf")


def _drawn(request: HttpRequest, pk: int, write: Callable[[Paper, IO[bytes]], None], kind: str) -> HttpResponseBase:
    """A file drawn while its reader waits, in the office's language: a quarter of a second at the plan's size.

    Where it cannot be drawn, a page says so; ValueError is what XML does not take.
    """
    report = selectors.get_consolidation(person_of(request), pk, on=timezone.localdate())
    file = BytesIO()
    try:
        with translation.override(settings.LANGUAGE_CODE):
            write(paper_on(report), file)
    except (NotDrawn, ValueError) as error:
        logger.exception("consolidated report %s cannot be drawn as %s", report.pk, kind)
        context = {"report": report, "name": _NAMES[kind], "is_busy": isinstance(error, Busy)}
        page = render(request, "reports/consolidate/not_drawn.html", context, status=503)
        page.headers["Retry-After"] = "60"
        return page
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=_file_name(report, kind))


def _file_name(report: Consolidation, kind: str) -> str:
    """A name that says what it is and that every file system takes, whatever the document's number holds."""
    if report.issued_at:
        number = re.sub(r"[^\w.-]+", "-", report.document_number)
        words = _("Báo cáo tổng hợp năm {year}, số {number}").format(year=report.round.year, number=number)
    else:
        words = _("Báo cáo tổng hợp năm {year}, dự thảo {number}").format(year=report.round.year, number=report.number)
    return f"{words}.{kind}"


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """For the coordinator's head: what speaks against it, number and date, and what issuing does."""
    person, now = person_of(request), timezone.now()
    today = timezone.localdate(now)
    report = selectors.get_consolidation(person, pk, on=today)
    if not Standing(person, report.round.plan, on=today).is_chief:
        raise Http404
    if report.state == ConsolidationState.ISSUED:
        return redirect("reports:version", pk)
    warnings = warnings_of(report)
    typed = request.POST if request.method == "POST" else None
    form = IssueForm(typed, initial={"document_date": today}, has_warnings=bool(warnings))
    if form.is_valid():
        try:
            services.issue(consolidation=report, by=person, now=now, **form.cleaned_data)
        except Refused as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Đã ban hành báo cáo tổng hợp. Kỳ báo cáo đã khóa."))
            return redirect("reports:version", pk)
    context = {"report": report, "round": report.round, "form": form, "warnings": warnings}
    return render(request, "reports/consolidate/issue.html", context, status=422 if form.errors else 200)
