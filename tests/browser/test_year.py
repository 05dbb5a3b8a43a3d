"""One year of the plan, in the browser, each step by the person whose step it is; on the province's real plan."""

import io
import re

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from reports.models import Consolidation, Dispatch, Submission, SubmissionVersion
from targets.models import Measurement

pytestmark = pytest.mark.browser

PLAN = "/ke-hoach/ha-nam-68-2024"
FIGURES = {"2.1.4a": "52,1", "2.1.4b": "38,5", "2.1.5": "41", "2.1.8h": "94,27"}


def test_the_year_from_opening_the_round_to_the_issued_report(real_plan, visit, worker):
    open_the_round(visit)
    report = Submission.objects.get(agency__code="BHXH")
    write_the_report(visit, report)
    sign_and_send(visit, report)
    return_one_item(visit, report)
    mend_and_send_again(visit, report)
    accept_everything(visit, report)
    build_the_consolidated_report(visit)
    write_what_lies_ahead(visit)
    issue_it(visit)
    send_it(visit)
    leadership_sees_it(visit)


def open_the_round(visit):
    admin = visit("quantri")
    page = admin.page
    page.goto(f"{PLAN}/ky/mo/?year=2026")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mở kỳ báo cáo năm 2026")
    admin.picture("01-mo-ky")
    admin.check()
    page.get_by_role("button", name="Mở kỳ cho 19 cơ quan").click()
    page.wait_for_url("**/ky/**")
    admin.picture("02-ky-da-mo")
    assert Submission.objects.count() == 19


def write_the_report(visit, report):
    reporter = visit("bhxh")
    page = reporter.page
    reporter.check()
    reporter.picture("03-viec-cua-toi")
    page.goto(f"/bao-cao/{report.pk}/")
    reporter.check()
    task = page.locator("article.item", has=page.get_by_role("heading", name=re.compile(r"^5\.1 ")))
    task.get_by_label("Đang thực hiện").check()
    task.get_by_label("Kết quả").fill("Đã vận động 12.400 người tham gia BHXH tự nguyện.")
    task.get_by_label("Khó khăn, vướng mắc").fill("Doanh nghiệp nợ đóng kéo dài.")
    task.get_by_label("Đề xuất, kiến nghị").fill("Đề nghị UBND tỉnh giao chỉ tiêu thu nợ cho các huyện.")
    an_ambiguous_number_is_asked_about(page)
    for code, value in FIGURES.items():
        figure(page, code).fill(value)
    figure(page, "2.1.8h").blur()
    expect(page.locator("[data-count=left]")).to_have_text("0")
    expect(page.get_by_text("94,27%").first).to_be_visible()
    page.reload()
    expect(task.get_by_label("Kết quả")).to_have_value("Đã vận động 12.400 người tham gia BHXH tự nguyện.")
    reporter.picture("04-bieu-mau")
    page.get_by_role("link", name="Gửi lãnh đạo ký").click()
    reporter.picture("05-hop-thoai-gui")
    confirm(page.get_by_role("dialog"), "Gửi lãnh đạo ký")
    expect(page.get_by_text("Chờ lãnh đạo ký").first).to_be_visible()


def indicator(page, code):
    return page.locator(
        "article.indicator", has=page.locator(".item-code", has_text=re.compile(rf"^{re.escape(code)}$"))
    )


def figure(page, code):
    return indicator(page, code).locator('[data-control="typed"] input')


def an_ambiguous_number_is_asked_about(page):
    field = figure(page, "2.1.4a")
    field.fill("52.1")
    field.blur()
    page.get_by_role("button", name="52,1", exact=True).click()
    expect(field).to_have_value("52,1")


def sign_and_send(visit, report):
    head = visit("bhxh.lanhdao")
    page = head.page
    page.goto(f"/bao-cao/{report.pk}/xem/")
    expect(page.get_by_text("Đã vận động 12.400 người")).to_be_visible()
    head.check()
    head.picture("06-lanh-dao-doc")
    press(page, "Ký và gửi")
    expect(page.get_by_text("Chờ duyệt").first).to_be_visible()
    version = SubmissionVersion.objects.latest("number")
    assert (version.prepared_by.username, version.signed_by.username) == ("bhxh", "bhxh.lanhdao")


def press(page, name):
    """Press a step of the report: its button opens a dialog that names who receives it."""
    page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()
    dialog = page.get_by_role("dialog")
    if dialog.count():
        confirm(dialog, name)


def confirm(dialog, name):
    """No supporting agency has sent its part in this story, so going without is confirmed where it is asked."""
    without_parts = dialog.get_by_role("checkbox")
    if without_parts.count():
        without_parts.check()
    dialog.get_by_role("button", name=name).click()


def item(page, code):
    return page.locator(
        "article.desk-item", has=page.locator(".desk-code", has_text=re.compile(rf"^{re.escape(code)}$"))
    )


def return_one_item(visit, report):
    officer = visit("tonghop")
    page = officer.page
    page.goto(f"{PLAN}/ky/2026/")
    officer.check()
    officer.picture("07-bang-theo-doi")
    page.goto(f"/bao-cao/{report.pk}/duyet/")
    officer.check()
    officer.picture("08-ban-duyet")
    flagged = item(page, "2.1.8h")
    flagged.get_by_text("Trả lại…").click()
    flagged.get_by_label("Lý do").fill("Nêu rõ số liệu đến ngày nào.")
    flagged.get_by_role("button", name="Trả lại để bổ sung").click()
    expect(item(page, "2.1.8h").get_by_text("Trả lại để bổ sung").first).to_be_visible()
    for code in ("5.1", "2.1.4a", "2.1.4b", "2.1.5"):
        item(page, code).get_by_role("button", name="Duyệt").click()
        expect(item(page, code).get_by_text("Đã duyệt").first).to_be_visible()
    officer.picture("09-da-quyet-dinh-tung-muc")
    page.locator("#finish").get_by_role("button", name="Trả lại để bổ sung").click()
    expect(page.locator("#finish").get_by_text("Trả lại để bổ sung").first).to_be_visible()
    assert Measurement.objects.count() == 3


def mend_and_send_again(visit, report):
    reporter = visit("bhxh")
    page = reporter.page
    expect(page.get_by_text("Nêu rõ số liệu đến ngày nào.").first).to_be_visible()
    reporter.picture("10-bi-tra-lai")
    page.goto(f"/bao-cao/{report.pk}/")
    expect(page.get_by_text("Nêu rõ số liệu đến ngày nào.").first).to_be_visible()
    expect(figure(page, "2.1.4a")).to_have_count(0)  # accepted: closed to typing
    field = figure(page, "2.1.8h")
    expect(field).to_have_value("94,27")
    field.fill("94,5")
    note = indicator(page, "2.1.8h").locator("textarea")
    if not note.is_visible():
        indicator(page, "2.1.8h").get_by_text("Giải thích, lý do").click()
    note.fill("Số liệu đến ngày 15/11/2026.")
    note.blur()
    expect(indicator(page, "2.1.8h").locator("[data-state]")).to_contain_text("Đã lưu")
    press(page, "Gửi lãnh đạo ký")
    expect(page.get_by_text("Chờ lãnh đạo ký").first).to_be_visible()
    head = visit("bhxh.lanhdao")
    head.page.goto(f"/bao-cao/{report.pk}/xem/")
    press(head.page, "Ký và gửi")
    expect(head.page.get_by_text("Chờ duyệt").first).to_be_visible()


def accept_everything(visit, report):
    officer = visit("tonghop")
    page = officer.page
    page.goto(f"/bao-cao/{report.pk}/duyet/")
    expect(page.locator("ins").first).to_be_visible()  # what changed since the return
    officer.picture("11-sua-sau-khi-tra-lai")
    item(page, "2.1.8h").get_by_role("button", name="Duyệt").click()
    page.locator("#finish").get_by_role("button", name="Duyệt báo cáo").click()
    expect(page.get_by_text("Đã duyệt").first).to_be_visible()
    report.refresh_from_db()
    assert report.state == "accepted"
    assert Measurement.objects.get(indicator__code="2.1.8h").value == 94.5


def build_the_consolidated_report(visit):
    officer = visit("tonghop")
    page = officer.page
    page.goto(f"{PLAN}/tong-hop/2026/")
    officer.check()
    officer.picture("12-truoc-khi-tong-hop")
    page.get_by_role("button", name=re.compile("Lập báo cáo tổng hợp")).click()
    expect(page.get_by_role("link", name=re.compile("Excel")).first).to_be_visible(timeout=60_000)
    officer.picture("13-da-lap-du-thao")
    officer.check()
    book = load_workbook(io.BytesIO(download(page)))
    assert len(book.sheetnames) == 6
    assert Consolidation.objects.count() == 1


def download(page):
    with page.expect_download() as caught:
        page.get_by_role("link", name=re.compile("Excel")).first.click()
    return caught.value.path().read_bytes()


def write_what_lies_ahead(visit):
    """The narrative, which is filled in by itself and written on; a new version keeps what was written."""
    officer = visit("tonghop")
    page = officer.page
    page.goto(f"{PLAN}/tong-hop/2026/soan/")
    officer.picture("13b-soan")
    officer.check()
    the_outline_opens_on_a_phone(page)
    ahead = page.locator("article.item").last
    ahead.locator("textarea").fill("Năm 2027 tập trung mở rộng người tham gia bảo hiểm xã hội.")
    expect(ahead.locator("[data-state]")).to_contain_text("Đã lưu")
    page.goto(f"{PLAN}/tong-hop/2026/")
    page.get_by_role("button", name="Lập bản mới").click()
    expect(page.get_by_role("link", name="Bản số 2").first).to_be_visible(timeout=60_000)
    page.goto(f"{PLAN}/tong-hop/2026/soan/")
    expect(page.locator("article.item textarea").last).to_have_value(re.compile("tập trung mở rộng"))


def the_outline_opens_on_a_phone(page):
    wide = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 780})
    last = page.get_by_role("navigation", name="Các mục của báo cáo").get_by_role("link").last
    expect(last).to_be_hidden()
    page.locator("summary", has_text="Các mục của báo cáo").click()
    expect(last).to_be_visible()
    page.set_viewport_size(wide)


def issue_it(visit):
    chief = visit("tonghop.lanhdao")
    page = chief.page
    page.goto(f"{PLAN}/tong-hop/2026/")
    page.get_by_role("link", name="Bản số 2").first.click()
    chief.check()
    chief.picture("14-ban-du-thao")
    page.get_by_role("link", name=re.compile("Ban hành")).first.click()
    page.get_by_label("Số, ký hiệu văn bản").fill("125/BC-SLĐTBXH")
    page.get_by_label("Ngày văn bản").fill(timezone.localdate().isoformat())
    page.get_by_label(re.compile("Tôi đã đọc")).check()
    chief.picture("15-ban-hanh")
    chief.check()
    page.get_by_role("button", name="Ban hành").click()
    expect(page.get_by_text("125/BC-SLĐTBXH").first).to_be_visible()
    chief.picture("16-da-ban-hanh")
    assert Consolidation.objects.get(number=2).state == "issued"
    assert Submission.objects.get(agency__code="BHXH").state == "locked"


def send_it(visit):
    """The PDF is drawn by a job, taken from its page; that the report went to the Ministry is written down."""
    officer = visit("tonghop")
    page = officer.page
    page.goto(f"/tong-hop/{Consolidation.objects.get(number=2).pk}/pdf/")
    officer.check()
    if page.get_by_role("button", name="Lập tệp PDF").is_visible():
        page.get_by_role("button", name="Lập tệp PDF").click()
    link = page.get_by_role("link", name="Tải PDF")
    expect(link).to_be_visible(timeout=60_000)
    with page.expect_download() as caught:
        link.click()
    assert caught.value.path().read_bytes().startswith(b"%PDF-1.7")
    page.goto(f"/tong-hop/{Consolidation.objects.get(number=2).pk}/phat-hanh/")
    officer.check()
    officer.picture("16b-phat-hanh")
    page.get_by_role("button", name=re.compile("Ghi")).first.click()
    expect(page.get_by_text("Đã gửi").first).to_be_visible()
    assert Dispatch.objects.get().consolidation.number == 2


def leadership_sees_it(visit):
    leader = visit("lanhdao")
    page = leader.page
    page.goto(f"{PLAN}/tong-quan/2026/")
    expect(page.get_by_text(re.compile("94,50?%")).first).to_be_visible()
    leader.picture("17-tong-quan")
    leader.check()
    book = load_workbook(io.BytesIO(download(page)))
    assert "94.5" in {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    page.goto(f"{PLAN}/chi-tieu/2.1.8h/")
    leader.check()
    leader.picture("18-chi-tieu")
    page.goto(f"{PLAN}/tong-hop/2026/")
    expect(page.get_by_text("125/BC-SLĐTBXH").first).to_be_visible()
    page.reload()
    assert len(load_workbook(io.BytesIO(download(page))).sheetnames) > 5
