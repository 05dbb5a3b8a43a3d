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
    PDF = "pdf", _("Lập tệp PDF")


class ConsolidationState(TextChoices):
    DRAFT = "draft", _("Dự thảo")
    ISSUED = "issued", _("Đã ban hành")


class MailKind(TextChoices):
    """What mails are about; each kind can be refused by its reader."""

    DIGEST = "digest", _("Việc đến hạn: một thư một ngày, chỉ khi có việc")
    RETURNED = "returned", _("Báo cáo bị trả lại: gửi ngay")
    ANSWERED = "answered", _("Trả lời của cơ quan đầu mối: báo cáo, số liệu cập nhật, khó khăn, kết quả kiểm tra")
    REMINDER = "reminder", _("Đôn đốc của cơ quan đầu mối: gửi ngay")


class MailState(TextChoices):
    WAITING = "waiting", _("Chờ gửi")
    SENDING = "sending", _("Đang gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")


class ReminderKind(TextChoices):
    """On what occasion a reminder is written; each has a text that the coordinator can change."""

    BEFORE = "before", _("Trước hạn")
    TODAY = "today", _("Đúng ngày đến hạn")
    AFTER = "after", _("Quá hạn")
    RETURNED = "returned", _("Đã trả lại, chưa bổ sung")
    BY_HAND = "by_hand", _("Đôn đốc trực tiếp")


class DifficultyState(TextChoices):
    """Where a difficulty stands between the agency, the coordinator and the People's Committee."""

    OPEN = "open", _("Chờ xử lý")
    ESCALATED = "escalated", _("Chờ UBND tỉnh quyết định")
    ANSWERED = "answered", _("Đã trả lời")
    CLOSED = "closed", _("Đã giải quyết")
    WITHDRAWN = "withdrawn", _("Đã rút lại")


class DifficultyAction(TextChoices):
    RAISE = "raise", _("Nêu khó khăn")
    AMEND = "amend", _("Sửa nội dung")
    ESCALATE = "escalate", _("Trình UBND tỉnh")
    ANSWER = "answer", _("Trả lời")
    DECIDE = "decide", _("UBND tỉnh quyết định")
    CLOSE = "close", _("Xác nhận đã giải quyết")
    REOPEN = "reopen", _("Nêu lại")
    WITHDRAW = "withdraw", _("Rút lại")


class FindingState(TextChoices):
    """Where a finding of an inspection stands."""

    OPEN = "open", _("Phải khắc phục")
    MENDED = "mended", _("Đã báo cáo khắc phục")
    CLOSED = "closed", _("Đã xong")


class FindingAction(TextChoices):
    MEND = "mend", _("Báo cáo khắc phục")
    REFUSE = "refuse", _("Chưa đạt, làm tiếp")
    CLOSE = "close", _("Xác nhận đã xong")


class ChangeKind(TextChoices):
    """How a line of a corrected report differs from the one it corrects."""

    ADDED = "added", _("Thêm")
    REMOVED = "removed", _("Bỏ")
    CHANGED = "changed", _("Sửa")


class Channel(TextChoices):
    """How an issued report was sent to an addressee."""

    DOCUMENT_AXIS = "axis", _("Trục liên thông văn bản")
    EMAIL = "email", _("Thư điện tử")
    DIRECT = "direct", _("Trực tiếp")
    POST = "post", _("Bưu chính")
