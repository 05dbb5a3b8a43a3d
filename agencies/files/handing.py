"""How a file on record reaches whoever may see it; the door stands before, in the view that calls this."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from agencies.enums import FileKind

SHOWN = frozenset({FileKind.PDF, FileKind.PNG, FileKind.JPEG})  # by a browser itself; others it only saves
_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # a file can run nothing and reach nothing


def handed(held: FieldFile, *, name: str, kind: FileKind) -> FileResponse:
    """`held` under `name`; Http404 where the storage does not have it."""
    try:
        file = held.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=kind not in SHOWN, filename=name, content_type=_TYPES[kind])
    response["Content-Length"] = held.size
    response["Content-Security-Policy"] = _ALONE
    return response
