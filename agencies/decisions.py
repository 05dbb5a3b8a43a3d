"""By which decision dated rows began and ended, for pages that tell how things came about."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from agencies.models import Reorganisation, ReorganisationEffect
from agencies.models.dated import Dated


@dataclass(frozen=True, slots=True)
class Behind:
    """The reorganisations that made a row and that ended it."""

    began: Reorganisation | None = None
    ended: Reorganisation | None = None


NOTHING = Behind()


def reorganisations_behind(rows: Collection[Dated]) -> dict[Dated, Behind]:
    """Of `rows` of any tables those that a reorganisation in force made or ended. One query, none without rows."""
    wanted: dict[str, dict[int, Dated]] = defaultdict(dict)
    for row in rows:
        wanted[row._meta.db_table][row.pk] = row
    if not wanted:
        return {}
    named = reduce(or_, (Q(table=table, row_id__in=list(found)) for table, found in wanted.items()))
    effects = ReorganisationEffect.objects.filter(named, reorganisation__undone_at=None)
    began: dict[Dated, Reorganisation] = {}
    ended: dict[Dated, Reorganisation] = {}
    for effect in effects.select_related("reorganisation").order_by("reorganisation__applied_at", "order"):
        row = wanted[effect.table][effect.row_id]
        (began if effect.before is None else ended)[row] = effect.reorganisation
    return {row: Behind(began.get(row), ended.get(row)) for row in began.keys() | ended.keys()}


def said(decision: Reorganisation) -> str:
    """Its number and day."""
    return f"{decision.number} ({decision.decided_on:%d/%m/%Y})" if decision.decided_on else decision.number
