"""The review desk as a page: who may open it, and what it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.collect.opening import open_round
from reports.collect.services import save_indicator_entry, save_task_entry
from reports.flags import FlagKind
from reports.models import IndicatorEntry, ReviewNote, Submission, TaskEntry
from reports.review.services import accept_item, accept_items, return_item
from reports.workflow import Action
from targets.enums import Status
from targets.models import IndicatorOwner
from tests import factories as f
from tests.factories import NOW, person
from tests.review.pages import button, desk, entry_of, item, send_again, send_back
from tests.steps import all_items, fill, report_of, send_signed, step

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
    assert item(desk(world, report), "2.1.1").others == []  # not sent: nobody's business yet
    step(other, Action.SEND, world.cuc)
    shown = item(desk(world, report), "2.1.1")
    assert [(side.agency, side.value) for side in shown.others] == [("SOB", "54,0%")]
    assert [flag.kind for flag in shown.flags] == [FlagKind.DIFFERS]
    assert not shown.is_clean


def test_a_report_back_for_mending_still_shows_what_was_sent(world, report, url, sign_in):
    send_back(world, report)
    entry = IndicatorEntry.objects.select_related("submission__round", "indicator").get(submission=report)
    save_indicator_entry(entry=entry, version=entry.version, changes={"typed": "77,7531"}, by=person(world.an), now=NOW)
    text = sign_in(world.dung).get(url).text
    assert "52,5%" in text
    assert "77,7531" not in text


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
    assert costs[1] == costs[3] <= 17
