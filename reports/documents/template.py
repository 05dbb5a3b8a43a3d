"""The Word file after which a report is made: what fields it must have, and how it is filled in.

A field is a name in double braces. Of the template language an office may use that, and "if" to leave a line out;
everything else is refused before it can run, so a file can neither reach into the program nor keep it busy.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate, Listing  # type: ignore[import-untyped]
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from agencies.workbooks.sheets import clean
from reports.documents.face import NoFace, width
from reports.documents.form import HEAD_WIDTHS
from reports.documents.paper import Paper, addressee_lines, greeting_of
from reports.documents.word_frame import draw_rule, text_width

LARGEST = 5 * 2**20  # bytes of a template
MOST_TEXT = 2**19  # bytes of one part of it, unpacked
MOST_UNPACKED = 4 * LARGEST  # bytes of all its parts together, whatever they are called
BODY = "noi_dung"
_PLACE = "\ue000noi_dung\ue000"  # stands in the filled file where the body goes
_RULE = "\ue001"  # opens what stands in the filled file where a line comes: its length in micrometres
_GUIDES = dict.fromkeys(map(ord, _PLACE[0] + _RULE))
_MARKS = ("so_lieu_minh_hoa", "du_thao")
_XML = (".xml", ".rels")
# a part in another format, a web page among them, which Word turns into text when it opens the file
_FOREIGN = "aFChunk"
_FETCHING = re.compile(r"INCLUDE(PICTURE|TEXT)?\b|\b(DDE(AUTO)?|LINK|IMPORT|DATABASE|RD)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Field:
    """`meaning` is what stands there in the report."""

    name: str
    meaning: str | Promise
    is_needed: bool = True


FIELDS = {
    one.name: one
    for one in (
        Field("co_quan_chu_quan", gettext_lazy("tên cơ quan chủ quản trực tiếp"), is_needed=False),
        Field("co_quan_ban_hanh", gettext_lazy("tên cơ quan ban hành báo cáo")),
        Field("ke_co_quan", gettext_lazy("đường kẻ dưới tên cơ quan"), is_needed=False),
        Field("quoc_hieu", gettext_lazy("Quốc hiệu"), is_needed=False),
        Field("tieu_ngu", gettext_lazy("Tiêu ngữ"), is_needed=False),
        Field("ke_tieu_ngu", gettext_lazy("đường kẻ dưới Tiêu ngữ"), is_needed=False),
        Field("so_ky_hieu", gettext_lazy("số, ký hiệu của văn bản")),
        Field("dia_danh_ngay_thang", gettext_lazy("địa danh, ngày tháng năm")),
        Field("ten_loai", gettext_lazy("tên loại văn bản: BÁO CÁO"), is_needed=False),
        Field("trich_yeu", gettext_lazy("trích yếu nội dung")),
        Field("ke_trich_yeu", gettext_lazy("đường kẻ dưới trích yếu"), is_needed=False),
        Field("kinh_gui", gettext_lazy("“Kính gửi:”, kèm nơi nhận nếu chỉ có một nơi")),
        Field("danh_sach_kinh_gui", gettext_lazy("các nơi được kính gửi, mỗi nơi một dòng, khi có từ hai nơi")),
        Field(BODY, gettext_lazy("toàn bộ nội dung báo cáo")),
        Field("noi_nhan", gettext_lazy("danh sách nơi nhận, mỗi nơi một dòng")),
        Field("tham_quyen_ky", gettext_lazy("quyền hạn, chức vụ của người ký")),
        Field("ten_nguoi_ky", gettext_lazy("họ tên người ký")),
        Field("so_lieu_minh_hoa", gettext_lazy("chữ báo số liệu minh họa, ở lề trên hoặc lề dưới")),
        Field("du_thao", gettext_lazy("chữ báo dự thảo, ở lề trên hoặc lề dưới")),
    )
}


class Unfit(Exception):
    """The file cannot be filled in; the text is a sentence for whoever handed it in."""


class _Fields(SandboxedEnvironment):
    """A template language of fields and "if". What is parsed by it has been looked through, whatever part asks."""

    _ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Not, nodes.And, nodes.Or)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            tree = super()._parse(source, name, filename)
        except (TemplateSyntaxError, RecursionError) as error:
            words = _("Trong mẫu có dấu ngoặc nhọn chưa khép đúng. Mỗi trường viết liền dạng {example}.")
            raise Unfit(words.format(example="{{ trich_yeu }}")) from error
        for node in _nodes(tree):
            if not isinstance(node, self._ALLOWED):
                words = _("Mẫu dùng cú pháp “{what}”, không nhận. Trong mẫu chỉ dùng trường dạng {example}.")
                raise Unfit(words.format(what=type(node).__name__.lower(), example="{{ trich_yeu }}"))
        return tree


def _nodes(tree: nodes.Node) -> Iterator[nodes.Node]:
    """All nodes of the tree, without going deeper in calls than memory allows."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.iter_child_nodes())


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a template has: fields that are written in its text and in its headers and footers (`marked`), those that
    fill a line of the body by themselves, and every name it asks for, be it only in an "if"."""

    names: set[str]
    marked: set[str]
    alone: list[str]
    asked: set[str]

    @property
    def missing(self) -> list[Field]:
        """Needed and not there, or not where they must be."""
        return [one for one in FIELDS.values() if one.is_needed and not self._has(one.name)]

    def _has(self, name: str) -> bool:
        if name == BODY:
            return self.alone.count(BODY) == 1
        return name in (self.marked if name in _MARKS else self.names)

    @property
    def unknown(self) -> list[str]:
        return sorted(self.asked - FIELDS.keys())


def fields_of(template: bytes) -> Found:
    """The fields of a template. Raises Unfit for what is no Word file, is too large or asks for more than fields."""
    _require_small(template)
    try:
        filled = DocxTemplate(BytesIO(template))
        filled.init_docx()
        uris = (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI)
        parts = [part for uri in uris for _key, part in filled.get_headers_footers(uri)]
        for element in (filled.docx.element.body, *(parse_xml(part.blob) for part in parts)):
            _require_whole(element)
        body = _parsed(filled, [filled.get_xml()])
        margins = _parsed(filled, [filled.get_part_xml(part) for part in parts])
        lines = (line.text.strip() for line in filled.docx.paragraphs)
    except (KeyError, ValueError, AttributeError, BadZipFile, SyntaxError) as error:  # lxml's errors are SyntaxErrors
        raise _broken() from error
    return Found(
        names=_written(body),
        marked=_written(margins),
        alone=[line.strip("{} ") for line in lines if line.startswith("{{")],
        asked={name.name for tree in body + margins for name in tree.find_all(nodes.Name)},
    )


def _broken() -> Unfit:
    return Unfit(_("Không đọc được tệp Word này. Hãy mở bằng Word, lưu lại thành .docx rồi tải lên lần nữa."))


_WHOLE = re.compile(r"\{\{ *\w+ *\}\}|\{%p? *(if +[\w ]+|else|endif) *%\}")
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")


def _require_whole(element: Any) -> None:
    """Every field stands whole in its paragraph: what is half of one would take the lines around it along."""
    for line in element.iter(qn("w:p")):
        text = _text_of(line)
        if _BRACES.search(_WHOLE.sub("", text)):
            words = _("Dòng “{line}” của mẫu có trường viết chưa đúng. Mỗi trường viết liền dạng {example}.")
            raise Unfit(words.format(line=text[:60], example="{{ trich_yeu }}"))


def _parsed(filled: DocxTemplate, sources: Iterable[str]) -> list[nodes.Template]:
    language = _Fields()
    return [language.parse(filled.patch_xml(source)) for source in sources]


def _written(trees: list[nodes.Template]) -> set[str]:
    outputs = (output for tree in trees for output in tree.find_all(nodes.Output))
    return {name.name for output in outputs for name in output.find_all(nodes.Name)}


def _require_small(template: bytes) -> None:
    if len(template) > LARGEST:
        raise Unfit(_("Tệp mẫu lớn hơn 5 MB. Hãy bỏ bớt hình trong mẫu."))
    try:
        with ZipFile(BytesIO(template)) as parts:
            entries = parts.infolist()
            too_long = sum(part.file_size for part in entries) > MOST_UNPACKED or any(
                part.filename.endswith(_XML) and part.file_size > MOST_TEXT for part in entries
            )
            names = [] if too_long else [part.filename for part in entries if part.filename.endswith(_XML)]
            is_reaching = any(_reaches_out(fromstring(parts.read(name))) for name in names)
    except (BadZipFile, OSError, NotImplementedError, RuntimeError, ParseError, DefusedXmlException) as error:
        raise _broken() from error
    if too_long:
        raise Unfit(_("Mẫu có quá nhiều nội dung. Hãy chỉ giữ phần đầu, phần cuối và định dạng của văn bản."))
    if is_reaching:
        raise Unfit(_("Mẫu lấy hình hoặc nội dung từ nơi khác trên mạng. Hãy chèn thẳng vào mẫu hoặc bỏ đi."))


def _reaches_out(part: Element) -> bool:
    """Whether a part takes something from outside the file, by a relation or by what Word itself calls a field; links
    that a reader follows do not count."""
    relations = [(one.get("TargetMode", ""), one.get("Type", "").rpartition("/")[2]) for one in part.iter()]
    if any(kind == _FOREIGN or (mode == "External" and kind != "hyperlink") for mode, kind in relations):
        return True
    simple = " ".join(one.get(qn("w:instr"), "") for one in part.iter(qn("w:fldSimple")))
    split = "".join(one.text or "" for one in part.iter(qn("w:instrText")))
    return bool(_FETCHING.search(f"{simple} {split}"))


def filled_in(template: bytes, paper: Paper) -> tuple[WordDocument, Any]:
    """The template with the paper's words in its fields, and the element before which the body goes, which is taken
    out of it. Raises Unfit."""
    filled = DocxTemplate(BytesIO(template))
    filled.init_docx()
    properties = filled.docx.core_properties
    properties.title = properties.subject = properties.comments = properties.identifier = ""
    properties.author, properties.language = "", "vi-VN"
    try:
        filled.render(values_of(paper), jinja_env=_Fields(), autoescape=True)
    except (ValueError, KeyError, AttributeError, SyntaxError) as error:
        raise Unfit(_("Không lập được văn bản theo mẫu này. Hãy dùng lại mẫu gốc rồi sửa dần từ đó.")) from error
    again = BytesIO()  # opened anew: what holds the headers still knows those from before
    filled.save(again)
    document = Document(again)
    _draw_rules(document)
    places = [line for line in document.element.body.iterchildren(qn("w:p")) if _text_of(line) == _PLACE]
    if len(places) != 1:
        raise Unfit(_("Trường noi_dung phải đứng một mình trên một dòng của mẫu, ngoài bảng và đúng một lần."))
    return document, places[0]


def _text_of(line: Any) -> str:
    return "".join(text.text or "" for text in line.iter(qn("w:t"))).strip()


def values_of(paper: Paper) -> dict[str, Any]:
    """What stands in each field."""
    head, foot, several = paper.head, paper.foot, len(paper.addressees) > 1
    words = {
        "co_quan_chu_quan": head.superior,
        "co_quan_ban_hanh": head.agency,
        "ke_co_quan": rule(head.agency, 12, share=0.4, within=HEAD_WIDTHS[0]),
        "quoc_hieu": head.nation,
        "tieu_ngu": head.motto,
        "ke_tieu_ngu": rule(head.motto, 13, share=1, within=HEAD_WIDTHS[1]),
        "so_ky_hieu": head.number,
        "dia_danh_ngay_thang": head.dated,
        "ten_loai": paper.kind,
        "trich_yeu": paper.subject,
        "ke_trich_yeu": rule(paper.subject, 14, share=0.4, within=165),
        "kinh_gui": greeting_of(paper.addressed, paper.addressees),
        "danh_sach_kinh_gui": _lines(addressee_lines(paper.addressees)) if several else "",
        BODY: _PLACE,
        "noi_nhan": _lines(foot.recipients[1:]),
        "tham_quyen_ky": _lines(foot.authority),
        "ten_nguoi_ky": foot.name,
        "so_lieu_minh_hoa": paper.left_mark,
        "du_thao": paper.right_mark,
    }
    guiding = {BODY, *(name for name in words if name.startswith("ke_"))}
    return {
        name: value if name in guiding or not isinstance(value, str) else _plain(value) for name, value in words.items()
    }


def _plain(text: str) -> str:
    """`text` without the signs that mean something to whoever fills in the body and the lines."""
    return clean(text).translate(_GUIDES)


def _lines(lines: list[str]) -> Listing:
    """One paragraph each, all as the template's own is set."""
    return Listing("\a".join(_plain(line) for line in lines))


def rule(text: str, size: int, *, share: float, within: int) -> str:
    """A line `share` as long as bold `text` is on a block `within` millimetres wide, for `_draw_rules`."""
    try:
        length = share * min(width(text, size, is_bold=True), within)
    except NoFace:
        return ""  # a report without its lines is better than none
    return f"{_RULE}{length * 1000:.0f}"


def _draw_rules(document: WordDocument) -> None:
    page = text_width(document.sections[0])
    for element in [one for one in document.element.body.iter(qn("w:p")) if _text_of(one).startswith(_RULE)]:
        length = Length(int(_text_of(element)[1:]) * 36)
        cell = next(element.iterancestors(qn("w:tc")), None)
        wide = cell.width if cell is not None and cell.width else page
        line = Paragraph(element, document._body)
        line.clear()  # type: ignore[no-untyped-call]
        draw_rule(line, length=length, width=wide)
