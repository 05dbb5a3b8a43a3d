"""Each agency's own implementation plan: filing, withdrawing, and the list of who has none."""

import datetime as dt

import pytest
from django.urls import reverse

from agencies.errors import Refused, Stale
from agencies.models import AgencyGroup, GroupMembership
from plan.enums import Duty
from plan.models import Plan, Responsibility
from plan.selectors import duties_on
from reports.models import Attachment, ImplementationPlan
from reports.oversight.plans.selectors import filing_rows, responsible_on
from reports.oversight.plans.services import withdraw
from reports.oversight.selectors import implementation_figures
from tests import factories as f
from tests.factories import NOW, TODAY, person
from tests.oversight.conftest import paper, stored

LIST = reverse("reports:agency_plans", args=["ke-hoach-thu"])


def page(code="SOA"):
    return reverse("reports:agency_plan", args=["ke-hoach-thu", code])


def words(answer):
    return " ".join(answer.content.decode().split())


class TestFiling:
    @pytest.mark.parametrize("who", ["an", "binh", "dung", "giang"])
    def test_the_agencys_people_and_the_coordinators_file_it(self, world, file_for, who):
        filed = file_for(by=getattr(world, who))
        assert (filed.agency, filed.agency_name, filed.filed_by) == (world.a, "Sở A", getattr(world, who))
        assert implementation_figures(world.plan, on=TODAY) == (1, 1)

    @pytest.mark.parametrize("who", ["cuc", "ha", "khoa", "lan"])
    def test_nobody_else_does(self, world, file_for, tmp_path, who):
        with pytest.raises(Refused, match="Chỉ người của cơ quan"):
            file_for(by=getattr(world, who))
        assert (ImplementationPlan.objects.count(), stored(tmp_path)) == (0, 0)

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"number": " "}, "document_number"),
            ({"title": "\u200b"}, "title"),
            ({"day": TODAY + dt.timedelta(days=1)}, "document_date"),
            ({"upload": paper("png")}, "file"),
        ],
    )
    def test_what_will_not_do_names_its_field(self, file_for, tmp_path, more, field):
        with pytest.raises(Refused) as refused:
            file_for(**more)
        assert refused.value.field == field
        assert (Attachment.objects.count(), stored(tmp_path)) == (0, 0)

    def test_the_same_document_is_filed_once(self, file_for):
        file_for()
        with pytest.raises(Refused, match="đã có trên hệ thống"):
            file_for(number="45/kh-soa")
        file_for(number="46/KH-SOA")
        assert ImplementationPlan.objects.count() == 2

    def test_a_word_file_will_do(self, file_for):
        assert file_for(upload=paper("docx")).file.kind == "docx"


class TestWithdrawing:
    def test_it_stays_on_record_and_the_right_one_can_be_filed(self, world, file_for):
        withdraw(filed=file_for(), reason="Nộp nhầm tệp.", by=person(world.an), now=NOW)
        assert implementation_figures(world.plan, on=TODAY) == (0, 2)
        file_for()
        assert implementation_figures(world.plan, on=TODAY) == (1, 1)
        assert [row.reason for row in ImplementationPlan.objects.order_by("pk")] == ["Nộp nhầm tệp.", ""]

    def test_a_reason_is_needed(self, world, file_for):
        with pytest.raises(Refused, match="lý do"):
            withdraw(filed=file_for(), reason=" ", by=person(world.an), now=NOW)

    def test_another_agency_cannot(self, world, file_for):
        with pytest.raises(Refused, match="Chỉ người của cơ quan"):
            withdraw(filed=file_for(), reason="Nhầm.", by=person(world.cuc), now=NOW)

    def test_the_second_is_told_who_was_first(self, world, file_for):
        filed = file_for()
        withdraw(filed=ImplementationPlan.objects.get(), reason="Nhầm.", by=person(world.binh), now=NOW)
        with pytest.raises(Stale, match="Lê Văn Bình đã rút"):
            withdraw(filed=filed, reason="Nhầm.", by=person(world.an), now=NOW)
        assert ImplementationPlan.objects.get().withdrawn_by == world.binh


class TestWhoOwesOne:
    @pytest.fixture
    def group(self, world):
        """Sở C supports a task as a member of a group, until a day; Sở D did until last year."""
        group = AgencyGroup.objects.create(code="nhom", name="Các sở có liên quan")
        c, d = f.make_agency("SOC", "Sở C"), f.make_agency("SOD", "Sở D")
        GroupMembership.objects.create(group=group, agency=c)
        GroupMembership.objects.create(group=group, agency=d, valid_to=dt.date(2026, 1, 1))
        Responsibility.objects.create(task=world.tasks[0], duty=Duty.SUPPORT, group=group, wording="các sở", order=9)
        return c, d

    @pytest.mark.parametrize("on", [TODAY, dt.date(2025, 5, 5)])
    def test_it_is_those_of_the_duties(self, world, group, on):
        assert set(responsible_on(world.plan, on)) == {duty.agency for duty in duties_on(world.plan, on)}

    def test_those_without_come_first_then_by_name(self, world, group, file_for):
        file_for()
        assert [(row.agency.code, row.filed is None) for row in filing_rows(world.plan, on=TODAY)] == [
            ("SOB", True),
            ("SOC", True),
            ("SOA", False),
        ]

    def test_the_days_since_the_plan_was_issued(self, world, file_for):
        Plan.objects.update(issued_on=dt.date(2024, 8, 30))
        world.plan.refresh_from_db()
        file_for()
        assert {row.agency.code: row.days for row in filing_rows(world.plan, on=TODAY)} == {"SOB": 815, "SOA": 10}

    def test_who_filed_and_is_responsible_no_more_stays_in_the_list(self, world, file_for):
        file_for()
        Responsibility.objects.filter(agency=world.a).update(valid_to=dt.date(2026, 1, 1))
        assert {row.agency.code for row in filing_rows(world.plan, on=TODAY)} == {"SOA", "SOB"}
        assert implementation_figures(world.plan, on=TODAY) == (0, 1)

    def test_the_latest_of_several_is_shown(self, world, file_for):
        file_for(number="9/KH", day=dt.date(2025, 1, 2))
        file_for(number="8/KH", day=dt.date(2024, 1, 2))
        row = filing_rows(world.plan, on=TODAY)[-1]
        assert (row.filed.number, row.filed.count) == ("9/KH", 2)


class TestThePages:
    def test_the_list_tells_who_has_none(self, world, file_for, sign_in):
        file_for()
        answer = sign_in(world.ha).get(LIST)
        assert "<strong>1/2</strong> cơ quan đã nộp" in words(answer)
        assert [(tab["label"], tab["current"]) for tab in answer.context["tabs"]] == [
            ("Tất cả (2)", True),
            ("Chưa nộp (1)", False),
            ("Đã nộp (1)", False),
        ]

    @pytest.mark.parametrize(("state", "codes"), [("owing", ["SOB"]), ("filed", ["SOA"]), ("x", ["SOB", "SOA"])])
    def test_it_is_narrowed(self, world, file_for, sign_in, state, codes):
        file_for()
        page_ = sign_in(world.dung).get(LIST, {"state": state}).context["page"]
        assert [row.agency.code for row in page_] == codes

    @pytest.mark.parametrize(("query", "codes"), [("so a", ["SOA"]), ("SỞ B", ["SOB"]), ("không có", [])])
    def test_it_is_searched_without_marks(self, world, file_for, sign_in, query, codes):
        page_ = sign_in(world.dung).get(LIST, {"q": query}).context["page"]
        assert [row.agency.code for row in page_] == codes

    def test_an_agency_files_on_its_page(self, world, sign_in):
        posted = {"document_number": "45/KH-SOA", "document_date": "2024-09-09", "title": "Triển khai"}
        answer = sign_in(world.an).post(page(), posted | {"file": paper()}, follow=True)
        assert answer.redirect_chain == [(page(), 302)]
        assert "số 45/KH-SOA ngày 09/09/2024" in words(answer)

    def test_what_was_typed_stays_where_a_file_is_missing(self, world, sign_in):
        posted = {"document_number": "45/KH-SOA", "document_date": "2024-09-09", "title": "Triển khai"}
        answer = sign_in(world.an).post(page(), posted)
        assert answer.status_code == 422
        assert "Hãy chọn tệp của kế hoạch." in words(answer)
        assert answer.context["form"]["title"].value() == "Triển khai"

    def test_others_read_and_cannot_file(self, world, file_for, sign_in):
        file_for()
        answer = sign_in(world.cuc).get(page())
        assert "45/KH-SOA" in words(answer)
        assert "<form class=" not in words(answer)
        assert sign_in(world.cuc).post(page(), {}).status_code == 404

    def test_an_agency_without_duty_has_no_page(self, world, sign_in):
        assert sign_in(world.dung).get(page("UBND")).status_code == 404

    def test_it_is_withdrawn_with_a_reason(self, world, file_for, sign_in):
        url = reverse("reports:withdraw_plan", args=[file_for().pk])
        assert sign_in(world.an).post(url, {"reason": ""}).status_code == 422
        answer = sign_in(world.an).post(url, {"reason": "Nộp nhầm tệp."}, follow=True)
        assert "Lý do rút: Nộp nhầm tệp." in words(answer)
        assert sign_in(world.an).get(url).status_code == 302

    def test_what_was_withdrawn_is_not_handed_to_others(self, world, file_for, sign_in):
        filed = file_for()
        url = reverse("reports:agency_plan_file", args=[filed.pk, "x.pdf"])

        def reached_by(*people):
            for who in people:
                answer = sign_in(who).get(url)
                answer.getvalue()
                yield answer.status_code

        assert list(reached_by(world.cuc)) == [200]
        withdraw(filed=filed, reason="Nhầm tệp mật.", by=person(world.an), now=NOW)
        assert list(reached_by(world.cuc, world.ha, world.an, world.dung)) == [404, 404, 200, 200]
        assert url.rpartition("/")[0] not in sign_in(world.cuc).get(page()).content.decode()
