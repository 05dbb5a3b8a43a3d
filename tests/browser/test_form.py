"""The form answers while somebody types: the reading, the verdict, the total, and what is surprising."""

import re

import pytest
from playwright.sync_api import expect

from agencies.enums import Role
from agencies.models import Agency, User
from plan.models import Plan
from reports.collect.opening import open_round
from reports.models import IndicatorEntry, Submission
from tests import factories as f
from tests.browser.test_year import indicator
from tests.dashboards.figures import record
from tests.factories import NOW, person

pytestmark = pytest.mark.browser


@pytest.fixture
def reports(real_plan):
    """The round of 2026 is open; last year 1.250 flats were built and 52,1% were insured."""
    plan, by = Plan.objects.get(), User.objects.get(username="tonghop")
    f.make_user(Agency.objects.get(code="SXD"), Role.REPORTER, username="xaydung")
    f.make_user(Agency.objects.get(code="SGDDT"), Role.REPORTER, username="giaoduc")
    for code, year, value in (("2.1.9a", 2024, "1046"), ("2.1.9a", 2025, "1250"), ("2.1.4a", 2025, "52.1")):
        record(plan.indicators.get(code=code), year, value, by=by)
    open_round(plan=plan, year=2026, by=person(User.objects.get(username="quantri")), now=NOW)
    return {report.agency.code: report for report in Submission.objects.select_related("agency")}


def control(page, code, field):
    return indicator(page, code).locator(f'[data-control="{field}"] input')


def part(page, code, name):
    return indicator(page, code).locator(f"[data-{name}]")


def test_a_share_is_worked_out_judged_and_asked_about(visit, reports):
    reporter = visit("bhxh")
    page = reporter.page
    page.goto(f"/bao-cao/{reports['BHXH'].pk}/")
    control(page, "2.1.4a", "typed_numerator").fill("8.120")
    expect(part(page, "2.1.4a", "echo")).to_contain_text("chưa có mẫu số")
    expect(control(page, "2.1.4a", "typed_denominator")).to_have_attribute("aria-invalid", "true")
    control(page, "2.1.4a", "typed_denominator").fill("15.585")
    expect(part(page, "2.1.4a", "echo")).to_have_text("= 52,10% (8.120 / 15.585)")
    expect(part(page, "2.1.4a", "verdict")).to_contain_text("ước 52,10% năm 2026")
    control(page, "2.1.4a", "typed").fill("75")
    expect(part(page, "2.1.4a", "verdict")).to_contain_text("đạt mức từ 60% trở lên")
    warnings = part(page, "2.1.4a", "warnings")
    expect(warnings).to_contain_text("Số đã ghi 75% khác kết quả chia tử số cho mẫu số")
    expect(warnings).to_contain_text("Tăng 22,9 điểm phần trăm so với năm trước")
    expect(indicator(page, "2.1.4a").get_by_text("Hãy giải thích vì sao")).to_be_visible()
    expect(page.locator("#check").get_by_text("Cần một câu giải thích.")).to_be_visible()
    indicator(page, "2.1.4a").locator("textarea").fill("Rà soát lại mẫu số.")
    expect(page.locator("#check").get_by_text("Cần một câu giải thích.")).to_be_hidden()
    reporter.check()
    entry = IndicatorEntry.objects.get(submission=reports["BHXH"], indicator__code="2.1.4a")
    assert (entry.value, entry.typed_numerator) == (75, "8.120")


def test_flats_add_up_while_they_are_typed_and_a_dead_line_is_no_matter(visit, reports):
    page = (reporter := visit("xaydung")).page
    page.goto(f"/bao-cao/{reports['SXD'].pk}/")
    running = part(page, "2.1.9a", "running")
    expect(running).to_contain_text("Cộng dồn 2024-2025: 2.296 căn hộ; còn 10.096 để đạt 12.392")
    page.route(re.compile("/verdict/"), lambda route: route.abort())
    control(page, "2.1.9a", "typed").fill("1.830")
    expect(indicator(page, "2.1.9a").locator("[data-state]")).to_contain_text("Đã lưu")
    expect(part(page, "2.1.9a", "verdict")).to_be_empty()
    page.unroute(re.compile("/verdict/"))
    control(page, "2.1.9a", "typed").fill("1.824")
    expect(running).to_contain_text("Cộng dồn 2024-2026: 4.120 căn hộ; còn 8.272 để đạt 12.392")
    control(page, "2.1.9a", "typed").fill("12,392")
    expect(part(page, "2.1.9a", "verdict")).to_be_empty()  # either of two figures: nothing is guessed
    assert [one for one in reporter.complaints if "Failed to load" not in one] == []


def test_a_level_and_a_milestone_are_chosen_from_the_keyboard(visit, reports):
    reporter = visit("giaoduc", width=360)
    page = reporter.page
    page.goto(f"/bao-cao/{reports['SGDDT'].pk}/")
    control(page, "2.1.7c", "typed").first.focus()
    page.keyboard.press("ArrowDown")
    expect(part(page, "2.1.7c", "echo")).to_have_text("= mức độ 2")
    expect(part(page, "2.1.7c", "verdict")).to_contain_text("không đạt")
    control(page, "2.1.7a", "status").first.focus()
    page.keyboard.press("ArrowDown")
    expect(indicator(page, "2.1.7a").get_by_text("Đang làm đến đâu")).to_be_visible()
    reporter.check()
