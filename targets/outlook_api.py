"""Projections through /api/v1/, a part of one indicator."""

from typing import Any

from rest_framework import serializers

from targets.api_fields import Figure
from targets.figures import DECIMAL_DIGITS, rounded
from targets.outlook import Outlook
from targets.projection import CONFIDENCE


class ProjectedSerializer(serializers.Serializer[Any]):
    """A coming year if things went on as before; `low` and `high` end the interval. To six decimals."""

    year = serializers.IntegerField()
    value = Figure()
    low = Figure()
    high = Figure()


class OutlookSerializer(serializers.Serializer[Any]):
    """Where the indicator is heading, and what has to happen. A projection is not a figure, and says so.

    `projection` is empty where nothing can be projected, and `sentence` says why.
    """

    confidence = serializers.IntegerField(help_text="Percent, of the interval.")
    projection = ProjectedSerializer(many=True)
    sentence = serializers.CharField()
    task = serializers.CharField(help_text="What has to happen each year, in words; empty where nothing can be said.")


def as_data(outlook: Outlook) -> dict[str, Any]:
    """What `OutlookSerializer` is given."""
    years = outlook.projection.years if outlook.projection else ()
    return {
        "confidence": CONFIDENCE,
        "projection": [
            {"year": one.year}
            | {name: rounded(getattr(one, name), DECIMAL_DIGITS) for name in ("value", "low", "high")}
            for one in years
        ],
        "sentence": outlook.sentence,
        "task": outlook.task,
    }
