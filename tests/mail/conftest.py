"""A report that was sent, one that came back, and a way to read the mails that were written."""

import pytest

from reports.models import Mail
from reports.review.services import accept_items, return_item
from reports.workflow import Action
from tests.factories import NOW, person
from tests.steps import all_items, send_signed, step


@pytest.fixture
def sent(world, round_):
    """Sở A's report, signed and sent."""
    return send_signed(world, round_)


@pytest.fixture
def send_back(world, sent):
    """send_back("Thiếu.") returns the report: its first task and its first indicator, each with that note."""

    def _send_back(note="Thiếu số lớp."):
        items = all_items(sent)
        wanting = [items[0], items[-1]]
        for entry in wanting:
            return_item(entry=entry, reason=note, by=person(world.dung), now=NOW)
        rest = [entry for entry in items if entry not in wanting]
        accept_items(submission=sent, entries=rest, by=person(world.dung), now=NOW)
        return step(sent, Action.RETURN, world.dung)

    return _send_back


@pytest.fixture
def accept(world, sent):
    def _accept():
        accept_items(submission=sent, entries=all_items(sent), by=person(world.dung), now=NOW)
        return step(sent, Action.ACCEPT, world.dung)

    return _accept


@pytest.fixture
def mails():
    """mails() gives what was written as {user name: [mail, ...]}."""

    def _mails(**which):
        found = {}
        for mail in Mail.objects.filter(**which).select_related("recipient").order_by("pk"):
            found.setdefault(mail.recipient.username, []).append(mail)
        return found

    return _mails
