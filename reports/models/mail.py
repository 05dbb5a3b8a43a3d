from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from reports.enums import MailKind, MailState


class Mail(models.Model):
    """One mail to one person: written in the transaction that made it due, sent by a job after the commit.

    `key` says what it is about ("digest 2026-12-02 17"): a second one with the same key cannot be made. A job that
    takes it up marks it as being sent first, so that two never send the same.
    """

    key = models.CharField(_("khóa"), max_length=120, unique=True)
    kind = models.CharField(_("loại thư"), max_length=8, choices=MailKind)
    recipient = models.ForeignKey(User, models.PROTECT, related_name="mails")
    address = models.EmailField(_("địa chỉ"))
    subject = models.CharField(_("tiêu đề"), max_length=200)
    body = models.TextField(_("nội dung"))
    made_at = models.DateTimeField(_("soạn lúc"))
    state = models.CharField(_("trạng thái"), max_length=7, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    tried_at = models.DateTimeField(_("gửi thử lúc"), null=True, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    error = models.TextField(_("lỗi"), blank=True)

    class Meta:
        verbose_name = _("thư")
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "made_at"], name="mail_to_send", condition=~Q(state=MailState.SENT)),
        ]
        constraints = [
            models.CheckConstraint(name="mail_kind", condition=Q(kind__in=MailKind.values)),
            models.CheckConstraint(name="mail_state", condition=Q(state__in=MailState.values)),
            models.CheckConstraint(
                name="mail_sent_has_moment",
                condition=Q(state=MailState.SENT, sent_at__isnull=False) | (~Q(state=MailState.SENT) & Q(sent_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.subject}"


class MailRefusal(models.Model):
    """A person does not want mails of one kind."""

    user = models.ForeignKey(User, models.PROTECT, related_name="mail_refusals")
    kind = models.CharField(_("loại thư"), max_length=8, choices=MailKind)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("loại thư không nhận")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="mailrefusal_once"),
            models.CheckConstraint(name="mailrefusal_kind", condition=Q(kind__in=MailKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"
