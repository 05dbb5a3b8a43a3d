"""The page of one indicator: the sentence, and every figure with where it came from."""

import datetime as dt
import json
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plan.models import Amendment
from reports.models import IndicatorEntry, MeasurementSource, Submission, SubmissionVersion
from targets.enums import Accumulation, Answer, Comparator, Kind, Quality
from targets.models import Milestone
from targets.quotient import quotient, stored
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

    assert config["values"] == [{"year": 2026, "value": "52.5", "text": "52,5%", "quality": "estimate"}]
    assert "2026 52,5 ước thực hiện 48,6 +3,9 đúng tiến độ" in words(response)


def test_both_figures_of_a_corrected_year_stay_on_record(world, page):
    record(world.indicators[0], 2025, "51", by=world.dung, quality=Quality.ESTIMATE)
    record(world.indicators[0], 2025, "52.5", by=world.dung, revision=2)

    response = page()
    config = json.loads(re.search(r'id="series-config"[^>]*>(.*?)</script>', response.content.decode()).group(1))

    assert "2025 52,5 chính thức trước: 51,0% (ước thực hiện), duyệt 23/11/2026" in words(response)
    assert "Lý do sửa: Số chính thức." in words(response)
    assert [(one["value"], one["quality"]) for one in config["former"]] == [("51", "estimate")]


def test_the_three_kinds_of_nothing_stay_apart(world, page):
    record(world.indicators[0], 2024, "0", by=world.dung)
    record(world.indicators[0], 2025, by=world.dung, answer=Answer.NO_DATA, note="chờ Cục Thống kê")
    record(world.indicators[0], 2026, by=world.dung, answer=Answer.NOT_DUE)

    text = words(page())

    assert "2024 0,0 chính thức" in text
    assert "2025 chưa có số liệu 45,7 chưa có số liệu chưa có số liệu năm 2025: chờ Cục Thống kê" in text
    assert "2026 không thuộc kỳ 48,6 chưa đánh giá được" in text


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


@pytest.fixture
def flats(world):
    return f.make_indicator(
        world.plan,
        "2.1.9",
        owner=world.a,
        kind=Kind.COUNT,
        unit="căn hộ",
        decimals=0,
        lower="7000",
        accumulation=Accumulation.WITHIN_YEAR,
    )


def test_an_amount_that_adds_up_shows_the_year_and_the_running_total(world, flats, page):
    for year, value in ((2024, "1000"), (2025, "500")):
        record(flats, year, value, by=world.dung)

    assert "2025 500 1.500 chính thức 2.000 \N{MINUS SIGN}500 có nguy cơ" in words(page("2.1.9"))


def test_a_total_with_an_estimate_in_it_is_one(world, flats, page):
    record(flats, 2024, "1000", by=world.dung, quality=Quality.ESTIMATE)
    record(flats, 2025, "500", by=world.dung)

    assert "2025 500 1.500 ước thực hiện 2.000" in words(page("2.1.9"))


def test_a_total_that_misses_a_year_is_not_compared_with_the_path(world, flats, page):
    record(flats, 2025, "500", by=world.dung)

    assert "2025 500 500 chính thức 2.000 chưa đánh giá được" in words(page("2.1.9"))


def test_a_quotient_that_nobody_wrote_out_is_as_short_on_record_as_in_the_table(world, page):
    share = f.make_indicator(world.plan, "2.1.9", owner=world.a)
    share.numerator, share.denominator, share.multiplier = "số người tham gia", "số người", 100
    share.save()
    for revision, numerator in enumerate((733, 734), 1):
        value = str(stored(quotient(Decimal(numerator), Decimal(8199), 100)))
        pair = {"numerator": Decimal(numerator), "denominator": Decimal(8199)}
        record(share, 2026, value, by=world.dung, revision=revision, **pair)

    text = words(page("2.1.9"))

    assert "2026 9,0 chính thức trước: 8,9% (chính thức)" in text
    assert "8,94" not in text


class TestOutlook:
    def test_it_says_what_has_to_happen_and_where_the_pace_leads(self, world, page):
        for year, value in ((2024, "50"), (2025, "52"), (2026, "53")):
            record(world.indicators[0], year, value, by=world.dung)

        text = words(page())

        assert "Cần tăng thêm 1,8 điểm phần trăm mỗi năm (2027-2030) để đạt mức từ 60% trở lên" in text
        assert "dự báo là 59,5% (khoảng từ 57,0% đến 62,0%)" in text
        assert "Đây là dự báo, không phải số liệu." in text
        assert "Năm Lộ trình Dự báo Thấp Cao 2027 51,4 55,0 54,0 56,0" in text

    def test_it_says_that_a_figure_is_not_official(self, world, page):
        for year, value in ((2024, "50"), (2025, "52"), (2026, "53")):
            record(world.indicators[0], year, value, by=world.dung, quality=Quality.ESTIMATE)

        assert "Số năm 2024, 2025, 2026 chưa phải số chính thức." in words(page())

    def test_nothing_is_projected_from_two_figures(self, world, page):
        for year, value in ((2025, "52"), (2026, "53")):
            record(world.indicators[0], year, value, by=world.dung)

        response = page()

        assert "Mới có số liệu của 2 năm; từ 3 năm trở lên mới có dự báo." in words(response)
        assert "dự báo là" not in words(response)
        assert '"projection"' not in response.content.decode()


def test_a_schedule_names_its_decision_in_the_facts_and_on_the_chart(world, page):
    day = dt.date(2025, 3, 2)
    decision = Amendment.objects.create(
        plan=world.plan, number="412/QĐ-UBND", decided_on=day, effective_on=day, summary="Lộ trình"
    )
    Milestone.objects.create(
        indicator=world.indicators[0], year=2026, value=Decimal(46), amendment=decision, valid_from=day
    )

    response = page()

    assert "Lộ trình từng năm 2026: 46,0 (theo quyết định 412/QĐ-UBND ngày 02/03/2025)" in words(response)
    assert '"decisions": [{"year": 2025, "label": "412/Q\\u0110-UBND"}]' in response.content.decode()


def test_grades_are_steps_not_a_line(world, page):
    grade = f.make_indicator(world.plan, "2.1.9", owner=world.a, kind=Kind.LEVEL, unit="mức độ", lower="3", decimals=0)
    record(grade, 2026, "2", by=world.dung)

    response = page("2.1.9")

    assert "canvas" not in response.content.decode()
    assert "mức độ 3 phải đạt mức độ 2 đã đạt mức độ 1 đã đạt 2024" in words(response)
    assert "Mức độ là thứ bậc" in words(response)


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


def test_a_decision_behind_every_milestone_costs_one_query(world, rounds, sign_in, django_assert_max_num_queries):
    day = dt.date(2025, 3, 2)
    for year in (2026, 2027, 2028):
        decision = Amendment.objects.create(
            plan=world.plan, number=f"{year}/QĐ-UBND", decided_on=day, effective_on=day, summary="Lộ trình"
        )
        fields = {"value": Decimal(46), "amendment": decision, "valid_from": day}
        Milestone.objects.create(indicator=world.indicators[0], year=year, **fields)
    accept(world, 2025, "44")
    client = sign_in(world.dung)

    with django_assert_max_num_queries(12):
        client.get(f"/ke-hoach/{world.plan.code}/chi-tieu/2.1.1/")
