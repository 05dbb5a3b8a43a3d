"""Every row that a reorganisation makes, changes or removes, as PostgreSQL itself writes it, so that it can be undone.

Rows are read with `to_jsonb` and written back with `jsonb_populate_record`: exact for every type, and one statement for
any number of rows. Table and column names come from the models alone.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection
from django.db.models import Model
from psycopg2.sql import SQL, Composed, Identifier  # type: ignore[import-untyped]  # it comes without types

from agencies.models import Reorganisation, ReorganisationEffect

Columns = dict[str, Any]
M = TypeVar("M", bound=Model)


def rows_of(model: type[Model], ids: Collection[int]) -> dict[int, Columns]:
    """The rows with these keys as they stand, by key. Figures are text, so that none is rounded. One query."""
    if not ids:
        return {}
    with connection.cursor() as cursor:
        query = SQL("SELECT id, to_jsonb(t)::text FROM {table} t WHERE id = ANY (%s) ORDER BY id")
        cursor.execute(query.format(table=_table(model)), [sorted(ids)])
        return {pk: json.loads(text, parse_float=str) for pk, text in cursor.fetchall()}


def write(model: type[Model], changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Set columns of rows; one statement for each set of columns."""
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for pk, columns in changes.items():
        alike[tuple(sorted(columns))].append(json.dumps({"id": pk, **columns}, default=str))
    query = SQL("UPDATE {table} t SET {setting} FROM {rows} new WHERE t.id = new.id")
    with connection.cursor() as cursor:
        for names, documents in alike.items():
            setting = SQL(", ").join(SQL("{0} = new.{0}").format(Identifier(name)) for name in names)
            whole = query.format(table=_table(model), setting=setting, rows=_populated(model))
            cursor.execute(whole, [documents])


def insert(model: type[Model], rows: Iterable[Columns]) -> None:
    """Bring back rows with all their columns, their keys included. One statement."""
    documents = [json.dumps(row) for row in rows]
    if documents:
        query = SQL("INSERT INTO {table} SELECT new.* FROM {rows} new")
        with connection.cursor() as cursor:
            cursor.execute(query.format(table=_table(model), rows=_populated(model)), [documents])


def delete(model: type[Model], ids: Collection[int]) -> None:
    """Remove rows; what still points to one is told by the database. One statement."""
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(SQL("DELETE FROM {table} WHERE id = ANY (%s)").format(table=_table(model)), [sorted(ids)])


def check_now() -> None:
    """Let the database say at once what it would say at the end of the transaction. Raises IntegrityError."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def model_of(table: str) -> type[Model]:
    return next(model for model in apps.get_models() if model._meta.db_table == table)


class Journal:
    """Carries changes out and keeps what they did; `keep` records it in the end."""

    def __init__(self) -> None:
        self._effects: list[tuple[str, int, Columns | None, Columns | None]] = []

    def make(self, model: type[M], rows: Iterable[M]) -> list[M]:
        """Save new rows. Two queries."""
        made = list(model._base_manager.bulk_create(rows))  # none for no rows: then nothing is asked
        after = rows_of(model, [row.pk for row in made])
        self._effects += [(model._meta.db_table, pk, None, columns) for pk, columns in after.items()]
        return made

    def change(self, model: type[Model], changes: Mapping[int, Mapping[str, Any]]) -> None:
        """Set columns of rows, by key. Three queries for each set of columns that change together."""
        before = rows_of(model, changes.keys())
        write(model, changes)
        after = rows_of(model, changes.keys())
        for pk, old in before.items():
            differing = [name for name, value in old.items() if after[pk][name] != value]
            if differing:
                old_part, new_part = ({name: row[name] for name in differing} for row in (old, after[pk]))
                self._effects.append((model._meta.db_table, pk, old_part, new_part))

    def remove(self, model: type[Model], ids: Collection[int]) -> None:
        """Two queries."""
        before = rows_of(model, ids)
        delete(model, ids)
        self._effects += [(model._meta.db_table, pk, columns, None) for pk, columns in before.items()]

    def keep(self, reorganisation: Reorganisation) -> None:
        """One statement for up to some thousand rows each."""
        ReorganisationEffect.objects.bulk_create(
            (
                ReorganisationEffect(
                    reorganisation=reorganisation, order=order, table=table, row_id=pk, before=before, after=after
                )
                for order, (table, pk, before, after) in enumerate(self._effects)
            ),
            batch_size=2000,
        )


def _table(model: type[Model]) -> Identifier:
    return Identifier(model._meta.db_table)


def _populated(model: type[Model]) -> Composed:
    """The documents of the statement's parameter as rows of the table."""
    rows = "(SELECT r.* FROM unnest(%s::text[]) document, jsonb_populate_record(NULL::{table}, document::jsonb) r)"
    return SQL(rows).format(table=_table(model))
