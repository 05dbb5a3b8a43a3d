"""Whose document it is: "Sở Y tế" of a book of one province is not that of a plan of another."""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from plan.document.letters import folded
from plan.document.parties import AgencyBook, KnownAgency, Reader
from plan.document.records import Header

_CITIES = "Hà Nội|Hồ Chí Minh|Hải Phòng|Đà Nẵng|Cần Thơ|Huế"  # those that are provinces of their own
_NAMED = re.compile(
    r"\b(?:(?:tỉnh|TỈNH|Tỉnh)(?: ủy| uỷ| ỦY| UỶ)?|"
    rf"(?i:thành phố|tp\.?|thành (?:ủy|uỷ)) (?=(?i:{_CITIES})\b)) ?"
    r"((?:[A-ZĐÀ-Ỹ][\w-]*)(?: [A-ZĐÀ-Ỹ][\w-]*)*)"
)
_CENTRAL = "Bộ "


def reader_for(book: AgencyBook, header: Header) -> tuple[Reader, list[str]]:
    """A reader of names for a document, and what makes its book doubtful.

    Of a document of a province that no name of the book speaks of, only ministries are known; of one that it does, none
    of the agencies that are another province's by their names.
    """
    province = province_of(header)
    ours = {folded(name) for known in book.agencies for name in _provinces(known)}
    if not province or not ours:
        return Reader(book, _places(header, province)), []
    mine = tuple(known for known in book.agencies if _may_be(known, folded(province)))
    if folded(province) in ours:
        return Reader(replace(book, agencies=mine), _places(header, province)), []
    central = tuple(known for known in mine if known.names[0].startswith(_CENTRAL))
    warning = _(
        "Văn bản là của {province}, còn các cơ quan đang có là của tỉnh khác; mọi cơ quan trong văn bản được đề nghị "
        "thêm mới."
    )
    return Reader(AgencyBook(central), _places(header, province)), [warning.format(province=province)]


def province_of(header: Header) -> str:
    """The province that issues the document, "" where the head does not tell; "TỈNH AN BÌNH" gives "An Bình"."""
    issuer = header.issuer.value
    named = _NAMED.search(issuer)
    if named:
        return " ".join(word.capitalize() for word in named[1].split()) if named[1].isupper() else named[1]
    of_province = folded(issuer).startswith(("uy ban nhan dan tinh", "ubnd tinh")) or not issuer
    return header.place.value if of_province else ""


def _places(header: Header, province: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (province, header.place.value))))


def _provinces(known: KnownAgency) -> list[str]:
    return [match[1] for name in known.names for match in _NAMED.finditer(name)]


def _may_be(known: KnownAgency, province: str) -> bool:
    """Whether an agency names this province, or none."""
    named = {folded(name) for name in _provinces(known)}
    return not named or province in named
