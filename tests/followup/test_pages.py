"""The pages of later figures: what an agency, its head, the officer and the leader see and do there."""

import pytest
from django.urls import reverse

from reports.followup.services import accept, send_back, sign, withdraw
from reports.issuing.services import issue
from reports.models import FollowUp, Round
from reports.review.services import accept_items
from reports.workflow import Action
from targets.models import IndicatorOwner, Measurement
from tests import factories as f
from tests.api.conftest import build_draft
from tests.factories import NOW, person
from tests.followup.conftest import put_on_record
from tests.followup.saying import official
from tests.steps import all_items, send_signed, step

LIST, REVIEW = reverse("reports:follow_ups"), reverse("reports:follow_up_review")


def form_of(code="2.1.1", year=2025, part=""):
    url = reverse("reports:follow_up", args=["ke-hoach-thu", code, year])
    return f"{url}?phan={part}" if part else url


def item(row):
    return reverse("reports:follow_up_item", args=[row.pk])


def words(answer):
    return " ".join(answer.content.decode().split())


def typed(closed, **more):
    return {"seen": closed.record.pk, "typed": "51,2", "quality": "official", "note": "Niên giám."} | more


class TestTheAgencysList:
    def test_it_shows_what_is_on_record_year_by_year(self, closed, sign_in):
        put_on_record(closed.indicators[0], closed.a, None, by=closed.dung, year=2024, answer="no_data")
        answer = sign_in(closed.an).get(LIST)
        years = answer.context["years"]
        assert [(one.year, [line.said for line in one.waiting]) for one in years] == [
            (2025, ["52,5%"]),
            (2024, ["chưa có số liệu"]),
        ]
        assert years[0].waiting[0].quality == "ước thực hiện"
        assert form_of() in answer.content.decode()

    def test_an_official_figure_is_only_corrected(self, closed, sign_in):
        put_on_record(closed.indicators[0], closed.a, "52.5", by=closed.dung, quality="official", year=2024)
        (_y2025, y2024) = sign_in(closed.an).get(LIST).context["years"]
        assert (y2024.waiting, [line.action for line in y2024.firm]) == ([], ["Đính chính"])

    def test_a_year_under_way_is_mended_in_its_report(self, closed, sign_in):
        Round.objects.update(locked_at=None)
        answer = sign_in(closed.an).get(LIST)
        assert answer.context["years"] == []
        assert "Kỳ báo cáo năm 2025 chưa kết thúc" in words(answer)

    def test_each_agency_sees_its_own(self, closed, sign_in):
        (year,) = sign_in(closed.cuc).get(LIST).context["years"]
        assert [line.record.measurement for line in year.waiting] == [closed.record_b]

    def test_a_successor_sees_what_it_owns_now(self, closed, sign_in):
        IndicatorOwner.objects.filter(indicator=closed.indicators[0]).update(agency=closed.b)
        (year,) = sign_in(closed.cuc).get(LIST).context["years"]
        assert [line.record.measurement for line in year.waiting] == [closed.record, closed.record_b]

    @pytest.mark.parametrize("who", ["dung", "giang", "ha", "khoa", "lan"])
    def test_others_find_nothing(self, closed, sign_in, who):
        assert sign_in(getattr(closed, who)).get(LIST).status_code == 404

    def test_what_waits_and_what_came_back_stand_in_the_line(self, closed, sign_in, send_a):
        sent = send_a()

        def line(who):
            (year,) = sign_in(who).get(LIST).context["years"]
            return year.waiting[0].chip, year.waiting[0].action, year.waiting[0].url

        assert line(closed.an) == ("awaiting", "Xem", item(sent))
        assert line(closed.binh) == ("awaiting", "Đọc và ký", item(sent))
        sign(follow_up=sent, by=person(closed.binh), now=NOW)
        send_back(follow_up=sent, reason="Nêu rõ nguồn.", by=person(closed.dung), now=NOW)
        assert line(closed.an) == ("returned", "Gửi lại", form_of())
        assert "Nêu rõ nguồn." in words(sign_in(closed.an).get(LIST))


class TestTheForm:
    def test_it_begins_with_what_is_on_record(self, closed, sign_in):
        answer = sign_in(closed.an).get(form_of())
        form = answer.context["form"]
        assert (form["typed"].value(), form["quality"].value(), form["note"].value()) == ("52,5", "official", "")
        assert answer.context["comparison"].before.verdict.status == "on_track"

    def test_a_figure_is_sent(self, closed, sign_in):
        answer = sign_in(closed.an).post(form_of(), typed(closed), follow=True)
        assert answer.redirect_chain == [(LIST, 302)]
        assert "Đã chuyển lãnh đạo cơ quan ký." in words(answer)
        sent = FollowUp.objects.get()
        assert (str(sent.value), sent.quality, sent.note) == ("51.200000", "official", "Niên giám.")

    def test_without_signoff_the_message_names_who_receives_it(self, closed, sign_in):
        posted = typed(closed, seen=closed.record_b.pk)
        answer = sign_in(closed.cuc).post(form_of("2.1.2"), posted, follow=True)
        assert "Đã gửi SDM duyệt." in words(answer)

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"typed": "51.2"}, "chưa rõ là số nào"),
            ({"typed": "năm mốt"}, "không phải là một số"),
            ({"typed": ""}, "Chưa nhập số"),
            ({"note": ""}, "Hãy ghi vì sao số thay đổi."),
            ({"quality": ""}, "Hãy chọn loại số."),
            ({"typed": "52,5", "quality": "estimate"}, "không khác số đang ghi nhận"),
        ],
    )
    def test_what_was_typed_stays_where_it_is_refused(self, closed, sign_in, change, sentence):
        posted = typed(closed, **change)
        answer = sign_in(closed.an).post(form_of(), posted)
        assert answer.status_code == 422
        assert sentence in words(answer)
        form = answer.context["form"]
        assert {name: form[name].value() for name in ("typed", "note", "quality")} == {
            name: posted[name] for name in ("typed", "note", "quality")
        }
        assert not FollowUp.objects.exists()

    def test_an_unclear_figure_is_asked_about_and_settled_by_a_click(self, closed, sign_in):
        client = sign_in(closed.an)
        asked = client.post(form_of(), typed(closed, typed="51.2"))
        assert 'name="choose-typed" value="51,2"' in words(asked)
        settled = client.post(form_of(), typed(closed, typed="51.2", **{"choose-typed": "51,2"}))
        assert (settled.status_code, settled.context["form"]["typed"].value()) == (200, "51,2")
        assert not FollowUp.objects.exists()

    def test_the_verdict_of_the_new_figure_stands_beside_the_present_one(self, closed, sign_in):
        answer = sign_in(closed.an).post(form_of(), typed(closed, typed="60", note="", preview="1"))
        comparison = answer.context["comparison"]
        assert answer.status_code == 200
        assert (comparison.before.verdict.status, comparison.after.verdict.status) == ("on_track", "met")
        assert comparison.after.verdict.sentence in words(answer)
        assert comparison.change == "tăng 7,5 điểm phần trăm"
        assert not FollowUp.objects.exists()

    def test_what_is_odd_is_said(self, closed, sign_in):
        answer = sign_in(closed.an).post(form_of(), typed(closed, typed="104", preview="1"))
        assert "Tỷ lệ trên 100%." in words(answer)

    def test_a_figure_recorded_meanwhile_is_shown_before_anything_is_sent(self, closed, sign_in):
        put_on_record(closed.indicators[0], closed.a, "53", by=closed.dung)
        answer = sign_in(closed.an).post(form_of(), typed(closed))
        assert answer.status_code == 422
        assert "đã thay đổi sau khi bạn mở trang" in words(answer)
        assert answer.context["comparison"].before.words == "53,0%"
        newest = Measurement.objects.filter(indicator=closed.indicators[0]).latest("revision")
        assert f'name="seen" value="{newest.pk}"' in words(answer)

    def test_numerator_and_denominator_give_the_figure(self, closed, sign_in):
        closed.indicators[0].numerator, closed.indicators[0].denominator = "Số người A", "Số người B"
        closed.indicators[0].multiplier = 100
        closed.indicators[0].save()
        posted = typed(closed, typed="", typed_numerator="512", typed_denominator="1.000")
        assert sign_in(closed.an).post(form_of(), posted).status_code == 302
        sent = FollowUp.objects.get()
        assert (sent.value, sent.numerator, sent.denominator) == (official("51.2").value, 512, 1000)

    def test_a_grade_is_one_of_the_grades(self, closed, sign_in):
        level = f.make_indicator(closed.plan, "3", owner=closed.a, kind="level", lower="3", unit="mức độ", decimals=0)
        level.highest_level = 3
        level.save()
        row = put_on_record(level, closed.a, "2", by=closed.dung)
        client = sign_in(closed.an)
        assert client.post(form_of("3"), typed(closed, seen=row.pk, typed="4")).status_code == 422
        assert client.post(form_of("3"), typed(closed, seen=row.pk, typed="3")).status_code == 302

    def test_what_is_declared_is_declared_anew(self, closed, sign_in):
        done = f.make_indicator(closed.plan, "9", owner=closed.a, kind="milestone", comparator="done", lower=None)
        row = put_on_record(done, closed.a, None, by=closed.dung, answer="not_done")
        client = sign_in(closed.an)
        assert set(client.get(form_of("9")).context["form"].fields) == {"seen", "answer", "note"}
        posted = {"seen": row.pk, "answer": "done", "note": "Xong ngày 30/12."}
        assert client.post(form_of("9"), posted).status_code == 302
        assert FollowUp.objects.get().answer == "done"

    def test_a_part_is_shown_without_a_verdict(self, closed, sign_in):
        part = put_on_record(closed.indicators[0], closed.b, "20", by=closed.dung, is_part=True)
        client = sign_in(closed.cuc)
        assert form_of(part="SOB") in client.get(LIST).content.decode()
        assert client.get(form_of()).status_code == 404
        answer = client.get(form_of(part="SOB"))
        assert (answer.context["comparison"].before.words, answer.context["comparison"].before.verdict) == (
            "20,0%",
            None,
        )
        assert client.post(form_of(part="SOB"), typed(closed, seen=part.pk)).status_code == 302

    @pytest.mark.parametrize("who", ["cuc", "dung", "giang", "ha", "khoa", "lan"])
    def test_others_find_nothing(self, closed, sign_in, who):
        client = sign_in(getattr(closed, who))
        assert client.get(form_of()).status_code == client.post(form_of(), typed(closed)).status_code == 404

    def test_a_year_that_was_never_on_record_is_not_there(self, closed, sign_in):
        assert sign_in(closed.an).get(form_of(year=2024)).status_code == 404

    def test_what_was_returned_is_typed_in_again_with_its_thread(self, closed, sign_in, submitted):
        send_back(follow_up=submitted, reason="Nêu rõ nguồn.", by=person(closed.dung), now=NOW)
        answer = sign_in(closed.an).get(form_of())
        form = answer.context["form"]
        assert (form["typed"].value(), form["note"].value()) == ("51,2", "Số chính thức của Cục Thống kê.")
        assert "Nêu rõ nguồn." in words(answer)


class TestOneSending:
    def test_the_head_reads_and_signs(self, closed, sign_in, send_a):
        sent = send_a()
        client = sign_in(closed.binh)
        assert set(client.get(item(sent)).context["steps"]) == {"sign", "withdraw"}
        answer = client.post(item(sent), {"step": "sign"}, follow=True)
        assert answer.redirect_chain == [(LIST, 302)]
        sent.refresh_from_db()
        assert (sent.state, sent.signed_by) == ("submitted", closed.binh)

    def test_the_officer_compares_and_accepts(self, closed, sign_in, submitted):
        client = sign_in(closed.dung)
        page = client.get(item(submitted))
        assert set(page.context["steps"]) == {"accept", "return"}
        assert page.context["comparison"].change == "giảm 1,3 điểm phần trăm"
        for said in ("52,5%", "51,2%", "Số chính thức của Cục Thống kê.", "Trần Thị An gửi", "Lê Văn Bình ký"):
            assert said in words(page)
        posted = {"step": "accept", "seen": page.context["current"].pk, "reason": "Khớp."}
        assert client.post(item(submitted), posted)["Location"] == REVIEW
        assert Measurement.objects.latest("pk").reason.endswith("Ý kiến khi duyệt: Khớp.")

    def test_after_acceptance_it_shows_what_was_replaced(self, closed, sign_in, accepted):
        for who in (closed.an, closed.dung, closed.ha):
            page = sign_in(who).get(item(accepted))
            assert page.context["comparison"].before.words == "52,5%"
            assert page.context["steps"] == {}

    def test_a_return_without_a_reason_keeps_the_page(self, closed, sign_in, submitted):
        answer = sign_in(closed.dung).post(item(submitted), {"step": "return", "reason": " "})
        assert answer.status_code == 422
        assert "Hãy ghi rõ cần bổ sung hoặc sửa điều gì." in words(answer)

    def test_a_remark_survives_when_the_record_changed(self, closed, sign_in, submitted):
        put_on_record(closed.indicators[0], closed.a, "53", by=closed.dung)
        posted = {"step": "accept", "seen": closed.record.pk, "reason": "Đã đối chiếu."}
        answer = sign_in(closed.dung).post(item(submitted), posted)
        assert answer.status_code == 422
        assert "so sánh lại" in words(answer)
        assert "Đã đối chiếu." in words(answer)
        assert answer.context["comparison"].before.words == "53,0%"

    def test_a_second_decision_is_told_what_happened(self, closed, sign_in, submitted):
        send_back(follow_up=submitted, reason="Thiếu.", by=person(closed.giang), now=NOW)
        answer = sign_in(closed.dung).post(item(submitted), {"step": "accept", "seen": closed.record.pk})
        assert answer.status_code == 422
        assert "trạng thái là “Trả lại để bổ sung”" in words(answer)

    @pytest.mark.parametrize(
        ("state", "readers"),
        [
            ("awaiting", {"an", "binh"}),
            ("submitted", {"an", "binh", "dung", "giang"}),
            ("returned", {"an", "binh", "dung", "giang"}),
            ("accepted", {"an", "binh", "dung", "giang", "ha"}),
            ("withdrawn", {"an", "binh"}),
        ],
    )
    def test_who_may_read_it_in_which_state(self, closed, sign_in, send_a, state, readers):
        sent = send_a()
        if state in ("submitted", "returned", "accepted"):
            sign(follow_up=sent, by=person(closed.binh), now=NOW)
        if state == "returned":
            send_back(follow_up=sent, reason="Thiếu.", by=person(closed.dung), now=NOW)
        if state == "accepted":
            accept(follow_up=sent, seen=closed.record.pk, by=person(closed.dung), now=NOW)
        if state == "withdrawn":
            withdraw(follow_up=sent, by=person(closed.an), now=NOW)
        everybody = ["an", "binh", "cuc", "dung", "giang", "ha", "khoa", "lan"]
        found = {who for who in everybody if sign_in(getattr(closed, who)).get(item(sent)).status_code == 200}
        assert found == readers

    def test_the_whole_thread_stands_in_order(self, closed, sign_in, send_a):
        dung, binh = person(closed.dung), person(closed.binh)
        for value, reason in (("50", "Thiếu nguồn."), ("50.5", "Sai mẫu số.")):
            sent = sign(follow_up=send_a(official(value)), by=binh, now=NOW)
            send_back(follow_up=sent, reason=reason, by=dung, now=NOW)
        last = sign(follow_up=send_a(), by=binh, now=NOW)
        for who in (closed.an, closed.dung):
            thread = sign_in(who).get(item(last)).context["thread"]
            assert [(one.said, one.chip, one.row.reason) for one in thread] == [
                ("50,0%", "returned", "Thiếu nguồn."),
                ("50,5%", "returned", "Sai mẫu số."),
            ]

    def test_both_figures_and_the_reason_stand_on_the_indicators_page(self, closed, sign_in, accepted):
        page = words(sign_in(closed.ha).get(reverse("reports:indicator", args=["ke-hoach-thu", "2.1.1"])))
        for said in ("52,5%", "51,2", "Số chính thức của Cục Thống kê."):
            assert said in page


class TestTheOfficersList:
    def test_what_waits_stands_beside_what_is_on_record(self, closed, sign_in, submitted):
        (one,) = sign_in(closed.dung).get(REVIEW).context["waiting"]
        assert (one.before, one.after, one.change) == ("52,5%", "51,2%", "giảm 1,3 điểm phần trăm")

    def test_what_waits_for_the_head_is_not_there(self, closed, sign_in, send_a):
        send_a()
        answer = sign_in(closed.dung).get(REVIEW)
        assert answer.context["waiting"] == []
        assert "Không có số nào chờ duyệt" in words(answer)

    def test_what_was_decided_lately_is_found_again(self, closed, sign_in, accepted):
        (one,) = sign_in(closed.giang).get(REVIEW).context["decided"]
        assert (one.row, one.state) == (accepted, "Đã duyệt")

    @pytest.mark.parametrize("who", ["an", "binh", "cuc", "ha", "khoa", "lan"])
    def test_others_find_nothing(self, closed, sign_in, who):
        assert sign_in(getattr(closed, who)).get(REVIEW).status_code == 404


def test_an_issued_report_keeps_its_figure(world, round_, sign_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = send_signed(world, round_)
    accept_items(submission=report, entries=all_items(report), by=person(world.dung), now=NOW)
    step(report, Action.ACCEPT, world.dung)
    draft = build_draft(world, round_)
    who = {"document_number": "125/BC-SDM", "document_date": f.TODAY, "by": person(world.giang), "now": NOW}
    issue(consolidation=draft, confirmed=True, **who)
    row = Measurement.objects.get()
    posted = {"seen": row.pk, "typed": "51,2", "quality": "official", "note": "Niên giám."}
    client = sign_in(world.an)
    assert "đã ban hành giữ nguyên “52,5%”" in words(client.get(form_of(year=2026)))
    assert client.post(form_of(year=2026), posted).status_code == 302
    sent = sign(follow_up=FollowUp.objects.get(), by=person(world.binh), now=NOW)
    accept(follow_up=sent, seen=row.pk, by=person(world.dung), now=NOW)
    frozen = draft.indicators.get(code="2.1.1")
    assert (str(frozen.value), frozen.measurement) == ("52.500000", row)
    assert "đã ban hành giữ nguyên “52,5%”" in words(client.get(item(sent)))
