"""The files of a consolidated report for its readers, and the template they are made after for the coordinator."""

import datetime as dt
import logging
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Person, person_of
from agencies.errors import Refused, Stale
from plan.models import Plan
from plan.selectors import get_plan
from reports.consolidate.running import ACTIVE, is_lost
from reports.consolidate.selectors import get_consolidation
from reports.documents.drawing import current_pdf, word_file
from reports.documents.form import default_template
from reports.documents.template import FIELDS, Unfit
from reports.doors import Standing
from reports.evidence.handing import hand_out
from reports.papers import selectors, services
from reports.papers.forms import TemplateForm
from reports.papers.naming import file_name

logger = logging.getLogger(__name__)


@require_safe
def word(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The report as a Word file, drawn while its reader waits. Where it cannot be, a page says so; ValueError is what
    XML does not take."""
    report = get_consolidation(person_of(request), pk, on=timezone.localdate())
    try:
        file = word_file(report)
    except (Unfit, FileNotFoundError, ValueError):
        logger.exception("consolidated report %s cannot be drawn as docx", report.pk)
        context = {"report": report, "name": "Word", "is_busy": False}
        return render(request, "reports/consolidate/not_drawn.html", context, status=503)
    return FileResponse(file, as_attachment=True, filename=file_name(report, "docx"))


@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The report as a PDF; before it is drawn, the page where it can be asked for."""
    report = get_consolidation(person_of(request), pk, on=timezone.localdate())
    drawn = current_pdf(report)
    if drawn is None:
        return redirect("reports:pdf_drawing", pk)
    return FileResponse(drawn.file.open("rb"), as_attachment=True, filename=file_name(report, "pdf"))


@require_http_methods(["GET", "HEAD", "POST"])
def pdf_drawing(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the PDF is, as a page or as the piece of one that refreshes itself. POST has it drawn."""
    person, now = person_of(request), timezone.now()
    report = get_consolidation(person, pk, on=timezone.localdate(now))
    drawn = current_pdf(report)
    if request.method == "POST":
        if drawn is None:
            services.ask_for_pdf(report=report, by=person, now=now)
        return redirect("reports:pdf_drawing", pk)
    job = selectors.last_drawing(report)
    context = {
        "report": report,
        "drawn": drawn,
        "job": job,
        "is_active": job is not None and job.state in ACTIVE,
        "is_lost": job is not None and is_lost(job, now),
    }
    piece = "HX-Request" in request.headers
    return render(request, "reports/papers/_drawing.html" if piece else "reports/papers/drawing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, plan: str) -> HttpResponse:
    """After which Word file the reports of the plan are made. POST takes another file, or goes back to the decree's."""
    person, now = person_of(request), timezone.now()
    plan_ = _plan_of_officer(person, plan)
    form, status = TemplateForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST":
        if "default" in request.POST:
            form.fields["file"].required = False
        if form.is_valid():
            status = _change(request, plan_, form, person, now)
            if status == 302:
                return redirect("reports:paper_template", plan)
        else:
            status = 422
    return render(request, "reports/papers/template.html", _template_context(plan_, form), status=status)


def _change(request: HttpRequest, plan: Plan, form: TemplateForm, person: Person, now: dt.datetime) -> int:
    """Does what the form asks; the status to answer with."""
    common: dict[str, Any] = {"plan": plan, "seen": form.cleaned_data["seen"], "by": person, "now": now}
    try:
        if "default" in request.POST:
            services.use_default(**common)
            messages.success(request, _("Đã dùng lại mẫu gốc cho các bản lập từ nay."))
        else:
            _row, found = services.take_template(upload=form.cleaned_data["file"], **common)
            messages.success(request, _("Đã nhận mẫu. Các bản lập từ nay dùng mẫu này; bản đã lập giữ mẫu cũ."))
            for remark in found.remarks:
                messages.warning(request, remark)
    except services.Unusable as unusable:
        for fault in unusable.faults:
            form.add_error("file", fault)
        return 422
    except Refused as refusal:
        form.add_refusal(refusal)
        return 409 if isinstance(refusal, Stale) else 422
    return 302


def _template_context(plan: Plan, form: TemplateForm) -> dict[str, Any]:
    history = selectors.templates_of(plan)
    current = history[0] if history else None
    fields = [
        {"name": f"{{{{ {one.name} }}}}", "meaning": one.meaning, "is_needed": one.is_needed} for one in FIELDS.values()
    ]
    return {"plan": plan, "form": form, "current": current, "history": history, "fields": fields}


@require_safe
def template_file(request: HttpRequest, plan: str) -> HttpResponseBase:
    """The Word file in use, as a start for another one."""
    current = selectors.current_template(_plan_of_officer(person_of(request), plan))
    return hand_out(current.file) if current and current.file else _default()


@require_safe
def default_file(request: HttpRequest, plan: str) -> HttpResponseBase:
    """The form of the decree with its fields."""
    _plan_of_officer(person_of(request), plan)
    return _default()


def _default() -> FileResponse:
    return FileResponse(BytesIO(default_template()), as_attachment=True, filename=_("Mẫu gốc báo cáo tổng hợp.docx"))


def _plan_of_officer(person: Person, code: str) -> Plan:
    """The coordinator's door; Http404 for others."""
    plan = get_plan(person, code)
    if not Standing(person, plan, on=timezone.localdate()).is_officer:
        raise Http404
    return plan
