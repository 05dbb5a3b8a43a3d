from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.enums import FileKind
from agencies.models import User


class Attachment(models.Model):
    """An official file on record: a decision, an agency's own plan, a signed copy, a template. Append-only.

    Stored under a name of our own; `name` is what its owner calls it. Whoever may see the row that points to it may
    have it.
    """

    name = models.CharField(_("tên tệp"), max_length=200)
    kind = models.CharField(_("loại tệp"), max_length=4, choices=FileKind)
    file = models.FileField(_("tệp"), upload_to="attachments/%Y/", max_length=200)
    size = models.PositiveIntegerField(_("số byte"))
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(_("thêm lúc"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("tệp đính kèm")
        constraints = [
            models.CheckConstraint(name="attachment_kind", condition=Q(kind__in=FileKind.values)),
            models.CheckConstraint(name="attachment_not_empty", condition=Q(size__gt=0) & ~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
