"""What stands above the first section of a plan: who issues it, number, place and date, title, and parents."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from plan.document.letters import pattern, plain
from plan.document.mending import Paragraph, found, tidy
from plan.document.numbering import marker_of
from plan.document.records import Found, Header, Line, Parent
from plan.document.zones import Zones, columns, kind_of

_NUMBER = re.compile(r"(?i)\bsố\s*:?\s*([\d. …_]*?)\s*([/-]\s?[A-ZĐ][\w&/-]*)")
_DATE = re.compile(r"([A-ZĐÀ-Ỹ][^,\t]*?)\s*,\s*[Nn]gày([\d. …_]*)[Tt]háng([\d. …_]*)[Nn]ăm\s*((?:20\d\d)?)")
_WIDE_DATE = re.compile(  # with so much room for the day that it looks like two columns
    r"((?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]+ ?)+),\s*[Nn]gày([\d. …_]*)[Tt]háng([\d. …_]*)[Nn]ăm\s*((?:20\d\d)?)"
)
_NO_ISSUER = pattern(r"cộng hòa|độc lập|đảng cộng sản|dự thảo|số\b|.*\bngày\b|\W*$")
_IN_TEXT = re.compile(
    r"((?:[ỦU][ỷyỶY] ban nhân dân|Ủy ban nhân dân|UBND) tỉnh(?: [A-ZĐÀ-Ỹ]\w*)*)(?= (?:ban hành|xây dựng|ban  hành))"
)
_KINDS = (
    "Nghị quyết|Quyết định|Chỉ thị|Chương trình hành động|Chương trình|Kế hoạch|Kết luận|Thông tư|Nghị định|Luật|"
    "Công văn|Văn bản|Thông báo|Đề án"
)
_PARENT = re.compile(
    rf"(?P<kind>{_KINDS})\s+(?:số\s*:?\s*)?(?P<number>\d+[\w]*(?:[-/][\w&Đ-]+)+)"
    r"(?:,?\s+ngày\s+(?P<day>\d{1,2})(?:/|-|\s+tháng\s+)(?P<month>\d{1,2})(?:/|-|\s+năm\s+)(?P<year>\d{4}))?"
    r"(?:\s+của\s+(?P<issuer>[A-ZĐÀ-Ỹ][^,;.()]*?)"
    r"(?=\s+(?:về|ban hành|thực hiện|và\s|trên|đến|phê duyệt|triển khai)|[,;.()]|$))?"
)


def header_of(zones: Zones, title: Sequence[Paragraph], introduction: Sequence[Paragraph]) -> Header:
    """Every field that the document leaves blank is blank and says so."""
    number, place, issued_on = _number(zones.head), _place(zones.head), _issued_on(zones.head)
    return Header(
        issuer=_issuer(zones.head, introduction),
        number=number,
        place=place,
        issued_on=issued_on,
        kind=_of(zones.kind, kind_of(zones.kind.text))
        if zones.kind
        else Found("", warnings=(_("Không thấy tên loại văn bản."),)),
        title=_title(zones.kind, title),
        parents=tuple(_parents([*title, *introduction])),
    )


def title_of(body: Sequence[Paragraph]) -> list[Paragraph]:
    """The first paragraphs of a document's body, as far as they are its title."""
    title: list[Paragraph] = []
    for paragraph in body:
        text = paragraph.text
        if paragraph.cell or marker_of(text) or text.endswith((":", ".")) or plain(text).startswith(plain("căn cứ")):
            break
        if title and not (paragraph.bold and title[0].bold):
            break
        title.append(paragraph)
    return title


def _of(line: Line, value: str, *warnings: str) -> Found[str]:
    return Found(value, line.text, (line.number,), warnings)


def _title(kind: Line | None, title: Sequence[Paragraph]) -> Found[str]:
    words = " ".join(paragraph.text for paragraph in title)
    if not words and kind:
        words = tidy(kind.text)[len(kind_of(kind.text)) :].strip()
        return _of(kind, words) if words else Found("", warnings=(_("Không thấy trích yếu của văn bản."),))
    return found(words, *title) if words else Found("", warnings=(_("Không thấy trích yếu của văn bản."),))


def _number(head: Sequence[Line]) -> Found[str]:
    for line in head:
        match = _NUMBER.search(tidy(line.text))
        if match:
            digits = match[1].strip(" .…_")
            blank = _("Số văn bản để trống.")
            return _of(line, digits + match[2].replace(" ", "")) if digits else _of(line, "", blank)
    return Found("", warnings=(_("Không thấy số văn bản."),))


def _dated(head: Sequence[Line]) -> tuple[Line, re.Match[str]] | None:
    for line in head:
        matches = [_DATE.search(part) for part in columns(line)]
        match = next(filter(None, matches), None) or _WIDE_DATE.search(tidy(line.text))
        if match:
            return line, match
    return None


def _place(head: Sequence[Line]) -> Found[str]:
    dated = _dated(head)
    return _of(dated[0], dated[1][1]) if dated else Found("", warnings=(_("Không thấy địa danh."),))


def _issued_on(head: Sequence[Line]) -> Found[dt.date | None]:
    dated = _dated(head)
    if not dated:
        return Found(None, warnings=(_("Không thấy ngày ban hành."),))
    line, match = dated
    day = _day(match[2], match[3], match[4])
    return Found(day, line.text, (line.number,), () if day else (_("Ngày ban hành để trống."),))


def _day(day: str, month: str, year: str) -> dt.date | None:
    numbers = [part.strip(" .…_") for part in (day, month, year)]
    if not all(number.isdecimal() for number in numbers):
        return None
    try:
        return dt.date(int(numbers[2]), int(numbers[1]), int(numbers[0]))
    except ValueError:
        return None


def _issuer(head: Sequence[Line], introduction: Sequence[Paragraph]) -> Found[str]:
    named = [
        (line, part)
        for line in head
        for part in columns(line)[:1]
        if part.isupper() and not _NO_ISSUER.match(plain(part))
    ]
    if named:
        lines = [line for line, _part in named]
        words = " ".join(part for _line, part in named)
        return Found(words, "\n".join(line.text for line in lines), tuple(line.number for line in lines))
    for paragraph in introduction:
        match = _IN_TEXT.search(paragraph.text)
        if match:
            return found(match[1], paragraph, warnings=[_("Cơ quan ban hành lấy từ lời mở đầu; đề nghị kiểm tra lại.")])
    return Found("", warnings=(_("Không thấy cơ quan ban hành."),))


def _parents(paragraphs: Iterable[Paragraph]) -> list[Found[Parent]]:
    """Each document cited, once, with all that is said of it anywhere."""
    parents: dict[str, Found[Parent]] = {}
    for paragraph in paragraphs:
        for match in _PARENT.finditer(paragraph.text):
            number, issuer = match["number"].rstrip("-"), (match["issuer"] or "").strip()
            day = _day(match["day"] or "", match["month"] or "", match["year"] or "")
            old = parents.get(number)
            if old is None:
                parents[number] = found(Parent(match["kind"], number, day, issuer), paragraph)
                continue
            value = replace(old.value, issued_on=old.value.issued_on or day, issuer=old.value.issuer or issuer)
            parents[number] = replace(old, value=value)
    return list(parents.values())
