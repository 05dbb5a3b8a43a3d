"""A document is uploaded, corrected part by part beside its text, and loaded as a plan."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.models import Agency, AuditLine, GroupMembership
from plan.models import Plan, PlanDocument
from targets.drafting.editing import fingerprint
from targets.drafting.paths import value_at
from targets.drafting.services import read_upload
from tests import factories as f
from tests.drafting.doors import upload

LIST = "/ke-hoach/doc-van-ban/"


@pytest.fixture
def document(world):
    return read_upload(upload=upload(), by=f.person(world.khoa), now=f.NOW)


@pytest.fixture
def admin(world, sign_in):
    return sign_in(world.khoa)


def address(document, route="plan_document", *args):
    return reverse(f"targets:{route}", args=[document.pk, *args])


def part(document, path):
    document.refresh_from_db()
    return value_at(document.draft, path)


def typed(client, url, **more):
    """What the form of a part would be sent with, had nothing but `more` been typed."""
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields if name != "checked"}
    return {name: "" if value is None else value for name, value in values.items()} | more


def test_a_file_becomes_a_draft_that_shows_its_quotes(world, admin):
    response = admin.post(LIST, {"file": upload()}, follow=True)
    document = PlanDocument.objects.get()
    assert response.redirect_chain == [(address(document), 302)]
    page = response.content.decode()
    assert 'id="dong-14"' in page
    assert "Chưa chắc:" in page
    assert "Nạp kế hoạch" in page
    assert document.name == "kế hoạch.txt"
    assert "kế hoạch" not in document.file.name
    file = admin.get(address(document, "document_file"))
    assert b"".join(file.streaming_content) == upload().read()
    assert file["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Hôm nay trời đẹp, tôi đi chợ.".encode(), "kế hoạch"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 4, ".docx"),
        (b"%PDF-1.7 nothing", "PDF"),
        (b"", "trống"),
    ],
)
def test_what_cannot_be_read_is_refused_and_not_kept(world, admin, content, said):
    response = admin.post(LIST, {"file": SimpleUploadedFile("kh.doc", content)})
    assert response.status_code == 422
    assert said in response.context["refused"]
    assert not PlanDocument.objects.exists()


def test_without_a_file_the_page_asks_for_one(world, admin):
    assert "Hãy chọn tệp" in admin.post(LIST).context["refused"]


def test_a_part_is_saved_and_its_doubts_settled(admin, document):
    url = address(document, "document_part", "tasks-0")
    response = admin.post(url, typed(admin, url, title="Rà soát", checked="on"))
    assert response.url == f"{address(document)}#tasks-0"
    assert part(document, "tasks[0]")["title"] == "Rà soát"
    assert len(part(document, "tasks[0]")["responsibilities"]) == 3
    assert not [said for said in document.draft["warnings"] if said["path"].startswith("tasks[0]")]
    assert (document.version, document.edited_by.username) == (1, "khoa")


def test_figures_days_and_lists_are_typed_the_vietnamese_way(admin, document):
    url = address(document, "document_part", "indicators-0")
    admin.post(url, typed(admin, url, comparator="range", lower="0,5", upper="1.200,5"))
    target = part(document, "indicators[0]")["target"]
    assert (target["comparator"], target["lower"], target["upper"]) == ("range", "0.5", "1200.5")
    url = address(document, "document_part", "plan")
    admin.post(url, typed(admin, url, agencies_due="30/11", notes="Một\nHai"))
    plan = part(document, "plan")
    assert (plan["report_due"], plan["notes"]) == ({"agencies": "11-30", "consolidation": "12-15"}, ["Một", "Hai"])
    refused = admin.post(url, typed(admin, url, agencies_due="31/02"))
    assert refused.status_code == 422
    assert "31/02" in refused.content.decode()


def test_who_comes_too_late_sees_both_and_loses_nothing(admin, document):
    url = address(document, "document_part", "tasks-1")
    mine = typed(admin, url, title="Bản của tôi")
    admin.post(url, typed(admin, url, title="Bản của người khác"))
    late = admin.post(url, mine)
    assert late.status_code == 409
    assert "Bản của tôi" in late.content.decode()
    assert "Bản của người khác" in late.content.decode()
    assert part(document, "tasks[1]")["title"] == "Bản của người khác"
    again = {name: late.context["form"][name].value() or "" for name in mine}
    assert admin.post(url, again).status_code == 302
    assert part(document, "tasks[1]")["title"] == "Bản của tôi"


def test_parts_are_added_and_taken_out(admin, document):
    url = address(document, "document_add", "tasks")
    new = {"seen": "new", "code": "2", "section": "II.1", "title": "Thêm", "text": "Lời"}
    new |= {"who_0": "agency STC", "role_0": "lead"}
    assert admin.post(url, new).url == f"{address(document)}#tasks-2"
    assert part(document, "tasks[2]")["responsibilities"][0]["wording"] == "Sở Tài chính"
    assert "đã dùng" in admin.post(url, new).content.decode()  # the code is taken
    seen = fingerprint(part(document, "tasks[0]"))
    admin.post(address(document, "document_remove", "tasks-0"), {"seen": seen})
    assert [task["code"] for task in part(document, "tasks")] == ["1.b", "2"]
    for slug in ("tasks-9", "x", "tasks", "plan-0", "tasks-1-2"):
        assert admin.get(address(document, "document_part", slug)).status_code == 404


def test_a_new_agency_can_be_one_on_record(world, admin, document):
    n = next(n for n, row in enumerate(document.draft["agencies"]) if row["name"] == "Sở Tài chính")
    seen = fingerprint(document.draft["agencies"][n])
    admin.post(address(document, "document_known", f"agencies-{n}"), {"seen": seen, "known": "SOB"})
    assert part(document, "tasks[1]")["responsibilities"][0]["agency"] == "SOB"
    assert "STC" not in [row["code"] for row in document.draft["agencies"]]


def test_gaps_are_named_with_a_way_to_them_and_nothing_is_loaded(admin, document):
    url = address(document, "document_part", "plan")
    admin.post(url, typed(admin, url, coordinator="", horizon_year=""))
    page = admin.get(address(document)).content.decode()
    assert "Còn 2 chỗ phải bổ sung" in page
    assert "Nạp kế hoạch" not in page
    document.refresh_from_db()
    response = admin.post(address(document, "document_load"), {"version": document.version}, follow=True)
    assert "phải bổ sung trước khi nạp" in response.content.decode()
    assert Plan.objects.count() == 1


def test_figures_that_do_not_fit_the_comparison_are_named_as_the_form_names_them(admin, document):
    url = address(document, "document_add", "indicators")
    new = {"seen": "new", "code": "9.9", "section": "II.1", "kind": "percent", "comparator": "ge", "direction": "up"}
    assert admin.post(url, typed(admin, url, **new)).status_code == 302
    page = admin.get(address(document)).content.decode()
    assert "So sánh “tối thiểu” cần số ở: “Từ / bằng (cận dưới)”; các ô số khác để trống." in page
    assert "null" not in page


def test_a_draft_without_gaps_is_loaded_once(world, admin, document):
    assert "xem lại" in admin.post(address(document, "document_load"), {"version": 9}, follow=True).content.decode()
    admin.post(address(document, "document_load"), {"version": document.version})
    document.refresh_from_db()
    plan = Plan.objects.get(code="song-lam-88-2026")
    assert document.plan == plan
    assert document.loaded_at
    assert (plan.tasks.count(), plan.indicators.count()) == (2, 3)
    assert Agency.objects.filter(name="Sở A").count() == 1  # the known one, as it was
    page = admin.get(address(document)).content.decode()
    assert reverse("plan:detail", args=[plan.code]) in page
    assert "Sửa" not in page
    again = admin.post(address(document, "document_load"), {"version": document.version}, follow=True)
    assert "đã được nạp" in again.content.decode()
    assert AuditLine.objects.filter(table="plan_plandocument", actor_id=world.khoa.pk, new__plan_id=plan.pk).exists()


def test_what_the_instance_knows_is_taken_as_it_stands_when_loading(world, admin, document):
    Agency.objects.filter(code="SOA").update(short_name="Sở A mới")
    admin.post(address(document, "document_load"), {"version": document.version})
    assert Agency.objects.get(code="SOA").short_name == "Sở A mới"
    assert not GroupMembership.objects.exists()


def test_a_document_nobody_wants_goes_with_its_file(admin, document, django_capture_on_commit_callbacks):
    storage, name = document.file.storage, document.file.name
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(address(document, "document_discard"))
    assert not PlanDocument.objects.exists()
    assert not storage.exists(name)


def test_the_page_of_a_draft_asks_few_questions_however_long_it_is(admin, document, django_assert_max_num_queries):
    draft = json.loads(json.dumps(document.draft))
    draft["tasks"] = [{**draft["tasks"][0], "code": f"{n}"} for n in range(30)]
    for tasks in (document.draft["tasks"], draft["tasks"]):
        PlanDocument.objects.filter(pk=document.pk).update(draft={**draft, "tasks": tasks})
        with django_assert_max_num_queries(12):
            admin.get(address(document))


@pytest.mark.parametrize("who", ["an", "dung", "ha"])
def test_for_anybody_but_administrators_there_is_no_such_thing(world, sign_in, document, who):
    client = sign_in(getattr(world, who))
    assert client.get(LIST).status_code == client.get(address(document)).status_code == 404


def test_lines_end_as_they_are_stored_and_what_is_no_row_is_not_there(document, admin):
    """Line ends as browsers send them would keep the plan from being loaded."""
    url = address(document, "document_part", "tasks-0")
    admin.post(url, typed(admin, url, text="Một.\r\nHai."))
    assert part(document, "tasks[0].text") == "Một.\nHai."
    for route in ("document_remove", "document_known"):
        for slug in ("agencies", "tasks-0-text", f"agencies-{'9' * 5000}"):
            sent = {"known": Agency.objects.first().code, "seen": ""}
            assert admin.post(address(document, route, slug), sent).status_code == 404
    assert admin.post(address(document, "document_load"), {"version": "9" * 5000}).status_code == 302
