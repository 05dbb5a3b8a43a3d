"""What was ordered: the plan, its text by sections, its tasks, and who answers for them and when."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, AgencyGroup, User
from agencies.models.dated import Dated, one_at_a_time, period_is_ordered
from plan.enums import Document, Duty


class Plan(models.Model):
    """A document that orders tasks and sets targets up to a year. Number and date may still be empty."""

    code = models.SlugField(_("mã"), max_length=60, unique=True)
    title = models.TextField(_("trích yếu"))
    short_title = models.CharField(_("tên ngắn"), max_length=200)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    place = models.CharField(_("địa danh"), max_length=80)
    issuer = models.ForeignKey(Agency, models.PROTECT, related_name="issued_plans")
    start_year = models.PositiveSmallIntegerField(_("năm đầu"))
    horizon_year = models.PositiveSmallIntegerField(_("năm đích"))
    vision = models.TextField(_("tầm nhìn"), blank=True)
    legal_bases = ArrayField(models.TextField(), verbose_name=_("căn cứ"), default=list, blank=True)
    signature = models.JSONField(_("khối ký"), default=dict, blank=True)
    notes = ArrayField(models.TextField(), verbose_name=_("ghi chú về văn bản"), default=list, blank=True)
    agency_due = models.CharField(_("hạn của cơ quan (tháng-ngày)"), max_length=5, default="12-05")
    consolidation_due = models.CharField(_("hạn tổng hợp (tháng-ngày)"), max_length=5, default="12-15")
    at_risk_share = models.DecimalField(
        _("ngưỡng có nguy cơ, phần của quãng đường"),
        max_digits=4,
        decimal_places=3,
        default="0.1",
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )

    class Meta:
        verbose_name = _("kế hoạch")
        ordering = ["-start_year", "code"]
        constraints = [
            models.CheckConstraint(
                name="plan_horizon_after_start", condition=Q(horizon_year__gte=models.F("start_year"))
            ),
            models.CheckConstraint(name="plan_at_risk_share", condition=Q(at_risk_share__gte=0, at_risk_share__lte=1)),
            models.CheckConstraint(
                name="plan_due_month_day",
                condition=Q(agency_due__regex=r"^\d\d-\d\d$", consolidation_due__regex=r"^\d\d-\d\d$"),
            ),
        ]

    def __str__(self) -> str:
        return self.short_title

    @property
    def years(self) -> range:
        """The years that are reported on."""
        return range(self.start_year, self.horizon_year + 1)


class Coordinator(Dated):
    """Which agency guides, reminds and consolidates, and when (section IV.2 of the plan). It can change."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="coordinators")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="coordinated")

    class Meta:
        verbose_name = _("cơ quan đầu mối")
        constraints = [period_is_ordered("coordinator_period"), one_at_a_time("coordinator_once", "plan")]

    def __str__(self) -> str:
        return f"{self.agency}: {self.plan}"


class Authority(Dated):
    """The People's Committee that answers for the plan and decides on difficulties, and when.

    Who issued the plan never changes; who answers for it does when provinces are merged. `place` is what reports then
    have before their date, the plan's own where it is empty.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="authorities")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    place = models.CharField(_("địa danh"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("cơ quan chủ quản")
        constraints = [period_is_ordered("authority_period"), one_at_a_time("authority_once", "plan")]

    def __str__(self) -> str:
        return f"{self.agency}: {self.plan}"


class Amendment(models.Model):
    """A decision that changes the plan from a date on; the rows it brings or ends point to it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="amendments")
    number = models.CharField(_("số quyết định"), max_length=60)
    decided_on = models.DateField(_("ngày quyết định"))
    effective_on = models.DateField(_("có hiệu lực từ"))
    summary = models.TextField(_("nội dung"))
    file = models.FileField(_("tệp"), upload_to="amendments/", blank=True)

    class Meta:
        verbose_name = _("điều chỉnh kế hoạch")
        ordering = ["effective_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "number", "decided_on"], name="amendment_once")]

    def __str__(self) -> str:
        return f"{self.number} ({self.decided_on:%d/%m/%Y})"


class Recipient(Dated):
    """A line of "Nơi nhận" of the plan, or an addressee of its consolidated report, in the document's own words.

    The lines of the plan stand as they were issued; the addressees of a report are those of its day.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="recipients")
    document = models.CharField(_("văn bản"), max_length=6, choices=Document)
    text = models.CharField(_("nơi nhận"), max_length=250)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(_("thứ tự"))

    class Meta:
        verbose_name = _("nơi nhận")
        ordering = ["document", "order"]
        constraints = [
            period_is_ordered("recipient_period"),
            one_at_a_time("recipient_order", "plan", "document", "order"),
        ]

    def __str__(self) -> str:
        return self.text


def ended_by_decision(table: str) -> list[models.BaseConstraint]:
    """What a decision ended has a last day, and goes on in another row only where it has ended."""
    return [
        models.CheckConstraint(name=f"{table}_ended_has_day", condition=Q(ended_by=None) | Q(valid_to__isnull=False)),
        models.CheckConstraint(
            name=f"{table}_merged_has_ended", condition=Q(merged_into=None) | Q(ended_by__isnull=False)
        ),
    ]


class Section(models.Model):
    """A heading of the plan with the prose that belongs to no task; `order` runs through the whole document."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="sections")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    code = models.CharField(_("mục"), max_length=20)
    title = models.TextField(_("tiêu đề"), blank=True)
    text = models.TextField(_("nội dung"), blank=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"))

    class Meta:
        verbose_name = _("mục")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="section_code")]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"


class Task(Dated):
    """A task of the plan under the plan's own code. Amended, it is a new row with a later period."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks")
    section = models.ForeignKey(Section, models.PROTECT, related_name="tasks")
    code = models.CharField(_("số"), max_length=20)
    title = models.TextField(_("tên nhiệm vụ"))
    text = models.TextField(_("nội dung"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="tasks")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    ended_by = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="tasks_ended")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")

    class Meta:
        verbose_name = _("nhiệm vụ")
        ordering = ["order"]
        constraints = [
            period_is_ordered("task_period"),
            one_at_a_time("task_code", "plan", "code"),
            *ended_by_decision("task"),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"


class Responsibility(Dated):
    """`agency` (or `group`) leads or supports `task` during a period; `wording` keeps the plan's own words."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="responsibilities")
    duty = models.CharField(_("vai trò"), max_length=7, choices=Duty)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="responsibilities")
    group = models.ForeignKey(AgencyGroup, models.PROTECT, null=True, blank=True, related_name="responsibilities")
    wording = models.CharField(_("nguyên văn"), max_length=300)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="responsibilities")
    ended_by = models.ForeignKey(
        Amendment, models.PROTECT, null=True, blank=True, related_name="responsibilities_ended"
    )

    class Meta:
        verbose_name = _("phân công")
        ordering = ["duty", "order"]
        constraints = [
            period_is_ordered("responsibility_period"),
            models.CheckConstraint(
                name="responsibility_agency_or_group",
                condition=Q(agency=None, group__isnull=False) | Q(agency__isnull=False, group=None),
            ),
            models.CheckConstraint(name="responsibility_duty", condition=Q(duty__in=Duty.values)),
            models.CheckConstraint(
                name="responsibility_ended_has_day", condition=Q(ended_by=None) | Q(valid_to__isnull=False)
            ),
            one_at_a_time("responsibility_agency_once", "task", "agency", condition=Q(agency__isnull=False)),
            one_at_a_time("responsibility_group_once", "task", "group", condition=Q(group__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.task.code} {self.get_duty_display()}: {self.agency or self.group}"


class PlanDocument(models.Model):
    """A plan's document as it was read: the lines found in it, and the plan made of them that an officer corrects.

    `draft` is a plan file (`targets.exchange`) with the quotes it rests on and what is unsure; `version` counts its
    changes. Once it is loaded it stays as the record of where the plan came from.
    """

    name = models.CharField(_("tên tệp"), max_length=200)
    file = models.FileField(_("tệp"), upload_to="plan-documents/%Y/", max_length=200)
    sha256 = models.CharField(max_length=64)
    lines = models.JSONField(_("các dòng"), default=list)
    draft = models.JSONField(_("bản đọc được"), default=dict)
    version = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(_("đọc lúc"))
    read_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(_("sửa lúc"), null=True, blank=True)
    edited_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="documents")
    loaded_at = models.DateTimeField(_("nạp lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("văn bản kế hoạch")
        ordering = ["-read_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="plandocument_loaded",
                condition=Q(plan=None, loaded_at=None) | Q(plan__isnull=False, loaded_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


def due_date(month_day: str, year: int) -> dt.date:
    """The day of `year` that a plan's "MM-DD" due setting names."""
    month, day = month_day.split("-")
    return dt.date(year, int(month), int(day))
