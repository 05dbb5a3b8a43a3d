"""Writing in a draft: nobody overwrites anybody, and a new draft takes over what was written."""

import datetime as dt
import threading

import pytest
from django.db import connection

from agencies.errors import Refused, Stale
from reports import jobs
from reports.consolidate import building
from reports.consolidate.editing import groups_of
from reports.consolidate.passages import LONGEST_PASSAGE, restore_passage, save_passage
from reports.issuing.services import issue
from reports.models import ConsolidatedPassage, Consolidation, Inspection, TaskEntry
from tests import factories as f
from tests.consolidate.conftest import ask, build

LATER = f.NOW + dt.timedelta(minutes=5)


def save(world, round_, text, *, key="direction", version=0, who="dung", now=LATER):
    return save_passage(round_=round_, key=key, version=version, text=text, by=f.person(getattr(world, who)), now=now)


def passage(draft, key="direction"):
    return draft.passages.get(key=key)


def inspect(world):
    """Something that changes what the first passage is prefilled with."""
    return Inspection.objects.create(
        plan=world.plan,
        agency=world.a,
        agency_name="Sở A",
        held_on=f.TODAY,
        conclusion="Đạt.",
        made_at=f.NOW,
        made_by=world.dung,
    )


@pytest.mark.django_db
class TestSaving:
    @pytest.mark.parametrize("who", ["dung", "giang"])
    def test_the_coordinators_people_write(self, world, complete, who):
        draft = build(world, complete)
        saved = save(world, complete, "Đã họp 2 lần.", who=who)
        assert (saved.text, saved.version, saved.edited_by, saved.edited_at) == (
            "Đã họp 2 lần.",
            1,
            getattr(world, who),
            LATER,
        )
        assert passage(draft).is_edited

    @pytest.mark.parametrize("who", ["an", "binh", "ha", "khoa", "lan"])
    def test_nobody_else_does(self, world, complete, who):
        draft = build(world, complete)
        with pytest.raises(Refused, match="Chỉ người của cơ quan đầu mối"):
            save(world, complete, "x", who=who)
        assert not passage(draft).is_edited

    def test_the_second_of_two_is_told_and_sees_what_stands(self, world, complete):
        draft = build(world, complete)
        save(world, complete, "Của Dung.")
        with pytest.raises(Stale) as stale:
            save(world, complete, "Của Giang.", who="giang")
        assert (stale.value.current.text, str(stale.value.current.edited_by)) == ("Của Dung.", str(world.dung))
        assert passage(draft).text == "Của Dung."

    def test_other_passages_are_not_in_the_way(self, world, complete):
        draft = build(world, complete)
        save(world, complete, "Của Dung.")
        save(world, complete, "Của Giang.", key="shortcomings", who="giang")
        assert (passage(draft).text, passage(draft, "shortcomings").text) == ("Của Dung.", "Của Giang.")

    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("  e\u0302\u0323\r\n\r\nhai\x00\x07 ", "\u1ec7\n\nhai"),
            ("\u200b", ""),
            ("chữ " * 10_000, ("chữ " * 10_000).strip()),
        ],
        ids=["composed", "nothing that shows", "ten thousand words"],
    )
    def test_a_text_is_kept_as_it_can_be_printed(self, world, complete, text, kept):
        build(world, complete)
        assert save(world, complete, text).text == kept

    def test_what_no_report_holds_is_refused(self, world, complete):
        build(world, complete)
        with pytest.raises(Refused, match="nhiều nhất là 100000"):
            save(world, complete, "x" * (LONGEST_PASSAGE + 1))

    def test_without_a_draft_there_is_nothing_to_write_in(self, world, complete):
        with pytest.raises(Refused, match="Hãy lập báo cáo"):
            save(world, complete, "x")
        build(world, complete)
        with pytest.raises(Refused, match="không còn trong dự thảo"):
            save(world, complete, "x", key="tasks-IX")

    def test_an_issued_report_is_not_written_in(self, world, complete):
        draft = build(world, complete)
        issued(world, draft)
        with pytest.raises(Refused, match="đã ban hành"):
            save(world, complete, "x")

    def test_what_was_prefilled_comes_back(self, world, complete):
        draft = build(world, complete)
        prefilled = passage(draft, "tasks-III.1").text
        save(world, complete, "Khác.", key="tasks-III.1")
        by = f.person(world.giang)
        with pytest.raises(Stale):
            restore_passage(round_=complete, key="tasks-III.1", version=0, by=by, now=LATER)
        restore_passage(round_=complete, key="tasks-III.1", version=1, by=by, now=LATER)
        after = passage(draft, "tasks-III.1")
        assert (after.text, after.version, after.is_edited) == (prefilled, 2, False)

    def test_it_takes_six_queries(self, world, complete, django_assert_max_num_queries):
        build(world, complete)
        by = f.person(world.dung)
        with django_assert_max_num_queries(8):  # two of them the savepoint of the test
            save_passage(round_=complete, key="direction", version=0, text="x", by=by, now=LATER)


def issued(world, draft, **more):
    return issue(
        consolidation=draft,
        document_number="125/BC-SDM",
        document_date=f.TODAY,
        by=f.person(world.giang),
        now=LATER,
        confirmed=True,
        **more,
    )


def changes_of(draft):
    """By key, how the sources of what was written have moved on."""
    items = [item for group in groups_of(draft) for item in group.items]
    return {item.passage.key: item.source_changes for item in items if item.source_changes}


@pytest.mark.django_db
class TestBuildingAnew:
    def test_edited_words_stay_and_say_that_their_sources_moved_on(self, world, complete):
        build(world, complete)
        save(world, complete, "Lời của tôi.")
        again = build(world, complete)
        assert (passage(again).text, passage(again).version) == ("Lời của tôi.", 1)
        assert changes_of(again) == {}
        inspect(world)
        third, fourth = build(world, complete), build(world, complete)
        for draft in (third, fourth):
            assert passage(draft).text == "Lời của tôi."
            assert "kiểm tra 1 cuộc" in passage(draft).prefilled
            [piece] = [one for one in changes_of(draft)["direction"] if one.kind == "added"]
            assert "kiểm tra 1 cuộc" in piece.text

    def test_writing_again_takes_note_of_the_sources(self, world, complete):
        build(world, complete)
        save(world, complete, "Lời của tôi.")
        inspect(world)
        again = build(world, complete)
        assert changes_of(again)
        save(world, complete, "Lời của tôi, đã xem lại.", version=1)
        assert changes_of(again) == {}
        assert changes_of(build(world, complete)) == {}

    def test_untouched_passages_are_prefilled_anew(self, world, complete):
        first = build(world, complete)
        TaskEntry.objects.filter(task__code="1.1").update(result="Đã tổ chức 99 lớp.")
        second = build(world, complete)
        assert "99 lớp" not in passage(first, "tasks-III.1").text
        assert "99 lớp" in passage(second, "tasks-III.1").text

    def test_an_editor_open_over_an_untouched_passage_is_told(self, world, complete):
        build(world, complete)
        inspect(world)
        build(world, complete)
        with pytest.raises(Stale) as stale:
            save(world, complete, "Gõ trên bản cũ.")
        assert "kiểm tra 1 cuộc" in stale.value.current.text

    def test_an_editor_open_over_a_passage_that_did_not_change_goes_on(self, world, complete):
        build(world, complete)
        second = build(world, complete)
        save(world, complete, "Gõ từ trước.")
        assert passage(second).text == "Gõ từ trước."


@pytest.mark.django_db
class TestCorrecting:
    def test_a_draft_after_the_issue_corrects_the_issued_report(self, world, complete):
        draft = build(world, complete)
        save(world, complete, "Lời đã ban hành.")
        issued(world, draft)
        correction = build(world, complete)
        assert (correction.corrects, correction.number, passage(correction).text) == (draft, 2, "Lời đã ban hành.")
        save(world, complete, "Lời đã sửa.", version=1)
        assert passage(correction).text == "Lời đã sửa."
        assert passage(draft).text == "Lời đã ban hành."

    def test_a_correction_of_a_correction_corrects_the_last(self, world, complete):
        issued(world, build(world, complete))
        first = build(world, complete)
        save(world, complete, "Khác.")
        issued(world, first, reason="Sửa lời.", same_number=True)
        assert build(world, complete).corrects == first

    def test_before_the_issue_nothing_is_corrected(self, world, complete):
        assert build(world, complete).corrects is None


def in_a_thread(action):
    outcome = []

    def run():
        try:
            outcome.append(action())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, outcome


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_while_a_draft_is_built_is_in_it(world, complete, monkeypatch):
    """Saved after the builder's snapshot was taken, before it locked anything."""
    build(world, complete)
    lock, saved = building.Hold.lock, []

    def saving_first(hold):
        if not saved:
            list(Consolidation.objects.values("pk"))  # the snapshot is taken here
            thread, _outcome = in_a_thread(lambda: save(world, complete, "Vừa lưu."))
            thread.join()
            saved.append(True)
        return lock(hold)

    monkeypatch.setattr(building.Hold, "lock", saving_first)
    assert passage(build(world, complete)).text == "Vừa lưu."
    assert Consolidation.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_who_saves_while_rows_are_written_waits_and_writes_in_the_new_draft(world, complete, monkeypatch):
    build(world, complete)
    write, started = building._write_rows, []

    def saving_meanwhile(*args):
        thread, outcome = in_a_thread(lambda: save(world, complete, "Chờ rồi lưu."))
        thread.join(timeout=0.5)
        assert thread.is_alive()
        started.append((thread, outcome))
        return write(*args)

    monkeypatch.setattr(building, "_write_rows", saving_meanwhile)
    job = ask(world, complete)
    jobs.consolidate(job.pk)
    [(thread, outcome)] = started
    thread.join()
    job.refresh_from_db()
    [saved] = outcome
    assert saved.consolidation_id == job.consolidation.pk
    assert ConsolidatedPassage.objects.filter(text="Chờ rồi lưu.").count() == 1
