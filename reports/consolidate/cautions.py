"""What a draft would lack if it were built now: for the page, before anybody asks for one."""

import datetime as dt

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from agencies.enums import Role
from agencies.models import Membership
from agencies.models.dated import holds_on
from plan.enums import Document
from plan.models import Coordinator, Recipient
from reports.enums import ItemState
from reports.models import IndicatorEntry, Round, Submission, TaskEntry


def cautions_of(round_: Round, *, on: dt.date) -> list[str]:
    """What a draft built on that day would lack, a sentence each; none forbids building. Two queries."""
    reports = Submission.objects.filter(round=OuterRef("pk"))
    accepted = {"submission__round": OuterRef("pk"), "state": ItemState.ACCEPTED}
    addressees = Recipient.objects.filter(plan=OuterRef("plan"), document=Document.REPORT)
    has_reports, has_parts, has_figures, has_addressees = Round.objects.filter(pk=round_.pk).values_list(
        Exists(reports),
        Exists(TaskEntry.objects.filter(**accepted)),
        Exists(IndicatorEntry.objects.filter(**accepted)),
        Exists(addressees),
    )[0]
    chiefs = Membership.objects.filter(holds_on(on), agency=OuterRef("agency"), role=Role.CHIEF)
    coordinators = Coordinator.objects.filter(holds_on(on), plan=round_.plan).values_list(
        "agency__name", Exists(chiefs)
    )
    coordinator, has_chief = coordinators.first() or ("", False)
    said = {
        _("Kỳ báo cáo này chưa có cơ quan nào phải báo cáo."): not has_reports,
        _("Chưa có mục nào được duyệt; bản lập bây giờ sẽ không có kết quả nào."): has_reports
        and not (has_parts or has_figures),
        _("Kế hoạch chưa có cơ quan đầu mối; văn bản sẽ thiếu tên cơ quan."): not coordinator,
        _("{agency} chưa có lãnh đạo trong hệ thống; chưa ai ban hành được báo cáo.").format(agency=coordinator): bool(
            coordinator
        )
        and not has_chief,
        _("Kế hoạch chưa ghi nơi nhận báo cáo; văn bản sẽ thiếu phần “Kính gửi”."): not has_addressees,
    }
    return [sentence for sentence, is_so in said.items() if is_so]
