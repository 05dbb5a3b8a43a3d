"""A draft of the consolidated report that is behind the reports says so on the board."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.collect.moves import move
from reports.consolidate.readiness import changed_since, stale_draft
from reports.models import Consolidation, Submission
from reports.review.services import accept_items, return_item
from reports.workflow import Action
from tests import factories as f
from tests.api.conftest import build_draft
from tests.factories import NOW, person
from tests.steps import all_items, fill, report_of, send_signed

URL = "/ke-hoach/ke-hoach-thu/ky/2026/"
LATER = NOW + dt.timedelta(minutes=1)


@pytest.fixture
def draft(world, round_):
    """A draft built from Sở A's report; Sở B has sent nothing."""
    report = send_signed(world, round_)
    accept_items(submission=report, entries=all_items(report), by=person(world.dung), now=NOW)
    return build(world, round_)


def build(world, round_):
    build_draft(world, round_)
    return round_.consolidations.latest("number")


@pytest.fixture
def late(world, round_):
    """Sở B's report, sent a minute after the draft was built."""
    report = report_of(world.b, round_)
    fill(report, world.cuc)
    return move(
        submission=report,
        action=Action.SEND,
        version=report.version,
        by=person(world.cuc),
        now=LATER,
        without_parts=True,
    )


def board(sign_in, world):
    return " ".join(sign_in(world.dung).get(URL).text.split())


def test_a_fresh_draft_is_no_news(world, draft, sign_in):
    assert stale_draft(draft.round) is None
    assert 'id="stale-draft"' not in board(sign_in, world)


def test_a_report_sent_after_the_draft_was_built_makes_it_stale(world, draft, late, sign_in):
    assert changed_since(draft) == ["Sở B"]
    text = board(sign_in, world)
    assert (
        "Dự thảo tổng hợp bản số 1 lập lúc 09:00 23/11/2026 chưa có những gì được gửi hoặc duyệt sau đó của: Sở B."
    ) in text
    assert 'href="/ke-hoach/ke-hoach-thu/tong-hop/2026/">Lập bản mới</a>' in text


def test_what_is_only_being_written_does_not(world, draft):
    fill(report_of(world.b, draft.round), world.cuc)
    assert changed_since(draft) == []


def test_one_item_decided_about_is_enough_and_an_agency_is_named_once(world, draft, late):
    Consolidation.objects.filter(pk=draft.pk).update(built_at=LATER)
    draft.refresh_from_db()
    assert changed_since(draft) == []
    for entry in all_items(late)[:2]:
        return_item(entry=entry, reason="Thiếu.", by=person(world.dung), now=LATER + dt.timedelta(minutes=1))
    assert changed_since(draft) == ["Sở B"]


def test_a_new_draft_ends_the_notice(world, draft, late):
    newer = build(world, draft.round)
    Consolidation.objects.filter(pk=newer.pk).update(built_at=LATER)
    assert stale_draft(draft.round) is None


def test_an_issued_report_is_not_called_stale(world, draft, late):
    draft.round.locked_at = NOW
    draft.round.save()
    assert stale_draft(draft.round) is None


@pytest.mark.parametrize("agencies", [0, 198])
def test_the_fullest_board_costs_twelve_queries_at_2_and_at_200_agencies(world, draft, late, sign_in, agencies):
    Submission.objects.bulk_create(
        Submission(round=draft.round, agency=f.make_agency(f"X{n:03}"), agency_name=f"Sở {n}") for n in range(agencies)
    )
    client = sign_in(world.dung)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"{URL}?tim=s").text
    assert 'id="alarm"' in page or not agencies
    assert 'id="stale-draft"' in page
    assert len(queries) == 12
