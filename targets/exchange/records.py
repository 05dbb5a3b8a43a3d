"""A plan as a file holds it: plain records whose fields are the file's keys, in the file's order.

The file says what the plan ordered when it was issued, or as it stood on one day. What changed by decision between two
days (dated rows) stands in the database alone.
"""

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from agencies.enums import Level
from plan.enums import Document, Duty
from targets.enums import Accumulation, Comparator, Direction, Kind
from targets.figures import plain

FORMAT = "tien-do/plan/1"
READ_FROM = ("quotes", "warnings")  # where a draft that was read from a document says what it rests on


@dataclass(frozen=True)
class Due:
    """Yearly due days as "MM-DD"."""

    agencies: str
    consolidation: str


@dataclass(frozen=True)
class Signature:
    authority: list[str]
    name: str


@dataclass(frozen=True)
class PlanRecord:
    code: str
    title: str
    short_title: str
    number: str
    issued_on: dt.date | None
    place: str
    issuer: str
    coordinator: str
    start_year: int
    horizon_year: int
    vision: str
    report_due: Due
    legal_bases: list[str]
    signature: Signature
    notes: list[str]


@dataclass(frozen=True)
class AgencyRecord:
    code: str
    name: str
    short_name: str
    level: Level
    aliases: list[str]


@dataclass(frozen=True)
class GroupRecord:
    code: str
    name: str
    members: list[str]
    note: str


@dataclass(frozen=True)
class RecipientRecord:
    document: Document
    text: str
    agency: str | None


@dataclass(frozen=True)
class SectionRecord:
    code: str
    parent: str | None
    title: str
    text: str


@dataclass(frozen=True)
class ResponsibilityRecord:
    role: Duty
    agency: str | None
    group: str | None
    wording: str

    @property
    def party(self) -> tuple[Duty, str | None, str | None]:
        return self.role, self.agency, self.group


@dataclass(frozen=True)
class TaskRecord:
    code: str
    section: str
    title: str
    text: str
    responsibilities: list[ResponsibilityRecord]


@dataclass(frozen=True)
class OwnerRecord:
    agency: str
    confirmed: bool


@dataclass(frozen=True)
class TargetRecord:
    year: int
    comparator: Comparator
    lower: Decimal | None
    upper: Decimal | None
    tolerance: Decimal | None
    wording: str


@dataclass(frozen=True)
class BaselineRecord:
    year: int
    value: Decimal
    source: str


@dataclass(frozen=True)
class IndicatorRecord:
    code: str
    section: str
    name: str
    kind: Kind
    unit: str
    decimals: int
    direction: Direction
    accumulation: Accumulation
    numerator: str
    denominator: str
    multiplier: int | None
    highest_level: int | None
    definition: str
    quote: str
    note: str
    owner: OwnerRecord | None
    target: TargetRecord
    baseline: BaselineRecord | None


@dataclass(frozen=True)
class More:
    """What of an indicator stands in the database alone: every target, the schedule as (year, figure), everybody who
    reports it, each with whether only its part."""

    targets: list[TargetRecord]
    milestones: list[tuple[int, Decimal]]
    owners: list[tuple[OwnerRecord, bool]]


@dataclass(frozen=True)
class PlanFile:
    """`lines` tells, for a refusal, on which line of the file the record of a kind and code begins.

    `authority` (who answers for the plan) and `more` (by indicator) come from the database and go into no file.
    """

    format: str
    plan: PlanRecord
    agencies: list[AgencyRecord]
    groups: list[GroupRecord]
    recipients: list[RecipientRecord]
    sections: list[SectionRecord]
    tasks: list[TaskRecord]
    indicators: list[IndicatorRecord]
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict, compare=False, repr=False)
    authority: str = field(default="", compare=False)
    more: Mapping[str, More] = field(default_factory=dict, compare=False, repr=False)


def write(file: PlanFile) -> str:
    """The canonical text of a plan file: two spaces, no escapes, figures as strings without needless zeros."""
    content = {part.name: _plain(getattr(file, part.name)) for part in dataclasses.fields(file) if part.compare}
    return json.dumps(content, ensure_ascii=False, indent=2, default=_as_text) + "\n"


def _plain(part: object) -> object:
    if isinstance(part, list):
        return [_plain(one) for one in part]
    return dataclasses.asdict(part) if dataclasses.is_dataclass(part) and not isinstance(part, type) else part


def _as_text(value: object) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
