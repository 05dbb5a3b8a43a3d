from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.enums import FileKind
from agencies.models import User
from reports.models.entries import IndicatorEntry, TaskEntry


class Evidence(models.Model):
    """A file that shows what an item says. Stored under a name of our own; `name` is what its owner calls it.

    What it holds never changes (a trigger holds it). Taken out of the report it is only marked so, since earlier
    sendings may name it.
    """

    task_entry = models.ForeignKey(TaskEntry, models.PROTECT, null=True, blank=True, related_name="evidence")
    indicator_entry = models.ForeignKey(IndicatorEntry, models.PROTECT, null=True, blank=True, related_name="evidence")
    name = models.CharField(_("tên tệp"), max_length=200)
    kind = models.CharField(_("loại tệp"), max_length=4, choices=FileKind)
    file = models.FileField(_("tệp"), upload_to="evidence/%Y/", max_length=200)
    size = models.PositiveIntegerField(_("số byte"))
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(_("thêm lúc"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(_("gỡ lúc"), null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("minh chứng")
        verbose_name_plural = verbose_name
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_one_item",
                condition=Q(task_entry=None, indicator_entry__isnull=False)
                | Q(task_entry__isnull=False, indicator_entry=None),
            ),
            models.CheckConstraint(name="evidence_kind", condition=Q(kind__in=FileKind.values)),
            models.CheckConstraint(name="evidence_not_empty", condition=Q(size__gt=0) & ~Q(name="")),
            models.CheckConstraint(
                name="evidence_removed_pair",
                condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
