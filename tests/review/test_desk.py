"""The review desk as a page: who may, what it shows, and what each button does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.collect.opening import open_round
from reports.collect.services import save_indicator_entry, save_task_entry
from reports.enums import ItemState, State
from reports.models import IndicatorEntry, ReviewNote, Submission, TaskEntry
from reports.review.desk import desk_of, get_report_to_read
from reports.review.flags import FlagKind
from reports.review.services import accept_item, accept_items, return_item
from reports.workflow import Action
from targets.enums import Status
from targets.models import IndicatorOwner, Measurement
from tests import factories as f
from tests.factories import NOW, TODAY, ZONE, person
from tests.steps import all_items, fill, report_of, send_signed, step

HTMX = {"HX-Request": "true"}


@pytest.fixture
def report(world, round_):
    """Sở A's report for 2026: three tasks and the indicator 2.1.1 with 52,5%, sent once."""
    return send_signed(world, round_)


@pytest.fixture
def url(report):
    return f"/bao-cao/{report.pk}/duyet/"


def desk(world, report, user=None):
    submission, standing = get_report_to_read(person(user or world.dung), report.pk, on=TODAY)
    return desk_of(submission, standing=standing, zone=ZONE)


def item(desk_, code):
    return next(one for one in desk_.items if one.code == code)


def button(report, entry):
    kind = "nhiem-vu" if isinstance(entry, TaskEntry) else "chi-tieu"
    return f"/bao-cao/{report.pk}/duyet/{kind}/{entry.pk}/"


def entry_of(report, code):
    return next(entry for entry in all_items(report) if entry.code == code)


def send_back(world, report, codes=("2.1.1",), reason="Ghi rõ nguồn."):
    """Return the items named, accept the rest, and return the report."""
    for entry in all_items(report):
        if entry.code in codes:
            return_item(entry=entry, reason=reason, by=person(world.dung), now=NOW)
        else:
            accept_item(entry=entry, by=person(world.dung), now=NOW)
    return step(report, Action.RETURN, world.dung)


def send_again(world, report):
    """Sign and send the report as it stands."""
    step(report, Action.REQUEST_SIGNOFF, world.an)
    return step(report, Action.SIGN_AND_SEND, world.binh)


# Who may


@pytest.mark.parametrize(("who", "buttons"), [("dung", True), ("giang", True), ("ha", False)])
def test_the_coordinators_people_decide_and_leaders_read(world, url, sign_in, who, buttons):
    response = sign_in(getattr(world, who)).get(url)
    assert response.status_code == 200
    assert "52,5%" in response.text
    assert ('name="decision"' in response.text) == buttons
    assert ("phan-sach" in response.text) == buttons


@pytest.mark.parametrize("who", ["an", "binh", "cuc", "khoa", "lan"])
def test_agencies_administrators_and_outsiders_have_no_desk(world, url, sign_in, who):
    assert sign_in(getattr(world, who)).get(url).status_code == 404


@pytest.mark.parametrize("who", ["an", "binh", "cuc", "ha", "khoa", "lan"])
def test_nobody_else_presses_a_button(world, report, url, sign_in, who):
    client, entry = sign_in(getattr(world, who)), entry_of(report, "1.1")
    for target, data in (
        (button(report, entry), {"decision": "accept", "sending": 1}),
        (f"{url}phan-sach/", {"sending": 1, "item": [f"task-{entry.pk}"]}),
        (f"{url}ket-thuc/", {"action": "accept", "version": report.version}),
    ):
        assert client.post(target, data).status_code == 404
    assert not ReviewNote.objects.exists()


def test_an_unsent_report_has_no_desk(world, round_, sign_in):
    draft = report_of(world.b, round_)
    assert sign_in(world.dung).get(f"/bao-cao/{draft.pk}/duyet/").status_code == 404


def test_an_officer_who_also_reports_does_not_review_an_unsent_report(world, round_, sign_in):
    f.Membership.objects.create(user=world.dung, agency=world.b, role=f.Role.REPORTER)
    draft = report_of(world.b, round_)
    assert sign_in(world.dung).get(f"/bao-cao/{draft.pk}/duyet/").status_code == 404


# What it shows


def test_a_figure_stands_beside_its_path_and_its_target_with_the_verdict_it_would_get(world, report):
    shown = item(desk(world, report), "2.1.1")
    assert (shown.value, shown.quality, shown.path, shown.target) == ("52,5%", "ước thực hiện", "48,6%", "mức đề ra")
    assert shown.verdict.status == Status.ON_TRACK
    assert shown.verdict.sentence == "ước 52,5% năm 2026, lộ trình cần 48,6%: đúng tiến độ"


def test_last_years_words_and_figure_stand_beside_this_years(world, sign_in):
    last = open_round(plan=world.plan, year=2025, by=person(world.khoa), now=NOW)
    earlier = send_signed(world, last)
    accept_items(submission=earlier, entries=all_items(earlier), by=person(world.dung), now=NOW)
    report = send_signed(world, open_round(plan=world.plan, year=2026, by=person(world.khoa), now=NOW))
    shown = desk(world, report)
    assert item(shown, "2.1.1").last == "52,5%"
    assert item(shown, "1.1").last.result == "Đã tổ chức 12 lớp."
    assert [flag.kind for flag in item(shown, "1.1").flags] == [FlagKind.SAME_TEXT]


def test_another_agencys_figure_is_shown_and_takes_the_item_out_of_the_clean_ones(world, round_, report):
    IndicatorOwner.objects.create(indicator=world.indicators[0], agency=world.b)
    other = report_of(world.b, round_)
    IndicatorEntry.objects.create(submission=other, indicator=world.indicators[0], year=2026)
    fill(other, world.cuc, value="54")
    assert item(desk(world, report), "2.1.1").others == ()  # not sent: nobody's business yet
    step(other, Action.SEND, world.cuc)
    shown = item(desk(world, report), "2.1.1")
    assert shown.others == (("SOB", "54,0%"),)
    assert [flag.kind for flag in shown.flags] == [FlagKind.DIFFERS]
    assert not shown.is_clean


def test_neighbours_are_the_other_sent_reports(world, round_, report, url, sign_in):
    assert (desk(world, report).previous, desk(world, report).next) == (None, None)
    other = report_of(world.b, round_)
    fill(other, world.cuc)
    step(other, Action.SEND, world.cuc)
    shown = desk(world, report)
    assert (shown.previous, shown.next.agency, shown.next_waiting.agency) == (None, "SOB", "SOB")
    assert desk(world, other).previous.agency == "SOA"
    assert f"/bao-cao/{other.pk}/duyet/" in sign_in(world.dung).get(url).text


def test_a_report_back_for_mending_still_shows_what_was_sent(world, report, url, sign_in):
    send_back(world, report)
    entry = IndicatorEntry.objects.select_related("submission__round", "indicator").get(submission=report)
    save_indicator_entry(entry=entry, version=entry.version, changes={"typed": "77"}, by=person(world.an), now=NOW)
    text = sign_in(world.dung).get(url).text
    assert "52,5%" in text
    assert "77" not in text


def test_what_changed_since_the_return_is_marked_word_by_word(world, report, url, sign_in):
    send_back(world, report, codes=("1.1", "2.1.1"))
    task = TaskEntry.objects.select_related("submission__round", "task").get(submission=report, task__code="1.1")
    changes = {"result": "Đã tổ chức 15 lớp."}
    save_task_entry(entry=task, version=task.version, changes=changes, by=person(world.an), now=NOW)
    send_again(world, report)
    text = sign_in(world.dung).get(url).text
    assert "Đã tổ chức <del>12 </del><ins>15 </ins>lớp." in text
    assert "lần gửi 2" in text
    shown = desk(world, report)
    assert item(shown, "1.1").flags == ()
    assert [flag.kind for flag in item(shown, "2.1.1").flags] == [FlagKind.UNCHANGED]
    assert [note.reason for note in item(shown, "1.1").notes] == ["Ghi rõ nguồn."]
    assert item(shown, "2").changes == ()


def test_the_sentence_on_top_counts_only_what_there_is(world, report):
    assert desk(world, report).summary == "3 nhiệm vụ, 1 chỉ tiêu: 4 mục không có lưu ý."
    accept_item(entry=entry_of(report, "2.1.1"), by=person(world.dung), now=NOW)
    return_item(entry=entry_of(report, "2"), reason="Thiếu.", by=person(world.dung), now=NOW)
    assert desk(world, report).summary == "3 nhiệm vụ, 1 chỉ tiêu: 2 mục không có lưu ý, 1 mục trả lại, 1 mục đã duyệt."


def test_lateness_is_said(world, report, url, sign_in):
    assert "gửi đúng hạn" in sign_in(world.dung).get(url).text
    late = report.round.due_at + timezone.timedelta(days=3)
    Submission.objects.filter(pk=report.pk).update(first_sent_at=late, last_sent_at=late)
    assert "gửi trễ 3 ngày" in sign_in(world.dung).get(url).text


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


def test_what_was_typed_stays_beside_a_refusal(world, report, round_, sign_in):
    accept_items(submission=report, entries=all_items(report), by=person(world.dung), now=NOW)
    other = report_of(world.b, round_)
    IndicatorEntry.objects.create(submission=other, indicator=world.indicators[0], year=2026)
    fill(other, world.cuc, value="54")
    step(other, Action.SEND, world.cuc)
    client, entry = sign_in(world.dung), entry_of(other, "2.1.1")
    refused = client.post(button(other, entry), {"decision": "accept", "reason": " ", "sending": 1})
    assert "Hãy ghi lý do chọn số này." in refused.text
    lost = client.post(button(other, entry), {"decision": "nonsense", "reason": "Điều tra mới", "sending": 1})
    assert lost.status_code == 422
    assert ">Điều tra mới</textarea>" in lost.text
    client.post(button(other, entry), {"decision": "accept", "reason": "Điều tra mới", "sending": 1})
    assert Measurement.objects.filter(indicator=world.indicators[0]).latest("revision").reason == "Điều tra mới"


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


def test_taking_back_a_return_asks_for_the_reason_that_accepting_asks_for(world, report, round_, sign_in):
    accept_items(submission=report, entries=all_items(report), by=person(world.dung), now=NOW)
    other = report_of(world.b, round_)
    IndicatorEntry.objects.create(submission=other, indicator=world.indicators[0], year=2026)
    fill(other, world.cuc, value="54")
    step(other, Action.SEND, world.cuc)
    client, entry = sign_in(world.dung), entry_of(other, "2.1.1")
    return_item(entry=entry, reason="Nhầm.", by=person(world.dung), now=NOW)
    refused = client.post(button(other, entry), {"decision": "take_back", "sending": 1})
    assert "Hãy ghi lý do chọn số này." in refused.text
    assert refused.text.count('aria-invalid="true"') == 1
    client.post(button(other, entry), {"decision": "take_back", "reason": "Điều tra mới", "sending": 1})
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


# Cost


def report_with(world, items):
    """A report of one agency with as many tasks and indicators, returned once and sent again."""
    plan = f.make_plan(issuer=world.committee, coordinator=world.coordinator, code=f"ke-hoach-{items}")
    for number in range(items):
        f.make_task(plan, f"{number}", leads=[world.a])
        f.make_indicator(plan, f"c{number}", owner=world.a, baseline=(2023, "40"))
    report = send_signed(world, open_round(plan=plan, year=2026, by=person(world.khoa), now=NOW))
    for entry in all_items(report):
        return_item(entry=entry, reason="Ghi rõ.", by=person(world.dung), now=NOW)
    step(report, Action.RETURN, world.dung)
    fill(report, world.an, value="54")
    return send_again(world, report)


def test_one_item_and_three_cost_the_same(world, sign_in):
    costs = {}
    for items in (1, 3):
        report = report_with(world, items)
        client = sign_in(world.dung)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/bao-cao/{report.pk}/duyet/")
        assert response.text.count("desk-item-head") == 2 * items
        assert response.text.count("<ins>") == items
        costs[items] = len(queries)
    assert costs[1] == costs[3] <= 15
