from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from reports.models.attachment import Attachment
from reports.models.round import Round


class Guidance(models.Model):
    """What the coordinator tells the agencies for a round (section IV.2 of the plan). The latest row holds.

    Append-only. An empty text takes back what was said before.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="guidance")
    text = models.TextField(_("nội dung hướng dẫn"), blank=True)
    document_number = models.CharField(_("số, ký hiệu văn bản"), max_length=60, blank=True)
    document_date = models.DateField(_("ngày văn bản"), null=True, blank=True)
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("hướng dẫn")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="guidance_document_is_whole",
                condition=Q(document_number="", document_date=None)
                | (~Q(document_number="") & Q(document_date__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.at:%d/%m/%Y}"
