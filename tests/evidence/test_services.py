"""Files come under the rules of saving a field, and the storage holds what the rows say, no more and no less."""

import hashlib
import re

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from agencies.errors import Refused
from agencies.files.receiving import LARGEST
from reports.collect.selectors import form_of
from reports.evidence import services
from reports.evidence.selectors import entry_of
from reports.models import Evidence, Round, TaskEntry
from reports.workflow import Action
from tests.collect.pages import indicator_entry, return_one, task_entry
from tests.evidence.conftest import stored
from tests.evidence.files import PDF, docx, png, upload
from tests.factories import NOW, person
from tests.steps import fill, step

pytestmark = pytest.mark.django_db


def another(number):
    return PDF.replace(b"/Catalog", b"/Catalog/N %d" % number)


def test_a_file_is_kept_under_a_name_of_our_own(world, put, entry, storage):
    evidence = put("../Biên bản.doc", docx())
    assert (evidence.name, evidence.kind, evidence.added_by) == ("Biên bản.docx", "docx", world.an)
    assert re.fullmatch(r"evidence/2026/[0-9a-f]{32}\.docx", evidence.file.name)
    kept = storage.open(evidence.file.name).read()
    assert (kept, evidence.size, evidence.sha256) == (docx(), len(docx()), hashlib.sha256(docx()).hexdigest())
    assert [file["name"] for file in entry_of(entry.submission, "task", entry.pk).files] == ["Biên bản.docx"]


def test_the_item_counts_as_edited_and_a_text_being_written_in_it_is_still_saved(world, put, entry):
    put()
    after = TaskEntry.objects.get(pk=entry.pk)
    assert (after.edited_at, after.edited_by, after.version) == (NOW, world.an, entry.version)


def test_an_indicator_has_its_own(report, put):
    put(to=indicator_entry(report))
    assert [len(one.files) for one in (*form_of(report).tasks, *form_of(report).indicators)] == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "Tệp trống"), (PDF + bytes(LARGEST + 1 - len(PDF)), "lớn hơn 20 MB"), (b"MZ", "không nhận")],
)
def test_what_is_no_evidence_leaves_nothing_behind(put, storage, content, words):
    with pytest.raises(Refused, match=words):
        put(content=content)
    assert (stored(storage), Evidence.objects.count()) == ([], 0)


def test_twenty_megabytes_are_taken(put):
    padding = bytes(LARGEST - len(PDF))
    assert put(content=PDF[:-6] + padding + PDF[-6:]).size == LARGEST


def test_the_same_file_twice_is_refused_by_the_name_it_has(put, storage):
    first = put("bản một.pdf")
    with pytest.raises(Refused, match=r"đã có ở mục này rồi, tên là “bản một\.pdf”"):
        put("bản hai.pdf")
    assert stored(storage) == [first.file.name.rpartition("/")[2]]


def test_the_same_file_may_show_two_items_and_come_back_after_it_was_taken_out(world, report, put):
    put(to=indicator_entry(report))
    services.remove(evidence=reload(put()), by=person(world.an), now=NOW)
    assert put().pk


def test_twenty_files_are_enough(put):
    for number in range(20):
        put(content=another(number))
    with pytest.raises(Refused, match="nhiều nhất 20 tệp"):
        put(content=another(20))


def test_a_row_that_cannot_be_written_leaves_no_file(put, storage, monkeypatch):
    def fail(*_args, **_more):
        raise DatabaseError("no connection")

    monkeypatch.setattr(Evidence, "save", fail)
    with pytest.raises(DatabaseError):
        put()
    assert stored(storage) == []


def reload(evidence):
    """With what the service wants loaded."""
    rows = Evidence.objects.select_related("task_entry__submission__round", "indicator_entry__submission__round")
    return rows.get(pk=evidence.pk)


def closed_by(world, report, how):
    if how == "locked":
        Round.objects.update(locked_at=NOW)
    elif how != "colleague":
        fill(report, world.an)
        step(report, Action.REQUEST_SIGNOFF, world.an)
        if how == "sent":
            step(report, Action.SIGN_AND_SEND, world.binh)


@pytest.mark.parametrize("how", ["another agency", "locked", "awaiting", "sent"])
def test_the_rules_are_those_of_a_field(world, report, put, storage, how):
    evidence, who = put(), person(world.cuc if how == "another agency" else world.an)
    if how != "another agency":
        closed_by(world, report, how)
    with pytest.raises(Refused):
        services.add(entry=task_entry(report, "1.2"), upload=upload(), by=who, now=NOW)
    with pytest.raises(Refused):
        services.remove(evidence=reload(evidence), by=who, now=NOW)
    assert (Evidence.objects.filter(removed_at=None).count(), len(stored(storage))) == (1, 1)


def test_only_what_was_returned_is_open_again(world, report, put):
    fill(report, world.an)
    step(report, Action.REQUEST_SIGNOFF, world.an)
    step(report, Action.SIGN_AND_SEND, world.binh)
    report.refresh_from_db()
    return_one(task_entry(report), "Thiếu minh chứng.", world.dung)
    assert put(to=task_entry(report)).pk
    with pytest.raises(Refused, match="đang được khóa"):
        put(to=task_entry(report, "1.2"))


def test_what_was_never_sent_is_gone_from_the_storage_too(world, put, storage, django_capture_on_commit_callbacks):
    evidence = put()
    with django_capture_on_commit_callbacks(execute=True):
        services.remove(evidence=reload(evidence), by=person(world.an), now=NOW)
        assert len(stored(storage)) == 1  # not before the commit
    assert stored(storage) == []
    assert Evidence.objects.get().removed_by == world.an


def test_what_was_sent_stays(world, report, put, storage, django_capture_on_commit_callbacks):
    evidence = put()
    fill(report, world.an)
    step(report, Action.REQUEST_SIGNOFF, world.an)
    step(report, Action.SIGN_AND_SEND, world.binh)
    report.refresh_from_db()
    return_one(task_entry(report), "Nêu rõ.", world.dung)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove(evidence=reload(evidence), by=person(world.an), now=NOW)
    assert len(stored(storage)) == 1
    assert form_of(report).tasks[0].files == []


def test_nothing_is_taken_out_twice(world, put):
    evidence = put()
    stale = reload(evidence)
    services.remove(evidence=reload(evidence), by=person(world.an), now=NOW)
    with pytest.raises(Refused, match="đã được gỡ"):
        services.remove(evidence=stale, by=person(world.an), now=NOW)


def test_the_database_lets_nobody_change_a_file(put):
    evidence = put(content=png(), name="ảnh.png")
    for change in (
        lambda: Evidence.objects.filter(pk=evidence.pk).update(name="khác.png"),
        lambda: Evidence.objects.filter(pk=evidence.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert connection.is_usable()
