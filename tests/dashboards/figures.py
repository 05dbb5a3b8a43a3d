"""Accepted figures for tests, as acceptance would have written them."""

from decimal import Decimal

from targets.enums import Answer, Quality
from targets.models import Indicator, Measurement
from tests import factories as f


def record(
    indicator: Indicator,
    year: int,
    value: str | None = None,
    *,
    by,
    answer: Answer = Answer.FIGURE,
    quality: Quality = Quality.OFFICIAL,
    note: str = "",
    revision: int = 1,
    agency=None,
    **others,
) -> Measurement:
    return Measurement.objects.create(
        indicator=indicator,
        year=year,
        revision=revision,
        agency=agency or indicator.owners.get().agency,
        answer=answer,
        value=value and Decimal(value),
        quality=quality,
        note=note,
        reason="Số chính thức." if revision > 1 else "",
        recorded_at=f.NOW,
        recorded_by=by,
        **others,
    )
