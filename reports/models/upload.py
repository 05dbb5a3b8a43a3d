from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from reports.models.submission import Submission


class Upload(models.Model):
    """A filled-in workbook that somebody gave back for one report, kept as it came.

    Taking one in is two steps: it is read and shown beside the form, and only then applied. `saved` counts the items
    that were changed by it.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="uploads")
    name = models.CharField(_("tên tệp"), max_length=200)
    file = models.FileField(_("tệp"), upload_to="workbooks/%Y/", max_length=200)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(_("nộp lúc"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(_("đưa vào lúc"), null=True, blank=True)
    saved = models.PositiveSmallIntegerField(_("số mục đã đưa vào"), default=0)

    class Meta:
        verbose_name = _("tệp Excel nộp lại")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="upload_saved_once_applied", condition=Q(applied_at__isnull=False) | Q(saved=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.name}"
