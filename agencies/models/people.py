from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.enums import Role
from agencies.models.agency import Agency
from agencies.models.dated import Dated, one_at_a_time, period_is_ordered


class User(AbstractUser):
    """A person who signs in. What they may do follows from their memberships, never from the account."""

    first_name = None  # type: ignore[assignment]  # a Vietnamese name is one string
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("họ và tên"), max_length=120)
    position = models.CharField(_("chức vụ"), max_length=120, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)

    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta:
        verbose_name = _("người dùng")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.rsplit(" ", 1)[-1]


class Membership(Dated):
    """`user` acts for `agency` as `role` during a period."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    role = models.CharField(_("vai trò"), max_length=10, choices=Role)

    class Meta:
        verbose_name = _("phân công người dùng")
        constraints = [
            period_is_ordered("membership_period"),
            one_at_a_time("membership_once", "user", "agency", "role"),
            models.CheckConstraint(name="membership_role", condition=models.Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.agency}"
