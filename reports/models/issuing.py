"""What belongs to an issued report but is not its content: templates, drawn files, signed copies, how it was sent."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.enums import FileKind
from agencies.models import User
from reports.enums import Channel
from reports.models.attachment import Attachment
from reports.models.consolidation import Consolidation


class DrawnFile(models.Model):
    """A file drawn from a report's rows; `content` is the fingerprint of the rows it was drawn from.

    A picture of the rows: drawing it again changes nothing, so a draft's file is replaced when its rows have changed.
    """

    consolidation = models.ForeignKey(Consolidation, models.CASCADE, related_name="files")
    kind = models.CharField(_("loại tệp"), max_length=4, choices=FileKind)
    content = models.CharField(max_length=64)
    file = models.FileField(_("tệp"), upload_to="consolidations/", max_length=200)
    drawn_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("tệp của báo cáo tổng hợp")
        constraints = [models.UniqueConstraint(fields=["consolidation", "kind"], name="drawnfile_once")]

    def __str__(self) -> str:
        return f"{self.consolidation}: {self.kind}"


class SignedCopy(models.Model):
    """The signed scan or the digitally signed file of an issued report. Append-only; the latest is the one shown."""

    consolidation = models.ForeignKey(Consolidation, models.PROTECT, related_name="signed_copies")
    file = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("bản đã ký")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.consolidation}: {self.file}"


class Dispatch(models.Model):
    """An issued report went to one addressee: how, when, by whom (section IV.2 of the plan). Append-only."""

    consolidation = models.ForeignKey(Consolidation, models.PROTECT, related_name="dispatches")
    addressee = models.CharField(_("nơi nhận"), max_length=250)
    channel = models.CharField(_("cách gửi"), max_length=6, choices=Channel)
    sent_at = models.DateTimeField(_("gửi lúc"))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    at = models.DateTimeField(_("ghi lúc"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("lần gửi báo cáo tổng hợp")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(name="dispatch_channel", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(name="dispatch_addressee", condition=~Q(addressee="")),
        ]

    def __str__(self) -> str:
        return f"{self.consolidation}: {self.addressee}"
