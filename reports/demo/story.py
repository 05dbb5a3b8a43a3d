"""What happens in the demonstration, year by year and agency by agency."""

import datetime as dt
from dataclasses import dataclass, field, replace

from reports.enums import FollowUpState

PLAN = "ha-nam-68-2024"


@dataclass(frozen=True)
class Return:
    """The officer returns one item of a report; `first` is what had been typed there before it was mended."""

    item: str
    reason: str
    first: str


@dataclass(frozen=True)
class Extension:
    agency: str
    until: dt.date
    reason: str
    decided_by: str = "Nguyễn Văn Hiệp, Phó Giám đốc Sở"


@dataclass(frozen=True)
class Amended:
    """A target that a decision changes: at least so much, in the decision's own words."""

    indicator: str
    at_least: str
    wording: str


@dataclass(frozen=True)
class Decided:
    """A decision of the province: yearly schedules as they were pasted, by indicator, and changed targets."""

    number: str
    decided_on: dt.date
    effective_on: dt.date
    summary: str
    schedules: dict[str, str] = field(default_factory=dict)
    amended: tuple[Amended, ...] = ()


@dataclass(frozen=True)
class Later:
    """An official figure sent after its year was issued; `first` came back for the reason `returned`.

    It is typed, or left to be worked out from numerator and denominator.
    """

    indicator: str
    on: dt.date
    note: str
    typed: str = ""
    numerator: str = ""
    denominator: str = ""
    first: str = ""
    returned: str = ""
    remark: str = ""
    until: FollowUpState = FollowUpState.ACCEPTED


@dataclass(frozen=True)
class ClosedYear:
    """A year that was reported, accepted and issued. Agencies not named in `sent_on` send in the last days before
    the due day. Decisions come before, later figures after it."""

    year: int
    document_number: str
    decisions: tuple[Decided, ...] = ()
    later: tuple[Later, ...] = ()
    sent_on: dict[str, dt.date] = field(default_factory=dict)
    returned: dict[str, Return] = field(default_factory=dict)
    extensions: tuple[Extension, ...] = ()


@dataclass(frozen=True)
class OpenYear:
    """A year under way. Agencies that are not named have not begun; `drafts` says what share is filled in."""

    year: int
    drafts: dict[str, float]
    awaiting: tuple[str, ...]
    submitted: tuple[str, ...]
    accepted: tuple[str, ...]
    returned: dict[str, Return]
    extensions: tuple[Extension, ...] = ()
    decisions: tuple[Decided, ...] = ()


SCHEDULES = Decided(
    "1185/QĐ-UBND",
    dt.date(2024, 9, 9),
    dt.date(2024, 9, 15),
    "Lộ trình từng năm của một số chỉ tiêu chủ yếu giai đoạn 2024-2029.",
    schedules={
        "2.1.4a": "2024: 50,5\n2025: 52,5\n2026: 54,5\n2027: 56\n2028: 57,5\n2029: 59",
        "2.1.4b": "2024: 41\n2025: 41,8\n2026: 42,6\n2027: 43,4\n2028: 44\n2029: 44,5",
        "2.1.8j": "2024: 90\n2025: 91\n2026: 92\n2027: 93\n2028: 94\n2029: 94,8",
        "2.1.10a": "2024: 82\n2025: 85\n2026: 88\n2027: 91\n2028: 94\n2029: 97",
    },
)
MORE_BEDS = Decided(
    "214/QĐ-UBND",
    dt.date(2026, 1, 20),
    dt.date(2026, 2, 1),
    "Điều chỉnh chỉ tiêu giường bệnh, do mức cũ đã đạt từ trước khi ban hành kế hoạch.",
    amended=(Amended("2.1.8e", "40", "đạt ít nhất 40 giường bệnh trên 10.000 dân"),),
)
LATER_2024 = (
    Later(
        "2.1.8k",
        dt.date(2025, 4, 16),
        "Số chính thức của Trung tâm Kiểm soát bệnh tật tỉnh. Số ước chưa tính 310 trẻ tạm trú ở hai khu công nghiệp.",
        typed="97,8",
    ),
    Later(
        "2.1.10a",
        dt.date(2025, 5, 20),
        "Niên giám thống kê năm 2024 xác nhận số ước, không thay đổi.",
        typed="81,2",
    ),
    Later(
        "2.1.4b",
        dt.date(2025, 6, 12),
        "Chốt theo dữ liệu thu đến 31/12/2024; mẫu số lực lượng lao động lấy theo Niên giám thống kê năm 2024.",
        typed="41,02",
        first="41,35",
        returned="Số cao hơn dữ liệu thu của BHXH Việt Nam. Đề nghị dùng cùng mẫu số với số ước và nêu nguồn mẫu số.",
        remark="Đã đối chiếu với Niên giám thống kê năm 2024, trang 96.",
    ),
    Later(
        "2.1.8d",
        dt.date(2025, 9, 8),
        "Cục Thống kê công bố HDI năm 2024 của tỉnh; khi báo cáo năm 2024 chưa có số này.",
        typed="0,751",
    ),
)
LATER_2025 = (
    Later(
        "2.1.8f",
        dt.date(2026, 11, 10),
        "Rà soát giấy phép hành nghề đến 31/12/2025: 5 bác sĩ đã nghỉ hưu nhưng còn tính trong số ước.",
        numerator="792",
        denominator="885.900",
        until=FollowUpState.SUBMITTED,
    ),
    Later(
        "2.1.9a",
        dt.date(2026, 11, 17),
        "Một khối nhà 36 căn của dự án tại thị xã Duy Tiên nghiệm thu ngày 08/01/2026, chuyển sang số của năm 2026.",
        typed="1.214",
        until=FollowUpState.SUBMITTED,
    ),
    Later(
        "2.1.8j",
        dt.date(2026, 11, 20),
        "Chốt theo hồ sơ sức khỏe điện tử đến 31/12/2025, đã loại hồ sơ trùng.",
        typed="92,1",
        until=FollowUpState.AWAITING,
    ),
)
CLOSED = [
    ClosedYear(
        2024,
        "612/BC-SLĐTBXH",
        decisions=(SCHEDULES,),
        later=LATER_2024,
        sent_on={"STNMT": dt.date(2024, 12, 9)},
        returned={
            "SXD": Return(
                "2.1.9a",
                "Số căn hộ chưa khớp danh mục dự án đã nghiệm thu. Đề nghị đối chiếu và chỉ ghi số căn hoàn thành "
                "trong năm.",
                "1.146",
            ),
            "UBND-BINHLUC": Return(
                "4.2",
                "Bổ sung kết quả theo từng xã, phường và số liệu đến 30/11.",
                "Đang triển khai thực hiện theo kế hoạch.",
            ),
        },
        extensions=(Extension("STNMT", dt.date(2024, 12, 10), "Chờ kết quả quan trắc môi trường đợt cuối năm."),),
    ),
    ClosedYear(
        2025,
        "587/BC-SLĐTBXH",
        later=LATER_2025,
        sent_on={"UBND-LYNHAN": dt.date(2025, 12, 8)},
        returned={
            "BHXH": Return(
                "2.1.4a",
                "Tăng 5 điểm phần trăm trong một năm là bất thường. Đề nghị kiểm tra mẫu số lực lượng lao động.",
                "55,3",
            ),
        },
    ),
]
OPEN = OpenYear(
    2026,
    drafts={"SYT": 0.55, "SLDTBXH": 0.4, "SNNPTNT": 0.7, "UBND-PHULY": 0.5, "UBND-KIMBANG": 0.25},
    awaiting=("STTTT",),
    submitted=("BHXH", "NHCSXH", "UBND-DUYTIEN"),
    accepted=("SGDDT", "SVHTTDL"),
    returned={
        "SXD": Return(
            "2.1.9a",
            "Số 2.150 căn gồm cả căn chưa nghiệm thu. Đề nghị tách riêng số căn đã hoàn thành, kèm danh mục dự án.",
            "2.150",
        )
    },
    extensions=(Extension("STNMT", dt.date(2026, 12, 10), "Chờ kết quả quan trắc môi trường đợt cuối năm."),),
    decisions=(MORE_BEDS,),
)


def closed_until(year: int) -> list[ClosedYear]:
    """The closed years up to `year`, without what happened after its end."""
    told = [story for story in CLOSED if story.year <= year]
    return [replace(story, later=tuple(one for one in story.later if one.on.year <= year)) for story in told]
