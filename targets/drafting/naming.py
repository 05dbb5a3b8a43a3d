"""What an item of the objectives is about: a name for the indicator, whether it shares a figure with others, which way
is better. Pure. Names are the document's own words without the verb, the figure and the time.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from agencies.text import fold
from targets.enums import Comparator, Direction
from targets.phrases import PhraseKind, Reading
from targets.phrases.lexicon import entries

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_ACRONYM = re.compile(r"\([^()a-zà-ỹ]+\)")
_TIME = re.compile(
    r",?\s*(?:tính\s+)?(?:(?:đến|tới|vào|trong|trước|từ nay đến|giai đoạn|thời kỳ|cả giai đoạn)\s+)*"
    r"(?:hết\s+|cuối\s+)?(?:giai đoạn\s+|thời kỳ\s+)?(?:năm\s+)?"
    r"(?:19|20)\d\d(?:\s*[-–]\s*(?:năm\s+)?20\d\d)?\s*(?:,|:)?\s*",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\s*,?\s+so với (?:cùng kỳ|năm|giai đoạn|đầu|cuối|mức|kỳ|trước).*$", re.IGNORECASE)
_DAY = re.compile(r",?\s*(?:trước|đến|vào|xong trước)\s+ngày\s+\d{1,2}/\d{1,2}(?:/\d{4})?", re.IGNORECASE)
_LABEL = re.compile(r"^(?:về|chỉ tiêu|các chỉ tiêu|lĩnh vực|trong lĩnh vực|mục tiêu)\b[^:]{0,60}:\s*", re.IGNORECASE)
_MEASURES = re.compile(
    r"^\s*(?:ha|km|m²|m2|m³|tấn|kw|mw|gw|(?:nghìn |triệu )?(?:tỷ|triệu)(?: đồng| usd)?)\b\s*", re.IGNORECASE
)
_MEASURE_NOUN = re.compile(
    r"(?:tổng )?(?:tỷ lệ|tỉ lệ|tỷ suất|tỷ số|tỷ trọng|số|tốc độ|tuổi thọ|diện tích|thu nhập|quy mô|chỉ số|mức|mật độ|"
    r"sản lượng|giá trị|kim ngạch|năng suất|vốn|độ|điểm)\b",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"\s*\btrở (?:lên|xuống)\b")
_RANKED_BY = re.compile(r"\bvề\s+(?:xếp hạng\s+)?(.+)", re.DOTALL)  # "nhóm 20 tỉnh dẫn đầu cả nước về …"
_EVERY_YEAR = re.compile(r",?\s*(?:bình quân\s+)?(?:hằng năm|hàng năm|mỗi năm)\s*,?", re.IGNORECASE)
_OPENING = entries(
    "và|trong đó|cả nước|toàn tỉnh|tỉnh|toàn huyện|phấn đấu|tiếp tục|cơ bản|bảo đảm|đảm bảo|duy trì|giữ vững|giữ|"
    "ổn định|giảm|cắt giảm|tăng|nâng|nâng cao|hạ|kéo giảm|đạt|được|có|đã|sẽ|xây dựng|hoàn thành|hoàn thiện|đưa|để|"
    "chất lượng|ít nhất|tối thiểu|xây dựng được|hoàn thành xây dựng|mỗi|khoảng|trên|dưới|từ|số lượng|làm cho|cho|"
    "vững chắc|toàn bộ|kiểm soát|khống chế|là|các chỉ tiêu|chỉ tiêu|mới|thêm|đầu tư|đầu tư xây dựng|cải tạo|tổng cộng"
)
_CLOSING = entries(
    "đạt|đạt mức|đạt được|ở mức|mức|là|còn|xuống|xuống còn|giảm xuống|giảm xuống còn|giảm còn|tăng lên|lên|lên đến|"
    "trên|dưới|hơn|ít nhất|tối thiểu|tối đa|không quá|không vượt quá|không dưới|không thấp hơn|không ít hơn|khoảng|"
    "từ|bằng|chiếm|duy trì|giữ|giữ ở|dự kiến|phấn đấu|có|đến|tới|vào|ước|ước đạt|giảm|cắt giảm|tăng|tăng thêm|thêm|"
    "giảm bình quân|"
    "tăng bình quân|giảm trung bình|tăng trung bình|"
    "chỉ còn|trong khoảng|hoàn thành|được|phải|cao hơn|thấp hơn|lớn hơn|đạt tỷ lệ|tỷ lệ|với|tương đương|gấp|"
    "mức độ|cấp độ|thuộc nhóm|nằm trong nhóm|trong nhóm|nhóm|xếp thứ|xếp hạng|xếp thứ hạng|đứng thứ|ổn định"
)
_SPOKEN = _CLOSING - {"hoàn thành", "được", "giảm", "cắt giảm", "tăng"}
_EDGE = " \t\n,;:.–-≥≤><=“”\"'"
_COMES_ABOUT = re.compile(
    r"^(?:mỗi năm|hằng năm|hàng năm|phấn đấu|tiếp tục|hoàn thành|cơ bản|và|\s)*"
    r"(?:giải quyết việc làm|tạo việc làm|tạo|đào tạo|hỗ trợ|trồng|thu hút|"
    r"thành lập|cấp|tổ chức|bồi dưỡng|tập huấn|phát triển|xóa|xoá|sửa chữa|đón|kết nạp|tuyển|đưa|cai nghiện|thực hiện|"
    r"xây mới|khởi công|cải tạo|nâng cấp|di dời|bố trí|tư vấn|giới thiệu)\b",
    re.IGNORECASE,
)
_KEPT = re.compile(r"\b(?:duy trì|giữ vững|giữ ổn định|bảo đảm vững chắc|đảm bảo vững chắc|ổn định ở)\b", re.IGNORECASE)
_FALLING = re.compile(r"\b(?:giảm|hạ|kéo giảm|xuống|còn dưới|xóa|xoá|không còn|không để|chấm dứt)\b", re.IGNORECASE)
_BAD = re.compile(
    r"\b(?:that nghiep|thieu viec lam|ho ngheo|can ngheo|ngheo da chieu|tai ngheo|nguoi ngheo|suy dinh duong|thap coi|"
    r"tu vong|tai nan|toi pham|vi pham|tao hon|o nhiem|no xau|no cong|boi chi|bo hoc|that thoat|phat thai|"
    r"mu chu|mac benh|nhiem hiv|bao luc|xam hai|ton dong|qua han|cham dong|tron dong|nha tam|dot nat|sinh con thu ba)\b"
)
_HELPED = re.compile(
    r"\b(?:duoc|tham gia|huong|thoat|ho tro|xu ly|giai quyet|tiep can|bao hiem|co viec lam|phong|kham)\b"
)
_SETS = [
    {"can bo", "cong chuc", "vien chuc", "nguoi lao dong", "dang vien"},
    {"co quan", "don vi", "to chuc", "dia phuong", "so", "ban", "nganh", "doan the"},
    {"xa", "phuong", "thi tran", "dac khu"},
    {"ho gia dinh", "ho dan", "ho", "ho ngheo", "ho can ngheo", "ho moi thoat ngheo", "can ngheo", "gia dinh"},
    {"huyen", "thi xa", "thanh pho", "quan"},
    {"thon", "ban", "ap", "buon", "lang", "khu pho", "to dan pho", "khu dan cu", "xom"},
    {"khu cong nghiep", "cum cong nghiep", "khu che xuat", "khu kinh te", "khu cong nghe cao"},
    {"hoc sinh", "sinh vien", "hoc vien", "tre em", "tre mau giao"},
    {"giao vien", "giang vien", "nha giao", "can bo quan ly"},
    {"truong hoc", "truong", "co so giao duc", "lop hoc"},
    {"tram y te", "benh vien", "co so y te", "phong kham", "trung tam y te"},
    {"doanh nghiep", "hop tac xa", "co so san xuat", "ho kinh doanh"},
    {"khu do thi", "do thi"},
    {"cho", "sieu thi", "trung tam thuong mai"},
    {"nguoi dan", "nhan dan", "nguoi cao tuoi", "nguoi khuyet tat", "phu nu", "tre em", "thanh nien"},
]
_PREDICATE = re.compile(
    r"\s+(?:có|được|đạt|tham gia|sử dụng|tiếp cận|thực hiện|hoàn thành|triển khai|ứng dụng|bảo đảm|đảm bảo|áp dụng|"
    r"kết nối|công khai|tổ chức|xây dựng|đáp ứng|duy trì|lắp đặt)\b"
)
_DISEASES = re.compile(
    r"(?P<head>.*?\bcác\s+(?P<kind>dịch bệnh|bệnh dịch|bệnh|loại bệnh|dịch))\s+(?P<list>.+)", re.DOTALL
)
_COMMA_OR_AND = re.compile(r"\s*,\s*|\s+và\s+")


def name_of(text: str, reading: Reading | None) -> str:
    """A name for the indicator that `text` is about, "" where the item says nothing but a figure and a time."""
    span = amount_span(text, reading)
    if span is None:
        return capitalised(_plain_name(text, reading))
    before, after = _bare(text[: span[0]], closing=True), text[span[1] :]
    after = _OR_MORE.sub("", re.sub(r"^\s*(?:%|‰)?(?:\s*/\s*(?:năm|người))*", "", after))
    ranked = _RANKED_BY.search(after) if reading and reading.kind == PhraseKind.RANK and not before else None
    if ranked:
        return capitalised(_tidy(ranked[1]))
    if before and _COMES_ABOUT.match(text[: span[0]]):
        spoken = _without_times(_BRACKETS.sub("", text[: span[0]])).strip(_EDGE)
        return capitalised(f"{_stripped(spoken, _SPOKEN, end=True)} {_tidy(_MEASURES.sub('', after))}".strip())
    if before:
        return capitalised(before)
    return capitalised(_stripped(_tidy(after), ["số", "tổng số", "trên tổng số", "trở lên", "tổng", "các"], end=False))


def amount_span(text: str, reading: Reading | None) -> tuple[int, int] | None:
    """Where the figures of `reading` stand in `text`, without their unit; None where they cannot be found."""
    bounds = [bound for bound in (reading.lower, reading.upper) if bound is not None] if reading else []
    if not bounds or not reading:
        return None
    numbers = [
        (match.start(), match.end(), value)
        for match in _NUMBER.finditer(text)
        if (value := _value(match[0])) is not None
    ]
    if reading.kind == PhraseKind.FROM_TO and len(bounds) == 2:
        starts = [start for start, _end, value in numbers if value == bounds[0]]
        ends = [end for start, end, value in numbers if value == bounds[1] and starts and start > starts[0]]
        return (starts[0], ends[0]) if ends else None
    for n, (start, end, value) in enumerate(numbers):
        if value != bounds[0]:
            continue
        if len(bounds) == 1:
            return start, end
        if n + 1 < len(numbers) and numbers[n + 1][2] == bounds[1]:
            return start, numbers[n + 1][1]
    return None


def _value(digits: str) -> Decimal | None:
    whole, _comma, decimals = digits.replace(".", "").partition(",")
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def _plain_name(text: str, reading: Reading | None) -> str:
    """The words of something done or not done keep their verb; "nâng cao chỉ số HDI" is about the index."""
    kept = _tidy(text)
    if (
        reading
        and reading.kind != PhraseKind.MILESTONE
        and reading.comparator in (Comparator.INCREASE, Comparator.DECREASE)
    ):
        return _stripped(kept, _OPENING, end=False)
    return kept


def _bare(text: str, *, closing: bool) -> str:
    """`text` without the time, the verbs before and the words that lead to the figure after."""
    bare = _LABEL.sub("", _tidy(text))
    if not _stripped(bare, _OPENING, end=False):
        return ""
    bare = _stripped(bare, _CLOSING, end=True) if closing else bare
    return _stripped(bare, _OPENING, end=False)


def _tidy(text: str) -> str:
    bare = _BRACKETS.sub(lambda match: match[0] if _ACRONYM.fullmatch(match[0].strip()) else "", text)
    return _without_times(_COMPARED.sub("", bare)).strip(_EDGE)


def _without_times(text: str) -> str:
    return re.sub(r"\s+", " ", _EVERY_YEAR.sub(" ", _TIME.sub(" ", _DAY.sub(" ", text)))).strip()


def _stripped(text: str, words: Iterable[str], *, end: bool) -> str:
    """`text` without any of `words` at its end, or its beginning, again and again."""
    while True:
        lower = text.lower()
        found = max((w for w in words if _at_edge(lower, w, end=end)), key=len, default="")
        if not found:
            return text
        text = (text[: -len(found)] if end else text[len(found) :]).strip(_EDGE)


def _at_edge(text: str, word: str, *, end: bool) -> bool:
    if text == word:
        return True
    return text.endswith(f" {word}") if end else text.startswith((f"{word} ", f"{word}:", f"{word},"))


def names_a_measure(name: str) -> bool:
    """Whether a name begins with what is measured: "Tỷ lệ …", "Số …"."""
    return bool(_MEASURE_NOUN.match(name))


def without_year(name: str) -> str:
    """ "Nhà ở xã hội (2025)" is about "Nhà ở xã hội"."""
    return re.sub(r"\s*\((?:trước |cuối )?\d{4}\)$", "", name)


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def asides(text: str) -> list[str]:
    """What stands in brackets: often how the figure is counted."""
    return [match[1].strip() for match in _BRACKETS.finditer(text) if len(match[1].split()) > 1]


def populations(text: str, reading: Reading | None) -> list[str]:
    """A name for each of the populations that share one figure: "100% hộ gia đình, trường học có nước sạch".

    Empty where there is one population; "cán bộ, công chức, viên chức" are one.
    """
    span = amount_span(text, reading)
    if span is None or _bare(text[: span[0]], closing=True):
        return []
    after = re.sub(r"^\s*(?:%|‰)?\s*(?:tổng\s+)?(?:số\s+)?(?:các\s+)?", "", text[span[1] :])
    predicate = _PREDICATE.search(after)
    if not predicate:
        return []
    listed = [part.strip() for part in _COMMA_OR_AND.split(after[: predicate.start()]) if part.strip()]
    kinds = [_set_of(part) for part in listed]
    if len(listed) < 2 or None in kinds or len(set(kinds)) != len(kinds):
        return []
    predicate_words = _tidy(after[predicate.start() :])
    return [capitalised(f"{part} {predicate_words}") for part in listed]


def predicate_of(name: str) -> str:
    """What a name says of its population: "có hệ thống xử lý nước thải"; "" where it only names it."""
    match = _PREDICATE.search(name)
    return name[match.start() :] if match else ""


def _set_of(noun: str) -> int | None:
    folded = fold(noun)
    heads = [
        (len(head), n)
        for n, heads in enumerate(_SETS)
        for head in heads
        if folded == head or folded.startswith(f"{head} ")
    ]
    return max(heads)[1] if heads else None


def diseases(text: str) -> list[str]:
    """ "cơ bản chấm dứt các dịch bệnh AIDS, lao": one name for each; empty where it is about one thing."""
    match = _DISEASES.fullmatch(text)
    if not match:
        return []
    listed = [part.strip() for part in _COMMA_OR_AND.split(match["list"]) if part.strip()]
    if len(listed) < 2 or any(len(part.split()) > 5 for part in listed):
        return []
    head = re.sub(r"\bcác\s+(?=\S)", "", match["head"])
    return [capitalised(f"{_tidy(head)} {part}") for part in listed]


def is_kept(text: str) -> bool:
    """Whether the words say that something must be held, every year."""
    return bool(_KEPT.search(text))


def direction_of(text: str, name: str, reading: Reading | None) -> tuple[Direction, bool]:
    """Which way is better, and whether that is sure: by comparator or verb, not only by what is counted."""
    if reading and reading.kind == PhraseKind.RANK:
        return Direction.DOWN, True
    if is_kept(text):
        return Direction.MAINTAIN, True
    if reading:
        if reading.comparator in (Comparator.LT, Comparator.LE, Comparator.DECREASE) or reading.direction == "down":
            return Direction.DOWN, True
        if reading.comparator in (Comparator.GT, Comparator.GE, Comparator.INCREASE) or reading.direction == "up":
            return Direction.UP, True
        if reading.comparator == Comparator.EQ and reading.lower == 100 and reading.unit == "%":
            return Direction.UP, True
        if reading.comparator == Comparator.EQ and reading.lower == 0:
            return Direction.DOWN, True
        if reading.kind != PhraseKind.MILESTONE:
            if _FALLING.search(text):
                return Direction.DOWN, True
            if _BAD.search(fold(name)) and not _HELPED.search(fold(name)):
                return Direction.DOWN, False
    return Direction.UP, True


def comes_about(text: str) -> bool:
    """Whether what is counted is made or given, year after year, so that years add up."""
    return bool(_COMES_ABOUT.match(text) or re.match(r"(?:hoàn thành|xây dựng|tạo)\b", text.strip(), re.IGNORECASE))
