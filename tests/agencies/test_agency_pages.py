"""The list of agencies, an agency's page, and who reports an indicator."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.enums import Level
from agencies.errors import Refused
from agencies.models import AgencyGroup, AuditLine, GroupMembership, Succession
from plan.enums import Duty
from plan.models import Responsibility
from targets.duties import agencies_by_level
from targets.models import IndicatorOwner
from targets.owners import change_owner
from tests import factories as f

LIST = "/co-quan/"


def page_of(agency):
    return reverse("targets:agency", args=[agency.code])


def owner_page(world, code="2.1.1"):
    return reverse("targets:owner", args=[world.plan.code, code])


def html(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


# The list


def test_agencies_are_for_everybody_with_a_role(world, sign_in):
    for page in (LIST, page_of(world.a)):
        for user in (world.an, world.dung, world.ha, world.khoa):
            assert sign_in(user).get(page).status_code == 200
        assert sign_in(world.lan).get(page).status_code == 404
    assert sign_in(world.an).get("/co-quan/KHONG-CO/").status_code == 404


def test_agencies_stand_by_level_in_the_vietnamese_order(world):
    f.make_agency("ABV", "Sở Ăn", Level.PROVINCE)
    f.make_agency("HUYEN", "Ủy ban nhân dân huyện Đông", Level.DISTRICT)
    groups = agencies_by_level(f.person(world.an), on=f.TODAY)
    assert [(group.level, [line.agency.name for line in group.lines]) for group in groups] == [
        (Level.GOVERNMENT, ["Ủy ban nhân dân tỉnh"]),
        (Level.PROVINCE, ["Sở A", "Sở Ăn", "Sở B", "Sở Đầu mối"]),
        (Level.DISTRICT, ["Ủy ban nhân dân huyện Đông"]),
    ]


def test_duties_are_counted_members_of_groups_included(world):
    group = AgencyGroup.objects.create(code="NHOM", name="Nhóm")
    GroupMembership.objects.create(group=group, agency=world.coordinator)
    Responsibility.objects.create(task=world.tasks[0], duty=Duty.SUPPORT, group=group, wording="Nhóm")
    lines = {
        line.agency.code: (line.leads, line.supports, line.owned)
        for level in agencies_by_level(f.person(world.an), on=f.TODAY)
        for line in level.lines
    }
    assert lines == {"UBND": (0, 0, 0), "SDM": (0, 1, 0), "SOA": (2, 1, 1), "SOB": (2, 1, 1)}


def test_an_agency_that_has_ended_is_listed_below_the_others(world, sign_in):
    world.b.valid_to = dt.date(2025, 3, 1)
    world.b.save()
    page = html(sign_in(world.an).get(LIST))
    now, ended = page.split("Đã kết thúc hoạt động")
    assert page_of(world.a) in now
    assert page_of(world.b) not in now
    assert page_of(world.b) in ended
    assert "Ngừng hoạt động từ ngày 01/03/2025" in " ".join(html(sign_in(world.an).get(page_of(world.b))).split())


def test_the_list_asks_the_same_number_of_questions_for_any_number_of_agencies(world, sign_in):
    client = sign_in(world.an)
    few = queries(client, LIST)
    for number in range(5):
        agency = f.make_agency(f"SO{number}")
        f.make_task(world.plan, f"5.{number}", leads=[agency], supports=[world.a])
        f.make_indicator(world.plan, f"2.{number}", owner=agency)
    assert queries(client, LIST) == few
    assert few <= 11


# An agency


def test_an_agency_page_says_what_it_answers_for(world, sign_in):
    world.a.aliases = ["Sở A tỉnh", "SA"]
    world.a.save()
    Succession.objects.create(
        predecessor=world.b, successor=world.a, date=dt.date(2025, 3, 1), legal_basis="NQ 1/NQ-HĐND", scope="toàn bộ"
    )
    page = html(sign_in(world.an).get(page_of(world.a)))
    assert "Sở A tỉnh" in page
    assert "NQ 1/NQ-HĐND" in page
    assert "1.1. Nhiệm vụ 1.1" in page
    assert reverse("reports:indicator", args=[world.plan.code, "2.1.1"]) in page
    assert reverse("reports:indicator", args=[world.plan.code, "2.1.2"]) not in page
    assert "phân công tạm, chờ xác nhận" in page
    IndicatorOwner.objects.update(confirmed=True)
    assert "phân công tạm" not in html(sign_in(world.an).get(page_of(world.a)))


def test_the_coordinator_is_led_to_the_owner_of_each_indicator(world, sign_in):
    assert owner_page(world) in html(sign_in(world.dung).get(page_of(world.a)))
    assert owner_page(world) not in html(sign_in(world.an).get(page_of(world.a)))


def test_a_part_is_not_taken_for_the_whole(world, sign_in):
    IndicatorOwner.objects.create(indicator=world.indicators[0], agency=world.b, is_part=True, confirmed=True)
    page = html(sign_in(world.dung).get(page_of(world.b)))

    assert "Chỉ tiêu 2.1.1 (phần của mình)" in page
    assert "Chỉ tiêu 2.1.2 (phần của mình)" not in page
    assert f"{reverse('targets:end_reporter', args=[world.plan.code, '2.1.1'])}?co-quan=SOB" in page
    assert f'"{reverse("targets:owner", args=[world.plan.code, "2.1.1"])}"' not in page


def test_an_agency_without_duties_says_so(world, sign_in):
    assert "Không có nhiệm vụ hay chỉ tiêu nào" in html(sign_in(world.an).get(page_of(world.committee)))


def test_the_agency_page_asks_the_same_number_of_questions_for_any_number_of_duties(world, sign_in):
    client = sign_in(world.an)
    few = queries(client, page_of(world.a))
    for number in range(4):
        f.make_task(world.plan, f"5.{number}", leads=[world.a], supports=[world.b])
        f.make_indicator(world.plan, f"2.{number}", owner=world.a)
    assert queries(client, page_of(world.a)) == few
    assert few <= 17


# Who reports an indicator

ON = dt.date(2026, 3, 1)


def change(world, agency=None, *, confirmed=True, on=ON, by=None, indicator=None):
    return change_owner(
        indicator=indicator or world.indicators[0],
        agency=agency or world.b,
        confirmed=confirmed,
        on=on,
        today=f.TODAY,
        by=f.person(by or world.dung),
    )


def periods(indicator):
    rows = IndicatorOwner.objects.filter(indicator=indicator).order_by("valid_from")
    return [(row.agency.code, row.valid_from, row.valid_to, row.confirmed) for row in rows]


def test_a_new_owner_takes_over_on_the_day(world):
    change(world)
    assert periods(world.indicators[0]) == [("SOB", ON, None, True), ("SOA", None, ON, False)]
    lines = AuditLine.objects.filter(table="targets_indicatorowner", actor_id=world.dung.pk)
    assert sorted(lines.values_list("action", flat=True)) == ["insert", "update"]


def test_the_same_owner_is_confirmed_without_a_new_period(world):
    change(world, world.a)
    assert periods(world.indicators[0]) == [("SOA", None, None, True)]
    with pytest.raises(Refused, match="Không có gì thay đổi"):
        change(world, world.a)


def test_a_slip_is_mended_on_the_same_day(world):
    change(world, world.b)
    change(world, world.coordinator)
    assert periods(world.indicators[0]) == [("SDM", ON, None, True), ("SOA", None, ON, False)]
    change(world, world.a)
    assert periods(world.indicators[0]) == [("SOA", ON, None, True), ("SOA", None, ON, False)]


def test_an_earlier_day_than_a_change_on_record_is_refused(world):
    change(world)
    with pytest.raises(Refused, match="từ ngày 01/03/2026") as refused:
        change(world, world.coordinator, on=dt.date(2025, 1, 1))
    assert refused.value.field == "on"
    assert len(periods(world.indicators[0])) == 2


def test_an_agency_that_does_not_exist_that_day_is_refused(world):
    world.b.valid_from = dt.date(2027, 1, 1)
    world.b.save()
    with pytest.raises(Refused, match="Sở B không hoạt động vào ngày 01/03/2026"):
        change(world)


@pytest.mark.parametrize("name", ["an", "binh", "ha", "khoa"])
def test_only_the_coordinators_people_change_an_owner(world, sign_in, name):
    user = getattr(world, name)
    with pytest.raises(Refused, match="cơ quan đầu mối"):
        change(world, by=user)
    assert sign_in(user).get(owner_page(world)).status_code == 404
    assert sign_in(user).post(owner_page(world), {}).status_code == 404


def test_the_officer_changes_the_owner_on_the_page(world, sign_in):
    client = sign_in(world.dung)
    page = html(client.get(owner_page(world)))
    assert "phân công tạm, chờ xác nhận" in page
    assert "Từ khi ban hành kế hoạch" in page
    assert "Sở B" in page
    assert "Ủy ban nhân dân tỉnh" not in page
    answer = client.post(owner_page(world), {"agency": world.b.pk, "on": "2026-03-01", "confirmed": "on"})
    assert answer.url == reverse("reports:indicator", args=[world.plan.code, "2.1.1"])
    assert periods(world.indicators[0])[0] == ("SOB", ON, None, True)
    page = " ".join(html(client.get(owner_page(world))).split())
    assert "đến trước ngày 01/03/2026" in page


def test_a_refusal_is_shown_at_its_field_and_what_was_typed_stays(world, sign_in):
    change(world)
    data = {"agency": world.coordinator.pk, "on": "01/01/2025"}
    page = html(sign_in(world.giang).post(owner_page(world), data), 422)
    assert "hãy chọn từ ngày đó trở đi" in page
    assert 'value="2025-01-01"' in page or 'value="01/01/2025"' in page
    page = html(sign_in(world.giang).post(owner_page(world), {"agency": "", "on": "hôm nay"}), 422)
    assert page.count("field-error") >= 2


def test_the_owner_page_of_what_is_not_there(world, sign_in):
    client = sign_in(world.dung)
    assert client.get(owner_page(world, "9.9")).status_code == 404
    assert sign_in(world.lan).get(owner_page(world)).status_code == 404
