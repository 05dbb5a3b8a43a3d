"""What changed since the year before is named, and what cannot be compared is not called better or worse."""

from dataclasses import dataclass

import pytest

from reports.dashboards.comparing import changes_of
from targets.enums import Answer, Status
from tests.dashboards.figures import record
from tests.dashboards.test_dashboard import words


@dataclass
class Turned:
    status_before: Status | None
    status: Status
    answer: object | None = None


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (Status.OFF_TRACK, Status.AT_RISK, "better"),
        (Status.MET, Status.EXCEEDED, "better"),
        (Status.ON_TRACK, Status.MISSED, "worse"),
        (Status.NO_DATA, Status.MISSED, "gained"),
        (Status.NOT_MEASURABLE, Status.MET, "gained"),
        (Status.NO_DATA, Status.NOT_MEASURABLE, "gained"),
        (Status.MET, Status.NO_DATA, "lost"),
        (Status.MISSED, Status.NOT_MEASURABLE, "lost"),
        (Status.NOT_MEASURABLE, Status.NO_DATA, "lost"),
        (Status.MET, Status.MET, None),
        (None, Status.MET, None),
    ],
)
def test_the_kinds_of_change(before, now, kind):
    one = Turned(before, now)

    changes = changes_of([one])

    found = [name for name in ("better", "worse", "gained", "lost") if getattr(changes, name)]
    assert found == ([kind] if kind else [])
    assert bool(changes) is (kind is not None)


def test_what_turned_is_named_with_both_verdicts(world, dashboard):
    record(world.indicators[0], 2025, "70", by=world.dung)
    record(world.indicators[0], 2026, "41", by=world.dung)
    record(world.indicators[1], 2026, by=world.dung, answer=Answer.NO_DATA, note="chưa có")

    page = words(dashboard())

    assert "Thay đổi so với năm 2025 Kém đi 1 Chỉ tiêu 2.1.1 đạt → nay là chậm" in page


def test_a_first_year_is_compared_with_nothing(world, dashboard):
    record(world.indicators[0], 2025, "70", by=world.dung)

    assert "Thay đổi so với" not in words(dashboard(year=2025))


def test_while_answers_are_awaited_one_that_has_not_come_is_no_news():
    silent, answered = Turned(Status.MET, Status.NO_DATA), Turned(Status.MET, Status.NO_DATA, answer="không có")

    assert changes_of([silent, answered], awaited=True).lost == [answered]
    assert changes_of([silent, answered]).lost == [silent, answered]
