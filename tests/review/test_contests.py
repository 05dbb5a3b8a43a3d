"""Two agencies that say different things of one figure: a person says which stands, and why, and it is kept."""

from decimal import Decimal

import pytest

from agencies.errors import Refused, Stale
from reports.flags import FlagKind
from reports.models import IndicatorEntry, MeasurementSource
from reports.review.contests import Choice
from reports.review.services import accept_item, return_item
from reports.workflow import Action
from targets.models import Indicator, Measurement, Resolution
from targets.services import AcceptedAnswer, record_measurements
from tests.factories import NOW, person
from tests.review.pages import button, choice_of, desk, entry_of, item
from tests.steps import step

A, B = "52,5%", "54,0%"


def accept(world, report, stands=None, reason=""):
    choice = choice_of(world, report, stands) if stands else None
    accept_item(entry=entry_of(report, "2.1.1"), by=person(world.dung), now=NOW, reason=reason, choice=choice)


def on_record(world):
    return [row.value for row in Measurement.objects.filter(indicator=world.indicators[0]).order_by("revision")]


def test_both_figures_stand_side_by_side_and_one_is_asked_for(world, report, other, url, sign_in):
    html = sign_in(world.dung).get(url).text
    table = html.split("Các cơ quan cùng báo cáo chỉ tiêu này")[1].split("</table>")[0]
    assert A in table
    assert B in table
    assert "Lấy số của SOA: 52,5%" in html
    assert "Lấy số của SOB: 54,0%" in html
    assert "Lý do chọn số này" in html
    assert 'name="stands"' not in sign_in(world.dung).get(f"/bao-cao/{other.pk}/duyet/").text.split("2.1.2")[1]


def test_the_first_acceptance_already_asks(world, report, other):
    with pytest.raises(Refused, match="SOA: 52,5%; SOB: 54,0%") as caught:
        accept(world, report, reason="Theo niên giám.")
    assert caught.value.field == "stands"
    with pytest.raises(Refused) as caught:
        accept(world, report, A)
    assert caught.value.field == "reason"
    assert not Measurement.objects.exists()
    assert entry_of(report, "2.1.1").state == "pending"


def test_the_first_of_two_figures_can_be_kept(world, report, other):
    accept(world, report, A, "Theo niên giám.")
    assert on_record(world) == [Decimal("52.5")]
    accept(world, other)  # decided already: nothing more is asked
    assert entry_of(other, "2.1.1").state == "accepted"
    assert on_record(world) == [Decimal("52.5")]
    resolution = Resolution.objects.get()
    assert (resolution.chosen, resolution.reason, resolution.by) == (A, "Theo niên giám.", world.dung)
    assert sorted(resolution.figures) == [["Sở A", A], ["Sở B", B]]


def test_the_second_figure_can_be_chosen_at_the_first_acceptance(world, report, other):
    accept(world, report, B, "Theo điều tra mới.")
    assert entry_of(report, "2.1.1").state == "accepted"
    assert on_record(world) == []  # read, but the chosen item is not accepted yet
    accept(world, other)
    latest = Measurement.objects.get(indicator=world.indicators[0])
    assert (latest.value, latest.agency, latest.source.entry.submission) == (54, world.b, other)
    assert Resolution.objects.count() == 1


def test_a_decision_can_be_turned_with_a_new_reason(world, report, other):
    accept(world, report, B, "Theo điều tra mới.")
    accept(world, other, A, "Điều tra bị hủy.")  # its own item is accepted already, and goes on record now
    row = Measurement.objects.get(indicator=world.indicators[0])
    assert (row.value, row.agency, row.source.entry.submission) == (Decimal("52.5"), world.a, report)
    assert [one.chosen for one in Resolution.objects.order_by("pk")] == [B, A]


def test_the_one_on_record_gives_way_to_the_other(world, report, other):
    accept(world, report, A, "Theo niên giám.")
    accept(world, other, B, "Theo điều tra mới.")
    assert on_record(world) == [Decimal("52.5"), Decimal(54)]
    assert Measurement.objects.latest("revision").reason == "Theo điều tra mới."
    assert MeasurementSource.objects.count() == 2


def test_new_figures_are_decided_anew(world, report, other):
    accept(world, report, A, "Theo niên giám.")
    IndicatorEntry.objects.filter(submission=other, indicator=world.indicators[0]).update(value=55, typed="55")
    with pytest.raises(Refused, match="SOB: 55,0%; SOA: 52,5%"):
        accept(world, other)


def test_a_choice_between_figures_that_changed_is_not_taken(world, report, other):
    seen = choice_of(world, report, A)
    IndicatorEntry.objects.filter(submission=other, indicator=world.indicators[0]).update(value=55, typed="55")
    with pytest.raises(Stale, match="vừa thay đổi"):
        accept_item(entry=entry_of(report, "2.1.1"), by=person(world.dung), now=NOW, reason="x", choice=seen)


def test_of_two_officers_the_second_sees_the_first_ones_choice(world, report, other):
    seen = choice_of(world, other, B)
    accept(world, report, A, "Theo niên giám.")
    with pytest.raises(Stale, match="được người khác chọn"):
        accept_item(entry=entry_of(other, "2.1.1"), by=person(world.giang), now=NOW, reason="x", choice=seen)
    assert on_record(world) == [Decimal("52.5")]


def test_a_figure_nobody_reported_is_no_choice(world, report, other):
    seal = choice_of(world, report, A).seen
    with pytest.raises(Refused, match="Hãy chọn"):
        accept_item(
            entry=entry_of(report, "2.1.1"), by=person(world.dung), now=NOW, reason="x", choice=Choice("60%", seal)
        )


def test_what_only_stands_on_record_contends_as_well(world, report):
    recorded = AcceptedAnswer(
        indicator=world.indicators[0],
        year=2026,
        agency=world.b,
        answer="figure",
        value=Decimal(54),
        quality="official",
    )
    record_measurements([recorded], reason="", by=world.dung, now=NOW)
    shown = item(desk(world, report), "2.1.1")
    assert [flag.kind for flag in shown.flags] == [FlagKind.DIFFERS]
    with pytest.raises(Refused, match="SOB: 54,0%"):
        accept(world, report)
    accept(world, report, B, "Số đã công bố.")
    assert on_record(world) == [Decimal(54)]
    assert item(desk(world, report), "2.1.1").contest.is_lost


def test_a_figure_that_was_mended_to_the_same_is_no_contest(world, report, other):
    accept(world, other, B, "Theo điều tra mới.")
    return_item(entry=entry_of(other, "2.1.1"), reason="Xem lại.", by=person(world.dung), now=NOW)
    IndicatorEntry.objects.filter(submission=other, indicator=world.indicators[0]).update(
        value=Decimal("52.5"), typed="52,5", state="pending"
    )
    accept(world, report)
    assert on_record(world) == [54, Decimal("52.5")]
    assert Measurement.objects.latest("revision").reason == "Sở B đã sửa số, nay báo giống Sở A."


def test_a_declaration_contends_too(world, report, other):
    rows = IndicatorEntry.objects.filter(submission=other, indicator=world.indicators[0])
    rows.update(answer="no_data", value=None, note="Chưa điều tra.")
    assert [flag.kind for flag in item(desk(world, report), "2.1.1").flags] == [FlagKind.DIFFERS]
    accept(world, report, "chưa có số liệu", "Chưa điều tra.")
    assert on_record(world) == []


def test_two_figures_that_differ_never_look_equal(world, report, other):
    words = {"numerator": "Số người tham gia", "denominator": "Lực lượng lao động"}
    Indicator.objects.filter(pk=world.indicators[0].pk).update(multiplier=100, **words)
    IndicatorEntry.objects.filter(submission=report, indicator=world.indicators[0]).update(value=Decimal("52.1"))
    IndicatorEntry.objects.filter(submission=other, indicator=world.indicators[0]).update(
        value=Decimal("52.101380"), typed="", numerator=8120, denominator=15585
    )
    shown = [words for words, _label in item(desk(world, report), "2.1.1").contest.options]
    assert shown == ["52,1%", "52,1010%"]


class TestCountedAgainstTyped:
    """One counts 59.996 of 100.000 and writes 60, the other only writes 60: they do not say the same."""

    @pytest.fixture(autouse=True)
    def _figures(self, world, report, other):
        words = {"numerator": "Số người tham gia", "denominator": "Lực lượng lao động"}
        Indicator.objects.filter(pk=world.indicators[0].pk).update(multiplier=100, **words)
        counted = {"value": 60, "typed": "60", "numerator": 59_996, "denominator": 100_000}
        IndicatorEntry.objects.filter(submission=report, indicator=world.indicators[0]).update(**counted)
        IndicatorEntry.objects.filter(submission=other, indicator=world.indicators[0]).update(value=60, typed="60")

    def test_one_is_asked_which_stands(self, world, report, other):
        with pytest.raises(Refused, match=r"SOB: 60,0%; SOA: 60,0% \(59\.996 / 100\.000\)"):
            accept(world, other)
        accept(world, other, "60,0% (59.996 / 100.000)", "Số đếm được.")
        accept(world, report)
        row = Measurement.objects.get(indicator=world.indicators[0])
        assert (row.agency, row.numerator) == (world.a, 59_996)

    def test_what_is_counted_is_not_replaced_by_what_is_typed(self, world, report, other):
        accept(world, report, "60,0% (59.996 / 100.000)", "Số đếm được.")
        accept(world, other)
        assert on_record(world) == [60]
        assert Measurement.objects.get().agency == world.a
        flags = [flag.kind for flag in item(desk(world, other), "2.1.1").flags]
        assert FlagKind.DIFFERS in flags


def test_the_same_figure_of_another_agency_changes_nothing_on_record(world, report, other):
    IndicatorEntry.objects.filter(submission=other, indicator=world.indicators[0]).update(value=Decimal("52.5"))
    accept(world, report)
    accept(world, other)
    assert Measurement.objects.get().agency == world.a


def test_the_same_figure_made_firmer_goes_on_record_and_says_so(world, report, other):
    rows = IndicatorEntry.objects.filter(submission=report, indicator=world.indicators[0])
    rows.update(quality="estimate")
    rows = IndicatorEntry.objects.filter(submission=other, indicator=world.indicators[0])
    rows.update(value=Decimal("52.5"), quality="official")
    accept(world, report)
    accept(world, other)
    row = Measurement.objects.latest("revision")
    assert (row.agency, row.quality, row.reason) == (
        world.b,
        "official",
        "Sở B báo cùng số với Sở A, là số chính thức.",
    )


def test_the_choice_is_made_on_the_page_and_shown_at_both(world, report, other, url, sign_in):
    client, entry = sign_in(world.dung), entry_of(report, "2.1.1")
    data = {"decision": "accept", "sending": 1, "stands": A, "contest": choice_of(world, report, A).seen}
    refused = client.post(button(report, entry), data)
    assert refused.text.count("Hãy ghi lý do chọn số này.") == 1
    assert 'value="52,5%"\n               checked' in refused.text
    client.post(button(report, entry), data | {"reason": "Theo niên giám."})
    for shown in (report, other):
        html = client.get(f"/bao-cao/{shown.pk}/duyet/").text
        assert "đã chọn 52,5%" in html
        assert "Theo niên giám." in html
    assert 'value="52,5%"\n               checked' in html  # what was decided is what the other item proposes
    client.post(button(other, entry_of(other, "2.1.1")), {"decision": "accept", "sending": 1})
    assert on_record(world) == [Decimal("52.5")]


def test_the_report_that_lost_can_be_finished(world, report, other):
    accept(world, other, A, "Theo niên giám.")
    IndicatorEntry.objects.filter(submission=other).exclude(indicator=world.indicators[0]).update(state="accepted")
    other.task_entries.update(state="accepted")
    assert step(other, Action.ACCEPT, world.dung).state == "accepted"
