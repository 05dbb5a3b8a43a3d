"""What section IV of the plan orders besides reports: each agency's own plan, and inspections with what they found."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from plan.models import Plan, Task
from reports.enums import FindingAction, FindingState
from reports.models.attachment import Attachment


class ImplementationPlan(models.Model):
    """An agency's own plan for carrying out the plan. Filed wrongly it is withdrawn with a reason, never deleted."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="implementation_plans")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="implementation_plans")
    agency_name = models.CharField(_("tên cơ quan khi nộp"), max_length=250)
    document_number = models.CharField(_("số, ký hiệu"), max_length=60)
    document_date = models.DateField(_("ngày văn bản"))
    title = models.CharField(_("trích yếu"), max_length=300)
    file = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(_("nộp lúc"))
    filed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("lý do rút"), blank=True)

    class Meta:
        verbose_name = _("kế hoạch triển khai")
        ordering = ["-document_date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="implementationplan_once",
                fields=["plan", "agency", "document_number", "document_date"],
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(name="implementationplan_named", condition=~Q(document_number="") & ~Q(title="")),
            models.CheckConstraint(
                name="implementationplan_withdrawn",
                condition=Q(withdrawn_at=None, withdrawn_by=None, reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_number}: {self.agency_name}"


class Inspection(models.Model):
    """An inspection of an agency (section IV of the plan: kiểm tra, giám sát), as its minutes have it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="inspections")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="inspections")
    agency_name = models.CharField(_("tên cơ quan khi kiểm tra"), max_length=250)
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="inspections")
    held_on = models.DateField(_("ngày kiểm tra"))
    document_number = models.CharField(_("số, ký hiệu văn bản"), max_length=60, blank=True)
    document_date = models.DateField(_("ngày văn bản"), null=True, blank=True)
    conclusion = models.TextField(_("kết luận"))
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("ghi lúc"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("cuộc kiểm tra")
        ordering = ["-held_on", "-pk"]
        constraints = [models.CheckConstraint(name="inspection_conclusion", condition=~Q(conclusion=""))]

    def __str__(self) -> str:
        return f"{self.agency_name} {self.held_on:%d/%m/%Y}"


class Finding(models.Model):
    """What an inspection found to be mended, and by when. `step_count` counts steps: a step names the last."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings")
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    text = models.TextField(_("tồn tại"))
    mend_by = models.DateField(_("khắc phục trước ngày"), null=True, blank=True)
    state = models.CharField(_("trạng thái"), max_length=6, choices=FindingState, default=FindingState.OPEN)
    step_count = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("tồn tại phải khắc phục")
        ordering = ["inspection", "order"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "order"], name="finding_order"),
            models.CheckConstraint(name="finding_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="finding_closed_has_moment",
                condition=Q(state=FindingState.CLOSED, closed_at__isnull=False)
                | Q(state__in=[FindingState.OPEN, FindingState.MENDED], closed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection}: {self.text[:60]}"


class FindingStep(models.Model):
    """The agency says what it mended and shows it; the coordinator closes the finding or sends it back. Append-only."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="steps")
    action = models.CharField(_("việc"), max_length=6, choices=FindingAction)
    text = models.TextField(_("nội dung"))
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("bước khắc phục")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="findingstep_action", condition=Q(action__in=FindingAction.values)),
            models.CheckConstraint(name="findingstep_text", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.finding}: {self.get_action_display()}"
