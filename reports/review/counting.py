"""A round counted. The database puts alike reports into one group; here the groups are added up. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from agencies.enums import Level
from agencies.text import sort_key
from reports.review.narrowing import Narrowing, Only
from reports.review.order import Pile


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """How many reports are alike in everything the board counts or narrows by.

    `after_round` and `late`: sent, or still missing, after the round's due moment, and after the agency's own. `found`:
    the name has the words looked for. `nobody` names those whom nobody can remind.
    """

    pile: Pile
    level: Level
    sent: bool
    after_round: bool
    late: bool
    extended: bool
    reachable: bool
    found: bool
    count: int
    nobody: tuple[str, ...] = ()

    def fits(self, narrowing: Narrowing, *, but: str = "") -> bool:
        """Whether the group is shown, its `but` ("pile", "level", or one of Only) not looked at."""
        here = {Only.LATE: self.late, Only.EXTENDED: self.extended, Only.UNREACHABLE: not self.reachable}
        return (
            (but == "pile" or narrowing.pile in (None, self.pile))
            and (but == "level" or narrowing.level in (None, self.level))
            and all(here[one] for one in narrowing.only if one != but)
            and self.found
        )

    def is_one(self, one: Only) -> bool:
        return self.fits(Narrowing(only=frozenset({one})))


@dataclass(frozen=True, slots=True)
class Tally:
    """A round as two figures: completeness (`sent` of `total`) and timeliness (`in_time` of `total`).

    In time means by the agency's own due moment; `thanks_to_extension` of them were late against the round's.
    `unreachable` names whom nobody can remind.
    """

    total: int
    sent: int
    in_time: int
    thanks_to_extension: int
    piles: dict[Pile, int]
    unreachable: tuple[str, ...] = ()

    @property
    def sent_share(self) -> int:
        """Per cent, rounded down: 100 only when nobody is missing."""
        return self.sent * 100 // self.total if self.total else 0

    @property
    def in_time_share(self) -> int:
        return self.in_time * 100 // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class Counts:
    """How many reports each choice on the board would show, the other choices staying as they are."""

    shown: int = 0
    any_pile: int = 0
    piles: dict[Pile, int] = field(default_factory=dict)
    levels: dict[Level, int] = field(default_factory=dict)
    only: dict[Only, int] = field(default_factory=dict)


def tally_of(groups: Iterable[Group]) -> Tally:
    groups = list(groups)
    in_time = [group for group in groups if group.sent and not group.late]
    return Tally(
        total=_sum(groups),
        sent=_sum(group for group in groups if group.sent),
        in_time=_sum(in_time),
        thanks_to_extension=_sum(group for group in in_time if group.after_round),
        piles={pile: _sum(group for group in groups if group.pile == pile) for pile in Pile},
        unreachable=tuple(sorted((name for group in groups for name in group.nobody), key=sort_key)),
    )


def counts_of(groups: Iterable[Group], narrowing: Narrowing) -> Counts:
    groups = list(groups)
    beside_pile = [group for group in groups if group.fits(narrowing, but="pile")]
    beside_level = [group for group in groups if group.fits(narrowing, but="level")]
    return Counts(
        shown=_sum(group for group in groups if group.fits(narrowing)),
        any_pile=_sum(beside_pile),
        piles={pile: _sum(group for group in beside_pile if group.pile == pile) for pile in Pile},
        levels={
            level: _sum(group for group in beside_level if group.level == level)
            for level in Level
            if any(group.level == level for group in groups)
        },
        only={one: _sum(g for g in groups if g.fits(narrowing, but=one) and g.is_one(one)) for one in Only},
    )


def _sum(groups: Iterable[Group]) -> int:
    return sum(group.count for group in groups)
