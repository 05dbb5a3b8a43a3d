"""The demonstration's guidance, the agencies' own plans, and two inspections with what became of them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from agencies.access import Person
from agencies.models import Agency
from plan.models import Plan, Task
from reports.enums import FindingAction
from reports.models import Guidance, ImplementationPlan, Inspection, Round
from reports.oversight.guidance.services import say
from reports.oversight.inspections.services import record, take_step
from reports.oversight.plans.selectors import responsible_on
from reports.oversight.plans.services import file

PAPER = settings.BASE_DIR / "fixtures" / "minh-chung-minh-hoa.pdf"
WITHOUT = frozenset({"STNMT", "UBND-LYNHAN"})  # have no plan of their own on file
GUIDED_YEAR, GUIDED_ON = 2026, dt.date(2026, 11, 3)
GUIDANCE = """Số liệu chốt đến hết ngày 30/11/2026. Chỉ tiêu chưa có số chính thức thì ghi số ước và chọn đúng loại số.

Kết quả từng nhiệm vụ nêu rõ số, ngày văn bản đã ban hành và số người được hưởng; tệp quyết định đính kèm tại mục.

Nhiệm vụ có nhiều cơ quan chủ trì: mỗi cơ quan báo cáo phần của mình, cơ quan phối hợp gửi trước ngày 30/11/2026."""


@dataclass(frozen=True)
class Followed:
    """A finding, the day it is to be mended, and what was done since: (day, action, words)."""

    text: str
    mend_by: dt.date
    steps: tuple[tuple[dt.date, FindingAction, str], ...] = ()


@dataclass(frozen=True)
class Inspected:
    agency: str
    held_on: dt.date
    number: str
    conclusion: str
    task: str = ""
    findings: tuple[Followed, ...] = field(default=())


INSPECTED = (
    Inspected(
        "SYT",
        dt.date(2025, 9, 16),
        "18/BB-SLĐTBXH",
        "Sở Y tế đã ban hành kế hoạch và giao nhiệm vụ đến các trung tâm y tế. Việc theo dõi số liệu tại tuyến xã chưa "
        "đều, một số biểu chưa khớp giữa hai lần báo cáo.",
        "6.2",
        (
            Followed(
                "Chưa có danh sách trạm y tế xã chưa đạt tiêu chí quốc gia kèm lộ trình từng trạm.",
                dt.date(2025, 11, 15),
                (
                    (dt.date(2025, 11, 10), FindingAction.MEND, "Đã lập danh sách 11 trạm, lộ trình đến năm 2027."),
                    (dt.date(2025, 11, 13), FindingAction.CLOSE, "Danh sách đủ, lộ trình phù hợp."),
                ),
            ),
            Followed(
                "Số trẻ em được tiêm chủng đầy đủ báo cáo quý II và sáu tháng không khớp.",
                dt.date(2026, 3, 31),
                (
                    (
                        dt.date(2026, 3, 25),
                        FindingAction.MEND,
                        "Đã rà soát, thống nhất theo số của hệ thống tiêm chủng.",
                    ),
                    (dt.date(2026, 4, 2), FindingAction.REFUSE, "Còn thiếu số của huyện Lý Nhân. Đề nghị bổ sung."),
                ),
            ),
            Followed(
                "Chưa hướng dẫn trung tâm y tế huyện ghi chỉ tiêu quản lý sức khỏe người cao tuổi.",
                dt.date(2026, 6, 30),
                ((dt.date(2026, 11, 18), FindingAction.MEND, "Đã có văn bản hướng dẫn và tập huấn ngày 12/11/2026."),),
            ),
        ),
    ),
    Inspected(
        "SXD",
        dt.date(2026, 10, 6),
        "27/BB-SLĐTBXH",
        "Các dự án nhà ở xã hội triển khai đúng quy hoạch. Hồ sơ theo dõi tiến độ chưa tách căn đã hoàn thành với căn "
        "chưa nghiệm thu.",
        "6.5",
        (
            Followed("Chưa tách số căn nhà ở xã hội đã nghiệm thu trong báo cáo.", dt.date(2026, 11, 10)),
            Followed("Chưa công khai danh mục dự án nhà ở xã hội đang nhận hồ sơ.", dt.date(2026, 12, 31)),
        ),
    ),
)


def add_plans(plan: Plan, *, reporters: Mapping[str, Person], zone: ZoneInfo) -> None:
    """The agencies' own plans, filed in the autumn of 2024. `reporters` by agency code."""
    if ImplementationPlan.objects.filter(plan=plan).exists():
        return
    with transaction.atomic():
        for number, agency in enumerate(responsible_on(plan, GUIDED_ON)):
            if agency.code in reporters and agency.code not in WITHOUT:
                _file(plan, agency, number, reporters[agency.code], zone)


def add_oversight(plan: Plan, *, reporters: Mapping[str, Person], officer: Person, zone: ZoneInfo) -> None:
    """Guidance and inspections that are not there yet, through the services people use. `reporters` by agency code."""
    if Guidance.objects.filter(round__plan=plan).exists() or Inspection.objects.filter(plan=plan).exists():
        return
    with transaction.atomic():
        _guide(plan, officer, zone)
        for inspected in INSPECTED:
            _inspect(plan, inspected, reporters[inspected.agency], officer, zone)


def _guide(plan: Plan, officer: Person, zone: ZoneInfo) -> None:
    round_ = Round.objects.get(plan=plan, year=GUIDED_YEAR)
    say(
        round_=round_,
        text=GUIDANCE,
        seen=None,
        document_number="1265/SLĐTBXH-VP",
        document_date=GUIDED_ON,
        upload=_paper("huong-dan-bao-cao-nam-2026.pdf"),
        by=officer,
        now=_at(GUIDED_ON, zone),
    )


def _file(plan: Plan, agency: Agency, number: int, by: Person, zone: ZoneInfo) -> None:
    day = dt.date(2024, 9, 9) + dt.timedelta(days=5 * number)
    file(
        plan=plan,
        agency=agency,
        document_number=f"{40 + 3 * number}/KH-{agency.code.replace('UBND-', 'UBND.')}",
        document_date=day,
        title=f"Triển khai thực hiện chính sách xã hội đến năm 2030 của {agency.name}",
        upload=_paper(f"ke-hoach-{agency.code.lower()}.pdf"),
        by=by,
        now=_at(day + dt.timedelta(days=4), zone),
    )


def _inspect(plan: Plan, told: Inspected, reporter: Person, officer: Person, zone: ZoneInfo) -> None:
    inspection = record(
        plan=plan,
        agency=Agency.objects.get(code=told.agency),
        task=Task.objects.on(told.held_on).get(plan=plan, code=told.task) if told.task else None,
        held_on=told.held_on,
        conclusion=told.conclusion,
        findings="\n".join(f"{one.text}\t{one.mend_by:%d/%m/%Y}" for one in told.findings),
        document_number=told.number,
        document_date=told.held_on,
        upload=_paper("bien-ban-kiem-tra.pdf"),
        by=officer,
        now=_at(told.held_on + dt.timedelta(days=1), zone),
    )
    for finding, followed in zip(inspection.findings.all(), told.findings, strict=True):
        for seen, (day, action, words) in enumerate(followed.steps):
            mends = action == FindingAction.MEND
            take_step(
                finding=finding,
                action=action,
                text=words,
                seen=seen,
                upload=_paper("minh-chung-khac-phuc.pdf") if mends else None,
                by=reporter if mends else officer,
                now=_at(day, zone),
            )


def _paper(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PAPER.read_bytes())


def _at(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9, 30), zone)
