import datetime as dt

import pytest

from reports.dashboards.timeliness import Sending, Timeliness, timeliness
from tests.factories import ZONE


def at(text):
    return dt.datetime.strptime(text, "%d/%m/%Y %H:%M:%S").replace(tzinfo=ZONE)


DUE = at("05/12/2026 23:59:59")


@pytest.mark.parametrize(
    ("sent", "extended", "now", "kind", "words"),
    [
        ("05/12/2026 23:59:59", None, "20/12/2026 08:00:00", Timeliness.ON_TIME, "đúng hạn"),
        ("06/12/2026 00:00:00", None, "20/12/2026 08:00:00", Timeliness.LATE, "trễ 1 ngày"),
        (
            "08/12/2026 09:00:00",
            "10/12/2026 23:59:59",
            "20/12/2026 08:00:00",
            Timeliness.EXTENDED,
            "trễ 3 ngày, có gia hạn",
        ),
        (
            "12/12/2026 09:00:00",
            "10/12/2026 23:59:59",
            "20/12/2026 08:00:00",
            Timeliness.LATE,
            "trễ 7 ngày, sau gia hạn 2 ngày",
        ),
        ("04/12/2026 09:00:00", "10/12/2026 23:59:59", "20/12/2026 08:00:00", Timeliness.ON_TIME, "đúng hạn"),
        (None, None, "05/12/2026 12:00:00", Timeliness.NOT_DUE, "còn hạn"),
        (None, "10/12/2026 23:59:59", "09/12/2026 12:00:00", Timeliness.NOT_DUE, "còn hạn"),
        (None, None, "09/12/2026 12:00:00", Timeliness.MISSING, "chưa gửi, trễ 4 ngày"),
        (None, None, "09/12/2028 12:00:00", Timeliness.MISSING, "chưa gửi"),
    ],
)
def test_a_report_against_its_due_day_and_its_extension(sent, extended, now, kind, words):
    sending = Sending(year=2026, due_at=DUE, extended_to=extended and at(extended), sent_at=sent and at(sent))

    cell = timeliness(sending, now=at(now), zone=ZONE)

    assert (cell.year, cell.kind, cell.words) == (2026, kind, words)
