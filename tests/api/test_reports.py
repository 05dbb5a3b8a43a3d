"""Rounds, agencies' reports and consolidated reports: who may read what, and what it says."""

import datetime as dt

import pytest

from reports.api import AnswerSerializer
from reports.collect.selectors import form_of
from reports.collect.services import save_indicator_entry
from reports.issuing.services import issue
from reports.models import TaskEntry
from reports.review.extending import extend
from reports.review.services import return_item
from reports.workflow import Action
from targets.models import Indicator
from tests import factories as f
from tests.steps import all_items, report_of, step


def test_a_round_is_found_by_its_year(world, round_, ask):
    found = ask(world.cuc, "rounds/2026/").json()

    assert (found["plan"], found["data_until"], found["locked_at"]) == ("ke-hoach-thu", str(round_.data_until), None)
    assert found["due_at"] == "2026-12-05T23:59:59+07:00"
    assert ask(world.cuc, "rounds/", year=2025).json()["count"] == 0


class TestSubmissions:
    @pytest.mark.parametrize(
        ("who", "agencies"),
        [
            ("an", ["SOA"]),
            ("binh", ["SOA"]),
            ("cuc", ["SOB"]),
            ("dung", ["SOA"]),
            ("giang", ["SOA"]),
            ("ha", ["SOA"]),
            ("khoa", []),
        ],
    )
    def test_the_own_report_always_and_others_once_sent(self, world, sent, ask, who, agencies):
        rows = ask(getattr(world, who), "submissions/").json()["results"]

        assert [row["agency"]["code"] for row in rows] == agencies
        answers = {
            report.agency.code: ask(getattr(world, who), f"submissions/{report.pk}/").status_code
            for report in (sent, report_of(world.b, sent.round))
        }
        assert [code for code, status in answers.items() if status == 200] == agencies
        assert set(answers.values()) <= {200, 404}

    def test_a_draft_is_its_agencys_own_affair(self, world, round_, ask):
        draft = report_of(world.a, round_)

        assert ask(world.an, f"submissions/{draft.pk}/").status_code == 200
        for who in (world.cuc, world.dung, world.giang, world.ha, world.khoa):
            assert ask(who, f"submissions/{draft.pk}/").status_code == 404

    def test_a_report_with_its_text_and_its_sending(self, world, sent, ask):
        report = ask(world.dung, f"submissions/{sent.pk}/").json()

        assert (report["plan"], report["year"], report["state"]) == ("ke-hoach-thu", 2026, "submitted")
        assert (report["agency_name"], report["state_label"]) == ("Sở A", "Chờ duyệt")
        sending, tasks, indicators = (report["report"][name] for name in ("sending", "tasks", "indicators"))
        assert (sending["number"], sending["signed_by"]) == (1, "Lê Văn Bình")
        assert sending["sha256"] == sent.versions.get().sha256
        assert [(t["code"], t["duty"], t["review"]) for t in tasks] == [
            ("1.1", "lead", "pending"),
            ("1.2", "support", "pending"),
            ("2", "lead", "pending"),
        ]
        assert tasks[0]["result"] == "Đã tổ chức 12 lớp."
        (answer,) = indicators
        assert (answer["code"], answer["typed"], answer["value"], answer["unit"]) == ("2.1.1", "52,5", "52.5", "%")

    def test_numerator_and_denominator_come_along_and_an_old_sending_has_none(self, world, round_, ask):
        words = {"numerator": "Số người tham gia", "denominator": "Lực lượng lao động", "multiplier": 100}
        Indicator.objects.filter(pk=world.indicators[0].pk).update(**words)
        report = report_of(world.a, round_)
        texts = {"typed_numerator": "8.120", "typed_denominator": "15.585"}
        entry = form_of(report).indicators[0]
        save_indicator_entry(entry=entry, version=0, changes=texts, by=f.person(world.an), now=f.NOW)

        (answer,) = ask(world.an, f"submissions/{report.pk}/").json()["report"]["indicators"]

        assert (answer["numerator"], answer["denominator"], answer["value"]) == ("8120", "15585", "52.10138")
        assert (answer["typed"], answer["typed_numerator"], answer["is_part"]) == ("", "8.120", False)
        later = ("is_part", "typed_numerator", "typed_denominator", "numerator", "denominator")
        old = {name: value for name, value in answer.items() if name not in later}
        assert {name: AnswerSerializer(old).data[name] for name in later} == {**dict.fromkeys(later), "is_part": False}

    def test_while_it_is_mended_others_read_what_was_sent(self, world, sent, ask):
        return_item(entry=all_items(sent)[0], reason="Thiếu số liệu.", by=f.person(world.dung), now=f.NOW)
        for item in all_items(sent)[1:]:
            return_item(entry=item, reason="Thiếu.", by=f.person(world.dung), now=f.NOW)
        step(sent, Action.RETURN, world.dung)
        TaskEntry.objects.filter(submission=sent, task__code="1.1").update(result="Đang sửa.")

        def seen_by(who):
            return ask(who, f"submissions/{sent.pk}/").json()["report"]

        assert (seen_by(world.an)["tasks"][0]["result"], seen_by(world.an)["sending"]) == ("Đang sửa.", None)
        for who in (world.dung, world.ha):
            assert seen_by(who)["tasks"][0]["result"] == "Đã tổ chức 12 lớp."
            assert seen_by(who)["sending"]["number"] == 1
        assert seen_by(world.an)["tasks"][0]["review"] == "returned"

    def test_an_extension_stands_beside_the_rounds_due_moment(self, world, round_, ask):
        report = report_of(world.a, round_)
        later = dt.datetime(2026, 12, 9, 23, 59, 59, tzinfo=f.ZONE)
        extend(
            submission=report,
            due_at=later,
            reason="Bão.",
            decided_by="Giám đốc Sở",
            by=f.person(world.dung),
            now=f.NOW,
        )

        shown = ask(world.an, f"submissions/{report.pk}/").json()

        assert shown["due_at"] == "2026-12-05T23:59:59+07:00"
        assert [(row["due_at"], row["reason"]) for row in shown["extensions"]] == [
            ("2026-12-09T23:59:59+07:00", "Bão.")
        ]

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ({"state": "draft"}, 1),
            ({"state": "accepted"}, 0),
            ({"year": 2026, "agency": "SOA", "plan": "ke-hoach-thu"}, 1),
            ({"agency": "SOB"}, 0),
        ],
    )
    def test_reports_are_filtered(self, world, round_, ask, query, count):
        assert ask(world.an, "submissions/", **query).json()["count"] == count


class TestConsolidations:
    @pytest.fixture
    def issued(self, world, draft):
        step(report_of(world.a, draft.round), Action.ACCEPT, world.dung)
        return issue(
            consolidation=draft,
            document_number="125/BC-SDM",
            document_date=f.TODAY,
            by=f.person(world.giang),
            now=f.NOW,
            confirmed=True,
        )

    def test_a_draft_is_for_the_coordinators_people(self, world, draft, ask):
        for who in (world.dung, world.giang):
            assert ask(who, "consolidations/").json()["count"] == 1
            assert ask(who, f"consolidations/{draft.pk}/").status_code == 200
        for who in (world.an, world.binh, world.cuc, world.ha, world.khoa):
            assert ask(who, "consolidations/").json()["count"] == 0
            assert ask(who, f"consolidations/{draft.pk}/").status_code == 404

    def test_an_issued_report_is_for_everybody_with_a_role(self, world, issued, ask):
        for who in (world.an, world.binh, world.cuc, world.dung, world.giang, world.ha, world.khoa):
            assert ask(who, f"consolidations/{issued.pk}/").json()["document_number"] == "125/BC-SDM"
        assert ask(world.lan, f"consolidations/{issued.pk}/").status_code == 404
        assert ask(world.an, "consolidations/", state="issued", year=2026).json()["count"] == 1
        assert ask(world.dung, "consolidations/", state="draft").json()["count"] == 0

    def test_its_content_is_the_frozen_rows(self, world, issued, ask):
        world.indicators[0].name = "Tên đã đổi"
        world.indicators[0].save()

        report = ask(world.an, f"consolidations/{issued.pk}/").json()

        assert (report["number"], report["state_label"], report["sha256"]) == (1, "Đã ban hành", issued.sha256)
        first = report["indicators"][0]
        assert (first["code"], first["name"], first["value"]) == ("2.1.1", "Chỉ tiêu 2.1.1", "52.5")
        frozen = issued.indicators.get(code="2.1.1")
        assert (first["verdict"], first["sentence"]) == (frozen.status, frozen.sentence)
        assert [(p["agency_name"], p["progress_label"]) for p in report["tasks"][0]["parts"]] == [
            ("Sở A", "Đang thực hiện")
        ]
        assert [(row["code"], row["state"]) for row in report["agencies"]] == [("SOA", "submitted"), ("SOB", "draft")]
