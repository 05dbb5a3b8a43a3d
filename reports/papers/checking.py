"""Whether reports can be made after a Word file, and where it departs from Decree 30/2020/NĐ-CP. Pure."""

import datetime as dt
from dataclasses import dataclass, field
from io import BytesIO

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length

from reports.documents.paper import Appendix, Cell, Chapter, Column, Foot, Head, Line, Paper, Table
from reports.documents.template import fields_of
from reports.documents.word import write_word

_MARGINS = {  # millimetres, appendix I of the decree
    "top_margin": (20, 25),
    "bottom_margin": (20, 25),
    "left_margin": (30, 35),
    "right_margin": (15, 20),
}


@dataclass(frozen=True, kw_only=True)
class Checked:
    """`faults` keep a file from being used; `remarks` are to be minded. Each is a sentence."""

    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def checked(template: bytes) -> Checked:
    """Looks for the fields and makes a small report after the file. Raises `template.Unfit` for what is no template."""
    found = fields_of(template)
    faults = [
        _("Thiếu trường {name} ({meaning}).").format(name=f"{{{{ {one.name} }}}}", meaning=one.meaning)
        for one in found.missing
    ]
    unknown = _("Trường {name} không có trong danh sách trường của mẫu.")
    faults += [unknown.format(name=f"{{{{ {name} }}}}") for name in found.unknown]
    if faults:
        return Checked(faults=faults)
    made = BytesIO()
    write_word(_trial(), made, template)
    document = Document(made)
    return Checked(faults=_unmarked(document), remarks=_remarks(document))


_MARKS = {"so_lieu_minh_hoa": "SỐ LIỆU", "du_thao": "DỰ THẢO"}


def _unmarked(made: WordDocument) -> list[str]:
    """That a report is a draft or has sample figures must stand on every page, the first one too."""
    faults = []
    for name, mark in _MARKS.items():
        if not all(mark in text for section in made.sections for text in _margin_texts(section)):
            words = _("Trường {name} phải có ở lề trên hoặc lề dưới của mọi trang, kể cả trang đầu.")
            faults.append(words.format(name=f"{{{{ {name} }}}}"))
    return faults


def _margin_texts(section: Section) -> list[str]:
    """What stands in the margins of the first page and of the others."""
    kinds = [(section.header, section.footer)]
    if section.different_first_page_header_footer:
        kinds.append((section.first_page_header, section.first_page_footer))
    return ["".join(one.text or "" for part in kind for one in part._element.iter(qn("w:t"))) for kind in kinds]


def _remarks(made: WordDocument) -> list[str]:
    page = made.sections[0]
    remarks = []
    if (_mm(page.page_width), _mm(page.page_height)) != (210, 297):
        remarks.append(_("Khổ giấy không phải A4 đứng (210 × 297 mm)."))
    names = {
        "top_margin": _("Lề trên"),
        "bottom_margin": _("Lề dưới"),
        "left_margin": _("Lề trái"),
        "right_margin": _("Lề phải"),
    }
    words = _("{name} {size} mm; Nghị định 30/2020/NĐ-CP quy định {least}-{most} mm.")
    for name, (least, most) in _MARGINS.items():
        size = _mm(getattr(page, name))
        if not least <= size <= most:
            remarks.append(words.format(name=names[name], size=size, least=least, most=most))
    if not _has_number(page.header._element):
        remarks.append(_("Lề trên không có số trang."))
    if not page.different_first_page_header_footer:
        remarks.append(_("Trang đầu cũng hiện số trang; Nghị định 30/2020/NĐ-CP quy định trang đầu không hiện."))
    font = made.styles["Body Text"].font
    if font.name not in (None, "Times New Roman"):
        remarks.append(_("Phông chữ nội dung là {font}, không phải Times New Roman.").format(font=font.name))
    if font.size is not None and not 13 <= font.size.pt <= 14:
        remarks.append(_("Cỡ chữ nội dung {size:g}, không phải 13-14.").format(size=font.size.pt))
    return remarks


def _mm(length: Length | None) -> int:
    return round(length.mm) if length is not None else 0


def _has_number(header: object) -> bool:
    instructions = header.iter(qn("w:fldSimple"), qn("w:instrText"))  # type: ignore[attr-defined]
    return any("PAGE" in (one.get(qn("w:instr")) or one.text or "") for one in instructions)


def _trial() -> Paper:
    """The smallest report that has everything."""
    line = Line("…")
    return Paper(
        file_title="…",
        author="…",
        made_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        left_mark=_MARKS["so_lieu_minh_hoa"],
        right_mark=_MARKS["du_thao"],
        head=Head(superior="…", agency="…", nation="…", motto="…", number="…", dated="…"),
        kind="…",
        subject="…",
        addressed="…",
        addressees=["…", "…"],
        opening=[line],
        chapters=[Chapter("…", [line], [Chapter("…", [line])])],
        closing="…",
        foot=Foot(recipients=["…", "…"], authority=["…"], name="…"),
        appendices=[
            Appendix(label="…", title="…", attached="…", is_landscape=is_landscape, table=table)
            for is_landscape, table in ((True, Table([Column("…", 10)], [[Cell("…")]])), (False, None))
        ],
    )
