from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.enums import Level
from agencies.models.dated import Dated, one_at_a_time, period_is_ordered
from agencies.models.reorganisation import Reorganisation
from agencies.text import sort_key


class Agency(Dated):
    """A body that is ordered to do something, reports on it, or receives reports. Never deleted: it ends on a date."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên đầy đủ"), max_length=250)
    short_name = models.CharField(_("tên ngắn"), max_length=80)
    level = models.CharField(_("cấp"), max_length=12, choices=Level)
    aliases = ArrayField(models.CharField(max_length=250), verbose_name=_("tên gọi khác"), default=list, blank=True)
    uses_signoff = models.BooleanField(_("lãnh đạo ký trước khi gửi"), default=True)
    sort_key = models.CharField(max_length=600, editable=False)

    class Meta:
        verbose_name = _("cơ quan")
        ordering = ["sort_key"]
        indexes = [GinIndex(fields=["aliases"], name="agency_aliases")]
        constraints = [
            period_is_ordered("agency_period"),
            models.CheckConstraint(name="agency_level", condition=models.Q(level__in=Level.values)),
        ]

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)


class AgencyGroup(models.Model):
    """Several agencies named together by a document ("các sở, ban, ngành có liên quan").

    Until the coordinator names its members the group stands as itself: nobody reports for it and nobody is late.
    """

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên trong văn bản"), max_length=250)
    note = models.CharField(_("ghi chú"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("nhóm cơ quan")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class GroupMembership(Dated):
    group = models.ForeignKey(AgencyGroup, models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="group_memberships")

    class Meta:
        verbose_name = _("thành viên nhóm")
        constraints = [
            period_is_ordered("groupmembership_period"),
            one_at_a_time("groupmembership_once", "group", "agency"),
        ]

    def __str__(self) -> str:
        return f"{self.agency} ∈ {self.group}"


class Succession(models.Model):
    """On `date`, `successor` took over `scope` of `predecessor`, by `legal_basis`. One may split into four.

    All successors read what the predecessor reported; the one that `acts` also answers for what it had sent.
    """

    predecessor = models.ForeignKey(Agency, models.PROTECT, related_name="successions_out")
    successor = models.ForeignKey(Agency, models.PROTECT, related_name="successions_in")
    date = models.DateField(_("ngày hiệu lực"))
    legal_basis = models.CharField(_("căn cứ"), max_length=300)
    scope = models.TextField(_("phạm vi kế thừa"))
    acts = models.BooleanField(_("xử lý báo cáo đã gửi của cơ quan trước"), default=False)
    reorganisation = models.ForeignKey(
        Reorganisation, models.PROTECT, null=True, blank=True, related_name="successions", verbose_name=_("sắp xếp")
    )

    class Meta:
        verbose_name = _("kế thừa")
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor"], name="succession_one_acts", condition=models.Q(acts=True)),
            models.UniqueConstraint(fields=["predecessor", "successor", "date"], name="succession_once"),
            models.CheckConstraint(
                name="succession_of_another", condition=~models.Q(predecessor=models.F("successor"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
