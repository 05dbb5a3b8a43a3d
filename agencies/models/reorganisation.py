from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Reorganisation(models.Model):
    """A decision that ends agencies or hands their duties on, from being prepared to being applied, or undone.

    `draft` is the whole of it in the format of a reorganisation file (`reports.reorganisation`); `version` counts its
    changes. Number and days may be missing until it is applied.
    """

    number = models.CharField(_("số, ký hiệu"), max_length=120, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    effective_on = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    title = models.TextField(_("trích yếu"))
    file = models.FileField(_("tệp"), upload_to="reorganisations/", blank=True)
    draft = models.JSONField(_("nội dung"), default=dict)
    version = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(_("lập lúc"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(_("áp dụng lúc"), null=True, blank=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undo_reason = models.TextField(_("lý do hoàn tác"), blank=True)

    class Meta:
        verbose_name = _("sắp xếp cơ quan")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="reorganisation_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="reorganisation_applied",
                condition=Q(applied_at=None, applied_by=None)
                | (Q(applied_at__isnull=False, applied_by__isnull=False, effective_on__isnull=False) & ~Q(number="")),
            ),
            models.CheckConstraint(
                name="reorganisation_undone",
                condition=Q(undone_at=None, undone_by=None, undo_reason="")
                | (Q(undone_at__gte=F("applied_at"), undone_by__isnull=False) & ~Q(undo_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def is_in_force(self) -> bool:
        return self.applied_at is not None and self.undone_at is None


class ReorganisationEffect(models.Model):
    """One row that a reorganisation made, changed or removed, in the order in which it did. Append-only.

    `before` and `after` hold the columns that differ (all of them for a row that was made or removed), so that what was
    done can be told and undone. A row made has no `before`, a row removed no `after`.
    """

    reorganisation = models.ForeignKey(Reorganisation, models.PROTECT, related_name="effects")
    order = models.PositiveIntegerField(_("thứ tự"))
    table = models.CharField(_("bảng"), max_length=63)
    row_id = models.BigIntegerField(_("dòng"))
    before = models.JSONField(_("trước"), null=True)
    after = models.JSONField(_("sau"), null=True)

    class Meta:
        verbose_name = _("thay đổi do sắp xếp")
        ordering = ["reorganisation", "order"]
        indexes = [models.Index(fields=["table", "row_id"], name="reorganisationeffect_row")]
        constraints = [
            models.UniqueConstraint(fields=["reorganisation", "order"], name="reorganisationeffect_order"),
            models.CheckConstraint(
                name="reorganisationeffect_differs", condition=Q(before__isnull=False) | Q(after__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row_id}"
