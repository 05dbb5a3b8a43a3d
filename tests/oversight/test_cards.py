"""What "Việc của tôi" says of guidance, own plans and inspections, to whom."""

from agencies.models import AgencyGroup, GroupMembership
from plan.enums import Duty
from plan.models import Responsibility
from reports.models import Round
from reports.oversight.cards import cards_for
from tests import factories as f
from tests.factories import NOW, TODAY, person
from tests.oversight.conftest import stepped


def told(user):
    return {card.label: card.sentence for card in cards_for(person(user), on=TODAY)}


def test_an_agency_is_told_what_to_mend_and_to_file(world, found, file_for):
    stepped(found[1], "mend", world.an)
    assert told(world.an) == {
        "Tồn tại qua kiểm tra": ("2 tồn tại chưa xong. 1 tồn tại quá hạn khắc phục. 1 báo cáo khắc phục chờ xác nhận."),
        "Kế hoạch triển khai": "Cơ quan chưa nộp kế hoạch triển khai của mình.",
    }
    file_for()
    stepped(found[0], "close", world.dung)
    stepped(found[1], "close", world.dung)
    assert told(world.an) == {}
    assert list(told(world.cuc)) == ["Kế hoạch triển khai"]


def test_a_member_of_a_group_owes_one_too(world):
    group = AgencyGroup.objects.create(code="nhom", name="Các sở có liên quan")
    agency = f.make_agency("SOC", "Sở C")
    somebody = f.make_user(agency, "reporter")
    assert told(somebody) == {}
    GroupMembership.objects.create(group=group, agency=agency)
    Responsibility.objects.create(task=world.tasks[0], duty=Duty.SUPPORT, group=group, wording="các sở", order=9)
    assert list(told(somebody)) == ["Kế hoạch triển khai"]


def test_the_coordinator_is_told_what_is_missing(world, round_, found, guide, file_for):
    file_for()
    assert told(world.dung) == {
        "Hướng dẫn báo cáo năm 2026": "Chưa có hướng dẫn cho kỳ này.",
        "Kế hoạch triển khai": "1/2 cơ quan đã nộp kế hoạch triển khai của mình, 1 chưa nộp.",
        "Kiểm tra, giám sát": "2 tồn tại chưa xong. 1 tồn tại quá hạn khắc phục.",
    }
    guide("Số liệu.")
    assert told(world.giang)["Hướng dẫn báo cáo năm 2026"] == "Đã có hướng dẫn cho kỳ này."
    Round.objects.update(locked_at=NOW)
    assert "Hướng dẫn báo cáo năm 2026" not in told(world.dung)


def test_leaders_see_inspections_and_administrators_nothing(world, found):
    assert list(told(world.ha)) == ["Kiểm tra, giám sát"]
    assert told(world.khoa) == {}
