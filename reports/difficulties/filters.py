"""What the address of the register asks to see: `?trang-thai=open&co-quan=SYT&nam=2026&qua=30&tim=kinh phi`."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.http import QueryDict

from reports.difficulties.ages import older_than
from reports.difficulties.finding import LONGEST, with_words
from reports.difficulties.steps import UNANSWERED
from reports.enums import DifficultyState as State
from reports.models import Difficulty


@dataclass(frozen=True, slots=True)
class Filters:
    """Unknown words ask for nothing. `over`: waiting for more than so many days, unanswered or undecided."""

    state: State | None = None
    year: int = 0
    agency: str = ""
    task: str = ""
    group: int = 0
    over: int = 0
    words: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        state = query.get("trang-thai", "")
        return cls(
            state=State(state) if state in State.values else None,
            year=_number(query.get("nam", ""), _YEARS),
            agency=query.get("co-quan", "")[:LONGEST],
            task=query.get("nhiem-vu", "")[:LONGEST],
            group=_number(query.get("nhom", ""), _KEYS),
            over=_number(query.get("qua", ""), _DAYS),
            words=" ".join(query.get("tim", "")[:LONGEST].split()),
        )

    @property
    def narrowed(self) -> bool:
        return self != Filters()

    def query(self, **changes: Any) -> str:
        """The address of the same view with `changes`."""
        asked = replace(self, **changes)
        words = {
            "trang-thai": asked.state or "",
            "nam": asked.year or "",
            "co-quan": asked.agency,
            "nhiem-vu": asked.task,
            "nhom": asked.group or "",
            "qua": asked.over or "",
            "tim": asked.words,
        }
        return "?" + urlencode({name: str(word) for name, word in words.items() if word})

    def narrow(self, rows: QuerySet[Difficulty], *, now: dt.datetime, zone: ZoneInfo) -> QuerySet[Difficulty]:
        """Those asked for, whatever their state (`of_state` narrows that)."""
        if self.year:
            rows = rows.filter(raised_at__year=self.year)
        if self.agency:
            rows = rows.filter(agency__code=self.agency)
        if self.task:
            rows = rows.filter(task__code=self.task)
        if self.group:
            rows = rows.filter(group=self.group)
        if self.over:
            before = older_than(self.over, now, zone)
            long = Q(raised_at__lt=before) | Q(state=State.ESCALATED, escalated_at__lt=before)
            rows = rows.filter(long, state__in=UNANSWERED)
        return with_words(rows, self.words)

    def of_state(self, rows: QuerySet[Difficulty]) -> QuerySet[Difficulty]:
        return rows.filter(state=self.state) if self.state else rows


_YEARS, _DAYS, _KEYS = range(1900, 3000), range(36_525), range(2**31)  # beyond them the calendar ends


def _number(asked: str, among: range) -> int:
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 11 else 0
    return number if number in among else 0
