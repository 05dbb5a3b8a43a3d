"""Files in a posted form. Where scripts do not run they come with all its texts, so that nothing typed is lost."""

import datetime as dt
from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.errors import Refused
from reports.collect.forms import anchor
from reports.collect.selectors import FormContent
from reports.evidence.selectors import Entry, get_own_evidence
from reports.evidence.services import add, remove


def add_each(entry: Entry, uploads: Iterable["UploadedFile[bytes]"], *, by: Person, now: dt.datetime) -> list[str]:
    """Add one file after the other; a sentence for each that was refused."""
    problems = []
    for upload in uploads:
        try:
            add(entry=entry, upload=upload, by=by, now=now)
        except Refused as refused:
            problems.append(_("{name}: {reason}").format(name=upload.name, reason=refused.message))
    return problems


def take_files(request: HttpRequest, content: FormContent, *, by: Person, now: dt.datetime) -> list[str]:
    """Add the files that came with a whole form to the items whose controls held them, and take out the one whose
    button sent it. A sentence for each that was refused."""
    entries: list[Entry] = [*content.tasks, *content.indicators]
    by_control = {f"{anchor(entry)}-files": entry for entry in entries}
    problems = []
    for control in request.FILES:
        if entry := by_control.get(control):
            uploads = [file for file in request.FILES.getlist(control) if isinstance(file, UploadedFile)]
            problems += add_each(entry, uploads, by=by, now=now)
    return problems + _take_out(request.POST.get("remove-file", ""), by=by, now=now)


def _take_out(pk: str, *, by: Person, now: dt.datetime) -> list[str]:
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return []
    try:
        remove(evidence=get_own_evidence(by, int(pk), on=timezone.localdate(now)), by=by, now=now)
    except Http404:
        return [_("Không có tệp này trong báo cáo.")]
    except Refused as refused:
        return [refused.message]
    return []
