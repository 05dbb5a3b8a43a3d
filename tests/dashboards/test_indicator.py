"""The page of one indicator: the sentence, and every figure with where it came from."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.models import IndicatorEntry, MeasurementSource, Submission, SubmissionVersion
from targets.enums import Accumulation, Answer, Comparator, Kind, Quality
from tests import factories as f
from tests.dashboards.figures import record
from tests.dashboards.test_dashboard import words


@pytest.fixture
def page(world, rounds, sign_in):
    """page(code, user, query) reads an indicator's page (as the leader unless told)."""

    def get(code="2.1.1", user=None, query=""):
        response = sign_in(user or world.ha).get(f"/ke-hoach/{world.plan.code}/chi-tieu/{code}/{query}")
        assert response.status_code == 200
        return response

    return get


def accept(world, year, value):
    """A figure with the report that carried it."""
    submission = Submission.objects.get(round__year=year, agency=world.a)
    entry = IndicatorEntry.objects.get(submission=submission, indicator=world.indicators[0])
    version = SubmissionVersion.objects.create(
        submission=submission, number=1, content={}, sha256="0" * 64, sent_at=f.NOW, sent_by=world.an
    )
    Submission.objects.filter(pk=submission.pk).update(state="accepted", first_sent_at=f.NOW, last_sent_at=f.NOW)
    measurement = record(world.indicators[0], year, value, by=world.dung)
    MeasurementSource.objects.create(measurement=measurement, entry=entry, version=version)
    return submission


def test_it_opens_with_the_sentence_of_the_latest_year_that_has_an_answer(world, page):
    record(world.indicators[0], 2025, "44", by=world.dung)

    assert "44,0% năm 2025, lộ trình cần 45,7%: kém 1,7 điểm phần trăm, có nguy cơ." in words(page())


def test_another_year_can_be_chosen(world, page):
    for year in (2025, 2026):
        record(world.indicators[0], year, "44", by=world.dung)

    assert "44,0% năm 2025" in words(page(query="?nam=2025"))[: words(page()).index("Đơn vị tính")]
    assert "2.1.1" in words(page(query="?nam=khong"))


def test_chart_and_table_hold_the_same_accepted_numbers(world, page):
    record(world.indicators[0], 2026, "52.5", by=world.dung, quality=Quality.ESTIMATE)

    response = page()
    config = json.loads(re.search(r'id="series-config"[^>]*>(.*?)</script>', response.content.decode()).group(1))

    assert config["values"] == [{"year": 2026, "value": "52.5", "quality": "estimate", "verdict": "on_track"}]
    assert "2026 52,5 ước thực hiện 48,6 +3,9 đúng tiến độ" in words(response)


def test_both_figures_of_a_corrected_year_stay_on_record(world, page):
    record(world.indicators[0], 2025, "51", by=world.dung, quality=Quality.ESTIMATE)
    record(world.indicators[0], 2025, "52.5", by=world.dung, revision=2)

    text = words(page())

    assert "2025 52,5 chính thức" in text
    assert "1 số trước đó 51,0% (ước thực hiện), SOA" in text
    assert "Lý do sửa: Số chính thức." in text


def test_the_report_is_linked_for_those_who_may_open_it(world, rounds, page):
    submission = accept(world, 2025, "44")
    link = f"/bao-cao/{submission.pk}/xem/"

    for user in (world.an, world.dung, world.ha):
        assert link in page(user=user).content.decode()
    for user in (world.cuc, world.khoa):
        assert link not in page(user=user).content.decode()


def test_the_owner_is_marked_until_confirmed_and_changed_by_the_coordinator_only(world, page):
    link = f"/ke-hoach/{world.plan.code}/chi-tieu/2.1.1/co-quan/"

    assert "phân công tạm, chờ xác nhận" in words(page())
    assert link in page(user=world.dung).content.decode()
    assert link not in page(user=world.an).content.decode()
    world.indicators[0].owners.update(confirmed=True)
    assert "phân công tạm" not in words(page())


def test_the_baseline_is_told_with_its_source_or_as_wanting(page):
    assert "Số gốc 40,0%, năm 2023. Nguồn: Niên giám" in words(page("2.1.1"))
    assert "Số gốc chưa có số gốc" in words(page("2.1.2"))


@pytest.mark.parametrize("kind", [Kind.MILESTONE, Kind.QUALITATIVE])
def test_what_is_declared_gets_years_and_answers_not_a_chart(world, page, kind):
    done = f.make_indicator(
        world.plan, "2.1.9", owner=world.a, kind=kind, unit="", comparator=Comparator.DONE, lower=None
    )
    record(done, 2025, by=world.dung, answer=Answer.NOT_DONE)
    record(done, 2026, by=world.dung, answer=Answer.DONE)

    response = page("2.1.9")

    assert "canvas" not in response.content.decode()
    assert "2025 chưa hoàn thành" in words(response)
    assert "2026 đã hoàn thành đạt" in words(response)
    assert "%" not in words(response)


def test_an_amount_that_adds_up_shows_the_year_and_the_running_total(world, page):
    flats = f.make_indicator(
        world.plan,
        "2.1.9",
        owner=world.a,
        kind=Kind.COUNT,
        unit="căn hộ",
        decimals=0,
        lower="7000",
        accumulation=Accumulation.WITHIN_YEAR,
    )
    for year, value in ((2024, "1000"), (2025, "500")):
        record(flats, year, value, by=world.dung)

    assert "2025 500 1.500 chính thức 2.000 \N{MINUS SIGN}500 có nguy cơ" in words(page("2.1.9"))


def test_an_unknown_indicator_is_404(world, rounds, sign_in):
    assert sign_in(world.ha).get(f"/ke-hoach/{world.plan.code}/chi-tieu/9.9/").status_code == 404


def test_any_number_of_years_takes_the_same_queries(world, rounds, sign_in):
    client = sign_in(world.dung)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/ke-hoach/{world.plan.code}/chi-tieu/2.1.1/").status_code == 200
        return len(captured)

    accept(world, 2025, "44")
    few = queries()
    accept(world, 2026, "45")
    record(world.indicators[0], 2025, "46", by=world.dung, revision=2)

    assert queries() == few <= 12
