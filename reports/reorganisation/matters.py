"""What an agency holds, and how it passes to others on a day: the arithmetic of dated rows. Pure."""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from reports.reorganisation.draft import Kind

What = tuple[str, str, str, str]  # kind, plan, key, who holds it: see Taker.what

SEVERAL = frozenset({Kind.LEAD, Kind.SUPPORT, Kind.MEMBER})  # can be held by several agencies at once
DROPPABLE = frozenset({Kind.SUPPORT, Kind.MEMBER, Kind.ADDRESSEE})  # nothing is owed any more where nobody takes it


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing that `from_` holds on the day. `rows` are the dated rows that say so; `pk` is what is not dated.

    `title` and `text` are its words, in which the scopes of successors are looked for; `follows` names another holding
    that it goes along with (a difficulty with its task). `is_part`: a part of an indicator only.
    """

    kind: Kind
    plan: str
    key: str
    from_: str
    label: str
    title: str = ""
    text: str = ""
    rows: tuple[int, ...] = ()
    pk: int | None = None
    follows: tuple[What, ...] = ()
    is_part: bool = False

    @property
    def what(self) -> What:
        return (self.kind.value, self.plan, self.key, self.from_)

    @property
    def takes_many(self) -> bool:
        return self.kind in SEVERAL or self.is_part

    @property
    def may_be_dropped(self) -> bool:
        return self.kind in DROPPABLE or self.is_part


@dataclass(frozen=True, slots=True)
class Row:
    """A dated row: `holder` has `subject` from the day `start` until the day before `end`, both open where None.

    A holder has a subject once at a time; the lower `rank` is the higher duty. `begins` is the day on which the subject
    itself does.
    """

    pk: int
    subject: Hashable
    holder: str
    rank: int = 0
    start: dt.date | None = None
    end: dt.date | None = None
    begins: dt.date | None = None

    @property
    def first(self) -> dt.date:
        """The first day on which it holds."""
        return max(self.start or dt.date.min, self.begins or dt.date.min)

    def overlaps(self, first: dt.date, end: dt.date | None) -> bool:
        return (end is None or self.first < end) and (self.end is None or first < self.end)


@dataclass(frozen=True, slots=True)
class Begin:
    """A new row for `holder` from `start` until `end`, in everything else like the row `like`."""

    like: int
    holder: str
    start: dt.date
    end: dt.date | None


@dataclass(slots=True)
class Passing:
    """What becomes of rows: those in `ends` last until the day, those in `gone` would have begun that day or later.

    `later` are rows with which the passing would collide, since a later change is on record.
    """

    ends: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    begins: list[Begin] = field(default_factory=list)
    later: list[int] = field(default_factory=list)

    def stop(self, row: Row, day: dt.date) -> None:
        (self.gone if row.start is not None and row.start >= day else self.ends).append(row.pk)


def pass_on(
    rows: Iterable[Row], takers: Mapping[int, tuple[str, ...]], day: dt.date, *, later_too: bool = False
) -> Passing:
    """Who holds what from `day` on. `rows` are all that hold on the day or later for the subjects concerned; `takers`
    names, for each row that is handed on, who takes it (its own holder among them: it keeps it).

    A taker that has the subject already keeps it once, under the higher of its duties. A row that begins after the day
    is a decision of its own and stands in the way, unless such rows pass `later_too`, from their own first day.
    """
    passing = Passing()
    standing: dict[tuple[Hashable, str], list[Row]] = defaultdict(list)
    coming: dict[tuple[Hashable, str], list[Row]] = defaultdict(list)
    for row in rows:
        to = takers.get(row.pk)
        if to is None or row.holder in to:
            standing[row.subject, row.holder].append(row)
        elif row.first > day and not later_too:
            passing.later.append(row.pk)
        else:
            passing.stop(row, day)
        for taker in to or ():
            if taker != row.holder:
                coming[row.subject, taker].append(row)
    for (subject, taker), brought in coming.items():
        own = standing[subject, taker]
        held = [row for row in brought if row.first <= day]
        if held:
            _take(passing, taker, held, own, day)
        for row in brought:
            if row.first > day:
                _take_later(passing, taker, row, [*own, *held])
    return passing


def _take(passing: Passing, taker: str, brought: list[Row], own: list[Row], day: dt.date) -> None:
    best = min(brought, key=lambda row: (row.rank, row.pk))
    if len({row.end for row in brought}) > 1 or any(row.first > day and row.overlaps(day, best.end) for row in own):
        passing.later.append(best.pk)
        return
    held = next((row for row in own if row.first <= day), None)  # the only one: a subject is held once at a time
    if held is None:
        passing.begins.append(Begin(best.pk, taker, day, best.end))
        return
    lasts = held.end is None or (best.end is not None and held.end >= best.end)
    if held.rank <= best.rank and lasts:
        return
    if held.rank > best.rank and held.end == best.end:
        passing.stop(held, day)
        passing.begins.append(Begin(best.pk, taker, day, best.end))
    else:
        passing.later.append(held.pk)


def _take_later(passing: Passing, taker: str, row: Row, others: list[Row]) -> None:
    if any(other.overlaps(row.first, row.end) for other in others):
        passing.later.append(row.pk)
    else:
        passing.begins.append(Begin(row.pk, taker, row.first, row.end))
