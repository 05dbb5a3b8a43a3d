"""The changes that a workbook makes: it is kept as it came, and applied through the same services as typing."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db.models import F
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.enums import FileKind
from agencies.errors import Refused
from agencies.files.naming import display_name
from agencies.workbooks.opening import Opened, open_workbook
from reports.collect import forms
from reports.collect.selectors import FormContent
from reports.models import Submission, Upload
from reports.workbook.comparing import Outcome
from reports.workbook.previewing import Line, Preview, preview_of
from reports.workbook.reading import Filled, read_workbook

KEEP = "keep"  # the choice to leave the form as it is


@dataclass(frozen=True)
class Read:
    """A kept workbook, read again."""

    opened: Opened
    filled: Filled


@dataclass(frozen=True)
class Applied:
    """How many items were saved, and each that was not, with the reason."""

    saved: int
    refused: list[tuple[str, str]]


def take_in(*, submission: Submission, name: str, content: bytes, by: Person, now: dt.datetime) -> Upload:
    """Keep a workbook that belongs to this report. Nothing in the report changes. Two statements.

    Raises Refused for anything that is not this report's own workbook; then nothing is kept either.
    """
    read_workbook(open_workbook(content), submission)
    upload = Upload(
        submission=submission, name=display_name(name, FileKind.EXCEL), sha256=hashlib.sha256(content).hexdigest()
    )
    upload.at, upload.by = now, by.user
    upload.file.save(f"{uuid4().hex}.xlsx", ContentFile(content), save=False)
    try:
        with acting(by.user):
            upload.save(force_insert=True)
    except BaseException:
        upload.file.delete(save=False)
        raise
    return upload


def read_again(upload: Upload) -> Read:
    """What was kept. Raises Refused where the form has a new version since, or the file is gone."""
    try:
        with upload.file.open() as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Refused(_("Tệp đã nộp không còn trong kho. Hãy nộp lại.")) from error
    opened = open_workbook(content)
    return Read(opened, read_workbook(opened, upload.submission))


def versions_of(preview: Preview) -> dict[str, int]:
    """What the preview was made from: the version of every item that it would change."""
    return {item.anchor: item.entry.version for item in preview.items if item.is_open}


def apply(*, upload: Upload, content: FormContent, choices: Mapping[str, str], by: Person, now: dt.datetime) -> Applied:
    """Save what the person chose, item by item, from the versions that were seen.

    `choices` are the posted controls: "version-<item>", "take-<control>" and "style". The file is read and compared
    again; nothing is saved and Refused is raised when the form moved on since it was shown. An item that a colleague
    saves in that very moment is left alone and comes back in `Applied.refused`.
    """
    preview = preview_of(read_again(upload).filled, content)
    if any(choices.get(f"version-{name}") != str(version) for name, version in versions_of(preview).items()):
        raise Refused(
            _("Biểu vừa được sửa sau khi trang này được mở, nên chưa có gì được đưa vào. Hãy xem lại rồi bấm lần nữa.")
        )
    saved, refused = 0, []
    for item in preview.items:
        changes = {line.control: text for line in item.lines if (text := _chosen(line, choices)) is not None}
        if not changes:
            continue
        try:
            forms.save(item.entry, changes | {"version": str(item.entry.version)}, by=by, now=now)
            saved += 1
        except Refused as error:
            refused.append((f"{item.entry.code} {item.title}", error.message))
    if saved:
        with acting(by.user):
            Upload.objects.filter(pk=upload.pk).update(applied_at=now, saved=F("saved") + saved)
    return Applied(saved, refused)


def default_choice(line: Line, *, applied: bool) -> str:
    """What is marked when nobody has chosen yet: a plain change is taken, once; all else stays as it is."""
    if line.outcome == Outcome.CHANGE and not applied:
        return "0"
    return "" if line.outcome == Outcome.DOUBT else KEEP


def _chosen(line: Line, choices: Mapping[str, str]) -> str | None:
    """The text to save in this control; None where the form keeps what it has."""
    if not line.comparison.is_open:
        return None
    options, choice = line.comparison.options, choices.get(f"take-{line.name}", "")
    if choice.isascii() and choice.isdigit() and len(choice) < 3 and int(choice) < len(options):
        return options[int(choice)].text
    style = choices.get("style", "")
    if line.outcome == Outcome.DOUBT and not choice and style:
        return next((option.text for option in options if option.style == style), None)
    return None
