"""The dashboard as data: what its page and its workbook show of one year of a plan. No queries."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from plan.models import Plan
from reports.dashboards.headline import Sent
from reports.dashboards.progress import TaskState, task_state
from reports.dashboards.timeliness import Cell, Timeliness
from reports.enums import Progress, State
from reports.models import Round
from targets.enums import Answer, Kind, Status
from targets.figures import keeps_unit
from targets.selectors import IndicatorRow
from targets.verdicts import Verdict, describe

BEHIND = frozenset({Status.MISSED, Status.OFF_TRACK, Status.AT_RISK})
UNJUDGED = frozenset({Status.NO_DATA, Status.NOT_MEASURABLE})
_CLAUSE = re.compile(r"(.*\d)\D*")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks to see: `?danh-gia=off_track&co-quan=SYT&xep=te-nhat`; unknown words ask for nothing."""

    status: Status | None = None
    agency: str = ""
    worst_first: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        status = query.get("danh-gia", "")
        return cls(
            status=Status(status) if status in Status.values else None,
            agency=query.get("co-quan", ""),
            worst_first=query.get("xep") == "te-nhat",
        )

    def query(self, **changes: Any) -> str:
        """The address of the same view with `changes`: "?co-quan=SYT"."""
        wanted = replace(self, **changes)
        words = {
            "danh-gia": wanted.status or "",
            "co-quan": wanted.agency,
            "xep": "te-nhat" if wanted.worst_first else "",
        }
        return "?" + urlencode({name: word for name, word in words.items() if word})


@dataclass(frozen=True, slots=True)
class Judged:
    """One indicator in the year looked at."""

    row: IndicatorRow
    year: int
    verdict: Verdict

    @property
    def figure(self) -> str:
        """The judged figure; shares and grades with their unit, others without (see `unit`)."""
        value = self.row.value(self.year)
        if value is None:
            return ""
        return self.row.written(value, self.year) if self.unit else self.row.shown(value, self.year)

    @property
    def unit(self) -> str:
        """The unit where it is words to stand apart from the figure: "căn hộ", not "%"."""
        indicator = self.row.indicator
        return "" if keeps_unit(indicator.unit, Kind(indicator.kind)) else indicator.unit

    @property
    def said(self) -> str:
        """What was declared in place of a figure: done or not done."""
        answer = self.row.measurements.get(self.year)
        return answer.get_answer_display() if answer and Answer(answer.answer).is_declaration else ""

    @property
    def target(self) -> str:
        """The target in words, with its year where that is not the plan's last."""
        rule = self.row.rule_at(self.year)
        if rule is None:
            return ""
        words = describe(rule)
        return words if rule.year == self.row.plan.horizon_year else f"{words} ({rule.year})"

    @property
    def clause(self) -> str:
        """The plan's clause: "2.1.8h" is one of those under "2.1.8"."""
        return _CLAUSE.sub(r"\1", self.row.indicator.code)

    @property
    def agencies(self) -> str:
        return ", ".join(owner.agency.short_name for owner in self.row.owners)

    @property
    def before(self) -> Verdict | None:
        """The verdict of the year before, where it was another one; None where either year cannot be judged."""
        if self.year == self.row.plan.start_year:
            return None
        before = self.row.verdict(self.year - 1)
        judged = UNJUDGED.isdisjoint({before.status, self.verdict.status})
        return before if judged and before.status != self.verdict.status else None

    @property
    def behind_since(self) -> int:
        """The first of the unbroken years in which it has been behind."""
        year = self.year
        while year > self.row.plan.start_year and self.row.verdict(year - 1).status in BEHIND:
            year -= 1
        return year


@dataclass(frozen=True, slots=True)
class TaskPart:
    """What one leading agency answered for one task; no progress where nothing was accepted."""

    task: str
    agency_code: str
    agency: str
    progress: Progress | None


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


@dataclass(eq=False)
class Dashboard:
    """One year of a plan. `filters.agency` narrows everything, `filters.status` only the list of indicators."""

    round: Round
    sent: dict[int, Sent]
    filters: Filters
    all_rows: list[IndicatorRow]
    all_parts: list[TaskPart]
    lines: list[AgencyLine]

    @property
    def year(self) -> int:
        return self.round.year

    @property
    def plan(self) -> Plan:
        return self.round.plan

    @property
    def years(self) -> list[int]:
        """The years that are or were reported on."""
        return list(self.sent)

    @cached_property
    def agencies(self) -> list[tuple[str, str]]:
        """Those that own an indicator or lead a task, as (code, short name)."""
        found = {owner.agency.code: owner.agency.short_name for row in self.all_rows for owner in row.owners}
        found |= {part.agency_code: part.agency for part in self.all_parts}
        return sorted(found.items(), key=lambda agency: agency[1])

    @cached_property
    def scope(self) -> str:
        """The name of the agency the view is narrowed to."""
        return dict(self.agencies).get(self.filters.agency, "")

    # Indicators

    @cached_property
    def rows(self) -> list[IndicatorRow]:
        wanted = self.filters.agency
        return [row for row in self.all_rows if not wanted or wanted in {o.agency.code for o in row.owners}]

    @cached_property
    def judged(self) -> list[Judged]:
        """Every indicator in scope, in the plan's order."""
        return [Judged(row, self.year, row.verdict(self.year)) for row in self.rows]

    @cached_property
    def counts(self) -> Counter[Status]:
        return Counter(one.verdict.status for one in self.judged)

    @cached_property
    def counts_before(self) -> Counter[Status] | None:
        """The year before, if it was reported on, of those indicators that have an answer this year.

        In the middle of a round most have none yet, and a comparison of all would only say so.
        """
        if self.year - 1 not in self.years:
            return None
        known = [one.row for one in self.judged if one.verdict.status != Status.NO_DATA]
        return Counter(row.verdict(self.year - 1).status for row in known)

    @cached_property
    def behind(self) -> list[Judged]:
        """The indicators that want attention, worst first."""
        return worst_first(one for one in self.judged if one.verdict.status in BEHIND)

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
        chosen = [one for one in self.judged if wanted in (None, one.verdict.status)]
        return worst_first(chosen) if self.filters.worst_first else chosen

    @cached_property
    def groups(self) -> list[list[Judged]]:
        """The list by the plan's clauses, or as one when it is sorted by urgency."""
        if self.filters.worst_first:
            return [self.listed]
        return [list(group) for _clause, group in groupby(self.listed, key=lambda one: one.clause)]

    # Tasks

    @cached_property
    def parts(self) -> list[TaskPart]:
        return [part for part in self.all_parts if self.filters.agency in ("", part.agency_code)]

    @cached_property
    def task_states(self) -> dict[str, TaskState]:
        """Each task in scope with the state that all its leaders' parts amount to."""
        wanted = {part.task for part in self.parts}
        answers: dict[str, list[Progress | None]] = defaultdict(list)
        for part in self.all_parts:
            if part.task in wanted:
                answers[part.task].append(part.progress)
        return {task: task_state(said) for task, said in answers.items()}

    @cached_property
    def leads(self) -> list[tuple[str, str, Counter[TaskState]]]:
        """Per leading agency: code, name and its tasks by state; those that lead most first."""
        counts: dict[tuple[str, str], Counter[TaskState]] = defaultdict(Counter)
        for part in self.parts:
            counts[part.agency_code, part.agency][task_state([part.progress])] += 1
        rows = [(code, name, count) for (code, name), count in counts.items()]
        return sorted(rows, key=lambda row: (-row[2].total(), row[1]))

    # Agencies

    @property
    def returned(self) -> list[AgencyLine]:
        return [line for line in self.lines if line.states[self.year] == State.RETURNED]

    @property
    def missing(self) -> list[AgencyLine]:
        """Agencies whose report of this round has not come although its day has passed."""
        return [line for line in self.lines if line.cells[self.year].kind == Timeliness.MISSING]


def worst_first(rows: Iterable[Judged]) -> list[Judged]:
    """By verdict, and within one verdict by how far behind the path for its size."""
    return sorted(rows, key=lambda one: (-one.verdict.status.severity, -_relative_gap(one.verdict)))


def _relative_gap(verdict: Verdict) -> float:
    if verdict.gap is None or not verdict.required:
        return 0.0
    return float(verdict.gap / abs(verdict.required))
