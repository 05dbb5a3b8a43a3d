"""A report as a Word file that an office can go on writing in: real styles and headings, every word as it is."""

from typing import IO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from reports.documents.paper import Align, Appendix, Assignment, Cell, Foot, Head, Line, Paper, Table
from reports.documents.sheets import clean
from reports.documents.word_frame import Style, paragraph, rule, set_page, set_styles, set_widths, side_by_side

CENTER = WD_ALIGN_PARAGRAPH.CENTER
_ALIGNED = {Align.LEFT: None, Align.CENTER: CENTER, Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT}
_WHOLE_ROW = 800  # characters; a longer row may go on over the page


def write_word(paper: Paper, file: IO[bytes]) -> None:
    """Write the paper into `file` as .docx. The whole document is held in memory."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = clean(paper.file_title), clean(paper.author)
    properties.created = properties.modified = paper.made_at
    properties.language, properties.comments = "vi-VN", ""
    marks = (clean(paper.left_mark), clean(paper.right_mark))
    set_styles(document)
    set_page(document.sections[0], marks=marks)
    _draw_head(document, paper.head)
    _draw_body(document, paper)
    _draw_foot(document, paper.foot)
    for appendix in paper.appendices:
        set_page(document.add_section(WD_SECTION.NEW_PAGE), marks=marks, is_landscape=appendix.is_landscape)
        _draw_appendix(document, appendix)
    document.save(file)


def _write(
    place: Paragraph,
    text: str,
    *,
    size: int = 0,
    is_bold: bool = False,
    is_italic: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> None:
    """Add text as it is: the one way by which words enter the document."""
    run = place.add_run(clean(text))
    if size:
        run.font.size = Pt(size)
    if is_bold:
        run.font.bold = True
    if is_italic:
        run.font.italic = True
    if align is not None:
        place.alignment = align


def _draw_head(document: WordDocument, head: Head) -> None:
    table = side_by_side(document, rows=2, widths=(73, 92))
    left, right = table.rows[0].cells
    for cell, above, below in ((left, head.superior, head.agency), (right, head.nation, head.motto)):
        first = cell.paragraphs[0]
        if above:
            _write(first, above, size=12, is_bold=cell is right, align=CENTER)
            first = cell.add_paragraph()
        _write(first, below, size=12 if cell is left else 13, is_bold=True, align=CENTER)
    rule(left, width=73, length=25)
    rule(right, width=92, length=58)
    number, dated = table.rows[1].cells
    _write(number.paragraphs[0], head.number, size=13, align=CENTER)
    _write(dated.paragraphs[0], head.dated, size=13, is_italic=True, align=CENTER)


def _draw_body(document: WordDocument, paper: Paper) -> None:
    _write(paragraph(document, Style.TITLE), paper.kind)
    _write(paragraph(document, Style.PLAIN), paper.subject, is_bold=True, align=CENTER)
    rule(document, width=165, length=60)
    _draw_addressees(document, paper)
    for line in paper.opening:
        _draw_line(document, line)
    for chapter in paper.chapters:
        _write(paragraph(document, Style.HEADING_1), chapter.title)
        for line in chapter.lines:
            _draw_line(document, line)
    _draw_line(document, Line(paper.closing))


def _draw_addressees(document: WordDocument, paper: Paper) -> None:
    """One stands beside the greeting, several below it."""
    several = paper.addressees if len(paper.addressees) > 1 else []
    greeting = paragraph(document, Style.PLAIN)
    greeting.paragraph_format.left_indent = Mm(30)
    greeting.paragraph_format.space_before, greeting.paragraph_format.space_after = Pt(12), Pt(0 if several else 12)
    _write(greeting, paper.addressed if several else " ".join([paper.addressed, *paper.addressees]))
    for number, addressee in enumerate(several, 1):
        is_last = number == len(several)
        line = paragraph(document, Style.PLAIN)
        line.paragraph_format.left_indent, line.paragraph_format.space_after = Mm(40), Pt(12 if is_last else 0)
        _write(line, f"- {addressee}{'.' if is_last else ';'}")


def _draw_line(document: WordDocument, line: Line) -> None:
    """A paragraph for each line of the text, the first one led by its words in bold."""
    first, *others = clean(line.text).split("\n")
    opening = paragraph(document, Style.BODY)
    if line.lead:
        _write(opening, f"{line.lead} ", is_bold=True)
    _write(opening, first)
    for text in others:
        if text.strip():
            _write(paragraph(document, Style.BODY), text)


def _draw_foot(document: WordDocument, foot: Foot) -> None:
    document.add_paragraph()
    table = side_by_side(document, rows=1, widths=(77, 88))
    left, right = table.rows[0].cells
    _write(left.paragraphs[0], foot.recipients[0], size=12, is_bold=True, is_italic=True)
    for recipient in foot.recipients[1:]:
        _write(left.add_paragraph(), recipient, size=11)
    for number, words in enumerate(foot.authority):
        _write(right.add_paragraph() if number else right.paragraphs[0], words, is_bold=True, align=CENTER)
    name = right.add_paragraph()
    name.paragraph_format.space_before = Pt(70)
    _write(name, foot.name, is_bold=True, align=CENTER)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _draw_appendix(document: WordDocument, appendix: Appendix) -> None:
    for text in (appendix.label, appendix.title):
        heading = paragraph(document, Style.HEADING_1)
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(0)
        _write(heading, text, align=CENTER)
    attached = paragraph(document, Style.PLAIN)
    attached.paragraph_format.space_after = Pt(12)
    _write(attached, appendix.attached, is_italic=True, align=CENTER)
    if appendix.table:
        _draw_table(document, appendix.table)
    for group in appendix.groups:
        _write(paragraph(document, Style.HEADING_2), group.title)
        for task in group.tasks:
            _draw_task(document, task)
    if appendix.remark:
        remark = paragraph(document, Style.NOTE)
        remark.paragraph_format.space_before = Pt(12)
        _write(remark, appendix.remark)


def _draw_task(document: WordDocument, task: Assignment) -> None:
    _write(paragraph(document, Style.HEADING_3), task.title)
    for text in filter(None, (task.leads, task.missing)):
        line = paragraph(document, Style.BODY)
        line.paragraph_format.keep_with_next = bool(task.parts)
        _write(line, text, is_italic=True)
    for part in task.parts:
        _draw_line(document, part)


def _draw_table(document: WordDocument, table: Table) -> None:
    drawn = document.add_table(len(table.rows) + 1, len(table.columns), style="Table Grid")
    set_widths(drawn, (column.width for column in table.columns))
    head, *rows = drawn.rows
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for place, column in zip(head.cells, table.columns, strict=True):
        _write_cell(place, Cell(column.label, is_strong=True), CENTER)
    for row, cells in zip(rows, table.rows, strict=True):
        if sum(len(cell.text) + len(cell.note) for cell in cells) <= _WHOLE_ROW:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for place, cell, column in zip(row.cells, cells, table.columns, strict=True):
            _write_cell(place, cell, _ALIGNED[column.align])


def _write_cell(place: _Cell, cell: Cell, align: WD_ALIGN_PARAGRAPH | None) -> None:
    line = place.paragraphs[0]
    for number, text in enumerate(clean(cell.text).split("\n")):
        line = place.add_paragraph() if number else line
        line._p.style = Style.CELL.value
        _write(line, text, is_bold=cell.is_strong, align=align)
    for text in clean(cell.note).split("\n") if cell.note else []:
        _write(paragraph(place, Style.NOTE), text, align=align)
