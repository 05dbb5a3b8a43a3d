"""What a corrected report says that the one before did not: two contents, row by row. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.enums import ChangeKind


@dataclass(frozen=True, slots=True)
class Said:
    """One row of a report as its readers see it: what it is called, and its fields in words by their labels."""

    key: str
    name: str
    fields: Mapping[str, str]

    @property
    def in_full(self) -> str:
        return "; ".join(f"{label}: {words}" for label, words in self.fields.items() if words)


@dataclass(frozen=True, slots=True)
class Change:
    """A field that reads otherwise, or a whole row that came or went."""

    kind: ChangeKind
    place: str
    name: str
    field: str
    before: str
    after: str


def changes_in(place: str, before: Iterable[Said], after: Iterable[Said]) -> Iterator[Change]:
    """The differences of one table, in the order of the new one; rows that went come last."""
    known = {row.key: row for row in before}
    for row in after:
        old = known.pop(row.key, None)
        if old is None:
            yield Change(ChangeKind.ADDED, place, row.name, _("Nội dung"), "", row.in_full)
            continue
        for label in dict.fromkeys([*old.fields, *row.fields]):
            was, is_ = old.fields.get(label, ""), row.fields.get(label, "")
            if was != is_:
                yield Change(ChangeKind.CHANGED, place, row.name, label, was, is_)
    for row in known.values():
        yield Change(ChangeKind.REMOVED, place, row.name, _("Nội dung"), row.in_full, "")
