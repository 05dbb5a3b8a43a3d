"""A report as a Word file that an office can go on writing in: its own form, real styles and headings, every word as
it is."""

from typing import IO, Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from agencies.workbooks.sheets import clean
from reports.documents.form import default_template
from reports.documents.paper import Appendix, Assignment, Chapter, Line, Paper
from reports.documents.template import filled_in
from reports.documents.word_frame import Style, add_appendix, complete_styles, paragraph, text_width
from reports.documents.word_table import table_xml

CENTER = WD_ALIGN_PARAGRAPH.CENTER
_LEVELS = (Style.HEADING_1, Style.HEADING_2, Style.HEADING_4)  # of chapters, sections and points


def write_word(paper: Paper, file: IO[bytes], template: bytes | None = None) -> None:
    """Write the paper into `file` as .docx, after the office's `template` or the form of the decree.

    The whole document is held in memory. Raises `template.Unfit`, which a template that was checked does not cause.
    """
    document, place = filled_in(template or default_template(), paper)
    complete_styles(document)
    properties = document.core_properties
    properties.title, properties.author = clean(paper.file_title), clean(paper.author)
    properties.last_modified_by = ""
    properties.created = properties.modified = paper.made_at
    _draw_body_at(document, place, paper)
    for appendix in paper.appendices:
        section = add_appendix(document, is_landscape=appendix.is_landscape)
        _draw_appendix(document, appendix, int(text_width(section)))
    document.save(file)


def _draw_body_at(document: WordDocument, place: Any, paper: Paper) -> None:
    """What the template has below `place` waits until the body is drawn, which always goes to the end."""
    foot = [element for element in place.itersiblings() if element.tag != qn("w:sectPr")]
    for element in (place, *foot):
        element.getparent().remove(element)
    _draw_body(document, paper)
    page = document.element.body.sectPr
    for element in foot:
        page.addprevious(element)


def _write(
    place: Paragraph,
    text: str,
    *,
    is_bold: bool = False,
    is_italic: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> None:
    """Add text as it is: the one way by which words enter the body."""
    run = place.add_run(clean(text))
    if is_bold:
        run.font.bold = True
    if is_italic:
        run.font.italic = True
    if align is not None:
        place.alignment = align


def _draw_body(document: WordDocument, paper: Paper) -> None:
    for number, basis in enumerate(paper.bases, 1):
        mark = "." if number == len(paper.bases) else ";"
        _write(paragraph(document, Style.BODY), f"{basis.rstrip(' ;.')}{mark}", is_italic=True)
    for line in paper.opening:
        _draw_line(document, line)
    for chapter in paper.chapters:
        _draw_chapter(document, chapter, 0)
    _draw_line(document, Line(paper.closing))


def _draw_chapter(document: WordDocument, chapter: Chapter, level: int) -> None:
    _write(paragraph(document, _LEVELS[min(level, len(_LEVELS) - 1)]), chapter.title)
    for line in chapter.lines:
        _draw_line(document, line)
    for section in chapter.sections:
        _draw_chapter(document, section, level + 1)


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


def _draw_appendix(document: WordDocument, appendix: Appendix, width: int) -> None:
    """`width` of the page between its margins, in EMU: tables are drawn as wide."""
    for text in (appendix.label, appendix.title):
        heading = paragraph(document, Style.HEADING_1)
        shape = heading.paragraph_format
        shape.space_before = shape.space_after = Pt(0)
        shape.first_line_indent = Mm(0)
        _write(heading, text, align=CENTER)
    attached = paragraph(document, Style.PLAIN)
    attached.paragraph_format.space_after = Pt(12)
    _write(attached, appendix.attached, is_italic=True, align=CENTER)
    if appendix.table:
        xml = table_xml(appendix.table, width)
        document.element.body.sectPr.addprevious(parse_xml(xml.replace("<w:tbl>", f"<w:tbl {nsdecls('w')}>", 1)))
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
