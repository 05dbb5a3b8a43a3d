"""The round board as it stays open all day: it looks again by itself, and what the officer is at stays."""

import pytest
from playwright.sync_api import expect

from reports.workflow import Action
from tests import factories as f
from tests.steps import fill, report_of, step

pytestmark = pytest.mark.browser

URL = "/ke-hoach/ke-hoach-thu/ky/2026/"
LOOK = "window.dispatchEvent(new Event('online'))"  # the same look that comes by itself every 90 seconds


@pytest.fixture
def board(transactional_db, world, round_, visit):
    visitor = visit("dung")
    visitor.page.goto(URL)
    return visitor


def test_what_is_ticked_the_focus_and_the_place_stay_when_the_rows_come_anew(world, round_, board):
    page, (a, b) = board.page, (report_of(world.a, round_), report_of(world.b, round_))
    page.set_viewport_size({"width": 1280, "height": 400})
    page.check(f"#choose-{a.pk}")
    page.focus(f"#extend-{a.pk}")
    page.evaluate("window.scrollTo(0, 150)")
    fill(b, world.cuc)
    step(b, Action.SEND, world.cuc)

    page.evaluate(LOOK)

    expect(page.locator(f"#review-{b.pk}")).to_be_visible()
    expect(page.locator(f"#choose-{a.pk}")).to_be_checked()
    expect(page.locator(f"#extend-{a.pk}")).to_be_focused()
    expect(page.locator("#count")).to_have_text("Đã đánh dấu 1 cơ quan.")
    assert page.evaluate("window.scrollY") == 150
    board.check()


def test_nothing_is_drawn_anew_where_nothing_changed(board):
    page = board.page
    page.evaluate("document.getElementById('board-rows').dataset.mine = 'yes'")
    with page.expect_response(lambda answer: answer.url.endswith(URL)) as answer:
        page.evaluate(LOOK)
    assert answer.value.status == 204
    expect(page.locator("#board-rows[data-mine]")).to_be_attached()


def test_a_lost_connection_and_an_ended_session_are_said_and_the_rows_stay(board):
    page, fresh = board.page, board.page.locator("#fresh")
    board.context.set_offline(True)
    page.evaluate(LOOK)
    expect(fresh).to_contain_text("Mất kết nối. Số liệu trên trang là của lúc")
    board.context.set_offline(False)
    page.evaluate(LOOK)
    expect(fresh).to_contain_text("Cập nhật lúc")
    board.context.clear_cookies()
    page.evaluate(LOOK)
    expect(fresh).to_contain_text("Phiên làm việc đã kết thúc.")
    expect(page.locator("[name='bao-cao']")).to_have_count(2)


def test_several_agencies_are_chosen_from_the_keyboard_and_given_more_time(board):
    page = board.page
    expect(page.locator("#chosen")).to_be_hidden()
    page.focus("#choose-all")
    page.keyboard.press("Space")
    expect(page.locator("#count")).to_have_text("Đã đánh dấu 2 cơ quan.")
    page.click("#choose-none")
    expect(page.locator("#chosen")).to_be_hidden()
    page.check("#choose-all")
    page.locator("#chosen").get_by_role("button", name="Gia hạn").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gia hạn cho 2 cơ quan")
    board.check()


def test_without_scripts_a_link_chooses_the_whole_page(transactional_db, world, round_, browser, live_server, traffic):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.fill("input[name=username]", "dung")
    page.fill("input[name=password]", f.PASSWORD)
    page.click("main button[type=submit]")
    page.goto(URL)
    page.click("#chosen >> text=Chọn cả trang")
    page.click("#chosen >> text=Đôn đốc")
    assert page.url.endswith(
        "".join(
            f"{mark}bao-cao={report_of(agency, round_).pk}"
            for mark, agency in zip("?&", (world.a, world.b), strict=True)
        )
    )
    context.close()
    traffic.wait_for_end()
