"""Several items returned in one step, each with its note: all or none, and one mail with the report."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.errors import Refused, Stale
from reports.enums import ItemState, State
from reports.models import Mail, ReviewNote
from reports.review.returning import return_together
from reports.review.services import accept_item, accept_items, return_item, return_items
from tests.factories import NOW, person
from tests.review.pages import HTMX, button, desk, entry_of, item, send_again, send_back
from tests.steps import all_items


@pytest.fixture
def page(url):
    return f"{url}tra-lai/"


def states(report):
    return [entry.state for entry in all_items(report)]


def posted(world, report, notes, **more):
    """What the page sends for `notes`, by code."""
    shown = desk(world, report)
    keys = {item(shown, code).key: note for code, note in notes.items()}
    fields = {f"note-{key}": note for key, note in keys.items()}
    return {"sending": shown.sending.number, "version": report.version, "item": list(keys)} | fields | more


def accept_all_but(world, report, *codes):
    rest = [entry for entry in all_items(report) if entry.code not in codes]
    accept_items(submission=report, entries=rest, by=person(world.dung), now=NOW)


def test_the_marked_items_stand_with_a_field_for_each(world, report, page, sign_in):
    keys = [item(desk(world, report), code).key for code in ("1.1", "2.1.1")]
    html = sign_in(world.dung).get(page, {"item": keys}).text
    assert "Trả lại 2 mục cho SOA" in html
    assert [html.count(f'name="note-{key}"') for key in keys] == [1, 1]
    assert "Còn 2 mục chờ duyệt" in html
    assert "with_report" not in html


def test_each_gets_its_own_note_and_the_report_stays_while_others_wait(world, report, page, sign_in):
    notes = {"1.1": "Nêu số lớp.", "2.1.1": "Ghi rõ nguồn."}
    answer = sign_in(world.dung).post(page, posted(world, report, notes), follow=True)
    assert "Đã ghi trả lại 2 mục." in answer.text
    assert {one.code: one.return_reason for one in desk(world, report).returned} == notes
    report.refresh_from_db()
    assert report.state == State.SUBMITTED
    assert not Mail.objects.filter(kind="returned").exists()


def test_with_the_last_items_the_report_goes_back_in_one_mail_a_person(world, report, page, sign_in):
    accept_all_but(world, report, "1.1", "2.1.1")
    data = posted(world, report, {"1.1": "Nêu số lớp.", "2.1.1": "Ghi rõ nguồn."}, with_report="on")
    client = sign_in(world.dung)
    assert 'name="with_report"' in client.get(page, {"item": data["item"]}).text
    assert "Đã trả lại báo cáo cho SOA" in client.post(page, data, follow=True).text
    report.refresh_from_db()
    assert report.state == State.RETURNED
    mails = Mail.objects.filter(kind="returned")
    assert len({mail.recipient_id for mail in mails}) == len(mails) > 0
    assert all("Nêu số lớp." in mail.body and "Ghi rõ nguồn." in mail.body for mail in mails)


@pytest.mark.parametrize("empty", ["", "   ", "\u200b"])
def test_a_missing_note_is_named_with_a_way_to_it_and_nothing_is_returned(world, report, page, sign_in, empty):
    data = posted(world, report, {"1.1": "Nêu số lớp.", "2.1.1": empty})
    answer = sign_in(world.dung).post(page, data)
    key = item(desk(world, report), "2.1.1").key
    assert answer.status_code == 422
    assert f'<a href="#id_note-{key}">2.1.1' in answer.text
    assert "Hãy ghi rõ cần bổ sung hoặc sửa điều gì." in answer.text
    assert ">\nNêu số lớp.</textarea>" in answer.text
    assert not ReviewNote.objects.exists()


def test_what_a_colleague_decided_stops_all_of_it_and_both_texts_are_shown(world, report, page, sign_in):
    data = posted(world, report, {"1.1": "Nêu số lớp.", "2.1.1": "Ghi rõ nguồn."})
    return_item(entry=entry_of(report, "1.1"), reason="Thiếu hẳn.", by=person(world.giang), now=NOW)
    answer = sign_in(world.dung).post(page, data)
    assert answer.status_code == 409
    for words in ("chưa mục nào được trả lại", "Thiếu hẳn.", "<em>Nêu số lớp.</em>", ">\nGhi rõ nguồn.</textarea>"):
        assert words in answer.text
    assert item(desk(world, report), "2.1.1").state == ItemState.PENDING


def test_a_report_that_was_sent_again_meanwhile_is_read_first(world, report, page, sign_in):
    data = posted(world, report, {"1.1": "Nêu số lớp."})
    send_back(world, report)
    send_again(world, report)
    accept_item(entry=entry_of(report, "2.1.1"), by=person(world.dung), now=NOW)
    again = posted(world, report, {"2.1.1": "Ghi rõ."}, sending=1)
    answer = sign_in(world.dung).post(page, again)
    assert "đã gửi lại báo cáo sau khi bạn mở trang" in answer.text
    assert ">\nGhi rõ.</textarea>" in answer.text
    assert "2.1.1" in [one.code for one in desk(world, report).accepted]
    assert data["sending"] == 1


def test_nothing_marked_leads_back(world, report, url, page, sign_in):
    client = sign_in(world.dung)
    for answer in (client.get(page, follow=True), client.post(page, {"item": ["task-0"]}, follow=True)):
        assert "Hãy đánh dấu các mục cần trả lại" in answer.text
        assert answer.redirect_chain[-1][0] == url


@pytest.mark.parametrize("who", ["an", "binh", "cuc", "ha", "khoa", "lan"])
def test_nobody_else_returns(world, report, page, sign_in, who):
    data = posted(world, report, {"1.1": "x"})
    client = sign_in(getattr(world, who))
    assert (client.get(page, {"item": data["item"]}).status_code, client.post(page, data).status_code) == (404, 404)


# The services


def together(world, report, returns, **more):
    seen = {"sending": 1, "version": report.version, "with_report": True} | more
    return_together(submission=report, returns=returns, by=person(world.dung), now=NOW, **seen)


def test_the_items_stay_as_they_were_where_the_report_cannot_go_back(world, report):
    before = states(report)
    with pytest.raises(Refused, match="chờ duyệt"):  # others still wait
        together(world, report, [(entry_of(report, "1.1"), "Thiếu.")])
    accept_all_but(world, report, "1.1")
    with pytest.raises(Stale):
        together(world, report, [(entry_of(report, "1.1"), "Thiếu.")], version=report.version + 1)
    assert (before[0], entry_of(report, "1.1").state) == ("pending", "pending")
    assert not ReviewNote.objects.filter(decision="returned").exists()


def test_one_note_missing_returns_nothing(world, report):
    returns = [(entry_of(report, "1.1"), "Thiếu."), (entry_of(report, "2"), " ")]
    with pytest.raises(Refused) as caught:
        return_items(submission=report, returns=returns, by=person(world.dung), now=NOW)
    assert caught.value.field == "reason"
    assert set(states(report)) == {"pending"}


def test_one_item_and_three_cost_the_same(world, report):
    def cost(entries):
        returns = [(entry, "Thiếu.") for entry in entries]
        with CaptureQueriesContext(connection) as queries:
            return_items(submission=report, returns=returns, by=dung, now=NOW)
        return len(queries)

    tasks, dung = all_items(report)[:3], person(world.dung)
    assert report.round.plan  # loaded, as the door loads it
    one = cost(tasks[:1])
    type(tasks[0]).objects.update(state="pending")
    assert cost(tasks) == one


# Two officers, one item


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_second_with_a_note_keeps_it_and_sees_the_first_ones(world, report, sign_in, headers):
    entry = entry_of(report, "1.1")
    return_item(entry=entry, reason="Thiếu số lớp.", by=person(world.giang), now=NOW)
    data = {"decision": "return", "reason": "Nêu từng huyện.", "sending": 1}
    answer = sign_in(world.dung).post(button(report, entry), data, headers=headers)
    assert answer.status_code == (200 if headers else 409)
    for words in ("vừa được người khác xử lý", "Thiếu số lớp.", ">Nêu từng huyện.</textarea>"):
        assert words in answer.text
    assert ReviewNote.objects.count() == 1


def test_a_note_for_a_report_that_went_back_meanwhile_is_shown_too(world, report, sign_in):
    entry = entry_of(report, "1.1")
    client = sign_in(world.dung)
    send_back(world, report, codes=("1.1",), reason="Thiếu hẳn.")
    answer = client.post(button(report, entry), {"decision": "return", "reason": "Nêu từng huyện.", "sending": 1})
    assert "<em>Nêu từng huyện.</em>" in answer.text
    assert "Thiếu hẳn." in answer.text
    assert ReviewNote.objects.filter(decision="returned").count() == 1
