from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from plan.models import Plan
from reports.models.attachment import Attachment


class PaperTemplate(models.Model):
    """The Word file after which an office has its consolidated report made. The latest row of a plan holds.

    Append-only. Without a file: the software's own form, after appendix III of Decree 30/2020/NĐ-CP.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="paper_templates")
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("mẫu văn bản")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.plan}: {self.file or '-'}"
