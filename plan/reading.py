"""The plan as a page to read: its sections in order, each clause with what came out of it.

Indicators belong to an app above this one. They are reached through the relation they bring along, so that this app
need not know what an indicator is beyond the clause it quotes.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from agencies.enums import Level
from agencies.models import Agency, GroupMembership
from agencies.models.dated import holds_on
from agencies.text import fold
from plan.enums import Document, Duty
from plan.models import Plan, Recipient, Responsibility, Section, Task
from plan.selectors import coordinator_on


@dataclass(frozen=True)
class Clause:
    """What a sentence of the plan was made into: an indicator, by code, name and the target's own words."""

    code: str
    name: str
    quote: str
    target: str


@dataclass(frozen=True)
class Paragraph:
    text: str
    clauses: list[Clause] = field(default_factory=list)

    @property
    def is_item(self) -> bool:
        """Whether the plan prints it as one of a list, after a dash."""
        return self.text.startswith("- ")


@dataclass(frozen=True)
class TaskText:
    """A task with who leads and supports it, as the plan names them."""

    task: Task
    parties: list[Responsibility]

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [Paragraph(text) for text in self.task.text.split("\n\n")]

    @property
    def leads(self) -> list[Responsibility]:
        return [party for party in self.parties if party.duty == Duty.LEAD]

    @property
    def supports(self) -> list[Responsibility]:
        return [party for party in self.parties if party.duty == Duty.SUPPORT]


@dataclass(frozen=True)
class Block:
    """A section; `other_clauses` are those whose words stand in none of its paragraphs."""

    section: Section
    paragraphs: list[Paragraph]
    other_clauses: list[Clause]
    tasks: list[TaskText]

    @property
    def depth(self) -> int:
        """1 for "III", 2 for "III.6", 3 for "III.6.2"."""
        return self.section.code.count(".") + 1

    @property
    def label(self) -> str:
        """The number as the plan prints it: "III", but "6.2" under it."""
        first, _dot, rest = self.section.code.partition(".")
        return rest or first


@dataclass(frozen=True)
class PlanText:
    plan: Plan
    coordinator: Agency | None
    blocks: list[Block]
    recipients: list[Recipient]

    @property
    def headings(self) -> list[Block]:
        return [block for block in self.blocks if block.section.title]

    @property
    def task_count(self) -> int:
        return sum(len(block.tasks) for block in self.blocks)

    @property
    def clause_count(self) -> int:
        paragraphs = [paragraph for block in self.blocks for paragraph in block.paragraphs]
        return sum(len(part.clauses) for part in paragraphs) + sum(len(b.other_clauses) for b in self.blocks)

    @property
    def number(self) -> str:
        """The document's number, or the blank that its clerk has not filled; a committee's plan is signed KH-UBND."""
        committee = self.plan.issuer.level == Level.GOVERNMENT
        return self.plan.number or ("… /KH-UBND" if committee else "…")

    @property
    def place_and_date(self) -> str:
        """As decree 30/2020 writes it: days below 10 and the first two months with a zero; blanks where not dated."""
        day = self.plan.issued_on
        if day is None:
            return f"{self.plan.place}, ngày … tháng … năm {self.plan.start_year}"
        month = f"{day.month:02}" if day.month < 3 else str(day.month)
        return f"{self.plan.place}, ngày {day.day:02} tháng {month} năm {day.year}"


def text_of(plan: Plan, *, on: dt.date) -> PlanText:
    """The plan as it stands on `on`. Seven queries, whatever its length."""
    clauses, tasks = _clauses(plan, on), _tasks(plan, on)
    return PlanText(
        plan=plan,
        coordinator=coordinator_on(plan, on),
        blocks=[_block(section, clauses[section.pk], tasks[section.pk]) for section in plan.sections.all()],
        recipients=list(plan.recipients.filter(document=Document.PLAN, valid_from=None)),
    )


def task_text(task: Task, *, on: dt.date) -> TaskText:
    """One task with its parties on `on`, the members named for a group included. Two queries."""
    members = GroupMembership.objects.on(on).select_related("agency").order_by("agency__sort_key")
    parties = _parties(on).filter(task=task).prefetch_related(Prefetch("group__memberships", members))
    return TaskText(task, list(parties))


@dataclass(frozen=True)
class Neighbours:
    previous: Task | None
    following: Task | None


def neighbours(task: Task, *, on: dt.date) -> Neighbours:
    """The tasks before and after `task` in the plan; none of one that has ended. One query."""
    tasks = list(Task.objects.on(on).filter(plan=task.plan_id).order_by("order").only("code", "title", "plan_id"))
    place = next((index for index, other in enumerate(tasks) if other.pk == task.pk), None)
    if place is None:
        return Neighbours(None, None)
    following = tasks[place + 1] if place + 1 < len(tasks) else None
    return Neighbours(tasks[place - 1] if place else None, following)


def _parties(on: dt.date) -> QuerySet[Responsibility]:
    parties: QuerySet[Responsibility] = Responsibility.objects.on(on)
    return parties.select_related("agency", "group").order_by("duty", "order")


def _tasks(plan: Plan, on: dt.date) -> dict[int, list[TaskText]]:
    tasks: dict[int, list[TaskText]] = defaultdict(list)
    for task in Task.objects.on(on).filter(plan=plan).prefetch_related(Prefetch("responsibilities", _parties(on))):
        tasks[task.section_id].append(TaskText(task, list(task.responsibilities.all())))
    return tasks


def _clauses(plan: Plan, on: dt.date) -> dict[int, list[Clause]]:
    clauses: dict[int, list[Clause]] = defaultdict(list)
    for indicator in plan.indicators.filter(holds_on(on)).prefetch_related("targets"):
        target = next((row.wording for row in indicator.targets.all() if row.holds_on(on)), "")
        clause = Clause(indicator.code, indicator.name, indicator.quote, target)
        clauses[indicator.section_id].append(clause)
    return clauses


def _block(section: Section, clauses: Sequence[Clause], tasks: list[TaskText]) -> Block:
    paragraphs = [_with_clauses(text, clauses) for text in section.text.split("\n\n") if text]
    placed = {clause.code for paragraph in paragraphs for clause in paragraph.clauses}
    return Block(section, paragraphs, [clause for clause in clauses if clause.code not in placed], tasks)


def _with_clauses(text: str, clauses: Iterable[Clause]) -> Paragraph:
    folded = fold(text)
    return Paragraph(text, [clause for clause in clauses if fold(clause.quote) in folded])
