from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from plan.enums import Duty
from plan.models import Task
from reports.enums import ItemState, Progress
from reports.models.submission import Submission
from targets.enums import Answer, Quality
from targets.models import FigureField, Indicator, answer_fits_value, quotient_is_whole


class Entry(models.Model):
    """One item of a submission. `version` counts edits: a save names the one it was made from."""

    state = models.CharField(_("trạng thái"), max_length=8, choices=ItemState, default=ItemState.OPEN)
    version = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(_("sửa lúc"), null=True, blank=True)
    edited_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class TaskEntry(Entry):
    """What one agency did for one task: the lead's text is the task's result, a supporter's is its own part."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="task_entries")
    task = models.ForeignKey(Task, models.PROTECT, related_name="entries")
    duty = models.CharField(_("vai trò"), max_length=7, choices=Duty)
    progress = models.CharField(_("tiến độ"), max_length=11, choices=Progress, blank=True)
    result = models.TextField(_("kết quả"), blank=True)
    difficulty = models.TextField(_("khó khăn, vướng mắc"), blank=True)
    proposal = models.TextField(_("đề xuất, kiến nghị"), blank=True)

    class Meta:
        verbose_name = _("phần báo cáo nhiệm vụ")
        ordering = ["task__order"]
        indexes = [
            # who leads a task, and how far they are, for the dashboard and for the forms of those who support it
            models.Index(
                name="taskentry_lead",
                fields=["task", "submission"],
                include=["state", "progress"],
                condition=Q(duty=Duty.LEAD),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["submission", "task"], name="taskentry_once"),
            models.CheckConstraint(name="taskentry_state", condition=Q(state__in=ItemState.values)),
            models.CheckConstraint(name="taskentry_duty", condition=Q(duty__in=Duty.values)),
            models.CheckConstraint(name="taskentry_progress", condition=Q(progress__in=["", *Progress.values])),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.task.code}"

    @property
    def code(self) -> str:
        """The task's code; a query where the task is not loaded."""
        return self.task.code


class IndicatorEntry(Entry):
    """What one agency answers for one indicator. What was typed is kept even where no figure can be read from it.

    With `is_part` it is only the agency's own part of the indicator's figure.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="indicator_entries")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="entries")
    year = models.PositiveSmallIntegerField(_("năm của số liệu"))
    answer = models.CharField(_("câu trả lời"), max_length=8, choices=Answer, blank=True)
    is_part = models.BooleanField(_("chỉ là một phần"), default=False)
    typed = models.CharField(_("giá trị như đã gõ"), max_length=60, blank=True)
    typed_numerator = models.CharField(_("tử số như đã gõ"), max_length=60, blank=True)
    typed_denominator = models.CharField(_("mẫu số như đã gõ"), max_length=60, blank=True)
    value = FigureField(_("giá trị"), null=True, blank=True)
    numerator = FigureField(_("tử số"), null=True, blank=True)
    denominator = FigureField(_("mẫu số"), null=True, blank=True)
    quality = models.CharField(_("loại số"), max_length=11, choices=Quality, default=Quality.ESTIMATE)
    note = models.TextField(_("giải thích"), blank=True)

    class Meta:
        verbose_name = _("phần báo cáo chỉ tiêu")
        ordering = ["indicator__order"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "indicator", "year"], name="indicatorentry_once"),
            models.CheckConstraint(name="indicatorentry_state", condition=Q(state__in=ItemState.values)),
            models.CheckConstraint(name="indicatorentry_answer", condition=Q(answer__in=["", *Answer.values])),
            models.CheckConstraint(name="indicatorentry_quality", condition=Q(quality__in=Quality.values)),
            # a draft may say "figure" before one can be read from what was typed
            answer_fits_value(
                "indicatorentry_answer_value",
                extra=Q(answer=Answer.FIGURE, value=None, state__in=[ItemState.OPEN, ItemState.RETURNED]),
            ),
            quotient_is_whole("indicatorentry_quotient_is_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.indicator.code}"

    @property
    def code(self) -> str:
        """The indicator's code; a query where the indicator is not loaded."""
        return self.indicator.code
