from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditLine(models.Model):
    """One change of one row, written by the database itself (see migration 0002), so bulk and raw SQL are recorded too.

    Append-only: a trigger refuses updates and deletes. `old` and `new` hold the changed columns alone for an update.
    """

    at = models.DateTimeField(_("lúc"))
    actor_id = models.BigIntegerField(_("người thực hiện"), null=True)
    source = models.CharField(_("từ đâu"), max_length=200)
    table = models.CharField(_("bảng"), max_length=63)
    row_id = models.BigIntegerField(_("dòng"))
    action = models.CharField(_("việc"), max_length=6)
    old = models.JSONField(_("giá trị cũ"), null=True)
    new = models.JSONField(_("giá trị mới"), null=True)

    class Meta:
        verbose_name = _("nhật ký")
        ordering = ["pk"]
        indexes = [models.Index(fields=["table", "row_id"], name="auditline_object")]

    def __str__(self) -> str:
        return f"{self.table} {self.row_id} {self.action}"
