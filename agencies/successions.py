"""What agencies took over from others, however many reorganisations lie between."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Case, DateField, F, Field, Func, JSONField, Q, Value, When

from agencies.models import Agency


@dataclass(frozen=True, slots=True)
class Inherited:
    """`taker` took over `agency`, itself or through agencies between; it `acts` for it where it answers for what the
    agency had sent, which has ended. Of an agency that goes on it took over a part, and reads what it did `until` then.
    """

    taker: int
    agency: int
    until: dt.date | None
    acts: bool


class _OfAnAgency(Func):
    """Something about an agency (an expression for its id) on a day."""

    found = ""
    output_field: "Field[Any, Any]" = BigIntegerField()

    def __init__(self, agency: Any, on: dt.date) -> None:
        super().__init__(agency, Value(on, output_field=DateField()), found=self.found)


class TakenOver(_OfAnAgency):
    """The agencies that it had taken over by then, for "in"."""

    found = "agency"
    template = """(
        WITH RECURSIVE asked (taker, today) AS (SELECT %(expressions)s),
        step AS (
            SELECT s.successor_id, s.predecessor_id, s.date,
                   CASE WHEN p.valid_to <= s.date THEN NULL ELSE s.date END AS until,
                   s.acts AND coalesce(p.valid_to <= asked.today, false) AS acts
            FROM asked, agencies_succession s JOIN agencies_agency p ON p.id = s.predecessor_id
            WHERE s.date <= asked.today
        ),
        line (agency, date, until, acts) AS (
            SELECT predecessor_id, date, until, acts FROM step JOIN asked ON successor_id = taker
            UNION
            SELECT predecessor_id, step.date, least(line.until, step.until), line.acts AND step.acts
            FROM line JOIN step ON successor_id = line.agency AND step.date <= line.date
        )
        SELECT %(found)s FROM line
    )"""


class InheritedBy(TakenOver):
    """All that is known of what it took over, for `inherited_in`."""

    found = "jsonb_agg(jsonb_build_object('agency', agency, 'until', until, 'acts', acts))"
    output_field = JSONField()


class Acting(_OfAnAgency):
    """Who acts for what it had sent: itself while it has not ended, then its successor that acts, and so on."""

    template = """(
        WITH RECURSIVE asked (agency, today) AS (SELECT %(expressions)s),
        line (agency, step) AS (
            SELECT agency::bigint, 0 FROM asked
            UNION ALL
            SELECT s.successor_id, step + 1
            FROM asked, line JOIN agencies_agency p ON p.id = line.agency
                 JOIN agencies_succession s ON s.predecessor_id = p.id AND s.acts
            WHERE p.valid_to <= asked.today AND s.date <= asked.today AND step < 100
        )
        SELECT agency FROM line ORDER BY step DESC LIMIT 1
    )"""


def acting_on(on: dt.date, agency: str = "agency") -> Case:
    """An expression for who acts on `on` for the agency that a row names in `agency`; looked up for ended ones only."""
    ended = Q(**{f"{agency}__valid_to__lte": on})
    return Case(
        When(ended, then=Acting(F(f"{agency}_id"), on)), default=F(f"{agency}_id"), output_field=BigIntegerField()
    )


def inherited_in(taker: int, rows: Iterable[Mapping[str, Any]] | None) -> list[Inherited]:
    """`rows` as `InheritedBy` gives them (None where nothing was taken over), without the agency itself."""
    return [
        Inherited(taker, row["agency"], dt.date.fromisoformat(row["until"]) if row["until"] else None, row["acts"])
        for row in rows or ()
        if row["agency"] != taker
    ]


def inherited_on(agencies: Collection[int], on: dt.date) -> list[Inherited]:
    """What `agencies` had taken over by `on`. One query, none for no agency."""
    if not agencies:
        return []
    rows = Agency.objects.filter(pk__in=agencies).values_list("pk", InheritedBy(F("pk"), on))
    return [one for taker, found in rows for one in inherited_in(taker, found)]


def predecessors_of(agencies: Collection[int], on: dt.date) -> frozenset[int]:
    """All that `agencies` took over by `on`, in whole or in part, through any number of steps. At most one query."""
    return frozenset(one.agency for one in inherited_on(agencies, on))


def acts_for(agencies: Collection[int], on: dt.date) -> frozenset[int]:
    """The agencies ended by `on` for which `agencies` now act. At most one query."""
    return frozenset(one.agency for one in inherited_on(agencies, on) if one.acts)
