"""Decisions on record: entered with their file, completed, and taken off where nothing came of them."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.enums import FileKind
from agencies.errors import Refused
from agencies.files.naming import storage_name
from agencies.files.receiving import measure
from agencies.files.sniffing import kind_of
from agencies.text import clean
from plan.amending.decisions import Decision, held, refuse_decision, refuse_strangers
from plan.models import Amendment, Plan

TAKEN = frozenset({FileKind.PDF, FileKind.WORD, FileKind.JPEG, FileKind.PNG})


def record(
    *, plan: Plan, decision: Decision, upload: "UploadedFile[bytes] | None", today: dt.date, by: Person
) -> Amendment:
    """Put a decision on record, before anything follows from it.

    Raises Refused where the person or the decision will not do, where it is on record already, and for a file that is
    no document.
    """
    refuse_strangers(plan, by, today=today)
    refuse_decision(plan, decision, today=today)
    if not clean(decision.summary):
        raise Refused(_("Hãy ghi nội dung điều chỉnh."), field="summary")
    amendment = Amendment(
        plan=plan,
        number=clean(decision.number),
        decided_on=decision.decided_on,
        effective_on=decision.effective_on,
        summary=clean(decision.summary),
    )
    with _kept(amendment, upload), acting(by.user):
        list(Plan.objects.select_for_update(no_key=True).filter(pk=plan.pk).values_list("pk"))
        if Amendment.objects.filter(plan=plan, number=amendment.number, decided_on=amendment.decided_on).exists():
            raise Refused(_("Quyết định này đã được ghi. Hãy mở nó ra để ghi tiếp."), field="number")
        amendment.save()
    return amendment


def complete(
    *, amendment: Amendment, summary: str, upload: "UploadedFile[bytes] | None", today: dt.date, by: Person
) -> Amendment:
    """What the decision says and its file; a file that was there stays in the store, where the audit trail finds it.

    Raises Refused as `record` does.
    """
    refuse_strangers(amendment.plan, by, today=today)
    if not clean(summary):
        raise Refused(_("Hãy ghi nội dung điều chỉnh."), field="summary")
    fresh = Amendment()
    with _kept(fresh, upload), acting(by.user):
        row = held(amendment)
        row.summary = clean(summary)
        row.file = fresh.file.name or row.file
        row.save(update_fields=["summary", "file"])
    return row


def take_off(*, amendment: Amendment, today: dt.date, by: Person) -> None:
    """A decision from which nothing follows is no longer on record. Raises Refused for all others."""
    refuse_strangers(amendment.plan, by, today=today)
    with acting(by.user):
        row = held(amendment)
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            raise Refused(_("Quyết định này đang có nội dung kèm theo. Hãy rút lại từng nội dung trước.")) from None


def note(amendment: Amendment, what: str, reason: str, *, on: dt.date) -> None:
    """That something of the decision was taken back stands behind what it says."""
    words = _("(rút lại ngày {day}, {what}: {reason})")
    amendment.summary = f"{amendment.summary} {words.format(day=f'{on:%d/%m/%Y}', what=what, reason=clean(reason))}"
    amendment.save(update_fields=["summary"])


@contextmanager
def _kept(amendment: Amendment, upload: "UploadedFile[bytes] | None") -> Iterator[None]:
    """The file stands in the store before the row that names it, and goes where that fails. Raises Refused."""
    if upload is None:
        yield
        return
    measure(upload)
    kind = kind_of(cast(BinaryIO, upload.file))
    if kind not in TAKEN:
        raise Refused(_("Hãy tải quyết định lên bằng tệp PDF, Word (.docx) hoặc ảnh."), field="file")
    upload.seek(0)
    amendment.file.save(storage_name(uuid4(), kind), upload, save=False)
    try:
        yield
    except BaseException:
        amendment.file.storage.delete(str(amendment.file.name))
        raise
