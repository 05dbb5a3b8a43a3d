"""The form under one's hands: items fold, columns are pasted, parts are quoted, and the keyboard is enough."""

import statistics

import pytest
from playwright.sync_api import expect

from reports.collect.opening import open_round
from reports.models import IndicatorEntry, TaskEntry
from reports.workflow import Action
from tests import factories as f
from tests.browser.test_form_safety import Form, report  # noqa: F401
from tests.factories import NOW, person
from tests.steps import fill, report_of, step

pytestmark = pytest.mark.browser

PASTE = """([selector, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const pasted = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.querySelector(selector).dispatchEvent(pasted);
}"""


def paste(page, selector, text):
    page.locator(selector).focus()
    page.evaluate(PASTE, [selector, text])


@pytest.fixture
def figures(world):
    """Sở A answers for five indicators."""
    for number in range(3, 7):
        f.make_indicator(world.plan, f"2.1.{number}", owner=world.a)
    return report_of(world.a, open_round(plan=world.plan, year=2026, by=person(world.khoa), now=NOW))


def figure(report, code):  # noqa: F811
    return f"#indicator-{report.indicator_entries.get(indicator__code=code).pk}-typed"


def typed(report):  # noqa: F811
    rows = IndicatorEntry.objects.filter(submission=report).order_by("indicator__code")
    return list(rows.values_list("typed", flat=True))


def planned(*lines):
    """Rows of the preview, from "code—new": the figures were empty before."""
    return [f"{line.split('—')[0]} Chỉ tiêu {line}" for line in lines]


def test_items_fold_to_a_line_that_says_what_is_missing_and_stay_so(visit, world, report):  # noqa: F811
    form = Form(visit("an"), report)
    head = form.item.locator("summary").first
    head.focus()
    form.page.keyboard.press("Enter")
    expect(form.result).to_be_hidden()
    expect(head).to_contain_text("Chưa chọn tiến độ của nhiệm vụ.")
    form.page.reload()
    expect(form.result).to_be_hidden()
    form.page.emulate_media(media="print")
    form.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert form.page.locator("[data-fold]:not([open])").count() == 0
    form.page.evaluate("dispatchEvent(new Event('afterprint'))")
    form.page.emulate_media(media="screen")
    expect(form.result).to_be_hidden()
    form.page.locator("#check").get_by_role("link", name="1.1 Chưa chọn tiến độ").click()
    expect(form.item.get_by_label("Hoàn thành")).to_be_focused()
    form.page.get_by_role("button", name="Thu gọn").click()
    assert form.page.locator("[data-fold][open]").count() == 0
    form.visitor.picture("bieu-mau-thu-gon")
    form.visitor.check()
    form.page.goto("about:blank")
    form.page.goto(f"{form.address}#task-{form.entry.pk}-result")  # as a mail would
    expect(form.result).to_be_focused()
    form.page.get_by_role("button", name="Mở tất cả").click()
    assert form.page.locator("[data-fold]:not([open])").count() == 0


def test_a_column_is_shown_before_it_is_taken(visit, world, figures):
    page = (visitor := visit("an")).page
    page.goto(f"/bao-cao/{figures.pk}/")
    paste(page, figure(figures, "2.1.3"), "52,5\r\n\r\n61\r\n70\r\n80\r\n")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("tbody tr")).to_have_text(planned("2.1.3—52,5", "2.1.5—61", "2.1.6—70"))
    expect(dialog).to_contain_text("2 dòng trống hoặc không có ô để ghi")
    visitor.picture("bieu-mau-dan-cot")
    visitor.check()
    dialog.get_by_role("button", name="Không ghi").click()
    expect(page.locator(figure(figures, "2.1.3"))).to_have_value("")
    paste(page, figure(figures, "2.1.3"), "2.1.5\t61\n2.1.1\t44,5\n")  # by code, wherever it was pasted
    expect(dialog.locator("tbody tr")).to_have_text(planned("2.1.5—61", "2.1.1—44,5"))
    dialog.get_by_role("button", name="Ghi vào các ô").click()
    expect(page.locator("[data-count=filled]").first).to_have_text("2")
    assert typed(figures) == ["44,5", "", "", "61", ""]
    page.keyboard.press("Control+z")
    expect(page.locator(figure(figures, "2.1.1"))).to_have_value("")


def test_one_figure_is_pasted_as_ever_and_enter_goes_down(visit, world, figures):
    page = visit("an").page
    page.goto(f"/bao-cao/{figures.pk}/")
    paste(page, figure(figures, "2.1.1"), "52,5\r\n")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(figure(figures, "2.1.3"))).to_be_focused()


def test_a_part_is_new_until_it_is_read_and_can_be_quoted_and_undone(visit, world, round_, report):  # noqa: F811
    other = report_of(world.b, round_)
    fill(other, world.cuc)
    step(other, Action.SEND, world.cuc)
    form = Form(visit("an"), report)
    part = form.item.locator("[data-part]")
    expect(part).to_contain_text("mới đến")
    form.type("Sở A đã ban hành kế hoạch.")
    part.locator("summary").click()
    part.get_by_role("button", name="Trích vào kết quả").click()
    expect(form.result).to_have_value("Sở A đã ban hành kế hoạch.\n\nSở B: Đã tổ chức 12 lớp.")
    form.is_saved()
    assert form.stored().endswith("Sở B: Đã tổ chức 12 lớp.")
    form.page.keyboard.press("Control+z")
    expect(form.result).to_have_value("Sở A đã ban hành kế hoạch.")
    form.visitor.picture("bieu-mau-trich")
    form.visitor.check()
    form.page.reload()
    expect(form.item.locator("[data-part]")).to_be_visible()
    expect(form.item.get_by_text("mới đến")).to_be_hidden()


def test_last_years_text_is_used_again_and_undone(visit, world, report):  # noqa: F811
    last_year = open_round(plan=world.plan, year=2025, by=person(world.khoa), now=NOW.replace(year=2025))
    entries = TaskEntry.objects.filter(submission__round=last_year, submission__agency=world.a, task__code="1.1")
    entries.update(progress="done", result="Đã mở 5 lớp.\nTại 3 xã.")
    form = Form(visit("an"), report)
    form.item.get_by_text("Năm 2025: Hoàn thành").click()
    form.item.get_by_role("button", name="Dùng lại").click()
    expect(form.result).to_have_value("Đã mở 5 lớp.\nTại 3 xã.")
    form.is_saved()
    form.page.keyboard.press("Control+z")
    expect(form.result).to_have_value("")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_focus_is_never_behind_a_bar(visit, world, figures, width):
    page = visit("an", width=width).page
    page.goto(f"/bao-cao/{figures.pk}/")
    page.locator("#report").focus()
    page.locator("#report [name$='-progress']").first.focus()
    hidden = []
    for _ in range(45):
        page.keyboard.press("Tab")
        hidden.append(page.evaluate(COVERED))
    page.keyboard.press("Shift+Tab")
    assert [one for one in hidden if one] == []


# The focused control, where its middle is not what one would click on there.
COVERED = """() => {
  const control = document.activeElement;
  if (control === document.body || control.closest(".action-bar, .report-bar")) return "";
  const box = control.type === "file" ? control.parentElement : control;
  const { left, top, width, height } = box.getBoundingClientRect();
  const at = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 40));
  return at?.closest(".action-bar, .report-bar") ? control.outerHTML.slice(0, 200) : "";
}"""


# Milliseconds that the page's own handlers take for each of thirty strokes in a field.
STROKES = """(field) => Array.from({ length: 30 }, (_, at) => {
  field.value += "a";
  const before = performance.now();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return performance.now() - before;
})"""


@pytest.mark.parametrize("control", ["result", "typed"])
def test_typing_in_forty_items_never_stutters_on_a_slow_laptop(visit, world, control):
    for number in range(20):
        f.make_task(world.plan, f"7.{number}", leads=[world.a], supports=[world.b])
        f.make_indicator(world.plan, f"2.9.{number}", owner=world.a, baseline=(2023, "40"))
    report = report_of(world.a, open_round(plan=world.plan, year=2026, by=person(world.khoa), now=NOW))  # noqa: F811
    fill(report, world.an)
    page = (visitor := visit("an")).page
    page.goto(f"/bao-cao/{report.pk}/")
    assert page.locator("[data-item]").count() > 40
    visitor.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    strokes = page.locator(f"[name$='-{control}']").nth(10).evaluate(STROKES)
    assert statistics.median(strokes) < 16, sorted(strokes)
