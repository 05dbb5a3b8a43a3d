"""The section on organisation: what everybody has to do about the plan, when reports are due, and who gathers them."""

from collections.abc import Iterable, Iterator

from plan.document.drafts import party
from plan.document.letters import pattern, plain
from plan.document.mending import Paragraph, found
from plan.document.numbering import marker_of
from plan.document.outline import Node
from plan.document.parties import Reader
from plan.document.records import FoundParty, GeneralDuty, Part, ReportDeadline

_DUE = pattern(r"trước (?:ngày )?(\d{1,2})(?:/| tháng )(\d{1,2})\b")
_HANDED = pattern(r"(?:giao|đề nghị|yêu cầu|phân công) ")
_REPORTS = pattern(r"báo cáo")
_GATHERS = (
    (pattern(r"(?:tổng hợp|báo cáo)[^.;]{0,80}(?:ủy ban nhân dân|ubnd|tỉnh ủy|thành ủy|huyện ủy|chủ tịch)"), 2),
    (pattern(r"đầu mối"), 2),
    (pattern(r"theo dõi|đôn đốc"), 1),
    (pattern(r"tổng hợp"), 1),
)


def general_duties(nodes: Iterable[Node], reader: Reader) -> list[GeneralDuty]:
    """The parts of the organising sections, one a number (a paragraph, where there are none), with whom they begin."""
    return [duty for top in nodes for node in _organising(top) for duty in _duties(node, reader)]


def _organising(top: Node) -> Iterator[Node]:
    for node in top.walk():
        if node.part == Part.ORGANISATION and (node.parent is None or node.parent.part != Part.ORGANISATION):
            yield from node.children or [node]


def _duties(node: Node, reader: Reader) -> Iterator[GeneralDuty]:
    if not node.children and node.parent and node.parent.part != Part.ORGANISATION:
        for number, paragraph in enumerate((each for each in node.content if each.cell is None), start=1):
            text = _bare(paragraph)
            yield GeneralDuty(f"{node.code}-{number}", _parties(text, paragraph, reader), found(text, paragraph))
        return
    words = "\n\n".join([node.head, *(each.text for each in node.everything if each is not node.paragraph)])
    yield GeneralDuty(node.code, _parties(node.head, node.own[0], reader), found(words, *node.everything))


def _bare(paragraph: Paragraph) -> str:
    marker = marker_of(paragraph.text)
    return paragraph.text[marker.rest if marker else 0 :]


def _parties(text: str, paragraph: Paragraph, reader: Reader) -> tuple[FoundParty, ...]:
    """Whom a paragraph begins with."""
    handed = _HANDED.match(plain(text))
    mentions, _end = reader.listed(text, handed.end() if handed else 0)
    return tuple(party("lead", mention, text, paragraph) for mention in mentions)


def report_deadlines(duties: Iterable[GeneralDuty], paragraphs: Iterable[Paragraph]) -> list[ReportDeadline]:
    """Days by which reports are due, with who is named before them."""
    by_line = {number: paragraph for paragraph in paragraphs for number in paragraph.numbers}
    due: list[ReportDeadline] = []
    for duty in duties:
        names = ", ".join(each.wording for each in duty.parties)
        for paragraph in dict.fromkeys(by_line[number] for number in duty.text.lines if number in by_line):
            due += _due_in(paragraph, names)
    return list({(each.who, each.day): each for each in due}.values())


def _due_in(paragraph: Paragraph, names: str) -> Iterator[ReportDeadline]:
    low = plain(paragraph.text)
    for match in _DUE.finditer(low):
        day, month = int(match[1]), int(match[2])
        if _REPORTS.search(low) and 1 <= day <= 31 and 1 <= month <= 12:
            yield ReportDeadline(names, f"{month:02}-{day:02}", found(paragraph.text, paragraph))


def coordinator_in(duties: Iterable[GeneralDuty]) -> FoundParty | None:
    """The one agency that is told to watch over the plan and to report on it; None where nobody clearly is."""
    best, most = None, 1
    for duty in duties:
        low = plain(duty.text.value)
        score = sum(weight for form, weight in _GATHERS if form.search(low))
        single = len(duty.parties) == 1 and not duty.parties[0].is_group and not duty.parties[0].group
        if single and score > most:
            best, most = duty.parties[0], score
    return best
