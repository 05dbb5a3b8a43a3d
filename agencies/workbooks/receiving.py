"""Taking a file in without letting a huge one into memory or onto the disk: beyond the limit it is read and dropped."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from agencies.workbooks.opening import LARGEST, refuse_too_large

_REST_OF_THE_POST = 64 * 1024  # what else stands in a request beside the file


class SizeGuard(FileUploadHandler):
    """Put before the other handlers: it drops a file that announces to be too large, or turns out so on the way."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.announced = self.received = 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self.announced = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.announced > LARGEST + _REST_OF_THE_POST:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received = start + len(raw_data)
        if self.received > LARGEST:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def refuse_dropped(self) -> None:
        """Raises Refused where a file was too large."""
        refuse_too_large(max(self.announced - _REST_OF_THE_POST, self.received))
