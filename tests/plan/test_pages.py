"""The plan as a page to read, and a task's page."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency, AgencyGroup, GroupMembership
from plan.enums import Document, Duty
from plan.models import Coordinator, Recipient, Responsibility, Section, Task
from plan.reading import text_of
from tests import factories as f


@pytest.fixture
def group(world):
    group = AgencyGroup.objects.create(code="CAC-SO", name="Các sở có liên quan", note="danh sách do đầu mối xác định")
    Responsibility.objects.create(task=world.tasks[0], duty=Duty.SUPPORT, group=group, wording=group.name, order=9)
    return group


def plan_page(world):
    return reverse("plan:detail", args=[world.plan.code])


def task_page(world, code="1.1"):
    return reverse("plan:task", args=[world.plan.code, code])


def html(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("page", [plan_page, task_page])
def test_everybody_with_a_role_reads_and_nobody_else(world, sign_in, page):
    for user in (world.an, world.binh, world.dung, world.giang, world.ha, world.khoa):
        assert sign_in(user).get(page(world)).status_code == 200
    assert sign_in(world.lan).get(page(world)).status_code == 404


@pytest.mark.parametrize("page", [plan_page, task_page])
def test_a_visitor_is_asked_to_sign_in(world, client, page):
    assert client.get(page(world)).url.startswith("/dang-nhap/")


def test_what_is_not_there_is_not_found(world, sign_in):
    client = sign_in(world.an)
    assert client.get(reverse("plan:detail", args=["khac"])).status_code == 404
    assert client.get(task_page(world, "9.9")).status_code == 404
    assert client.get(reverse("plan:task", args=["khac", "1.1"])).status_code == 404


def test_the_pages_only_read(world, sign_in):
    client = sign_in(world.an)
    assert client.post(plan_page(world)).status_code == 405
    assert client.post(task_page(world)).status_code == 405


def test_the_title_block_keeps_the_blanks_of_the_document(world, sign_in):
    page = html(sign_in(world.an).get(plan_page(world)))
    assert "Số: … /KH-UBND" in page
    assert "Hà Nam, ngày … tháng … năm 2024" in page


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2024, 6, 28), "Hà Nam, ngày 28 tháng 6 năm 2024"),
        (dt.date(2024, 2, 5), "Hà Nam, ngày 05 tháng 02 năm 2024"),
    ],
)
def test_a_dated_plan_is_dated_as_the_decree_writes_it(world, sign_in, day, words):
    world.plan.issued_on, world.plan.number = day, "1234/KH-UBND"
    world.plan.save()
    page = html(sign_in(world.an).get(plan_page(world)))
    assert words in page
    assert "Số: 1234/KH-UBND" in page


def test_clauses_stand_under_the_paragraph_they_quote(world):
    section = world.plan.sections.get(code="II.2.1")
    section.text = "- Chỉ tiêu 2.1.2 đạt mức đề ra.\n\n- Còn lại."
    section.save()
    block = text_of(world.plan, on=f.TODAY).blocks[0]
    assert [[clause.code for clause in paragraph.clauses] for paragraph in block.paragraphs] == [["2.1.2"], []]
    assert [clause.code for clause in block.other_clauses] == ["2.1.1"]


def test_clauses_lead_to_their_indicator_and_tasks_to_their_page(world, sign_in):
    page = html(sign_in(world.an).get(plan_page(world)))
    assert f'href="{reverse("reports:indicator", args=[world.plan.code, "2.1.1"])}"' in page
    assert f'href="{task_page(world)}"' in page
    assert f'href="{reverse("targets:agency", args=["SOA"])}"' in page
    assert "3 nhiệm vụ" in page
    assert "2 chỉ tiêu" in page


def test_numbers_are_printed_as_the_document_does(world):
    plan = world.plan
    parent = plan.sections.get(code="III.1")
    Section.objects.create(plan=plan, code="III.1.2", parent=parent, title="Về y tế", order=3)
    blocks = {block.section.code: block for block in text_of(plan, on=f.TODAY).blocks}
    assert [(code, block.label, block.depth) for code, block in blocks.items()] == [
        ("II.2.1", "2.1", 3),
        ("III.1", "1", 2),
        ("III.1.2", "1.2", 3),
    ]


def test_the_plan_is_read_as_it_stands_today(world):
    old, new = world.a, world.b
    Responsibility.objects.filter(task=world.tasks[0], agency=old).update(valid_to=dt.date(2025, 3, 1))
    Responsibility.objects.filter(task=world.tasks[0], agency=new).delete()
    Responsibility.objects.create(
        task=world.tasks[0], duty=Duty.LEAD, agency=new, wording=new.name, valid_from=dt.date(2025, 3, 1)
    )
    Task.objects.filter(code="2").update(valid_to=dt.date(2026, 1, 1))
    Coordinator.objects.filter(plan=world.plan).update(valid_to=dt.date(2026, 1, 1))

    def leads(on):
        text = text_of(world.plan, on=on)
        return [[party.agency.code for party in task.leads] for block in text.blocks for task in block.tasks]

    assert leads(dt.date(2024, 12, 5)) == [["SOA"], ["SOB"], ["SOA", "SOB"]]
    assert leads(f.TODAY) == [["SOB"], ["SOB"]]
    assert text_of(world.plan, on=f.TODAY).coordinator is None


def test_a_plan_without_notes_or_signature_is_still_a_page(world, sign_in):
    assert "Văn bản còn thiếu gì" not in html(sign_in(world.an).get(plan_page(world)))
    world.plan.notes = ["Phụ lục không có trong văn bản."]
    world.plan.signature = {"authority": ["TM. ỦY BAN NHÂN DÂN"], "name": "Trần Văn Ký"}
    world.plan.save()
    Recipient.objects.create(plan=world.plan, document=Document.PLAN, text="Lưu: VT", order=1)
    page = html(sign_in(world.an).get(plan_page(world)))
    assert "Phụ lục không có trong văn bản." in page
    assert "- Lưu: VT." in page
    assert "Trần Văn Ký" in page


def test_text_from_the_plan_is_shown_as_text(world, sign_in):
    Task.objects.filter(code="1.1").update(text="<script>alert(1)</script>", title="<b>đậm</b>")
    for page in (plan_page(world), task_page(world)):
        answer = html(sign_in(world.an).get(page))
        assert "<script>alert" not in answer
        assert "<b>đậm" not in answer


def test_the_plan_page_asks_the_same_number_of_questions_however_long_it_is(world, sign_in):
    client = sign_in(world.an)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(plan_page(world))
        return len(captured)

    world.tasks[1].responsibilities.all().delete()
    world.tasks[1].delete()
    client.get(plan_page(world))
    few = queries()
    for number in range(3, 9):
        agency = f.make_agency(f"SO{number}")
        f.make_task(world.plan, f"3.{number}", leads=[agency], supports=[world.a, world.b])
        f.make_indicator(world.plan, f"2.{number}", owner=agency)
        Section.objects.create(plan=world.plan, code=f"IV.{number}", title=f"Mục {number}", order=9 + number)
    assert queries() == few
    assert few <= 13


def test_a_task_page_shows_its_parties_in_the_plans_words(world, sign_in, group):
    Responsibility.objects.filter(task=world.tasks[0], agency=world.a).update(wording="Sở A của tỉnh")
    page = html(sign_in(world.an).get(task_page(world)))
    assert "Nội dung nhiệm vụ 1.1." in page
    assert "Kế hoạch ghi: “Sở A của tỉnh”" in page
    assert "Kế hoạch ghi: “Sở B”" not in page
    assert "Danh sách do đầu mối xác định." in page
    GroupMembership.objects.create(group=group, agency=world.b)
    page = html(sign_in(world.an).get(task_page(world)))
    assert "Danh sách do đầu mối xác định." not in page
    assert page.count(reverse("targets:agency", args=["SOB"])) == 2


def test_a_task_page_leads_to_the_tasks_beside_it(world, sign_in):
    client = sign_in(world.an)
    first, middle, last = (html(client.get(task_page(world, code))) for code in ("1.1", "1.2", "2"))
    assert 'rel="prev"' not in first
    assert task_page(world, "1.2") in first
    assert 'rel="prev"' in middle
    assert 'rel="next"' in middle
    assert 'rel="next"' not in last


def test_the_task_page_asks_the_same_number_of_questions_whoever_takes_part(world, sign_in, group):
    client = sign_in(world.an)
    client.get(task_page(world))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(task_page(world))
        return len(captured)

    few = queries()
    for number in range(3):
        agency = f.make_agency(f"SO{number}")
        GroupMembership.objects.create(group=group, agency=agency)
        Responsibility.objects.create(
            task=world.tasks[0], duty=Duty.SUPPORT, agency=Agency.objects.get(pk=agency.pk), wording="x", order=3
        )
        f.make_task(world.plan, f"7.{number}", leads=[agency])
    assert queries() == few
    assert few <= 9
