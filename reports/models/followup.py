from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from reports.enums import FollowUpState
from targets.enums import Answer, Quality
from targets.models import FigureField, Indicator, answer_fits_value, quotient_is_whole


class FollowUp(models.Model):
    """A later figure for a year already on record: an estimate made official, or a correction. Small, and reviewed.

    A row is one sending, and what it says never changes (a trigger holds it); only its state moves on. Returned, the
    agency sends a new one, so that the thread of a figure is the list of its rows.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="follow_ups")
    year = models.PositiveSmallIntegerField(_("năm của số liệu"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="follow_ups")
    agency_name = models.CharField(_("tên cơ quan khi gửi"), max_length=250)
    is_part = models.BooleanField(_("chỉ là một phần"), default=False)
    answer = models.CharField(_("câu trả lời"), max_length=8, choices=Answer)
    value = FigureField(_("giá trị"), null=True, blank=True)
    numerator = FigureField(_("tử số"), null=True, blank=True)
    denominator = FigureField(_("mẫu số"), null=True, blank=True)
    quality = models.CharField(_("loại số"), max_length=11, choices=Quality)
    note = models.TextField(_("giải thích"))
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField(_("gửi lúc"))
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(_("trạng thái"), max_length=9, choices=FollowUpState)
    signed_at = models.DateTimeField(_("ký lúc"), null=True, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("xử lý lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("lý do"), blank=True)

    class Meta:
        verbose_name = _("số liệu cập nhật")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="followup_one_at_a_time",
                fields=["indicator", "year", "agency"],
                condition=Q(state__in=[FollowUpState.AWAITING, FollowUpState.SUBMITTED]),
            ),
            models.CheckConstraint(name="followup_state", condition=Q(state__in=FollowUpState.values)),
            models.CheckConstraint(name="followup_answer", condition=Q(answer__in=Answer.values)),
            models.CheckConstraint(name="followup_quality", condition=Q(quality__in=Quality.values)),
            models.CheckConstraint(name="followup_explained", condition=~Q(note="")),
            models.CheckConstraint(
                name="followup_return_has_reason", condition=~Q(state=FollowUpState.RETURNED) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="followup_decided",
                condition=Q(state__in=[FollowUpState.AWAITING, FollowUpState.SUBMITTED], decided_at=None)
                | Q(
                    state__in=[FollowUpState.ACCEPTED, FollowUpState.RETURNED, FollowUpState.WITHDRAWN],
                    decided_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="followup_signed_pair",
                condition=Q(signed_at=None, signed_by=None) | Q(signed_at__isnull=False, signed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="followup_decided_pair",
                condition=Q(decided_at=None, decided_by=None) | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            answer_fits_value("followup_answer_value"),
            quotient_is_whole("followup_quotient_is_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year}: {self.agency}"
