from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Duty(TextChoices):
    LEAD = "lead", _("chủ trì")
    SUPPORT = "support", _("phối hợp")


class Document(TextChoices):
    """Whose list of recipients (nơi nhận) a line belongs to."""

    PLAN = "plan", _("kế hoạch")
    REPORT = "report", _("báo cáo tổng hợp")
