"""The frame of a Word file: styles, pages with their headers, and tables whose widths every program keeps."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from reports.documents.sheets import FONT

MARGINS = {False: (20, 20, 30, 15), True: (30, 20, 20, 20)}  # mm: top, bottom, left, right; by landscape


class Style(StrEnum):
    """The styles in use, by their ids in the file: looking one up by its name takes longer than the paragraph."""

    PLAIN = "Normal"
    BODY = "BodyText"
    TITLE = "Title"
    HEADING_1 = "Heading1"
    HEADING_2 = "Heading2"
    HEADING_3 = "Heading3"
    CELL = "TableText"
    NOTE = "TableNote"


_NAMES = {
    Style.PLAIN: "Normal",
    Style.BODY: "Body Text",
    Style.TITLE: "Title",
    Style.HEADING_1: "Heading 1",
    Style.HEADING_2: "Heading 2",
    Style.HEADING_3: "Heading 3",
    Style.CELL: "Table Text",
    Style.NOTE: "Table Note",
}


def paragraph(place: WordDocument | _Cell, style: Style) -> Paragraph:
    """A new paragraph at the end of `place`."""
    new = place.add_paragraph()
    new._p.style = style.value
    return new


def set_styles(document: WordDocument) -> None:
    """Times New Roman, black, in the decree's sizes; headings keep their places in the navigation pane."""
    defaults: Any = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    _style(document, Style.PLAIN, 14)
    body = _style(document, Style.BODY, 14, after=6)
    body.paragraph_format.alignment, body.paragraph_format.first_line_indent = WD_ALIGN_PARAGRAPH.JUSTIFY, Mm(10)
    _style(document, Style.TITLE, 14, before=18, is_bold=True).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in (Style.HEADING_1, Style.HEADING_2, Style.HEADING_3):
        _style(document, name, 14, before=8, after=6, is_bold=True).paragraph_format.keep_with_next = True
    for name, size in ((Style.CELL, 11), (Style.NOTE, 10)):
        new = document.styles.add_style(_NAMES[name], WD_STYLE_TYPE.PARAGRAPH)
        new.element.styleId = name.value
        _style(document, name, size, before=1, after=1, is_italic=name == Style.NOTE)


def _style(
    document: WordDocument,
    name: Style,
    size: int,
    *,
    before: int = 0,
    after: int = 0,
    is_bold: bool = False,
    is_italic: bool = False,
) -> Any:
    style: Any = document.styles[_NAMES[name]]
    style.font.size, style.font.bold, style.font.italic = Pt(size), is_bold, is_italic
    style.font.color.rgb, style.font.name = RGBColor(0, 0, 0), FONT
    fonts = style.element.rPr.rFonts
    fonts.attrib.clear()  # among them themes, which win over names
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0
    return style


def set_page(section: Section, *, marks: tuple[str, str], is_landscape: bool = False) -> None:
    """A4, numbered from 1 with no number on the first page; the marks stand left and right on every page."""
    width, height = (Mm(297), Mm(210)) if is_landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    top, bottom, left, right = map(Mm, MARGINS[is_landscape])
    section.top_margin, section.bottom_margin, section.header_distance = top, bottom, top - Mm(10)
    section.left_margin, section.right_margin = left, right
    numbering = section._sectPr.find(qn("w:pgNumType"))
    if numbering is None:  # else it came along with the section before
        numbering = OxmlElement("w:pgNumType")
        section._sectPr.find(qn("w:cols")).addprevious(numbering)  # Word insists on the order
    numbering.set(qn("w:start"), "1")
    section.different_first_page_header_footer = True
    for header, is_numbered in ((section.header, True), (section.first_page_header, False)):
        header.is_linked_to_previous = False
        _draw_header(header.paragraphs[0], marks, width - left - right, is_numbered=is_numbered)


def _draw_header(line: Paragraph, marks: tuple[str, str], width: int, *, is_numbered: bool) -> None:
    line._p.style = Style.PLAIN.value
    stops = line.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(0) + width // 2, WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Mm(0) + width, WD_TAB_ALIGNMENT.RIGHT)
    left, right = line.add_run(f"{marks[0]}\t"), line.add_run(f"\t{marks[1]}")
    left.font.size = right.font.size = Pt(12)
    left.font.bold = right.font.bold = True
    if is_numbered:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        field.append(line.add_run("1")._r)
        left._r.addnext(field)


def side_by_side(document: WordDocument, *, rows: int, widths: tuple[int, int]) -> Table:
    """Two columns without lines, for blocks that stand beside each other."""
    table: Table = document.add_table(rows, len(widths))
    set_widths(table, widths)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
    return table


def set_widths(table: Table, widths: Iterable[int]) -> None:
    """Widths in millimetres, in the grid and in every cell: programs differ in which they believe."""
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    sizes = [Mm(width) for width in widths]
    for column, size in zip(table.columns, sizes, strict=True):
        column.width = size
    for row in table.rows:
        for cell, size in zip(row.cells, sizes, strict=True):
            cell.width = size


def rule(place: WordDocument | _Cell, *, width: int, length: int) -> None:
    """A line of `length` mm in the middle of a block of `width` mm."""
    line = paragraph(place, Style.PLAIN)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm((width - length) / 2)
    line.paragraph_format.line_spacing = Pt(4)
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(3), Pt(6)
    border, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    border.append(top)
    line._p.get_or_add_pPr().insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
