"""Codes for what a document names: agencies, groups, the plan itself. Pure."""

import re
from collections.abc import Collection

from agencies.naming import LONGEST_CODE, proposed_code
from agencies.text import fold

_BEHIND = re.compile(r"(?:\s+chi nhánh)?\s+tỉnh(?:\s+[^\Wa-zà-ỹ_]\w*)*\s*$")  # "chi nhánh tỉnh Hà Nam"
_FILLERS = frozenset(("va", "cac", "nhung", "co", "cua", "tai", "tren", "dia", "tat", "ca", "toan"))
_KINDS = ("so", "ban", "nganh", "doan", "the")  # of "các sở, ban, ngành, đoàn thể": first letters are enough
_COUNCILS = {"CAP-HUYEN": r"cap huyen|huyen|thi xa|thanh pho|quan", "CAP-XA": r"cap xa|(?<!thi )\bxa\b|phuong|thi tran"}


def agency_code(name: str, taken: Collection[str] = ()) -> str:
    """A code for an agency, without the province behind its name: "Bảo hiểm xã hội tỉnh Hà Nam" is BHXH."""
    is_committee = fold(name).startswith("uy ban nhan dan")
    return proposed_code(name if is_committee else _BEHIND.sub("", name) or name, taken)


def agency_key(name: str) -> str:
    """What two wordings of one new agency share."""
    return re.sub(r"\W", "", fold(_BEHIND.sub("", name) or name))


def group_code(name: str, taken: Collection[str] = ()) -> str:
    """A code for a group: "Các sở, ban, ngành có liên quan" is SBN-LIEN-QUAN."""
    folded = fold(name)
    if re.match(r"(?:cac )?(?:uy ban nhan dan|ubnd)", folded):
        levels = [level for level, words in _COUNCILS.items() if re.search(words, folded)]
        return unused("-".join(["UBND", *levels]) if levels else "UBND-CAC-CAP", taken)
    words = [word for word in re.findall(r"[a-z0-9]+", folded) if word not in _FILLERS]
    firsts = "".join(word[0] for word in words if word in _KINDS)
    parts = [firsts, *[word for word in words if word not in _KINDS][:4]]
    code = "-".join(filter(None, parts)).upper()[:LONGEST_CODE].strip("-")
    return unused(code or "NHOM", taken)


def unused(code: str, taken: Collection[str]) -> str:
    """`code`, with the first number behind it that makes it another than all in `taken`."""
    number, tried = 1, code
    while tried in taken:
        number += 1
        tried = f"{code[: LONGEST_CODE - 4]}-{number}"
    return tried


def slug(text: str) -> str:
    """ "Hà Nam" -> "ha-nam"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
