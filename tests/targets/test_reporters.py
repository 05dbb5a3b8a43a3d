"""Who reports an indicator: the whole or only a part, from a day on and until a day."""

import datetime as dt

import pytest

from agencies.enums import Level, Role
from agencies.errors import Refused
from targets.models import IndicatorOwner
from targets.owners import add_reporters, change_owner, end_reporter
from targets.selectors import indicator_row
from tests import factories as f

JUNE = dt.date(2026, 6, 1)


@pytest.fixture
def districts(world):
    return [f.make_agency(f"H{n}", f"UBND huyện {n}", Level.DISTRICT) for n in range(6)]


def add(world, agencies, *, is_part=True, on=JUNE, by=None):
    return add_reporters(
        indicator=world.indicators[0],
        agencies=agencies,
        is_part=is_part,
        on=on,
        today=f.TODAY,
        by=f.person(by or world.dung),
    )


def test_six_districts_report_their_parts_from_one_day_on(world, districts):
    add(world, districts)

    rows = IndicatorOwner.objects.filter(indicator=world.indicators[0])
    assert rows.filter(is_part=True, valid_from=JUNE, valid_to=None, confirmed=True).count() == 6
    assert [row.agency for row in rows.filter(is_part=False)] == [world.a]


def test_all_of_them_or_none(world, districts):
    with pytest.raises(Refused, match="Sở A đang báo cáo"):
        add(world, [*districts, world.a])
    assert IndicatorOwner.objects.filter(indicator=world.indicators[0]).count() == 1


def test_another_agency_may_report_the_whole(world):
    add(world, [world.b], is_part=False)

    assert {owner.agency for owner in indicator_row(world.plan, "2.1.1", on=f.TODAY).owners} == {world.a, world.b}


def test_a_change_of_the_owner_leaves_the_parts_alone(world, districts):
    add(world, districts[:2])
    change_owner(
        indicator=world.indicators[0],
        agency=world.b,
        confirmed=True,
        on=f.TODAY,
        today=f.TODAY,
        by=f.person(world.dung),
    )

    held = IndicatorOwner.objects.on(f.TODAY).filter(indicator=world.indicators[0])
    assert {(row.agency, row.is_part) for row in held} == {
        (world.b, False),
        (districts[0], True),
        (districts[1], True),
    }


def test_one_that_reported_its_part_may_take_over_the_whole(world, districts):
    add(world, districts[:1])
    change_owner(
        indicator=world.indicators[0],
        agency=districts[0],
        confirmed=True,
        on=f.TODAY,
        today=f.TODAY,
        by=f.person(world.dung),
    )

    held = IndicatorOwner.objects.on(f.TODAY).filter(indicator=world.indicators[0])
    assert [(row.agency, row.is_part) for row in held] == [(districts[0], False)]


def test_one_ends_on_a_day_and_the_last_of_the_whole_does_not(world, districts):
    add(world, districts)
    ending = {"indicator": world.indicators[0], "on": f.TODAY, "today": f.TODAY, "by": f.person(world.dung)}
    end_reporter(agency=districts[0], **ending)

    assert IndicatorOwner.objects.get(agency=districts[0]).valid_to == f.TODAY
    with pytest.raises(Refused, match="Không còn cơ quan nào"):
        end_reporter(agency=world.a, **ending)
    with pytest.raises(Refused, match="không báo cáo"):
        end_reporter(agency=world.b, **ending)


def test_an_end_on_record_is_not_moved_unseen(world, districts):
    add(world, districts[:1])
    later = f.TODAY + dt.timedelta(days=60)
    ending = {"indicator": world.indicators[0], "today": f.TODAY, "by": f.person(world.dung)}
    end_reporter(agency=districts[0], on=later, **ending)

    for on in (f.TODAY, JUNE):
        with pytest.raises(Refused, match="từ ngày 22/01/2027"):
            end_reporter(agency=districts[0], on=on, **ending)
        with pytest.raises(Refused, match="từ ngày 22/01/2027"):
            change_owner(agency=districts[0], confirmed=True, on=on, **ending)
    assert IndicatorOwner.objects.get(agency=districts[0]).valid_to == later


def test_the_last_that_goes_on_reporting_the_whole_does_not_end(world):
    add(world, [world.b], is_part=False)
    ending = {"indicator": world.indicators[0], "today": f.TODAY, "by": f.person(world.dung)}
    end_reporter(agency=world.b, on=dt.date(2027, 1, 1), **ending)

    with pytest.raises(Refused, match="Không còn cơ quan nào"):
        end_reporter(agency=world.a, on=f.TODAY, **ending)


@pytest.mark.parametrize("on", [dt.date.min, dt.date(2022, 12, 31), dt.date(2031, 1, 1), dt.date.max])
def test_a_day_far_from_the_plan_is_refused(world, districts, on):
    asked = {"indicator": world.indicators[0], "on": on, "today": f.TODAY, "by": f.person(world.dung)}
    for change in (
        lambda: change_owner(agency=world.b, confirmed=True, **asked),
        lambda: add_reporters(agencies=districts, is_part=True, **asked),
        lambda: end_reporter(agency=world.a, **asked),
    ):
        with pytest.raises(Refused, match="từ năm 2023 đến năm 2030") as refused:
            change()
        assert refused.value.field == "on"


def test_others_do_not_add_reporters(world, districts):
    officer_of_a = f.make_user(world.a, Role.OFFICER)
    for who in (world.an, world.ha, world.khoa, officer_of_a):
        with pytest.raises(Refused, match="cơ quan đầu mối"):
            add(world, districts, by=who)
