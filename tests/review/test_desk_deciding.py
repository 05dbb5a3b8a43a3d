"""The buttons of the review desk: what each decides, and who comes second."""

import pytest

from reports.collect.services import save_task_entry
from reports.enums import ItemState, State
from reports.models import ReviewNote, TaskEntry
from reports.review.services import accept_item, accept_items, return_item
from reports.workflow import Action
from targets.models import Measurement
from tests.factories import NOW, person
from tests.review.pages import HTMX, button, desk, entry_of, item, send_again, send_back
from tests.steps import all_items, fill, report_of, step

# Deciding on items


def test_accepting_an_item_goes_back_to_it_and_puts_the_figure_on_record(world, report, url, sign_in):
    entry = entry_of(report, "2.1.1")
    response = sign_in(world.dung).post(button(report, entry), {"decision": "accept", "sending": 1})
    assert response["Location"] == f"{url}#indicator-{entry.pk}"
    assert Measurement.objects.get().value == entry.value
    assert item(desk(world, report), "2.1.1").state == ItemState.ACCEPTED


def test_with_htmx_the_answer_is_the_item_and_the_counts(world, report, sign_in):
    entry = entry_of(report, "1.1")
    response = sign_in(world.dung).post(
        button(report, entry), {"decision": "return", "reason": "Thiếu số lớp.", "sending": 1}, headers=HTMX
    )
    assert response.status_code == 200
    assert response.text.lstrip().startswith("<article")
    assert "Thiếu số lớp." in response.text
    for part in ("desk-summary", "desk-nav", "finish", "bar", "messages"):
        assert f'id="{part}"' in response.text
    assert "<html" not in response.text
    assert entry_of(report, "1.1").state == ItemState.RETURNED


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_returning_without_a_reason_is_refused_at_the_field(world, report, sign_in, headers):
    entry = entry_of(report, "1.1")
    data = {"decision": "return", "reason": "   ", "sending": 1}
    response = sign_in(world.dung).post(button(report, entry), data, headers=headers)
    assert response.status_code == (200 if headers else 422)
    assert response.text.count("Hãy ghi rõ cần bổ sung hoặc sửa điều gì.") == 1
    assert response.text.count('aria-invalid="true"') == 1
    assert not ReviewNote.objects.exists()


def test_what_was_typed_stays_beside_a_refusal(world, other, sign_in):
    client, entry = sign_in(world.dung), entry_of(other, "2.1.1")
    accepts = {"decision": "accept", "sending": 1}
    lost = client.post(button(other, entry), {"decision": "nonsense", "reason": "Điều tra mới", "sending": 1})
    assert lost.status_code == 422
    assert ">Điều tra mới</textarea>" in lost.text
    client.post(button(other, entry), accepts | {"reason": "Điều tra mới"})
    assert entry_of(other, "2.1.1").notes.get().reason == "Điều tra mới"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_second_to_decide_loses_politely(world, report, sign_in, headers):
    entry = entry_of(report, "1.1")
    accept_item(entry=entry_of(report, "1.1"), by=person(world.giang), now=NOW)
    client = sign_in(world.dung)
    data = {"decision": "accept", "sending": 1}
    response = client.post(button(report, entry), data, headers=headers, follow=True)
    assert response.status_code == 200
    assert "vừa được người khác xử lý" in response.text
    assert ReviewNote.objects.get().by == world.giang


def test_a_returned_item_is_accepted_after_all_until_the_report_goes_back(world, report, url, sign_in):
    entry, client = entry_of(report, "1.1"), sign_in(world.dung)
    assert "take_back" not in client.get(url).text
    client.post(button(report, entry), {"decision": "return", "reason": "Nhầm.", "sending": 1})
    part = client.get(url).text.split(f'id="task-{entry.pk}"')[1].split("</article>")[0]
    assert 'value="take_back"' in part
    assert 'value="return"' not in part
    client.post(button(report, entry), {"decision": "take_back", "sending": 1})
    assert entry_of(report, "1.1").state == ItemState.ACCEPTED
    for other in all_items(report):
        if other.code == "2":
            return_item(entry=other, reason="Thiếu.", by=person(world.dung), now=NOW)
        elif other.code != "1.1":
            accept_item(entry=other, by=person(world.dung), now=NOW)
    step(report, Action.RETURN, world.dung)
    assert "take_back" not in client.get(url).text


def test_taking_back_a_return_asks_for_the_choice_that_accepting_asks_for(world, report, other, sign_in):
    client, entry = sign_in(world.dung), entry_of(other, "2.1.1")
    return_item(entry=entry, reason="Nhầm.", by=person(world.dung), now=NOW)
    refused = client.post(button(other, entry), {"decision": "take_back", "sending": 1})
    assert "Hãy chọn số được lấy và ghi lý do." in refused.text
    assert refused.text.count('aria-invalid="true"') == 1
    chosen = {"stands": "54,0%", "contest": item(desk(world, other), "2.1.1").contest.seal}
    client.post(button(other, entry), {"decision": "take_back", "reason": "Điều tra mới", "sending": 1} | chosen)
    assert entry_of(other, "2.1.1").state == ItemState.ACCEPTED


def test_nobody_accepts_a_sending_they_have_not_read(world, report, url, sign_in):
    send_back(world, report)
    send_again(world, report)
    client, entry = sign_in(world.dung), entry_of(report, "2.1.1")
    response = client.post(button(report, entry), {"decision": "accept", "sending": 1}, follow=True)
    assert "đã gửi lại báo cáo sau khi bạn mở trang" in response.text
    assert entry_of(report, "2.1.1").state == ItemState.PENDING
    client.post(f"{url}phan-sach/", {"sending": 1, "item": [f"indicator-{entry.pk}"]})
    assert entry_of(report, "2.1.1").state == ItemState.PENDING


def test_an_item_of_another_report_is_not_found(world, report, round_, sign_in):
    other = TaskEntry.objects.filter(submission=report_of(world.b, round_)).first()
    response = sign_in(world.dung).post(button(report, other), {"decision": "accept", "sending": 1})
    assert response.status_code == 404


def test_clean_items_are_accepted_in_one_step_and_flagged_ones_are_not(world, round_, sign_in):
    report = report_of(world.a, round_)
    fill(report, world.an)
    odd = TaskEntry.objects.select_related("submission__round", "task").get(submission=report, task__code="1.1")
    changes = {"progress": "not_arisen", "result": ""}
    save_task_entry(entry=odd, version=odd.version, changes=changes, by=person(world.an), now=NOW)
    report = send_again(world, report)
    shown = desk(world, report)
    assert ([one.code for one in shown.clean], [one.code for one in shown.flagged]) == (["2.1.1", "1.2", "2"], ["1.1"])
    everything = {"sending": 1, "item": [one.key for one in shown.items]}
    response = sign_in(world.dung).post(f"/bao-cao/{report.pk}/duyet/phan-sach/", everything, follow=True)
    assert "Đã duyệt 3 mục không có lưu ý." in response.text
    assert [one.code for one in desk(world, report).accepted] == ["2.1.1", "1.2", "2"]
    assert [one.code for one in desk(world, report).flagged] == ["1.1"]


def test_what_the_officer_did_not_see_as_clean_is_left(world, report, url, sign_in):
    entry = entry_of(report, "1.2")
    sign_in(world.dung).post(f"{url}phan-sach/", {"sending": 1, "item": [f"task-{entry.pk}"]})
    assert [one.code for one in desk(world, report).accepted] == ["1.2"]


# Ending the review


def finish(client, report, action, **data):
    return client.post(
        f"/bao-cao/{report.pk}/duyet/ket-thuc/", {"action": action, "version": report.version} | data, follow=True
    )


def test_a_report_with_a_returned_item_goes_back_and_lists_it(world, report, url, sign_in):
    client, entries = sign_in(world.dung), all_items(report)
    return_item(entry=entries[0], reason="Nêu số lớp từng huyện.", by=person(world.dung), now=NOW)
    assert desk(world, report).finish is None
    accept_items(submission=report, entries=entries[1:], by=person(world.dung), now=NOW)
    assert desk(world, report).finish == Action.RETURN
    finish_part = client.get(url).text.split('id="finish"')[1]
    assert "Nêu số lớp từng huyện." in finish_part
    assert 'value="return"' in finish_part
    assert "Đã trả lại báo cáo cho SOA" in finish(client, report, "return").text
    report.refresh_from_db()
    assert report.state == State.RETURNED


def test_a_report_is_accepted_once_every_item_is(world, report, sign_in):
    client = sign_in(world.dung)
    assert "Còn 4 mục chờ duyệt." in finish(client, report, "accept").text
    accept_items(submission=report, entries=all_items(report), by=person(world.dung), now=NOW)
    assert "Đã duyệt báo cáo của SOA." in finish(client, report, "accept").text
    report.refresh_from_db()
    assert report.state == State.ACCEPTED
    assert desk(world, report).finish is None


def test_an_accepted_report_is_taken_up_again_with_a_reason(world, report, url, sign_in):
    accept_items(submission=report, entries=all_items(report), by=person(world.dung), now=NOW)
    step(report, Action.ACCEPT, world.dung)
    client = sign_in(world.dung)
    refused = finish(client, report, "reopen", reason=" ")
    assert refused.status_code == 422
    assert "Hãy ghi lý do." in refused.text
    assert "Mở lại báo cáo" not in sign_in(world.ha).get(url).text
    client = sign_in(world.dung)
    assert "Đã mở lại báo cáo của SOA" in finish(client, report, "reopen", reason="Số liệu mới").text
    report.refresh_from_db()
    assert report.state == State.SUBMITTED


def test_the_second_to_end_a_review_loses_politely(world, report, sign_in):
    accept_items(submission=report, entries=all_items(report), by=person(world.dung), now=NOW)
    stale = report.version
    step(report, Action.ACCEPT, world.giang)
    step(report, Action.REOPEN, world.giang, reason="Xem lại")
    response = sign_in(world.dung).post(
        f"/bao-cao/{report.pk}/duyet/ket-thuc/", {"action": "accept", "version": stale}, follow=True
    )
    assert "vừa được người khác chuyển" in response.text


@pytest.mark.parametrize("action", ["lock", "send", ""])
def test_other_steps_are_not_taken_here(world, report, sign_in, action):
    assert finish(sign_in(world.dung), report, action).status_code == 422
    report.refresh_from_db()
    assert report.state == State.SUBMITTED
