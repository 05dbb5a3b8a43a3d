"""What may replace a figure on record, and what may not."""

import pytest

from reports.followup.said import Said, objection, qualities_over
from targets.enums import Kind, Quality
from tests.followup.saying import declared, estimate, figure, official

NO_DATA = Said(answer="no_data", quality=Quality.ESTIMATE)


def field_of(new, old, kind=Kind.PERCENT):
    refused = objection(new, old, kind)
    return refused.field if refused else None


@pytest.mark.parametrize(
    ("new", "old", "field"),
    [
        (official("51"), estimate("52.5"), None),
        (official("52.5"), estimate("52.5"), None),  # confirmed as it was
        (official("52.5"), NO_DATA, None),
        (estimate("52.5"), NO_DATA, None),
        (official("51"), official("52.5"), None),  # a correction
        (estimate("51"), estimate("52.5"), None),
        (estimate("51"), figure("52.5", "preliminary"), "quality"),
        (figure("51", "preliminary"), official("52.5"), "quality"),
        (official("52.5", numerator="21", denominator="40"), official("52.5"), None),  # the parts are new
        (official("52.50"), official("52.5"), "typed"),  # nothing would change
        (estimate("52.5"), estimate("52.5"), "typed"),
        (official(None), estimate("52.5"), "typed"),
        (NO_DATA, estimate("52.5"), "typed"),
    ],
)
def test_a_figure_is_replaced_by_one_that_is_no_less_firm(new, old, field):
    assert field_of(new, old) == field


@pytest.mark.parametrize(
    ("new", "old", "field"),
    [
        ("done", "not_done", None),
        ("not_done", "done", None),
        ("done", "no_data", None),
        ("done", "done", "answer"),
        ("no_data", "done", "answer"),
    ],
)
def test_a_declaration_is_replaced_by_the_other(new, old, field):
    assert field_of(declared(new), declared(old), Kind.MILESTONE) == field


def test_only_the_kinds_that_are_firm_enough_are_offered():
    assert qualities_over(figure("1", "preliminary")) == [Quality.PRELIMINARY, Quality.OFFICIAL]
    assert qualities_over(official("1")) == [Quality.OFFICIAL]
    assert qualities_over(NO_DATA) == list(Quality)


@pytest.mark.parametrize(
    ("said", "waits"),
    [
        (estimate("1"), True),
        (figure("1", "preliminary"), True),
        (official("1"), False),
        (NO_DATA, True),
        (declared("done"), False),
        (declared("not_done"), False),
    ],
)
def test_what_waits_for_something_firmer(said, waits):
    assert said.waits_for_better == waits
