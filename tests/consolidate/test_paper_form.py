"""The paper as Decree 30/2020/NĐ-CP wants it, and what a draft, sample figures and an issued report have on it."""

import datetime as dt
import re
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.urls import reverse
from docx import Document

from reports.consolidate.frozen import paper_on
from reports.documents.paper import authority_of, long_date
from reports.documents.pdf import write_pdf
from reports.models import Round, TaskEntry
from tests.consolidate.conftest import build
from tests.consolidate.papers import issued, on_the_day_of_the_tests, pdf_of, pdf_text, squeezed, word_of

__all__ = ["issued", "on_the_day_of_the_tests"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day_of_the_tests")]


def test_a_draft_says_so_on_every_page_of_both(world, complete):
    draft = build(world, complete)
    pages = [page.extract_text() for page in pdf_of(draft).pages]
    assert all("DỰ THẢO, bản số 1" in page for page in pages)
    assert all("MINH HỌA" not in page for page in pages)
    document = word_of(draft)
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert "DỰ THẢO, bản số 1" in section.header.paragraphs[0].text
        assert "DỰ THẢO, bản số 1" in section.first_page_header.paragraphs[0].text


def test_sample_figures_are_called_so_on_every_page_of_both(world, complete):
    Round.objects.update(is_demonstration=True)
    draft = build(world, complete)
    assert all("SỐ LIỆU MINH HỌA" in page.extract_text() for page in pdf_of(draft).pages)
    document = word_of(draft)
    assert all("SỐ LIỆU MINH HỌA" in section.first_page_header.paragraphs[0].text for section in document.sections)
    assert "Số liệu minh họa. Để làm quen phần mềm, không phải số liệu thật." in [p.text for p in document.paragraphs]


def test_an_issued_report_carries_number_date_addressees_signer_and_hash(issued):
    document = word_of(issued)
    head, foot = (" ".join(cell.text for row in document.tables[i].rows for cell in row.cells) for i in (0, 1))
    body = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "ỦY BAN NHÂN DÂN TỈNH\nSỞ ĐẦU MỐI" in head
    assert "Số: 125/BC-SDM Hà Nam, ngày 03 tháng 11 năm 2026" in head
    assert "Kính gửi:\n- Bộ Nội vụ;\n- Ủy ban nhân dân tỉnh." in body
    assert "(Kèm theo Báo cáo số 125/BC-SDM ngày 03/11/2026 của Sở Đầu mối)" in body
    assert "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nĐỗ Hương Giang" in foot
    assert "Nơi nhận:\n- Như trên;\n- Lưu: VT." in foot
    assert f"Mã kiểm tra nội dung (SHA-256): {issued.sha256}" in body
    assert "DỰ THẢO" not in "".join(section.header.paragraphs[0].text for section in document.sections)
    text = pdf_text(pdf_of(issued))
    assert all(squeezed(words) in text for words in [*body.split("\n"), "KT. GIÁM ĐỐC", "Đỗ Hương Giang"])
    assert "DỰTHẢO" not in text


def test_a_draft_leaves_room_for_number_day_and_name(world, complete):
    head, foot, *_others = word_of(build(world, complete)).tables
    assert squeezed(head.rows[1].cells[0].text) == "Số:/BC-"
    assert squeezed(head.rows[1].cells[1].text) == "HàNam,ngàythángnăm2026"
    assert foot.rows[0].cells[1].text == "THỦ TRƯỞNG CƠ QUAN\n"


def test_the_pdf_is_tagged_in_its_own_fonts_and_always_the_same(world, complete):
    draft = build(world, complete)
    reader = pdf_of(draft, is_checked=True)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("vi")
    assert reader.metadata.title == "Báo cáo tổng hợp năm 2026"
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert {font["/BaseFont"].partition("+")[2].partition("-")[0] for font in fonts} == {"LiberationSerif"}
    sizes = {tuple(sorted(round(float(side)) for side in page.mediabox[2:])) for page in reader.pages}
    assert sizes == {(595, 842)}
    first, second = BytesIO(), BytesIO()
    write_pdf(paper_on(draft), first)
    write_pdf(paper_on(draft), second)
    assert first.getvalue() == second.getvalue()


def test_only_the_first_page_of_each_part_has_no_number(world, complete):
    TaskEntry.objects.update(result="Một câu dài vừa phải. " * 300)
    pages = [page.extract_text() for page in pdf_of(build(world, complete)).pages]
    numbers = [re.search(r"(\d*)\s*DỰ THẢO", page)[1] for page in pages]
    body, first, second, third, last = [0, *(place for place, page in enumerate(pages) if "\nPhụ lục I" in page)]
    assert [numbers[place] for place in (body, first, third, last)] == [""] * 4
    assert third - second > 3
    assert numbers[second:third] == ["", *map(str, range(2, third - second + 1))]


@pytest.mark.parametrize(
    ("name", "kind", "start"),
    [("word", "docx", b"PK")],
)
def test_the_file_has_a_name_that_every_system_takes(issued, world, sign_in, name, kind, start):
    response = sign_in(world.an).get(reverse(f"reports:{name}", args=[issued.pk]))
    assert b"".join(response.streaming_content).startswith(start)
    assert f"Báo cáo tổng hợp năm 2026, số 125-BC-SDM.{kind}" in unquote(response["Content-Disposition"])


def test_a_reader_of_the_english_pages_gets_the_same_paper(world, complete, sign_in):
    client, address = sign_in(world.dung), reverse("reports:word", args=[build(world, complete).pk])
    client.cookies["django_language"] = "en"
    file = BytesIO(b"".join(client.get(address).streaming_content))
    assert "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI" in [paragraph.text for paragraph in Document(file).paragraphs]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2027, 1, 5), "Hà Nam, ngày 05 tháng 01 năm 2027"),
        (dt.date(2027, 2, 28), "Hà Nam, ngày 28 tháng 02 năm 2027"),
        (dt.date(2026, 3, 9), "Hà Nam, ngày 09 tháng 3 năm 2026"),
        (dt.date(2026, 12, 15), "Hà Nam, ngày 15 tháng 12 năm 2026"),
    ],
)
def test_only_the_first_two_months_are_written_with_a_zero(day, words):
    assert long_date("Hà Nam", day, 2026) == words


@pytest.mark.parametrize(
    ("position", "lines"),
    [("Giám đốc", ["GIÁM ĐỐC"]), ("Phó Giám đốc", ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]), ("", [""])],
)
def test_a_deputy_signs_for_the_head(position, lines):
    assert authority_of(position) == lines
