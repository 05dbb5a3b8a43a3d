"""How evidence and attachments reach whoever may see them; the door stands before, in the view that calls this."""

from django.http import FileResponse

from agencies.enums import FileKind
from agencies.files.handing import handed
from reports.models import Attachment, Evidence


def hand_out(held: Evidence | Attachment) -> FileResponse:
    """The file under its owner's name; Http404 where the storage does not have it."""
    return handed(held.file, name=held.name, kind=FileKind(held.kind))
