"""The leader's page: accepted figures only, one scope for everything on it, the worst with a name."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.models import IndicatorEntry, Submission, TaskEntry
from targets.enums import Answer
from tests import factories as f
from tests.dashboards.figures import record


def words(response) -> str:
    """The page's text without markup, in single spaces."""
    body = re.sub(r"<script.*?</script>", "", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def listed(response) -> list[str]:
    """The codes of the cards, in their order."""
    return re.findall(r'<span class="code">([^<]+)</span></p>', response.content.decode())


def test_it_says_the_state_of_the_year_in_a_sentence(world, dashboard):
    record(world.indicators[0], 2025, "44", by=world.dung)
    record(world.indicators[0], 2026, "44", by=world.dung)

    page = words(dashboard())

    assert "Năm 2026: 0/2 chỉ tiêu đạt hoặc đúng tiến độ, 1 kém lộ trình, 1 chưa đánh giá được" in page
    assert "So với năm 2025: 1 chỉ tiêu kém đi." in page
    assert "0/2 cơ quan đã gửi báo cáo; hạn 05/12/2026, còn 12 ngày." in page


def test_a_figure_that_was_not_accepted_is_not_there(world, dashboard):
    IndicatorEntry.objects.filter(submission__round__year=2026).update(
        answer=Answer.FIGURE, typed="77,7", value="77.7", state="pending"
    )

    page = words(dashboard())

    assert "77,7" not in page
    assert "2 chưa có số liệu" in page


def test_what_wants_attention_is_named_with_its_owner_its_reason_and_since_when(world, dashboard):
    for year in (2025, 2026):
        record(world.indicators[0], year, "41", by=world.dung)

    page = words(dashboard())
    attention = page[page.index("Cần chú ý") : page.index("Danh sách")]

    assert "Chỉ tiêu 2.1.1 41,0% năm 2026, lộ trình cần 48,6%: chậm 7,6 điểm phần trăm SOA · từ năm 2025" in attention


def test_a_report_that_is_missing_or_returned_is_named(world, rounds, dashboard):
    Submission.objects.filter(round=rounds[2025], agency=world.a).update(
        first_sent_at=f.NOW, last_sent_at=f.NOW, state="returned"
    )

    page = words(dashboard(year=2025))

    assert "Quá hạn chưa gửi báo cáo (1) SOB" in page
    assert "Báo cáo bị trả lại, chờ bổ sung (1) SOA" in page


def test_the_list_is_in_the_plans_order_or_worst_first(world, dashboard):
    record(world.indicators[0], 2026, "70", by=world.dung)
    record(world.indicators[1], 2026, "70", by=world.dung)
    third = f.make_indicator(world.plan, "2.1.3", owner=world.b, baseline=(2023, "40"))
    record(third, 2026, "30", by=world.dung)

    assert listed(dashboard()) == ["2.1.1", "2.1.2", "2.1.3"]
    assert listed(dashboard("?xep=te-nhat"))[0] == "2.1.3"


def test_a_verdict_narrows_the_list_and_nothing_else(world, dashboard):
    record(world.indicators[0], 2026, "70", by=world.dung)

    page = dashboard("?danh-gia=met")

    assert listed(page) == ["2.1.1"]
    assert "1 trong 2 chỉ tiêu" in words(page)
    assert "Năm 2026: 1/2 chỉ tiêu đạt hoặc đúng tiến độ" in words(page)


def test_an_agency_narrows_everything(world, dashboard):
    page = dashboard("?co-quan=SOB")

    assert listed(page) == ["2.1.2"]
    assert "Năm 2026, SOB: 0/1 chỉ tiêu" in words(page)
    assert "2 nhiệm vụ:" in words(page)  # 1.2, and 2 which it leads together with Sở A
    assert "cơ quan đã gửi báo cáo" not in words(page)


def test_an_unknown_filter_shows_everything_or_nothing_but_never_fails(dashboard):
    assert len(listed(dashboard("?danh-gia=hay&xep=x"))) == 2
    assert "Không có chỉ tiêu nào" in words(dashboard("?co-quan=KHONG-CO"))


def test_a_task_is_done_when_all_its_leaders_are(world, rounds, dashboard):
    parts = TaskEntry.objects.filter(submission__round=rounds[2026], duty="lead")
    parts.filter(task__code="1.1").update(progress="done", state="accepted")
    parts.filter(task__code="2", submission__agency=world.a).update(progress="done", state="accepted")
    parts.filter(task__code="1.2").update(progress="done", state="pending")

    page = words(dashboard())

    assert "3 nhiệm vụ: 1 hoàn thành, 1 đang thực hiện, 1 chưa có báo cáo được duyệt." in page


def test_lateness_stands_by_agency_and_year(world, rounds, dashboard):
    moment = dt.datetime(2025, 12, 8, 9, tzinfo=f.ZONE)
    Submission.objects.filter(round=rounds[2025], agency=world.a).update(
        first_sent_at=moment, last_sent_at=moment, state="submitted"
    )

    page = words(dashboard())

    assert re.search(r"SOA trễ 3 ngày còn hạn", page)
    assert "Đúng hạn 0/2 0/2" in page


def test_the_years_that_have_a_round_can_be_switched(dashboard, world):
    page = dashboard("?co-quan=SOA").content.decode()

    assert f'href="/ke-hoach/{world.plan.code}/tong-quan/2025/?co-quan=SOA"' in page
    assert "/tong-quan/2024/" not in page


@pytest.mark.parametrize(
    "path",
    [
        "tong-quan/2026/",
        "tong-quan/2026/?trinh-chieu=1",
        "tong-quan/2026/excel/",
        "tong-quan/2026/excel/nhiem-vu/",
        "chi-tieu/2.1.1/",
    ],
)
def test_an_outsider_gets_404_and_everybody_else_the_page(world, rounds, sign_in, path):
    url = f"/ke-hoach/{world.plan.code}/{path}"

    assert sign_in(world.lan).get(url).status_code == 404
    for user in (world.an, world.binh, world.cuc, world.dung, world.giang, world.ha, world.khoa):
        assert sign_in(user).get(url).status_code == 200


def test_a_year_without_a_round_is_404(world, rounds, sign_in):
    assert sign_in(world.ha).get(f"/ke-hoach/{world.plan.code}/tong-quan/2027/").status_code == 404


def grow(world, rounds):
    """Three of everything: agencies that report, tasks they lead, indicators with figures in every year."""
    for number in range(3):
        agency = f.make_agency(f"SO{number}")
        task = f.make_task(world.plan, f"9.{number}", leads=[agency])
        indicator = f.make_indicator(world.plan, f"2.9.{number}", owner=agency, baseline=(2023, "40"))
        for year, round_ in rounds.items():
            submission = Submission.objects.create(round=round_, agency=agency, agency_name=agency.name)
            submission.extensions.create(
                due_at=f.NOW, reason="mưa bão", decided_by="Giám đốc sở", at=f.NOW, by=world.dung
            )
            TaskEntry.objects.create(submission=submission, task=task, duty="lead", progress="done", state="accepted")
            record(indicator, year, "41", by=world.dung)


def test_any_number_of_rows_takes_the_same_queries(world, rounds, dashboard):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            dashboard()
        return len(captured)

    few = queries()
    grow(world, rounds)

    assert queries() == few <= 12


def test_where_there_are_many_agencies_those_that_want_attention_are_listed(world, rounds, dashboard, monkeypatch):
    monkeypatch.setattr("reports.dashboards.selectors.AGENCIES_SHOWN", 1)
    in_time = dt.datetime(2025, 12, 5, 9, tzinfo=f.ZONE)
    Submission.objects.filter(round=rounds[2025], agency=world.a).update(
        first_sent_at=in_time, last_sent_at=in_time, state="submitted"
    )

    page = words(dashboard(year=2025))

    assert "SOB chưa gửi" in page
    assert "SOA đúng hạn" not in page
    assert "còn 1 cơ quan khác" in page
    assert "1/2 cơ quan đã gửi báo cáo, 1 đúng hạn." in page
