"""Lines of a document into the plan that stands in them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from plan.document.closing import recipients_and_signature
from plan.document.header import header_of, title_of
from plan.document.indicator_tables import rows_of_indicators
from plan.document.labels import begins_with_label
from plan.document.letters import plain
from plan.document.mending import Paragraph, found, paragraphs
from plan.document.numbering import marker_of
from plan.document.organising import coordinator_in, general_duties, report_deadlines
from plan.document.outline import Node, number_of, outline
from plan.document.parties import AgencyBook
from plan.document.provinces import reader_for
from plan.document.records import FoundPlan, FoundSection, Line, Objective, Part, Unreadable
from plan.document.tables import TableReading
from plan.document.tasks import Collecting, made_unique
from plan.document.zones import zones

_YEAR = re.compile(r"20[2-9]\d")


def found_in(lines: Sequence[Line], agencies: AgencyBook) -> FoundPlan:
    """Raises Unreadable where the document is no plan."""
    parts = zones(lines)
    body = paragraphs(parts.body)
    title = title_of(body)
    root = outline(body[len(title) :])
    header = header_of(parts, title, [each for each in root.content if each.cell is None])
    reader, doubts = reader_for(agencies, header)
    collecting = Collecting(reader)
    for node in root.children:
        collecting.section(node)
    tables = TableReading(root, reader)
    warnings = [*doubts, *tables.warnings, *_without_agencies(root, collecting, bool(tables.tasks))]
    tasks = made_unique([*collecting.tasks.found, *tables.tasks])
    _refuse_no_plan(root, bool(tasks))
    organising = general_duties(root.children, reader)
    recipients, signature = recipients_and_signature(parts.close)
    return FoundPlan(
        header=header,
        sections=tuple(_sections(root, collecting.tasks.used)),
        tasks=tuple(tasks),
        objectives=tuple(_with_own_codes(list(_objectives(root.children)))),
        rows=tuple(rows_of_indicators(root, reader)),
        general_duties=(*collecting.tasks.duties, *organising),
        report_deadlines=tuple(report_deadlines(organising, body)),
        coordinator=coordinator_in(organising),
        recipients=tuple(recipients),
        signature=signature,
        warnings=tuple(warnings),
    )


def _refuse_no_plan(root: Node, has_tasks: bool) -> None:
    headings = [node for node in root.walk() if node.part in (Part.OBJECTIVES, Part.TASKS, Part.ORGANISATION)]
    if not has_tasks and not headings:
        raise Unreadable(
            _("Không thấy mục tiêu, nhiệm vụ hay phần tổ chức thực hiện trong tệp. Hãy chọn tệp là văn bản kế hoạch.")
        )


def _without_agencies(root: Node, collecting: Collecting, in_tables: bool) -> Iterator[str]:
    """A plan whose tasks name nobody still has tasks, unless a table has them."""
    if in_tables and collecting.tasks.found:
        yield _("Nhiệm vụ có cả trong phần lời và trong bảng; đề nghị kiểm tra xem có trùng nhau không.")
    if in_tables or collecting.tasks.found:
        return
    for node in root.children:
        collecting.leaves(node)
    if collecting.tasks.found:
        yield _("Không nhiệm vụ nào trong văn bản ghi cơ quan chủ trì; có thể việc phân công nằm ở văn bản khác.")
    else:
        yield _("Không thấy nhiệm vụ nào trong văn bản.")


def _sections(root: Node, used: set[int]) -> Iterator[FoundSection]:
    for node in root.walk():
        if node is root and not node.content:
            continue
        if not (node.is_section or node is root):
            if node.part not in (Part.TASKS, Part.OTHER, Part.APPENDIX):
                yield _section(node, node.own, node.head, used)
            continue
        yield _section(node, node.content, "", used)


def _section(node: Node, texts: Iterable[Paragraph], text: str, used: set[int]) -> FoundSection:
    kept = [each for each in texts if each.cell is None and not used.issuperset(each.numbers)]
    words = "\n\n".join(each.text for each in kept)
    title = found("" if text else node.head, *([node.paragraph] if node.paragraph and not text else []))
    parent = node.parent.code if node.parent and node.parent.paragraph else ""
    return FoundSection(node.code, parent, title, found(words, *kept), node.part)


def _objectives(nodes: Iterable[Node]) -> Iterator[Objective]:
    """The paragraphs of the objectives sections, each with its place in its section."""
    for top in nodes:
        for node in top.walk():
            if node.part != Part.OBJECTIVES:
                continue
            texts = node.content if node.is_section else node.own
            said = [each for each in texts if each.cell is None and _says_something(each)]
            for number, paragraph in enumerate(said, start=1):
                code = f"{number_of(node)}.{number}" if len(said) > 1 or node.is_section else number_of(node)
                yield Objective(node.code, code, found(_bare(paragraph), paragraph), _horizon(node))


def _with_own_codes(objectives: list[Objective]) -> list[Objective]:
    """Numbers that count anew in every section get the way to the section before them."""
    times = Counter(objective.code for objective in objectives)
    return [
        replace(each, code=f"{each.section}.{each.code.rpartition('.')[2]}") if times[each.code] > 1 else each
        for each in objectives
    ]


def _says_something(paragraph: Paragraph) -> bool:
    return not paragraph.text.startswith("(") and not begins_with_label(paragraph.text)


def _bare(paragraph: Paragraph) -> str:
    marker = marker_of(paragraph.text)
    return paragraph.text[marker.rest if marker else 0 :]


def _horizon(node: Node | None) -> int | None:
    """The last year that the nearest heading with one names."""
    while node is not None:
        years = _YEAR.findall(plain(node.head)) if node.is_section else []
        if years:
            return int(years[-1])
        node = node.parent
    return None
