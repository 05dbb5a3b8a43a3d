"""The decision's own file: taken in like every other file, and handed out behind the reorganisation's door."""

from typing import BinaryIO, cast
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404

from agencies.access import Person
from agencies.audit import acting
from agencies.files.handing import handed
from agencies.files.naming import display_name, storage_name
from agencies.files.receiving import measure
from agencies.files.sniffing import kind_of
from agencies.models import Reorganisation


def keep(reorganisation: Reorganisation, upload: "UploadedFile[bytes]", *, by: Person) -> None:
    """`upload` in place of the file before. Raises Refused for what is no document or picture."""
    measure(upload)
    kind = kind_of(cast(BinaryIO, upload.file))
    upload.seek(0)
    before = reorganisation.file.name
    reorganisation.file.save(storage_name(uuid4(), kind), upload, save=False)
    try:
        with acting(by.user):
            reorganisation.save(update_fields=["file"])
    except BaseException:
        reorganisation.file.storage.delete(str(reorganisation.file.name))
        raise
    if before:
        reorganisation.file.storage.delete(before)


def hand_out(reorganisation: Reorganisation) -> FileResponse:
    """The file under the decision's number; Http404 where there is none."""
    if not reorganisation.file:
        raise Http404
    try:
        with reorganisation.file.open("rb") as file:
            kind = kind_of(cast(BinaryIO, file))
    except FileNotFoundError as error:
        raise Http404 from error
    name = display_name(str(reorganisation).replace("/", "-"), kind)
    return handed(reorganisation.file, name=name, kind=kind)
