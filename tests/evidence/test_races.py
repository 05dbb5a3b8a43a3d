"""Several people at one moment, on real connections: a file is in what was sent, or it was refused; never neither."""

import pytest

from reports.collect.moves import move
from reports.collect.selectors import form_of
from reports.evidence.selectors import entry_of
from reports.evidence.services import add, remove
from reports.models import Evidence
from reports.workflow import Action
from tests.collect.test_races import db, load, refused, together
from tests.evidence.conftest import stored
from tests.evidence.files import upload
from tests.evidence.test_services import another, reload
from tests.factories import NOW, person
from tests.steps import fill, report_of

__all__ = ["db"]
pytestmark = pytest.mark.django_db(transaction=True)


def adding(report, world, content, item="task"):
    """Adds a file to the first item of Sở B's report, loaded as a page would."""

    def _add():
        form = form_of(load(report))
        entry = entry_of(load(report), item, (form.tasks if item == "task" else form.indicators)[0].pk)
        return add(entry=entry, upload=upload(content), by=person(world.cuc), now=NOW)

    return _add


def test_of_four_senders_of_one_file_one_is_taken(world, round_, storage):
    report = report_of(world.b, round_)
    outcome = together(*[adding(report, world, another(1)) for _ in range(4)])
    assert len(refused(outcome)) == 3
    assert (Evidence.objects.count(), len(stored(storage))) == (1, 1)


def test_different_files_at_once_all_come(world, round_, storage):
    report = report_of(world.b, round_)
    outcome = together(*[adding(report, world, another(number)) for number in range(4)])
    assert refused(outcome) == []
    assert len(form_of(report).tasks[0].files) == len(stored(storage)) == 4


def test_the_twentieth_place_is_given_once(world, round_, storage):
    report = report_of(world.b, round_)
    for number in range(19):
        adding(report, world, another(number))()
    outcome = together(*[adding(report, world, another(number)) for number in range(20, 23)])
    assert len(refused(outcome)) == 2
    assert len(stored(storage)) == 20


@pytest.mark.parametrize("attempt", range(5))
def test_a_file_that_comes_while_the_report_is_sent_is_in_it_or_refused(world, round_, storage, attempt):
    report = report_of(world.b, round_)
    fill(report, world.cuc)
    cuc = person(world.cuc)
    _sent, added = together(
        lambda: move(submission=load(report), action=Action.SEND, version=0, by=cuc, now=NOW, without_parts=True),
        adding(report, world, another(attempt)),
    )
    sent = [file["id"] for file in report.versions.get().content["tasks"][0]["evidence"]]
    assert sent == ([added.pk] if isinstance(added, Evidence) else [])
    assert len(stored(storage)) == len(sent)


@pytest.mark.parametrize("attempt", range(5))
def test_what_is_sent_is_never_deleted(world, round_, storage, attempt):
    report = report_of(world.b, round_)
    fill(report, world.cuc)
    evidence = reload(adding(report, world, another(attempt))())
    cuc = person(world.cuc)
    together(
        lambda: move(submission=load(report), action=Action.SEND, version=0, by=cuc, now=NOW, without_parts=True),
        lambda: remove(evidence=evidence, by=cuc, now=NOW),
    )
    sent = report.versions.get().content["tasks"][0]["evidence"]
    assert len(sent) == len(stored(storage)) == (Evidence.objects.get().removed_at is None)
