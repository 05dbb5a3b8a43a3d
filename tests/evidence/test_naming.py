import re
from uuid import UUID

import pytest

from agencies.enums import FileKind
from agencies.files.naming import display_name, storage_name

NAMES = [
    ("Biên bản họp.pdf", "pdf", "Biên bản họp.pdf"),
    ("Bie\u0302n ba\u0309n.PDF", "pdf", "Biên bản.pdf"),
    ("ảnh.JPEG", "jpg", "ảnh.jpeg"),
    ("ảnh.png", "jpg", "ảnh.jpg"),
    ("báo cáo", "docx", "báo cáo.docx"),
    ("báo cáo.doc", "docx", "báo cáo.docx"),
    ("trang.html", "pdf", "trang.pdf"),
    ("báo cáo.pdf.exe", "pdf", "báo cáo.pdf"),
    ("số 12.5.xlsx", "xlsx", "số 12.5.xlsx"),
    ("../../etc/passwd", "pdf", "passwd.pdf"),
    ("C:\\Users\\an\\bản vẽ.png", "png", "bản vẽ.png"),
    ("..", "pdf", "Minh chứng.pdf"),
    (".pdf", "pdf", "Minh chứng.pdf"),
    ("", "png", "Minh chứng.png"),
    ("/", "png", "Minh chứng.png"),
    ("hoá\u202efdp.exe", "pdf", "hoáfdp.pdf"),
    ("a\x00b\r\nc\u200b.pdf", "pdf", "ab c.pdf"),
    ("a: b*c?.pdf", "pdf", "a_ b_c_.pdf"),
    ("  nhiều   dấu  cách . pdf ", "pdf", "nhiều dấu cách.pdf"),
    ("số 5/KH-UBND.pdf", "pdf", "KH-UBND.pdf"),
]


@pytest.mark.parametrize(("name", "kind", "shown"), NAMES)
def test_a_name_is_made_harmless(name, kind, shown):
    assert display_name(name, FileKind(kind)) == shown


def test_a_long_name_keeps_its_ending():
    shown = display_name("ă" * 500 + ".xlsx", FileKind.EXCEL)
    assert (len(shown), shown[-6:]) == (200, "ă.xlsx")


def test_the_storage_learns_nothing_of_the_name():
    name = storage_name(UUID(int=7), FileKind.JPEG)
    assert re.fullmatch(r"[0-9a-f]{32}\.jpg", name)
