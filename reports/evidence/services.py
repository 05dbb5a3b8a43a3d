"""Adding a file to an item of a report and taking it out again, under the rules of saving a field."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import BinaryIO, cast
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused
from agencies.files.naming import display_name, storage_name
from agencies.files.receiving import measure
from agencies.files.sniffing import kind_of
from reports.collect.services import refuse_closed
from reports.evidence.selectors import Entry, evidence_of, item_of, was_sent
from reports.holding import hold_for_writing
from reports.models import Evidence
from reports.workflow import EDITABLE_ITEMS

MOST_FILES = 20  # an item


def add(*, entry: Entry, upload: "UploadedFile[bytes]", by: Person, now: dt.datetime) -> Evidence:
    """Keep `upload` as evidence of an item; the item then counts as edited.

    The file is stored before its row is written and deleted where the row cannot be. `entry` comes with its submission
    and round loaded. Raises Refused with what is wrong with the file or with the moment.
    """
    refuse_closed(entry, by=by)
    measured = measure(upload)
    kind = kind_of(cast(BinaryIO, upload.file))
    evidence = Evidence(
        **_item(entry),
        name=display_name(upload.name or "", kind),
        kind=kind,
        size=measured.size,
        sha256=measured.sha256,
        added_at=now,
        added_by=by.user,
    )
    upload.seek(0)
    evidence.file.save(storage_name(uuid4(), kind), upload, save=False)
    try:
        with acting(by.user):
            _touch(entry, by=by, now=now)
            _refuse_more(entry, evidence)
            evidence.save()
    except BaseException:
        _deleting(evidence)()
        raise
    return evidence


def remove(*, evidence: Evidence, by: Person, now: dt.datetime) -> None:
    """Take a file out of an item. Its content stays where a sending names it, else it is deleted after the commit.

    `evidence` comes with its item, submission and round. Raises Refused as `add`, and where it is out already.
    """
    entry = item_of(evidence)
    refuse_closed(entry, by=by)
    with acting(by.user):
        _touch(entry, by=by, now=now)
        rows = Evidence.objects.filter(pk=evidence.pk, removed_at=None)
        if not rows.update(removed_at=now, removed_by=by.user):
            raise Refused(_("Tệp này đã được gỡ từ trước đó."))
        if not was_sent(evidence):
            transaction.on_commit(_deleting(evidence), robust=True)


def _deleting(evidence: Evidence) -> Callable[[], None]:
    """What deletes its content from the storage."""
    return partial(evidence.file.storage.delete, str(evidence.file.name))


def _item(entry: Entry) -> dict[str, Entry]:
    return {f"{entry._meta.model_name}".replace("entry", "_entry"): entry}


def _touch(entry: Entry, *, by: Person, now: dt.datetime) -> None:
    """Hold the report so that it is not sent meanwhile, and mark the item as edited. Its version counts texts alone:
    whoever is writing in it writes on."""
    rows = type(entry)._default_manager.filter(pk=entry.pk, submission=entry.submission, state__in=EDITABLE_ITEMS)
    if not (hold_for_writing(entry.submission) and rows.update(edited_at=now, edited_by=by.user)):
        raise Refused(_("Báo cáo vừa được gửi hoặc khóa, nên danh sách tệp không thay đổi. Hãy tải lại trang."))


def _refuse_more(entry: Entry, evidence: Evidence) -> None:
    there = dict(evidence_of(entry).values_list("sha256", "name"))
    if len(there) >= MOST_FILES:
        raise Refused(_("Mỗi mục nhận nhiều nhất {most} tệp. Hãy gỡ bớt hoặc ghép lại.").format(most=MOST_FILES))
    if evidence.sha256 in there:
        raise Refused(_("Tệp này đã có ở mục này rồi, tên là “{name}”.").format(name=there[evidence.sha256]))
