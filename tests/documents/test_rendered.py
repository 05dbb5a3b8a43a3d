"""The Word file as another program shows it: LibreOffice makes pages of it, and those are read."""

import os
import re
import shutil
import subprocess

import pytest
from pypdf import PdfReader

from reports.documents.word import write_word
from tests.documents.papers import sample

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    SOFFICE is None and not os.environ.get("REQUIRE_OFFICE"), reason="LibreOffice is not installed"
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rendered")
    with (folder / "a.docx").open("wb") as file:
        write_word(sample(), file)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "a.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return PdfReader(folder / "a.pdf")


@pytest.fixture(scope="module")
def pages(reader):
    return [page.extract_text() for page in reader.pages]


def squeezed(text):
    return "".join(text.split())


def test_body_and_appendices_start_on_pages_of_their_own(pages):
    first = [number for number, page in enumerate(pages) if "Phụ lục I\n" in page]
    second = [number for number, page in enumerate(pages) if "Phụ lục II\n" in page]
    assert (first, second, len(pages)) == ([2], [7], 9)


def test_the_pages_lie_as_they_should(reader):
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in reader.pages]
    assert set(sizes[:2]) == {(595, 842)}
    assert set(sizes[2:7]) == {(842, 595)}


def test_numbers_begin_anew_and_the_first_pages_have_none(pages):
    numbers = [re.search(r"MINH HỌA\s*(\d*)\s*DỰ THẢO", page)[1] for page in pages]
    assert numbers == ["", "2", "", "2", "3", "4", "5", "", "2"]


def test_every_word_is_there_in_order(pages):
    text = squeezed("".join(pages))
    parts = [
        "ỦY BAN NHÂN DÂN TỈNH HÀ NAM",
        "Số: 05/BC-SNV",
        "Hà Nam, ngày 05 tháng 12 năm 2026",
        "BÁO CÁO",
        "Kính gửi:",
        "- Ủy ban nhân dân tỉnh Hà Nam.",
        "Căn cứ Nghị quyết số 68/NQ-CP.",
        "I. TÌNH HÌNH CHUNG",
        "a) Về giảm nghèo",
        "năm 2026./.",
        "Nguyễn Văn Hiệp",
        "Phụ lục I",
        "12. Nhiệm vụ 12",
        "Mã kiểm tra nội dung (SHA-256): 0123",
    ]
    places = [text.find(squeezed(part)) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_the_signature_stays_with_the_recipients_on_one_page(pages):
    [page] = [page for page in pages if "Nguyễn Văn Hiệp" in page]
    assert "Nơi nhận:" in page
    assert "- Lưu: VT, LĐVL." in page


def test_the_head_of_the_table_stands_on_each_of_its_pages(pages):
    assert ["Nhận xét" in page for page in pages[2:7]] == [True] * 5


def test_a_metric_compatible_font_was_taken(reader):
    names = {
        str(font.get_object()["/BaseFont"]) for page in reader.pages for font in page["/Resources"]["/Font"].values()
    }
    assert all("LiberationSerif" in name or "TimesNewRoman" in name for name in names), names
