"""Baselines and definitions: facts with a source, checked against what the indicator is, kept by the audit trail."""

from decimal import Decimal

import pytest

from agencies.errors import Refused
from agencies.models import AuditLine
from targets.enums import Accumulation, Comparator, Direction, Kind, Status
from targets.models import Baseline
from targets.selectors import indicator_row
from targets.setting.facts import Definition, set_baseline, set_definition
from targets.setting.trials import try_definition
from tests import factories as f
from tests.dashboards.figures import record


def baseline(world, **fields):
    start = {"year": 2022, "value": Decimal(38), "source": "Niên giám 2022", "reason": "Số đã công bố lại"}
    return set_baseline(indicator=world.indicators[0], today=f.TODAY, by=f.person(world.dung), **start | fields)


class TestBaselines:
    def test_a_correction_says_why_and_the_audit_trail_keeps_what_was(self, world):
        row = baseline(world)

        assert (row.year, row.value) == (2022, 38)
        assert row.source == "Niên giám 2022 (sửa ngày 23/11/2026: Số đã công bố lại)"
        line = AuditLine.objects.filter(table="targets_baseline", action="update").get()
        assert (line.old["source"], line.actor_id) == ("Niên giám", world.dung.pk)

    def test_the_first_needs_no_reason(self, world):
        found = set_baseline(
            indicator=world.indicators[1],
            year=2023,
            value=Decimal("12.5"),
            source="Niên giám",
            today=f.TODAY,
            by=f.person(world.giang),
        )
        assert found.source == "Niên giám"

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"year": 2030}, "year"),
            ({"year": 2027}, "year"),
            ({"year": 20}, "year"),
            ({"source": " "}, "source"),
            ({"reason": ""}, "reason"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, world, fields, field):
        with pytest.raises(Refused) as refused:
            baseline(world, **fields)
        assert refused.value.field == field
        assert Baseline.objects.get().value == 40

    def test_what_is_declared_has_none(self, world):
        done = f.make_indicator(world.plan, "8", kind=Kind.QUALITATIVE, comparator=Comparator.DONE, lower=None, unit="")
        with pytest.raises(Refused, match="không có số gốc"):
            set_baseline(
                indicator=done, year=2023, value=Decimal(1), source="x", today=f.TODAY, by=f.person(world.dung)
            )


def define(world, indicator=None, **fields):
    indicator = indicator or world.indicators[0]
    return set_definition(indicator=indicator, definition=Definition(**fields), today=f.TODAY, by=f.person(world.dung))


class TestDefinitions:
    def test_numerator_denominator_and_multiplier_come_together(self, world):
        row = define(world, numerator="Số hộ", denominator="Tổng số hộ", multiplier=100, definition="Hộ là")

        assert row.has_quotient
        assert AuditLine.objects.filter(table="targets_indicator").latest("pk").actor_id == world.dung.pk
        with pytest.raises(Refused, match="Không có gì thay đổi"):
            define(world, numerator="Số hộ", denominator="Tổng số hộ", multiplier=100, definition="Hộ là")

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"numerator": "a"}, "denominator"),
            ({"denominator": "b"}, "numerator"),
            ({"numerator": "a", "denominator": "b"}, "multiplier"),
            ({"multiplier": 100}, "multiplier"),
            ({"numerator": "a", "denominator": "b", "multiplier": 0}, "multiplier"),
            ({"numerator": "a", "denominator": "b", "multiplier": 1000}, "multiplier"),
            ({"numerator": "a", "denominator": "b", "multiplier": 10**20}, "multiplier"),
            ({"highest_level": 3}, "highest_level"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, world, fields, field):
        with pytest.raises(Refused) as refused:
            define(world, **fields)
        assert refused.value.field == field

    def test_a_scale_reaches_at_least_the_grade_that_is_asked_for(self, world):
        grades = f.make_indicator(world.plan, "7", kind=Kind.LEVEL, unit="mức độ", lower="3", decimals=0)
        with pytest.raises(Refused, match="từ 3 đến 20"):
            define(world, grades, highest_level=2)
        for highest in (21, 70_000):
            with pytest.raises(Refused, match="từ 3 đến 20"):
                define(world, grades, highest_level=highest)
        assert define(world, grades, highest_level=3).highest_level == 3

    def test_what_adds_up_has_no_quotient(self, world):
        flats = f.make_indicator(world.plan, "9", kind=Kind.COUNT, accumulation=Accumulation.WITHIN_YEAR)
        with pytest.raises(Refused, match="không tính từ tử số"):
            define(world, flats, numerator="a", denominator="b", multiplier=1)


SHARE = {"numerator": "Số hộ", "denominator": "Tổng số hộ", "multiplier": 100}


class TestAnotherDefinition:
    """A definition has no day: it decides for every year whether the exact quotient is judged."""

    @pytest.fixture
    def share(self, world):
        """100% to be kept every year; of 2025 somebody typed 100 beside 99.990 out of 100.000."""
        indicator = f.make_indicator(world.plan, "5", owner=world.a, lower="100", direction=Direction.MAINTAIN)
        define(world, indicator, **SHARE)
        record(indicator, 2025, "100", by=world.dung, numerator=Decimal(99_990), denominator=Decimal(100_000))
        return indicator

    def row(self, world):
        return indicator_row(world.plan, "5", on=f.TODAY)

    def test_the_verdicts_it_changes_are_shown_before(self, world, share):
        preview = try_definition(self.row(world), Definition(definition="Không còn tử số"))

        (year,) = preview.verdicts
        assert (year.year, year.verdict_before.status, year.verdict_after.status) == (2025, Status.MISSED, Status.MET)
        assert preview.notes == ("Số để đánh giá năm 2025 đổi từ 99,99% thành 100,0%.",)
        assert self.row(world).verdict(2025).status == Status.MISSED

        define(world, share, definition="Không còn tử số")
        assert self.row(world).verdict(2025).sentence == year.verdict_after.sentence

    def test_words_alone_change_no_verdict(self, world, share):
        preview = try_definition(self.row(world), Definition(**SHARE, definition="Hộ là"))
        assert (preview.verdicts, preview.notes) == ([], ())

    def test_a_preview_no_longer_stands_when_the_figures_or_the_definition_changed(self, world, share):
        wanted = Definition(definition="Khác")
        tokens = {try_definition(self.row(world), wanted).token}
        record(share, 2024, "100", by=world.dung)
        tokens.add(try_definition(self.row(world), wanted).token)
        define(world, share, **SHARE, definition="Của người khác")
        tokens.add(try_definition(self.row(world), wanted).token)
        assert len(tokens) == 3

    def test_what_the_service_refuses_is_not_previewed(self, world, share):
        with pytest.raises(Refused, match="Không có gì thay đổi"):
            try_definition(self.row(world), Definition(**SHARE))
        with pytest.raises(Refused, match="cả tử số và mẫu số"):
            try_definition(self.row(world), Definition(numerator="a"))
