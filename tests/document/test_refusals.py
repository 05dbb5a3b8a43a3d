"""What no plan can be read from: one sentence each, which says what to do."""

import zipfile
from io import BytesIO

import docx
import pytest
import typst
from pypdf import PdfReader, PdfWriter

from plan.document import LARGEST, AgencyBook, Unreadable, found_in, read_file
from plan.document.opening import refuse_too_large
from tests.document.making import as_docx, as_pdf, saved

TEXT = "KẾ HOẠCH\nI. NHIỆM VỤ\n1. Làm tốt công tác của tỉnh và các huyện."


def sentence(data, name="tep"):
    with pytest.raises(Unreadable) as refused:
        found_in(read_file(data, name), AgencyBook())
    return refused.value.sentence


def packed(**parts):
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return content.getvalue()


def changed(data, name, change):
    """A package with one part changed, or added."""
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return content.getvalue()


def locked_pdf():
    writer = PdfWriter(clone_from=PdfReader(BytesIO(as_pdf(TEXT))))
    writer.encrypt("mat-khau", algorithm="RC4-128")
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


BOMB = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document>&b;</w:document>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
REFUSED = {
    "empty": (lambda: b"", "không có nội dung"),
    "blank": (lambda: b" \r\n\t", "không có nội dung"),
    "numbers alone": (lambda: b"1 2 3\n4", "không có chữ"),
    "scan": (lambda: typst.compile(b"#rect(width: 5cm)\n#pagebreak()\n#circle()"), "bản quét"),
    "locked pdf": (locked_pdf, "mật khẩu"),
    "broken pdf": (lambda: as_pdf(TEXT)[:900], "bị hỏng"),
    "locked docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "doc": (lambda: OLE + "WordDocument".encode("utf-16-le"), ".doc"),
    "other ole": (lambda: OLE, "không phải văn bản"),
    "rtf": (lambda: rb"{\rtf1 abc}", "không phải văn bản"),
    "html": (lambda: b"<!DOCTYPE html><p>abc", "không phải văn bản"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "mã hoá"),
    "tcvn3": (lambda: "KÕ ho¹ch thùc hiÖn NghÞ quyÕt cña tØnh vÒ chÝnh s¸ch x· héi".encode(), "phông chữ cũ"),
    "tcvn3 bytes": (
        lambda: "KÕ ho¹ch thùc hiÖn NghÞ quyÕt cña tØnh vÒ chÝnh s¸ch x· héi".encode("latin-1"),
        "phông chữ cũ",
    ),
    "vni": (lambda: as_docx("Keá hoaïch thöïc hieän Nghò quyeát cuûa tænh veà chính saùch xaõ hoäi"), "phông chữ cũ"),
    "unknown bytes": (lambda: "план работы комитета".encode("cp1251"), "mã hoá"),
    "excel": (lambda: packed(**{"xl/workbook.xml": "<a/>"}), "Excel"),
    "opendocument": (lambda: packed(mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument"),
    "other zip": (lambda: packed(anh="x"), "không phải văn bản Word"),
    "cut zip": (lambda: as_docx(TEXT)[:2000], "bị hỏng"),
    "macros": (lambda: changed(as_docx(TEXT), "word/vbaProject.bin", lambda _old: b"x"), "macro"),
    "zip bomb": (lambda: changed(as_docx(TEXT), "word/document.xml", lambda old: old + b" " * 30_000_000), "giải nén"),
    "entities": (lambda: changed(as_docx(TEXT), "word/document.xml", lambda _old: BOMB), "thực thể"),
    "entities in styles": (lambda: changed(as_docx(TEXT), "word/styles.xml", lambda _old: BOMB), "thực thể"),
    "broken xml": (lambda: changed(as_docx(TEXT), "word/document.xml", lambda old: old[:300]), "bị hỏng"),
    "no words": (lambda: saved(docx.Document()), "không có chữ"),
    "a letter": (lambda: "Kính gửi anh Nam,\nTôi đã nhận được thư của anh.".encode(), "văn bản kế hoạch"),
    "an endless line": (lambda: b"I. NHIEM VU\n" + b"a " * 40_000, "quá dài"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_each_is_refused_with_a_sentence_of_its_own(case):
    make, words = REFUSED[case]
    said = sentence(make())
    assert words in said
    assert "Hãy" in said
    assert said.endswith(".")


def test_a_large_file_is_refused_before_it_is_read():
    refuse_too_large(LARGEST)
    with pytest.raises(Unreadable, match="20 MB"):
        refuse_too_large(300 * 1024**2)
    assert "20 MB" in sentence(bytes(LARGEST + 1))


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        b"\xd0K\xca\xec HO\xc1\xf2CH\nI. NHI\xca\xf2M V\xd9\xf2 c\xf9a t\xec\xf1nh v\xe0 c\xe1c huy\xea\xf2n",
        as_docx(TEXT),
        as_pdf(TEXT),
    ],
)
def test_what_can_be_read_is_read_whatever_it_is_called(data):
    assert "NHIỆM VỤ" in "\n".join(line.text for line in read_file(data, "anh.jpg"))
