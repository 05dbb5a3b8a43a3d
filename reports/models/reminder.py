from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from plan.models import Plan
from reports.enums import ReminderKind
from reports.models.mail import Mail
from reports.models.submission import Submission


class ReminderText(models.Model):
    """The coordinator's own words for one kind of reminder; without a row the software's words stand."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reminder_texts")
    kind = models.CharField(_("dịp nhắc"), max_length=8, choices=ReminderKind)
    body = models.TextField(_("lời nhắc"))
    version = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(_("sửa lúc"))
    edited_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("lời nhắc")
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind"], name="remindertext_once"),
            models.CheckConstraint(name="remindertext_kind", condition=Q(kind__in=ReminderKind.values)),
            models.CheckConstraint(name="remindertext_body", condition=~Q(body="")),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_kind_display()}"


class Reminder(models.Model):
    """One person reminded of one report on one occasion; the memory of the nightly rule. Append-only.

    `occasion` says which ("due-7", "due+3", "returned 41+2"): nobody is reminded twice of the same one. `mail` None:
    the person does not take such mails. What became of a mail stands in its own row.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reminders")
    recipient = models.ForeignKey(User, models.PROTECT, related_name="reminders")
    kind = models.CharField(_("dịp nhắc"), max_length=8, choices=ReminderKind)
    occasion = models.CharField(_("lần"), max_length=40)
    note = models.TextField(_("lời nhắn"), blank=True)
    mail = models.ForeignKey(Mail, models.PROTECT, null=True, blank=True, related_name="reminders")
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("lần đôn đốc")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "recipient", "occasion"], name="reminder_once"),
            models.CheckConstraint(name="reminder_kind", condition=Q(kind__in=ReminderKind.values)),
            models.CheckConstraint(
                name="reminder_by_hand_has_sender",
                condition=Q(kind=ReminderKind.BY_HAND, by__isnull=False) | (~Q(kind=ReminderKind.BY_HAND) & Q(by=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.recipient}, {self.occasion}"
