import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from reports.enums import JobKind
from reports.models import ConsolidatedAgency, ConsolidatedIndicator, ConsolidatedTask, Consolidation, Job, Round
from tests import factories as f


@pytest.fixture
def issued(world):
    """issued(2025, {"2.1.1": ("52.5", "on_track")}) writes a year's issued report; a second one is a correction."""

    def _issued(year, indicators, *, tasks=None, late=(), number="125/BC-SDM"):
        round_ = Round.objects.filter(plan=world.plan, year=year).first() or make_round(world, year)
        earlier = Consolidation.objects.filter(round=round_).order_by("-number").first()
        moment = timezone.make_aware(dt.datetime(year, 12, 10))
        done = {"asked_at": moment, "state": "done", "finished_at": moment}
        job = Job.objects.create(kind=JobKind.CONSOLIDATE, round=round_, **done)
        report = Consolidation.objects.create(
            round=round_,
            number=earlier.number + 1 if earlier else 1,
            job=job,
            plan_title=world.plan.title,
            coordinator_name="Sở Đầu mối",
            summary="Tóm tắt.",
            built_at=moment,
            corrects=earlier,
        )
        add_rows(report, world, indicators, tasks or {}, late)
        Consolidation.objects.filter(pk=report.pk).update(
            state="issued",
            document_number=number,
            document_date=moment.date(),
            issued_at=moment,
            issued_by=world.giang,
            sha256="a" * 64,
            correction_reason="Sửa số." if earlier else "",
        )
        report.refresh_from_db()
        return report

    return _issued


def add_rows(report, world, indicators, tasks, late):
    moment = report.built_at
    for order, (code, (value, status)) in enumerate(indicators.items(), 1):
        add_indicator(report, world, order, code, value, status)
    for order, (code, state) in enumerate(tasks.items(), 1):
        task = world.plan.tasks.get(code=code)
        ConsolidatedTask.objects.create(
            consolidation=report, task=task, order=order, code=code, section="III", title=task.title, state=state
        )
    for order, agency in enumerate([world.a, world.b], 1):
        ConsolidatedAgency.objects.create(
            consolidation=report,
            agency=agency,
            order=order,
            agency_name=agency.name,
            state="locked",
            general_due_at=moment,
            due_at=moment,
            first_sent_at=moment,
            last_sent_at=moment,
            days_late=3 if agency in late else 0,
        )


def make_round(world, year):
    due = timezone.make_aware(dt.datetime(year, 12, 5, 23, 59))
    return Round.objects.create(
        plan=world.plan,
        year=year,
        data_until=due.date(),
        due_at=due,
        parts_due_at=due - dt.timedelta(days=5),
        consolidation_due_at=due + dt.timedelta(days=10),
        opened_at=due - dt.timedelta(days=60),
        opened_by=world.khoa,
    )


def add_indicator(report, world, order, code, value, status):
    ConsolidatedIndicator.objects.create(
        consolidation=report,
        indicator=world.plan.indicators.filter(code=code).first() or f.make_indicator(world.plan, code),
        order=order,
        code=code,
        name=f"Chỉ tiêu {code}",
        unit="%",
        decimals=1,
        target="tối thiểu 60%",
        value=Decimal(value) if value else None,
        answer="figure" if value else "",
        status=status,
        sentence="Một câu nhận xét.",
        agency_name="Sở A",
    )
