"""Accepting and returning items: what reaches the record, who may, and who comes second."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.errors import Refused, Stale
from reports.models import IndicatorEntry, MeasurementSource, TaskEntry
from reports.review.services import accept_item, accept_items, return_item
from reports.workflow import Action
from targets.models import Measurement
from tests.factories import NOW, person
from tests.steps import all_items, step


def test_only_the_coordinators_people_review(world, report):
    entry = all_items(report)[0]
    for who in ("an", "binh", "cuc", "ha", "khoa", "lan"):
        with pytest.raises(Refused, match="đầu mối"):
            accept_item(entry=entry, by=person(getattr(world, who)), now=NOW)
        with pytest.raises(Refused, match="đầu mối"):
            return_item(entry=entry, reason="x", by=person(getattr(world, who)), now=NOW)
    accept_item(entry=entry, by=person(world.giang), now=NOW)
    assert entry.notes.get().by == world.giang


def test_the_second_reviewer_loses(world, report):
    entry = all_items(report)[0]
    again = all_items(report)[0]
    accept_item(entry=entry, by=person(world.dung), now=NOW)
    with pytest.raises(Stale):
        accept_item(entry=again, by=person(world.giang), now=NOW)
    assert entry.notes.count() == 1


def test_a_mistaken_return_is_taken_back_within_the_same_sending(world, report):
    entry, dung = all_items(report)[-1], person(world.dung)
    return_item(entry=entry, reason="Nhầm", by=dung, now=NOW, sending=1)
    accept_item(entry=entry, by=dung, now=NOW, sending=1, take_back=True)
    assert [note.decision for note in entry.notes.order_by("pk")] == ["returned", "accepted"]
    assert Measurement.objects.get().value == entry.value
    with pytest.raises(Stale):
        accept_item(entry=entry, by=dung, now=NOW, sending=1, take_back=True)


def test_nobody_takes_back_unseen_what_a_colleague_returned(world, report):
    entry = all_items(report)[0]
    return_item(entry=entry, reason="Thiếu", by=person(world.giang), now=NOW)
    with pytest.raises(Stale):
        accept_item(entry=entry, by=person(world.dung), now=NOW, sending=1)
    with pytest.raises(Stale):
        accept_item(entry=all_items(report)[1], by=person(world.dung), now=NOW, sending=1, take_back=True)


def test_a_return_is_not_taken_back_once_the_report_went_back(world, report):
    first, *others = all_items(report)
    return_item(entry=first, reason="Thiếu", by=person(world.dung), now=NOW)
    accept_items(submission=report, entries=others, by=person(world.dung), now=NOW)
    step(report, Action.RETURN, world.dung)
    with pytest.raises(Refused, match="Trả lại"):
        accept_item(entry=all_items(report)[0], by=person(world.dung), now=NOW, sending=1, take_back=True)


@pytest.mark.parametrize("seen", [0, 2])
def test_nothing_is_decided_on_another_sending_than_was_read(world, report, seen):
    entry, dung = all_items(report)[0], person(world.dung)
    with pytest.raises(Stale, match="gửi lại"):
        accept_item(entry=entry, by=dung, now=NOW, sending=seen)
    with pytest.raises(Stale, match="gửi lại"):
        return_item(entry=entry, reason="Thiếu", by=dung, now=NOW, sending=seen)
    assert not entry.notes.exists()


def test_returning_needs_a_reason(world, report):
    with pytest.raises(Refused) as caught:
        return_item(entry=all_items(report)[0], reason="  ", by=person(world.dung), now=NOW)
    assert caught.value.field == "reason"


def test_accepting_leads_back_to_the_version_that_carried_the_figure(world, report):
    accept_items(submission=report, entries=all_items(report), by=person(world.dung), now=NOW)
    source = MeasurementSource.objects.get()
    assert (source.version, source.measurement.value) == (report.versions.get(), Decimal("52.5"))


def test_a_figure_accepted_again_unchanged_is_not_doubled(world, report):
    accept_items(submission=report, entries=all_items(report), by=person(world.dung), now=NOW)
    step(report, Action.ACCEPT, world.dung)
    step(report, Action.REOPEN, world.dung, reason="Kiểm tra lại")
    entry = IndicatorEntry.objects.select_related("submission__round__plan", "indicator").get(submission=report)
    return_item(entry=entry, reason="Kiểm tra", by=person(world.dung), now=NOW)
    step(report, Action.RETURN, world.dung)
    step(report, Action.REQUEST_SIGNOFF, world.an)
    step(report, Action.SIGN_AND_SEND, world.binh)
    accept_item(entry=entry, by=person(world.dung), now=NOW)
    assert Measurement.objects.count() == 1


def test_accepting_costs_the_same_for_one_item_and_for_three(world, report):
    def cost(entries):
        with CaptureQueriesContext(connection) as queries:
            accept_items(submission=report, entries=entries, by=dung, now=NOW)
        return len(queries)

    tasks, dung = all_items(report)[:3], person(world.dung)
    assert report.round.plan  # loaded, as the door loads it
    one = cost(tasks[:1])
    TaskEntry.objects.update(state="pending")
    assert cost(tasks) == one
