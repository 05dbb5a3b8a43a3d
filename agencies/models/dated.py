"""Rows that hold for a period: agencies, memberships, duties, targets.

`valid_to` is the first day on which the row no longer holds; an empty end means "without limit".
"""

import datetime as dt
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _


class DatedQuerySet(models.QuerySet[Any]):
    def on(self, date: dt.date) -> Self:
        """The rows that hold on `date`."""
        return self.filter(holds_on(date))


def holds_on(date: dt.date, prefix: str = "") -> Q:
    """A condition for rows that hold on `date`; `prefix` reaches them through a relation ("members__")."""
    started = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": date})
    not_ended = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": date})
    return started & not_ended


class Dated(models.Model):
    valid_from = models.DateField(_("có hiệu lực từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("hết hiệu lực từ ngày"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def holds_on(self, date: dt.date) -> bool:
        """Whether this row holds on `date`."""
        return (self.valid_from is None or self.valid_from <= date) and (self.valid_to is None or date < self.valid_to)

    def covers(self, start: dt.date | None, end: dt.date | None) -> bool:
        """Whether this row holds from `start` until `end` without a break."""
        begins = self.valid_from is None or (start is not None and self.valid_from <= start)
        return begins and (self.valid_to is None or (end is not None and end <= self.valid_to))


def period_is_ordered(name: str) -> models.CheckConstraint:
    """A period ends after it begins."""
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
        violation_error_message=_("Ngày hết hiệu lực phải sau ngày có hiệu lực."),
    )


def one_at_a_time(name: str, *fields: str, condition: Q | None = None) -> ExclusionConstraint:
    """No two rows with the same `fields` hold on the same day."""
    period = Func("valid_from", "valid_to", Value("[)"), function="DATERANGE", output_field=DateRangeField())
    return ExclusionConstraint(
        name=name,
        expressions=[*((field, RangeOperators.EQUAL) for field in fields), (period, RangeOperators.OVERLAPS)],
        condition=condition,
        violation_error_message=_("Đã có một dòng khác còn hiệu lực trong thời gian này."),
    )
