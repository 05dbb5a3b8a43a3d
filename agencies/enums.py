from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """Where an agency stands in the hierarchy; vertical agencies answer to a central body, not to the province."""

    GOVERNMENT = "government", _("Ủy ban nhân dân tỉnh")
    PROVINCE = "province", _("Sở, ban, ngành tỉnh")
    VERTICAL = "vertical", _("Cơ quan trung ương đóng tại tỉnh")
    DISTRICT = "district", _("Cấp huyện")
    COMMUNE = "commune", _("Cấp xã")
    MINISTRY = "ministry", _("Bộ, cơ quan trung ương")


class Role(TextChoices):
    """What a person does for an agency. Doors decide what each role sees, services and the workflow what it changes."""

    REPORTER = "reporter", _("Chuyên viên báo cáo")
    HEAD = "head", _("Lãnh đạo cơ quan")
    OFFICER = "officer", _("Chuyên viên đầu mối tổng hợp")
    CHIEF = "chief", _("Lãnh đạo cơ quan đầu mối")
    LEADER = "leader", _("Lãnh đạo UBND tỉnh")
    ADMIN = "admin", _("Quản trị")


class FileKind(TextChoices):
    """What a file is, by its content."""

    PDF = "pdf", "PDF"
    PNG = "png", "PNG"
    JPEG = "jpg", "JPEG"
    WORD = "docx", "Word"
    EXCEL = "xlsx", "Excel"
