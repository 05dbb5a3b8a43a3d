"""The number of queries of every list and every object, which does not grow with what is in it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.enums import Level, Role
from agencies.models import AgencyGroup, GroupMembership
from plan.models import Amendment
from reports.collect.opening import open_round
from reports.review.services import accept_items
from targets.models import Milestone
from tests import factories as f
from tests.api.conftest import build_draft, supports_through
from tests.steps import all_items, fill, report_of, step


def province(rows):
    """`rows` of everything: plans, agencies, groups and members, duties, milestones, rounds, drafts, items."""
    committee, coordinator = f.make_agency("UBND", level=Level.GOVERNMENT), f.make_agency("SDM")
    plans = [f.make_plan(issuer=committee, coordinator=coordinator, code=f"p{n}") for n in range(rows)]
    agencies = [f.make_agency(f"S{n}", uses_signoff=False) for n in range(rows)]
    groups = [AgencyGroup.objects.create(code=f"G{n}", name=f"Nhóm {n}") for n in range(rows)]
    for group in groups:
        GroupMembership.objects.bulk_create(GroupMembership(group=group, agency=agency) for agency in agencies)
    for n in range(rows):
        task = f.make_task(plans[0], f"{n}", leads=agencies[:1], supports=agencies[1:])
        for group in groups:
            supports_through(group, task)
        indicator = f.make_indicator(plans[0], f"{n}", owner=agencies[0], baseline=(2023, "40"))
        day = f.TODAY.replace(month=1, day=n + 1)
        decision = Amendment.objects.create(plan=plans[0], number=f"{n}/QĐ", decided_on=day, effective_on=day)
        indicator.targets.update(amendment=decision)
        Milestone.objects.bulk_create(
            Milestone(indicator=indicator, year=2024 + year, value=Decimal(50), amendment=decision)
            for year in range(rows)
        )
    reporter = f.make_user(agencies[0], Role.REPORTER)
    officer = f.make_user(coordinator, Role.OFFICER)
    admin = f.make_user(coordinator, Role.ADMIN)
    world = type("World", (), {"dung": officer})
    for year in range(2026 - rows + 1, 2027):
        round_ = open_round(plan=plans[0], year=year, by=f.person(admin), now=f.NOW)
        report = report_of(agencies[0], round_)
        fill(report, reporter)
        report = step(report, "send", reporter)
        accept_items(submission=report, entries=all_items(report), by=f.person(officer), now=f.NOW)
        draft = build_draft(world, round_)
    return officer, {"report": report.pk, "draft": draft.pk, "measurement": draft.indicators.first().measurement_id}


# Two for the person (account, roles), one to count a list's rows, and what it takes to read them.
QUERIES = {
    "plans/": 2 + 1 + 2,
    "plans/p0/": 2 + 3,
    "agencies/": 2 + 1 + 1,
    "agencies/S0/": 2 + 1,
    "tasks/": 2 + 1 + 3,
    "tasks/?agency=S0&duty=lead": 2 + 1 + 3,
    "tasks/0/": 2 + 3,
    "indicators/": 2 + 1 + 4,
    "indicators/?owner=S0": 2 + 1 + 4,
    "indicators/0/": 2 + 4 + 5,
    "indicators/0/verdict/?year=2030&value=1": 2 + 4 + 5,
    "measurements/": 2 + 1 + 1,
    "measurements/{measurement}/": 2 + 1,
    "rounds/": 2 + 1 + 1,
    "rounds/2026/": 2 + 1,
    "submissions/": 2 + 1 + 2,
    "submissions/{report}/": 2 + 2 + 3,
    "consolidations/": 2 + 1 + 1,
    "consolidations/{draft}/": 2 + 1 + 5,
}


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_rows(db, client, rows):
    officer, keys = province(rows)
    client.force_login(officer)
    counted = {}

    for path in QUERIES:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(f"/api/v1/{path.format(**keys)}")
        assert answer.status_code == 200, path
        assert answer.json().get("count", rows) >= rows, path
        counted[path] = len(captured)

    assert counted == QUERIES
