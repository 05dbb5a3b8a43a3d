"""Thresholds that only select what a measure is for: "hỗ trợ các xã có tỷ lệ hộ nghèo trên 20%" asks for no 20%.

Such a threshold hangs on a noun that can be selected (xã, hộ, dự án), by "có", by a word like "sử dụng" or by nothing,
and the noun is acted upon ("hỗ trợ ...", "đối với ...") or must itself do something ("... phải", "... được").
"""

from dataclasses import dataclass
from enum import IntEnum

from targets.phrases.amounts import Amount
from targets.phrases.lexicon import K, entries
from targets.phrases.pieces import Lexeme, words
from targets.phrases.segment import Segment, has
from targets.phrases.units import COMMUNES, LENGTHS_OF_TIME, PERSONS

_PLACES = entries("tỉnh|huyện|thành phố|thị xã|địa bàn|vùng")  # also those that act: "tỉnh có 02 huyện"
_PEOPLE = (PERSONS - {"nam", "nữ", "dân số", "nhóm", "đối tượng"}) | entries(
    "người lao động|người sử dụng lao động|người cao tuổi|người khuyết tật|người bệnh|bệnh nhân|cá nhân|công nhân|"
    "cán bộ|công chức|viên chức|giáo viên|sinh viên|học viên|đảng viên|đoàn viên|hội viên|nông dân|nghệ nhân|"
    "khách|khách du lịch"
)
_SELECTED = (
    _PEOPLE
    | _PLACES
    | entries(COMMUNES)
    | entries(
        "hộ|hộ gia đình|hộ dân|hộ nghèo|hộ cận nghèo|hộ kinh doanh|nông hộ|gia đình|tập thể|doanh nghiệp|hợp tác xã|"
        "htx|tổ hợp tác|trang trại|cơ sở|cơ sở sản xuất|cơ sở y tế|cơ sở giáo dục|cơ sở đào tạo|đơn vị|cơ quan|xã|"
        "phường|thị trấn|thôn|bản|xóm|ấp|buôn|tổ dân phố|địa phương|khu vực|đô thị|trường|trường học|bệnh viện|"
        "trạm y tế|dự án|mô hình|chuỗi|chuỗi liên kết|nhiệm vụ|sản phẩm|hàng hóa|cánh đồng|công trình|"
        "gói thầu|thầu|hợp đồng|khoản|phương tiện|xe|tàu|tàu cá|ô tô|nhà|căn hộ|thửa|lô|tuyến|"
        "tuyến đường|cầu|hồ|hồ chứa|khu công nghiệp|cụm công nghiệp|khu đô thị|khu dân cư|mỏ|chợ|hồ sơ|vụ|vụ việc|"
        "đơn thư|giao dịch|hóa đơn|tài sản|làng nghề|khách sạn|nhà máy|trường hợp|đối tượng|chủ đầu tư|nhà đầu tư"
    )
)
_MARKERS = ("các", "những", "đối với", "mọi", "một số")
_COUNTERS = entries("chiếc|cái|cây|suất|căn|ngôi nhà|đơn vị|cơ sở|công trình|trường hợp|thẻ|hồ sơ|lượt")
_HEADS = entries("người|lượt người|lượt khách|em|cháu")
_SPREADS = ("ha", "km", "km²")
_TIMES = ("", "/năm", "/quý", "/tháng", "/tuần", "/ngày", "/giờ")
_COMPOUNDS = entries(  # words that end in what is a noun by itself
    "nông thôn|môi trường|hiện trường|công trường|nhà nước|yêu cầu|nhu cầu|toàn cầu|trực tuyến|cơ bản|xuất bản|"
    "phục vụ|nghiệp vụ|nhân dân|thanh khoản|con người|đầu người|hộ sinh|trẻ hóa"
)
_HOLDS = entries(
    "sử dụng|nợ|chở|sở hữu|nắm giữ|phát sinh|tiêu thụ|sinh sống|sống|cách|cao|dài|rộng|sâu|chậm|kéo dài|quy mô|"
    "diện tích|thời hạn|trị giá|công suất|quá hạn|quá tải"
)
_BURDENS = ("bị", "nợ", "chậm", "thiếu", "quá", "vượt", "lỗ", "quá tải", "quá hạn", "suy giảm")
_OWNERS = ("tổng", "dư nợ", "doanh số", "kinh phí", "nguồn lực", "ngân sách", "kim ngạch", "số tiền", "mức")
_DUTIES = entries("phải|cần|bắt|bắt buộc|thì|chịu|không|không được|sẽ|do|có trách nhiệm")
_RIGHTS = entries("được|bị|thuộc")  # these may also be said of what is counted: "02 xã được công nhận"
_GOALS = entries("bảo đảm|đảm bảo|bảo|đảm|để|nhằm|phải|cần|toàn tỉnh|tất|cả|tất cả|mọi|các|những")
_ACTS = tuple(
    entries(
        "kiểm soát|kiểm tra|kiểm toán|thanh tra|hỗ trợ|ưu tiên|tập trung|xử lý|xử phạt|áp dụng|quy định|khuyến khích|"
        "cho vay|miễn|cấp|công nhận|khen thưởng|thu hồi|đình chỉ|rà soát|lựa chọn|thí điểm|yêu cầu|bắt buộc|giám sát|"
        "theo dõi|quản lý|đầu tư|bố trí|thu hút|đối với|tuyển|thẩm định|phê duyệt|nghiêm cấm|cấm|bảo vệ|chăm sóc|"
        "nhân rộng|lắp đặt|tăng cường|đẩy mạnh|vận động|di dời|sáp nhập|thành lập|trao|tặng|hạn chế|công khai"
    )
)
_NEUTRAL = frozenset({K.TIME, K.COMMA, K.AIM, K.NAME, K.DOCUMENT, K.YEARLY, K.DASH, K.OF_WHICH, K.AND})
_VERBS = (K.LEVEL, K.TO, K.CHANGE, K.CHANGE_NOUN, K.MORE, K.RATIO, K.POSITION, K.GROUP, K.AIM)
_REACH = 4  # pieces after the amount among which a predicate is looked for


class Selection(IntEnum):
    """Whether an amount selects: a doubt is remarked on, a sure one is no target."""

    NO = 0
    DOUBT = 1
    SURE = 2


@dataclass(frozen=True, slots=True)
class _Threshold:
    """An amount and the noun it may select: what stands before the noun, between the two, and after."""

    amount: Amount
    noun: str
    before: list[Lexeme]  # in the whole stretch since the amount before
    outer: list[Lexeme]  # in the clause
    between: list[Lexeme]
    owned: bool  # "có" between the noun and the amount
    joined: bool
    right: list[Lexeme]

    @property
    def is_share(self) -> bool:
        return self.amount.unit.startswith(("%", "‰", "điểm %"))

    @property
    def is_marked(self) -> bool:
        return words(self.outer[-2:]).endswith(_MARKERS) or self.is_any

    @property
    def is_governed(self) -> bool:
        """Whether something is done to the noun or for it."""
        free = [lexeme for lexeme in self.before if lexeme.kind not in _NEUTRAL and lexeme.text not in _GOALS]
        return self.joined or self.is_any or bool(free)

    @property
    def is_any(self) -> bool:
        """ "xã nào có ...": whichever it is."""
        return words(self.between[:1]) == "nào"

    @property
    def is_picked(self) -> bool:
        return self.is_marked and self.is_governed

    @property
    def is_predicated(self) -> bool:
        """Whether the noun must or may do something: "... trở lên phải", "... thì không"."""
        near = {lexeme.text for lexeme in self.right[:_REACH]}
        measured = "đồng" in self.amount.unit or self.amount.unit in LENGTHS_OF_TIME.union(_SPREADS)
        ended = measured or bool(self.amount.tail or self.amount.per)
        acts = bool(self.amount.tail) and has(self.right[:1], K.WORD)
        return bool(near & _DUTIES) or acts or (ended and bool(near & _RIGHTS))

    @property
    def is_attribute(self) -> bool:
        """Whether the amount is what the noun has: by "có" or by a word such as "sử dụng"."""
        text = f" {words(self.between)} "
        return self.owned or any(f" {word} " in text for word in _HOLDS)

    @property
    def is_of_a_measure(self) -> bool:
        """Whether a measure before the noun can own the amount: "vốn cho hộ nghèo trên 500 tỷ đồng"."""
        return has(self.outer, K.MEASURE) or any(owner in words(self.outer) for owner in _OWNERS)

    @property
    def counts_the_noun(self) -> bool:
        """Whether the amount counts the noun itself: "lao động ... trên 500 người"."""
        unit = self.amount.unit.lower()
        same = bool(unit) and (unit.startswith(self.noun) or self.noun.startswith(unit))
        heads = unit in _PEOPLE | _HEADS and self.noun in _PEOPLE
        direct = bool(self.between) if self.owned else not self.is_attribute
        return same or (direct and (heads or unit in _COUNTERS))


def selection(segment: Segment, n: int) -> Selection:
    """Whether the `n`-th amount selects a population and asks for nothing itself."""
    threshold = _threshold(segment, n)
    if threshold is None or has([*segment.clause_left(n), *segment.amounts[n].lead], K.EACH, K.NONE):
        return Selection.NO
    if threshold.noun in _PLACES and not (threshold.is_marked or threshold.is_governed):
        return Selection.NO
    if any(lexeme.kind in _VERBS and lexeme.text != "đủ" for lexeme in threshold.amount.lead):
        picked = threshold.is_picked and threshold.amount.leads(K.LEVEL) and not threshold.is_of_a_measure
        return Selection.DOUBT if picked and (threshold.owned or not threshold.is_share) else Selection.NO
    return _of_share(threshold) if threshold.is_share else _of_figure(threshold)


def _threshold(segment: Segment, n: int) -> _Threshold | None:
    """The amount with the noun it hangs on: the last before "có" or a word of having, else the last of the clause."""
    amount, clause, left = segment.amounts[n], segment.clause_left(n), segment.left(n)
    have = max((at for at, lexeme in enumerate(clause) if lexeme.kind == K.HAVE), default=None)
    if have is None and amount.leads(K.HAVE):
        have = len(clause)
    holds = [at for at in range(len(clause)) if _entry(clause, at, _HOLDS)]
    ends = [have] if have is not None else [*reversed(holds), len(clause)]
    found = next(filter(None, (_noun_before(clause[:end], named=end in (have, *holds)) for end in ends)), None)
    if found is None and have and has(clause[have:], K.MEASURE) and words(left).startswith(_ACTS):
        found = have - 1, 1, clause[have - 1].text
    if found is None or has(clause[found[0] :], K.COLON):
        return None
    at, size, noun = found
    return _Threshold(
        amount=amount,
        noun=noun,
        before=left[: next(n for n, lexeme in enumerate(left) if lexeme is clause[at])],
        outer=clause[:at],
        between=clause[at + size :],
        owned=have is not None,
        joined=segment.joined(n),
        right=segment.clause_right(n),
    )


def _noun_before(clause: list[Lexeme], *, named: bool) -> tuple[int, int, str] | None:
    """The last noun of a clause that can be selected: where it stands, in how many pieces, and which it is.

    Where a word of having follows (`named`), any word after "các" or "cho" is such a noun.
    """
    for at in range(len(clause) - 1, -1, -1):
        if found := _entry(clause, at, _SELECTED):
            return at, *found
        if named and at and words(clause[:at]).endswith((*_MARKERS, "cho", "tại", "thuộc")):
            return at, 1, clause[at].text
    return None


def _entry(clause: list[Lexeme], at: int, known: frozenset[str]) -> tuple[int, str] | None:
    """The longest of the `known` that begins at `at`, and its pieces; "số hộ" and "đến hộ" are taken for "hộ"."""
    for size in (2, 1):
        text = words(clause[at : at + size]).removeprefix("số ").removeprefix("đến ")
        compound = size == 1 and at > 0 and words(clause[at - 1 : at + 1]) in _COMPOUNDS
        if at + size <= len(clause) and text in known and not compound:
            return size, text
    return None


def _of_share(threshold: _Threshold) -> Selection:
    """A share selects where it is one of the noun's own: "các xã có tỷ lệ hộ nghèo trên 20%"."""
    if threshold.owned and (has(threshold.between, K.MEASURE) or threshold.amount.leads(K.HAVE)):
        return Selection.SURE if threshold.is_governed or threshold.is_predicated else Selection.DOUBT
    if threshold.is_of_a_measure:
        return Selection.NO
    burdened = any(lexeme.text in _BURDENS for lexeme in [*threshold.outer, *threshold.between])
    if burdened and threshold.is_predicated:
        return Selection.SURE
    picked = threshold.is_picked and (burdened or threshold.owned)
    enough = any(lexeme.text == "đủ" for lexeme in threshold.amount.lead)
    held = any(words(threshold.between[-size:]) in _HOLDS for size in (1, 2))  # "doanh nghiệp sử dụng trên 20%"
    return Selection.DOUBT if picked or (threshold.is_governed and (enough or held)) else Selection.NO


def _of_figure(threshold: _Threshold) -> Selection:
    """A figure selects where it counts something else than the noun: "doanh nghiệp sử dụng từ 10 lao động"."""
    bounded = bool(threshold.amount.comparators) or threshold.amount.leads(K.FROM, K.LEVEL)
    if threshold.counts_the_noun or not (threshold.owned or bounded):
        return Selection.NO
    averaged = threshold.amount.leads(K.AVERAGE) or threshold.amount.per not in _TIMES
    if averaged and not threshold.is_attribute:
        return Selection.NO
    if threshold.is_of_a_measure and not threshold.is_attribute:
        return Selection.DOUBT if threshold.is_marked and not has(threshold.outer[:1], K.MEASURE) else Selection.NO
    close = threshold.is_attribute or threshold.is_marked or len(threshold.between) < 2
    if not threshold.is_attribute and threshold.amount.unit in _SPREADS:
        return Selection.DOUBT
    return Selection.SURE if threshold.is_predicated or (threshold.is_governed and close) else Selection.DOUBT
