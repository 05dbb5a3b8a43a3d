"""The screen of a reorganisation: what is typed is kept, who was first is told, and one form is never too long."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from agencies.models import Agency, Reorganisation
from reports.reorganisation import draft as drafts
from reports.reorganisation.services import prepare, save_draft
from tests import factories as f
from tests.reorganisation.building import DAY, draft

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SPLIT = draft(("SOA", "SOC", "dạy nghề", True), ("SOA", "SOD", "trợ giúp"), ends=["SOA"], new=["SOC", "SOD"])


@pytest.fixture
def khoa(client, world):
    client.force_login(world.khoa)
    return client


@pytest.fixture
def prepared(world):
    return prepare(draft=SPLIT, by=f.person(world.khoa), now=f.NOW)


def handover(row, **changed):
    """The form of Sở A's handover as its page has it, with `changed` on it."""
    typed = {"sua": "ban-giao", "co-quan": "SOA", "version": row.version, "successors": "2", "acts": "0"}
    typed |= {"successor-0-to": "SOC", "successor-0-scope": "dạy nghề"}
    typed |= {"successor-1-to": "Sở mới SOD", "successor-1-scope": "trợ giúp"}
    return typed | {f"lead.ke-hoach-thu.1.1-{name}": value for name, value in changed.items()}


def url(row, rest=""):
    return f"/sap-xep/{row.pk}/{rest}"


def test_what_is_typed_for_one_duty_is_a_line_of_the_draft(khoa, prepared):
    khoa.post(url(prepared), handover(prepared, to=["SOC", "SOD"], note="Tách hai.", confirmed="on"))
    prepared.refresh_from_db()
    said = drafts.of(prepared.draft)
    assert said.successions == drafts.of(SPLIT).successions
    assert [(one.kind, one.key, one.to, one.note, one.confirmed) for one in said.takers if one.key == "1.1"] == [
        ("lead", "1.1", ("SOC", "SOD"), "Tách hai.", True)
    ]
    assert "chưa xác nhận" in khoa.get(url(prepared)).content.decode()  # the others


def test_who_comes_second_keeps_what_was_typed_beside_what_stands(khoa, prepared, world):
    typed = handover(prepared, to="SOD", note="Của tôi.")
    save_draft(reorganisation=prepared, version=0, draft=SPLIT, by=f.person(world.khoa), now=f.NOW)
    answer = khoa.post(url(prepared), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Của tôi." in page
    assert "Đang lưu:" in page
    assert 'name="version" value="1"' in page
    prepared.refresh_from_db()
    assert drafts.of(prepared.draft).takers == ()


def test_what_stands_in_the_way_leads_to_where_it_is_put_right(khoa, world):
    row = prepare(draft=draft(ends=["SOA"], number=""), by=f.person(world.khoa), now=f.NOW)
    page = khoa.get(url(row)).content.decode()
    assert f"{url(row)}?sua=quyet-dinh#quyet-dinh" in page
    assert f"{url(row)}?sua=ban-giao&amp;co-quan=SOA&amp;trang=1#SOA" in page


def test_an_agency_nobody_knows_is_told_at_its_field(khoa, prepared):
    answer = khoa.post(url(prepared), handover(prepared, other="Sở Mây", note="Giữ lại."))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Không có cơ quan “Sở Mây”" in page
    assert "Giữ lại." in page


def test_agencies_are_added_by_their_names_and_known_under_another_code_then(khoa, prepared):
    names = "Ủy ban nhân dân phường Phù Vân\nỦy ban nhân dân xã Phù Vân"
    rows = {"agency-0-code": "SLD", "agency-0-name": "Sở Lao động", "agency-0-short_name": "SLĐ"}
    rows |= {"agency-1-code": "SOD", "agency-1-name": "Sở D", "agency-1-short_name": "SOD", "agency-1-remove": "on"}
    typed = {"sua": "co-quan-moi", "version": 0, "names": names, "level": "commune"}
    typed |= rows | {"agency-0-level": "province", "agency-1-level": "province"}
    khoa.post(url(prepared), typed)
    prepared.refresh_from_db()
    said = drafts.of(prepared.draft)
    assert [one.code for one in said.agencies] == ["SLD", "UBND-PHU-VAN", "UBND-PHU-VAN-2"]
    assert [one.to for one in said.successions] == ["SLD"]
    assert khoa.post(url(prepared), typed | {"version": 1, "agency-0-code": "SOB"}).status_code == 422


def test_a_file_is_taken_whole_or_told_by_its_lines(khoa):
    good = drafts.write(drafts.of(SPLIT))
    for text, status in ((good, 302), (good.replace('"province"', '"sky"'), 422), ("{", 422)):
        answer = khoa.post("/sap-xep/moi/", {"file": SimpleUploadedFile("a.json", text.encode())})
        assert answer.status_code == status
    assert Reorganisation.objects.get().draft == SPLIT
    assert "Dòng 1" in answer.content.decode()
    assert khoa.get(url(Reorganisation.objects.get(), "json/")).content.decode() == good


def test_a_form_has_at_most_so_many_fields_and_a_page_the_same_queries(khoa, world, django_assert_max_num_queries):
    many = [f"XA{number}" for number in range(40)]
    lines = [("SOA", code, "địa bàn", number == 0) for number, code in enumerate(many)]
    row = prepare(draft=draft(*lines, ends=["SOA"], new=many), by=f.person(world.khoa), now=f.NOW)
    with django_assert_max_num_queries(30):
        page = khoa.get(url(row), {"sua": "ban-giao", "co-quan": "SOA"}).content.decode()
    assert page.count("<input") + page.count("<textarea") < 1000


def test_it_is_applied_told_and_undone_by_the_pages_alone(khoa, prepared):
    assert khoa.post(url(prepared, "ap-dung/"), {"version": 7}).status_code == 409
    takers = [("lead", "1.1", "SOA", ["SOC"]), ("owner", "2.1.1", "SOA", ["SOC"])]
    whole = draft(("SOA", "SOC", "toàn bộ", True), ends=["SOA"], new=["SOC"], takers=takers)
    row = Reorganisation.objects.get()
    khoa.post(url(row, "bo/"), {"version": 0})
    khoa.post("/sap-xep/moi/", {"file": SimpleUploadedFile("a.json", json.dumps(whole).encode())})
    row = Reorganisation.objects.get()
    khoa.post(url(row, "ap-dung/"), {"version": 0})
    assert Agency.objects.get(code="SOA").valid_to == DAY
    told = khoa.get(url(row)).content.decode()
    assert "Đã làm: trước và sau" in told
    assert khoa.post(url(row, "hoan-tac/"), {"reason": ""}).status_code == 409
    khoa.post(url(row, "hoan-tac/"), {"reason": "Ghi nhầm."})
    assert "Đã hoàn tác, vì: Ghi nhầm." in khoa.get(url(row)).content.decode()
    assert Agency.objects.get(code="SOA").valid_to is None


@pytest.mark.parametrize("month", ["03", "07"])
def test_the_worked_example_lacks_nothing_on_the_real_plan(khoa, month):
    """Nothing unconfirmed is called confirmed."""
    call_command("load_plan", FIXTURES / "plan-ha-nam-2024.json", stdout=StringIO())
    file = FIXTURES / f"reorganisation-ha-nam-2025-{month}.json"
    khoa.post("/sap-xep/moi/", {"file": SimpleUploadedFile("a.json", file.read_bytes())})
    page = khoa.get(url(Reorganisation.objects.get())).content.decode()
    assert "Mọi việc đều có người nhận, có thể áp dụng." in page
    said = drafts.read(file.read_text())
    assert drafts.write(said) == file.read_text()
    unconfirmed = [one for one in (said.decision, *said.successions, *said.takers) if not one.confirmed]
    assert all(one.note for one in unconfirmed)


def test_what_cannot_be_kept_is_told_beside_what_was_typed(khoa, prepared):
    """A sign that does not print and too many names; lines end as browsers send them, and a year may be mistyped."""
    typed = {"sua": "quyet-dinh", "version": 0, "number": "12/NQ-HĐND", "title": "Sắp xếp", "note": "Một.\r\nHai."}
    rows = {"agency-0-level": "province", "agency-1-level": "province", "level": "province"}
    for name in ("code", "name", "short_name"):
        rows |= {f"agency-0-{name}": "SOC", f"agency-1-{name}": "SOD"}
    many = "\n".join(f"Sở {number}" for number in range(drafts.MOST_AGENCIES))
    for wrong in (typed | {"number": "12\x07"}, rows | {"sua": "co-quan-moi", "version": 0, "names": many}):
        answer = khoa.post(url(prepared), wrong)
        assert answer.status_code == 422
        assert answer.context["editor"].refusal
    assert khoa.post(url(prepared), typed | {"effective_on": "0001-01-01"}).status_code == 302
    assert khoa.get(url(prepared)).status_code == 200
    prepared.refresh_from_db()
    assert drafts.of(prepared.draft).decision.note == "Một.\nHai."
