"""Where the coordinator sets targets: shown first, saved when confirmed, refused beside the field, the text kept."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import AgencyGroup, GroupMembership
from plan.models import Amendment
from targets.enums import Comparator, Direction, Kind
from targets.models import Baseline, Indicator, IndicatorOwner, Milestone, Target
from tests import factories as f
from tests.dashboards.figures import record

PLAN = "/ke-hoach/ke-hoach-thu"
PAGE = f"{PLAN}/chi-tieu/2.1.1/muc-tieu/"
SCHEDULE, PASTE = f"{PAGE}lo-trinh/", f"{PAGE}lo-trinh/?cach=dan"
AMEND, READ, BASELINE, DEFINITION = f"{PAGE}dieu-chinh/", f"{PAGE}doc-cum-tu/", f"{PAGE}so-goc/", f"{PAGE}dinh-nghia/"
BLOCK = f"{PLAN}/lo-trinh/"
REPORTERS = f"{PLAN}/chi-tieu/2.1.1/co-quan/"
DECISION = {"number": "45/QĐ-UBND", "decided_on": "01/06/2026", "summary": "Lộ trình"}
TARGET = {"comparator": "gt", "lower": "65", "upper": "", "tolerance": "", "year": "2030", "wording": "trên 65%"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: f.NOW)


@pytest.fixture
def desk(sign_in, world):
    return sign_in(world.dung)


def seen(answer):
    """What the preview asks to have back."""
    return re.search(r'name="seen" value="(\w+)"', answer.content.decode())[1]


def save(client, url, data):
    """Send it twice, as a person does: look, then confirm."""
    shown = client.post(url, data)
    assert shown.status_code == 200, shown.content.decode()
    return client.post(url, data | {"seen": seen(shown), "save": "1"})


ALL = [PAGE, SCHEDULE, PASTE, f"{PAGE}bo-lo-trinh/", AMEND, BASELINE, DEFINITION, BLOCK]
ALL += [REPORTERS, f"{REPORTERS}them/", f"{REPORTERS}ket-thuc/"]


@pytest.mark.parametrize("who", ["an", "binh", "cuc", "ha", "khoa", "lan"])
def test_for_others_there_is_no_such_page(sign_in, world, who):
    client = sign_in(getattr(world, who))
    assert {client.get(url).status_code for url in ALL} == {404}
    assert client.post(READ, {"wording": "trên 65%"}).status_code == 404
    assert client.post(PASTE, DECISION | {"text": "2026 50", "save": "1"}).status_code == 404
    assert not Milestone.objects.exists()


@pytest.mark.parametrize("who", ["dung", "giang"])
def test_the_coordinator_opens_every_page(sign_in, world, who):
    client = sign_in(getattr(world, who))
    assert {client.get(url).status_code for url in ALL} == {200}
    assert client.get(PAGE.replace("2.1.1", "9.9.9")).status_code == 404


class TestTheOverview:
    def test_it_says_what_is_asked_from_where_and_by_whom(self, desk, world):
        Target.objects.filter(indicator=world.indicators[0]).update(comparator="approx", tolerance=2)
        save(desk, PASTE, DECISION | {"text": "2026 50\n2027 53"})
        page = desk.get(PAGE).content.decode()

        for words in (
            "“chỉ tiêu 2.1.1 đạt mức đề ra”",
            "khoảng 60% (dung sai 2)",
            "45/QĐ-UBND (01/06/2026)",
            "50,0%",
            "nội suy",
            "40,0%",
            "Nguồn: Niên giám",
            "số tại thời điểm báo cáo",
            "Sở A",
        ):
            assert words in page

    def test_what_has_no_schedule_says_why(self, desk, world):
        f.make_indicator(world.plan, "7", direction=Direction.MAINTAIN)
        f.make_indicator(world.plan, "8", kind=Kind.MILESTONE, comparator=Comparator.DONE, lower=None, unit="")

        assert "phải giữ mức đề ra hằng năm" in desk.get(PAGE.replace("2.1.1", "7")).content.decode()
        assert "không đo bằng số" in desk.get(PAGE.replace("2.1.1", "8")).content.decode()

    def test_it_costs_the_same_whatever_lies_behind_it(self, desk, world):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                desk.get(PAGE)
            return len(captured)

        desk.get(PAGE)
        few = queries()
        save(desk, PASTE, DECISION | {"text": "2026 50\n2027 53"})
        save(desk, PASTE, DECISION | {"number": "46/QĐ", "decided_on": "01/07/2026", "text": "2026 51\n2027 53"})
        save(desk, AMEND, DECISION | {"number": "46/QĐ", "decided_on": "01/07/2026"} | TARGET | current(world))
        for number in range(3):
            IndicatorOwner.objects.create(
                indicator=world.indicators[0], agency=f.make_agency(f"H{number}"), is_part=True
            )
        desk.get(PAGE)
        assert queries() == few


class TestASchedule:
    def test_it_is_shown_then_saved(self, desk, world):
        record(world.indicators[0], 2026, "46", by=world.dung)
        shown = desk.post(PASTE, DECISION | {"text": "2026: 45\n2027: 50"})
        page = shown.content.decode()

        assert not Milestone.objects.exists()
        assert "1 năm đã có số liệu sẽ được đánh giá khác đi" in page
        assert "chậm → đúng tiến độ" in page
        assert "các năm trước 2026 giữ nguyên" in page

        understood = {"understood": "1"}
        assert save(desk, PASTE, DECISION | understood | {"text": "2026: 45\n2027: 50"}).status_code == 302
        assert list(Milestone.objects.values_list("year", "value")) == [(2026, 45), (2027, 50)]

    def test_what_was_changed_after_the_preview_is_shown_again(self, desk, world):
        shown = desk.post(PASTE, DECISION | {"text": "2026 45"})
        answer = desk.post(PASTE, DECISION | {"text": "2026 46", "seen": seen(shown), "save": "1"})

        assert answer.status_code == 422
        assert "đã thay đổi sau lần xem trước" in answer.content.decode()
        assert not Milestone.objects.exists()
        assert seen(answer) != seen(shown)

    def test_saving_without_a_preview_gives_the_preview(self, desk, world):
        assert desk.post(PASTE, DECISION | {"text": "2026 45", "save": "1"}).status_code == 422
        assert not Milestone.objects.exists()

    def test_wrong_lines_are_named_and_the_text_stays_in_the_box(self, desk, world):
        answer = desk.post(PASTE, DECISION | {"text": "2026 45\n2028 1.5\nabc"})
        page = answer.content.decode()

        assert answer.status_code == 422
        assert "Dòng 2: “1.5” chưa rõ là số nào" in page
        assert "Dòng 3: không có năm" in page
        assert "2026 45\n2028 1.5\nabc</textarea>" in page
        assert "seen" not in page
        assert not Milestone.objects.exists()

    def test_year_by_year_the_error_stands_at_its_year(self, desk, world):
        answer = desk.post(SCHEDULE, DECISION | {"y2026": "50", "y2027": "45", "y2029": "x"})
        errors = answer.context["form"].errors

        assert answer.status_code == 422
        assert "sai chiều" in errors["y2027"][0]
        assert "không phải là một số" in errors["y2029"][0]
        assert 'value="45"' in answer.content.decode()

    def test_year_by_year_it_is_saved_too(self, desk, world):
        assert save(desk, SCHEDULE, DECISION | {"y2026": "50,5", "y2027": "52"}).status_code == 302
        assert 'value="50,5"' in desk.get(SCHEDULE).content.decode()

    def test_a_decision_on_record_can_be_chosen(self, desk, world):
        amendment = Amendment.objects.create(
            plan=world.plan, number="1/QĐ", decided_on="2025-02-01", effective_on="2025-03-01", summary="x"
        )
        save(desk, PASTE, {"existing": amendment.pk, "text": "2025 45\n2026 50"})

        assert set(Milestone.objects.values_list("amendment", flat=True)) == {amendment.pk}
        both = desk.post(PASTE, DECISION | {"existing": amendment.pk, "text": "2026 52"})
        assert "không cả hai" in both.context["form"].errors["existing"][0]

    @pytest.mark.parametrize("name", ["number", "decided_on"])
    def test_without_a_decision_nothing_is_set(self, desk, world, name):
        answer = desk.post(PASTE, DECISION | {name: "", "text": "2026 45"})
        assert list(answer.context["form"].errors) == [name]

    def test_it_is_removed_by_decision(self, desk, world):
        save(desk, PASTE, DECISION | {"text": "2026 45"})
        last = {"number": "47/QĐ", "decided_on": "01/10/2026"}
        assert save(desk, f"{PAGE}bo-lo-trinh/", last).status_code == 302
        assert not Milestone.objects.on(f.TODAY).exists()
        assert "(hết hiệu lực theo 47/QĐ (01/10/2026))" in desk.get(PAGE).content.decode()


class TestAWholePlan:
    TEXT = "Mã\tTên\t2026\t2027\n2.1.1\tA\t50\t52\n2.1.2\tB\t\t30\n"

    def test_the_block_is_shown_then_saved_under_one_decision(self, desk, world):
        page = desk.post(BLOCK, DECISION | {"text": self.TEXT}).content.decode()
        assert "2 chỉ tiêu có lộ trình mới" in page
        assert "Không đọc các cột: Tên." in page
        assert not Milestone.objects.exists()

        assert save(desk, BLOCK, DECISION | {"text": self.TEXT}).status_code == 302
        assert Milestone.objects.count() == 3
        assert Amendment.objects.count() == 1
        assert "<strong>52,0</strong>" in desk.get(BLOCK).content.decode()

    def test_one_wrong_cell_refuses_the_block(self, desk, world):
        answer = desk.post(BLOCK, DECISION | {"text": self.TEXT.replace("30", "99").replace("2.1.1", "2.1.7")})
        found = answer.context["form"].errors["text"]

        assert answer.status_code == 422
        assert [reason.split(":")[0] for reason in found] == ["Dòng 2", "Dòng 3, cột 2027"]
        assert not Milestone.objects.exists()

    def test_the_table_costs_the_same_for_more_indicators(self, desk, world):
        def queries():
            desk.get(BLOCK)
            with CaptureQueriesContext(connection) as captured:
                desk.get(BLOCK)
            return len(captured)

        few = queries()
        for number in range(3):
            f.make_indicator(world.plan, f"9.{number}", baseline=(2023, "40"))
        assert queries() == few


def current(world):
    return {"instead_of": world.indicators[0].targets.get(valid_to=None).pk}


class TestATarget:
    def test_the_wording_is_read_into_the_fields_and_nothing_is_stored(self, desk, world):
        answer = desk.post(READ, DECISION | TARGET | {"wording": "đạt từ 62,5% đến 65% vào năm 2029"})
        page = answer.content.decode()

        assert "Từ 62,5% đến 65%, năm 2029" in page
        for field in ('<option value="range" selected>', 'value="62,5"', 'value="65"', 'value="2029"'):
            assert field in page
        assert Target.objects.filter(indicator=world.indicators[0]).count() == 1
        assert Amendment.objects.count() == 0

    def test_what_cannot_be_read_is_said_and_the_fields_stay(self, desk, world):
        page = desk.post(READ, TARGET | {"wording": "đạt 65.5"}).content.decode()

        assert "“65.5” chưa rõ là số nào" in page
        assert '<option value="gt" selected>' in page
        assert 'value="65"' in page

    def test_without_scripts_a_button_reads_it(self, desk, world):
        page = desk.post(AMEND, DECISION | TARGET | {"wording": "ít nhất 70%", "read": "1"}).content.decode()

        assert '<option value="ge" selected>' in page
        assert 'value="70"' in page
        assert "45/QĐ-UBND" in page

    def test_it_is_shown_in_words_confirmed_and_saved(self, desk, world):
        shown = desk.post(AMEND, DECISION | TARGET | current(world)).content.decode()
        assert "Mức phải đạt mới: trên 65%, năm 2030." in shown
        assert "2026, 2027, 2028, 2029, 2030." in shown

        assert save(desk, AMEND, DECISION | TARGET | current(world)).status_code == 302
        new = Target.objects.get(amendment__number="45/QĐ-UBND")
        assert (new.comparator, new.lower, new.wording) == ("gt", 65, "trên 65%")
        assert "đến trước 01/06/2026" in desk.get(PAGE).content.decode()

    def test_what_was_mended_by_hand_is_pointed_out(self, desk, world):
        same = desk.post(AMEND, DECISION | TARGET | current(world)).content.decode()
        mended = desk.post(AMEND, DECISION | TARGET | current(world) | {"comparator": "ge"}).content.decode()

        assert "khác với cách đọc nguyên văn" in mended
        assert "khác với cách đọc nguyên văn" not in same

    @pytest.mark.parametrize(
        ("wording", "words"),
        [
            ("khoảng 65 m² sàn/người", "chỉ tiêu tính bằng “%”"),
            ("hoàn thành vào năm 2028", "không hợp với loại của chỉ tiêu"),
            ("tăng 5%", "mức tăng, giảm"),
            ("trên 65% ở thành thị, trên 60% ở nông thôn", "nhiều mức"),
        ],
    )
    def test_what_a_target_of_the_indicator_cannot_hold_fills_in_nothing(self, desk, world, wording, words):
        page = desk.post(READ, TARGET | {"wording": wording}).content.decode()

        assert words in page
        assert '<option value="gt" selected>' in page

    def test_a_figure_that_is_not_clear_is_asked_about(self, desk, world):
        answer = desk.post(AMEND, DECISION | TARGET | current(world) | {"lower": "1.5"})
        assert answer.status_code == 422
        assert "chưa rõ là số nào" in answer.context["form"].errors["lower"][0]
        assert 'value="1.5"' in answer.content.decode()


class TestFacts:
    def test_a_baseline_is_shown_then_corrected_with_a_reason(self, desk, world):
        data = {"year": "2022", "value": "38,5", "source": "Niên giám 2022", "reason": "Số công bố lại"}
        assert "reason" in desk.post(BASELINE, data | {"reason": ""}).context["form"].errors
        assert "value" in desk.post(BASELINE, data | {"value": "38.5"}).context["form"].errors
        assert "year" in desk.post(BASELINE, data | {"year": "2030"}).context["form"].errors

        assert save(desk, BASELINE, data).status_code == 302
        assert str(Baseline.objects.get().value) == "38.500000"

    def test_a_definition_needs_both_terms_and_says_for_which_rounds_it_counts(self, desk, world):
        assert "các kỳ mở sau này" in desk.get(DEFINITION).content.decode()
        half = desk.post(DEFINITION, {"numerator": "Số hộ"})
        assert list(half.context["form"].errors) == ["denominator"]

        good = {"numerator": "Số hộ", "denominator": "Tổng số hộ", "multiplier": "100"}
        shown = desk.post(DEFINITION, good)
        assert "Không năm nào đã có số liệu bị đánh giá khác đi." in shown.content.decode()
        assert not Indicator.objects.get(code="2.1.1").has_quotient

        assert save(desk, DEFINITION, good).status_code == 302
        assert Indicator.objects.get(code="2.1.1").has_quotient

    def test_a_definition_that_changes_a_verdict_says_so_before(self, desk, world):
        save(desk, DEFINITION, {"numerator": "Số hộ", "denominator": "Tổng số hộ", "multiplier": "100"})
        record(world.indicators[0], 2030, "60", by=world.dung, numerator=5999, denominator=10_000)
        page = desk.post(DEFINITION, {"definition": "Không còn tử số"}).content.decode()

        assert "1 năm đã có số liệu sẽ được đánh giá khác đi" in page
        assert "2030 (không đạt → đạt)" in page
        assert "Số để đánh giá năm 2030 đổi từ 59,99% thành 60,0%." in page


class TestReporters:
    @pytest.fixture
    def group(self, world):
        group = AgencyGroup.objects.create(code="huyen", name="UBND các huyện")
        for number in range(3):
            GroupMembership.objects.create(group=group, agency=f.make_agency(f"H{number}", f"UBND huyện {number}"))
        return group

    def test_a_group_and_single_agencies_are_added_in_one_step(self, desk, world, group):
        data = {"is_part": "1", "group": group.pk, "agencies": [world.b.pk], "on": "01/12/2026"}
        assert desk.post(f"{REPORTERS}them/", data).status_code == 302
        assert IndicatorOwner.objects.filter(indicator=world.indicators[0], is_part=True).count() == 4

    def test_nobody_chosen_is_refused(self, desk, world):
        answer = desk.post(f"{REPORTERS}them/", {"is_part": "1", "on": "01/12/2026"})
        assert "ít nhất một cơ quan" in answer.context["form"].errors["agencies"][0]

    def test_one_is_ended_on_a_day(self, desk, world, group):
        desk.post(f"{REPORTERS}them/", {"is_part": "1", "group": group.pk, "on": "01/06/2026"})
        ended = group.memberships.first().agency
        data = {"agency": ended.pk, "on": "23/11/2026"}

        assert 'href="/ke-hoach/ke-hoach-thu/chi-tieu/2.1.1/co-quan/ket-thuc/' in desk.get(PAGE).content.decode()
        assert desk.post(f"{REPORTERS}ket-thuc/", data).status_code == 302
        assert IndicatorOwner.objects.get(agency=ended).valid_to == f.TODAY
