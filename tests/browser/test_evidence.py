"""Evidence in a real browser: several files at once with their progress, dropped onto an item, through a dead line."""

import re

import pytest
from playwright.sync_api import expect

from agencies.files.receiving import LARGEST
from agencies.models import User
from plan.models import Plan
from reports.collect.opening import open_round
from reports.models import Evidence, Submission, TaskEntry
from tests.evidence.files import PDF, docx, png
from tests.factories import NOW, person

pytestmark = pytest.mark.browser

DROP = """(item, [name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  item.dispatchEvent(new DragEvent("dragover", {bubbles: true, cancelable: true, dataTransfer: data}));
  item.dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: data}));
}"""


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def report(real_plan):
    open_round(plan=Plan.objects.get(), year=2026, by=person(User.objects.get(username="quantri")), now=NOW)
    return Submission.objects.get(agency__code="BHXH")


def file(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def names(item):
    return item.locator("[data-file] a")


@pytest.mark.parametrize("width", [1280, 360])
def test_files_are_sent_while_one_goes_on_typing(visit, report, width):
    reporter = visit("bhxh", width=width)
    page = reporter.page
    page.goto(f"/bao-cao/{report.pk}/")
    item = page.locator("article.item").first
    shares = []
    page.expose_function("heard", lambda share: shares.append(share))
    page.evaluate(
        """() => new MutationObserver(() => document.querySelectorAll('[data-waiting] [data-state="sending"] progress')
             .forEach((bar) => heard(bar.value))).observe(document.body, {subtree: true, childList: true})"""
    )
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 4 * 2**20}
    reporter.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    large = PDF[:-6] + bytes(6 * 2**20) + PDF[-6:]
    files = [file("quyết định.pdf", PDF), file("ảnh.png", png()), file("biên bản.docx", docx()), file("lớn.pdf", large)]
    item.locator("input[type=file]").set_input_files([*files, file("trang.pdf", b"<html>"), file("phim.mp4", b"x")])
    item.locator("textarea").first.fill("Đã mở 12 lớp.")
    expect(names(item)).to_have_text(["quyết định.pdf", "ảnh.png", "biên bản.docx", "lớn.pdf"])
    expect(item.get_by_text("Đây là trang web hoặc ảnh SVG")).to_be_visible()
    expect(item.get_by_text("Loại tệp này không nhận")).to_be_visible()
    expect(item.locator(".status-slot")).to_contain_text("Đã lưu")
    assert any(0 < share < 100 for share in shares)
    expect(page.locator('[data-proof-count="files"]')).to_have_text("4")
    page.locator("[data-drop]").first.click()
    page.locator("[data-drop]").first.click()
    reporter.picture(f"evidence-{width}")
    reporter.check()
    item.get_by_role("button", name="Gỡ ảnh.png").click()
    page.get_by_role("button", name="Gỡ tệp").click()
    expect(names(item)).to_have_count(3)
    assert TaskEntry.objects.filter(submission=report, result="Đã mở 12 lớp.").count() == 1
    assert Evidence.objects.filter(removed_at=None).count() == 3


def test_a_dropped_file_survives_a_dead_line_and_an_expired_session(visit, report):
    page = (reporter := visit("bhxh")).page
    page.goto(f"/bao-cao/{report.pk}/")
    item = page.locator("article.item").first
    page.route(re.compile("/minh-chung/$"), lambda route: route.abort())
    item.evaluate(DROP, ["bản một.pdf", PDF.decode()])
    expect(item.get_by_text("Chưa tải lên được")).to_be_visible()
    page.unroute(re.compile("/minh-chung/$"))
    cookies = reporter.context.cookies()
    reporter.context.clear_cookies(name="sessionid")
    item.get_by_role("button", name="Thử lại").click()
    expect(item.get_by_text("Phiên làm việc đã hết")).to_be_visible()
    reporter.context.add_cookies(cookies)
    item.get_by_role("button", name="Thử lại").click()
    expect(names(item)).to_have_text(["bản một.pdf"])
    item.evaluate(DROP, ["bản một lần nữa.pdf", PDF.decode()])
    expect(item.get_by_text("Tệp này đã có ở mục này rồi, tên là “bản một.pdf”.")).to_be_visible()
    item.evaluate(DROP, ["quá lớn.pdf", "x" * (LARGEST + 1)])
    expect(item.get_by_text("Tệp lớn hơn 20 MB")).to_be_visible()
    assert Evidence.objects.count() == 1
    with page.expect_popup() as opened:
        names(item).click()
    opened.value.wait_for_load_state()
    assert opened.value.url.endswith(".pdf")
    assert [one for one in reporter.complaints if "Failed to load" not in one] == []


def test_without_scripts_nothing_typed_is_lost(browser, live_server, report):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.fill("input[name=username]", "bhxh")
    page.fill("input[name=password]", "Mat-khau-rat-dai-1")
    page.click("main button[type=submit]")
    page.goto(f"/bao-cao/{report.pk}/")
    item = page.locator("article.item").first
    item.locator("textarea").first.fill("Đã mở 12 lớp.")
    item.locator("input[type=file]").set_input_files([file("một.pdf", PDF), file("hai.docx", docx())])
    item.get_by_role("button", name="Tải lên").click()
    expect(names(page.locator("article.item").first)).to_have_text(["một.pdf", "hai.docx"])
    expect(page.locator("article.item textarea").first).to_have_value("Đã mở 12 lớp.")
    page.locator("article.item textarea").first.fill("Đã mở 13 lớp.")
    page.get_by_role("button", name="Gỡ một.pdf").click()
    expect(names(page.locator("article.item").first)).to_have_text(["hai.docx"])
    expect(page.locator("article.item textarea").first).to_have_value("Đã mở 13 lớp.")
    context.close()
