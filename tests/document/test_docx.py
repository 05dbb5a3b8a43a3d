"""What Word shows and does not write, and what it writes and does not show."""

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from plan.document import read_file
from tests.document.making import saved


def lines(document):
    return read_file(saved(document), "x.docx")


def numbering(document, *levels):
    """A list of Word's own: a level is its kind and the text of its number."""
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    part = document.part.numbering_part.element
    part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{inner}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def numbered(document, level, text):
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
    )
    return paragraph


def test_the_numbers_that_word_counts_are_read():
    document = docx.Document()
    numbering(
        document,
        ("upperRoman", "%1."),
        ("decimal", "%2."),
        ("decimal", "%2.%3."),
        ("lowerLetter", "%4)"),
        ("bullet", "·"),
    )
    for level, text in (
        (0, "A"),
        (1, "B"),
        (2, "C"),
        (2, "D"),
        (3, "E"),
        (3, "F"),
        (1, "G"),
        (2, "H"),
        (0, "I"),
        (4, "K"),
    ):
        numbered(document, level, text)
    wanted = ["I. A", "1. B", "1.1. C", "1.2. D", "a) E", "b) F", "2. G", "2.1. H", "II. I", "- K"]
    assert [line.text for line in lines(document)] == wanted


def test_what_is_deleted_hidden_or_beside_the_text_is_left_out():
    document = docx.Document()
    paragraph = document.add_paragraph("Giữ lại")
    deleted = parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>xóa</w:delText></w:r></w:del>')
    added = parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="a"><w:r><w:t> và thêm</w:t></w:r></w:ins>')
    box = parse_xml(
        f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>khung</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></w:r>"
    )
    for element in (deleted, added, box):
        paragraph._p.append(element)
    hidden = paragraph.add_run(" ẩn")
    hidden.font.hidden = True
    document.sections[0].header.paragraphs[0].text = "đầu trang"
    contents = document.styles.add_style("TOC 1", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("I. MỤC TIÊU 3", style=contents)
    assert [line.text for line in lines(document)] == ["Giữ lại và thêm"]


def test_tables_stand_where_they_are_with_row_and_column():
    document = docx.Document()
    document.add_paragraph("Trước").runs[0].bold = True
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(1, 1).text = "a", "b\nc"
    document.add_paragraph("Sau")
    assert [(line.text, line.cell and line.cell[1:3], line.bold) for line in lines(document)] == [
        ("Trước", None, True),
        ("a", (0, 0), False),
        ("b", (1, 1), False),
        ("c", (1, 1), False),
        ("Sau", None, False),
    ]


def test_pages_are_counted_where_word_has_marked_them():
    document = docx.Document()
    document.add_paragraph("một")
    second = document.add_paragraph("hai")
    second.runs[0]._r.insert(0, OxmlElement("w:lastRenderedPageBreak"))
    assert second.runs[0]._r[0].tag == qn("w:lastRenderedPageBreak")
    assert [line.page for line in lines(document)] == [1, 2]
