"""What a file is, by its content; its name is not asked. Pure: bytes in, a kind or a sentence out.

A container is looked at, never unpacked: what is read of it is bounded.
"""

import re
import struct
import zlib
from typing import BinaryIO, NoReturn
from xml.etree.ElementTree import ParseError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo, is_zipfile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from agencies.enums import FileKind
from agencies.errors import Refused

MOST_PARTS = 5_000  # of an Office file; long reports full of pictures have some hundreds
MOST_UNPACKED = 400 * 2**20  # bytes, of all parts together
MOST_PIXELS = 200_000_000  # of a picture: a page of A3 at 1200 dpi
MOST_SEGMENTS = 1_000  # of a JPEG before its frame, with the padding; its colours and remarks take some dozens
_LONGEST_LIST = 2**20  # bytes, of the lists of an Office file's parts: its own and that of the container
_TAIL = 4096  # bytes at the end of a PDF among which its end mark stands

# what a damaged Office file makes its readers stumble over
_BROKEN = (
    BadZipFile,
    DefusedXmlException,
    EOFError,
    KeyError,
    NotImplementedError,
    ParseError,
    ValueError,
    struct.error,
    zlib.error,
)
_CONTENTS = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument."
_KINDS = {
    f"{_MAIN}wordprocessingml.document.main+xml": (FileKind.WORD, "word/"),
    f"{_MAIN}spreadsheetml.sheet.main+xml": (FileKind.EXCEL, "xl/"),
}
_MACROS = re.compile(r"vbaproject|vbadata|/macrosheets/", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = re.compile(rb"GIF8|BM|II\*\0|MM\0\*|RIFF....WEBP|....ftyp(?:hei|mif|avif|msf)", re.DOTALL)


def kind_of(file: BinaryIO) -> FileKind:
    """The kind of `file`, which can be read anywhere. Raises Refused with a sentence that says what to do instead."""
    head = _read(file, 0, 1024)
    if head.startswith(b"%PDF-"):
        kind = _pdf(file)
    elif head.startswith(b"\x89PNG\r\n\x1a\n"):
        kind = _png(file, head)
    elif head.startswith(b"\xff\xd8\xff"):
        kind = _jpeg(file)
    elif head.startswith(b"PK\x03\x04"):
        return _office(file)
    else:
        _refuse_by(head, file)
    if is_zipfile(file):
        raise Refused(_("Tệp có một tệp nén giấu ở cuối nên không nhận. Hãy lưu lại tệp bằng phần mềm đã tạo ra nó."))
    return kind


def _read(file: BinaryIO, start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)


def _length(file: BinaryIO) -> int:
    return file.seek(0, 2)


def _refuse_by(head: bytes, file: BinaryIO) -> NoReturn:
    """What it is instead, as far as that helps."""
    words = head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in _read(file, 0, _length(file)):
            raise Refused(_("Tệp đang đặt mật khẩu. Hãy bỏ mật khẩu rồi lưu lại, hoặc xuất ra PDF."))
        raise Refused(_("Tệp Office kiểu cũ (.doc, .xls). Hãy mở ra rồi lưu thành .docx, .xlsx hoặc PDF."))
    if _PICTURES.match(head):
        raise Refused(_("Ảnh này không phải JPEG hay PNG. Hãy lưu thành JPEG, PNG hoặc PDF."))
    if b"%PDF-" in head:
        raise Refused(_("Trước phần PDF của tệp có nội dung lạ. Hãy mở ra rồi lưu lại thành PDF."))
    if words.startswith(b"<"):
        raise Refused(_("Đây là trang web hoặc ảnh SVG, không phải tài liệu. Hãy in trang đó ra PDF."))
    raise Refused(_("Loại tệp này không nhận. Hãy dùng PDF, ảnh JPEG hoặc PNG, Word (.docx) hay Excel (.xlsx)."))


def _broken() -> Refused:
    return Refused(_("Tệp bị hỏng hoặc bị cắt ngang. Hãy mở thử, lưu lại rồi tải lên lần nữa."))


def _pdf(file: BinaryIO) -> FileKind:
    tail = _read(file, max(0, _length(file) - _TAIL), _TAIL)
    if not re.match(rb"%PDF-[12]\.\d", _read(file, 0, 8)) or b"%%EOF" not in tail:
        raise _broken()
    return FileKind.PDF


def _png(file: BinaryIO, head: bytes) -> FileKind:
    size = [int.from_bytes(head[start : start + 4], "big") for start in (16, 20)]
    if head[8:16] != b"\0\0\0\rIHDR" or b"IEND\xaeB\x60\x82" not in _read(file, max(0, _length(file) - _TAIL), _TAIL):
        raise _broken()
    return _picture(FileKind.PNG, *size)


def _jpeg(file: BinaryIO) -> FileKind:
    """Goes from segment to segment until the frame says how large the picture is. Cameras write after its end."""
    place = 2
    for _step in range(MOST_SEGMENTS):
        segment = _read(file, place, 9)
        if len(segment) < 9 or segment[0] != 0xFF:
            break
        marker, length = segment[1], int.from_bytes(segment[2:4], "big")
        if marker == 0xFF:  # padding
            place += 1
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            if b"\xff\xd9" not in _read(file, place, _length(file)):
                break
            return _picture(FileKind.JPEG, *(int.from_bytes(segment[start : start + 2], "big") for start in (5, 7)))
        elif length < 2 or marker == 0xDA:
            break
        else:
            place += 2 + length
    raise _broken()


def _picture(kind: FileKind, one: int, other: int) -> FileKind:
    if not one * other:
        raise _broken()
    if one * other > MOST_PIXELS:
        raise Refused(_("Ảnh quá lớn để mở trên máy thường. Hãy giảm kích thước ảnh rồi tải lại."))
    return kind


class _Bounded:
    """A file as far as a container's reader may ask for it: it takes the whole list of parts in at once."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, length: int = -1) -> bytes:
        if length > _LONGEST_LIST:
            raise _too_large()
        return self._file.read(length)


def _too_large() -> Refused:
    return Refused(_("Tệp bung ra quá lớn nên không nhận. Hãy bỏ bớt nội dung hoặc xuất ra PDF."))


def _office(file: BinaryIO) -> FileKind:
    try:
        with ZipFile(_Bounded(file)) as container:
            parts = container.infolist()
            _refuse_hostile(parts, container.comment)
            return _kind_in(container, {part.filename for part in parts})
    except _BROKEN as error:
        raise _broken() from error


def _refuse_hostile(parts: list[ZipInfo], comment: bytes) -> None:
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(_("Tệp đang đặt mật khẩu. Hãy bỏ mật khẩu rồi lưu lại, hoặc xuất ra PDF."))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _too_large()
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):  # others unpack without a bound
        raise _broken()
    twice = len({name.casefold() for name in names}) < len(names)
    outside = any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names)
    if twice or outside or comment or min((part.header_offset for part in parts), default=1):
        raise _broken()
    if any(_MACROS.search(name) for name in names):
        _refuse_macros()


def _refuse_macros() -> NoReturn:
    raise Refused(_("Tệp có chứa macro nên không nhận. Hãy lưu thành .docx hoặc .xlsx không có macro, hoặc PDF."))


def _kind_in(container: ZipFile, names: set[str]) -> FileKind:
    """By the list of parts, and by the part it names as the main one."""
    if _CONTENTS not in names:
        _refuse_container(names)
    with container.open(_CONTENTS) as listed:
        text = listed.read(_LONGEST_LIST + 1)
    if len(text) > _LONGEST_LIST:
        raise _broken()
    parts = [(node.get("PartName", ""), node.get("ContentType", "")) for node in fromstring(text)]
    if any("macroenabled" in kind.casefold() or "vba" in kind.casefold() for _name, kind in parts):
        _refuse_macros()
    for name, kind in parts:
        known = _KINDS.get(kind)
        if known and name.startswith(f"/{known[1]}") and name[1:] in names:
            return known[0]
    _refuse_container(names)


def _refuse_container(names: set[str]) -> NoReturn:
    folders = {name.split("/")[0] for name in names}
    if "mimetype" in folders or "ppt" in folders:
        raise Refused(_("Tệp này không phải Word hay Excel. Hãy lưu thành .docx, .xlsx hoặc xuất ra PDF."))
    raise Refused(_("Không nhận tệp nén. Hãy giải nén rồi tải lên từng tệp PDF, ảnh, Word hoặc Excel."))
