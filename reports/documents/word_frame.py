"""The frame of a Word file: styles, pages with their headers, and tables whose widths every program keeps."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from agencies.workbooks.sheets import FONT

MARGINS = {False: (20, 20, 30, 15), True: (30, 20, 20, 20)}  # mm: top, bottom, left, right; by landscape


class Style(StrEnum):
    """The styles in use, by their ids in the file: looking one up by its name takes longer than the paragraph."""

    PLAIN = "Normal"
    BODY = "BodyText"
    TITLE = "Title"
    HEADING_1 = "Heading1"
    HEADING_2 = "Heading2"
    HEADING_3 = "Heading3"
    HEADING_4 = "Heading4"
    CELL = "TableText"
    NOTE = "TableNote"


@dataclass(frozen=True, kw_only=True)
class _Look:
    """How a style looks by the decree; points, and `indent` of the first line in millimetres."""

    name: str
    size: int = 14
    before: int = 0
    after: int = 0
    indent: int = 0
    is_bold: bool = False
    is_italic: bool = False
    align: WD_ALIGN_PARAGRAPH | None = None


_HEADING: dict[str, Any] = {"before": 8, "after": 6, "indent": 10, "align": WD_ALIGN_PARAGRAPH.JUSTIFY}
_LOOKS = {
    Style.PLAIN: _Look(name="Normal"),
    Style.BODY: _Look(name="Body Text", after=6, indent=10, align=WD_ALIGN_PARAGRAPH.JUSTIFY),
    Style.TITLE: _Look(name="Title", before=18, is_bold=True, align=WD_ALIGN_PARAGRAPH.CENTER),
    Style.HEADING_1: _Look(name="Heading 1", is_bold=True, **_HEADING),
    Style.HEADING_2: _Look(name="Heading 2", is_bold=True, **_HEADING),
    Style.HEADING_3: _Look(name="Heading 3", is_bold=True, **_HEADING),
    Style.HEADING_4: _Look(name="Heading 4", **_HEADING),
    Style.CELL: _Look(name="Table Text", size=11, before=1, after=1),
    Style.NOTE: _Look(name="Table Note", size=10, before=1, after=1, is_italic=True),
}
_REFERS = tuple(qn(f"w:{name}") for name in ("pStyle", "basedOn", "next", "link"))


def paragraph(place: WordDocument | _Cell, style: Style) -> Paragraph:
    """A new paragraph at the end of `place`. The library would walk through a whole document for its end."""
    new: Paragraph
    if isinstance(place, _Cell):
        new = place.add_paragraph()
    else:
        new = Paragraph(OxmlElement("w:p"), place._body)
        place.element.body[-1].addprevious(new._p)
    new._p.style = style.value
    return new


def set_styles(document: WordDocument) -> None:
    """Times New Roman, black, in the decree's sizes; headings keep their places in the navigation pane."""
    defaults: Any = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    complete_styles(document)
    for look in _LOOKS.values():
        _dress(document, look)


def complete_styles(document: WordDocument) -> None:
    """Give a document the styles that it lacks. Those it has keep their look and get our ids: Word's own ids differ
    by the language it was installed in, the names do not."""
    for style, look in _LOOKS.items():
        if look.name not in document.styles:
            document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
            _dress(document, look)
        element: Any = document.styles[look.name].element
        if element.styleId != style.value:
            _rename(document, element.styleId, style.value)


def _rename(document: WordDocument, old: str, new: str) -> None:
    for style in document.styles.element.findall(qn("w:style")):
        if style.get(qn("w:styleId")) == old:
            style.set(qn("w:styleId"), new)
    parts = [document.element, document.styles.element]
    parts += [rel.target_part.element for rel in document.part.rels.values() if _is_margin(rel)]
    for part in parts:
        for element in part.iter(*_REFERS):
            if element.get(qn("w:val")) == old:
                element.set(qn("w:val"), new)


def _is_margin(relation: Any) -> bool:
    return not relation.is_external and relation.reltype.endswith(("/header", "/footer"))


def _dress(document: WordDocument, look: _Look) -> None:
    style: Any = document.styles[look.name]
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.is_bold, look.is_italic
    style.font.color.rgb, style.font.name = RGBColor(0, 0, 0), FONT
    fonts = style.element.rPr.rFonts
    fonts.attrib.clear()  # among them themes, which win over names
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(look.before), Pt(look.after), 1.0
    shape.alignment, shape.first_line_indent = look.align, Mm(look.indent)
    shape.keep_with_next = look.name.startswith("Heading") or None


def set_page(section: Section, *, is_landscape: bool = False) -> None:
    """A4 with the decree's margins, numbered from 1 with no number on the first page."""
    width, height = (Mm(297), Mm(210)) if is_landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    top, bottom, left, right = map(Mm, MARGINS[is_landscape])
    section.top_margin, section.bottom_margin, section.header_distance = top, bottom, top - Mm(10)
    section.left_margin, section.right_margin = left, right
    section.different_first_page_header_footer = True
    _number_from_one(section)


def _number_from_one(section: Section) -> None:
    numbering = section._sectPr.find(qn("w:pgNumType"))
    if numbering is None:  # else it came along with the section before
        numbering = OxmlElement("w:pgNumType")
        section._sectPr.find(qn("w:cols")).addprevious(numbering)  # Word insists on the order
    numbering.set(qn("w:start"), "1")


def text_width(section: Section) -> Length:
    """What is left between the margins."""
    edges = (section.page_width, section.left_margin, section.right_margin)
    width, left, right = (int(edge or 0) for edge in edges)
    return Length(width - left - right)


def add_appendix(document: WordDocument, *, is_landscape: bool) -> Section:
    """New pages numbered from 1, with the headers and footers of the first: an upright page as the template has it,
    one on its side with the decree's margins and tab stops moved to its width."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    first = document.sections[0]  # asked for afterwards: what described the last section now describes the new one
    for name in ("page_width", "page_height", "left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, name, getattr(first, name))
    section.orientation, section.header_distance = WD_ORIENT.PORTRAIT, first.header_distance
    section.different_first_page_header_footer = first.different_first_page_header_footer
    if is_landscape:
        set_page(section, is_landscape=True)
        section.different_first_page_header_footer = first.different_first_page_header_footer
        _widen_headers(first, section)
    held = {reference.get(qn("w:type")) for reference in section._sectPr.findall(qn("w:headerReference"))}
    for reference in reversed(first._sectPr.xpath("./w:headerReference | ./w:footerReference")):
        if reference.tag != qn("w:headerReference") or reference.get(qn("w:type")) not in held:
            section._sectPr.insert(0, deepcopy(reference))
    _number_from_one(section)
    return section


def _widen_headers(first: Section, section: Section) -> None:
    """Headers of its own for a page on its side; one with pictures stays as it is, they belong to their part."""
    share = text_width(section) / text_width(first)
    for name in ("header", "first_page_header"):
        old = getattr(first, name)
        if old.is_linked_to_previous or old.part.rels:
            continue
        new = getattr(section, name)
        new.is_linked_to_previous = False
        for line in list(new._element):
            new._element.remove(line)
        new._element.extend(deepcopy(line) for line in old._element)
        for tab in new._element.iter(qn("w:tab")):
            if tab.get(qn("w:pos")):
                tab.set(qn("w:pos"), str(round(int(tab.get(qn("w:pos"))) * share)))


def draw_rule(line: Paragraph, *, length: Length, width: Length) -> None:
    """Make an empty paragraph a line of `length` in the middle of a block of `width`."""
    shape = line.paragraph_format
    shape.left_indent = shape.right_indent = Length((width - length) // 2)
    shape.first_line_indent, shape.line_spacing = Mm(0), Pt(4)
    shape.space_before, shape.space_after = Pt(5), Pt(6)
    border, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    border.append(top)
    line._p.get_or_add_pPr().insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


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
