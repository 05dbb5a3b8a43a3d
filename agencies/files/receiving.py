"""How much of an upload is taken in: what comes beyond the limit is read past and never kept."""

import hashlib
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _

from agencies.errors import Refused

LARGEST = 20 * 2**20  # bytes


class Capped(FileUploadHandler):
    """Stands before the handlers that keep a file, which so get a little more than `LARGEST` of it at most: enough to
    see that it is too large."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= LARGEST else None

    def file_complete(self, file_size: int) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Measured:
    size: int
    sha256: str


def measure(upload: "UploadedFile[bytes]") -> Measured:
    """Size and SHA-256 of what really came. Raises Refused for an empty file and for one beyond the limit."""
    size, digest = 0, hashlib.sha256()
    for chunk in upload.chunks():
        size += len(chunk)
        if size > LARGEST:
            raise Refused(_("Tệp lớn hơn 20 MB. Hãy giảm dung lượng, quét lại ở độ phân giải thấp hơn hoặc chia nhỏ."))
        digest.update(chunk)
    if not size:
        raise Refused(_("Tệp trống, không có nội dung. Hãy kiểm tra lại tệp rồi tải lên."))
    return Measured(size, digest.hexdigest())
