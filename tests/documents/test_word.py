"""The Word file is measured against appendix I of Decree 30/2020/NĐ-CP."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reports.documents.face import width
from reports.documents.paper import Chapter, Line
from reports.documents.word import write_word
from tests.documents.papers import sample

CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def written(paper):
    file = BytesIO()
    write_word(paper, file)
    return Document(file)


@pytest.fixture(scope="module")
def document():
    return written(sample())


def line_of(document, text):
    cells = [cell for table in document.tables[:3] for row in table.rows for cell in row.cells]
    lines = [*document.paragraphs, *(line for cell in cells for line in cell.paragraphs)]
    return next(line for line in lines if line.text == text)


def effective(line, name):
    """A trait of a paragraph's first run, or else of its style and what that is based on."""
    value, style = getattr(line.runs[0].font, name), line.style
    while value is None and style is not None:
        value, style = getattr(style.font, name), style.base_style
    return value


def shape(line, name):
    value, style = getattr(line.paragraph_format, name), line.style
    while value is None and style is not None:
        value, style = getattr(style.paragraph_format, name), style.base_style
    return value


def millimetres(*lengths):
    return [round(length.mm) for length in lengths]


def test_paper_and_margins(document):
    body, landscape, portrait = document.sections
    for page in (body, portrait):
        assert page.orientation == WD_ORIENT.PORTRAIT
        assert millimetres(page.page_width, page.page_height) == [210, 297]
        assert millimetres(page.top_margin, page.bottom_margin) == [20, 20]
        assert millimetres(page.left_margin, page.right_margin) == [30, 15]
    assert landscape.orientation == WD_ORIENT.LANDSCAPE
    assert millimetres(landscape.page_width, landscape.page_height) == [297, 210]
    assert millimetres(landscape.top_margin, landscape.right_margin) == [30, 20]


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic", "align"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH HÀ NAM", 12, False, False, CENTER),
        ("SỞ NỘI VỤ", 12, True, False, CENTER),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False, CENTER),
        ("Độc lập - Tự do - Hạnh phúc", 13, True, False, CENTER),
        ("Số: 05/BC-SNV", 13, False, False, CENTER),
        ("Hà Nam, ngày 05 tháng 12 năm 2026", 13, False, True, CENTER),
        ("BÁO CÁO", 14, True, False, CENTER),
        ("Kết quả năm 2026 triển khai Kế hoạch thực hiện chính sách xã hội", 14, True, False, CENTER),
        ("Kính gửi:", 14, False, False, None),
        ("- Bộ Nội vụ;", 14, False, False, None),
        ("- Ủy ban nhân dân tỉnh Hà Nam.", 14, False, False, None),
        ("Căn cứ Kế hoạch số 2139/KH-UBND;", 14, False, True, JUSTIFY),
        ("Căn cứ Nghị quyết số 68/NQ-CP.", 14, False, True, JUSTIFY),
        ("I. TÌNH HÌNH CHUNG", 14, True, False, JUSTIFY),
        ("1. Công tác chỉ đạo", 14, True, False, JUSTIFY),
        ("a) Về giảm nghèo", 14, False, False, JUSTIFY),
        ("Trên đây là báo cáo kết quả năm 2026./.", 14, False, False, JUSTIFY),
        ("Nơi nhận:", 12, True, True, None),
        ("- Như trên;", 11, False, False, None),
        ("- Lưu: VT, LĐVL.", 11, False, False, None),
        ("KT. GIÁM ĐỐC", 14, True, False, CENTER),
        ("PHÓ GIÁM ĐỐC", 14, True, False, CENTER),
        ("Nguyễn Văn Hiệp", 14, True, False, CENTER),
        ("Phụ lục I", 14, True, False, CENTER),
        ("KẾT QUẢ THỰC HIỆN CHỈ TIÊU NĂM 2026", 14, True, False, CENTER),
        ("(Kèm theo Báo cáo số 05/BC-SNV)", 14, False, True, CENTER),
    ],
)
def test_every_part_has_its_size_and_face(document, text, size, bold, italic, align):
    line = line_of(document, text)
    assert effective(line, "size") == Pt(size)
    assert bool(effective(line, "bold")) == bold
    assert bool(effective(line, "italic")) == italic
    assert effective(line, "name") == "Times New Roman"
    assert shape(line, "alignment") == align


def test_the_body_is_justified_indented_and_spaced(document):
    line = line_of(document, "Sở Nội vụ báo cáo kết quả năm 2026 như sau.")
    assert shape(line, "alignment") == JUSTIFY
    assert millimetres(shape(line, "first_line_indent")) == [10]
    assert shape(line, "space_after") >= Pt(6)
    assert 1 <= shape(line, "line_spacing") <= 1.5


def test_black_and_one_font_everywhere(document):
    for style in document.styles.element.findall(qn("w:style")):
        name = style.find(qn("w:name")).get(qn("w:val"))
        if name in ("Normal", "Body Text", "Title", "heading 1", "heading 4", "Table Text"):
            assert set(style.find(f".//{qn('w:rFonts')}").attrib.values()) == {"Times New Roman"}
            assert style.find(f".//{qn('w:color')}").get(qn("w:val")) == "000000"


def rule_below(document, text):
    """How long the line below a text is, in millimetres."""
    line = line_of(document, text)
    below = line._p.getnext()
    assert below.find(f".//{qn('w:pBdr')}/{qn('w:top')}") is not None
    indent = below.find(f".//{qn('w:ind')}")
    cell = next(below.iterancestors(qn("w:tc")), None)
    block = 165 if cell is None else cell.width.mm
    return block - 2 * int(indent.get(qn("w:left"))) / 56.7


@pytest.mark.parametrize(
    ("text", "size", "least", "most"),
    [
        ("SỞ NỘI VỤ", 12, 1 / 3, 1 / 2),
        ("Độc lập - Tự do - Hạnh phúc", 13, 0.98, 1.02),
        ("Kết quả năm 2026 triển khai Kế hoạch thực hiện chính sách xã hội", 14, 1 / 3, 1 / 2),
    ],
)
def test_lines_are_as_long_as_the_text_above_asks(document, text, size, least, most):
    assert least <= rule_below(document, text) / width(text, size, is_bold=True) <= most


def header_of(section, *, first=False):
    return (section.first_page_header if first else section.header).paragraphs[0]


def test_pages_are_numbered_in_the_middle_of_the_top_from_the_second_on(document):
    for section in document.sections:
        assert section.different_first_page_header_footer
        numbered, unnumbered = header_of(section), header_of(section, first=True)
        [field] = numbered._p.findall(qn("w:fldSimple"))
        assert field.get(qn("w:instr")).strip() == "PAGE"
        assert unnumbered._p.find(qn("w:fldSimple")) is None
        middle = numbered.paragraph_format.tab_stops[0]
        room = section.page_width - section.left_margin - section.right_margin
        assert middle.position.mm == pytest.approx(room / 2 / Mm(1), abs=0.5)
        assert 13 <= (numbered.style.font.size or Pt(0)).pt <= 14


def test_each_appendix_is_numbered_for_itself_and_carries_the_marks(document):
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in document.sections]
    assert [one.get(qn("w:start")) for one in starts[1:]] == ["1", "1"]
    for section in document.sections:
        for is_first in (True, False):
            text = header_of(section, first=is_first).text
            assert "SỐ LIỆU MINH HỌA" in text
            assert "DỰ THẢO, bản số 3" in text


def test_the_head_of_a_table_stands_again_on_every_page(document):
    table = document.tables[2]
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows[:3]] == [True, False, False]
    assert table.rows[1]._tr.xpath("./w:trPr/w:cantSplit")
    room = 257
    assert sum(column.width for column in table.columns) / Mm(1) == pytest.approx(room, abs=0.5)


@pytest.mark.parametrize(
    ("addressees", "lines"),
    [
        (["Bộ Nội vụ"], ["Kính gửi: Bộ Nội vụ"]),
        (["A", "B", "C"], ["Kính gửi:", "- A;", "- B;", "- C."]),
        ([], []),
    ],
)
def test_one_addressee_stands_beside_the_greeting_and_several_below(addressees, lines):
    texts = [line.text for line in written(sample(addressees=addressees)).paragraphs]
    title = texts.index("BÁO CÁO")
    start = texts.index("Căn cứ Kế hoạch số 2139/KH-UBND;")
    assert [text for text in texts[title + 2 : start] if text] == lines


def test_no_superior_leaves_no_gap():
    paper = sample()
    texts = [
        cell.text for cell in written(replace(paper, head=replace(paper.head, superior=""))).tables[0].rows[0].cells
    ]
    assert texts[0].split("\n")[0] == "SỞ NỘI VỤ"


def test_headings_carry_their_levels(document):
    levels = {line.text: line.style.name for line in document.paragraphs if line.style.name.startswith("Heading")}
    assert levels["I. TÌNH HÌNH CHUNG"] == "Heading 1"
    assert levels["1. Công tác chỉ đạo"] == "Heading 2"
    assert levels["a) Về giảm nghèo"] == "Heading 4"


def test_what_looks_like_a_field_in_a_report_is_text():
    line = "{{ du_thao }} {% for a in b %} {_{ x"
    document = written(sample(chapters=[Chapter("I. A", [Line(line)])], subject="{{ 7*7 }} {%p if x %}"))
    assert line in [one.text for one in document.paragraphs]
    assert "{{ 7*7 }} {%p if x %}" in [one.text for one in document.paragraphs]


def test_the_file_says_what_it_is(document):
    properties = document.core_properties
    assert (properties.title, properties.author) == ("Báo cáo tổng hợp năm 2026", "Sở Nội vụ")
    assert (properties.language, properties.comments) == ("vi-VN", "")
    fonts = next(rel.target_part.blob for rel in document.part.rels.values() if rel.reltype.endswith("/fontTable"))
    assert b'<w:font w:name="Times New Roman"><w:altName w:val="Liberation Serif"/>' in fonts
