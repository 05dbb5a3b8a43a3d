"""What a file is by its content, and the sentence for each that is refused."""

import warnings
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_BZIP2

import pytest
from docx import Document
from openpyxl import Workbook

from agencies.errors import Refused
from agencies.files.sniffing import kind_of
from tests.evidence import files as f


def saved(made):
    file = BytesIO()
    made.save(file)
    return file.getvalue()


GOOD = {
    "pdf": ("pdf", f.PDF),
    "pdf 2.0": ("pdf", f.PDF.replace(b"1.7", b"2.0")),
    "pdf with something after its end": ("pdf", f.PDF + b"\0" * 100),
    "png": ("png", f.png()),
    "jpeg": ("jpg", f.jpeg()),
    "jpeg of a telephone, with a film after its end": ("jpg", f.jpeg() + b"MotionPhoto_Data" * 20),
    "jpeg with padding and a comment": ("jpg", f.jpeg(before=b"\xff\xff\xfe\x00\x04ab")),
    "docx by hand": ("docx", f.docx()),
    "xlsx by hand": ("xlsx", f.xlsx()),
    "docx by python-docx": ("docx", saved(Document())),
    "xlsx by openpyxl": ("xlsx", saved(Workbook())),
    "docx with an embedded sheet": ("docx", f.office(None, ("word/embeddings/a.xlsx", "PK"))),
}

BROKEN = "bị hỏng hoặc bị cắt ngang"
MACRO = "có chứa macro"
PASSWORD = "đang đặt mật khẩu"
OTHER = "Loại tệp này không nhận"
PICTURE = "không phải JPEG hay PNG"
WEB = "trang web hoặc ảnh SVG"
ZIP = "Không nhận tệp nén"
NOT_OFFICE = "không phải Word hay Excel"
HUGE = "bung ra quá lớn"
HIDDEN = "tệp nén giấu ở cuối"
OLD = "Office kiểu cũ"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'

HOSTILE = {
    "nothing readable": (OTHER, b"\0" * 4),
    "a program": (OTHER, b"MZ\x90\0" + b"\0" * 200),
    "a program of linux": (OTHER, b"\x7fELF" + b"\0" * 60),
    "text": (OTHER, "Biên bản họp".encode()),
    "a table as text": (OTHER, b"a;b;c\n1;2;3\n"),
    "rar": (OTHER, b"Rar!\x1a\x07\x01\x00"),
    "rtf": (OTHER, rb"{\rtf1 macro}"),
    "html named .pdf": (WEB, b"<!DOCTYPE html><script>alert(1)</script>"),
    "html after blanks and a mark": (WEB, b"\xef\xbb\xbf \n<html>"),
    "html in two bytes a letter": (WEB, "\ufeff<html>".encode("utf-16-le")),
    "svg": (WEB, b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "gif": (PICTURE, b"GIF89a" + b"\0" * 20),
    "webp": (PICTURE, b"RIFF\x10\0\0\0WEBPVP8 "),
    "heic of a telephone": (PICTURE, b"\0\0\0\x18ftypheic\0\0\0\0"),
    "tiff": (PICTURE, b"II*\0" + b"\0" * 8),
    "pdf after junk": ("nội dung lạ", b"GARBAGE" * 9 + f.PDF),
    "pdf after a page": ("nội dung lạ", b"<html></html>" + f.PDF),
    "pdf cut off": (BROKEN, f.PDF[:40]),
    "pdf in name only": (BROKEN, b"%PDF-hello\n%%EOF"),
    "pdf and zip at once": (HIDDEN, f.PDF + f.docx()),
    "png and zip at once": (HIDDEN, f.png() + f.EOCD),
    "jpeg and zip at once": (HIDDEN, f.jpeg() + f.docx()),
    "png cut off": (BROKEN, f.png()[:-8]),
    "png without a head": (BROKEN, b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
    "png of no size": (BROKEN, f.png(0, 0)),
    "png as large as a field": ("Ảnh quá lớn", f.png(100_000, 100_000)),
    "jpeg as large as a field": ("Ảnh quá lớn", f.jpeg(60_000, 60_000)),
    "jpeg cut off": (BROKEN, f.jpeg()[:-2]),
    "jpeg of three bytes": (BROKEN, b"\xff\xd8\xff"),
    "jpeg whose segments lead nowhere": (BROKEN, b"\xff\xd8\xff\xe0\xff\xff" + b"\0" * 50),
    "jpeg whose segment has no length": (BROKEN, b"\xff\xd8\xff\xe0\0\0" * 20),
    "old word": (OLD, f.OLE),
    "docx with a password": (PASSWORD, f.OLE + "EncryptedPackage".encode("utf-16-le") + bytes(99)),
    "zip with a password": (PASSWORD, f.locked_zip()),
    "zip": (ZIP, f.container([("a.pdf", f.PDF)])),
    "empty zip": (OTHER, f.EOCD),
    "jar": (ZIP, f.container([("META-INF/MANIFEST.MF", "x")])),
    "odt": (
        NOT_OFFICE,
        f.container([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")]),
    ),
    "pptx": (NOT_OFFICE, f.office(f.types("/ppt/p.xml", f.SLIDES), main="ppt/p.xml")),
    "docm named .docx": (MACRO, f.office(f.types(kind=f.MACROS))),
    "docx with macros left in": (MACRO, f.office(None, ("word/vbaProject.bin", "x"))),
    "xlsx with macros in another case": (
        MACRO,
        f.office(f.types("/xl/workbook.xml", f.EXCEL), ("xl/VBAPROJECT.BIN", "x"), main="xl/workbook.xml"),
    ),
    "xlsx with a sheet of old macros": (
        MACRO,
        f.office(f.types("/xl/workbook.xml", f.EXCEL), ("xl/macrosheets/sheet1.xml", "x"), main="xl/workbook.xml"),
    ),
    "docx that only lists a document": (ZIP, f.container([("[Content_Types].xml", f.types())])),
    "docx whose document is elsewhere": (ZIP, f.office(f.types("/xl/document.xml"), main="xl/document.xml")),
    "docx behind junk": (OTHER, b"JUNK" + f.docx()),
    "docx with something before its parts": (BROKEN, b"PK\x03\x04" + bytes(60) + f.docx()),
    "docx with words after its end": (BROKEN, f.office(comment=b"<script>")),
    "docx cut off": (BROKEN, f.docx()[:-30]),
    "docx that climbs out of its folder": (BROKEN, f.office(None, ("../../etc/passwd", "x"))),
    "docx from the root": (BROKEN, f.office(None, ("/etc/passwd", "x"))),
    "docx that unpacks to gigabytes": (HUGE, f.claims(2**32 - 2)),
    "docx packed in a way that Office does not": (BROKEN, f.office(packed=ZIP_BZIP2)),
    "docx of ten thousand parts": (HUGE, f.office(None, *((f"word/{n}.xml", "") for n in range(10_000)))),
    "docx with a bomb of entities": (BROKEN, f.office(BOMB + f.types()[21:])),
    "docx whose list is endless": (BROKEN, f.office(f.types(more=" " * 2**21))),
    "docx whose list is no XML": (BROKEN, f.office("<Types")),
}


def test_there_are_enough_of_them():
    assert len(HOSTILE) >= 30


@pytest.mark.parametrize(("kind", "content"), GOOD.values(), ids=GOOD)
def test_a_file_is_what_it_holds(kind, content):
    assert kind_of(BytesIO(content)) == kind


@pytest.mark.parametrize("content", [content for _kind, content in GOOD.values()], ids=GOOD)
def test_no_damaged_byte_is_more_than_a_sentence(content):
    """Every byte in turn, as a bad disk or a cut connection might leave it."""
    for place in range(0, len(content), max(1, len(content) // 2000)):
        with suppress(Refused):
            assert kind_of(BytesIO(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]))


@pytest.mark.parametrize(("words", "content"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_refused_is_told_in_a_sentence(words, content):
    with pytest.raises(Refused) as refused:
        kind_of(BytesIO(content))
    assert words in refused.value.message
    assert refused.value.message.endswith(".")


def test_a_part_that_is_there_twice_is_ambiguous():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        twice = f.office(None, ("[Content_Types].xml", f.types("/xl/workbook.xml", f.EXCEL)))
    with pytest.raises(Refused, match=BROKEN):
        kind_of(BytesIO(twice))


class Watched(BytesIO):
    """Knows how often it was read, and the most that was asked for by number at once."""

    def __init__(self, content):
        super().__init__(content)
        self.steps = self.longest = 0

    def read(self, length=-1, /):
        self.steps += 1
        self.longest = max(self.longest, length or 0)
        return super().read(length)


@pytest.mark.parametrize(
    "content",
    [
        f.jpeg(before=b"\xff" * 50_000),
        f.jpeg(before=b"\xff\xfe\x00\x02" * 50_000),
        b"\xff\xd8" + b"\xff" * 50_000,
    ],
    ids=["padding", "empty segments", "nothing but padding"],
)
def test_a_picture_that_leads_on_and_on_is_given_up(content):
    file = Watched(content)
    with pytest.raises(Refused, match=BROKEN):
        kind_of(file)
    assert file.steps < 1_100


@pytest.mark.parametrize("extra", [b"", b"\0" * 60_000], ids=["of many parts", "of parts with much beside them"])
def test_a_list_of_parts_that_is_too_long_is_not_read(extra):
    entries = 40_000 if not extra else 40
    file = Watched(f.list_of_parts(entries, extra))
    with pytest.raises(Refused, match=HUGE):
        kind_of(file)
    assert file.longest <= 2**20
