"""The directory of agencies: by hand, found again, corrected, taken away. For administrators alone (doors.txt)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.errors import Refused
from agencies.managing.services import Wanted, add_agency, edit_agency, remove_agency
from agencies.models import Agency, AuditLine
from tests import factories as f

DIRECTORY = "/quan-ly-co-quan/"
ADD = "/quan-ly-co-quan/them/"
NEW = {"name": "Sở Lao động - Thương binh và Xã hội", "aliases": "Sở LĐ-TB&XH\nSLĐTBXH", "uses_signoff": "on"}


@pytest.fixture
def admin(sign_in, world):
    return sign_in(world.khoa)


def test_what_is_left_empty_is_proposed_from_the_name(admin, world):
    assert admin.post(ADD, NEW).status_code == 302
    agency = Agency.objects.get(code="SLDTBXH")
    assert (agency.short_name, agency.level, agency.uses_signoff) == ("Sở LĐTBXH", "province", True)
    assert agency.aliases == ["Sở LĐ-TB&XH", "SLĐTBXH"]
    assert AuditLine.objects.get(table="agencies_agency", row_id=agency.pk).actor_id == world.khoa.pk


def test_a_code_can_be_looked_at_before_anything_is_saved(admin):
    page = admin.post(ADD, {"name": "Sở Nội vụ", "short_name": "SNV", "propose": "1"})
    assert page.status_code == 200
    assert 'value="SNV"' in page.content.decode()
    assert not Agency.objects.filter(name="Sở Nội vụ").exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": "sở  a"}, "đã là tên của Sở A (mã SOA)"),
        ({"name": "Sở Mới", "aliases": "Sở B"}, "đã là tên của Sở B (mã SOB)"),
        ({"name": "Sở Mới", "code": "soa"}, "Mã SOA đã được dùng"),
        ({"name": "Sở Mới", "code": "SỞ"}, "Chữ không dấu"),
        ({"name": ""}, "Hãy điền ô này"),
    ],
)
def test_a_name_or_code_of_another_is_refused_and_what_was_typed_stays(admin, said, sentence):
    before = Agency.objects.count()
    page = admin.post(ADD, {"aliases": "Tên gõ dở"} | said)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "Tên gõ dở" in page.content.decode() or "aliases" in said
    assert Agency.objects.count() == before


def test_names_that_differ_in_marks_alone_are_two_with_a_warning(admin, world):
    f.make_agency("UBND-TANLAP", "Ủy ban nhân dân xã Tân Lập")
    page = admin.post(ADD, {"name": "Ủy ban nhân dân xã Tân Lạp"}, follow=True)
    assert "chỉ khác dấu với Ủy ban nhân dân xã Tân Lập" in page.content.decode()
    assert Agency.objects.get(name="Ủy ban nhân dân xã Tân Lạp").code == "UBND-TANLAP-2"


def test_the_name_of_an_ended_agency_is_free_from_its_end(world):
    Agency.objects.filter(pk=world.a.pk).update(valid_to=dt.date(2025, 3, 1))
    wanted = Wanted("Sở A", short_name="Sở A")
    with pytest.raises(Refused, match="đến trước ngày 01/03/2025"):
        add_agency(wanted=wanted, by=world.khoa)
    assert add_agency(wanted=wanted, valid_from=dt.date(2025, 3, 1), by=world.khoa).pk


def test_the_second_of_two_corrections_sees_the_first(admin, world):
    page = admin.get("/quan-ly-co-quan/SOA/sua/")
    seen = page.context["form"].initial["seen"]
    said = {"name": "Sở An", "short_name": "Sở An", "level": "province", "seen": seen}
    assert admin.post("/quan-ly-co-quan/SOA/sua/", said).status_code == 302
    second = admin.post("/quan-ly-co-quan/SOA/sua/", said | {"name": "Sở Ân", "aliases": "Sở  Â"})
    assert second.status_code == 409
    assert "Sở Ân" in second.content.decode()
    world.a.refresh_from_db()
    assert (world.a.name, world.a.short_name, world.a.uses_signoff) == ("Sở An", "Sở An", False)
    again = said | {"name": "Sở Ân", "seen": second.context["form"].data["seen"]}
    assert admin.post("/quan-ly-co-quan/SOA/sua/", again).status_code == 302


def test_only_what_nothing_refers_to_is_taken_away(admin, world):
    page = admin.post("/quan-ly-co-quan/SOA/xoa/", follow=True).content.decode()
    assert "phân công người dùng" in page
    assert "sắp xếp" in page
    f.make_agency("NHAM", "Sở Nhầm")
    assert admin.post("/quan-ly-co-quan/NHAM/xoa/").status_code == 302
    assert set(Agency.objects.values_list("code", flat=True)) == {"UBND", "SDM", "SOA", "SOB"}


def test_agencies_are_found_without_marks_by_any_name_also_ended_ones(admin, world):
    f.make_agency("STTTT", "Sở Thông tin và Truyền thông", aliases=["Sở TT&TT"], valid_to=dt.date(2025, 3, 1))
    for words in ("thong tin", "TRUYỀN thông", "tt&tt", "stttt"):
        page = admin.get(DIRECTORY, {"tim": words}).content.decode()
        assert "Sở Thông tin và Truyền thông" in page
        assert "Chấm dứt từ 01/03/2025" in page
        assert "Sở B" not in page
    assert "Không có cơ quan nào khớp" in admin.get(DIRECTORY, {"cap": "commune"}).content.decode()


def test_the_directory_costs_the_same_for_more_agencies(admin):
    admin.get(DIRECTORY)
    with CaptureQueriesContext(connection) as few:
        admin.get(DIRECTORY)
    for number in range(60):
        f.make_agency(f"X{number}", f"Ủy ban nhân dân xã X{number}")
    with CaptureQueriesContext(connection) as many:
        assert "Trang 1 / 2" in admin.get(DIRECTORY).content.decode()
    assert len(few) == len(many)


def test_a_correction_does_not_clash_with_itself(world):
    from agencies.managing.selectors import state_of

    wanted = Wanted("Sở A", short_name="SOA", level="province", aliases=["SOA", "Sở A", "Sở Á", "sở á"])
    changed = edit_agency(agency=world.a, seen=state_of(world.a), wanted=wanted, by=world.khoa)
    assert changed.aliases == ["Sở Á"]
    with pytest.raises(Refused, match="không xóa được"):
        remove_agency(agency=world.a, by=world.khoa)
