import datetime as dt

import pytest

from reports.deadlines import days_late, days_left, end_of_day
from tests.factories import ZONE

DUE = end_of_day(dt.date(2026, 12, 5), ZONE)
UTC = dt.UTC


def at(day, hour, minute=0, second=0):
    return dt.datetime(2026, 12, day, hour, minute, second, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (at(5, 23, 59, 59), 0),
        (at(6, 0, 0, 0), 1),
        (at(6, 23, 59), 1),
        (at(7, 0), 2),
        (dt.datetime(2026, 12, 5, 17, 0, tzinfo=UTC), 1),  # midnight in Hà Nội, still the 5th in London
        (dt.datetime(2026, 12, 5, 16, 59, tzinfo=UTC), 0),
        (dt.datetime(2027, 1, 5, 12, tzinfo=ZONE), 31),
    ],
)
def test_lateness_is_counted_in_days_of_the_offices_calendar(moment, late):
    assert days_late(DUE, moment, ZONE) == late


@pytest.mark.parametrize(("moment", "left"), [(at(1, 0), 4), (at(5, 23), 0), (at(6, 1), -1)])
def test_days_left(moment, left):
    assert days_left(DUE, moment, ZONE) == left


def test_a_leap_day_is_a_day():
    assert end_of_day(dt.date(2028, 2, 29), ZONE).astimezone(UTC).hour == 16
