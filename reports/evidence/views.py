"""Putting files beside an item, taking them out, and handing them to those who may see them."""

import datetime as dt

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.access import Person, person_of
from agencies.errors import Refused
from reports.collect.content import files_of
from reports.collect.forms import anchor
from reports.doors import get_submission
from reports.evidence import services
from reports.evidence.handing import hand_out
from reports.evidence.posted import add_each
from reports.evidence.presenting import file_lines
from reports.evidence.selectors import Entry, entry_of, get_evidence, get_own_evidence, item_of
from reports.models import Submission


@require_POST
def add_to_task(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    return _add(request, pk, "task", entry)


@require_POST
def add_to_indicator(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    return _add(request, pk, "indicator", entry)


def _add(request: HttpRequest, pk: int, kind: str, entry_pk: int) -> HttpResponse:
    """Every file for itself: those that are refused are named, the others stay."""
    person, now = person_of(request), timezone.now()
    submission = _own(person, pk, on=timezone.localdate(now))
    entry = entry_of(submission, kind, entry_pk)
    uploads = [file for file in request.FILES.getlist("files") if isinstance(file, UploadedFile)]
    problems = add_each(entry, uploads, by=person, now=now) if uploads else [_("Chưa chọn tệp nào.")]
    return _answer(request, submission, entry, problems)


@require_POST
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    evidence = get_own_evidence(person, pk, on=timezone.localdate(now))
    entry = item_of(evidence)
    problems = []
    try:
        services.remove(evidence=evidence, by=person, now=now)
    except Refused as refused:
        problems = [refused.message]
    return _answer(request, entry.submission, entry, problems)


@require_safe
def download(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """The file under its own name, whatever `name` the address says: that is for people and programs to read."""
    return hand_out(get_evidence(person_of(request), pk, on=timezone.localdate()))


def _own(person: Person, pk: int, *, on: dt.date) -> Submission:
    """The report, for those who write it alone."""
    submission = get_submission(person, pk, on=on)
    if submission.agency_id not in person.acted_agencies:
        raise Http404
    return submission


def _answer(request: HttpRequest, submission: Submission, entry: Entry, problems: list[str]) -> HttpResponse:
    """The item's list of files for a script; back to the item for everybody else."""
    if request.accepts("text/html"):
        for sentence in problems:
            messages.error(request, sentence)
        return redirect(f"{reverse('reports:form', args=[submission.pk])}#{anchor(entry)}")
    kind = "task" if anchor(entry).startswith("task") else "indicator"
    files = files_of(entry_of(submission, kind, entry.pk))
    context = {"files": file_lines(files), "is_editable": True}
    listed = render_to_string("reports/evidence/_list.html", context, request)
    return JsonResponse({"files": listed, "problems": problems}, status=400 if problems else 200)
