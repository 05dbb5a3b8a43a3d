"""The pages around the issue: what speaks against it, number and signature; then the signed copy and the sending."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import person_of
from agencies.errors import Refused
from reports.consolidate.selectors import get_consolidation
from reports.doors import Standing
from reports.enums import ConsolidationState
from reports.evidence.handing import hand_out
from reports.issuing import selectors, sending, services
from reports.issuing.checklist import checks_of, digest_of
from reports.issuing.correcting import changes_of
from reports.issuing.forms import DispatchForm, IssueForm, SignedCopyForm
from reports.models import Consolidation


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """For the coordinator's head: what speaks against it, number, date and signature, and what issuing does."""
    person, now = person_of(request), timezone.now()
    today = timezone.localdate(now)
    report = get_consolidation(person, pk, on=today)
    if not Standing(person, report.round.plan, on=today).is_chief:
        raise Http404
    if report.state == ConsolidationState.ISSUED:
        return redirect("reports:version", pk)
    checks = checks_of(report)
    form = IssueForm(
        request.POST if request.method == "POST" else None,
        initial={"document_date": today, "signer_name": str(person.user)},
        report=report,
        position=person.user.position,
        digest=digest_of(checks) if checks else "",
        written=selectors.times_written(report),
    )
    if form.is_valid():
        try:
            services.issue(consolidation=report, by=person, now=now, **form.cleaned_data)
        except Refused as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Đã ban hành báo cáo tổng hợp. Kỳ báo cáo đã khóa."))
            return redirect("reports:publication", pk)
    return render(request, "reports/issuing/issue.html", _issue_page(report, form, checks), status=_status(form))


def _issue_page(report: Consolidation, form: IssueForm, checks: list[Any]) -> dict[str, Any]:
    changes = list(changes_of(report)) if report.corrects_id else []
    return {
        "report": report,
        "round": report.round,
        "form": form,
        "checks": checks,
        "changes": changes[: selectors.CHANGES_SHOWN],
        "change_count": len(changes),
    }


def _status(*forms: Any) -> int:
    return 422 if any(form.errors for form in forms) else 200


@require_safe
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """For the coordinator's people: the signed copy, and to whom the report was sent."""
    return _publication_page(request, _for_officers(request, pk))


def _for_officers(request: HttpRequest, pk: int) -> Consolidation:
    person, today = person_of(request), timezone.localdate()
    report = selectors.get_issued(person, pk, on=today)
    if not Standing(person, report.round.plan, on=today).is_officer:
        raise Http404
    return report


def _publication_page(
    request: HttpRequest,
    report: Consolidation,
    copy_form: SignedCopyForm | None = None,
    sending_form: DispatchForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    found = selectors.publication_of(report, now=now)
    first = {"sent_at": timezone.localtime(now), "addressee": next(iter(found.waiting), "")}
    copy_form = copy_form or SignedCopyForm()
    sending_form = sending_form or DispatchForm(initial=first, addressees=report.addressees)
    context = {
        "report": report,
        "round": report.round,
        "publication": found,
        "copy_form": copy_form,
        "sending_form": sending_form,
    }
    return render(request, "reports/issuing/publication.html", context, status=_status(copy_form, sending_form))


@require_POST
def attach_signed(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a signed copy."""
    report = _for_officers(request, pk)
    form = SignedCopyForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            upload = form.cleaned_data["file"]
            sending.attach_signed(report=report, upload=upload, by=person_of(request), now=timezone.now())
        except Refused as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Đã lưu bản đã ký."))
            return redirect("reports:publication", pk)
    return _publication_page(request, report, copy_form=form)


@require_POST
def record_sending(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down one sending."""
    report = _for_officers(request, pk)
    form = DispatchForm(request.POST, addressees=report.addressees)
    if form.is_valid():
        try:
            sending.record_sending(report=report, by=person_of(request), now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Đã ghi việc gửi báo cáo."))
            return redirect("reports:publication", pk)
    return _publication_page(request, report, sending_form=form)


@require_safe
def signed_copy(request: HttpRequest, pk: int) -> FileResponse:
    """A signed copy, for whoever may read the report."""
    return hand_out(selectors.get_signed_copy(person_of(request), pk, on=timezone.localdate()).file)
