"""Drafts in few words, and the rows of the whole database to compare."""

import datetime as dt

from django.db import connection

from reports.reorganisation.draft import Decision, Draft, Kind, NewAgency, SuccessionLine, Taker, as_value
from reports.reorganisation.services import apply, prepare
from tests import factories as f

DAY = dt.date(2026, 11, 1)
ABOUT_ITSELF = {"agencies_reorganisation", "agencies_reorganisationeffect", "agencies_auditline"}


def draft(*successions, ends=(), new=(), takers=(), day=DAY, number="12/NQ-HĐND"):
    """`successions` are (from, to, scope) or (from, to, scope, True) for the one that acts; `new` are codes; `takers`
    (kind, key, from, [to])."""
    return as_value(
        Draft(
            decision=Decision(number=number, effective_on=day, title="Sắp xếp các sở"),
            agencies=tuple(NewAgency(code, f"Sở mới {code}", code) for code in new),
            ends=tuple(ends),
            successions=tuple(SuccessionLine(line[0], line[1], line[2], len(line) > 3) for line in successions),
            takers=tuple(taker(*each) for each in takers),
        )
    )


def taker(kind, key, giver, to):
    plan = "" if kind in ("member", "person") else "ke-hoach-thu"
    return Taker(Kind(kind), plan, key, giver, tuple(to))


def carried_out(world, value, now=f.NOW):
    row = prepare(draft=value, by=f.person(world.khoa), now=now)
    return apply(reorganisation=row, version=row.version, by=f.person(world.khoa), now=now)


def everything():
    """Every row of every table, its key included."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - ABOUT_ITSELF)
        rows = {}
        for table in tables:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
            rows[table] = sorted(row[0] for row in cursor.fetchall())
    return rows
