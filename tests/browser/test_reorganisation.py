"""The province's departments are reorganised between two years: 2024 under the old names, 2025 under the new ones."""

import datetime as dt
from io import StringIO

import pytest
from django.conf import settings as the_settings
from django.core.management import call_command
from playwright.sync_api import expect

from agencies.models import Agency, User
from plan.models import Plan
from reports.collect.opening import open_round
from reports.collect.selectors import form_of
from reports.collect.services import save_indicator_entry, save_task_entry
from reports.demo.accounts import PASSWORD
from reports.demo.content import indicator_fields
from reports.models import Round
from reports.review.services import accept_items
from reports.workflow import Action
from targets.models import Measurement
from tests import factories as f
from tests.steps import all_items, report_of, step

pytestmark = pytest.mark.browser

FIXTURES = the_settings.BASE_DIR / "fixtures"
PLAN, INDICATOR = "ha-nam-68-2024", "2.1.2a"


@pytest.fixture
def year_2024(transactional_db, settings, tmp_path):
    """The demonstration as it stood early in 2025."""
    settings.DEMO = True
    settings.MEDIA_ROOT = tmp_path
    call_command("load_plan", str(FIXTURES / "plan-ha-nam-2024.json"), verbosity=0)
    call_command("load_demo", until=2024, stdout=StringIO())
    assert Round.objects.get().locked_at


def test_a_year_under_the_old_names_and_the_next_under_the_new(year_2024, visit):
    admin = visit("quantri", password=PASSWORD)
    load_the_file(admin)
    look_at_what_it_would_do(admin)
    apply_it(admin)
    report = open_2025()
    the_successor_finds_what_it_took_over(visit, report)
    send_and_accept(report)
    the_indicator_runs_through_both_years(visit)


def load_the_file(admin):
    page = admin.page
    page.goto("/sap-xep/")
    page.get_by_role("link", name="Lập phương án sắp xếp").click()
    admin.check(contrast=False)
    page.get_by_label("Hoặc nạp từ tệp").set_input_files(FIXTURES / "reorganisation-ha-nam-2025-03.json")
    page.get_by_role("button", name="Lập phương án").click()
    expect(page.get_by_text("Mọi việc đều có người nhận, có thể áp dụng.")).to_be_visible()


def look_at_what_it_would_do(admin):
    page = admin.page
    task = page.get_by_role("row").filter(has_text="5.2. Đổi mới và phát triển hệ thống trợ giúp xã hội, giảm nghèo")
    expect(task).to_contain_text("Sở LĐTBXH")
    expect(task).to_contain_text("Sở Y tế, Sở NN&MT")
    expect(task).to_contain_text("chưa xác nhận")
    admin.check()
    admin.resize(360)
    admin.check(contrast=False)
    page.get_by_role("link", name="Sửa kế thừa, bàn giao Sở TTTT").click()
    expect(page.get_by_role("group", name="Chủ trì nhiệm vụ: 6.4. Thông tin").get_by_label("Sở KH&CN")).to_be_checked()
    admin.check(contrast=False)
    admin.resize(1280)
    admin.check()
    admin.picture("reorganisation")


def apply_it(admin):
    page = admin.page
    page.get_by_role("link", name="Xem lại và áp dụng").first.click()
    expect(page.get_by_text("6 cơ quan kết thúc: Sở LĐTBXH; Sở TTTT")).to_be_visible()
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.get_by_text("Đã áp dụng", exact=True)).to_be_visible()
    coordinators = page.get_by_role("table").filter(has=page.get_by_role("columnheader", name="Cơ quan đầu mối"))
    expect(coordinators.get_by_role("row").last).to_contain_text("Sở Nội vụ")
    admin.check()
    ended = Agency.objects.filter(valid_to=dt.date(2025, 3, 1)).values_list("code", flat=True)
    assert set(ended) == {"SLDTBXH", "STTTT", "SKHDT", "SNNPTNT", "STNMT", "BLDTBXH"}


def open_2025():
    plan = Plan.objects.get(code=PLAN)
    opened = dt.datetime(2025, 11, 2, 8, tzinfo=f.ZONE)
    by = f.person(User.objects.get(username="quantri"))
    round_ = open_round(plan=plan, year=2025, by=by, now=opened)
    return report_of(Agency.objects.get(code="SNV"), round_)


def the_successor_finds_what_it_took_over(visit, report):
    """Last year's figure stands beside the field, from the department that is no more."""
    reporter = visit("noivu", password=PASSWORD)
    page = reporter.page
    page.goto(f"/bao-cao/{report.pk}/")
    expect(page.get_by_role("heading", name="Chính sách ưu đãi người có công", level=3)).to_be_visible()
    item = page.locator("article.indicator", has=page.locator(".item-code", has_text=INDICATOR))
    expect(item).to_contain_text("2024")
    field = item.locator("[data-control=typed] input")
    field.fill("1,87")
    field.blur()
    expect(page.get_by_text("1,87%").first).to_be_visible()
    page.reload()
    expect(field).to_have_value("1,87")
    reporter.check(contrast=False)
    reporter.picture("reorganisation-successor")


def fill_tasks(report, user):
    done = {"progress": "in_progress", "result": "Đã tổ chức 12 lớp."}
    for entry in form_of(report).tasks:
        entry.submission = report
        save_task_entry(entry=entry, version=entry.version, changes=done, by=f.person(user), now=f.NOW)


def send_and_accept(report):
    people = {name: User.objects.get(username=name) for name in ("noivu", "noivu.lanhdao", "tonghop")}
    for entry in form_of(report).indicators:
        if entry.code != INDICATOR:
            fields, entry.submission = indicator_fields(entry.code, 2025), report
            save_indicator_entry(
                entry=entry, version=entry.version, changes=fields, by=f.person(people["noivu"]), now=f.NOW
            )
    fill_tasks(report, people["noivu"])
    step(report, Action.REQUEST_SIGNOFF, people["noivu"])
    step(report, Action.SIGN_AND_SEND, people["noivu.lanhdao"])
    accept_items(submission=report, entries=all_items(report), by=f.person(people["tonghop"]), now=f.NOW)
    step(report, Action.ACCEPT, people["tonghop"])
    figures = Measurement.objects.filter(indicator__code=INDICATOR).values_list("year", "agency__code")
    assert set(figures) == {(2024, "SLDTBXH"), (2025, "SNV")}


def the_indicator_runs_through_both_years(visit):
    leader = visit("lanhdao", password=PASSWORD)
    page = leader.page
    page.goto(f"/ke-hoach/{PLAN}/chi-tieu/{INDICATOR}/")
    expect(page.locator("canvas")).to_be_visible()
    for year, agency in (("2024", "Sở LĐTBXH"), ("2025", "Sở Nội vụ")):
        row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=year, exact=True))
        expect(row).to_contain_text(agency)
    leader.check(contrast=False)
    leader.picture("reorganisation-indicator")
