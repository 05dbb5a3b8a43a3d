"""Parts that do not add up to the whole: side by side with it, accepted with a reason that is kept."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.enums import Role
from agencies.errors import Refused
from reports.collect.opening import open_round
from reports.collect.services import save_indicator_entry
from reports.flags import FlagKind
from reports.models import IndicatorEntry
from reports.review.services import accept_item
from reports.workflow import Action
from targets.models import Indicator, IndicatorOwner, Measurement, Resolution
from tests import factories as f
from tests.factories import NOW, person
from tests.review.pages import button, desk, entry_of, item
from tests.steps import fill, report_of, send_signed, step


def districts(world, count):
    """Agencies that report their own part of Sở A's indicator, each with somebody to do so."""
    for number in range(count):
        agency = f.make_agency(f"H{number}", f"Huyện {number}", uses_signoff=False)
        IndicatorOwner.objects.create(indicator=world.indicators[0], agency=agency, is_part=True)
        yield agency, f.make_user(agency, Role.REPORTER)


def send_part(round_, agency, user, value):
    report = report_of(agency, round_)
    fill(report, user, value=value)
    return step(report, Action.SEND, user)


@pytest.fixture
def flats(world):
    """Sở A's indicator counts flats: 52,5 is what its report will say."""
    Indicator.objects.filter(pk=world.indicators[0].pk).update(kind="count", unit="căn hộ")
    return list(districts(world, 2))


@pytest.fixture
def round_of_parts(world, flats):
    return open_round(plan=world.plan, year=2026, by=person(world.khoa), now=NOW)


class TestParts:
    def test_a_round_asks_districts_for_their_part_alone(self, world, round_of_parts):
        parts = dict(IndicatorEntry.objects.values_list("submission__agency__code", "is_part"))
        assert parts == {"SOA": False, "SOB": False, "H0": True, "H1": True}

    def test_they_stand_beside_the_whole_with_their_sum(self, world, flats, round_of_parts, sign_in):
        whole = send_signed(world, round_of_parts)
        send_part(round_of_parts, *flats[0], "20")
        table = item(desk(world, whole), "2.1.1").parts
        assert [(line.agency, line.value) for line in table.lines] == [("H0", "20,0 căn hộ"), ("H1", "")]
        assert item(desk(world, whole), "2.1.1").flags == ()
        send_part(round_of_parts, *flats[1], "30")
        html = sign_in(world.dung).get(f"/bao-cao/{whole.pk}/duyet/").text
        for words in ("20,0 căn hộ", "30,0 căn hộ", "Cộng các phần", "−2,5 căn hộ"):
            assert words in html

    def test_the_whole_and_every_part_are_flagged_when_they_do_not_add_up(self, world, flats, round_of_parts):
        whole = send_signed(world, round_of_parts)
        reports = [whole, *(send_part(round_of_parts, *district, "20") for district in flats)]
        for report in reports:
            flag = item(desk(world, report), "2.1.1").flags[0]
            assert flag.kind == FlagKind.PARTS
            assert flag.sentence == "Các phần cộng lại được 40,0 căn hộ, khác số chung 52,5 căn hộ."

    def test_the_whole_is_then_accepted_with_a_reason_that_is_kept_with_all_figures(
        self, world, flats, round_of_parts, sign_in
    ):
        whole = send_signed(world, round_of_parts)
        send_part(round_of_parts, *flats[0], "20")
        send_part(round_of_parts, *flats[1], "20")
        client, entry = sign_in(world.dung), entry_of(whole, "2.1.1")
        refused = client.post(button(whole, entry), {"decision": "accept", "sending": 1})
        assert "Hãy ghi lý do vẫn duyệt." in refused.text
        assert not Measurement.objects.exists()
        reason = "Số chung gồm cả nhà ở do tỉnh đầu tư."
        client.post(button(whole, entry), {"decision": "accept", "sending": 1, "reason": reason})
        assert Measurement.objects.get().value == Decimal("52.5")
        resolution = Resolution.objects.get()
        assert (resolution.kind, resolution.chosen, resolution.by) == ("parts", "52,5 căn hộ", world.dung)
        assert resolution.figures == [
            ["Sở A", "52,5 căn hộ"],
            ["Huyện 0", "20,0 căn hộ"],
            ["Huyện 1", "20,0 căn hộ"],
        ]
        assert reason in client.get(f"/bao-cao/{whole.pk}/duyet/").text

    def test_a_part_that_comes_last_and_contradicts_is_decided_too(self, world, flats, round_of_parts, sign_in):
        whole = send_signed(world, round_of_parts)
        accept_item(entry=entry_of(whole, "2.1.1"), by=person(world.dung), now=NOW)
        reports = [send_part(round_of_parts, *district, "20") for district in flats]
        assert item(desk(world, reports[1]), "2.1.1").wants_a_reason
        with pytest.raises(Refused, match=r"cộng lại được 40,0 căn hộ, khác số chung 52,5 căn hộ\. Hãy ghi lý do"):
            accept_item(entry=entry_of(reports[0], "2.1.1"), by=person(world.dung), now=NOW)
        assert not Measurement.parts.exists()
        accept_item(entry=entry_of(reports[0], "2.1.1"), by=person(world.dung), now=NOW, reason="Có nhà ở của tỉnh.")
        resolution = Resolution.objects.get()
        assert (resolution.chosen, resolution.figures[0]) == ("52,5 căn hộ", ["Sở A", "52,5 căn hộ"])
        assert not item(desk(world, reports[1]), "2.1.1").wants_a_reason
        accept_item(entry=entry_of(reports[1], "2.1.1"), by=person(world.dung), now=NOW)  # was said of all three
        assert (Resolution.objects.count(), Measurement.parts.count()) == (1, 2)

    def test_a_part_before_the_whole_waits_for_it(self, world, flats, round_of_parts):
        send_signed(world, round_of_parts)
        part, _other = [send_part(round_of_parts, *district, "20") for district in flats]
        assert not item(desk(world, part), "2.1.1").wants_a_reason
        accept_item(entry=entry_of(part, "2.1.1"), by=person(world.dung), now=NOW)
        assert not Resolution.objects.exists()

    def test_parts_that_add_up_ask_for_no_reason(self, world, flats, round_of_parts):
        whole = send_signed(world, round_of_parts)
        send_part(round_of_parts, *flats[0], "22,5")
        send_part(round_of_parts, *flats[1], "30")
        accept_item(entry=entry_of(whole, "2.1.1"), by=person(world.dung), now=NOW)
        assert not Resolution.objects.exists()

    def test_an_accepted_part_is_never_the_indicators_figure(self, world, flats, round_of_parts):
        part = send_part(round_of_parts, *flats[0], "20")
        accept_item(entry=entry_of(part, "2.1.1"), by=person(world.dung), now=NOW)
        assert not Measurement.objects.exists()
        assert Measurement.parts.get().value == 20
        shown = item(desk(world, part), "2.1.1")
        assert (shown.is_part, shown.verdict, shown.path) == (True, None, "")

    def test_shares_of_districts_come_together_by_their_people(self, world, flats, round_of_parts):
        words = {"numerator": "Số người tham gia", "denominator": "Lực lượng lao động"}
        Indicator.objects.filter(pk=world.indicators[0].pk).update(kind="percent", unit="%", multiplier=100, **words)
        whole = send_signed(world, round_of_parts)
        for (agency, user), pair in zip(flats, (("1", "2"), ("20", "38")), strict=True):
            report = report_of(agency, round_of_parts)
            fill(report, user, value="")
            changes = dict(zip(("typed_numerator", "typed_denominator"), pair, strict=True))
            fill_indicator(report, user, changes)
            step(report, Action.SEND, user)
        comparison = item(desk(world, whole), "2.1.1").parts.comparison
        assert (comparison.total_words, comparison.is_wrong) == ("52,5%", False)

    def test_one_part_and_three_cost_the_same(self, world, sign_in):
        costs = []
        for count in (1, 3):
            plan = f.make_plan(issuer=world.committee, coordinator=world.coordinator, code=f"ke-hoach-{count}")
            indicator = f.make_indicator(plan, "9", owner=world.a)
            for number in range(count):
                agency = f.make_agency(f"X{count}{number}", f"Xã {count}{number}", uses_signoff=False)
                IndicatorOwner.objects.create(indicator=indicator, agency=agency, is_part=True)
            report = send_signed(world, open_round(plan=plan, year=2026, by=person(world.khoa), now=NOW))
            client = sign_in(world.dung)
            client.get("/viec-cua-toi/")
            with CaptureQueriesContext(connection) as queries:
                assert f"{count} cơ quan báo cáo phần" in client.get(f"/bao-cao/{report.pk}/duyet/").text
            costs.append(len(queries))
        assert costs[0] == costs[1]


def fill_indicator(report, user, changes):
    entry = entry_of(report, "2.1.1")
    save_indicator_entry(entry=entry, version=entry.version, changes=changes, by=person(user), now=NOW)


def test_a_surprising_figure_stands_beside_its_explanation(world, round_, sign_in):
    report = report_of(world.a, round_)
    fill(report, world.an, value="104")
    fill_indicator(report, world.an, {"note": "Có người ngoài tỉnh tham gia."})
    step(report, Action.REQUEST_SIGNOFF, world.an)
    step(report, Action.SIGN_AND_SEND, world.binh)
    html = sign_in(world.dung).get(f"/bao-cao/{report.pk}/duyet/").text
    assert "Tỷ lệ trên 100%." in html
    assert "Có người ngoài tỉnh tham gia." in html
    assert not item(desk(world, report), "2.1.1").is_clean
