"""Names are how documents find agencies: no two that exist on the same day may share one. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from agencies.naming import name_key
from agencies.text import fold


@dataclass(frozen=True)
class Named:
    """An agency as far as its names go; an ended one holds until `ends`, exclusive."""

    code: str
    name: str
    others: tuple[str, ...]
    begins: dt.date | None = None
    ends: dt.date | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.others)

    def meets(self, other: "Named") -> bool:
        """Whether both exist on some day."""
        return _before(self.begins, other.ends) and _before(other.begins, self.ends)


def _before(begins: dt.date | None, ends: dt.date | None) -> bool:
    return begins is None or ends is None or begins < ends


@dataclass(frozen=True)
class Clash:
    """`name` is, in some spelling, a name of `other` as well."""

    name: str
    other: Named


class Names:
    """All names of all agencies, asked for the same ones and for those that differ in their marks alone."""

    def __init__(self, agencies: Iterable[Named]) -> None:
        self._same: dict[str, list[Named]] = {}
        self._alike: dict[str, list[Named]] = {}
        for agency in agencies:
            self.add(agency)

    def add(self, agency: Named) -> None:
        for name in agency.names:
            self._same.setdefault(name_key(name), []).append(agency)
            self._alike.setdefault(fold(name), []).append(agency)

    def clashes(self, agency: Named) -> list[Clash]:
        """Names of `agency` that another one has, too. Itself is told by its code."""
        return [
            Clash(name, other)
            for name in agency.names
            for other in self._same.get(name_key(name), [])
            if other.code != agency.code and other.meets(agency)
        ]

    def alike(self, agency: Named) -> list[Clash]:
        """Names of others that differ from one of `agency` in their marks alone: two agencies, or a slip."""
        keys = {name_key(name) for name in agency.names}
        found = {
            other.code: Clash(name, other)
            for name in agency.names
            for other in self._alike.get(fold(name), [])
            if other.code != agency.code and other.meets(agency) and keys.isdisjoint(map(name_key, other.names))
        }
        return list(found.values())
