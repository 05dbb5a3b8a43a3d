from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models.entries import IndicatorEntry
from reports.models.followup import FollowUp
from reports.models.submission import SubmissionVersion
from targets.models import Measurement


class MeasurementSource(models.Model):
    """Where an accepted figure came from: the item and the very version of the report that carried it, or the
    follow-up that replaced an estimate. Append-only."""

    measurement = models.OneToOneField(Measurement, models.PROTECT, related_name="source")
    entry = models.ForeignKey(IndicatorEntry, models.PROTECT, null=True, related_name="accepted")
    version = models.ForeignKey(SubmissionVersion, models.PROTECT, null=True, related_name="accepted")
    follow_up = models.OneToOneField(FollowUp, models.PROTECT, null=True, related_name="source")

    class Meta:
        verbose_name = _("nguồn của số liệu")
        constraints = [
            models.CheckConstraint(
                name="measurementsource_one_way",
                condition=Q(entry__isnull=False, version__isnull=False, follow_up=None)
                | Q(entry=None, version=None, follow_up__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measurement} ← {self.version or self.follow_up}"
