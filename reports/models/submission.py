from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from reports.enums import State
from reports.models.round import Round


def own_due_at(submission: str = "pk", round_due_at: str = "round__due_at") -> Coalesce:
    """The one rule of which due moment holds for a report: that of its latest extension, else the round's.

    An expression; the names say how to reach the report and its round's due moment from the row being read.
    """
    latest = Extension.objects.filter(submission=OuterRef(submission)).order_by("-at", "-pk")
    return Coalesce(Subquery(latest.values("due_at")[:1]), F(round_due_at))


class StandingReports(models.Manager["Submission"]):
    """Without those whose agency ended before sending: nobody owes them any more."""

    def get_queryset(self) -> models.QuerySet["Submission"]:
        return super().get_queryset().filter(handed_over_at=None)


class Submission(models.Model):
    """One agency's report for one round. Made when the round opens, never by reading a page.

    `version` counts state changes; a transition is a compare-and-swap on (state, version). Where the agency ended
    before it ever sent, its items went on to its successors and the empty report is marked as handed over; `objects`
    leaves those out, so that a forgotten filter cannot count a report that nobody owes.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="submissions", db_index=False)  # see indexes
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="submissions")
    agency_name = models.CharField(_("tên cơ quan khi mở kỳ"), max_length=250)
    state = models.CharField(_("trạng thái"), max_length=9, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=0)
    first_sent_at = models.DateTimeField(_("gửi lần đầu"), null=True, blank=True)
    last_sent_at = models.DateTimeField(_("gửi gần nhất"), null=True, blank=True)
    handed_over_at = models.DateTimeField(_("chuyển cho cơ quan kế thừa lúc"), null=True, blank=True)

    objects = StandingReports()
    everything = models.Manager["Submission"]()

    class Meta:
        verbose_name = _("báo cáo của cơ quan")
        indexes = [models.Index(fields=["round", "id"], name="submission_in_round")]
        constraints = [
            models.UniqueConstraint(fields=["round", "agency"], name="submission_once"),
            models.CheckConstraint(name="submission_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="submission_sent_pair",
                condition=Q(first_sent_at=None, last_sent_at=None)
                | Q(first_sent_at__isnull=False, last_sent_at__gte=models.F("first_sent_at")),
            ),
            models.CheckConstraint(
                name="submission_handed_over_unsent",
                condition=Q(handed_over_at=None) | Q(state=State.DRAFT, first_sent_at=None),
            ),
            models.CheckConstraint(
                name="submission_sent_has_moment",
                condition=~Q(state__in=[State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.LOCKED])
                | Q(first_sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.round.year}"


class SubmissionVersion(models.Model):
    """What was sent, exactly: content, who clicked, who signed, when, and the SHA-256 of the content. Append-only."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("lần gửi"))
    content = models.JSONField(_("nội dung"))
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField(_("gửi lúc"))
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    prepared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("lần gửi")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="submissionversion_number")]

    def __str__(self) -> str:
        return f"{self.submission} v{self.number}"


class Transition(models.Model):
    """One step of a submission through the workflow, in the transaction that made it. Append-only."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="transitions")
    action = models.CharField(_("việc"), max_length=20)
    source = models.CharField(_("từ"), max_length=9, choices=State)
    target = models.CharField(_("đến"), max_length=9, choices=State)
    reason = models.TextField(_("lý do"), blank=True)
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("bước xử lý")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.submission}: {self.action}"


class Extension(models.Model):
    """A later due moment for one agency, with reason and decider; lateness is then shown against both moments."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="extensions")
    due_at = models.DateTimeField(_("hạn mới"))
    reason = models.TextField(_("lý do"))
    decided_by = models.CharField(_("người quyết định"), max_length=120)
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("gia hạn")
        ordering = ["at"]
        constraints = [models.CheckConstraint(name="extension_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.submission}: {self.due_at:%d/%m/%Y}"
