from contextlib import contextmanager

import pytest
from django.db import connection

from reports.models import ConsolidatedPassage, Consolidation
from tests.consolidate.conftest import accepted, build, complete, files, sent

__all__ = ["accepted", "complete", "files", "sent"]


@pytest.fixture
def report(world, complete):
    """A draft of the consolidated report, built from both agencies' accepted reports."""
    return build(world, complete)


@pytest.fixture
def write(report):
    """write("iii", "text") puts a passage of that text into the report."""

    def _write(key, text):
        order = report.passages.count() + 1
        values = {"order": order, "heading": "Một đoạn", "text": text}
        return ConsolidatedPassage.objects.update_or_create(consolidation=report, key=key, defaults=values)[0]

    return _write


@pytest.fixture
def issued_report(report, world):
    """The same report, issued."""
    moment = report.built_at
    Consolidation.objects.filter(pk=report.pk).update(
        state="issued",
        document_number="125/BC-SDM",
        document_date=moment.date(),
        issued_at=moment,
        issued_by=world.giang,
        sha256="a" * 64,
    )
    report.refresh_from_db()
    return report


@pytest.fixture
def tampering():
    """with tampering(): the triggers that keep rows as they are look away."""

    @contextmanager
    def _tampering():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")

    return _tampering
