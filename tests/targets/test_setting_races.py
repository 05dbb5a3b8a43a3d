"""Two coordinators save what each saw a preview of, on real connections: one wins, the other is shown what stands."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from targets.models import Baseline, Indicator, Milestone, Target
from targets.periods import lock
from tests import factories as f
from tests.targets.test_target_pages import AMEND, BASELINE, BLOCK, DECISION, DEFINITION, PASTE, TARGET, current, seen

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = {"number": "46/QĐ-UBND", "decided_on": "01/06/2026", "summary": "Lộ trình khác"}
QUOTIENT = {"numerator": "Số hộ", "denominator": "Tổng số hộ", "multiplier": "100"}
FIGURE = {"year": "2022", "source": "Niên giám 2022", "reason": "Số công bố lại"}


@pytest.fixture
def db(transactional_db):
    """Real commits, so that the connections see each other."""


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: f.NOW)


def waiting():
    """How many connections wait for a lock now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # the view is read once in a transaction
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]


def save_at_once(url, *people_and_data):
    """Each looked, and confirms what was shown; all have read what stands before the first of them may write."""

    def looked(user, data):
        client = Client()
        client.force_login(user)
        return client, data | {"seen": seen(client.post(url, data)), "save": "1"}

    def confirm(client, data):
        try:
            return client.post(url, data)
        finally:
            connection.close()

    ready = [looked(user, data) for user, data in people_and_data]
    with ThreadPoolExecutor(len(ready)) as pool:
        with transaction.atomic():
            lock(Indicator.objects.all())
            answers = [pool.submit(confirm, *one) for one in ready]
            for _try in range(100):
                if waiting() == len(ready):
                    break
                time.sleep(0.05)
        found = [answer.result(timeout=30) for answer in answers]
    return sorted(found, key=lambda answer: answer.status_code)


def lost(answers):
    """The answer to whoever came second; the first was saved."""
    first, second = answers
    assert (first.status_code, second.status_code) == (302, 422)
    assert "đã thay đổi sau lần xem trước" in second.content.decode()
    return second


def test_of_two_schedules_one_stands_and_the_other_is_shown_what_it_would_replace(world):
    first, second = DECISION | {"text": "2026 50\n2027 52"}, DECISION | {"text": "2026 45\n2027 47"}
    answer = lost(save_at_once(PASTE, (world.dung, first), (world.giang, second)))

    saved = list(Milestone.objects.order_by("year").values_list("value", flat=True))
    assert saved in ([50, 52], [45, 47])
    assert f"{saved[0]:.0f},0%" in answer.content.decode()


def test_of_two_blocks_one_stands(world):
    rows = "Mã\t2026\n2.1.1\t{}\n2.1.2\t{}\n"
    first, second = DECISION | {"text": rows.format(50, 30)}, DECISION | {"text": rows.format(45, 25)}
    lost(save_at_once(BLOCK, (world.dung, first), (world.giang, second)))
    assert list(Milestone.objects.order_by("indicator").values_list("value", flat=True)) in ([50, 30], [45, 25])


def test_of_two_baselines_one_stands(world):
    first, second = FIGURE | {"value": "38"}, FIGURE | {"value": "41"}
    answer = lost(save_at_once(BASELINE, (world.dung, first), (world.giang, second)))

    assert seen(answer)  # a fresh preview, which may be confirmed
    assert Baseline.objects.get().value in (38, 41)


def test_of_two_definitions_one_stands(world):
    first, second = QUOTIENT | {"definition": "Của Dung"}, QUOTIENT | {"definition": "Của Giang"}
    lost(save_at_once(DEFINITION, (world.dung, first), (world.giang, second)))
    assert Indicator.objects.get(code="2.1.1").definition in ("Của Dung", "Của Giang")


def test_of_two_steps_beside_a_target_one_stands(world):
    step = TARGET | {"instead_of": "", "lower": "50"}
    first, second = DECISION | step | {"year": "2027"}, OTHER | step | {"year": "2028"}
    lost(save_at_once(AMEND, (world.dung, first), (world.giang, second)))
    assert Target.objects.filter(indicator=world.indicators[0]).count() == 2


def test_a_target_saved_by_a_double_click_is_saved_once_and_both_are_told_so(world):
    data = DECISION | TARGET | current(world)
    answers = save_at_once(AMEND, (world.dung, data), (world.dung, data))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Target.objects.filter(indicator=world.indicators[0]).count() == 2
