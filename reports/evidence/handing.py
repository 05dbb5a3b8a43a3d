"""How a file on record reaches whoever may see it; the door stands before, in the view that calls this."""

from django.http import FileResponse, Http404

from reports.enums import FileKind
from reports.evidence.presenting import SHOWN
from reports.models import Attachment, Evidence

_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # a file can run nothing and reach nothing


def hand_out(held: Evidence | Attachment) -> FileResponse:
    """The file under its owner's name; Http404 where the storage does not have it."""
    kind = FileKind(held.kind)
    try:
        file = held.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=kind not in SHOWN, filename=held.name, content_type=_TYPES[kind])
    response["Content-Length"] = held.size
    response["Content-Security-Policy"] = _ALONE
    return response
