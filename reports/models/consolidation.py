"""The consolidated report. Its content stands in rows of its own, in words and figures, not in pointers to live rows.

Triggers (migration 0002) refuse any change to the rows of an issued report.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from plan.enums import Duty
from plan.models import Task
from reports.enums import ConsolidationState, Progress, State
from reports.models.job import Job
from reports.models.round import Round
from reports.models.submission import SubmissionVersion
from reports.models.template import PaperTemplate
from targets.enums import Status
from targets.models import FigureField, Indicator, Measurement


class Consolidation(models.Model):
    """A numbered version of a round's consolidated report (section IV.2 of the plan: sent before 15/12).

    Offices, place, addressees, recipients and signature are kept as they stood, so that the paper stays as it was.
    A correction (đính chính) is another issued version, which names the one it `corrects` and why.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="consolidations")
    number = models.PositiveSmallIntegerField(_("bản số"))
    state = models.CharField(_("trạng thái"), max_length=6, choices=ConsolidationState, default="draft")
    job = models.OneToOneField(Job, models.PROTECT, related_name="consolidation")
    plan_title = models.TextField(_("kế hoạch"))
    coordinator_name = models.CharField(_("cơ quan tổng hợp"), max_length=250)
    issuer_name = models.CharField(_("cơ quan ban hành kế hoạch"), max_length=250, blank=True)
    place = models.CharField(_("địa danh"), max_length=80, blank=True)
    addressees = ArrayField(models.CharField(max_length=250), verbose_name=_("kính gửi"), default=list, blank=True)
    recipients = ArrayField(models.CharField(max_length=250), verbose_name=_("nơi nhận"), default=list, blank=True)
    template = models.ForeignKey(
        PaperTemplate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mẫu văn bản")
    )
    summary = models.TextField(_("tóm tắt"))
    built_at = models.DateTimeField(_("lập lúc"))
    built_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    document_number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    document_date = models.DateField(_("ngày văn bản"), null=True, blank=True)
    issued_at = models.DateTimeField(_("ban hành lúc"), null=True, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    authority = ArrayField(models.CharField(max_length=120), verbose_name=_("thể thức ký"), default=list, blank=True)
    signer_name = models.CharField(_("người ký"), max_length=120, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("đính chính cho")
    )
    correction_reason = models.TextField(_("lý do đính chính"), blank=True)
    seal_version = models.PositiveSmallIntegerField(default=2)
    sha256 = models.CharField(_("mã kiểm tra nội dung"), max_length=64, blank=True)
    workbook = models.FileField(_("tệp Excel"), upload_to="consolidations/", blank=True)

    class Meta:
        verbose_name = _("báo cáo tổng hợp")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="consolidation_number"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(state="issued", corrects=None), name="consolidation_issued_once"
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(state="issued"), name="consolidation_corrected_once"
            ),
            models.CheckConstraint(
                name="consolidation_correction_has_reason",
                condition=Q(corrects=None, correction_reason="")
                | Q(corrects__isnull=False, state=ConsolidationState.DRAFT)
                | (Q(corrects__isnull=False) & ~Q(correction_reason="")),
            ),
            models.CheckConstraint(
                name="consolidation_issued_is_complete",
                condition=Q(state=ConsolidationState.DRAFT, issued_at=None, issued_by=None)
                | (
                    Q(state=ConsolidationState.ISSUED, issued_at__isnull=False, issued_by__isnull=False)
                    & Q(document_date__isnull=False)
                    & ~Q(document_number="")
                    & ~Q(sha256="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} #{self.number}"


class ConsolidatedIndicator(models.Model):
    """One indicator as the report says it. Where it `adds_up`, `value` and `previous` are running totals and `added` is
    what the year itself brought."""

    consolidation = models.ForeignKey(Consolidation, models.CASCADE, related_name="indicators")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    measurement = models.ForeignKey(Measurement, models.PROTECT, null=True, related_name="+")
    version = models.ForeignKey(SubmissionVersion, models.PROTECT, null=True, related_name="+")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    name = models.TextField()
    unit = models.CharField(max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField()
    target = models.TextField()
    baseline = models.TextField(blank=True)
    previous = FigureField(null=True)
    required = FigureField(null=True)
    value = FigureField(null=True)
    adds_up = models.BooleanField(default=False)
    added = FigureField(null=True)
    answer = models.CharField(max_length=8, blank=True)
    quality = models.CharField(max_length=11, blank=True)
    status = models.CharField(max_length=14, choices=Status)
    sentence = models.TextField()
    agency_name = models.CharField(max_length=250)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("chỉ tiêu trong báo cáo tổng hợp")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["consolidation", "code"], name="consolidatedindicator_once"),
            models.CheckConstraint(name="consolidatedindicator_added", condition=Q(adds_up=True) | Q(added=None)),
        ]

    def __str__(self) -> str:
        return f"{self.consolidation}: {self.code}"


class ConsolidatedTask(models.Model):
    """One task; `state` is how far its leads' accepted parts say it is, empty in reports issued before it was kept."""

    consolidation = models.ForeignKey(Consolidation, models.CASCADE, related_name="tasks")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    section = models.TextField()
    title = models.TextField()
    leads = models.TextField()
    state = models.CharField(max_length=11, blank=True)
    missing = models.TextField(blank=True)

    class Meta:
        verbose_name = _("nhiệm vụ trong báo cáo tổng hợp")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["consolidation", "code"], name="consolidatedtask_once")]

    def __str__(self) -> str:
        return f"{self.consolidation}: {self.code}"


class ConsolidatedPart(models.Model):
    """What one agency reported for one task, as accepted."""

    task = models.ForeignKey(ConsolidatedTask, models.CASCADE, related_name="parts")
    version = models.ForeignKey(SubmissionVersion, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    agency_name = models.CharField(max_length=250)
    duty = models.CharField(max_length=7, choices=Duty)
    progress = models.CharField(max_length=11, choices=Progress)
    result = models.TextField(blank=True)
    difficulty = models.TextField(blank=True)
    proposal = models.TextField(blank=True)

    class Meta:
        verbose_name = _("phần của cơ quan trong báo cáo tổng hợp")
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.task}: {self.agency_name}"


class ConsolidatedAgency(models.Model):
    """When one agency reported, and how its report stood when the consolidation was built."""

    consolidation = models.ForeignKey(Consolidation, models.CASCADE, related_name="agencies")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    agency_name = models.CharField(max_length=250)
    state = models.CharField(max_length=9, choices=State)
    general_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    first_sent_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    days_late = models.IntegerField(null=True)
    sent_by = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("cơ quan trong báo cáo tổng hợp")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["consolidation", "agency"], name="consolidatedagency_once")]

    def __str__(self) -> str:
        return f"{self.consolidation}: {self.agency_name}"
