"""The register as rows to read: state, ages, what to choose from; and what waits for a decision, matter by matter."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from agencies.models import Agency
from plan.models import Plan, Task
from reports.difficulties.ages import Age, age_of, days_words
from reports.difficulties.filters import Filters
from reports.difficulties.selectors import worst_first
from reports.difficulties.steps import UNANSWERED
from reports.enums import DifficultyAction as Action
from reports.enums import DifficultyState as State
from reports.models import Difficulty, DifficultyGroup, DifficultyStep

ROWS_A_PAGE = 25
_CHIPS = {
    State.OPEN: "submitted",
    State.ESCALATED: "awaiting",
    State.ANSWERED: "accepted",
    State.CLOSED: "locked",
    State.WITHDRAWN: "draft",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A difficulty with its age and the chip of its state."""

    row: Difficulty
    state: State
    age: Age

    @property
    def chip(self) -> str:
        return _CHIPS[self.state]

    @property
    def waits(self) -> bool:
        return self.state in UNANSWERED

    @property
    def mark(self) -> str:
        """How a form names the row as it stands: id and number of steps."""
        return f"{self.row.pk}:{self.row.step_count}"

    @property
    def age_words(self) -> list[str]:
        """ "chờ trả lời 40 ngày", "chờ quyết định 12 ngày"; "trả lời sau 6 ngày"."""
        told = (
            (_("chờ trả lời {days}"), self.age.unanswered),
            (_("chờ quyết định {days}"), self.age.undecided),
            (_("trả lời sau {days}"), self.age.answered_after),
        )
        return [words.format(days=days_words(days)) for words, days in told if days is not None]


def row_of(row: Difficulty, *, now: dt.datetime, zone: ZoneInfo) -> Row:
    """No query."""
    state = State(row.state)
    age = age_of(
        state,
        raised_at=row.raised_at,
        escalated_at=row.escalated_at,
        answered_at=row.answered_at,
        now=now,
        zone=zone,
    )
    return Row(row, state, age)


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Register:
    """A page of the register as filtered; `total` is of all states."""

    page: Page[Difficulty]
    rows: list[Row]
    tabs: list[Tab]
    total: int


def register_of(
    visible: QuerySet[Difficulty], filters: Filters, *, page: str | None, now: dt.datetime, zone: ZoneInfo
) -> Register:
    """Three queries, whatever there is."""
    narrowed = filters.narrow(visible, now=now, zone=zone)
    counts = narrowed.aggregate(**{state.value: Count("pk", filter=Q(state=state)) for state in State})
    shown = Paginator(listed(filters.of_state(narrowed)), ROWS_A_PAGE).get_page(page)
    rows = [row_of(row, now=now, zone=zone) for row in shown]
    return Register(shown, rows, _tabs(filters, counts), sum(counts.values()))


def listed(rows: QuerySet[Difficulty]) -> QuerySet[Difficulty]:
    """In the order of the register, with what a line shows."""
    return worst_first(rows).select_related("agency", "task", "group")


def _tabs(filters: Filters, counts: dict[str, int]) -> list[Tab]:
    tabs = [Tab(f"{_('Tất cả')} ({sum(counts.values())})", filters.query(state=None), filters.state is None)]
    return tabs + [
        Tab(f"{state.label} ({counts[state]})", filters.query(state=state), filters.state == state) for state in State
    ]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the register can be narrowed to: only what occurs in it."""

    agencies: list[tuple[str, str]]
    tasks: list[tuple[str, str]]
    groups: list[DifficultyGroup]
    years: range


def choices_of(visible: QuerySet[Difficulty], plan: Plan, *, on: dt.date) -> Choices:
    """Three queries."""
    agencies = Agency.objects.filter(pk__in=visible.values("agency")).order_by("sort_key")
    tasks = Task.objects.filter(pk__in=visible.values("task")).order_by("order")
    groups = DifficultyGroup.objects.filter(pk__in=visible.values("group"))
    return Choices(
        agencies=list(agencies.values_list("code", "short_name")),
        tasks=list(tasks.values_list("code", "title")),
        groups=list(groups),
        years=range(plan.start_year, min(on.year, plan.horizon_year) + 1),
    )


# What waits for a decision


@dataclass(frozen=True, slots=True)
class Matter:
    """What one decision settles: a group with the voices of all its agencies, or a single difficulty."""

    group: DifficultyGroup | None
    voices: list[Row]
    asked: DifficultyStep | None

    @property
    def waiting(self) -> list[Row]:
        return [one for one in self.voices if one.state == State.ESCALATED]

    @property
    def oldest(self) -> Row:
        """The one that has waited longest for the decision."""
        return max(self.waiting, key=lambda one: (one.age.undecided or 0, one.age.unanswered or 0))

    @property
    def key(self) -> str:
        return f"nhom-{self.group.pk}" if self.group else f"kho-khan-{self.waiting[0].row.pk}"


def matters_of(plan: Plan, *, now: dt.datetime, zone: ZoneInfo) -> list[Matter]:
    """What is before the People's Committee, that which waits longest first. Two queries."""
    escalated = Difficulty.objects.filter(plan=plan, state=State.ESCALATED)
    groups = escalated.filter(group__isnull=False).values("group")
    rows = Difficulty.objects.filter(Q(state=State.ESCALATED) | Q(group__in=groups), plan=plan)
    found = rows.select_related("agency", "task", "group").order_by("raised_at", "pk")
    by_matter: dict[str, list[Row]] = {}
    for row in found:
        key = f"group {row.group_id}" if row.group_id else f"row {row.pk}"
        by_matter.setdefault(key, []).append(row_of(row, now=now, zone=zone))
    asked = _asked(found)
    matters = [Matter(voices[0].row.group, voices, _last_asked(voices, asked)) for voices in by_matter.values()]
    return sorted(matters, key=lambda matter: min(one.row.escalated_at or now for one in matter.waiting))


def _asked(rows: Iterable[Difficulty]) -> dict[int, DifficultyStep]:
    """The last words with which each was escalated."""
    steps = DifficultyStep.objects.filter(difficulty__in=[row.pk for row in rows], action=Action.ESCALATE)
    return {step.difficulty_id: step for step in steps.select_related("by", "file").order_by("at", "pk")}


def _last_asked(voices: Sequence[Row], asked: dict[int, DifficultyStep]) -> DifficultyStep | None:
    found = [asked[one.row.pk] for one in voices if one.state == State.ESCALATED and one.row.pk in asked]
    return max(found, key=lambda step: (step.at, step.pk), default=None)
