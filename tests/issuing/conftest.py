import pytest

from reports.issuing.services import issue
from tests import factories as f
from tests.consolidate.conftest import accepted, build, complete, files, sent

__all__ = ["accepted", "complete", "files", "sent"]


def issue_by(world, draft, who="giang", **changes):
    values = {
        "document_number": "125/BC-SDM",
        "document_date": f.TODAY,
        "by": f.person(getattr(world, who)),
        "now": f.NOW,
        "confirmed": True,
    }
    return issue(consolidation=draft, **values | changes)


@pytest.fixture
def issued(world, complete):
    return issue_by(world, build(world, complete))
