"""What a careful official would ask about a reading that is otherwise clear."""

from collections.abc import Iterator

from targets.phrases import remarks
from targets.phrases.amounts import Amount
from targets.phrases.building import in_points
from targets.phrases.lexicon import K, entries
from targets.phrases.pieces import Lexeme, words
from targets.phrases.reading import PhraseKind, Reading
from targets.phrases.remarks import Remarks
from targets.phrases.segment import Segment, has, is_compared
from targets.phrases.units import PLACES, SCALES, UNITS, WORKS

_FLOWS = ("giải quyết việc làm", "tạo việc làm", "xuất khẩu lao động", "đi làm việc ở nước ngoài", "đào tạo nghề")
_CLIPPED = ("ng", "n", "t", "tr", "th", "k", "s", "h", "đv", "sp", "dn", "hs", "sv", "gv", "cb")
_ALLOWANCES = tuple(
    entries(
        "hỗ trợ|trợ cấp|phạt|phạt tiền|cho vay|vay|vay vốn|thưởng|bồi thường|trợ giúp|phụ cấp|đóng|miễn|chi trả|trả"
    )
)
_RATES_OF_PAY = entries("trợ cấp|trợ giúp|phụ cấp|tặng|quà|phạt|mức chuẩn|mức hưởng|mức đóng|học phí")
_COSTS = tuple(entries("mức đóng|chi phí|học phí|kinh phí|tổng kinh phí|lãi suất|tiền|phí|viện phí|mức phí"))
_MAKING = tuple(
    entries(
        "xây dựng|xây|xây mới|đào tạo|trồng|trồng mới|thành lập|tổ chức|mở|mở mới|hỗ trợ|phát triển|hình thành|đầu tư|"
        "bố trí|mua|mua sắm|cấp|trang bị|lắp đặt|tặng|trao|sản xuất|bồi dưỡng|thu hút|công nhận|ban hành|thực hiện|"
        "triển khai|tuyển|tuyển dụng|tuyển sinh|xuất bản|biên soạn|sửa chữa|cải tạo|bảo tồn|phục hồi|nhân rộng|duy trì|"
        "huy động|kết nạp|phát hành|nạo vét|hóa|cho|với|gồm|của|thả|nuôi|khai thác|tiếp nhận|giới thiệu|tư vấn|khám|"
        "điều trị|tiêm|di dời|tôn tạo|tu bổ|đón|phục vụ|phát|ký|ký kết|kết nối|xử lý|tu sửa|khảo sát|kiểm tra|tham gia|"
        "thanh tra|chọn|đăng ký|phát sóng|đưa|tập huấn|biểu diễn|sưu tầm|lập|cứng hóa|vận động|quyên góp|tạo|cung cấp"
    )
)


def carries(segment: Segment, n: int, bound: str, remark: Remarks) -> str:
    """Remark on a bare amount listed after one with "tối thiểu" and the like; returns the word that may carry on."""
    amount, left = segment.amounts[n], segment.left(n)
    said = next((lexeme.text for lexeme in amount.lead if lexeme.kind == K.CMP), "trở lên" if amount.tail else "")
    own = amount.leads(K.LEVEL, K.TO, K.CHANGE) or has(left, K.OF_WHICH, K.LEVEL, K.TO) or amount.second
    if said or own:
        return said
    if bound:
        remark(remarks.carried(bound, segment.text(n)))
    return bound


def doubts(segment: Segment, n: int, reading: Reading, remark: Remarks) -> None:
    """Remark on what the words around the `n`-th amount leave open."""
    for sentence in _of_words(segment, n):
        remark(sentence)
    if reading.kind == PhraseKind.LEVEL:
        for sentence in _of_levels(segment, n, reading):
            remark(sentence)
    elif reading.kind == PhraseKind.CHANGE:
        if n and reading.since and has(segment.left(n), K.COMMA):
            remark(remarks.said_besides(segment.text(n)))
        if segment.amounts[n].unit == "%" and not in_points(segment, n)[1]:
            remark(remarks.points_or_share(segment.text(n)))


def _of_words(segment: Segment, n: int) -> Iterator[str]:
    amount, left, text = segment.amounts[n], segment.left(n), segment.text(n)
    near = segment.clause_left(n)[-2:]
    if has(left[-1:], K.DOCUMENT) and not amount.lead:
        yield remarks.not_a_measure(f"{left[-1].text} {text}")
    if has(near, K.CMP):
        yield remarks.unread_word(words(near))
    if any(figure < 0 for figure in amount.figures) and (not amount.lead or amount.leads(K.CHANGE)):
        yield remarks.minus(text)
    if clipped := next((part for part in (amount.unit, *amount.per.split("/")) if part in _CLIPPED), ""):
        yield remarks.clipped_unit(clipped)
    if _bounds_the_same(segment, n):
        yield remarks.two_in_one([segment.text(n - 1), text])
    if _clashes(amount):
        yield remarks.unsure_word(text)
    if amount.leads(K.EACH):
        yield remarks.each(text)
    if n and has([*left, *amount.lead], K.AIM):
        yield remarks.stretch(text)


def _clashes(amount: Amount) -> bool:
    """Whether the words before the number go different ways: "tăng còn 7%", "giảm đạt 5%", "đạt còn 70%"."""
    ways = {lexeme.value for lexeme in amount.lead if lexeme.kind in (K.CHANGE, K.MORE)}
    reached = next((lexeme.text for lexeme in amount.lead if lexeme.kind == K.TO), "")
    if amount.leads(K.LEVEL) and (reached or amount.leads(K.MORE) or "down" in ways):
        return True
    up, down = reached.startswith("lên"), reached.startswith(("xuống", "còn", "chỉ còn"))
    return (down and "up" in ways) or (up and "down" in ways)


def _of_levels(segment: Segment, n: int, reading: Reading) -> Iterator[str]:
    amount, clause, text = segment.amounts[n], segment.clause_left(n), segment.text(n)
    counted = not amount.unit.startswith("%")
    if counted and reading.year is None and any(flow in words(segment.pieces) for flow in _FLOWS):
        yield remarks.total_or_yearly()
    elif counted and amount.leads(K.AVERAGE) and not amount.per and not has(clause, K.MEASURE, K.AVERAGE, K.TERM):
        yield remarks.total_or_yearly()  # "xây dựng bình quân 12 trạm y tế"
    falling = any(lexeme.kind == K.TERM and "giảm" in lexeme.text for lexeme in clause)
    rising = bool(clause) and clause[-1].text == "tỷ lệ tăng"  # also read "the share rises by"
    if (falling or rising) and not amount.leads(K.LEVEL, K.TO):
        yield remarks.level_or_change(f"{words(clause)} {text}")
    if amount.unit in WORKS:
        yield remarks.not_a_measure(text)
    if _is_allowance(amount, clause, segment.clause_right(n)):
        yield remarks.allowance(text)
    if _is_perhaps_a_name(amount, segment.left(n)):
        yield remarks.not_a_measure(f"{words(segment.left(n)[-2:])} {text}")
    right = segment.clause_right(n)
    average = any(mean in lexeme.text for mean in ("bình quân", "trung bình") for lexeme in right[:1])
    if reading.since or is_compared(right) or average:
        yield remarks.compared(text)


def _bounds_the_same(segment: Segment, n: int) -> bool:
    """ "tối thiểu 20 và tối đa 30 giường": a floor and a ceiling of one thing, which are one range."""
    if not n or segment.clause_left(n):
        return False
    before, amount = segment.amounts[n - 1], segment.amounts[n]
    ways = [bool(one.comparators & {"ge", "gt"}) - bool(one.comparators & {"le", "lt"}) for one in (before, amount)]
    return ways[0] * ways[1] < 0 and (not before.unit or before.unit == amount.unit or not amount.unit)


def _is_allowance(amount: Amount, clause: list[Lexeme], right: list[Lexeme]) -> bool:
    """ "hỗ trợ tối đa 50 triệu đồng/hộ", "đóng 70% mức đóng", "phạt tiền từ 5 đến 10 triệu đồng": a rule for a case."""
    said = words(clause)
    if amount.leads(K.LEVEL, K.TO, K.CHANGE) or "tổng" in said:
        return False
    if "đồng" in amount.unit and amount.per and any(word in said for word in _RATES_OF_PAY):
        return True
    capped = bool(amount.second) or bool(amount.comparators & {"le", "lt"})
    cost = amount.unit == "%" and words(right).startswith(_COSTS)
    return said.endswith(_ALLOWANCES) and (capped or cost or ("đồng" in amount.unit and bool(amount.per)))


def _is_perhaps_a_name(amount: Amount, left: list[Lexeme]) -> bool:
    """ "Quân khu 3 diễn tập", "phương châm 4 tại chỗ": a number between words that are neither a verb nor a unit."""
    if words(left[-1:]) in ("tại", "ở") and not amount.lead and amount.unit in PLACES:
        return True
    counted = amount.unit.lower() in UNITS or amount.unit.split()[0:1] in [[scale] for scale in SCALES]
    if amount.lead or amount.second or not amount.unit or counted or amount.unit.startswith(("%", "‰", "m²")):
        return False
    named = has(left[-1:], K.WORD, K.UNIT) and not words(left[-2:]).endswith(_MAKING)
    named = named or (has(left[-1:], K.COMMA, K.AND) and has(left[-2:-1], K.NAME))
    return named and amount.first.text.isdecimal()
