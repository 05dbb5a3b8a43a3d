"""What administrators look after, on one page and in the order in which a new province goes through it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from agencies.access import person_of
from agencies.models import Agency, Membership
from agencies.selectors import require_admin
from plan.models import Plan


@dataclass(frozen=True, slots=True)
class Room:
    """`state` says in a few words what is on record there; empty where that says nothing."""

    label: str
    url: str
    text: str
    state: str = ""


@require_safe
def administration(request: HttpRequest) -> HttpResponse:
    """The rooms of administrators, and for them alone. Three queries."""
    require_admin(person_of(request))
    today = timezone.localdate()
    plans = Plan.objects.count()
    people = Membership.objects.on(today).values("user").distinct().count()
    context = {"rooms": _rooms(Agency.objects.on(today).count(), plans, people), "is_new": not plans}
    return render(request, "administration.html", context)


def _rooms(agencies: int, plans: int, people: int) -> list[Room]:
    return [
        Room(
            _("Danh mục cơ quan"),
            reverse("agencies:directory"),
            _("Thêm, sửa, nhập từ Excel. Ghi đủ tên gọi khác: văn bản kế hoạch tìm cơ quan theo đó."),
            ngettext("{count} cơ quan", "{count} cơ quan", agencies).format(count=agencies),
        ),
        Room(
            _("Văn bản kế hoạch"),
            reverse("targets:plan_documents"),
            _("Đọc văn bản (.docx, PDF, .txt) thành nhiệm vụ và chỉ tiêu, sửa lại rồi nạp."),
            ngettext("{count} kế hoạch", "{count} kế hoạch", plans).format(count=plans),
        ),
        Room(
            _("Các kế hoạch"),
            reverse("reports:plans"),
            _("Kỳ báo cáo đang mở của từng kế hoạch. Đầu mối, nơi nhận và điều chỉnh ở trang của kế hoạch."),
        ),
        Room(
            _("Nhóm cơ quan"),
            reverse("plan:groups"),
            _("Chỉ định thành viên của “các sở, ban, ngành có liên quan” và các nhóm khác, từ ngày nào."),
        ),
        Room(
            _("Người dùng"),
            reverse("agencies:people"),
            _("Cấp tài khoản, giao và kết thúc vai trò."),
            ngettext("{count} người", "{count} người", people).format(count=people),
        ),
        Room(
            _("Sắp xếp cơ quan"),
            reverse("reports:reorganisations"),
            _("Sáp nhập, chia tách, đổi tên, giải thể: ai kế thừa nhiệm vụ, chỉ tiêu, con người."),
        ),
    ]
