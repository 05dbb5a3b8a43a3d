from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from reports.enums import JobKind, JobState
from reports.models.round import Round


class Job(models.Model):
    """Work done by a Celery worker that a person follows on a page: state, progress, error, and what it made.

    Asking again while one runs gives the same row (`job_one_active` holds it); `beat_at` tells a lost worker. `subject`
    is the report a file is drawn of; a job that builds a report has none.
    """

    kind = models.CharField(_("việc"), max_length=12, choices=JobKind)
    round = models.ForeignKey(Round, models.PROTECT, related_name="jobs")
    subject = models.ForeignKey(
        "reports.Consolidation", models.CASCADE, null=True, blank=True, related_name="drawings", verbose_name=_("bản")
    )
    state = models.CharField(_("trạng thái"), max_length=8, choices=JobState, default=JobState.WAITING)
    step = models.CharField(_("bước"), max_length=200, blank=True)
    done = models.PositiveIntegerField(_("đã xong"), default=0)
    total = models.PositiveIntegerField(_("tổng số"), default=0)
    attempts = models.PositiveSmallIntegerField(_("số lần chạy"), default=0)
    error = models.TextField(_("lỗi"), blank=True)
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    beat_at = models.DateTimeField(_("nhịp gần nhất"), null=True)
    finished_at = models.DateTimeField(_("kết thúc lúc"), null=True)

    class Meta:
        verbose_name = _("việc nền")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "round", "subject"],
                nulls_distinct=False,
                condition=Q(state__in=[JobState.WAITING, JobState.RUNNING]),
                name="job_one_active",
            ),
            models.CheckConstraint(name="job_state", condition=Q(state__in=JobState.values)),
            models.CheckConstraint(
                name="job_finished_has_moment",
                condition=Q(state__in=[JobState.WAITING, JobState.RUNNING], finished_at=None)
                | Q(state__in=[JobState.DONE, JobState.FAILED], finished_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.round}"
