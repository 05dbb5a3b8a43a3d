"""Two people at the same moment, on real connections: one wins, the other is told, and nothing is overwritten."""

import threading

import pytest
from django.db import connection

from agencies.errors import Refused, Stale
from reports.collect.moves import move
from reports.collect.opening import open_round
from reports.collect.selectors import form_of
from reports.collect.services import save_task_entry
from reports.consolidate import services as consolidate
from reports.issuing.services import issue
from reports.models import Consolidation, Submission, SubmissionVersion, TaskEntry, Transition
from reports.reorganisation.services import apply, prepare
from reports.review.services import accept_items, return_item
from reports.workflow import Action
from tests.factories import NOW, TODAY, person
from tests.reorganisation.test_open_rounds import INTO_NEW
from tests.steps import all_items, fill, report_of, step

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5  # a race that is lost now and then must not hide


@pytest.fixture
def db(transactional_db):
    """Real commits, so that threads see each other."""


def together(*actions):
    """Run all at once, each on a connection of its own; what each returned or raised, in order."""
    outcome = [None] * len(actions)
    gate = threading.Barrier(len(actions))

    def run(index, action):
        try:
            gate.wait(timeout=10)
            outcome[index] = action()
        except (Refused, Stale) as error:
            outcome[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcome


def refused(outcome):
    return [one for one in outcome if isinstance(one, Refused)]


def load(report):
    return Submission.objects.select_related("round__plan", "agency").get(pk=report.pk)


def test_of_four_senders_one_sends(world, round_):
    report = report_of(world.b, round_)
    fill(report, world.cuc)
    cuc = person(world.cuc)
    outcome = together(
        *[
            lambda: move(submission=load(report), action=Action.SEND, version=0, by=cuc, now=NOW, without_parts=True)
            for _ in range(4)
        ]
    )
    assert len(refused(outcome)) == 3
    assert (SubmissionVersion.objects.count(), Transition.objects.count()) == (1, 1)


def test_of_two_savers_from_one_version_one_saves(world, round_):
    pk = report_of(world.a, round_).task_entries.first().pk
    an, binh = person(world.an), person(world.binh)
    for version in range(ROUNDS):

        def save(text, by, version=version):
            entry = TaskEntry.objects.select_related("submission__round").get(pk=pk)
            save_task_entry(entry=entry, version=version, changes={"result": text}, by=by, now=NOW)
            return text

        outcome = together(lambda save=save: save("Của An", an), lambda save=save: save("Của Bình", binh))
        assert len(refused(outcome)) == 1
        entry = TaskEntry.objects.get(pk=pk)
        assert entry.result in outcome
        assert entry.version == version + 1


def test_what_is_sent_is_what_stands(world, round_):
    cuc = person(world.cuc)
    report = report_of(world.b, round_)
    fill(report, world.cuc)
    entry = form_of(load(report)).tasks[0]
    together(
        lambda: move(submission=load(report), action=Action.SEND, version=0, by=cuc, now=NOW, without_parts=True),
        lambda: save_task_entry(
            entry=entry, version=entry.version, changes={"result": "Sửa vào phút chót"}, by=cuc, now=NOW
        ),
    )
    sent = report.versions.get().content["tasks"][0]["result"]
    assert TaskEntry.objects.get(pk=entry.pk).result == sent


def test_an_item_is_accepted_or_returned_never_both(world, round_):
    report = report_of(world.b, round_)
    fill(report, world.cuc)
    report = step(report, Action.SEND, world.cuc)
    entry = all_items(report)[0]
    dung, giang = person(world.dung), person(world.giang)
    together(
        lambda: accept_items(submission=load(report), entries=[entry], by=dung, now=NOW),
        lambda: return_item(entry=form_of(load(report)).tasks[0], reason="Nêu rõ", by=giang, now=NOW),
    )
    state = TaskEntry.objects.get(pk=entry.pk).state
    assert entry.notes.latest("pk").decision == state


def test_issuing_leaves_no_report_half_way(world, round_):
    report = report_of(world.b, round_)
    fill(report, world.cuc)
    report = step(report, Action.SEND, world.cuc)
    accept_items(submission=report, entries=all_items(report), by=person(world.dung), now=NOW)
    job = consolidate.ask_for(round_=round_, kind="consolidate", by=person(world.dung), now=NOW)
    draft = Consolidation.objects.filter(job=job).first() or built(job)
    report.refresh_from_db()
    dung, giang = person(world.dung), person(world.giang)
    together(
        lambda: move(submission=load(report), action=Action.ACCEPT, version=report.version, by=dung, now=NOW),
        lambda: issue(
            consolidation=Consolidation.objects.select_related("round__plan").get(pk=draft.pk),
            document_number="125/BC-SDM",
            document_date=TODAY,
            by=giang,
            now=NOW,
            confirmed=True,
        ),
    )
    report.refresh_from_db()
    assert Consolidation.objects.get(pk=draft.pk).state == "issued"
    assert report.state in ("locked", "submitted")  # accepted just before and locked, or refused just after


def built(job):
    from reports.jobs import consolidate as task

    task(job.pk)
    return Consolidation.objects.get(job=job)


def test_a_round_is_opened_before_or_after_a_reorganisation(world, round_):
    """Neither waits for the other for ever, and the one that ended owes nothing of the new round."""
    row = prepare(draft=INTO_NEW, by=person(world.khoa), now=NOW)
    together(
        lambda: apply(reorganisation=row, version=0, by=person(world.khoa), now=NOW),
        lambda: open_round(plan=world.plan, year=2027, by=person(world.khoa), now=NOW),
    )
    reporting = Submission.objects.filter(round__year=2027).values_list("agency__code", flat=True)
    assert set(reporting) == {"SOB", "SOC"}
