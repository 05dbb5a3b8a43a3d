import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.errors import Refused, Stale
from reports.difficulties import grouping
from reports.difficulties.checking import Said
from reports.difficulties.services import raise_difficulty, take_step, take_step_together
from reports.enums import DifficultyAction as Action
from reports.enums import DifficultyState as State
from reports.models import Attachment, Difficulty, DifficultyGroup, Mail
from tests import factories as f
from tests.difficulties.conftest import DAY, WORDS
from tests.evidence.files import PDF


def actions(row):
    return [step.action for step in row.steps.all()]


def test_raising_keeps_the_words_and_who_said_them(world, tell):
    row = tell(text="  Thiếu kinh phí mở lớp. ", proposal="Cấp thêm.")
    step = row.steps.get()
    assert (row.text, row.proposal, row.state, row.step_count) == ("Thiếu kinh phí mở lớp.", "Cấp thêm.", "open", 1)
    assert (row.agency_name, row.raised_at, row.raised_by) == ("Sở A", f.NOW, world.an)
    assert (step.action, step.by, step.text) == (
        Action.RAISE,
        world.an,
        "Thiếu kinh phí mở lớp.\nĐề xuất, kiến nghị: Cấp thêm.",
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "Không có khó khăn."}, "text"),
        ({"text": ""}, "text"),
        ({"agency": "b"}, "agency"),
        ({"task": "3"}, "task"),
    ],
)
def test_one_raises_what_is_ones_own_and_says_something(world, changes, field):
    foreign = f.make_task(world.plan, "3", leads=[world.b])
    given = {"text": "Thiếu vốn.", "agency": world.a, "task": None} | changes
    given["agency"] = world.b if given["agency"] == "b" else world.a
    given["task"] = foreign if given["task"] else None
    with pytest.raises(Refused) as refused:
        raise_difficulty(plan=world.plan, by=f.person(world.an), now=f.NOW, **given)
    assert refused.value.field == field
    assert not Difficulty.objects.exists()


def test_the_same_is_not_raised_twice_while_it_waits(world, tell, do):
    row = tell()
    with pytest.raises(Refused, match="Không cần nêu lại"):
        tell()
    do(row, Action.ANSWER, world.dung)
    assert tell().pk != row.pk


def test_the_whole_way_with_its_moments(world, tell, do):
    row = tell()
    do(row, Action.AMEND, world.binh, now=f.NOW + DAY)
    assert (row.text, row.proposal, row.state) == ("Thiếu kinh phí cho 12 lớp.", "Bổ sung 200 triệu đồng.", "open")
    do(row, Action.ESCALATE, world.dung, now=f.NOW + 2 * DAY)
    do(row, Action.DECIDE, world.ha, now=f.NOW + 3 * DAY)
    do(row, Action.CLOSE, world.an, now=f.NOW + 4 * DAY)
    assert (row.escalated_at, row.answered_at, row.closed_at) == tuple(f.NOW + n * DAY for n in (2, 3, 4))
    do(row, Action.REOPEN, world.an, now=f.NOW + 5 * DAY)
    assert (row.state, row.raised_at) == ("open", f.NOW + 5 * DAY)
    assert (row.escalated_at, row.answered_at, row.closed_at) == (None, None, None)
    assert actions(row) == ["raise", "amend", "escalate", "decide", "close", "reopen"]
    assert row.step_count == 6


def test_the_second_of_two_gets_a_sentence_and_what_stands(world, tell, do):
    row = tell()
    do(row, Action.ANSWER, world.dung)
    stale = Difficulty.objects.get(pk=row.pk)
    stale.state = State.OPEN
    with pytest.raises(Stale) as refused:
        take_step(
            difficulty=stale,
            action=Action.ESCALATE,
            seen=1,
            said=WORDS[Action.ESCALATE],
            by=f.person(world.giang),
            now=f.NOW,
        )
    assert "Đã trả lời" in refused.value.message
    assert refused.value.current.state == State.ANSWERED
    assert actions(row) == ["raise", "answer"]


def test_the_same_words_again_are_no_change(world, tell, do):
    row = tell()
    with pytest.raises(Refused, match="không thay đổi"):
        do(row, Action.AMEND, world.an, said=Said(text=row.text))


def test_the_coordinator_closes_only_with_a_word(world, tell, do):
    row = tell()
    do(row, Action.ANSWER, world.dung)
    with pytest.raises(Refused, match="căn cứ"):
        do(row, Action.CLOSE, world.dung)
    do(row, Action.CLOSE, world.dung, said=Said(text="Sở A xác nhận qua điện thoại."))
    assert row.state == State.CLOSED


def test_a_decision_keeps_its_document_and_its_file(world, tell, do, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = tell()
    do(row, Action.ESCALATE, world.dung)
    do(row, Action.DECIDE, world.dung, upload=SimpleUploadedFile("88.pdf", PDF))
    step = row.steps.last()
    assert (step.document_number, step.document_date, step.file.name) == ("88/TB-UBND", f.TODAY, "88.pdf")


def test_a_decision_refused_keeps_no_file(world, tell, do, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = tell()
    do(row, Action.ESCALATE, world.dung)
    with pytest.raises(Stale):
        do(row, Action.DECIDE, world.ha, seen=1, upload=SimpleUploadedFile("88.pdf", PDF))
    assert not Attachment.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_agency_is_told_of_an_answer_and_of_nothing_else(world, tell, do):
    row = tell()
    do(row, Action.ESCALATE, world.dung)
    assert not Mail.objects.exists()
    do(row, Action.DECIDE, world.ha)
    mails = Mail.objects.order_by("recipient")
    assert [mail.recipient for mail in mails] == [world.an, world.binh]
    assert "UBND tỉnh đã quyết định" in mails[0].subject
    assert "Đồng ý." in mails[0].body
    assert "Văn bản số 88/TB-UBND ngày 23/11/2026." in mails[0].body
    assert f"/kho-khan/{row.pk}/" in mails[0].body


def several(world, tell):
    return [tell(), tell(world.cuc, agency=world.b, text="Thiếu người."), tell(text="Thiếu phòng học.", task=None)]


def together(world, rows, action, who=None, **more):
    chosen = {row.pk: row.step_count for row in rows}
    more = {"said": WORDS.get(action), "by": f.person(who or world.dung), "now": f.NOW} | more
    return take_step_together(plan=world.plan, chosen=chosen, action=action, **more)


def test_several_are_answered_at_once_and_those_elsewhere_are_left_and_named(world, tell, do):
    rows = several(world, tell)
    do(rows[1], Action.WITHDRAW, world.cuc)
    do(rows[2], Action.AMEND, world.an)
    Difficulty.objects.filter(pk=rows[2].pk).update(step_count=7)  # a colleague was there meanwhile
    outcome = together(world, rows, Action.ANSWER)
    assert ([r.pk for r in outcome.done], [r.pk for r in outcome.left]) == ([rows[0].pk], [rows[1].pk, rows[2].pk])
    assert [Difficulty.objects.get(pk=row.pk).state for row in rows] == ["answered", "withdrawn", "open"]


def test_where_nothing_is_left_to_do_nothing_is_done(world, tell):
    rows = several(world, tell)
    with pytest.raises(Refused, match="Không có khó khăn nào"):
        together(world, rows, Action.DECIDE, world.ha)
    with pytest.raises(Refused, match="Không có khó khăn nào"):
        together(world, rows, Action.ANSWER, world.an)
    with pytest.raises(Refused, match="riêng"):
        together(world, rows, Action.CLOSE, said=Said(text="Xong."))


def test_one_decision_for_a_group_may_not_be_older_than_its_first_voice(world, tell):
    rows = [tell(now=f.NOW - 9 * DAY), tell(world.cuc, agency=world.b, text="Thiếu người.")]
    together(world, rows, Action.ESCALATE)
    for row in rows:
        row.refresh_from_db()
    said = Said(text="Đồng ý.", document_number="1/TB", document_date=f.TODAY - dt.timedelta(days=10))
    with pytest.raises(Refused, match="14/11/2026"):
        together(world, rows, Action.DECIDE, world.ha, said=said)
    said = Said(text="Đồng ý.", document_number="1/TB", document_date=f.TODAY - dt.timedelta(days=9))
    assert len(together(world, rows, Action.DECIDE, world.ha, said=said).done) == 2


def test_any_number_takes_the_same_queries(world, tell):
    rows, officer = [tell(text=f"Thiếu {n} người.") for n in range(5)], f.person(world.dung)

    def queries(some):
        with CaptureQueriesContext(connection) as captured:
            together(world, some, Action.ESCALATE, by=officer)
        return len(captured)

    assert queries(rows[:1]) == queries(rows[1:])


def test_a_group_has_two_at_least_and_one_group_at_most_holds_a_difficulty(world, tell):
    rows = several(world, tell)
    how = {"by": f.person(world.dung), "now": f.NOW}
    with pytest.raises(Refused, match="ít nhất hai"):
        grouping.group_new(plan=world.plan, chosen=[rows[0].pk], title="Thiếu vốn", **how)
    with pytest.raises(Refused, match="đặt tên"):
        grouping.group_new(plan=world.plan, chosen=[r.pk for r in rows], title=" ", **how)
    with pytest.raises(Refused, match="đầu mối"):
        grouping.group_new(plan=world.plan, chosen=[r.pk for r in rows], title="A", by=f.person(world.an), now=f.NOW)
    group = grouping.group_new(plan=world.plan, chosen=[r.pk for r in rows[:2]], title=" Thiếu  vốn ", **how)
    assert group.title == "Thiếu vốn"
    with pytest.raises(Refused, match="nhóm khác: Sở A"):
        grouping.group_new(plan=world.plan, chosen=[rows[0].pk, rows[2].pk], title="Khác", **how)
    assert grouping.group_more(group=group, chosen=[rows[0].pk, rows[2].pk], **how) == 1
    assert group.difficulties.count() == 3


def test_a_group_that_would_hold_one_is_dissolved(world, tell):
    rows = several(world, tell)
    how = {"by": f.person(world.dung), "now": f.NOW}
    group = grouping.group_new(plan=world.plan, chosen=[r.pk for r in rows], title="Thiếu vốn", **how)
    grouping.rename(group=group, title="Thiếu kinh phí", **how)
    assert DifficultyGroup.objects.get().title == "Thiếu kinh phí"
    assert grouping.take_out(group=group, chosen=[rows[0].pk], **how)
    assert not grouping.take_out(group=group, chosen=[rows[1].pk], **how)
    assert not DifficultyGroup.objects.exists()
    with pytest.raises(Refused, match="giải thể"):
        grouping.group_more(group=group, chosen=[rows[0].pk], **how)
