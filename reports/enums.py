from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Where an agency's report stands; `reports.workflow` says who may move it where."""

    DRAFT = "draft", _("Đang soạn")
    AWAITING = "awaiting", _("Chờ lãnh đạo ký")
    SUBMITTED = "submitted", _("Chờ duyệt")
    RETURNED = "returned", pgettext_lazy("trạng thái", "Trả lại để bổ sung")
    ACCEPTED = "accepted", _("Đã duyệt")
    LOCKED = "locked", _("Đã khóa")


class ItemState(TextChoices):
    """Where one item (a task part or an indicator value) stands in the review."""

    OPEN = "open", _("Chưa gửi")
    PENDING = "pending", _("Chờ duyệt")
    RETURNED = "returned", pgettext_lazy("trạng thái", "Trả lại để bổ sung")
    ACCEPTED = "accepted", _("Đã duyệt")


class FollowUpState(TextChoices):
    """Where a later figure stands between the agency and the coordinator; see `reports.followup`."""

    AWAITING = "awaiting", _("Chờ lãnh đạo ký")
    SUBMITTED = "submitted", _("Chờ duyệt")
    RETURNED = "returned", pgettext_lazy("trạng thái", "Trả lại để bổ sung")
    ACCEPTED = "accepted", _("Đã duyệt")
    WITHDRAWN = "withdrawn", _("Đã rút lại")


class Progress(TextChoices):
    DONE = "done", _("Hoàn thành")
    IN_PROGRESS = "in_progress", _("Đang thực hiện")
    NOT_STARTED = "not_started", _("Chưa thực hiện")
    NOT_ARISEN = "not_arisen", _("Không phát sinh")


class JobState(TextChoices):
    WAITING = "waiting", _("Đang chờ")
    RUNNING = "running", _("Đang chạy")
    DONE = "done", _("Xong")
    FAILED = "failed", _("Không thành công")


class JobKind(TextChoices):
    CONSOLIDATE = "consolidate", _("Lập báo cáo tổng hợp")
    WORKBOOK = "workbook", _("Lập tệp Excel")


class ConsolidationState(TextChoices):
    DRAFT = "draft", _("Dự thảo")
    ISSUED = "issued", _("Đã ban hành")


class FileKind(TextChoices):
    """What a file of evidence is, by its content."""

    PDF = "pdf", "PDF"
    PNG = "png", "PNG"
    JPEG = "jpg", "JPEG"
    WORD = "docx", "Word"
    EXCEL = "xlsx", "Excel"


class MailKind(TextChoices):
    """What mails are about; each kind can be refused by its reader."""

    DIGEST = "digest", _("Việc đến hạn: một thư một ngày, chỉ khi có việc")
    RETURNED = "returned", _("Báo cáo bị trả lại: gửi ngay")
    ANSWERED = "answered", _("Báo cáo được duyệt, số liệu cập nhật được duyệt hoặc trả lại")


class MailState(TextChoices):
    WAITING = "waiting", _("Chờ gửi")
    SENDING = "sending", _("Đang gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")
