"""Later figures that touch parts and wholes, and figures of a successor: what is asked for, and what is no quarrel."""

import pytest

from agencies.errors import Refused
from reports.followup.presenting import compared
from reports.followup.services import accept, send
from targets.models import Indicator, IndicatorOwner, Measurement, Resolution
from tests import factories as f
from tests.factories import NOW, TODAY, person
from tests.followup.conftest import put_on_record
from tests.followup.saying import official


@pytest.fixture
def flats(closed):
    """Sở A's whole of 2025 is 52,5 flats; Sở B's part 20 and the district's 32,5 come to it."""
    Indicator.objects.filter(pk=closed.indicators[0].pk).update(kind="count", unit="căn hộ")
    closed.indicators[0].refresh_from_db()
    closed.district = f.make_agency("H1", "Huyện 1")
    for agency in (closed.b, closed.district):
        IndicatorOwner.objects.create(indicator=closed.indicators[0], agency=agency, is_part=True)
    closed.part = put_on_record(closed.indicators[0], closed.b, "20", by=closed.dung, is_part=True)
    put_on_record(closed.indicators[0], closed.district, "32.5", by=closed.dung, is_part=True)
    return closed


def send_part(world, value):
    return send(
        indicator=world.indicators[0],
        year=2025,
        said=official(value),
        note="Rà soát lại.",
        seen=world.part.pk,
        by=person(world.cuc),
        now=NOW,
        part="SOB",
    )


def test_a_part_that_no_longer_adds_up_is_accepted_with_a_reason_that_is_kept(flats):
    sent, by = send_part(flats, "21"), person(flats.dung)
    with pytest.raises(Refused, match=r"cộng lại được 53,5 căn hộ, khác số chung 52,5 căn hộ") as caught:
        accept(follow_up=sent, seen=flats.part.pk, by=by, now=NOW)
    assert caught.value.field == "reason"
    sent.refresh_from_db()
    assert sent.state == "submitted"
    accept(follow_up=sent, seen=flats.part.pk, by=by, now=NOW, remark="Số chung chờ sửa.")
    resolution = Resolution.objects.get()
    assert (resolution.kind, resolution.reason) == ("parts", "Số chung chờ sửa.")
    assert resolution.figures == [["Sở A", "52,5 căn hộ"], ["Huyện 1", "32,5 căn hộ"], ["Sở B", "21,0 căn hộ"]]


def test_a_part_that_is_still_to_come_is_no_contradiction(flats):
    IndicatorOwner.objects.create(indicator=flats.indicators[0], agency=f.make_agency("H2", "Huyện 2"), is_part=True)
    accept(follow_up=send_part(flats, "19"), seen=flats.part.pk, by=person(flats.dung), now=NOW)
    assert not Resolution.objects.exists()


def test_a_jump_of_a_part_is_seen_against_its_own_last_year(flats):
    put_on_record(flats.indicators[0], flats.b, "8", by=flats.dung, is_part=True, year=2024)
    put_on_record(flats.indicators[0], flats.district, "20", by=flats.dung, is_part=True, year=2024)
    comparison, _current = compared(send_part(flats, "20.5"), on=TODAY)
    assert [flag.sentence for flag in comparison.flags] == ["Thay đổi hơn 1,5 lần so với năm trước (8 căn hộ)."]


def test_a_successors_figure_is_a_correction_and_no_quarrel(closed, send_a):
    IndicatorOwner.objects.filter(indicator=closed.indicators[0]).update(agency=closed.b)
    accept(follow_up=send_a(by=closed.cuc), seen=closed.record.pk, by=person(closed.dung), now=NOW)
    assert Measurement.objects.filter(indicator=closed.indicators[0]).latest("revision").agency == closed.b
    assert not Resolution.objects.exists()
