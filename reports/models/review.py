from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from reports.enums import ItemState
from reports.models.entries import IndicatorEntry, TaskEntry
from reports.models.submission import SubmissionVersion


class ReviewNote(models.Model):
    """One decision on one item: accepted, or returned with a reason. The thread is kept for ever. Append-only."""

    task_entry = models.ForeignKey(TaskEntry, models.PROTECT, null=True, related_name="notes")
    indicator_entry = models.ForeignKey(IndicatorEntry, models.PROTECT, null=True, related_name="notes")
    version = models.ForeignKey(SubmissionVersion, models.PROTECT, related_name="notes")
    decision = models.CharField(_("quyết định"), max_length=8, choices=ItemState)
    reason = models.TextField(_("lý do"), blank=True)
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("ý kiến duyệt")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="reviewnote_one_item",
                condition=Q(task_entry=None, indicator_entry__isnull=False)
                | Q(task_entry__isnull=False, indicator_entry=None),
            ),
            models.CheckConstraint(
                name="reviewnote_return_has_reason",
                condition=Q(decision=ItemState.ACCEPTED) | (Q(decision=ItemState.RETURNED) & ~Q(reason="")),
                violation_error_message=_("Trả lại phải nêu lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_entry or self.indicator_entry}: {self.get_decision_display()}"
