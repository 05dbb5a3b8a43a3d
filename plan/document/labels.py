"""The labels that name who leads and supports a task, until when, and what comes of it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from plan.document.letters import pattern, plain


class Field(StrEnum):
    LEAD = "lead"
    SUPPORT = "support"
    DEADLINE = "deadline"
    PRODUCT = "product"
    TASK = "task"  # of a table's column only
    CODE = "code"  # of a table's column only
    OTHER = "other"


_BODY = (
    r"(?:(?:các )?(?:cơ quan ?[,/]? ?(?:và )?đơn vị|cơ quan|đơn vị|tổ chức|sở ?, ?(?:ban ?, ?)?ngành)(?: được giao)?)"
)
_LEADS = r"(?:chủ trì|đầu mối|thực hiện chính|chịu trách nhiệm(?: chính| chủ trì)?|phụ trách|tham mưu)"
_FOR = r"(?: (?:thực hiện|tham mưu|triển khai|theo dõi|tổng hợp|chính|giải quyết)(?:,? (?:và )?đánh giá)?)*"
_SHAPES: tuple[tuple[Field, str], ...] = (
    (
        Field.SUPPORT,
        rf"(?:{_BODY} ?)?(?:(?:cùng |tham gia )?phối hợp|hỗ trợ|tham gia){_FOR}"
        r"(?:,? (?:và )?cung cấp số liệu)?|lực lượng hỗ trợ",
    ),
    (Field.LEAD, rf"(?:{_BODY} ?)?(?:(?:phân công )?{_LEADS}){_FOR}|{_BODY} thực hiện|phân công(?: thực hiện)?"),
    (
        Field.DEADLINE,
        r"(?:thời gian|thời hạn|tiến độ|lộ trình|hạn|mốc thời gian|thời điểm)"
        r"(?: (?:thực hiện|hoàn thành|triển khai|trình|ban hành|dự kiến))*|hoàn thành",
    ),
    (
        Field.PRODUCT,
        r"(?:dự kiến )?(?:kết quả|sản phẩm|đầu ra)(?: ?[,/] ?(?:kết quả|sản phẩm|đầu ra)"
        r"| (?:và )?(?:đầu ra|yêu cầu|đạt được|dự kiến|thực hiện|hoàn thành|chủ yếu|cần đạt|kết quả|sản phẩm|chính))*",
    ),
    (
        Field.OTHER,
        r"nguồn lực|nguồn kinh phí|kinh phí(?: thực hiện)?|nguồn vốn|phương pháp|chỉ tiêu liên quan|"
        r"nguồn số liệu(?:/minh chứng)?|ghi chú|căn cứ(?:/lý do)?(?: đề xuất)?|"
        r"địa bàn(?: thực hiện)?|địa điểm|đối tượng",
    ),
)
_FIELDS = [(field, pattern(rf"(?:{shape})")) for field, shape in _SHAPES]
_ANY = "|".join(f"({shape})" for _field, shape in _SHAPES)
_LABEL = pattern(rf"(?:^|(?<=[;.(,])) ?[+*• -]*(?:{_ANY})(?: ?\([^()]{{0,60}}\))? ?: ?")
_COLUMNS: tuple[tuple[Field, re.Pattern[str]], ...] = (
    (Field.CODE, pattern(r"(?:stt|tt|số tt|số thứ tự|mã(?: số)?|số)\.?")),
    *_FIELDS[:4],
    (Field.LEAD, pattern(r"cơ quan(?: được)? giao|cơ quan tham mưu|phân công")),
    (
        Field.TASK,
        pattern(r"(?:(?:các |tên )?(?:nội dung|nhiệm vụ|công việc|giải pháp|hoạt động|đầu việc)"
                r"(?:(?: ?[,/-] ?| và | )(?:nội dung|nhiệm vụ|công việc|giải pháp|hoạt động|chủ yếu|cụ thể|trọng tâm"
                r"|thực hiện|triển khai))*)"),
    ),
    (Field.OTHER, pattern(r"ghi chú|kinh phí.*|nguồn.*|căn cứ.*|cơ sở.*|đơn vị tính|đvt")),
)  # fmt: skip


@dataclass(frozen=True)
class Label:
    """A label of a paragraph and its value, [`start`, `end`) of the text; the label itself begins at `at`."""

    field: Field
    at: int
    start: int
    end: int


def labels_in(text: str) -> list[Label]:
    """The labels of a paragraph, each with what stands behind it up to the next."""
    matches = list(_LABEL.finditer(plain(text)))
    ends = [*(match.start() for match in matches[1:]), len(text)]
    return [
        Label(_SHAPES[(match.lastindex or 1) - 1][0], match.start(), match.end(), end)
        for match, end in zip(matches, ends, strict=False)
    ]


def begins_with_label(text: str) -> bool:
    return _LABEL.match(plain(text)) is not None


def field_of_column(heading: str) -> Field | None:
    """What a column of a table holds, by the words above it."""
    words = plain(re.sub(r"\s*\([^()]*\)\s*", " ", heading)).strip(" .:")
    return next((field for field, shape in _COLUMNS if shape.fullmatch(words)), None)
