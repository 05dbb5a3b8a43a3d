"""A consolidated report's own rows, as its files are drawn from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reports.models import (
    ConsolidatedAgency,
    ConsolidatedChange,
    ConsolidatedDifficulty,
    ConsolidatedFinding,
    ConsolidatedIndicator,
    ConsolidatedPart,
    ConsolidatedPassage,
    ConsolidatedTask,
    Consolidation,
)


@dataclass(frozen=True)
class Rows:
    """A report's rows, to be drawn. `tasks`, with their parts, are read once, one by one, so that memory stays flat."""

    consolidation: Consolidation
    indicators: Sequence[ConsolidatedIndicator]
    tasks: Iterable[tuple[ConsolidatedTask, Iterable[ConsolidatedPart]]]
    task_lines: Sequence[ConsolidatedTask]
    agencies: Sequence[ConsolidatedAgency]
    passages: Sequence[ConsolidatedPassage] = field(default_factory=list)
    difficulties: Sequence[ConsolidatedDifficulty] = field(default_factory=list)
    findings: Sequence[ConsolidatedFinding] = field(default_factory=list)
    changes: Sequence[ConsolidatedChange] = field(default_factory=list)
