"""What the pages of later figures cost: the same number of queries for one row and for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.followup.listing import cards_for
from reports.followup.services import send, send_back
from tests import factories as f
from tests.factories import NOW, TODAY, person
from tests.followup.conftest import put_on_record
from tests.followup.saying import official

LIST, REVIEW, FORM, ITEM, API = 5, 7, 12, 13, 4


def cost(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.fixture(params=[1, 3])
def sendings(request, closed):
    """As many figures of Sở B, each returned as many times and sent once more; the last of all."""
    by = {"by": person(closed.cuc), "now": NOW}
    for number in range(request.param):
        indicator = f.make_indicator(closed.plan, f"5.{number}", owner=closed.b, baseline=(2023, "40"))
        row = put_on_record(indicator, closed.b, "50", by=closed.dung)
        said = {"indicator": indicator, "year": 2025, "said": official("51"), "note": "Mới.", "seen": row.pk}
        for _time in range(request.param):
            send_back(follow_up=send(**said, **by), reason="Thiếu.", by=person(closed.dung), now=NOW)
        last = send(**said, **by)
    return last


def test_the_pages_cost_the_same_however_many_figures_there_are(closed, sendings, sign_in):
    client = sign_in(closed.cuc)
    client.get(reverse("reports:follow_ups"))  # from here on the session comes from the cache
    assert cost(client, reverse("reports:follow_ups")) == LIST
    assert cost(client, reverse("reports:follow_up", args=["ke-hoach-thu", "5.0", 2025])) == FORM
    client = sign_in(closed.dung)
    client.get(reverse("reports:follow_up_review"))
    assert cost(client, reverse("reports:follow_up_review")) == REVIEW
    assert cost(client, reverse("reports:follow_up_item", args=[sendings.pk])) == ITEM
    assert cost(client, reverse("api:follow-up-list")) == API


@pytest.mark.parametrize(("who", "queries"), [("an", 1), ("cuc", 1), ("dung", 1), ("ha", 0), ("lan", 0)])
def test_the_cards_cost_one_query(closed, sendings, who, queries):
    somebody = person(getattr(closed, who))
    with CaptureQueriesContext(connection) as captured:
        cards_for(somebody, on=TODAY)
    assert len(captured) == queries
