"""The guards at the door: what is not a plain workbook of bearable size is refused before anything is loaded from it.

Each refusal is one sentence that says what to do. Nothing is unpacked beyond the size that a part declares for itself,
and no part may declare much; entities are refused by a parser that never expands them.
"""

import warnings
import zlib
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax import ContentHandler, SAXException, SAXParseException
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

from agencies.errors import Refused

LARGEST = 10 * 1024 * 1024  # bytes of a file; the workbook of the busiest agency has a hundredth of that
MOST_PARTS = 500
LARGEST_UNPACKED = 24 * 1024 * 1024
HIGHEST_RATIO = 200  # of unpacked to packed: tables pack well, but not that well
MOST_ELEMENTS = 400_000  # of XML, and cells merged, linked or remarked on: the largest form has some thousands
MOST_MERGES = 300  # ranges of a sheet
_BOMB_FROM = 1024 * 1024  # a part smaller than that is never a bomb

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_EBCDIC = "<?xml".encode("cp037")
_WITH_RANGES = ("mergeCell", "hyperlink", "comment", "table")
_MACROS = ("vbaproject.bin", "xl/macrosheets/", "xl/activex/")
# whatever a broken file makes a parser stumble over
BROKEN = (
    BadZipFile,
    zlib.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SAXException,
    SyntaxError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class Opened:
    """A workbook that passed the guards. Results of formulas are read only when one is met."""

    content: bytes
    book: Workbook

    def results(self) -> Workbook:
        """The same workbook with the last results in place of its formulas."""
        return _load(self.content, results=True)


def open_workbook(content: bytes) -> Opened:
    """Raises Refused with the reason."""
    refuse_too_large(len(content))
    if content.startswith(_OLE):
        raise Refused(_old_or_locked(content))
    try:
        with ZipFile(BytesIO(content)) as parts:
            _refuse_bombs(parts.infolist())
            _refuse_others([info.filename.lower() for info in parts.infolist()], parts)
            _refuse_too_much(parts)
    except BROKEN as error:
        raise Refused(not_a_workbook()) from error
    return Opened(content, _load(content))


def refuse_too_large(size: int) -> None:
    if size > LARGEST:
        sentence = _("Tệp lớn hơn {most} MB. Hãy nộp tệp mẫu đã tải về, không chèn hình ảnh hay dữ liệu khác.")
        raise Refused(sentence.format(most=LARGEST // 1024**2))


def not_a_workbook() -> str:
    return _("Tệp này không đọc được như một tệp Excel .xlsx. Hãy mở bằng Excel, lưu dạng .xlsx rồi nộp lại.")


def blown_up_words() -> str:
    return _("Tệp khi giải nén lớn bất thường nên không được nhận. Hãy nộp tệp mẫu đã tải về.")


def _load(content: bytes, *, results: bool = False) -> Workbook:
    try:
        with warnings.catch_warnings():  # about looks that will be lost: nobody asked for them
            warnings.simplefilter("ignore")
            return load_workbook(BytesIO(content), data_only=results, keep_links=False)
    except BROKEN as error:
        raise Refused(not_a_workbook()) from error


def _old_or_locked(content: bytes) -> str:
    if _ENCRYPTED in content:
        return locked()
    return _("Tệp ở dạng Excel cũ (.xls). Hãy mở bằng Excel, chọn Lưu thành, dạng .xlsx, rồi nộp lại.")


def locked() -> str:
    return _("Tệp có mật khẩu nên không đọc được. Hãy bỏ mật khẩu mở tệp rồi nộp lại.")


def _refuse_bombs(parts: list[ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    too_dense = any(p.file_size > max(_BOMB_FROM, HIGHEST_RATIO * p.compress_size) for p in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or too_dense:
        raise Refused(blown_up_words())
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(locked())


def _refuse_others(names: list[str], parts: ZipFile) -> None:
    """What is packed like a workbook and is none, or has programs in it."""
    if "mimetype" in names and b"opendocument" in parts.read("mimetype"):
        raise Refused(_("Tệp ở dạng OpenDocument. Hãy mở bằng LibreOffice, lưu dạng .xlsx, rồi nộp lại."))
    if "xl/workbook.bin" in names:
        raise Refused(_("Tệp ở dạng nhị phân (.xlsb). Hãy lưu dạng .xlsx rồi nộp lại."))
    kinds = parts.read("[Content_Types].xml") if "[content_types].xml" in names else b""
    if b"macroEnabled" in kinds or any(mark in name for mark in _MACROS for name in names):
        raise Refused(_("Tệp có macro nên không được nhận. Hãy lưu dạng .xlsx (không có macro) rồi nộp lại."))
    if "xl/workbook.xml" not in names:
        raise Refused(not_a_workbook())


class _Counter(ContentHandler):
    """Counts what a part makes room for, before anything does: its elements, and the cells of ranges, as one merged
    range can stand for a whole sheet. `targets` are the parts it points to, each as often as it does."""

    def __init__(self) -> None:
        self.count = self.merges = 0
        self.targets: list[str] = []
        self._sheets: set[str] = set()

    def startElement(self, name: str, attrs: Any) -> None:
        kind = name.rpartition(":")[2]
        self.count += 1
        if kind in _WITH_RANGES and "ref" in attrs:
            self.count += _cells_in(attrs["ref"])
        if kind == "Relationship":
            self.targets.append(_last(attrs.get("Target", "")))
        elif kind == "sheet":
            self._refuse_second([attrs[key] for key in attrs.getNames() if key.endswith(":id")])
        self.merges += kind == "mergeCell"
        if self.count > MOST_ELEMENTS:
            raise Refused(blown_up_words())
        if self.merges > MOST_MERGES:
            raise Refused(
                _("Tệp có quá nhiều ô gộp nên không được nhận. Hãy bỏ gộp ô, hoặc tải lại mẫu rồi chép sang.")
            )

    def _refuse_second(self, ids: list[str]) -> None:
        if not self._sheets.isdisjoint(ids):
            raise ValueError("a part is listed as two sheets")
        self._sheets.update(ids)


def _cells_in(ref: str) -> int:
    """Raises ValueError for anything but a rectangle from its upper left to its lower right cell."""
    left, top, right, bottom = range_boundaries(ref)
    if left is None or top is None or right is None or bottom is None or right < left or bottom < top:
        raise ValueError(f"{ref} is no range of cells")
    return int((right - left + 1) * (bottom - top + 1))


def _last(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].lower()


def _refuse_too_much(parts: ZipFile) -> None:
    """A part counts as often as others point to it: for each of them it is loaded anew."""
    counts: list[tuple[str, int]] = []
    pointed: Counter[str] = Counter()
    for info in parts.infolist():
        counter = _counted(parts, info)
        counts.append((_last(info.filename), counter.count))
        pointed.update(counter.targets)
    if sum(count * max(1, pointed[name]) for name, count in counts) > MOST_ELEMENTS:
        raise Refused(blown_up_words())


def _counted(parts: ZipFile, info: ZipInfo) -> _Counter:
    """Every part is parsed, whatever it is called: names do not say what is loaded from it."""
    counter = _Counter()
    parser = DefusedExpatParser(forbid_dtd=True)  # type: ignore[no-untyped-call]
    parser.setContentHandler(counter)
    try:
        with parts.open(info) as part:
            parser.parse(part)
    except DefusedXmlException as error:
        sentence = _("Tệp khai báo thực thể XML nên không được nhận. Hãy nộp tệp mẫu đã tải về.")
        raise Refused(sentence) from error
    except SAXParseException:
        with parts.open(info) as part:
            if _is_meant_as_xml(info.filename, part.read(8)):
                raise
    return counter


def _is_meant_as_xml(name: str, beginning: bytes) -> bool:
    """Pictures and settings of printers are not. What is XML in a writing that this parser does not know is."""
    return name.lower().endswith((".xml", ".rels", ".vml")) or b"<" in beginning or beginning.startswith(_EBCDIC)
