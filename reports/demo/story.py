"""What happens in the demonstration, year by year and agency by agency."""

import datetime as dt
from dataclasses import dataclass, field

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
class ClosedYear:
    """A year that was reported, accepted and issued. Agencies not named in `sent_on` send in the last days before
    the due day."""

    year: int
    document_number: str
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


CLOSED = [
    ClosedYear(
        2024,
        "612/BC-SLĐTBXH",
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
)
