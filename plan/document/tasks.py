"""The tasks of a plan: which numbered parts are tasks, and how each is called."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from plan.document.drafts import Draft, Drafting, Owner, party
from plan.document.labels import Field, labels_in
from plan.document.mending import Paragraph, found
from plan.document.numbering import Rank, marker_of
from plan.document.outline import Codes, Node, number_of
from plan.document.parties import Reader
from plan.document.records import FoundTask, GeneralDuty, Part
from plan.document.sentences import without_brackets

_TASK_PARTS = (Part.TASKS, Part.OTHER, Part.APPENDIX)
_LONGEST_TITLE = 160
_LONGEST_CODE = 20


@dataclass
class Tasks:
    """What the task sections hold. `nodes` are the numbered parts that became tasks, `used` their paragraphs."""

    found: list[FoundTask]
    duties: list[GeneralDuty]
    used: set[int]


class Collecting:
    """Walks the tree of a document. A part that names who does it is a task; so is its sister that names nobody."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._named: dict[int, bool] = {}
        self.tasks = Tasks([], [], set())

    def section(self, node: Node) -> None:
        """A part of the first rank."""
        if node.part in _TASK_PARTS:
            self._node(node)

    def _node(self, node: Node, inherited: list[Draft] | None = None) -> bool:
        """Whether anything in `node` is a task."""
        if node.part not in _TASK_PARTS:
            return False
        owner = self._owner(node)
        if owner:
            return self._by_agency(node, owner)
        own = self._drafts(node, node.own)
        if not node.children:
            return self._leaf(node, own)
        named = [child for child in node.children if self._names_somebody(child)]
        if not named and any(draft.parties for draft in own):
            return self._leaf(node, self._drafts(node, node.everything), whole=True)
        if named == [node.children[-1]] and len(node.children) > 1 and self._closes_with_labels(named[0]):
            drafts = self._drafts(node, node.everything)
            drafts[0].warnings.append(
                _("Cơ quan chủ trì ghi ở cuối mục được hiểu là của cả mục {code}.").format(code=node.label)
            )
            return self._leaf(node, drafts[:1], whole=True)
        shared = [draft for draft in own if draft.has_lead] or inherited
        for child in node.children:
            if not self._node(child, shared):
                self._nobody(child, bool(named), shared)
        return bool(named)

    def _leaf(self, node: Node, drafts: list[Draft], *, whole: bool = False) -> bool:
        led = [draft for draft in drafts if draft.parties]
        if not led:
            return False
        shown = drafts if len(led) > 1 else led[:1]
        if len(led) == 1:
            for draft in drafts:
                if draft is not led[0]:
                    led[0].texts += draft.texts
        for number, draft in enumerate(each for each in shown if each.texts):
            self._add(node, draft, f"-{number + 1}" if len(shown) > 1 else "", whole=whole)
        return True

    def _drafts(self, node: Node, paragraphs: list[Paragraph]) -> list[Draft]:
        return Drafting([each for each in paragraphs if each.cell is None], self._reader).read()

    def _names_somebody(self, node: Node) -> bool:
        if id(node) not in self._named:
            self._named[id(node)] = node.part in _TASK_PARTS and self._names(node)
        return self._named[id(node)]

    def _names(self, node: Node) -> bool:
        return (
            bool(self._owner(node))
            or any(draft.parties for draft in self._drafts(node, node.own))
            or any(self._names_somebody(child) for child in node.children)
        )

    def _closes_with_labels(self, node: Node) -> bool:
        """Whether a part's agencies stand in lines of their own at its end: they may be meant for more than it."""
        if node.children or node.rank < Rank.LETTER:
            return False
        return any(
            label.field == Field.LEAD and not label.at for each in node.content for label in labels_in(each.text)
        )

    def _nobody(self, node: Node, sisters: bool, shared: list[Draft] | None) -> None:
        """A part that names nobody: a general duty, or a task beside tasks whose lead is missing."""
        if node.part not in _TASK_PARTS or not node.head:
            return
        mentions, _end = self._reader.listed(node.head)
        if mentions:
            parties = tuple(party("lead", each, node.head, *node.own[:1]) for each in mentions)
            self.tasks.duties.append(
                GeneralDuty(number_of(node), parties, found(_text(node.everything, node), *node.everything))
            )
            self._use(node.everything)
        elif sisters or shared:
            self._without_lead(node, shared)

    def _without_lead(self, node: Node, shared: list[Draft] | None) -> None:
        draft = Draft(texts=list(node.everything))
        if shared:
            draft.parties = list(shared[0].parties)
            draft.warnings.append(_("Cơ quan chủ trì lấy theo mục trên nó; đề nghị kiểm tra lại."))
        self._add(node, draft, "", whole=True)

    def leaves(self, node: Node) -> None:
        """Every last numbered part of a task section: for a document that names no agencies in it."""
        if node.part != Part.TASKS:
            return
        children = [child for child in node.children if child.rank < Rank.LETTER]
        for child in children:
            self.leaves(child)
        if not children and node.head and node.rank > Rank.ROMAN:
            self._without_lead(node, None)

    def _owner(self, node: Node) -> Owner | None:
        """The agency that is all there is in a heading: "1. Sở Y tế"."""
        if not node.head or node.rank <= Rank.ROMAN or not (node.children or node.content):
            return None
        mentions = self._reader.whole(node.head) if len(node.head) < _LONGEST_TITLE else []
        return Owner(mentions, node.head) if mentions and all(each.is_name for each in mentions) else None

    def _by_agency(self, node: Node, owner: Owner) -> bool:
        for child in node.children:
            draft = Drafting(child.everything, self._reader, owner).read()[0]
            self._add(child, draft, "", whole=True)
        items = [each for each in node.content if each.cell is None]
        for number, paragraph in enumerate(items, start=1):
            draft = Drafting([paragraph], self._reader, owner).read()[0]
            self._add(node, draft, f"-{number}" if len(items) > 1 else "", whole=False)
        return True

    def _add(self, node: Node, draft: Draft, suffix: str, *, whole: bool) -> None:
        heading = node.head if node.is_section or (whole and node.children) else ""
        own = [each for each in draft.texts if each is not node.paragraph or not heading]
        texts = own or draft.texts
        text = _text(texts, node)
        named = heading and not suffix and not self._owner(node)
        title = without_brackets(heading) if named else short_title(text)
        doubts = [] if named else [_("Văn bản không đặt tên cho nhiệm vụ này; tên lấy từ đầu câu.")]
        if suffix:
            draft.warnings.append(_("Văn bản không đánh số nhiệm vụ này; số do phần mềm đặt."))
        source = [node.paragraph] if named and node.paragraph else texts[:1]
        task = FoundTask(
            code=(number_of(node) + suffix)[-_LONGEST_CODE:],
            section=_section_of(node).code,
            title=found(title, *source, warnings=doubts),
            text=found(text, *texts),
            parties=tuple(draft.parties),
            deadline=draft.deadline,
            product=draft.product,
            warnings=tuple(dict.fromkeys([*draft.warnings, *missing_lead(draft)])),
        )
        self.tasks.found.append(task)
        self._use(node.everything if whole else node.own)

    def _use(self, paragraphs: list[Paragraph]) -> None:
        self.tasks.used.update(number for paragraph in paragraphs for number in paragraph.numbers)


def missing_lead(draft: Draft) -> Iterator[str]:
    if not draft.has_lead:
        yield _("Không thấy cơ quan chủ trì trong văn bản.")


def _section_of(node: Node) -> Node:
    """The nearest part with a heading."""
    while not node.is_section and node.parent is not None:
        node = node.parent
    return node


def _text(paragraphs: list[Paragraph], node: Node) -> str:
    """The words of a task without its number."""
    texts = [node.head if each is node.paragraph else each.text for each in paragraphs]
    return "\n\n".join(text for text in texts if not (labels_in(text) and labels_in(text)[0].at == 0))


def short_title(text: str) -> str:
    """The first words of a text that has no name, up to where a thought ends."""
    marker = marker_of(text)
    words = without_brackets(text[marker.rest if marker else 0 :].split("\n")[0])
    first = re.split(r"[;:](?:\s|$)|\.(?:\s|$)", words)[0].strip()
    if len(first) > _LONGEST_TITLE:
        cut = max(first.rfind(",", 0, _LONGEST_TITLE), 0) or first.rfind(" ", 0, _LONGEST_TITLE)
        first = first[:cut] + "…"
    return first[:1].upper() + first[1:]


def made_unique(tasks: list[FoundTask]) -> list[FoundTask]:
    """Numbers that count anew in every section get the section before them."""
    times = Counter(task.code for task in tasks)
    top = [task.section.split(".")[0] for task in tasks]
    named = [
        replace(task, code=f"{above}.{task.code}"[-_LONGEST_CODE:]) if times[task.code] > 1 else task
        for task, above in zip(tasks, top, strict=True)
    ]
    codes = Codes()
    unique: list[FoundTask] = []
    for task in named:
        code = codes.own(task.code)
        warning = _("Số {code} đã dùng cho nhiệm vụ khác; số này do phần mềm đặt.").format(code=task.code)
        unique.append(replace(task, code=code, warnings=(*task.warnings, warning)) if code != task.code else task)
    return unique
