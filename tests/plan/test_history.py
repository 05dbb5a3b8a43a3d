"""Who answered for what and when, on the pages of a task, an agency and an indicator."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Reorganisation, ReorganisationEffect, Succession
from plan.history import chain_of
from plan.models import Responsibility
from plan.selectors import duties_on
from targets.models import IndicatorOwner
from targets.selectors import indicator_row
from targets.timeline import charges_of, reporters_over_time
from tests import factories as f

MARCH = dt.date(2025, 3, 1)


@pytest.fixture
def moved(world):
    """In March 2025 Sở A ended by a reorganisation: Sở B took its lead of task 1.1 and its indicator."""
    decision = Reorganisation.objects.create(
        number="05/QĐ-UBND", decided_on=MARCH, effective_on=MARCH, title="Sắp xếp", made_at=f.NOW, made_by=world.khoa,
        applied_at=f.NOW, applied_by=world.khoa,
    )  # fmt: skip
    for order, (model, row) in enumerate(
        (("plan_responsibility", world.tasks[0].responsibilities.get(agency=world.a)), ("targets_indicatorowner", None))
    ):
        row = row or IndicatorOwner.objects.get(agency=world.a)
        type(row).objects.filter(pk=row.pk).update(valid_to=MARCH)
        ReorganisationEffect.objects.create(
            reorganisation=decision, order=2 * order, table=model, row_id=row.pk, before={"valid_to": None},
            after={"valid_to": "2025-03-01"},
        )  # fmt: skip
        row.pk, row.agency, row.valid_from, row.valid_to = None, world.b, MARCH, None
        if model == "plan_responsibility":  # who supported leads now
            Responsibility.objects.filter(task=world.tasks[0], agency=world.b).update(valid_to=MARCH)
        row.save()
        ReorganisationEffect.objects.create(
            reorganisation=decision, order=2 * order + 1, table=model, row_id=row.pk, after={"agency": world.b.pk}
        )
    Succession.objects.create(
        predecessor=world.a, successor=world.b, date=MARCH, legal_basis="05/QĐ-UBND", scope="trợ giúp xã hội", acts=True
    )
    Agency.objects.filter(pk=world.a.pk).update(valid_to=MARCH)
    return world


def test_a_task_tells_its_leads_by_period_with_the_decision(moved, django_assert_num_queries):
    with django_assert_num_queries(2):
        now, before = chain_of(moved.tasks[0])
    assert ([row.agency for row in before.leads], [row.agency for row in before.supports]) == ([moved.a], [moved.b])
    assert ([row.agency for row in now.leads], now.supports) == ([moved.b], [])
    assert (before.start, before.end, now.start, now.end) == (None, MARCH, MARCH, None)
    assert (now.decisions, before.decisions) == (["05/QĐ-UBND (01/03/2025)"], [])


def test_there_is_one_answer_to_who_is_responsible_on_a_day(moved):
    for day in (MARCH - dt.timedelta(1), MARCH, f.TODAY):
        (stretch,) = [
            one for one in chain_of(moved.tasks[0])
            if (one.start is None or one.start <= day) and (one.end is None or day < one.end)
        ]  # fmt: skip
        asked = {duty.agency for duty in duties_on(moved.plan, day) if duty.task.code == "1.1" and duty.duty == "lead"}
        assert {row.agency for row in stretch.leads} == asked


def test_an_agency_tells_what_it_had_and_who_came_after_it(moved, sign_in):
    charges = charges_of(Agency.objects.get(code="SOA"), on=f.TODAY)
    told = {(one.role, str(one.task.code if one.task else one.indicator.code)) for one in charges.past}
    assert told == {("chủ trì", "1.1"), ("Báo cáo", "2.1.1")}
    assert {tuple(one.decisions) for one in charges.past} == {("05/QĐ-UBND (01/03/2025)",)}
    client = sign_in(moved.cuc)
    page = client.get("/co-quan/SOA/").content.decode()
    assert "Sở B" in page
    assert "trợ giúp xã hội" in page
    assert "Đến trước 01/03/2025" in page
    assert "/co-quan/SOA/" in client.get("/co-quan/").content.decode()


def test_an_indicator_says_where_its_figures_passed_to_another_agency(moved, sign_in):
    row = indicator_row(moved.plan, "2.1.1", on=f.TODAY)
    found = [(one.start, [agency.code for agency in one.agencies], one.decisions) for one in reporters_over_time(row)]
    assert found == [(None, ["SOA"], []), (MARCH, ["SOB"], ["05/QĐ-UBND (01/03/2025)"])]
    page = sign_in(moved.cuc).get(f"/ke-hoach/{moved.plan.code}/chi-tieu/2.1.1/").content.decode()
    assert "Cơ quan báo cáo đã thay đổi" in page


def test_a_task_tells_what_was_reported_each_year(moved, round_, sign_in):
    address = f"/ke-hoach/{moved.plan.code}/nhiem-vu/1.2/"
    client = sign_in(moved.cuc)
    assert f"{address}qua-cac-nam/" in client.get(address).content.decode()
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"{address}qua-cac-nam/").content.decode()
    assert "2026" in page
    assert "Sở B" in page
    assert len(queries) <= 9
