"""The written part of a consolidated report: its outline, and what each passage is prefilled with. Pure.

The outline is the one in which provinces report on such plans: what was led, what was done (tasks, then indicators),
what fell short, what is difficult, what comes next. Facts go in, text comes out, one paragraph a line.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.text import nfc
from reports.consolidate.content import DifficultyLine, FindingLine, IndicatorLine, NextStep, TaskLine
from reports.dashboards.progress import TaskState
from reports.enums import DifficultyState, FindingState
from targets.enums import Status

DIRECTION, SHORTCOMINGS, DIFFICULTIES, NEXT_YEAR = "direction", "shortcomings", "difficulties", "next-year"
TASKS = "tasks-"  # and the code of the plan's section

CONCERNS = (Status.MISSED, Status.OFF_TRACK, Status.AT_RISK)  # worst first
LEADS_QUOTED = 10  # a task; the appendix has all
PART_AT_MOST = 3_000  # characters of one agency's text
PASSAGE_AT_MOST = 20_000  # characters of a passage: some seven pages
FINDINGS_NAMED = 30  # the appendix has all

_NOT_IN_A_KEY = re.compile(r"[^\w.]+")
_SENTENCE_END = re.compile(r"[.;!?…]\s")


@dataclass(frozen=True, kw_only=True)
class PassageLine:
    """A passage as a draft begins with it; `key` stays the same in every draft of the round."""

    order: int
    key: str
    heading: str
    prefilled: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a leading agency reported for a task; `among` leading agencies have said something."""

    agency_name: str
    text: str
    among: int


@dataclass(frozen=True, slots=True)
class Direction:
    """What the coordinator did: guidance, the agencies' own plans, inspections."""

    is_guided: bool = False
    document_number: str = ""
    document_date: dt.date | None = None
    plans_filed: int = 0
    plans_owing: int = 0
    inspections: int = 0
    inspected: int = 0


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that the passages are made of."""

    year: int
    coordinator_name: str
    direction: Direction
    indicators: Sequence[IndicatorLine]
    tasks: Sequence[TaskLine]
    results: Mapping[int, Sequence[Result]]  # by task
    difficulties: Sequence[DifficultyLine]
    findings: Sequence[FindingLine]
    next_steps: Sequence[NextStep]


def passages_of(facts: Facts) -> list[PassageLine]:
    """The passages in the order of the outline. Indicators have none: what is said of them is never typed."""
    texts = [
        (DIRECTION, heading_of(DIRECTION), direction_text(facts)),
        *(
            (key_of(section), section, tasks_text(list(tasks), facts.results))
            for section, tasks in groupby(facts.tasks, key=lambda task: task.section)
        ),
        (SHORTCOMINGS, heading_of(SHORTCOMINGS), shortcomings_text(facts)),
        (DIFFICULTIES, heading_of(DIFFICULTIES), difficulties_text(facts.difficulties)),
        (NEXT_YEAR, heading_of(NEXT_YEAR), next_year_text(facts)),
    ]
    return [
        PassageLine(order=order, key=key, heading=heading, prefilled=text)
        for order, (key, heading, text) in enumerate(texts, 1)
    ]


def key_of(section: str) -> str:
    """The key of a section's passage: "tasks-III.4" for "III.4. Phát triển thị trường lao động"."""
    code = _NOT_IN_A_KEY.sub("-", section.partition(". ")[0])
    return f"{TASKS}{code}"[:60]


def heading_of(key: str) -> str:
    """What a passage is about; those on tasks carry the plan's own heading instead."""
    return {
        DIRECTION: _("Công tác chỉ đạo, triển khai"),
        SHORTCOMINGS: _("Tồn tại, hạn chế và nguyên nhân"),
        DIFFICULTIES: _("Khó khăn, vướng mắc; đề xuất, kiến nghị"),
        NEXT_YEAR: _("Phương hướng, nhiệm vụ năm sau"),
    }[key]


def hint_of(key: str) -> str:
    """What to write in a passage, beside what it is prefilled with."""
    return {
        DIRECTION: _("Nêu thêm các văn bản chỉ đạo, hội nghị triển khai và công tác tuyên truyền trong năm."),
        SHORTCOMINGS: _("Nêu nguyên nhân khách quan, nguyên nhân chủ quan và trách nhiệm của từng cơ quan."),
        DIFFICULTIES: _("Bảng khó khăn, vướng mắc đã có sẵn ngay sau đoạn này; chỉ viết nhận định và kiến nghị chung."),
        NEXT_YEAR: _("Nêu nhiệm vụ trọng tâm, người chủ trì và thời hạn của năm sau."),
    }.get(key, _("Rút gọn, nối ý các kết quả dưới đây; bản đầy đủ của từng cơ quan đã có ở Phụ lục II."))


def tidy(text: str) -> str:
    """A reported text as it enters a passage: composed, plain line ends, no empty lines, no control characters."""
    lines = map(str.strip, printable(nfc(text)).split("\n"))
    return "\n".join(line for line in lines if line)


def printable(text: str) -> str:
    """`text` without what no paper shows: control characters other than line ends, halves of signs."""
    plain = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(char for char in plain if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs"))


def direction_text(facts: Facts) -> str:
    """Guidance, implementation plans, inspections: a sentence each, as far as something is on record."""
    return "\n".join(_direction_sentences(facts))


def _direction_sentences(facts: Facts) -> Iterator[str]:
    said = facts.direction
    who = facts.coordinator_name or _("Cơ quan đầu mối")
    if said.document_number and said.document_date:
        words = _("{agency} đã hướng dẫn các cơ quan báo cáo năm {year} tại văn bản số {number} ngày {day}.")
        yield words.format(
            agency=who, year=facts.year, number=said.document_number, day=date_format(said.document_date, "d/m/Y")
        )
    elif said.is_guided:
        yield _("{agency} đã hướng dẫn các cơ quan báo cáo năm {year}.").format(agency=who, year=facts.year)
    total = said.plans_filed + said.plans_owing
    if total:
        words = _("{filed}/{total} cơ quan có nhiệm vụ trong Kế hoạch đã ban hành kế hoạch triển khai")
        rest = _("; {owing} cơ quan chưa có").format(owing=said.plans_owing) if said.plans_owing else ""
        yield words.format(filed=said.plans_filed, total=total) + f"{rest}."
    if said.inspections:
        words = _("Trong năm đã kiểm tra {count} cuộc tại {agencies} cơ quan")
        open_count = sum(one.state != FindingState.CLOSED for one in facts.findings)
        rest = _("; {count} tồn tại đang phải khắc phục").format(count=open_count) if open_count else ""
        yield words.format(count=said.inspections, agencies=said.inspected) + f"{rest}."


def tasks_text(tasks: Sequence[TaskLine], results: Mapping[int, Sequence[Result]]) -> str:
    """What the leading agencies of a section's tasks reported; what does not fit is said to stand in the appendix."""
    paragraphs: list[str] = []
    left_out: list[str] = []
    room = PASSAGE_AT_MOST
    for task in tasks:
        text = "\n".join(_task_paragraphs(task, results.get(task.task_id, ())))
        if paragraphs and len(text) > room:
            left_out.append(task.code)
            continue
        paragraphs.append(text)
        room -= len(text)
    if left_out:
        words = _("Kết quả các nhiệm vụ {codes} nêu tại Phụ lục II.")
        paragraphs.append(words.format(codes=", ".join(left_out)))
    return "\n".join(paragraphs)


def _task_paragraphs(task: TaskLine, results: Sequence[Result]) -> Iterator[str]:
    if not results:
        yield _("{task}: chưa có kết quả được duyệt của cơ quan chủ trì.").format(task=f"{task.code}. {task.title}")
        return
    for result in results:
        words = _("{task} ({agency}): {text}")
        task_name = f"{task.code}. {task.title}"
        yield words.format(task=task_name, agency=result.agency_name, text=shortened(tidy(result.text)))
    unquoted = results[0].among - len(results)
    if unquoted > 0:
        words = _("Kết quả nhiệm vụ {code} của {count} cơ quan chủ trì khác nêu tại Phụ lục II.")
        yield words.format(code=task.code, count=unquoted)


def shortened(text: str, most: int = PART_AT_MOST) -> str:
    """`text`, where it is too long cut after a sentence (else a word), with the place where the rest stands."""
    if len(text) <= most:
        return text
    head = text[:most]
    ends = [match.end() for match in _SENTENCE_END.finditer(head)]
    cut = ends[-1] if ends and ends[-1] > most // 2 else (head.rfind(" ") if " " in head else most)
    return _("{text} […] (toàn văn tại Phụ lục II)").format(text=head[:cut].rstrip())


def shortcomings_text(facts: Facts) -> str:
    """Indicators that are behind, the worst first, with what their reporters say of it; then what inspections found."""
    behind = sorted((one for one in facts.indicators if one.status in CONCERNS), key=_badness)
    paragraphs = [_behind_sentence(one) for one in behind]
    if not behind and facts.indicators:
        paragraphs.append(_("Không có chỉ tiêu nào không đạt, chậm hoặc có nguy cơ."))
    unmended = [one for one in facts.findings if one.state != FindingState.CLOSED]
    paragraphs += [_finding_sentence(one) for one in unmended[:FINDINGS_NAMED]]
    if len(unmended) > FINDINGS_NAMED:
        words = _("{count} tồn tại khác qua kiểm tra nêu tại Phụ lục V.")
        paragraphs.append(words.format(count=len(unmended) - FINDINGS_NAMED))
    return "\n".join(paragraphs)


def _badness(line: IndicatorLine) -> int:
    return CONCERNS.index(line.status)


def _behind_sentence(line: IndicatorLine) -> str:
    """Why it is behind, in the reporter's words. By how much is told by the report's own sentence on it, above."""
    explanation = " ".join(tidy(line.note).split("\n"))
    words = _("{code}. {name} ({verdict}): {explanation}")
    if not explanation:
        explanation = _("chưa có giải trình của {agency}.").format(agency=line.agency_name or _("cơ quan báo cáo"))
    verdict = str(Status(line.status).label)
    return words.format(code=line.code, name=line.name, verdict=verdict, explanation=shortened(explanation, 1_000))


def _finding_sentence(line: FindingLine) -> str:
    words = _("Qua kiểm tra ngày {day} tại {agency}: {text}")
    sentence = words.format(
        day=date_format(line.held_on, "d/m/Y"), agency=line.agency_name, text=" ".join(tidy(line.text).split("\n"))
    )
    if line.mend_by is None:
        return sentence
    due = _("(phải khắc phục trước ngày {day})").format(day=date_format(line.mend_by, "d/m/Y"))
    return f"{sentence} {due}"


def difficulties_text(lines: Sequence[DifficultyLine]) -> str:
    """How many difficulties wait, and for whom; they themselves stand below the passage."""
    waiting = [one for one in lines if one.state in (DifficultyState.OPEN, DifficultyState.ESCALATED)]
    if not waiting:
        return _("Không còn khó khăn, vướng mắc nào của các cơ quan chờ giải quyết.")
    words = _("{count} khó khăn, vướng mắc của {agencies} cơ quan đang chờ giải quyết")
    said = words.format(count=len(waiting), agencies=len({one.agency_name for one in waiting}))
    escalated = sum(one.state == DifficultyState.ESCALATED for one in waiting)
    rest = _(", trong đó {count} đang chờ UBND tỉnh quyết định").format(count=escalated) if escalated else ""
    return f"{said}{rest}."


def next_year_text(facts: Facts) -> str:
    """What the paths ask for in the year to come, and the tasks that are not done."""
    paragraphs = []
    steps = [_step_words(step, facts.year) for step in facts.next_steps]
    if steps:
        paragraphs.append(_("Lộ trình năm {year} của các chỉ tiêu chưa đạt:").format(year=facts.year + 1))
        paragraphs += [f"- {words};" for words in steps[:-1]] + [f"- {steps[-1]}."]
    undone = [task.code for task in facts.tasks if task.state not in (TaskState.DONE, TaskState.NOT_ARISEN)]
    if undone:
        words = _("Tiếp tục thực hiện các nhiệm vụ chưa hoàn thành: {codes}.")
        paragraphs.append(words.format(codes=", ".join(undone)))
    return "\n".join(paragraphs)


def _step_words(step: NextStep, year: int) -> str:
    if not step.value:
        return f"{step.code}. {step.name}: {step.required}"
    words = _("{code}. {name}: {required} (năm {year}: {value})")
    return words.format(code=step.code, name=step.name, required=step.required, year=year, value=step.value)


def carried(lines: Iterable[PassageLine], before: Mapping[str, "Kept"]) -> list["Kept"]:
    """The passages of a new draft: what somebody wrote stays with its version, everything else is prefilled anew.

    The version grows where the text changed under whoever may have the passage open, and only there. What somebody
    wrote under a heading that the plan no longer has stays as well, at the end.
    """
    passages = [_carried(line, before.get(line.key)) for line in lines]
    known = {passage.key for passage in passages}
    orphans = [kept for kept in before.values() if kept.key not in known and kept.text not in ("", kept.prefilled)]
    moved = [
        Kept(**vars(kept) | {"order": len(passages) + place, "prefilled": ""}) for place, kept in enumerate(orphans, 1)
    ]
    return [*passages, *moved]


def _carried(line: PassageLine, kept: "Kept | None") -> "Kept":
    if kept is None:
        return Kept(**vars(line), text=line.prefilled)
    if kept.text != kept.prefilled:
        return Kept(**vars(kept) | vars(line))
    moved_on = int(kept.text != line.prefilled)
    return Kept(**vars(line), text=line.prefilled, version=kept.version + moved_on)


@dataclass(frozen=True, kw_only=True)
class Kept(PassageLine):
    """A passage as a row keeps it."""

    text: str
    version: int = 0
    edited_at: dt.datetime | None = None
    edited_by_id: int | None = None
