"""The form as its template shows it: plain values and words, one object an item."""

import datetime as dt
from dataclasses import dataclass, field

from reports.collect.figures import Echo, Reference
from reports.evidence.presenting import File
from targets.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Chip:
    kind: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Note:
    who: str
    at: dt.datetime
    label: str
    is_return: bool
    reason: str
    sending: int


@dataclass(frozen=True, slots=True)
class Missing:
    """What an item still lacks, with the id of the control to go to."""

    target: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A control in which a colleague saved something else first."""

    label: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Told:
    """A difficulty with the task that the agency raised before and that is not over."""

    pk: int
    text: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Item:
    anchor: str
    url: str
    code: str
    title: str
    version: int
    is_editable: bool
    chip: Chip | None
    notes: list[Note]
    missing: Missing | None
    values: dict[str, str]
    files: list[File]
    files_url: str
    says_done: bool
    is_unmended: bool
    trouble: str = ""
    clashes: list[Clash] = field(default_factory=list)

    @property
    def is_unproven(self) -> bool:
        """Reported as done without a file that shows it: worth a look, nothing that keeps a report from being sent."""
        return self.says_done and not self.files

    @property
    def is_returned(self) -> bool:
        return self.chip is not None and self.chip.value == "returned"

    @property
    def is_settled(self) -> bool:
        """Accepted, so that nobody has to look at it again."""
        return self.chip is not None and self.chip.value == "accepted"


@dataclass(frozen=True, slots=True)
class Part:
    """The sent part of another agency for the same task; `sent_at` as ISO 8601 has it."""

    agency: str
    duty: str
    progress: Chip | None
    result: str
    difficulty: str
    proposal: str
    sent_at: str


@dataclass(frozen=True, kw_only=True)
class TaskItem(Item):
    text: str
    duty: str
    is_lead: bool
    leads: str
    last_years: list[Part]
    progress: Chip | None
    progress_choices: list[Choice]
    parts: list[Part]
    parts_sent: int
    parts_uncounted: bool
    parts_missing: list[str]
    parts_missing_more: bool
    raised: list[Told]

    @property
    def parts_more(self) -> int:
        """How many sent parts are not shown; where `parts_uncounted` there are yet more."""
        return self.parts_sent - len(self.parts)


@dataclass(frozen=True, slots=True)
class Ask:
    """What the indicator asks for: the label of its control, and one line in plain words."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Input:
    """A further figure: the numerator or the denominator, labelled with the indicator's own definition."""

    field: str
    name: str
    label: str
    value: str
    has_problem: bool


@dataclass(frozen=True, slots=True)
class OldEstimate:
    """Last year's figure on record is not official yet; `url` leads to where a later one is sent."""

    sentence: str
    url: str


@dataclass(frozen=True, kw_only=True)
class IndicatorItem(Item):
    """`verdict` is what the answer would get, `running` what an amount that adds up has come to, `running_before` what
    it had come to without this year's; all empty for a part.

    `levels` are the grades to choose from, `quotient` numerator and denominator; both empty for other indicators.
    """

    fields: tuple[str, ...]
    unit: str
    quote: str
    explanations: list[tuple[str, str]]
    part_of: str
    ask: Ask
    reference: Reference
    old_estimate: OldEstimate | None
    is_declared: bool
    levels: list[Choice]
    quotient: list[Input]
    statuses: list[Choice]
    note_hint: str
    answer: str
    nothing: Chip | None
    quality: str
    echo: Echo
    warnings: list[str]
    verdict: Verdict | None
    verdict_url: str
    running: str
    running_before: str


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks under one heading of the plan."""

    title: str
    items: list[TaskItem]


@dataclass(frozen=True)
class FormItems:
    groups: list[Group]
    indicators: list[IndicatorItem]

    @property
    def all(self) -> list[Item]:
        return [*(item for group in self.groups for item in group.items), *self.indicators]

    @property
    def total(self) -> int:
        return len(self.all)

    @property
    def left(self) -> int:
        return sum(item.missing is not None for item in self.all)

    @property
    def filled(self) -> int:
        return self.total - self.left

    @property
    def file_count(self) -> int:
        return sum(len(item.files) for item in self.all)

    @property
    def with_files(self) -> int:
        return sum(bool(item.files) for item in self.all)

    @property
    def provable(self) -> list[Item]:
        """The items that can be reported as done."""
        return [
            *(item for group in self.groups for item in group.items),
            *(i for i in self.indicators if i.is_declared),
        ]

    @property
    def unproven(self) -> int:
        return sum(item.is_unproven for item in self.all)
