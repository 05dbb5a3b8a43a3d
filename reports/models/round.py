from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from plan.models import Plan


class Round(models.Model):
    """One year's reporting under a plan (section IV.1 of the plan: every agency reports yearly before 05/12).

    From `parts_due_at` on, a lead agency no longer waits for the parts of those who support it.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField(_("năm"))
    data_until = models.DateField(_("ngày chốt số liệu"))
    due_at = models.DateTimeField(_("hạn của cơ quan"))
    parts_due_at = models.DateTimeField(_("hạn gửi phần phối hợp"))
    consolidation_due_at = models.DateTimeField(_("hạn tổng hợp"))
    form_version = models.PositiveSmallIntegerField(_("phiên bản biểu mẫu"), default=1)
    opened_at = models.DateTimeField(_("mở lúc"))
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    locked_at = models.DateTimeField(_("khóa lúc"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("số liệu minh họa"), default=False)

    class Meta:
        verbose_name = _("kỳ báo cáo")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "year"], name="round_once_a_year"),
            models.CheckConstraint(
                name="round_agencies_before_consolidation", condition=Q(consolidation_due_at__gt=F("due_at"))
            ),
            models.CheckConstraint(name="round_parts_before_reports", condition=Q(parts_due_at__lte=F("due_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.year}"
