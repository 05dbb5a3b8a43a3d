"""Paragraphs into the tree of numbered parts that a document is, and what each part is for."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plan.document.labels import begins_with_label
from plan.document.letters import pattern, plain
from plan.document.mending import Paragraph
from plan.document.numbering import Marker, Rank, marker_of
from plan.document.records import Part

_LONGEST_HEADING = 220
_LONGEST_CODE = 20
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
# in order: the first that is met decides
_PARTS: tuple[tuple[Part, re.Pattern[str]], ...] = (
    (Part.ORGANISATION, pattern(r"tổ chức (?:triển khai )?thực hiện|tổ chức triển khai|phân công (?:trách nhiệm"
                                r"|nhiệm vụ|thực hiện)|trách nhiệm (?:của|thực hiện|các)|chế độ (?:thông tin|báo cáo)"
                                r"|điều khoản thi hành")),
    (Part.PURPOSE, pattern(r"mục đích|quan điểm|thực trạng|sự cần thiết|căn cứ|phạm vi|bối cảnh|kết quả thực hiện")),
    (Part.TASKS, pattern(r"nhiệm vụ|giải pháp|hoạt động|^nội dung$"
                         r"|nội dung (?:thực hiện|kế hoạch|chủ yếu|triển khai|trọng tâm)")),
    (Part.OBJECTIVES, pattern(r"mục tiêu|chỉ tiêu")),
    (Part.VISION, pattern(r"tầm nhìn")),
    (Part.OTHER, pattern(r"kinh phí|nguồn lực|nguồn vốn")),
)  # fmt: skip
_INNER: tuple[tuple[Part, re.Pattern[str]], ...] = (
    (Part.VISION, pattern(r"^(?:về )?tầm nhìn")),
    (Part.OBJECTIVES, pattern(r"^(?:các )?(?:mục tiêu|chỉ tiêu)")),
)
_TASKS_INSIDE = pattern(r"^(?:(?:các )?nhiệm vụ|giải pháp)")


class Codes:
    """Gives each code once; one that is met again gets a number behind it."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()
        self._met: set[str] = set()

    def own(self, code: str) -> str:
        own = code
        while own in self._met:
            self._times[code] += 1
            own = f"{code[: _LONGEST_CODE - 6]}~{self._times[code] + 1}"
        self._met.add(own)
        return own


@dataclass
class Node:
    """A numbered part: `head` are the words beside its number, `content` what stands under it before its `children`."""

    rank: int
    label: str
    code: str
    head: str
    paragraph: Paragraph | None
    part: Part
    parent: "Node | None" = None
    content: list[Paragraph] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    def name(self, paragraph: Paragraph) -> None:
        """The heading that stands on the line below the number: "Phần thứ hai" / "NHIỆM VỤ"."""
        if self.paragraph is None or self.parent is None:
            return
        self.head = paragraph.text
        self.paragraph = Paragraph(f"{self.paragraph.text} {paragraph.text}", (*self.paragraph.lines, *paragraph.lines))
        self.part = _part(self, self.parent)

    @property
    def is_section(self) -> bool:
        """Whether its head is a heading and not the text itself."""
        if self.paragraph is None or self.rank <= Rank.ROMAN or self.children:
            return self.rank < Rank.LETTER or bool(self.children)
        if not any(not begins_with_label(paragraph.text) for paragraph in self.content):
            return False
        return (len(self.head) <= _LONGEST_HEADING and not self.head.endswith((".", ";", ":"))) or len(self.head) <= 80

    @property
    def own(self) -> list[Paragraph]:
        return [*([self.paragraph] if self.paragraph else []), *self.content]

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def everything(self) -> list[Paragraph]:
        return [paragraph for node in self.walk() for paragraph in node.own]


def outline(paragraphs: Iterable[Paragraph]) -> Node:
    """The tree of a document's body; its root is what precedes the first heading."""
    root = Node(-1, "", "0", "", None, Part.INTRODUCTION)
    stack, unnumbered = [root], 0
    for paragraph in paragraphs:
        marker = None if paragraph.cell else marker_of(paragraph.text)
        if marker is None and _names(stack[-1], paragraph):
            stack[-1].name(paragraph)
            continue
        if marker is None and not paragraph.cell and _is_bare_heading(paragraph):
            unnumbered += 1
            marker = Marker(Rank.ROMAN, f"M{unnumbered}", 0)
        if marker is None or marker.is_bullet:
            stack[-1].content.append(paragraph)
            continue
        rank = _rank(marker, stack)
        while stack[-1].rank >= rank:
            stack.pop()
        node = _node(rank, marker, paragraph, stack[-1])
        stack[-1].children.append(node)
        stack.append(node)
    _make_unique(root)
    return root


def _names(node: Node, paragraph: Paragraph) -> bool:
    without_name = node.rank == Rank.PART and not node.head and not node.content
    return without_name and paragraph.cell is None and (paragraph.text.isupper() or paragraph.bold)


def _is_bare_heading(paragraph: Paragraph) -> bool:
    """A heading in capitals without a number, of those that every plan has."""
    text = paragraph.text
    return (
        text.isupper() and 6 < len(text) < _LONGEST_HEADING and any(form.search(plain(text)) for _part, form in _PARTS)
    )


def _rank(marker: Marker, stack: list[Node]) -> int:
    """Most marks have one rank. "1." inside a letter counts anew; "Nhiệm vụ 1" stands above "1." or below it."""
    numbers = [node for node in stack if node.rank == Rank.NUMBER]
    if marker.rank == Rank.NAMED:
        return Rank.NAMED if any(Rank.NUMBER <= node.rank < Rank.NAMED for node in stack) else Rank.ARTICLE
    if marker.rank != Rank.NUMBER or stack[-1].rank not in (Rank.LETTER, Rank.NESTED) or not numbers:
        return marker.rank
    expected = int(numbers[-1].label) + 1 if numbers[-1].label.isdigit() else 0
    nested = stack[-1].rank == Rank.NESTED and int(marker.label) == int(stack[-1].label) + 1
    return Rank.NESTED if nested or int(marker.label) not in (expected, expected + 1) else marker.rank


def _node(rank: int, marker: Marker, paragraph: Paragraph, parent: Node) -> Node:
    head = paragraph.text[marker.rest :].strip()
    label = _label(rank, marker.label)
    node = Node(rank, label, _code(rank, label, parent), head, paragraph, Part.OTHER, parent)
    node.part = _part(node, parent)
    return node


def _label(rank: int, label: str) -> str:
    if rank == Rank.PART:
        appendix = re.sub(r"(?i)phụ lục\s*(?:số\s*)?", "PL", label)
        if appendix != label:
            return appendix
        ordinal = plain(label).split()[-1]
        return f"P{_ORDINALS.index(ordinal) + 1}" if ordinal in _ORDINALS else f"P{label}"
    return label


def _code(rank: int, label: str, parent: Node) -> str:
    """The way to a part. A decimal number says its own way from the last part that is none."""
    if Rank.NUMBER <= rank < Rank.NAMED:
        while Rank.NUMBER <= parent.rank < Rank.NAMED:
            parent = parent.parent or parent
    way = "" if parent.paragraph is None else f"{parent.code}."
    return f"{way}{label}"[-_LONGEST_CODE:]


def _part(node: Node, parent: Node) -> Part:
    """What the title says; what it is part of, where the title is no heading of a plan's own parts."""
    words = plain(node.head)
    if node.label.startswith("PL"):
        return Part.APPENDIX
    if parent.paragraph is None or (parent.rank <= Rank.CAPITAL and node.rank <= Rank.ROMAN):
        return next((part for part, form in _PARTS if form.search(words)), _inherited(parent))
    if parent.part in (Part.TASKS, Part.OBJECTIVES, Part.VISION, Part.OTHER, Part.APPENDIX) and node.rank < Rank.LETTER:
        if parent.rank <= Rank.ROMAN and _TASKS_INSIDE.match(words):
            return Part.TASKS
        return next((part for part, form in _INNER if form.search(words)), parent.part)
    return parent.part


def _inherited(parent: Node) -> Part:
    return Part.OTHER if parent.part == Part.INTRODUCTION else parent.part


def number_of(node: Node) -> str:
    """As the document numbers a part; a letter with the number it stands under: "2.a", "6.1a"."""
    parent = node.parent
    if node.rank not in (Rank.LETTER, Rank.NESTED) or parent is None:
        return node.label
    above = number_of(parent)
    glued = "." in above and Rank.NUMBER <= parent.rank < Rank.NAMED
    return f"{above}{'' if glued or not above else '.'}{node.label}"


def _make_unique(root: Node) -> None:
    """A number that the document uses twice at one place gets a letter behind it."""
    codes = Codes()
    for node in root.walk():
        node.code = codes.own(node.code)
