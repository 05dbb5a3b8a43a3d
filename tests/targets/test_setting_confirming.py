"""What is asked of whoever saves: a look at the years that would be judged anew, and one click."""

import pytest
from django.utils import timezone

from plan.models import Amendment
from targets.models import Baseline, Indicator, Milestone, Target
from tests import factories as f
from tests.dashboards.figures import record
from tests.targets.test_target_pages import (
    AMEND,
    BASELINE,
    BLOCK,
    DECISION,
    DEFINITION,
    PAGE,
    PASTE,
    TARGET,
    current,
    save,
    seen,
)

EARLY = {"number": "9/QĐ", "decided_on": "02/01/2024", "summary": ""}
UNDERSTOOD = {"understood": "1"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: f.NOW)


@pytest.fixture
def desk(sign_in, world):
    return sign_in(world.dung)


@pytest.fixture
def on_record(world):
    """46% in 2024 and 2025: on the way to 60%."""
    for year in (2024, 2025):
        record(world.indicators[0], year, "46", by=world.dung)


def refused(answer):
    page = answer.content.decode()
    assert answer.status_code == 422
    return "Hãy đánh dấu ô “Tôi hiểu" in page and 'name="understood"' in page


@pytest.mark.usefixtures("on_record")
class TestYearsJudgedAnew:
    def test_a_back_dated_target_names_them_and_waits_for_a_tick(self, desk, world):
        data = EARLY | TARGET | current(world) | {"lower": "95", "wording": "trên 95%"}
        shown = desk.post(AMEND, data)
        assert "Tôi hiểu: đánh giá năm 2024, 2025 sẽ thay đổi" in shown.content.decode()

        assert refused(save(desk, AMEND, data))
        assert refused(desk.post(AMEND, data | {"seen": seen(shown), "save": "1", "understood": ""}))
        assert Target.objects.filter(indicator=world.indicators[0]).count() == 1
        assert not Amendment.objects.exists()

        assert save(desk, AMEND, data | UNDERSTOOD).status_code == 302
        assert Target.objects.filter(indicator=world.indicators[0]).count() == 2

    def test_a_tick_without_the_preview_is_none(self, desk, world):
        data = EARLY | TARGET | current(world) | {"lower": "95", "wording": "trên 95%"}
        assert desk.post(AMEND, data | UNDERSTOOD | {"save": "1"}).status_code == 422
        assert not Amendment.objects.exists()

    def test_nothing_is_asked_where_no_verdict_changes(self, desk, world):
        data = DECISION | TARGET | current(world)
        assert "understood" not in desk.post(AMEND, data).content.decode()
        assert save(desk, AMEND, data).status_code == 302

    def test_schedules_are_asked_about_too(self, desk, world):
        assert refused(save(desk, PASTE, EARLY | {"text": "2024 58\n2025 59"}))
        assert not Milestone.objects.exists()
        assert save(desk, PASTE, EARLY | UNDERSTOOD | {"text": "2024 58\n2025 59"}).status_code == 302

        last = {"number": "10/QĐ", "decided_on": "02/02/2024"}
        assert refused(save(desk, f"{PAGE}bo-lo-trinh/", last))
        assert Milestone.objects.on(f.TODAY).exists()

    def test_a_block_is_asked_about_once_for_all_its_rows(self, desk, world):
        record(world.indicators[1], 2024, "30", by=world.dung)
        block = EARLY | {"text": "Mã\t2024\t2025\n2.1.1\t58\t59\n2.1.2\t50\t51\n"}
        answer = save(desk, BLOCK, block)
        assert refused(answer)
        assert answer.content.decode().count("Tôi hiểu: đánh giá năm 2024, 2025 sẽ thay đổi") == 1
        assert save(desk, BLOCK, block | UNDERSTOOD).status_code == 302

    def test_facts_are_asked_about_too(self, desk, world):
        data = {"year": "2022", "value": "59", "source": "Niên giám 2022", "reason": "Số công bố lại"}
        assert refused(save(desk, BASELINE, data))
        assert Baseline.objects.get().value == 40

        quotient = {"numerator": "Số hộ", "denominator": "Tổng số hộ", "multiplier": "100"}
        save(desk, DEFINITION, quotient)
        record(world.indicators[0], 2030, "60", by=world.dung, numerator=5999, denominator=10_000)
        assert refused(save(desk, DEFINITION, {"definition": "Không còn tử số"}))
        assert Indicator.objects.get(code="2.1.1").has_quotient


class TestADoubleClick:
    def test_the_second_sending_of_the_same_save_leads_to_what_was_saved(self, desk, world):
        data = DECISION | TARGET | current(world)
        confirmed = data | {"seen": seen(desk.post(AMEND, data)), "save": "1"}
        first, second = desk.post(AMEND, confirmed), desk.post(AMEND, confirmed)

        assert (first.status_code, second.status_code, second["Location"]) == (302, 302, PAGE)
        assert Target.objects.filter(indicator=world.indicators[0]).count() == 2
        assert desk.get(PAGE).content.decode().count("Đã lưu mức phải đạt mới") == 1

    def test_another_persons_is_no_second_sending(self, desk, world, client):
        data = DECISION | TARGET | current(world)
        confirmed = data | {"seen": seen(desk.post(AMEND, data)), "save": "1"}
        desk.post(AMEND, confirmed)
        client.force_login(world.giang)
        assert client.post(AMEND, confirmed).status_code == 422

    def test_what_no_longer_stands_is_refused(self, desk, world):
        data = DECISION | TARGET | current(world)
        confirmed = data | {"seen": seen(desk.post(AMEND, data)), "save": "1"}
        desk.post(AMEND, confirmed)
        Target.objects.filter(amendment__number="45/QĐ-UBND").update(lower=66)
        assert desk.post(AMEND, confirmed).status_code == 422
