"""What a reorganisation does to duties, people and names."""

import datetime as dt

import pytest

from agencies.enums import Level, Role
from agencies.errors import Refused, Stale
from agencies.models import Agency, AgencyGroup, GroupMembership, Membership, Succession
from plan.enums import Document, Duty
from plan.models import Recipient, Responsibility
from plan.selectors import coordinator_on, duties_on
from reports.reorganisation.selectors import preview
from reports.reorganisation.services import apply, discard, prepare, save_draft
from targets.models import IndicatorOwner
from tests import factories as f
from tests.reorganisation.building import DAY, carried_out, draft

BEFORE = DAY - dt.timedelta(days=1)


def led_on(plan, day):
    return {(d.task.code, d.agency.code) for d in duties_on(plan, day) if d.duty == Duty.LEAD}


def owned_on(day):
    return set(IndicatorOwner.objects.on(day).values_list("indicator__code", "agency__code"))


def test_two_merge_into_a_new_one(world):
    carried_out(world, draft(("SOA", "SOC", "toàn bộ"), ("SOB", "SOC", "toàn bộ"), ends=["SOA", "SOB"], new=["SOC"]))
    assert led_on(world.plan, BEFORE) == {("1.1", "SOA"), ("1.2", "SOB"), ("2", "SOA"), ("2", "SOB")}
    assert led_on(world.plan, DAY) == {("1.1", "SOC"), ("1.2", "SOC"), ("2", "SOC")}
    assert not Responsibility.objects.on(DAY).filter(duty=Duty.SUPPORT).exists()  # it leads them both
    assert owned_on(BEFORE) == {("2.1.1", "SOA"), ("2.1.2", "SOB")}
    assert owned_on(DAY) == {("2.1.1", "SOC"), ("2.1.2", "SOC")}
    world.a.refresh_from_db()
    assert (world.a.name, world.a.valid_to) == ("Sở A", DAY)
    assert Succession.objects.filter(acts=True, date=DAY, legal_basis="12/NQ-HĐND").count() == 2


def test_people_keep_account_and_history_and_go_on_in_their_role(world):
    carried_out(world, draft(("SOA", "SOB", "toàn bộ"), ends=["SOA"]))
    assert f.person(world.an, BEFORE).agencies_as(Role.REPORTER) == {world.a.pk}
    assert f.person(world.an, DAY).agencies_as(Role.REPORTER) == {world.b.pk}
    assert f.person(world.binh, DAY).agencies_as(Role.HEAD) == {world.b.pk}
    assert Membership.objects.filter(user=world.an).count() == 2


def test_a_coordinator_splits_into_four_and_its_officers_follow_the_coordination(world):
    scopes = [("SD1", "việc làm", True), ("SD2", "trẻ em"), ("SD3", "nghề nghiệp"), ("SD4", "giảm nghèo")]
    task = f.make_task(world.plan, "5.2", leads=[world.coordinator])
    task.title = "Phát triển hệ thống bảo vệ trẻ em, giảm nghèo"
    task.save()
    lines = [("SDM", *scope) for scope in scopes]
    takers = [("coordinator", "", "SDM", ["SD2"])]
    carried_out(world, draft(*lines, ends=["SDM"], new=["SD1", "SD2", "SD3", "SD4"], takers=takers))
    assert {code for number, code in led_on(world.plan, DAY) if number == "5.2"} == {"SD2", "SD4"}
    assert coordinator_on(world.plan, BEFORE) == world.coordinator
    assert coordinator_on(world.plan, DAY).code == "SD2"
    new = Agency.objects.get(code="SD2")
    assert f.person(world.dung, DAY).agencies_as(Role.OFFICER) == {new.pk}
    assert f.person(world.khoa, DAY).is_admin


def test_a_rename_keeps_the_old_name_on_record(world):
    world.b.uses_signoff = False
    world.b.save()
    IndicatorOwner.objects.filter(agency=world.b).update(confirmed=True)
    carried_out(world, draft(("SOB", "SOB2", "đổi tên"), ends=["SOB"], new=["SOB2"]))
    new = Agency.objects.get(code="SOB2")
    assert (new.valid_from, new.uses_signoff) == (DAY, False)
    assert IndicatorOwner.objects.get(agency=new).confirmed
    assert Agency.objects.get(code="SOB").name == "Sở B"


def test_a_survivor_hands_on_one_duty_and_keeps_the_rest(world):
    takers = [("lead", "1.1", "SOA", ["SOC"])]
    carried_out(world, draft(("SOA", "SOC", "tôn giáo"), new=["SOC"], takers=takers))
    assert led_on(world.plan, DAY) == {("1.1", "SOC"), ("1.2", "SOB"), ("2", "SOA"), ("2", "SOB")}
    world.a.refresh_from_db()
    assert world.a.valid_to is None


def test_the_district_level_ends_in_communes_through_their_group(world):
    group = AgencyGroup.objects.create(code="UBND-CAP-HUYEN", name="Ủy ban nhân dân các huyện")
    districts = [f.make_agency(f"H{n}", level=Level.DISTRICT) for n in range(6)]
    for agency in districts:
        GroupMembership.objects.create(group=group, agency=agency)
    Responsibility.objects.create(task=world.tasks[0], duty=Duty.LEAD, group=group, wording=group.name)
    lines = [(f"H{n % 6}", f"XA{n}", "địa bàn", *[True] * (n < 6)) for n in range(33)]
    carried_out(world, draft(*lines, ends=[f"H{n}" for n in range(6)], new=[f"XA{n}" for n in range(33)]))
    leads = [code for number, code in led_on(world.plan, DAY) if number == "1.1"]
    assert len([code for code in leads if code.startswith("XA")]) == 33
    assert GroupMembership.objects.on(BEFORE).filter(group=group).count() == 6


def test_an_addressee_is_told_by_its_new_name_and_the_plan_keeps_its_list(world):
    for document in Document:
        Recipient.objects.create(plan=world.plan, document=document, text="Sở A (để b/c)", agency=world.a, order=1)
    carried_out(world, draft(("SOA", "SOC", "toàn bộ"), ends=["SOA"], new=["SOC"]))
    lines = Recipient.objects.on(DAY).values_list("document", "text")
    assert set(lines) == {("plan", "Sở A (để b/c)"), ("report", "Sở mới SOC (để b/c)")}


REFUSALS = {
    "trước ngày": ({"day": f.TODAY + dt.timedelta(days=1)}, "từ ngày đó mới áp dụng được"),
    "năm gõ sai": ({"day": dt.date(202, 11, 1)}, "hãy kiểm tra lại năm"),
    "không số": ({"number": ""}, "Chưa có số"),
    "không ai": ({"takers": [("lead", "1.1", "SOA", [])]}, "“1.1. Nhiệm vụ 1.1”: chưa có cơ quan nhận"),
    "hai": ({"takers": [("owner", "2.1.1", "SOA", ["SOB", "SOC"])]}, "chỉ một cơ quan được nhận, không phải SOB, SOC"),
    "không có": ({"takers": [("lead", "1.1", "SOA", ["SZ"])]}, "không có cơ quan mã SZ"),
    "vào chính nó": ({"takers": [("lead", "1.1", "SOA", ["SOA"])]}, "SOA cũng kết thúc"),
    "thừa": ({"takers": [("lead", "9", "SOA", ["SOB"])]}, "không giữ lead ke-hoach-thu 9"),
    "mã trùng": ({"new": ["SOC", "SOB"]}, "Mã SOB đã là của Sở B"),
    "chuỗi": ({"ends": ["SOA", "SOB"]}, "SOB cũng kết thúc"),
    "lạ": ({"ends": ["SOA", "SX"]}, "Không có cơ quan mã SX"),
}


@pytest.mark.parametrize(("more", "sentence"), REFUSALS.values(), ids=REFUSALS)
def test_what_leaves_a_duty_without_one_taker_is_refused_with_its_name(world, more, sentence):
    value = draft(
        ("SOA", "SOB", "việc làm", True), ("SOA", "SOC", "trẻ em"), **{"ends": ["SOA"], "new": ["SOC"], **more}
    )
    row = prepare(draft=value, by=f.person(world.khoa), now=f.NOW)
    shown = preview(row, today=f.TODAY)
    assert not shown.can_apply
    assert [problem for problem in shown.problems if sentence in problem]
    with pytest.raises(Refused, match=sentence):
        apply(reorganisation=row, version=0, by=f.person(world.khoa), now=f.NOW)


def test_a_later_change_on_record_is_not_undone_unseen(world):
    IndicatorOwner.objects.filter(agency=world.a).update(valid_from=DAY + dt.timedelta(days=9))
    with pytest.raises(Refused, match="”: đã có thay đổi khác sau ngày 01/11/2026"):
        carried_out(world, draft(("SOA", "SOB", "toàn bộ"), ends=["SOA"]))


def test_a_later_end_on_record_holds_for_the_taker(world):
    end = DAY + dt.timedelta(days=9)
    IndicatorOwner.objects.filter(agency=world.a).update(valid_to=end)
    IndicatorOwner.objects.create(indicator=world.indicators[0], agency=world.coordinator, valid_from=end)
    carried_out(world, draft(("SOA", "SOB", "toàn bộ"), ends=["SOA"]))
    days = [BEFORE, DAY, end]
    assert [next(code for number, code in owned_on(day) if number == "2.1.1") for day in days] == ["SOA", "SOB", "SDM"]


def test_a_row_of_the_very_day_passes_whole(world):
    IndicatorOwner.objects.filter(agency=world.a).update(valid_from=DAY)
    carried_out(world, draft(("SOA", "SOC", "toàn bộ"), ends=["SOA"], new=["SOC"]))
    assert owned_on(DAY) == {("2.1.1", "SOC"), ("2.1.2", "SOB")}
    assert not IndicatorOwner.objects.filter(agency=world.a).exists()


def test_the_second_administrator_loses_politely(world):
    value = draft(("SOA", "SOB", "toàn bộ"), ends=["SOA"])
    by = f.person(world.khoa)
    row = prepare(draft=value, by=by, now=f.NOW)
    save_draft(reorganisation=row, version=0, draft=value, by=by, now=f.NOW)
    with pytest.raises(Stale):
        save_draft(reorganisation=row, version=0, draft=value, by=by, now=f.NOW)
    with pytest.raises(Stale):
        apply(reorganisation=row, version=0, by=by, now=f.NOW)
    apply(reorganisation=row, version=1, by=by, now=f.NOW)
    with pytest.raises(Stale, match="đã được áp dụng"):
        apply(reorganisation=row, version=1, by=by, now=f.NOW)
    with pytest.raises(Stale):
        discard(reorganisation=row, version=2, by=by)


def test_only_administrators_reorganise(world):
    with pytest.raises(Refused, match="Chỉ người quản trị"):
        prepare(draft=None, by=f.person(world.giang), now=f.NOW)
