"""Two people in one report are told of each other, and two texts become one by a person's hand."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_form_safety import Form, report  # noqa: F401

pytestmark = pytest.mark.browser


def test_each_sees_who_else_is_there_and_where(visit, world, report):  # noqa: F811
    an, binh = Form(visit("an"), report), Form(visit("binh", width=360), report)
    expect(binh.page.locator("[data-present-here]")).to_have_text("Đang mở: Trần Thị An")
    binh.type("Của Bình")  # a save tells where one is, and who else is there
    binh.is_saved()
    an.page.locator("[name$='-typed']").fill("52,5")
    expect(an.page.locator("[data-present-here]")).to_have_text("Đang mở: Lê Văn Bình (mục 1.1)")
    expect(an.item.locator("[data-present]")).to_contain_text("Lê Văn Bình đang ở mục này")
    an.visitor.picture("bieu-mau-hai-nguoi")
    an.visitor.check()
    binh.visitor.check()
    an.page.locator("[data-present-here] a").click()
    expect(an.item).to_be_focused()


def test_who_leaves_is_seen_no_more_and_a_failing_beat_disturbs_nobody(visit, world, report):  # noqa: F811
    an, binh = Form(visit("an"), report), Form(visit("binh"), report)
    here = binh.page.locator("[data-present-here]")
    expect(here).to_be_visible()
    binh.page.route("**/dang-mo/", lambda route: route.abort())
    binh.page.locator("[name$='-typed']").first.focus()
    expect(here).to_be_hidden()
    binh.type("Vẫn ghi được")
    binh.is_saved()
    assert [one for one in binh.visitor.complaints if "Failed to load" not in one] == []
    assert an.page.is_visible(".report-bar")


def test_two_texts_are_made_one_in_the_field_with_both_in_sight(visit, world, report):  # noqa: F811
    an, binh = Form(visit("an", width=360), report), Form(visit("binh"), report)
    binh.type("Đã mở 7 lớp.")
    binh.is_saved()
    an.type("Đã mở 5 lớp tại xã.")
    question = an.item.locator(".clash")
    expect(question).to_contain_text("Lê Văn Bình")
    expect(question.locator("[data-text=mine] mark")).to_have_text(["5 ", "tại xã"])
    question.get_by_role("button", name="Ghép rồi sửa").click()
    expect(an.result).to_have_value("Đã mở 7 lớp.\n\nĐã mở 5 lớp tại xã.")
    expect(an.result).to_be_focused()
    an.result.fill("Đã mở 7 lớp, trong đó 5 lớp tại xã.")
    an.page.wait_for_timeout(1200)  # longer than the pause after which a field is saved
    assert an.stored() == "Đã mở 7 lớp."
    expect(question.locator("[data-text=theirs]")).to_be_visible()
    an.visitor.picture("bieu-mau-ghep")
    an.visitor.check()
    an.page.reload()  # leaving in the middle of it is no loss either
    expect(an.result).to_have_value("Đã mở 7 lớp, trong đó 5 lớp tại xã.")
    an.item.get_by_role("button", name="Giữ bản của tôi").click()
    an.is_saved()
    assert an.stored() == "Đã mở 7 lớp, trong đó 5 lớp tại xã."
