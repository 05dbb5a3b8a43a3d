"""What a consolidated report says, as plain lines and sentences. Pure: facts in, words out.

The lines carry the names of the columns that keep them (`reports.models.consolidation`).
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from plan.enums import Duty
from reports.dashboards.headline import indicators_sentence, tasks_sentence
from reports.dashboards.progress import TaskState, task_state
from reports.enums import DifficultyState, FindingState, ItemState, Progress, State
from reports.workflow import APPROVED
from targets.enums import Status

NAMED_AT_MOST = 20  # agencies in a sentence; the sheet of agencies names all


@dataclass(frozen=True, kw_only=True)
class IndicatorLine:
    """One indicator in the year of the round; `decimals` are enough to show the figure on its true side."""

    indicator_id: int
    measurement_id: int | None
    version_id: int | None
    order: int
    code: str
    name: str
    unit: str
    decimals: int
    target: str
    baseline: str
    previous: Decimal | None
    required: Decimal | None
    value: Decimal | None
    adds_up: bool
    added: Decimal | None
    answer: str
    quality: str
    status: Status
    sentence: str
    agency_name: str
    note: str


@dataclass(frozen=True, kw_only=True)
class TaskLine:
    """One task, who leads it, how far it is, and who has no accepted part."""

    task_id: int
    order: int
    code: str
    section: str
    title: str
    leads: str
    state: TaskState
    missing: str


@dataclass(frozen=True, kw_only=True)
class AgencyLine:
    """When one agency reported; `days_late` are counted from its own due moment (`due_at`), None if it never sent."""

    agency_id: int
    order: int
    agency_name: str
    state: State
    general_due_at: dt.datetime
    due_at: dt.datetime
    first_sent_at: dt.datetime | None
    last_sent_at: dt.datetime | None
    days_late: int | None
    sent_by: str


@dataclass(frozen=True, kw_only=True)
class DifficultyLine:
    """A difficulty that was not closed, with the last answer to it."""

    difficulty_id: int
    order: int
    group: str
    agency_name: str
    task_code: str
    text: str
    proposal: str
    state: DifficultyState
    raised_on: dt.date
    answer: str
    document: str


@dataclass(frozen=True, kw_only=True)
class FindingLine:
    """What an inspection found, and what was said of mending it."""

    finding_id: int
    order: int
    agency_name: str
    held_on: dt.date
    text: str
    mend_by: dt.date | None
    state: FindingState
    mended: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the path asks of an indicator in the year to come, and where it stands, both written."""

    code: str
    name: str
    required: str
    value: str


@dataclass(frozen=True)
class Content:
    """Everything but the texts of the parts, which may be many and go from table to table unread."""

    year: int
    indicators: list[IndicatorLine]
    tasks: list[TaskLine]
    agencies: list[AgencyLine]
    verdicts_before: Counter[Status] | None
    next_steps: list[NextStep] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """One sentence a line: indicators, tasks, reports, and who is missing."""
        verdicts = Counter(line.status for line in self.indicators)
        return "\n".join(
            [
                indicators_sentence(self.year, verdicts, self.verdicts_before),
                tasks_sentence(line.state for line in self.tasks),
                *agency_sentences(self.agencies),
            ]
        )


def agency_sentences(agencies: Sequence[AgencyLine]) -> Iterable[str]:
    """Who has sent, and the statement of whose report is missing."""
    if not agencies:
        return
    sent = [line for line in agencies if line.first_sent_at]
    yield _(
        "{total} cơ quan phải báo cáo: {sent} đã gửi, trong đó {in_time} đúng hạn; {accepted} báo cáo đã duyệt."
    ).format(
        total=len(agencies),
        sent=len(sent),
        in_time=sum(line.days_late == 0 for line in sent),
        accepted=sum(is_accepted(line.state) for line in agencies),
    )
    unsent = [line.agency_name for line in agencies if not line.first_sent_at]
    unread = [line.agency_name for line in sent if not is_accepted(line.state)]
    if unsent:
        yield _("Chưa gửi báo cáo: {names}.").format(names=named(unsent))
    if unread:
        yield _("Đã gửi nhưng chưa được duyệt xong: {names}.").format(names=named(unread))


def is_accepted(state: str) -> bool:
    return state in APPROVED


def named(names: Sequence[str]) -> str:
    """The names for a sentence; a long list is cut and says by how many."""
    shown = "; ".join(names[:NAMED_AT_MOST])
    rest = len(names) - NAMED_AT_MOST
    return _("{names}; và {count} cơ quan khác").format(names=shown, count=rest) if rest > 0 else shown


@dataclass(frozen=True, slots=True)
class TaskPart:
    """How one agency's part of a task stands."""

    agency_name: str
    duty: Duty
    state: ItemState
    progress: str


def state_of(leads: Iterable[TaskPart]) -> TaskState:
    """How far a task is by the accepted parts of its leads."""
    return task_state([Progress(p.progress) if p.state == ItemState.ACCEPTED else None for p in leads])


def missing_sentences(parts: Iterable[TaskPart], idle_groups: Collection[str]) -> str:
    """Who has no accepted part, leads first, each with the reason; then groups whose members nobody has named."""
    waiting = [part for part in parts if part.state != ItemState.ACCEPTED]
    sentences = []
    for duty, words in ((Duty.LEAD, _("Chủ trì: {names}.")), (Duty.SUPPORT, _("Phối hợp: {names}."))):
        names = [f"{part.agency_name} ({str(part.state.label).lower()})" for part in waiting if part.duty == duty]
        if names:
            sentences.append(words.format(names=", ".join(names)))
    if idle_groups:
        words = _("Nhóm chưa chỉ định thành viên: {names}.")
        sentences.append(words.format(names="; ".join(idle_groups)))
    return " ".join(sentences)


@dataclass(frozen=True, slots=True)
class Heading:
    """A section of the plan as far as a table of contents needs it."""

    parent_id: int | None
    code: str
    title: str


def block_of(section_id: int, headings: Mapping[int, Heading]) -> str:
    """The heading just below the plan's part in which a task stands: "III.4. Phát triển thị trường lao động"."""
    heading = headings[section_id]
    while heading.parent_id is not None and headings[heading.parent_id].parent_id is not None:
        heading = headings[heading.parent_id]
    return f"{heading.code}. {heading.title}".removesuffix(". ")
