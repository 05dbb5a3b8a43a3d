"""What an agency is called: when two names are one, and the code, short name and level that a name proposes. Pure."""

import re
import unicodedata
from collections.abc import Container

from agencies.enums import Level
from agencies.text import fold

LONGEST_CODE = 40
LONGEST_SHORT_NAME = 80
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_COMMITTEE = "uy ban nhan dan"
_KINDS = r"(tinh|thanh pho|quan|huyen|thi xa|thi tran|xa|phuong|dac khu)"
_SILENT = {"va", "tinh", "cac", "cua"}  # words that leave no letter in a code
_SHORTER = {"(Ủy|Uỷ) ban nhân dân": "UBND", "Bảo hiểm xã hội": "BHXH"}
_PLAIN_DEPARTMENT = 3  # "Sở Giao thông" is short enough
_LEVELS = [  # the first that fits the folded name
    (rf"{_COMMITTEE} tinh\b", Level.GOVERNMENT),
    (rf"{_COMMITTEE} (xa|phuong|thi tran|dac khu)\b", Level.COMMUNE),
    (rf"{_COMMITTEE} (huyen|quan|thi xa|thanh pho)\b", Level.DISTRICT),
    (r"(bo chi huy|bao hiem xa hoi|ngan hang|kho bac|cuc|chi cuc|thue|cong an|toa an|vien kiem sat)\b", Level.VERTICAL),
    (r"(bo|chinh phu|van phong chinh phu|thanh tra chinh phu)\b", Level.MINISTRY),
]


def name_key(name: str) -> str:
    """One key for every spelling of one name: "Uỷ ban" and "Ủy ban", "Sở KH&ĐT" and "sở KH & ĐT", any hyphen.

    Unlike `fold` it keeps the marks: the communes Tân Lập and Tân Lạp are two.
    """
    words = re.sub(r"[\s\-\u2010-\u2015.,&]+", " ", name.casefold()).split()
    return " ".join(_word_key(word) for word in words)


def _word_key(word: str) -> str:
    """The letters of a word, then its tones: where a tone is set is a matter of taste ("hoà", "hòa")."""
    signs = unicodedata.normalize("NFD", word)
    letters = "".join(sign for sign in signs if sign not in _TONES)
    return unicodedata.normalize("NFC", letters) + "".join(sorted(sign for sign in signs if sign in _TONES))


def proposed_code(name: str, taken: Container[str] = ()) -> str:
    """A code that is not one of `taken`: initials, "SNV" for "Sở Nội vụ", and "UBND-PHULY" for a committee."""
    words = re.sub(r"[^a-z0-9 ]+", " ", _folded(name)).split()
    plain = " ".join(words)
    if plain.startswith(_COMMITTEE):
        place = re.sub(rf"^{_KINDS}\b", "", plain.removeprefix(_COMMITTEE).strip()).replace(" ", "")
        code = f"UBND-{place}" if place else "UBND"
    else:
        code = "".join(word if word.isdigit() else word[0] for word in words if word not in _SILENT)
    code = (code or "CQ").upper()[: LONGEST_CODE - 4]
    free = (f"{code}-{number}" if number > 1 else code for number in range(1, 1000))
    return next((one for one in free if one not in taken), code)


def proposed_short_name(name: str) -> str:
    """The usual abbreviation: "Sở KHĐT" for "Sở Kế hoạch và Đầu tư", "UBND xã Tân Lập"; the name itself otherwise."""
    first, *others = name.split()
    if fold(first) == "so" and len(others) > _PLAIN_DEPARTMENT:
        letters = [word[0].upper() for word in others if word[0].isalpha() and fold(word) not in _SILENT]
        return f"{first} {''.join(letters)}"[:LONGEST_SHORT_NAME]
    for long, short in _SHORTER.items():
        name = re.sub(long, short, name, flags=re.IGNORECASE)
    return name[:LONGEST_SHORT_NAME]


def proposed_level(name: str) -> Level:
    """The level that a name speaks of; a department of the province where it speaks of none."""
    folded = _folded(name)
    return next((level for pattern, level in _LEVELS if re.match(pattern, folded)), Level.PROVINCE)


def _folded(name: str) -> str:
    return re.sub(r"^ubnd\b", _COMMITTEE, fold(name))
