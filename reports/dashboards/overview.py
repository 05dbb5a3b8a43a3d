"""The dashboard as data: what its page and its workbook show of one year of a plan. No queries."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from plan.models import Plan
from reports.dashboards.comparing import Changes, changes_of
from reports.dashboards.filters import Filters
from reports.dashboards.headline import BEHIND, Sent
from reports.dashboards.judged import Judged, clause_of, judged, worst_first
from reports.dashboards.progress import TaskState
from reports.dashboards.timeliness import Cell, Timeliness
from reports.difficulties.outstanding import Outstanding
from reports.enums import State
from reports.models import Round
from targets.enums import Status
from targets.selectors import IndicatorRow


@dataclass(frozen=True, slots=True)
class Lead:
    """An agency with the tasks it leads, by state."""

    code: str
    name: str
    counts: Counter[TaskState]


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency's reports by year: where each stands, and how it kept to its due day."""

    code: str
    name: str
    states: dict[int, State] = field(default_factory=dict)
    cells: dict[int, Cell] = field(default_factory=dict)

    def urgency(self, year: int) -> tuple[int, bool]:
        """The place in a list that shows the worst of `year` first."""
        return list(Timeliness).index(self.cells[year].kind), self.states[year] != State.RETURNED


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the plan, by its number and in its own words."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """Indicators that are shown together: those of a clause, or all (`clause` None) where the worst come first."""

    clause: Clause | None
    judged: list[Judged]


@dataclass(eq=False)
class Dashboard:
    """One year of a plan as `filters` narrow it (see there). `leads` and `lines` may be the first of many.

    `awaited`: reports of the year are not yet due. `waiting`: the plan's difficulties that wait now, whatever year.
    """

    round: Round
    sent: dict[int, Sent]
    filters: Filters
    all_rows: list[IndicatorRow]
    awaited: bool
    task_states: Counter[TaskState] = field(default_factory=Counter)
    all_leads: list[Lead] = field(default_factory=list)
    lines: list[AgencyLine] = field(default_factory=list)
    waiting: Outstanding | None = None

    @property
    def year(self) -> int:
        return self.round.year

    @property
    def plan(self) -> Plan:
        return self.round.plan

    @property
    def authority(self) -> str:
        """Who answers for the plan on the day this year's reports are due."""
        return getattr(self.round, "authority", None) or self.plan.issuer.name

    @property
    def years(self) -> list[int]:
        """The years that are or were reported on."""
        return list(self.sent)

    @cached_property
    def agencies(self) -> list[tuple[str, str]]:
        """To choose from: those that report an indicator or are among `all_leads`, as (code, short name).

        Of those that report only parts of indicators, which may be many, only the one chosen.
        """
        owners = [owner for row in self.all_rows for owner in row.owners]
        found = {
            owner.agency.code: owner.agency.short_name
            for owner in owners
            if not owner.is_part or owner.agency.code == self.filters.agency
        }
        found |= {lead.code: lead.name for lead in self.all_leads}
        return sorted(found.items(), key=lambda agency: agency[1])

    @cached_property
    def agency(self) -> str:
        """The name of the agency the view is narrowed to."""
        return dict(self.agencies).get(self.filters.agency, "")

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """The plan's clauses that have indicators; their words are what the plan says for each of them, once."""
        quotes: dict[str, dict[str, None]] = {}
        for row in self.all_rows:
            quotes.setdefault(clause_of(row), {})[row.indicator.quote] = None
        return {code: Clause(code, "; ".join(words)) for code, words in quotes.items()}

    # Indicators

    @cached_property
    def judged(self) -> list[Judged]:
        """Every indicator in scope, in the plan's order."""
        agency, clause = self.filters.agency, self.filters.clause
        return [
            judged(row, self.year)
            for row in self.all_rows
            if (not agency or agency in {owner.agency.code for owner in row.owners}) and clause in ("", clause_of(row))
        ]

    @cached_property
    def counts(self) -> Counter[Status]:
        return Counter(one.status for one in self.judged)

    @cached_property
    def changes(self) -> Changes | None:
        """Since the year before; None where that was not reported on."""
        return changes_of(self.judged, awaited=self.awaited) if self.year - 1 in self.years else None

    @cached_property
    def behind(self) -> list[Judged]:
        """The indicators that want attention, worst first."""
        return worst_first(one for one in self.judged if one.status in BEHIND)

    @property
    def is_empty(self) -> bool:
        """Whether no answer at all was accepted for this year."""
        return self.counts[Status.NO_DATA] == len(self.judged)

    @property
    def unjudged(self) -> int:
        """How many have an answer that nothing can be said about."""
        return self.counts[Status.NOT_MEASURABLE]

    @cached_property
    def listed(self) -> list[Judged]:
        """The indicators with the verdict asked for, in the order asked for."""
        wanted = self.filters.status
        chosen = [one for one in self.judged if wanted in (None, one.status)]
        return worst_first(chosen) if self.filters.worst_first else chosen

    @cached_property
    def groups(self) -> list[Group]:
        """The list by the plan's clauses, or as one when it is sorted by urgency."""
        if self.filters.worst_first:
            return [Group(None, self.listed)] if self.listed else []
        by_clause = groupby(self.listed, key=lambda one: one.clause)
        return [Group(self.clauses[code], list(group)) for code, group in by_clause]

    # Agencies

    @property
    def leads(self) -> list[Lead]:
        """Per leading agency in scope its tasks by state; those that lead most first."""
        return [lead for lead in self.all_leads if self.filters.agency in ("", lead.code)]

    @property
    def returned(self) -> list[AgencyLine]:
        return [line for line in self.lines if line.states[self.year] == State.RETURNED]

    @property
    def missing(self) -> list[AgencyLine]:
        """Agencies whose report of this round has not come although its day has passed."""
        return [line for line in self.lines if line.cells[self.year].kind == Timeliness.MISSING]
