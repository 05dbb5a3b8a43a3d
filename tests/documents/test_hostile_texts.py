"""Whatever an agency types, the papers can be drawn."""

import datetime as dt
import unicodedata
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from reports.documents import face, pdf
from reports.documents.paper import Appendix, Assignment, Cell, Chapter, Column, Foot, Group, Head, Line, Paper, Table
from reports.documents.word import write_word

MOST = 20_000  # characters of one text: reports.collect.services.LONGEST_TEXT

HOSTILE = {
    "numbers": "68/KH-UBND, ",
    "one long number": "1/",
    "long words": "x" * 41 + " ",
    "words too long for a cell": "x" * 15 + " ",
    "marks": "\u0301",
    "marks in words": "a" + "\u0301" * 30 + " ",
    "joined pictures": "\U0001f469\u200d",
    "families": "\U0001f468\u200d\U0001f469\u200d\U0001f467 ",
    "joined letters": "\u0915\u094d",
    "a long flag": "\U000e0067",
    "spaces of no width": "\u200b",
    "joiners of no width": "\u2060",
    "soft hyphens": "\u00ad",
    "turned around": "\u202e\u2066",
    "empty letters": "\u3164",
    "line ends": "a\n\u2028\u2029\x85\x0c",
    "control characters": "a\x00\x01\x1b\x7f ",
    "no characters": "\ufffe\uffff\ufdd0\U0001fffe\U0010ffff\ue000",
}


def paper(text):
    """`text` at every place that an agency, an administrator or the plan fills."""
    task = Assignment(title=text[:300], leads=text[:300], missing=text[:300], parts=[Line(text, text[:300])])
    return Paper(
        file_title="Báo cáo",
        author=text[:250],
        made_at=dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
        left_mark="",
        right_mark="",
        head=Head(superior="", agency=text[:100], nation="", motto="", number=text[:100], dated=""),
        kind="BÁO CÁO",
        subject=text[:300],
        addressed="Kính gửi:",
        addressees=[text[:300], text[:300]],
        opening=[Line(text)],
        chapters=[Chapter("I. TÌNH HÌNH CHUNG", [Line(text, "Sở A:")])],
        closing="./.",
        foot=Foot(recipients=["Nơi nhận:", text[:100]], authority=[text[:100]], name=text[:100]),
        appendices=[
            Appendix(
                label="Phụ lục I",
                title=text[:300],
                attached=text[:300],
                table=Table([Column("Mã", 16), Column("Nhận xét", 45)], [[Cell(text[:50]), Cell(text, text)]]),
                is_landscape=True,
            ),
            Appendix(label="Phụ lục II", title="", attached="", groups=[Group(text[:300], [task])], remark=text[:300]),
        ],
    )


def drawn(text):
    file = BytesIO()
    pdf.write_pdf(paper(text), file)
    return PdfReader(file)


def full(piece):
    return (piece * MOST)[:MOST]


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_no_text_keeps_a_report_from_being_drawn(piece, monkeypatch):
    monkeypatch.setattr(pdf, "_LONGEST", 30)
    assert drawn(f"{full(piece)}.").pages


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_no_text_keeps_a_word_file_from_being_opened(piece):
    file = BytesIO()
    write_word(paper(f"{full(piece)}."), file)
    assert Document(file).paragraphs


def test_the_numbers_of_documents_stay_whole_and_can_be_found():
    text = "".join(page.extract_text() for page in drawn("Theo văn bản số 68/KH-UBND, " * 500).pages)
    assert text.count("68/KH-UBND") > 1500
    assert "/\n" not in text


def test_marks_that_letters_really_carry_stay():
    text = "Ớ e\u0302\u0323 \u0e19\u0e49\u0e33 \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    assert pdf.drawable(text) == unicodedata.normalize("NFC", text)
    assert pdf.drawable("x" + "\u0301" * 100 + "b") == "x" + "\u0301" * pdf.MOST_MARKS + "b"


def test_text_in_pieces_is_put_together_in_both():
    apart = unicodedata.normalize("NFD", "Tỷ lệ thất nghiệp được kiểm soát")
    file = BytesIO()
    write_word(paper(apart), file)
    written = "\n".join(line.text for line in Document(file).paragraphs)
    assert unicodedata.normalize("NFC", apart) in written
    assert apart not in written
    assert unicodedata.normalize("NFC", apart) in "".join(page.extract_text() for page in drawn(apart).pages)


def test_what_the_font_lacks_is_a_square_in_the_pdf_and_stays_in_word():
    text = "Hoàn thành \U0001f600 đúng hạn \u4e2d."
    said = "".join(page.extract_text() for page in drawn(text).pages)
    assert "Hoàn thành \u25a1 đúng hạn \u25a1." in said
    file = BytesIO()
    write_word(paper(text), file)
    assert text in "\n".join(line.text for line in Document(file).paragraphs)


def test_ten_thousand_words_leave_nothing_out():
    text = "ước tính kết quả " * 2500
    said = "".join(page.extract_text() for page in drawn(text).pages)
    assert said.count("ước") >= 5 * 2500


def test_tables_without_rows_and_wider_than_the_page_stay_on_it():
    wide = Table([Column(f"Cột {number}", 60) for number in range(12)], [[Cell("x" * 30)] * 12])
    empty = Table([Column("Mã", 20), Column("Tên", 40)], [])
    shown = [
        Appendix(label="Phụ lục I", title="RỘNG", attached="", table=wide),
        Appendix(label="Phụ lục II", title="TRỐNG", attached="", table=empty),
    ]
    both = replace(paper("x"), appendices=shown)
    file = BytesIO()
    write_word(both, file)
    document = Document(file)
    first, second = document.tables[-2:]
    page = document.sections[1]
    room = page.page_width - page.left_margin - page.right_margin
    assert sum(column.width for column in first.columns) <= room
    assert [len(first.rows), len(second.rows)] == [2, 1]
    file = BytesIO()
    pdf.write_pdf(both, file)
    text = PdfReader(file).pages[1].extract_text()
    assert "Cột 11" in text.replace("\n", " ")
    assert text.replace("\n", "").count("x") == 12 * 30


def test_a_missing_font_file_is_said_and_no_other_font_taken(monkeypatch, tmp_path):
    face._face.cache_clear()
    monkeypatch.setattr(face, "FOLDER", tmp_path)
    with pytest.raises(pdf.NoFont) as missing:
        drawn("x")
    assert missing.value.name == "LiberationSerif-Regular.ttf"
    file = BytesIO()
    write_word(paper("x"), file)  # needs no font file
    assert Document(file).paragraphs
    face._face.cache_clear()


def test_a_damaged_font_file_is_said_too(monkeypatch, tmp_path):
    face._face.cache_clear()
    monkeypatch.setattr(face, "FOLDER", tmp_path)
    for name in face.FACES:
        (tmp_path / f"LiberationSerif-{name}.ttf").write_bytes(b"\0\1\0\0\0\5")
    with pytest.raises(pdf.NoFont):
        drawn("x")
    face._face.cache_clear()
