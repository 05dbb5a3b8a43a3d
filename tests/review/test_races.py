"""Two officers who decide between two agencies' figures at the same moment: one choice counts, the other is told."""

import pytest

from agencies.errors import Refused
from reports.models import IndicatorEntry
from reports.review.services import accept_item
from targets.models import Measurement, Resolution
from tests.collect.test_races import db, together  # noqa: F401
from tests.factories import NOW, person
from tests.review.pages import choice_of

pytestmark = pytest.mark.django_db(transaction=True)


def load(report):
    entries = IndicatorEntry.objects.select_related("submission__round__plan", "submission__agency", "indicator")
    return entries.get(submission=report, indicator__code="2.1.1")


def test_of_two_choices_one_counts(world, report, other):
    choices = choice_of(world, report, "52,5%"), choice_of(world, other, "54,0%")
    dung, giang = person(world.dung), person(world.giang)
    outcome = together(
        lambda: accept_item(entry=load(report), by=dung, now=NOW, reason="x", choice=choices[0]),
        lambda: accept_item(entry=load(other), by=giang, now=NOW, reason="y", choice=choices[1]),
    )
    assert len([one for one in outcome if isinstance(one, Refused)]) == 1
    (resolution,), (row,) = Resolution.objects.all(), Measurement.objects.filter(indicator=world.indicators[0])
    assert (resolution.chosen, row.value) in (("52,5%", 52.5), ("54,0%", 54))
