"""What agencies cannot solve alone (khó khăn, vướng mắc): raised, answered or escalated, decided, closed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from plan.models import Plan, Task
from reports.enums import DifficultyAction, DifficultyState
from reports.models.attachment import Attachment
from reports.models.entries import TaskEntry
from reports.models.submission import SubmissionVersion


class DifficultyGroup(models.Model):
    """Difficulties of several agencies that are one matter and get one answer."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="difficulty_groups")
    title = models.CharField(_("vấn đề"), max_length=250)
    made_at = models.DateTimeField(_("lập lúc"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("nhóm khó khăn, vướng mắc")
        ordering = ["made_at", "pk"]
        constraints = [models.CheckConstraint(name="difficultygroup_title", condition=~Q(title=""))]

    def __str__(self) -> str:
        return self.title


class Difficulty(models.Model):
    """One agency's difficulty, raised at any time or inside a report (then `entry`, and the `version` that said so).

    `step_count` counts steps: a step names the one it was made from. The moments are of the last step of their kind.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="difficulties")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="difficulties")
    agency_name = models.CharField(_("tên cơ quan khi nêu"), max_length=250)
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="difficulties")
    entry = models.OneToOneField(TaskEntry, models.PROTECT, null=True, blank=True, related_name="raised")
    version = models.ForeignKey(SubmissionVersion, models.PROTECT, null=True, blank=True, related_name="difficulties")
    group = models.ForeignKey(DifficultyGroup, models.PROTECT, null=True, blank=True, related_name="difficulties")
    text = models.TextField(_("khó khăn, vướng mắc"))
    proposal = models.TextField(_("đề xuất, kiến nghị"), blank=True)
    state = models.CharField(_("trạng thái"), max_length=9, choices=DifficultyState, default=DifficultyState.OPEN)
    step_count = models.PositiveIntegerField(default=0)
    raised_at = models.DateTimeField(_("nêu lúc"))
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    escalated_at = models.DateTimeField(_("trình lúc"), null=True, blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("khó khăn, vướng mắc")
        verbose_name_plural = verbose_name
        ordering = ["raised_at", "pk"]
        indexes = [
            models.Index(
                name="difficulty_waiting",
                fields=["plan", "raised_at"],
                condition=Q(state__in=[DifficultyState.OPEN, DifficultyState.ESCALATED]),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="difficulty_state", condition=Q(state__in=DifficultyState.values)),
            models.CheckConstraint(name="difficulty_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="difficulty_from_report",
                condition=Q(entry=None, version=None) | Q(entry__isnull=False, version__isnull=False),
            ),
            models.CheckConstraint(
                name="difficulty_escalated_has_moment",
                condition=~Q(state=DifficultyState.ESCALATED) | Q(escalated_at__isnull=False),
            ),
            models.CheckConstraint(
                name="difficulty_answered_has_moment",
                condition=~Q(state=DifficultyState.ANSWERED) | Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="difficulty_ended_has_moment",
                condition=Q(state__in=[DifficultyState.CLOSED, DifficultyState.WITHDRAWN], closed_at__isnull=False)
                | (~Q(state__in=[DifficultyState.CLOSED, DifficultyState.WITHDRAWN]) & Q(closed_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_name}: {self.text[:60]}"


class DifficultyStep(models.Model):
    """One step of a difficulty, in the transaction that made it. Append-only. A decision names its document."""

    difficulty = models.ForeignKey(Difficulty, models.PROTECT, related_name="steps")
    action = models.CharField(_("việc"), max_length=8, choices=DifficultyAction)
    text = models.TextField(_("nội dung"), blank=True)
    document_number = models.CharField(_("số, ký hiệu văn bản"), max_length=60, blank=True)
    document_date = models.DateField(_("ngày văn bản"), null=True, blank=True)
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("bước xử lý khó khăn, vướng mắc")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="difficultystep_action", condition=Q(action__in=DifficultyAction.values)),
            models.CheckConstraint(
                name="difficultystep_says_something",
                condition=Q(action__in=[DifficultyAction.CLOSE, DifficultyAction.WITHDRAW]) | ~Q(text=""),
            ),
            models.CheckConstraint(
                name="difficultystep_decision_names_document",
                condition=~Q(action=DifficultyAction.DECIDE)
                | (~Q(document_number="") & Q(document_date__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.difficulty}: {self.get_action_display()}"
