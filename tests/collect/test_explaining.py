"""Surprising figures: named at the field, counted as they are, sent only with a word of explanation."""

from decimal import Decimal

import pytest

from agencies.errors import Refused
from reports.collect.judging import flags_of
from reports.collect.selectors import form_of
from reports.collect.services import save_indicator_entry
from reports.models import IndicatorEntry
from reports.workflow import Action
from targets.models import Indicator
from tests.collect.pages import ask_for_quotient, indicator_entry, on_record, page, return_one
from tests.factories import NOW, person
from tests.steps import fill, send_signed, step

pytestmark = pytest.mark.usefixtures("this_morning")


@pytest.fixture
def last_year(world):
    """Sở A's indicator stood at 52,0% in 2025."""
    return on_record(world.indicators[0], 2025, "52", world.a, world.dung)


def save(world, report, sign_in, **data):
    entry = indicator_entry(report)
    url = page("save_indicator", report, entry.pk)
    return sign_in(world.an).post(url, {"version": entry.version} | data).json()


def indicator_gaps(report):
    return [(gap.field, gap.sentence) for gap in form_of(report).gaps if gap.kind == "indicator"]


@pytest.mark.parametrize(
    ("typed", "warning"),
    [
        ("101", "Tỷ lệ trên 100%."),
        ("−1", "Số âm."),
        ("62", "Tăng 10 điểm phần trăm so với năm trước (52%)."),
        ("41,9", "Giảm 10,1 điểm phần trăm so với năm trước (52%)."),
    ],
)
def test_a_surprising_figure_is_kept_and_asked_about(world, report, last_year, sign_in, typed, warning):
    answer = save(world, report, sign_in, typed=typed)
    assert warning in answer["warnings"]
    entry = indicator_entry(report)
    assert (entry.typed, entry.value is None) == (typed, False)
    assert answer["missing"]["target"] == f"indicator-{entry.pk}-note"
    assert answer["missing"]["sentence"].startswith("Cần một câu giải thích.")
    html = sign_in(world.an).get(page("form", report)).text
    assert warning in html
    assert "Hãy giải thích vì sao" in html


def test_an_ordinary_figure_is_not(world, report, last_year, sign_in):
    answer = save(world, report, sign_in, typed="55")
    assert (answer["warnings"], answer["missing"]) == ([], None)


def test_an_amount_that_falls_is_asked_about(world, report, sign_in):
    Indicator.objects.filter(pk=world.indicators[0].pk).update(kind="count", unit="trạm")
    on_record(world.indicators[0], 2025, "100", world.a, world.dung)
    assert save(world, report, sign_in, typed="90")["warnings"] == ["Số lượng giảm so với năm trước (100 trạm)."]
    assert save(world, report, sign_in, typed="151")["warnings"] == [
        "Thay đổi hơn 1,5 lần so với năm trước (100 trạm)."
    ]


def test_a_report_is_sent_once_the_figure_is_explained(world, round_, report, last_year, sign_in):
    fill(report, world.an, value="80")
    with pytest.raises(Refused, match=r"2\.1\.1"):
        step(report, Action.REQUEST_SIGNOFF, world.an)
    assert indicator_gaps(report)[0][0] == "note"
    save(world, report, sign_in, note="Đã rà soát lại toàn bộ danh sách.")
    assert indicator_gaps(report) == []
    step(report, Action.REQUEST_SIGNOFF, world.an)
    sent = step(report, Action.SIGN_AND_SEND, world.binh).versions.get().content["indicators"][0]
    assert (sent["value"], sent["note"]) == ("80", "Đã rà soát lại toàn bộ danh sách.")


def test_what_the_form_asks_about_is_what_the_review_flags(world, round_, report, last_year):
    fill(report, world.an, value="80")
    entry = form_of(report).indicators[0]
    assert [flag.kind for flag in flags_of(entry)] == ["jump"]


def test_what_was_accepted_is_not_asked_about_when_last_years_figure_changes_later(world, round_, report):
    send_signed(world, round_)
    return_one(indicator_entry(report), "Ghi rõ nguồn.", world.dung)
    report.indicator_entries.update(state="accepted")
    report.task_entries.filter(task__code="1.1").update(state="returned")
    on_record(world.indicators[0], 2025, "10", world.a, world.dung)
    assert form_of(report).gaps == []


def test_a_part_is_compared_with_the_same_agencys_part(world, round_, report, sign_in):
    IndicatorEntry.objects.filter(submission=report).update(is_part=True)
    on_record(world.indicators[0], 2025, "52", world.b, world.dung)
    assert save(world, report, sign_in, typed="90")["warnings"] == []
    on_record(world.indicators[0], 2025, "10", world.a, world.dung, is_part=True)
    assert save(world, report, sign_in, typed="91")["warnings"] == ["Tăng 81 điểm phần trăm so với năm trước (10%)."]


class TestQuotient:
    @pytest.fixture(autouse=True)
    def quotient(self, world):
        ask_for_quotient(world.indicators[0])

    def test_the_figure_is_worked_out_and_given_back_with_what_it_comes_from(self, world, report, sign_in):
        answer = save(world, report, sign_in, typed_numerator="8.120", typed_denominator="15.585")
        assert (answer["echo"], answer["missing"]) == ("= 52,1% (8.120 / 15.585)", None)
        entry = indicator_entry(report)
        assert (entry.answer, entry.value, entry.typed) == ("figure", Decimal("52.101380"), "")
        assert (entry.numerator, entry.denominator) == (8120, 15585)
        assert (entry.typed_numerator, entry.typed_denominator) == ("8.120", "15.585")

    def test_a_miss_is_never_echoed_as_a_hit(self, world, report, sign_in):
        answer = save(world, report, sign_in, typed_numerator="9.999", typed_denominator="10.000")
        assert answer["echo"] == "= 99,99% (9.999 / 10.000)"

    def test_the_figure_typed_counts_and_its_contradiction_is_asked_about(self, world, report, sign_in):
        answer = save(world, report, sign_in, typed="52,5", typed_numerator="8.120", typed_denominator="15.585")
        assert answer["warnings"] == ["Số đã ghi 52,5% khác kết quả chia tử số cho mẫu số: 8.120 / 15.585 = 52,1%."]
        assert answer["missing"]["target"].endswith("-note")
        entry = indicator_entry(report)
        assert (entry.value, entry.numerator) == (Decimal("52.5"), 8120)

    def test_a_numerator_over_its_denominator_is_asked_about(self, world, report, sign_in):
        answer = save(world, report, sign_in, typed_numerator="8.120", typed_denominator="7.790")
        assert answer["warnings"][0] == "Tử số 8.120 lớn hơn mẫu số 7.790."

    def test_half_a_quotient_is_kept_and_said_at_its_field(self, world, report, sign_in):
        answer = save(world, report, sign_in, typed_numerator="8.120")
        assert (answer["field"], answer["missing"]["sentence"]) == ("typed_denominator", answer["error"])
        entry = indicator_entry(report)
        assert (entry.typed_numerator, entry.value, entry.numerator) == ("8.120", None, None)
        html = sign_in(world.an).get(page("form", report)).text
        assert 'value="8.120"' in html
        assert answer["error"] in html

    def test_the_form_asks_with_the_indicators_own_words_and_others_are_not_asked(self, world, round_, report, sign_in):
        html = sign_in(world.an).get(page("form", report)).text
        assert "Tử số: Số người tham gia" in html
        assert "Mẫu số: Lực lượng lao động" in html
        assert "typed_numerator" not in sign_in(world.cuc).get(page("form", other_report(world, round_))).text

    def test_where_none_are_defined_none_are_taken(self, world, round_, report):
        Indicator.objects.update(multiplier=None, numerator="", denominator="")
        with pytest.raises(Refused) as caught:
            save_indicator_entry(
                entry=indicator_entry(report),
                version=0,
                changes={"typed_numerator": "5"},
                by=person(world.an),
                now=NOW,
            )
        assert caught.value.field == "typed_numerator"

    def test_everything_typed_is_in_what_is_sent(self, world, round_, report):
        fill(report, world.an, value="52,1")
        save_indicator_entry(
            entry=(entry := indicator_entry(report)),
            version=entry.version,
            changes={"typed_numerator": "8.120", "typed_denominator": "15.585"},
            by=person(world.an),
            now=NOW,
        )
        step(report, Action.REQUEST_SIGNOFF, world.an)
        sent = step(report, Action.SIGN_AND_SEND, world.binh).versions.get().content["indicators"][0]
        assert {name: sent[name] for name in ("typed", "typed_numerator", "typed_denominator")} == {
            "typed": "52,1",
            "typed_numerator": "8.120",
            "typed_denominator": "15.585",
        }
        assert (sent["value"], sent["numerator"], sent["denominator"]) == ("52.1", "8120", "15585")


def other_report(world, round_):
    return world.b.submissions.get(round=round_)
