"""The door for every change: who is acting is told to the database, whose triggers write the audit trail."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from agencies.models import User

_source: ContextVar[str] = ContextVar("audit_source", default="")


@contextmanager
def acting(by: User | None) -> Iterator[None]:
    """One transaction whose changes are recorded as done by `by` (None: the system itself).

    Costs one statement. Called inside another transaction, it holds until that one ends.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        settings = {"actor": str(by.pk) if by else "", "source": _source.get()}
        cursor.execute(
            "SELECT set_config('audit.actor', %(actor)s, true), set_config('audit.source', %(source)s, true)",
            settings,
        )
        yield


@contextmanager
def source(text: str) -> Iterator[None]:
    """Name where changes come from (a web address, a command, a job) while the block runs; costs nothing."""
    token = _source.set(text[:200])
    try:
        yield
    finally:
        _source.reset(token)
