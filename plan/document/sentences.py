"""Who leads and who supports, where a sentence says it: "Sở X chủ trì, phối hợp với Sở Y và …"."""

import re
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from plan.document.labels import Field, labels_in
from plan.document.letters import pattern, plain
from plan.document.parties import Mention, Reader

_MOST_CLAUSES = 60  # of a paragraph that are looked at
_LEADS = pattern(
    r"\s*[:,]?\s*(?:sẽ |có trách nhiệm |chịu trách nhiệm |được giao |là (?:cơ quan|đơn vị) (?:đầu mối,? )?"
    r"|làm |giữ vai trò )?"
    r"(?:là )?(?:chủ trì|đầu mối)\b"
)
_WITH = pattern(
    r"(?:,? ?(?:thực hiện|tham mưu|triển khai|chịu trách nhiệm|tổ chức thực hiện))?\s*[,;]?\s*(?:và )?(?:chủ động )?"
    r"phối hợp(?: chặt chẽ)?(?: thực hiện)?(?: với| cùng với| cùng)?\s*:?\s*"
)
_SUPPORTS = pattern(r"\s*[,:]?\s*(?:cùng |tham gia )?phối hợp\b(?! với| cùng)")
_BEGINNING = pattern(
    r"(?:^|(?<=[.;:]) |(?<=\()|\b(?:giao|giao cho|phân công|do|trong đó,?) )(?:[+*•-] ?|(?:giao|do)(?: cho)? )?"
)
_ALONE = pattern(r"^[-+*• ]*(?:là (?:cơ quan|đơn vị) )?chủ trì\b")
_ALONE_WITH = pattern(r"^[-+*• ]*phối hợp(?: chặt chẽ)?(?: với| cùng với| cùng) ")
_IN_BRACKETS = re.compile(r"\s*\(([^()]{4,600})\)")
_LAST_BRACKET = re.compile(r"\(([^()]{4,200})\)$")
_HEADED = re.compile(r"(?i:sở|công an|ubnd|ủy ban|ban|văn phòng|thanh tra|các sở)\b")
_LONGEST_HEADING = 220
_HANDED = pattern(r"(?:giao|giao cho|phân công) $")


@dataclass
class Assigned:
    """Mentions with their duty and the text they are places in; `rest` is what remains of the sentence."""

    parties: list[tuple[str, Mention, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def add(self, duty: str, mentions: list[Mention], text: str) -> None:
        self.parties += [(duty, mention, text) for mention in mentions]

    @property
    def has_lead(self) -> bool:
        return any(duty == "lead" for duty, _mention, _text in self.parties)


def assigned_in(text: str, reader: Reader) -> Assigned:
    """The parties that the sentences of `text` name, in order."""
    found, low = Assigned(), plain(text)
    named = _named_at_end(text, reader)
    if named:
        return named
    if not any(word in low for word in (plain("chủ trì"), "đầu mối", "giao ", plain("phối hợp"))):
        return found
    for bracket in islice(_IN_BRACKETS.finditer(text), _MOST_CLAUSES):
        if _is_assignment(bracket[1]):
            _in_brackets(bracket[1], reader, found)
    bare = without_brackets(text)
    at = 0
    for opening in islice(_BEGINNING.finditer(plain(bare)), _MOST_CLAUSES):
        if opening.end() >= at:
            at = _clause(bare, opening.end(), reader, found, handed=bool(_HANDED.search(plain(opening[0]))))
    return found


def _named_at_end(text: str, reader: Reader) -> Assigned | None:
    """A heading with nothing but agencies in brackets behind it: "Trợ giúp pháp lý (Sở Tư pháp)"."""
    bracket = _LAST_BRACKET.search(text) if len(text) < _LONGEST_HEADING and text.endswith(")") else None
    mentions = reader.whole(bracket[1]) if bracket and not _is_assignment(bracket[1]) else []
    if not bracket or not mentions or not all(one.is_name and _HEADED.match(bracket[1], one.start) for one in mentions):
        return None
    found = Assigned()
    found.add("lead", mentions, bracket[1])
    found.warnings.append(_("Cơ quan chỉ được ghi trong ngoặc sau tên nhiệm vụ; được hiểu là cơ quan chủ trì."))
    return found


def assigned_to(agencies: list[Mention], heading: str, text: str, reader: Reader) -> Assigned:
    """The same for an item under a heading that is the agency itself: "Chủ trì, phối hợp với …"."""
    found, low = assigned_in(text, reader), plain(text)
    alone, supports = _ALONE.match(low), _ALONE_WITH.match(low)
    if found.has_lead:
        return found
    if supports:
        found.add("support", agencies, heading)
        found.warnings.append(_("Văn bản chỉ giao phối hợp, không nói rõ cơ quan nào chủ trì."))
        return found
    found.add("lead", agencies, heading)
    _with_whom(text, alone.end() if alone else len(text), reader, found)
    return found


def without_brackets(text: str) -> str:
    """`text` without the brackets that say who does it."""
    return _IN_BRACKETS.sub(lambda match: "" if _is_assignment(match[1]) else match[0], text).strip()


def _is_assignment(words: str) -> bool:
    return plain("chủ trì") in plain(words) or any(
        label.field in (Field.LEAD, Field.SUPPORT) for label in labels_in(words)
    )


def _in_brackets(words: str, reader: Reader, found: Assigned) -> None:
    for part in re.split(r";", words):
        labels = [label for label in labels_in(part) if label.field in (Field.LEAD, Field.SUPPORT)]
        for label in labels:
            value = part[label.start : label.end]
            found.add(label.field, reader.whole(value), value)
        if not labels:
            start = len(part) - len(part.lstrip())
            _clause(part, start, reader, found, handed=False)


def _clause(text: str, start: int, reader: Reader, found: Assigned, *, handed: bool) -> int:
    """Read "A, B chủ trì, phối hợp với C" at `start`; returns where it ends."""
    mentions, end = reader.listed(text, start)
    low = plain(text)
    if not mentions:
        return start
    leads, supports = _LEADS.match(low, end), _SUPPORTS.match(low, end)
    if leads:
        found.add("lead", mentions, text)
        return _with_whom(text, leads.end(), reader, found)
    if supports and found.has_lead:
        found.add("support", mentions, text)
        return supports.end()
    if handed and _is_agencies(mentions):
        found.add("lead", mentions, text)
        found.warnings.append(_("Văn bản viết “giao”, không viết “chủ trì”; đề nghị kiểm tra lại cơ quan chủ trì."))
        return _with_whom(text, end, reader, found)
    return start


def _is_agencies(mentions: list[Mention]) -> bool:
    return any(mention.is_name for mention in mentions)


def _with_whom(text: str, end: int, reader: Reader, found: Assigned) -> int:
    """Those after "phối hợp với", which may stand some words behind "chủ trì"."""
    match = _WITH.match(plain(text), end)
    if not match:
        return end
    mentions, behind = reader.listed(text, match.end())
    if not mentions and text[match.end() :].strip():
        words = text[match.end() : match.end() + 60]
        found.warnings.append(_("Không đọc được cơ quan phối hợp trong “{words}…”.").format(words=words))
    found.add("support", mentions, text)
    return behind
