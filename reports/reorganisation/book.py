"""The agencies that a reorganisation may name, found by what a person types."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from agencies.models import Agency
from agencies.text import fold, sort_key
from reports.reorganisation.draft import Draft, NewAgency


@dataclass(frozen=True)
class AgencyBook:
    """Those on record that hold on the day, and those that the draft makes; by code."""

    living: dict[str, Agency]
    made: dict[str, NewAgency] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: Draft, *, today: dt.date) -> "AgencyBook":
        """One query."""
        on = draft.decision.effective_on or today
        eve = on - dt.timedelta(days=1) if on > dt.date.min else on  # what ends on the day held until then
        rows = Agency.objects.on(eve)
        return cls({row.code: row for row in rows}, {row.code: row for row in draft.agencies})

    def __contains__(self, code: object) -> bool:
        return code in self.living or code in self.made

    def name(self, code: str) -> str:
        """The full name; the code itself where nobody has it."""
        found = self.living.get(code) or self.made.get(code)
        return found.name if found else code

    def short(self, code: str) -> str:
        found = self.living.get(code) or self.made.get(code)
        return found.short_name if found else code

    def shorts(self, codes: Iterable[str]) -> str:
        return ", ".join(map(self.short, codes))

    def find(self, text: str) -> str:
        """The code of the agency that `text` names by code, name, short name or alias; empty where none has it."""
        return self._known.get(fold(text), "")

    @property
    def offered(self) -> list[tuple[str, str]]:
        """(code, name) of each, by the alphabet."""
        every: list[Agency | NewAgency] = [*self.living.values(), *self.made.values()]
        return sorted(((one.code, one.name) for one in every), key=lambda pair: sort_key(pair[1]))

    @cached_property
    def _known(self) -> dict[str, str]:
        known: dict[str, str] = {}
        every: list[Agency | NewAgency] = [*self.made.values(), *self.living.values()]
        for words in (lambda one: one.aliases, lambda one: [one.short_name], lambda one: [one.name, one.code]):
            for agency in every:
                known |= {fold(word): agency.code for word in words(agency)}
        return known
