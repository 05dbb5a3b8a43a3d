import json
import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from targets.phrases import PhraseReading, read_phrase

_ENDS = "\r\n"
_LINE_BREAKS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}  # JSON keeps them, line readers do not


class Command(BaseCommand):
    help = "Đọc các câu nêu mức phải đạt từ đầu vào chuẩn, mỗi dòng một câu; in mỗi câu một đối tượng JSON."
    requires_system_checks = []  # nothing but the text is needed: no database, no files

    def handle(self, *args: Any, **options: Any) -> None:
        for line in _lines():
            sys.stdout.buffer.write(_record(read_phrase(line)).encode() + b"\n")
        sys.stdout.buffer.flush()


def _lines() -> Iterator[str]:
    """The lines of standard input, blank ones left out; bytes that are not UTF-8 become marks of replacement."""
    for number, raw in enumerate(sys.stdin.buffer):
        line = raw.decode("utf-8-sig" if number == 0 else "utf-8", errors="replace").rstrip(_ENDS)
        if line.strip():
            yield line


def _record(read: PhraseReading) -> str:
    readings = [reading.as_record() for reading in read.readings]
    record = {"phrase": read.phrase, "readings": readings, "warning": read.warning}
    return json.dumps(record, ensure_ascii=False).translate(_LINE_BREAKS)
