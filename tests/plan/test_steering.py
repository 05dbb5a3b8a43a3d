"""Who steers a plan from which day on: coordinator, authority, addressees, members of groups. Doors: doors.txt."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.errors import Refused
from agencies.models import AgencyGroup
from plan.enums import Document, Duty
from plan.models import Recipient, Responsibility
from plan.selectors import authority_on, coordinates, coordinator_on, duties_on
from plan.steering import services
from tests import factories as f

MARCH = dt.date(2025, 3, 1)
JULY = dt.date(2025, 7, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def khoa(world):
    return f.person(world.khoa)


@pytest.fixture
def group(world):
    """A group that supports task 1.1, without members."""
    group = AgencyGroup.objects.create(code="CAC-SO", name="Các sở có liên quan")
    Responsibility.objects.create(task=world.tasks[0], duty=Duty.SUPPORT, group=group, wording="các sở", order=9)
    return group


def test_the_coordinator_changes_on_its_day_and_the_old_one_stays_on_record(world, khoa):
    services.change_coordinator(plan=world.plan, agency=world.a, on=MARCH, by=khoa)
    assert coordinator_on(world.plan, MARCH - DAY) == world.coordinator
    assert coordinator_on(world.plan, MARCH) == world.a
    assert not coordinates(f.person(world.dung), world.plan, on=MARCH)
    with pytest.raises(Refused, match="hãy chọn từ ngày đó trở đi"):
        services.change_coordinator(plan=world.plan, agency=world.b, on=MARCH - DAY, by=khoa)
    with pytest.raises(Refused, match="đang là cơ quan đầu mối"):
        services.change_coordinator(plan=world.plan, agency=world.a, on=JULY, by=khoa)


def test_a_slip_is_set_right_on_the_same_day(world, khoa):
    for agency in (world.a, world.b):
        services.change_coordinator(plan=world.plan, agency=agency, on=MARCH, by=khoa)
    assert coordinator_on(world.plan, MARCH) == world.b
    assert world.plan.coordinators.count() == 2


def test_the_authority_changes_with_the_place_and_the_issuer_stays(world, khoa):
    other = f.make_agency("UBND-NB", "Ủy ban nhân dân tỉnh Ninh Bình", valid_from=JULY)
    with pytest.raises(Refused, match="Không hoạt động vào ngày 01/03/2025"):
        services.change_authority(plan=world.plan, agency=other, place="Ninh Bình", on=MARCH, by=khoa)
    services.change_authority(plan=world.plan, agency=other, place="Ninh Bình", on=JULY, by=khoa)
    assert authority_on(world.plan, JULY - DAY).agency == world.committee
    assert (authority_on(world.plan, JULY).agency, authority_on(world.plan, JULY).place) == (other, "Ninh Bình")
    world.plan.refresh_from_db()
    assert world.plan.issuer == world.committee


def test_an_addressee_is_followed_by_another_in_its_place(world, khoa):
    def on(day):
        lines = Recipient.objects.on(day).filter(plan=world.plan, document=Document.REPORT)
        return list(lines.order_by("order").values_list("text", flat=True))

    old = Recipient.objects.create(plan=world.plan, document=Document.REPORT, text="Bộ LĐTBXH", order=1)
    services.add_addressee(plan=world.plan, text="Tỉnh ủy", agency=None, on=MARCH, by=khoa)
    services.change_addressee(line=old, text="Bộ Nội vụ", agency=None, on=MARCH, by=khoa)
    assert (on(MARCH - DAY), on(MARCH)) == (["Bộ LĐTBXH"], ["Bộ Nội vụ", "Tỉnh ủy"])
    with pytest.raises(Refused, match="đã được gửi"):
        services.add_addressee(plan=world.plan, text="bộ nội vụ", agency=None, on=JULY, by=khoa)
    services.end_addressee(line=world.plan.recipients.get(text="Bộ Nội vụ"), on=JULY, by=khoa)
    assert on(JULY) == ["Tỉnh ủy"]


def test_members_have_the_duties_of_the_group_from_their_day_to_their_day(world, khoa, group):
    def supporting(day):
        return {duty.agency for duty in duties_on(world.plan, day) if duty.task.code == "1.1"} - {world.a, world.b}

    other = f.make_agency("SOC", "Sở C")
    both = [other, world.coordinator]
    services.add_members(group=group, agencies=both, on=MARCH, by=khoa)
    assert (supporting(MARCH - DAY), supporting(MARCH)) == (set(), set(both))
    with pytest.raises(Refused, match="Đã là thành viên vào ngày này: Sở C"):
        services.add_members(group=group, agencies=[world.b, other], on=JULY, by=khoa)
    services.end_members(group=group, agencies=[other], on=JULY, by=khoa)
    assert supporting(JULY) == {world.coordinator}
    with pytest.raises(Refused, match="Không phải thành viên vào ngày này: Sở C"):
        services.end_members(group=group, agencies=both, on=JULY, by=khoa)
    with pytest.raises(Refused, match="từ năm 2023 đến năm 2030"):
        services.add_members(group=group, agencies=[other], on=dt.date(2205, 7, 1), by=khoa)


def test_members_are_named_on_the_page_and_what_was_ticked_stays(sign_in, world, group):
    client, page = sign_in(world.dung), f"/nhom-co-quan/{group.code}/"
    assert "Chưa có thành viên" in client.get(page).content.decode()
    bad = client.post(f"{page}them/", {"agencies": [world.b.pk], "on": ""})
    assert bad.status_code == 422
    assert "checked" in bad.content.decode()
    assert "Hãy chọn ít nhất một cơ quan" in client.post(f"{page}them/", {"on": f"{MARCH}"}).content.decode()
    done = client.post(f"{page}them/", {"agencies": [world.a.pk, world.b.pk], "on": f"{MARCH}"}, follow=True)
    assert "Đã thêm 2 thành viên." in done.content.decode()
    ended = client.post(f"{page}ket-thuc/", {"agencies": [world.a.pk], "on": f"{JULY}"}, follow=True).content.decode()
    assert "đến trước ngày 01/07/2025" in " ".join(ended.split())


def test_a_coordinator_names_members_only_for_groups_of_its_plans(sign_in, world, group):
    other = AgencyGroup.objects.create(code="KHAC", name="Nhóm khác")
    client = sign_in(world.dung)
    assert client.get(f"/nhom-co-quan/{group.code}/them/").status_code == 200
    assert client.get(f"/nhom-co-quan/{other.code}/them/").status_code == 404


def test_a_group_of_the_same_name_is_not_added_twice(world, khoa, group):
    with pytest.raises(Refused, match="Đã có nhóm"):
        services.add_group(name="Các Sở  có liên quan", note="", by=khoa)
    assert services.add_group(name="Các trường học", note="", by=khoa).code == "NHOM-TH"


def test_the_page_costs_the_same_for_more_rows(sign_in, world, khoa, group):
    client, page = sign_in(world.dung), f"/ke-hoach/{world.plan.code}/dieu-hanh/"
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    services.add_members(group=group, agencies=[world.a, world.b], on=MARCH, by=khoa)
    for number in range(3):
        services.add_addressee(plan=world.plan, text=f"Nơi {number}", agency=world.a, on=MARCH, by=khoa)
    services.change_coordinator(plan=world.plan, agency=world.a, on=dt.date(2029, 1, 1), by=khoa)
    with CaptureQueriesContext(connection) as many:
        assert "Sắp tới:" in client.get(page).content.decode()
    assert len(few) == len(many)
