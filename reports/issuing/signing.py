"""The lines above a signer's name (appendix I of Decree 30/2020/NĐ-CP, point 7). Pure.

A head signs by the own title; a deputy for the head (KT.), another officer by the head's order (TL.) or on the head's
authorisation (TUQ.), an acting head with Q.; where a body decides together, whoever signs does so in its name (TM.).
"""

import re

from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.text import clean

MOST_LINES, LONGEST_LINE = 4, 120
_HEADS = ("GIÁM ĐỐC", "CHỦ TỊCH", "CHÁNH", "TRƯỞNG BAN", "CỤC TRƯỞNG", "CHI CỤC TRƯỞNG", "THỦ TRƯỞNG", "VIỆN TRƯỞNG")
_WHOSE = re.compile(r"^(.*\b(?:GIÁM ĐỐC|CHỦ TỊCH)) (?:SỞ|UBND|ỦY BAN|TỈNH|BẢO HIỂM|NGÂN HÀNG)\b.*")  # stands above
_DEPUTY, _ACTING = "PHÓ ", re.compile(r"^(QUYỀN |Q\. ?)")
_FOR_ANOTHER = re.compile(r"^(KT|TL|TUQ|TM)\. ")


def proposals(position: str) -> list[list[str]]:
    """The ways in which somebody of this position may sign, the likeliest first; none where no position is known."""
    title = _WHOSE.sub(r"\1", " ".join(clean(position).upper().split()))
    if not title:
        return []
    if title.startswith(_DEPUTY):
        head = title.removeprefix(_DEPUTY)
        ways = [[f"KT. {head}", title]]
    elif _ACTING.match(title):
        head = _ACTING.sub("", title)
        ways = [[f"Q. {head}"], [head]]
    elif title.startswith(_HEADS):
        head, ways = title, [[title], [f"Q. {title}"]]
    else:
        head, ways = title, [["TL. GIÁM ĐỐC", title], ["TUQ. GIÁM ĐỐC", title], [title]]
    if head == "CHỦ TỊCH":  # a people's committee decides together
        ways = [["TM. ỦY BAN NHÂN DÂN", *ways[0]], *ways]
    return ways


def authority_from(typed: str) -> list[str]:
    """The lines as they stand on paper, from what was typed: one line a row, in capitals.

    Raises Refused (field "authority") where a line is missing.
    """
    lines = [" ".join(line.split()) for line in clean(typed).upper().split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        raise Refused(_("Hãy ghi chức vụ của người ký, ví dụ GIÁM ĐỐC."), field="authority")
    if len(lines) > MOST_LINES or max(map(len, lines)) > LONGEST_LINE:
        words = _("Thể thức ký có nhiều nhất {lines} dòng, mỗi dòng không quá {length} ký tự.")
        raise Refused(words.format(lines=MOST_LINES, length=LONGEST_LINE), field="authority")
    if _FOR_ANOTHER.match(lines[-1]):
        words = _("Sau dòng “{line}” phải có chức vụ của người ký, ví dụ PHÓ GIÁM ĐỐC.")
        raise Refused(words.format(line=lines[-1]), field="authority")
    return lines
