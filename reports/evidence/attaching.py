"""Official files that rows other than items point to: checked like evidence, kept as they came."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile

from agencies.access import Person
from agencies.audit import acting
from agencies.files.naming import display_name, storage_name
from agencies.files.receiving import measure
from agencies.files.sniffing import kind_of
from reports.models import Attachment


@contextmanager
def attached(upload: "UploadedFile[bytes] | None", *, by: Person, now: dt.datetime) -> Iterator[Attachment | None]:
    """One transaction, done by `by`, with `upload` kept as an attachment in it; None where nothing was uploaded.

    The file is stored before the transaction and deleted where that fails. Raises Refused for a file that is not taken.
    """
    if upload is None:
        with acting(by.user):
            yield None
        return
    attachment = _stored(upload, by=by, now=now)
    try:
        with acting(by.user):
            attachment.save()
            yield attachment
    except BaseException:
        attachment.file.storage.delete(str(attachment.file.name))
        raise


def _stored(upload: "UploadedFile[bytes]", *, by: Person, now: dt.datetime) -> Attachment:
    measured = measure(upload)
    kind = kind_of(cast(BinaryIO, upload.file))
    attachment = Attachment(
        name=display_name(upload.name or "", kind),
        kind=kind,
        size=measured.size,
        sha256=measured.sha256,
        added_at=now,
        added_by=by.user,
    )
    upload.seek(0)
    attachment.file.save(storage_name(uuid4(), kind), upload, save=False)
    return attachment
