"""What people click: raising, the steps on one, several at once, groups, the leaders' page."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.difficulties import grouping
from reports.enums import DifficultyAction as Action
from reports.models import Difficulty, DifficultyGroup
from tests import factories as f
from tests.difficulties.conftest import DAY
from tests.evidence.files import PDF
from tests.steps import report_of

URL = "/ke-hoach/ke-hoach-thu/kho-khan/"


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_an_agency_raises_a_difficulty_about_the_task_it_came_from(world, sign_in):
    client = sign_in(world.an)
    form = client.get(f"{URL}neu/?nhiem-vu=1.2").context["form"]
    assert form.initial["task"] == world.tasks[1].pk
    given = {"agency": world.a.pk, "task": world.tasks[1].pk, "text": "Thiếu phòng học.", "proposal": "Xây thêm."}
    response = client.post(f"{URL}neu/", given, follow=True)
    assert Difficulty.objects.get().task == world.tasks[1]
    assert "Thiếu phòng học." in text(response)
    assert "Xây thêm." in text(response)


def test_what_was_typed_stands_where_raising_was_refused(world, sign_in):
    given = {"agency": world.a.pk, "text": "Không có.", "proposal": "Xây thêm nhà."}
    response = sign_in(world.an).post(f"{URL}neu/", given)
    assert response.status_code == 422
    assert "Hãy ghi rõ khó khăn" in text(response)
    assert "Xây thêm nhà." in response.content.decode()


def test_nobody_else_raises(world, sign_in):
    assert sign_in(world.dung).get(f"{URL}neu/").status_code == 404
    foreign = {"agency": world.b.pk, "text": "Thiếu phòng học."}
    assert sign_in(world.an).post(f"{URL}neu/", foreign).status_code == 422
    assert not Difficulty.objects.exists()


def offered(client, row):
    return [form.taken.value for form in client.get(f"/kho-khan/{row.pk}/").context["forms"]]


def test_each_is_offered_what_the_table_allows(world, tell, do, sign_in):
    row = tell()
    told = {who: offered(sign_in(getattr(world, who)), row) for who in ("an", "dung", "ha")}
    assert told == {"an": ["amend", "withdraw"], "dung": ["answer", "escalate"], "ha": []}
    do(row, Action.ESCALATE, world.dung)
    assert offered(sign_in(world.ha), row) == ["decide"]
    assert sign_in(world.cuc).get(f"/kho-khan/{row.pk}/").status_code == 404


def test_an_officer_answers_with_a_document_that_the_agency_can_open(world, tell, sign_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = tell()
    given = {"action": "answer", "seen": 1, "text": "Bố trí năm sau.", "document_number": "5/SDM"}
    given |= {"document_date": "2026-11-20", "file": SimpleUploadedFile("trả lời.pdf", PDF)}
    response = sign_in(world.dung).post(f"/kho-khan/{row.pk}/", given, follow=True)
    assert "Trả lời của cơ quan đầu mối Bố trí năm sau. Văn bản số 5/SDM ngày 20/11/2026" in text(response)
    paper = f"/kho-khan/van-ban/{row.steps.last().pk}/"
    assert sign_in(world.an).get(paper).getvalue() == PDF
    assert sign_in(world.cuc).get(paper).status_code == 404


def test_what_was_typed_too_late_is_shown_beside_what_stands(world, tell, do, sign_in):
    row = tell()
    do(row, Action.ESCALATE, world.giang)
    given = {"action": "answer", "seen": 1, "text": "Bố trí năm sau."}
    response = sign_in(world.dung).post(f"/kho-khan/{row.pk}/", given)
    assert response.status_code == 409
    assert "vừa được người khác xử lý" in text(response)
    again = next(form for form in response.context["forms"] if form.taken == "answer")
    assert (again["text"].value(), str(again["seen"].value())) == ("Bố trí năm sau.", "2")
    assert Difficulty.objects.get().state == "escalated"


def test_what_can_no_longer_be_done_is_kept_to_be_copied(world, tell, do, sign_in):
    row = tell()
    do(row, Action.ANSWER, world.giang)
    response = sign_in(world.dung).post(f"/kho-khan/{row.pk}/", {"action": "answer", "seen": 1, "text": "Năm sau."})
    assert response.status_code == 422
    assert "Nội dung bạn vừa nhập, chưa được lưu Năm sau." in text(response)


def test_an_unknown_step_is_no_page(world, tell, sign_in):
    row = tell()
    assert sign_in(world.an).post(f"/kho-khan/{row.pk}/", {"action": "xoa"}).status_code == 404
    assert sign_in(world.dung).post(f"{URL}cung-xu-ly/", {"action": "close", "chon": f"{row.pk}:1"}).status_code == 404


@pytest.fixture
def two(world, tell):
    return [tell(now=f.NOW - 2 * DAY), tell(world.cuc, agency=world.b, text="Thiếu người.")]


def marks(rows):
    for row in rows:
        row.refresh_from_db()
    return [f"{row.pk}:{row.step_count}" for row in rows]


def test_chosen_rows_are_answered_at_once_and_those_left_are_named(world, two, do, sign_in):
    client, chosen = sign_in(world.dung), marks(two)
    page = client.get(f"{URL}cung-xu-ly/", {"chon": [row.pk for row in two]})
    assert [form.taken for form in page.context["steps"]] == ["answer", "escalate"]
    do(two[1], Action.WITHDRAW, world.cuc)
    given = {"action": "answer", "chon": chosen, "text": "Bố trí năm sau."}
    response = client.post(f"{URL}cung-xu-ly/", given, follow=True)
    assert "Đã ghi nhận “Trả lời” cho 1 khó khăn." in text(response)
    assert "Giữ nguyên vì đang ở trạng thái khác hoặc vừa có người xử lý: Sở B." in text(response)


def test_nothing_typed_is_lost_where_several_cannot_be_answered(world, two, sign_in):
    given = {"action": "answer", "chon": marks(two), "text": "Bố trí năm sau.", "document_number": "5/SDM"}
    response = sign_in(world.dung).post(f"{URL}cung-xu-ly/", given)
    assert response.status_code == 422
    assert "Hãy ghi ngày văn bản." in text(response)
    assert "Bố trí năm sau." in response.content.decode()
    assert set(Difficulty.objects.values_list("state", flat=True)) == {"open"}


def test_where_nothing_is_chosen_one_is_told_so(world, sign_in):
    for query in ("", "?chon=x", "?chon=999999", "?chon=99999999999999999999"):
        response = sign_in(world.dung).get(f"{URL}cung-xu-ly/{query}", follow=True)
        assert "Chưa chọn khó khăn nào." in text(response)


def test_agencies_reach_nothing_that_is_for_all(world, two, sign_in):
    client = sign_in(world.an)
    assert client.get(f"{URL}cung-xu-ly/?chon={two[0].pk}").status_code == 404
    assert client.get(f"{URL}cho-quyet-dinh/").status_code == 404
    assert client.post(f"{URL}gop-nhom/", {"chon": marks(two), "title": "A"}).status_code == 404


def test_similar_ones_become_a_group_that_can_be_renamed_and_dissolved(world, two, sign_in):
    client = sign_in(world.dung)
    response = client.post(f"{URL}gop-nhom/", {"chon": marks(two), "title": ""})
    assert response.status_code == 422
    assert "Hãy đặt tên" in text(response)
    response = client.post(f"{URL}gop-nhom/", {"chon": marks(two), "title": "Thiếu nguồn lực"}, follow=True)
    group = DifficultyGroup.objects.get()
    assert "Vấn đề chung của 2 khó khăn" in text(response)
    page = f"/kho-khan/nhom/{group.pk}/"
    assert "Thiếu vốn" in text(client.post(page, {"title": "Thiếu vốn"}, follow=True))
    assert client.post(page, {"title": " "}).status_code == 422
    assert sign_in(world.ha).get(page).status_code == 200
    assert sign_in(world.an).get(page).status_code == 404
    response = sign_in(world.dung).post(page, {"chon": marks(two)[:1]}, follow=True)
    assert "còn dưới hai khó khăn nên đã giải thể" in text(response)
    assert not DifficultyGroup.objects.exists()


def test_a_leader_decides_a_matter_with_all_its_voices_before_her(world, two, do, sign_in):
    grouping.group_new(
        plan=world.plan, chosen=[row.pk for row in two], title="Thiếu vốn", by=f.person(world.dung), now=f.NOW
    )
    do(two[0], Action.ESCALATE, world.dung)
    client = sign_in(world.ha)
    (matter, form), *_others = client.get(f"{URL}cho-quyet-dinh/").context["matters"]
    assert [one.row.agency_name for one in matter.voices] == ["Sở A", "Sở B"]
    assert [one.row.agency_name for one in matter.waiting] == ["Sở A"]
    assert form.taken == "decide"
    given = {"action": "decide", "chon": marks(two), "text": "Đồng ý.", "document_number": "88/TB-UBND"}
    response = client.post(f"{URL}cung-xu-ly/", given | {"document_date": "2026-11-22"}, follow=True)
    assert "Không có việc nào chờ quyết định" in text(response)
    assert [row.state for row in Difficulty.objects.order_by("pk")] == ["answered", "open"]


def test_the_longest_escalated_matter_stands_first_whatever_their_number(world, tell, do, sign_in):
    client = sign_in(world.ha)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{URL}cho-quyet-dinh/")
        return len(captured)

    asked = []
    for number in range(3):
        row = tell(text=f"Thiếu {number} người.", now=f.NOW - number * DAY)
        do(row, Action.ESCALATE, world.dung, now=f.NOW - DAY + number * DAY / 10)
        asked.append(queries())
    assert len(set(asked)) == 1
    assert asked[0] <= 9
    matters = client.get(f"{URL}cho-quyet-dinh/").context["matters"]
    assert [matter.oldest.row.text for matter, _form in matters] == [f"Thiếu {n} người." for n in range(3)]


def test_the_form_leads_from_a_task_to_what_was_raised_about_it(world, tell, do, round_, sign_in):
    row, over, withdrawn = tell(), tell(text="Thiếu máy.", task=1), tell(text="Thiếu bàn.")
    do(over, Action.ANSWER, world.dung)
    do(withdrawn, Action.WITHDRAW, world.an)
    tell(world.cuc, agency=world.b, text="Thiếu người.")
    form = sign_in(world.an).get(f"/bao-cao/{report_of(world.a, round_).pk}/").content.decode()
    for one, told, state in ((row, "Thiếu kinh phí mở lớp.", "Chờ xử lý"), (over, "Thiếu máy.", "Đã trả lời")):
        assert f'<a href="/kho-khan/{one.pk}/">{told}</a> <span class="muted small">{state}</span>' in form
    assert form.count("1 khó khăn đã nêu về nhiệm vụ này") == 2
