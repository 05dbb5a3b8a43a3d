"""What the pages cost: the same number of queries for one row and for three."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.oversight.cards import cards_for
from reports.oversight.selectors import (
    finding_lines,
    findings_for_report,
    guidance_of,
    implementation_figures,
    open_findings_of,
)
from tests import factories as f
from tests.factories import TODAY, person
from tests.oversight.conftest import stepped

PLAN = ["ke-hoach-thu"]


@pytest.fixture(params=[1, 3])
def many(request, world, round_, guide, file_for, inspect):
    """As many pieces of guidance, plans on file, inspections, findings and steps."""
    last = None
    for number in range(request.param):
        last = guide(f"Hướng dẫn {number}.", seen=last and last.pk)
        agency = f.make_agency(f"X{number}", f"Sở X{number}")
        f.make_task(world.plan, f"9.{number}", leads=[agency])
        file_for(agency, by=world.dung, number=f"{number}/KH")
        file_for(world.a, number=f"{number}/KH")
        row = inspect("\n".join(f"Tồn tại {one}" for one in range(number + 1)), held_on=TODAY - dt.timedelta(number))
        for finding in row.findings.all():
            stepped(finding, "mend", world.an)
            stepped(finding, "refuse", world.dung)
    return row


def test_a_page_costs_the_same_however_much_there_is(world, many, sign_in):
    pages = {
        reverse("reports:guidance", args=[*PLAN, 2026]): 6,
        reverse("reports:agency_plans", args=PLAN): 6,
        reverse("reports:agency_plan", args=[*PLAN, "SOA"]): 7,
        reverse("reports:inspections", args=PLAN): 8,
        reverse("reports:inspection", args=[many.pk]): 7,
    }
    client = sign_in(world.dung)
    client.get(reverse("reports:rounds", args=PLAN))  # from here on the session comes from the cache
    costs = {}
    for url in pages:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        costs[url] = len(captured)
    assert costs == pages


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        (1, lambda w, row: guidance_of(w.round)),
        (1, lambda w, row: [x.inspection.agency.name for x in findings_for_report(w.plan, 2026)]),
        (1, lambda w, row: finding_lines(open_findings_of(w.a, w.plan), on=TODAY)),
        (1, lambda w, row: implementation_figures(w.plan, on=TODAY)),
        (1, lambda w, row: cards_for(w.member, on=TODAY)),
        (2, lambda w, row: cards_for(w.officer, on=TODAY)),
        (1, lambda w, row: cards_for(w.leader, on=TODAY)),
    ],
)
def test_a_reading_costs_what_it_says(world, round_, many, stated, read):
    world.round, world.member, world.officer = round_, person(world.an), person(world.dung)
    world.leader = person(world.ha)
    with CaptureQueriesContext(connection) as captured:
        read(world, many)
    assert len(captured) == stated


def test_two_hundred_agencies_are_paged(world, sign_in):
    for number in range(60):
        f.make_task(world.plan, f"8.{number}", leads=[f.make_agency(f"Y{number:02}")])
    page = sign_in(world.dung).get(reverse("reports:agency_plans", args=PLAN), {"page": 3}).context["page"]
    assert (len(page), page.paginator.count) == (12, 62)
