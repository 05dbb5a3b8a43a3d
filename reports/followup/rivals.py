"""A later figure that would take the place of another agency's.

A successor's simply does: the other no longer reports the indicator. Where the other still does, the two disagree, and
a person says which figure stands, with a reason, as for yearly reports.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.answers import told_apart
from reports.models import FollowUp
from targets.models import IndicatorOwner, Measurement
from targets.series import in_series


@dataclass(frozen=True, slots=True)
class Rivalry:
    """Both figures as (whose, figure), that on record first."""

    figures: Sequence[Sequence[str]]

    @property
    def sentence(self) -> str:
        """For the officer, who has to say why the later figure is preferred."""
        (other, kept), (agency, sent) = self.figures
        words = _(
            "Số đang ghi nhận là của {other} ({kept}), nơi vẫn đang báo cáo chỉ tiêu này. Duyệt là lấy số của {agency} "
            "({sent}) thay vào. Hãy ghi lý do."
        )
        return words.format(other=other, kept=kept, agency=agency, sent=sent)

    @property
    def chosen(self) -> str:
        return self.figures[1][1]


def rivalry(follow_up: FollowUp, before: Measurement, *, on: dt.date) -> Rivalry | None:
    """None where `before` is the agency's own, says the same, or its agency reports the indicator no more. At most
    one query, none for an agency's own figure."""
    if follow_up.is_part or before.agency_id == follow_up.agency_id:
        return None
    (kept, was), (sent, is_now) = told_apart([before, follow_up], follow_up.indicator)
    if was == is_now:
        return None
    owners = IndicatorOwner.objects.on(on).filter(**in_series(follow_up.indicator), agency=before.agency_id)
    if not owners.filter(is_part=False).exists():
        return None
    return Rivalry([[before.agency.name, kept], [follow_up.agency_name, sent]])
