"""A file into the lines of its document, whatever its name says it is.

What is no document that can be read is refused with one sentence that says what to do; nothing is kept of it.
"""

from django.utils.translation import gettext as _

from plan.document.docx import read_docx
from plan.document.pdf import read_pdf
from plan.document.records import Line, Unreadable
from plan.document.text import looks_old, old_font, read_text

LARGEST = 20 * 1024 * 1024  # bytes of a file; callers refuse a larger one before they read it
MOST_LINES = 40_000
MOST_SIGNS = 3_000_000  # of the text; a page has some 2.500
_LONGEST_LINE = 30_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_MARKS = (b"{\\rtf", b"<!doctype", b"<html", b"<?xml")


def read_file(data: bytes, name: str) -> list[Line]:
    """The lines of a document (.docx, PDF with text, plain text). Raises Unreadable with the reason and what to do.

    `name` is only quoted: the kind of a file is known by its content.
    """
    refuse_too_large(len(data))
    if not data.strip(b"\x00\t\r\n "):
        raise Unreadable(_("Tệp “{name}” không có nội dung. Hãy chọn tệp khác.").format(name=name))
    lines = _read(data)
    text = "\n".join(line.text for line in lines)
    if not any(char.isalpha() for char in text):
        raise Unreadable(_("Tệp “{name}” không có chữ nào. Hãy chọn tệp khác.").format(name=name))
    if looks_old(text):
        raise Unreadable(old_font())
    if len(lines) > MOST_LINES or len(text) > MOST_SIGNS or any(len(line.text) > _LONGEST_LINE for line in lines):
        raise Unreadable(_("Văn bản quá dài. Hãy chỉ chọn văn bản kế hoạch và phụ lục của nó."))
    return lines


def refuse_too_large(size: int) -> None:
    """For callers that know how large a file is before they have it. Raises Unreadable."""
    if size > LARGEST:
        sentence = _("Tệp lớn hơn {most} MB nên không được nhận. Hãy bỏ hình ảnh trong văn bản hoặc chỉ giữ phần lời.")
        raise Unreadable(sentence.format(most=LARGEST // 1024**2))


def _read(data: bytes) -> list[Line]:
    if b"%PDF-" in data[:1024]:
        return read_pdf(data)
    if data.startswith(b"PK"):
        return read_docx(data)
    if data.startswith(_OLE):
        raise Unreadable(_old_or_locked(data))
    if data.lstrip()[:20].lower().startswith(_MARKS):
        raise Unreadable(no_document())
    return read_text(data)


def no_document() -> str:
    return _("Tệp này không phải văn bản đọc được. Hãy chọn tệp Word (.docx), PDF có chữ hoặc tệp chữ thuần (.txt).")


def _old_or_locked(data: bytes) -> str:
    if _ENCRYPTED in data:
        return _("Tệp có mật khẩu nên không đọc được. Hãy bỏ mật khẩu mở tệp rồi chọn lại.")
    if _WORD in data:
        return _("Tệp ở dạng Word cũ (.doc). Hãy mở bằng Word, chọn Lưu thành, dạng .docx, rồi chọn lại.")
    return no_document()
