"""A year that is reported and closed: Sở A's estimate of 52,5% for 2025 is on record (Sở A signs, Sở B does not)."""

from decimal import Decimal

import pytest

from reports.collect.opening import open_round
from reports.followup.services import accept, send, sign
from reports.models import Round
from targets.models import Measurement
from targets.services import AcceptedAnswer, record_measurements
from tests.factories import NOW, person
from tests.followup.saying import official
from tests.staging import staged


def put_on_record(indicator, agency, value, *, by, year=2025, quality="estimate", answer="figure", **more):
    said = AcceptedAnswer(
        indicator=indicator,
        year=year,
        agency=agency,
        answer=answer,
        value=value and Decimal(value),
        quality=quality,
        **more,
    )
    return record_measurements([said], reason="", by=by, now=NOW)[0]


@staged
def closed(world):
    """The world with 2025 issued; `world.record` and `world.record_b` are the estimates on record."""
    open_round(plan=world.plan, year=2025, by=person(world.khoa), now=NOW)
    Round.objects.update(locked_at=NOW)
    world.record = put_on_record(world.indicators[0], world.a, "52.5", by=world.dung)
    world.record_b = put_on_record(world.indicators[1], world.b, "61", by=world.dung)
    return world


@pytest.fixture
def send_a(closed):
    """send_a() sends for Sở A: an official 51,2% where nothing else is said."""

    def _send(said=None, *, by=None, seen=None, now=NOW, note="Số chính thức của Cục Thống kê.", **more):
        return send(
            indicator=closed.indicators[0],
            year=2025,
            said=said or official("51.2"),
            note=note,
            seen=seen or Measurement.objects.filter(indicator=closed.indicators[0]).latest("revision").pk,
            by=person(by or closed.an),
            now=now,
            **more,
        )

    return _send


@pytest.fixture
def submitted(closed, send_a):
    """Sent by An, signed by Bình, waiting for the officer."""
    return sign(follow_up=send_a(), by=person(closed.binh), now=NOW)


@pytest.fixture
def accepted(closed, submitted):
    accept(follow_up=submitted, seen=closed.record.pk, by=person(closed.dung), now=NOW)
    return submitted
