"""The pages of decisions and of two days compared: who opens them, what they keep, what they refuse."""

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from plan.models import Amendment, Task
from tests import factories as f
from tests.amending.test_tasks import DAY, change, decided, draft, finish

PLAN = "/ke-hoach/ke-hoach-thu"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: f.NOW)


@pytest.fixture
def desk(sign_in, world):
    return sign_in(world.dung)


def parties(*names):
    rows = {"rows": len(names)}
    for number, (duty, name) in enumerate(names):
        rows |= {f"duty-{number}": duty, f"party-{number}": name, f"wording-{number}": ""}
    return rows


def test_a_decision_is_entered_with_its_file_and_read_by_everybody(desk, world, sign_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    typed = {"number": "15/QĐ-UBND", "decided_on": "2026-11-01", "summary": "Điều chỉnh"}
    refused = desk.post(f"{PLAN}/dieu-chinh/moi/", typed | {"file": SimpleUploadedFile("a.pdf", b"<html>")})
    assert (refused.status_code, Amendment.objects.count()) == (422, 0)
    desk.post(f"{PLAN}/dieu-chinh/moi/", typed | {"file": SimpleUploadedFile("a.pdf", PDF)})
    amendment = Amendment.objects.get()
    assert (amendment.effective_on, amendment.number) == (DAY, "15/QĐ-UBND")
    assert desk.post(f"{PLAN}/dieu-chinh/moi/", typed).status_code == 422
    reader = sign_in(world.an)
    assert "15/QĐ-UBND" in reader.get(f"{PLAN}/dieu-chinh/").content.decode()
    file = reader.get(f"{PLAN}/dieu-chinh/{amendment.pk}/tep/")
    assert b"".join(file.streaming_content) == PDF


def test_a_task_is_typed_with_agencies_by_any_name_and_nothing_typed_is_lost(desk, world):
    address = f"{PLAN}/dieu-chinh/{decided(world).pk}/nhiem-vu/"
    section = world.plan.sections.get(code="III.1").pk
    typed = {"section": section, "code": "1.5", "title": "Tên", "text": "Lời"}
    wrong = desk.post(address, typed | parties(("lead", "SOA"), ("support", "Sở không có")))
    assert wrong.status_code == 422
    assert "Sở không có" in wrong.content.decode()
    assert "Không có cơ quan hay nhóm nào" in wrong.content.decode()
    more = desk.post(address, typed | parties(("lead", "SOA")) | {"more": "1"})
    assert (more.status_code, more.content.decode().count('name="party-')) == (200, 4)
    assert desk.post(address, typed | parties(("lead", "sở a"), ("support", "SOB"))).status_code == 302
    task = Task.objects.get(code="1.5")
    assert [(row.duty, row.agency.code) for row in task.responsibilities.order_by("duty")] == [
        ("lead", "SOA"),
        ("support", "SOB"),
    ]


def test_who_is_second_gets_the_page_again_with_what_was_typed(desk, world):
    amendment = decided(world)
    address = f"{PLAN}/dieu-chinh/{amendment.pk}/nhiem-vu/1.1/"
    seen = desk.get(address).context["seen"]
    change(world, amendment, "1.1", draft(world, leads=[world.b]))
    typed = {"section": world.tasks[0].section_id, "title": "Của tôi", "text": "Lời", "seen": seen}
    answer = desk.post(address, typed | parties(("lead", "SOA")))
    assert (answer.status_code, "Của tôi" in answer.content.decode()) == (409, True)


def test_two_days_side_by_side_on_the_page_and_in_the_file(desk, world):
    amendment = decided(world)
    change(world, amendment, "1.1", draft(world, leads=[world.b]))
    page = desk.get(f"{PLAN}/so-sanh/?tu=2026-10-31&den=2026-11-01").content.decode()
    assert "Tên mới" in page
    assert "Chỉ tiêu" not in page[page.index("<h2") :]
    file = b"".join(desk.get(f"{PLAN}/so-sanh.xlsx?tu=2026-10-31&den=2026-11-01").streaming_content)
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(file)).active.iter_rows(min_row=3)]
    assert ["Nhiệm vụ", "1.1", "Tên mới", "tên", "Nhiệm vụ 1.1", "Tên mới"] in rows
    assert "Không có gì khác nhau" in desk.get(f"{PLAN}/so-sanh/?tu=2026-11-01").content.decode()
    assert desk.get(f"{PLAN}/so-sanh/?tu=32/13/2026").status_code == 422


def test_the_plan_and_its_tasks_are_read_as_of_a_day(desk, world):
    amendment = decided(world)
    finish(world, amendment, "1.2")
    address = f"{PLAN}/nhiem-vu/1.2/"
    assert "Nhiệm vụ 1.2" in desk.get(f"{PLAN}/?ngay=2026-10-31").content.decode()
    assert "Nhiệm vụ 1.2" not in desk.get(f"{PLAN}/").content.decode()
    assert "31/10/2026" in desk.get(f"{address}?ngay=2026-10-31").content.decode()
    ended = desk.get(address).content.decode()
    assert "Kết thúc theo" in ended
    assert "Sở B" in ended
    assert desk.get(f"{PLAN}/?ngay=hom-qua").status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_the_same_however_many_there_are(desk, world, many, django_assert_max_num_queries):
    for number in range(many):
        amendment = decided(world, number=f"{number}/QĐ", day=DAY + dt.timedelta(number))
        change(world, amendment, "1.1", draft(world, f"Tên {number}", leads=[world.a]))
    with django_assert_max_num_queries(18):
        assert desk.get(f"{PLAN}/dieu-chinh/").status_code == 200
    with django_assert_max_num_queries(35):
        assert desk.get(f"{PLAN}/so-sanh/").status_code == 200
