"""The form after which a report is made where an office has none of its own: form 1.4 of Decree 30/2020/NĐ-CP as a
Word file with fields. An office takes it, changes it, and hands it in as its own (see `template`)."""

from functools import cache
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from agencies.workbooks.sheets import FONT
from reports.documents.word_frame import Style, paragraph, set_page, set_styles, side_by_side, text_width

CENTER = WD_ALIGN_PARAGRAPH.CENTER
HEAD_WIDTHS = (73, 92)  # mm: the agency, and the name of the State
FOOT_WIDTHS = (77, 88)  # mm: recipients, and the signature
METRIC_COMPATIBLE = b"Liberation Serif"  # where a machine has no Times New Roman


@cache
def default_template() -> bytes:
    """The form as a .docx file; the same bytes in one process."""
    document = Document()
    set_styles(document)
    set_page(document.sections[0])
    _draw_headers(document)
    _draw_head(document)
    _draw_title(document)
    paragraph(document, Style.BODY).add_run("{{ noi_dung }}")
    _draw_foot(document)
    _name_fallback(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _write(
    place: Paragraph, text: str, *, size: int = 0, is_bold: bool = False, is_italic: bool = False, align: bool = True
) -> Paragraph:
    run = place.add_run(text)
    run.font.size = Pt(size) if size else None
    run.font.bold, run.font.italic = is_bold or None, is_italic or None
    if align:
        place.alignment = CENTER
    return place


def _draw_headers(document: WordDocument) -> None:
    section = document.sections[0]
    for header, is_numbered in ((section.header, True), (section.first_page_header, False)):
        header.is_linked_to_previous = False
        line = header.paragraphs[0]
        line._p.style = Style.PLAIN.value
        width = text_width(section)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(0) + width // 2, WD_TAB_ALIGNMENT.CENTER)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(0) + width, WD_TAB_ALIGNMENT.RIGHT)
        _write(line, "{{ so_lieu_minh_hoa }}", size=12, is_bold=True, align=False)
        line.add_run("\t")
        if is_numbered:
            field = OxmlElement("w:fldSimple")
            field.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instr", "PAGE")
            field.append(line.add_run("1")._r)
            line._p.append(field)
        line.add_run("\t")
        _write(line, "{{ du_thao }}", size=12, is_bold=True, align=False)


def _draw_head(document: WordDocument) -> None:
    table = side_by_side(document, rows=2, widths=HEAD_WIDTHS)
    left, right = table.rows[0].cells
    _write(left.paragraphs[0], "{%p if co_quan_chu_quan %}")
    _write(left.add_paragraph(), "{{ co_quan_chu_quan }}", size=12)
    _write(left.add_paragraph(), "{%p endif %}")
    _write(left.add_paragraph(), "{{ co_quan_ban_hanh }}", size=12, is_bold=True)
    _draw_rule(left, "{{ ke_co_quan }}")
    _write(right.paragraphs[0], "{{ quoc_hieu }}", size=12, is_bold=True)
    _write(right.add_paragraph(), "{{ tieu_ngu }}", size=13, is_bold=True)
    _draw_rule(right, "{{ ke_tieu_ngu }}")
    number, dated = table.rows[1].cells
    _write(number.paragraphs[0], "{{ so_ky_hieu }}", size=13)
    _write(dated.paragraphs[0], "{{ dia_danh_ngay_thang }}", size=13, is_italic=True)


def _draw_rule(place: WordDocument | _Cell, text: str) -> None:
    """Where a line comes, as long as what stands above it asks for (see `template.rule`)."""
    _write(paragraph(place, Style.PLAIN), text, size=8)


def _draw_title(document: WordDocument) -> None:
    paragraph(document, Style.TITLE).add_run("{{ ten_loai }}")
    _write(paragraph(document, Style.PLAIN), "{{ trich_yeu }}", is_bold=True)
    _draw_rule(document, "{{ ke_trich_yeu }}")
    greeting = paragraph(document, Style.PLAIN)
    greeting.add_run("{{ kinh_gui }}")
    greeting.paragraph_format.left_indent, greeting.paragraph_format.space_before = Mm(30), Pt(12)
    paragraph(document, Style.PLAIN).add_run("{%p if danh_sach_kinh_gui %}")
    several = paragraph(document, Style.PLAIN)
    several.add_run("{{ danh_sach_kinh_gui }}")
    several.paragraph_format.left_indent = Mm(40)
    paragraph(document, Style.PLAIN).add_run("{%p endif %}")
    paragraph(document, Style.PLAIN).paragraph_format.line_spacing = Pt(12)


def _draw_foot(document: WordDocument) -> None:
    paragraph(document, Style.PLAIN)
    table = side_by_side(document, rows=1, widths=FOOT_WIDTHS)
    left, right = table.rows[0].cells
    _write(left.paragraphs[0], "Nơi nhận:", size=12, is_bold=True, is_italic=True, align=False)
    _write(left.add_paragraph(), "{{ noi_nhan }}", size=11, align=False)
    _write(right.paragraphs[0], "{{ tham_quyen_ky }}", is_bold=True)
    name = _write(right.add_paragraph(), "{{ ten_nguoi_ky }}", is_bold=True)
    name.paragraph_format.space_before = Pt(70)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _name_fallback(document: WordDocument) -> None:
    """Tell a program without Times New Roman which face has letters of the same width."""
    part = next(rel.target_part for rel in document.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.FONT_TABLE)
    opening = f'<w:font w:name="{FONT}">'.encode()
    part._blob = part.blob.replace(opening, opening + b'<w:altName w:val="' + METRIC_COMPATIBLE + b'"/>')
