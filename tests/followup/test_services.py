"""A later figure from sending to record: who may, in what order, and what is refused in which words."""

from decimal import Decimal

import pytest

from agencies.enums import Role
from agencies.errors import Refused, Stale
from agencies.models import AuditLine, Membership
from reports.collect.opening import open_round
from reports.followup.content import seal_of
from reports.followup.services import accept, send, send_back, sign, withdraw
from reports.models import FollowUp, MeasurementSource
from targets.models import IndicatorOwner, Measurement, Resolution
from tests import factories as f
from tests.factories import NOW, person
from tests.followup.conftest import put_on_record
from tests.followup.saying import declared, estimate, official


def current(indicator, year=2025):
    return Measurement.objects.filter(indicator=indicator, year=year).latest("revision")


class TestSending:
    def test_where_the_head_signs_it_waits_for_the_signature(self, closed, send_a):
        sent = send_a()
        assert (sent.state, sent.sent_by, sent.signed_by) == ("awaiting", closed.an, None)
        assert (sent.agency_name, sent.value, sent.quality) == ("Sở A", Decimal("51.2"), "official")
        assert current(closed.indicators[0]) == closed.record

    def test_without_signoff_it_reaches_the_officer_at_once(self, closed):
        sent = send(
            indicator=closed.indicators[1],
            year=2025,
            said=official("61"),
            note="Đã chính thức.",
            seen=closed.record_b.pk,
            by=person(closed.cuc),
            now=NOW,
        )
        assert sent.state == "submitted"

    def test_it_is_sealed_as_it_is_stored(self, send_a):
        sent = FollowUp.objects.get(pk=send_a().pk)
        assert sent.sha256 == seal_of(sent)
        sent.note += "."
        assert sent.sha256 != seal_of(sent)

    @pytest.mark.parametrize("who", ["cuc", "dung", "giang", "ha", "khoa", "lan"])
    def test_only_the_agency_sends(self, closed, send_a, who):
        with pytest.raises(Refused, match="Chỉ cơ quan"):
            send_a(by=getattr(closed, who))

    def test_the_agency_that_owns_it_now_sends_too_and_in_its_own_name(self, closed, send_a):
        IndicatorOwner.objects.filter(indicator=closed.indicators[0]).update(agency=closed.b)
        sent = send_a(by=closed.cuc)
        assert (sent.agency, sent.state) == (closed.b, "submitted")
        withdraw(follow_up=sent, by=person(closed.cuc), now=NOW)
        assert send_a().agency == closed.a  # whose figure is on record

    def test_a_former_owner_without_a_figure_does_not(self, closed, send_a):
        IndicatorOwner.objects.create(indicator=closed.indicators[0], agency=closed.b, valid_to=f.TODAY)
        with pytest.raises(Refused, match="Chỉ cơ quan"):
            send_a(by=closed.cuc)

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"note": "  "}, "note"),
            ({"note": "x" * 5001}, "note"),
            ({"said": estimate("52.5")}, "typed"),
            ({"said": official(None)}, "typed"),
            ({"said": declared("done")}, "typed"),
        ],
    )
    def test_what_does_not_do_is_said_at_its_field(self, send_a, change, field):
        with pytest.raises(Refused) as caught:
            send_a(**change)
        assert caught.value.field == field
        assert not FollowUp.objects.exists()

    def test_one_at_a_time(self, closed, send_a):
        first = send_a()
        with pytest.raises(Refused, match="rút số đó"):
            send_a(official("50"))
        withdraw(follow_up=first, by=person(closed.an), now=NOW, reason="Nhầm năm.")
        assert send_a(official("50")).state == "awaiting"

    def test_a_figure_recorded_meanwhile_is_looked_at_first(self, closed, send_a):
        put_on_record(closed.indicators[0], closed.a, "53", by=closed.dung)
        with pytest.raises(Stale, match="đã thay đổi"):
            send_a(seen=closed.record.pk)

    def test_while_the_round_is_under_way_the_report_is_mended_instead(self, closed):
        open_round(plan=closed.plan, year=2026, by=person(closed.khoa), now=NOW)
        row = put_on_record(closed.indicators[0], closed.a, "54", by=closed.dung, year=2026)
        said = {"said": official("55"), "note": "Mới.", "seen": row.pk, "by": person(closed.an), "now": NOW}
        with pytest.raises(Refused, match="2026 chưa kết thúc"):
            send(indicator=closed.indicators[0], year=2026, **said)

    def test_no_data_becomes_a_figure(self, closed):
        row = put_on_record(closed.indicators[0], closed.a, None, by=closed.dung, year=2024, answer="no_data")
        said = {"said": official("48"), "note": "Đã có.", "seen": row.pk, "by": person(closed.an), "now": NOW}
        assert send(indicator=closed.indicators[0], year=2024, **said).value == 48

    def test_a_declaration_is_updated_likewise(self, closed):
        indicator = f.make_indicator(
            closed.plan, "9", owner=closed.b, kind="milestone", comparator="done", lower=None, unit=""
        )
        row = put_on_record(indicator, closed.b, None, by=closed.dung, answer="not_done")
        common = {"indicator": indicator, "year": 2025, "note": "Xong tháng 12.", "seen": row.pk}
        with pytest.raises(Refused) as caught:
            send(said=official("1"), by=person(closed.cuc), now=NOW, **common)
        assert caught.value.field == "answer"
        sent = send(said=declared("done"), by=person(closed.cuc), now=NOW, **common)
        accept(follow_up=sent, seen=row.pk, by=person(closed.dung), now=NOW)
        assert (current(indicator).answer, current(indicator).value) == ("done", None)

    def test_a_part_is_updated_by_its_agency_and_stays_a_part(self, closed):
        part = put_on_record(closed.indicators[0], closed.b, "20", by=closed.dung, is_part=True)
        common = {"indicator": closed.indicators[0], "year": 2025, "said": official("21"), "note": "Rà soát lại."}
        with pytest.raises(Refused, match="Chỉ cơ quan"):
            send(part="SOB", seen=part.pk, by=person(closed.an), now=NOW, **common)
        with pytest.raises(Refused, match="Chỉ cơ quan"):  # the whole is not the part's owner's to change
            send(seen=closed.record.pk, by=person(closed.cuc), now=NOW, **common)
        sent = send(part="SOB", seen=part.pk, by=person(closed.cuc), now=NOW, **common)
        new = accept(follow_up=sent, seen=part.pk, by=person(closed.dung), now=NOW)
        assert (new.is_part, new.revision, new.value) == (True, 2, 21)
        assert current(closed.indicators[0]) == closed.record


class TestSigning:
    def test_the_head_signs_and_sends(self, closed, send_a):
        sent = send_a()
        with pytest.raises(Refused, match="Ký và gửi"):
            sign(follow_up=sent, by=person(closed.an), now=NOW)
        sign(follow_up=sent, by=person(closed.binh), now=NOW)
        assert (sent.state, sent.signed_by, sent.signed_at) == ("submitted", closed.binh, NOW)

    def test_before_the_signature_nobody_decides(self, closed, send_a):
        sent = send_a()
        for step in (
            lambda: accept(follow_up=sent, seen=closed.record.pk, by=person(closed.dung), now=NOW),
            lambda: send_back(follow_up=sent, reason="x", by=person(closed.dung), now=NOW),
        ):
            with pytest.raises(Refused, match="Chờ lãnh đạo ký"):
                step()


class TestDeciding:
    def test_accepting_puts_a_revision_on_record_beside_the_estimate(self, closed, submitted):
        new = accept(
            follow_up=submitted, seen=closed.record.pk, by=person(closed.dung), now=NOW, remark="Khớp Niên giám."
        )
        rows = list(Measurement.objects.filter(indicator=closed.indicators[0]).order_by("revision"))
        assert [(row.revision, row.value, row.quality) for row in rows] == [
            (1, Decimal("52.5"), "estimate"),
            (2, Decimal("51.2"), "official"),
        ]
        assert rows[1] == new
        assert new.reason == "Số chính thức của Cục Thống kê.\nÝ kiến khi duyệt: Khớp Niên giám."
        assert new.recorded_by == closed.dung
        source = MeasurementSource.objects.get(measurement=new)
        assert (source.follow_up, source.entry, source.version) == (submitted, None, None)
        assert (submitted.state, submitted.decided_by, submitted.decided_at) == ("accepted", closed.dung, NOW)

    def test_the_steps_are_in_the_audit_trail_by_name(self, closed, accepted):
        lines = AuditLine.objects.filter(table="reports_followup").order_by("pk")
        assert [(line.action, line.actor_id) for line in lines] == [
            ("insert", closed.an.pk),
            ("update", closed.binh.pk),
            ("update", closed.dung.pk),
        ]

    @pytest.mark.parametrize("who", ["an", "binh", "cuc", "ha", "khoa", "lan"])
    def test_only_the_coordinators_people_decide(self, closed, submitted, who):
        by = person(getattr(closed, who))
        with pytest.raises(Refused, match="không có quyền"):
            accept(follow_up=submitted, seen=closed.record.pk, by=by, now=NOW)
        with pytest.raises(Refused, match="không có quyền"):
            send_back(follow_up=submitted, reason="x", by=by, now=NOW)

    @pytest.mark.parametrize("who", ["an", "binh"])
    def test_nobody_accepts_what_they_sent_or_signed(self, closed, submitted, who):
        user = getattr(closed, who)
        Membership.objects.create(user=user, agency=closed.coordinator, role=Role.OFFICER)
        with pytest.raises(Refused, match="không tự duyệt"):
            accept(follow_up=submitted, seen=closed.record.pk, by=person(user), now=NOW)
        assert send_back(follow_up=submitted, reason="Xem lại.", by=person(user), now=NOW).state == "returned"

    def test_returning_needs_a_reason_and_leaves_the_record(self, closed, submitted):
        with pytest.raises(Refused) as caught:
            send_back(follow_up=submitted, reason=" ", by=person(closed.dung), now=NOW)
        assert caught.value.field == "reason"
        send_back(follow_up=submitted, reason="Thiếu nguồn.", by=person(closed.dung), now=NOW)
        assert (submitted.state, submitted.reason) == ("returned", "Thiếu nguồn.")
        assert current(closed.indicators[0]) == closed.record

    def test_the_figure_the_officer_saw_is_the_one_that_is_replaced(self, closed, submitted):
        put_on_record(closed.indicators[0], closed.a, "53", by=closed.dung)
        with pytest.raises(Stale, match="so sánh lại"):
            accept(follow_up=submitted, seen=closed.record.pk, by=person(closed.dung), now=NOW)
        submitted.refresh_from_db()
        assert submitted.state == "submitted"
        new = accept(follow_up=submitted, seen=current(closed.indicators[0]).pk, by=person(closed.dung), now=NOW)
        assert new.revision == 3

    def test_the_second_officer_is_told(self, closed, submitted):
        again = FollowUp.objects.select_related("indicator__plan", "agency").get(pk=submitted.pk)
        send_back(follow_up=submitted, reason="Thiếu.", by=person(closed.dung), now=NOW)
        with pytest.raises(Stale, match="Trả lại để bổ sung"):
            accept(follow_up=again, seen=closed.record.pk, by=person(closed.giang), now=NOW)
        assert current(closed.indicators[0]) == closed.record

    def test_what_was_decided_is_not_withdrawn(self, closed, accepted):
        with pytest.raises(Refused, match="Đã duyệt"):
            withdraw(follow_up=accepted, by=person(closed.an), now=NOW)

    def test_the_agency_withdraws_before_a_decision(self, closed, submitted):
        withdraw(follow_up=submitted, by=person(closed.binh), now=NOW)
        assert (submitted.state, submitted.decided_by) == ("withdrawn", closed.binh)

    def test_a_successors_figure_takes_the_place_of_the_old_agencys(self, closed, send_a):
        IndicatorOwner.objects.filter(indicator=closed.indicators[0]).update(agency=closed.b)
        sent = send_a(by=closed.cuc)
        new = accept(follow_up=sent, seen=closed.record.pk, by=person(closed.dung), now=NOW)
        assert (new.agency, new.revision) == (closed.b, 2)


class TestRivals:
    """Sở B reports the indicator beside Sở A, whose 52,5% is on record."""

    @pytest.fixture
    def rival(self, closed, send_a):
        IndicatorOwner.objects.create(indicator=closed.indicators[0], agency=closed.b)
        return lambda said: send_a(said, by=closed.cuc)

    def take(self, closed, sent, remark=""):
        return accept(follow_up=sent, seen=closed.record.pk, by=person(closed.dung), now=NOW, remark=remark)

    def test_another_agencys_figure_gives_way_only_by_a_persons_word(self, closed, rival):
        sent = rival(official("54"))
        with pytest.raises(Refused, match=r"của Sở A \(52,5%\).*lấy số của Sở B \(54,0%\)") as caught:
            self.take(closed, sent)
        assert caught.value.field == "reason"
        assert current(closed.indicators[0]) == closed.record
        self.take(closed, sent, "Theo tổng điều tra.")
        kept = Resolution.objects.get()
        assert (kept.kind, kept.chosen, kept.reason) == ("agencies", "54,0%", "Theo tổng điều tra.")
        assert kept.figures == [["Sở A", "52,5%"], ["Sở B", "54,0%"]]

    def test_the_same_figure_made_official_is_no_disagreement(self, closed, rival):
        assert self.take(closed, rival(official("52.5"))).quality == "official"
        assert not Resolution.objects.exists()

    def test_the_officer_is_told_on_the_page(self, closed, rival, sign_in):
        sent = rival(official("54"))
        html = sign_in(closed.dung).get(f"/so-lieu-cap-nhat/{sent.pk}/").text
        assert "nơi vẫn đang báo cáo chỉ tiêu này" in html
        assert "(bắt buộc)" in html
