"""The words a target is said with. Every entry is in the spelling of `targets.phrases.spelling`."""

from enum import StrEnum


class K(StrEnum):
    """What a piece of a phrase is to the grammar."""

    NUM = "number"
    UNCLEAR = "unclear number"
    FRACTION = "fraction"
    NUMBER_WORD = "number in letters"
    PERCENT = "percent"
    SCALE = "multiplier"
    UNIT = "unit"
    CMP = "comparator"
    TAIL = "comparator after the number"
    LEVEL = "verb of a level"
    TO = "preposition of a level"
    CHANGE = "verb of change"
    CHANGE_NOUN = "noun of change"
    MORE = "addition"
    FROM = "from"
    UNTIL = "until"
    RATIO = "multiple"
    AVERAGE = "average"
    YEARLY = "every year"
    RECURRING = "every month or quarter"
    POSITION = "place in a ranking"
    GROUP = "group of a ranking"
    BEST = "top of a ranking"
    WORST = "bottom of a ranking"
    MEASURE = "what is measured"
    MILESTONE = "verb of completion"
    ALL_GONE = "none left"
    NONE = "no such thing"
    AIM = "aspiration"
    NOT = "negation"
    HAVE = "have"
    PASSIVE = "passive"
    FILLER = "filler"
    COMPARED = "compared with"
    NOW = "present state"
    EXCEPT = "except or including"
    OF_WHICH = "of which"
    RESPECTIVELY = "respectively"
    EACH = "each"
    AND = "and"
    OR = "or"
    DOCUMENT = "legal document"
    TERM = "term"
    TIME = "time"
    PER = "denominator"
    NAME = "name"
    WORD = "word"
    COMMA = ","
    COLON = ":"
    DASH = "-"
    SLASH = "/"
    OPEN = "("
    CLOSE = ")"
    BREAK = ";"
    STOP = "."
    SIGN = "sign"


def entries(text: str) -> frozenset[str]:
    """The entries of a list written "a|b|c"."""
    return frozenset(text.split("|"))


_GE = (
    "tối thiểu|tối thiểu là|ít nhất|ít nhất là|chí ít|thấp nhất|thấp nhất là|không dưới|không thấp hơn|không ít hơn|"
    "không nhỏ hơn|không kém|không kém hơn|không được thấp hơn|không được dưới|không được ít hơn|bằng hoặc cao hơn|"
    "bằng hoặc lớn hơn|bằng hoặc trên|bằng hoặc hơn|bằng hoặc nhiều hơn|lớn hơn hoặc bằng|cao hơn hoặc bằng|"
    "trên hoặc bằng|nhiều hơn hoặc bằng|bằng hoặc vượt|đạt hoặc vượt|đạt và vượt|bằng và vượt|≥"
)
_LE = (
    "không quá|không vượt quá|không vượt|không cao hơn|không lớn hơn|không nhiều hơn|không hơn|không trên|chưa quá|"
    "không được quá|không được vượt quá|không được vượt|không được cao hơn|không được trên|tối đa|tối đa là|"
    "nhiều nhất|nhiều nhất là|cao nhất|cao nhất là|bằng hoặc thấp hơn|bằng hoặc nhỏ hơn|bằng hoặc dưới|"
    "bằng hoặc ít hơn|nhỏ hơn hoặc bằng|thấp hơn hoặc bằng|dưới hoặc bằng|ít hơn hoặc bằng|không để vượt quá|"
    "không để vượt|không để quá|không vượt mức|không vượt ngưỡng|≤"
)
_GT = (
    "trên|hơn|vượt|vượt trên|vượt mức|vượt quá|vượt hơn|quá|cao hơn|lớn hơn|nhiều hơn|trên mức|trên ngưỡng|"
    "vượt ngưỡng|>"
)
_LT = "dưới|thấp hơn|ít hơn|nhỏ hơn|chưa đến|chưa tới|dưới mức|dưới ngưỡng|kém hơn|<"
_APPROX = (
    "khoảng|xấp xỉ|gần|gần bằng|gần đạt|tương đương|tương đương với|trên dưới|chừng|khoảng chừng|cỡ|ngót|suýt soát|"
    "tiệm cận|vào khoảng|gần như|≈"
)
_TERMS = (
    "tăng trưởng|tăng cường|gia tăng|giá trị gia tăng|thuế giá trị gia tăng|tốc độ tăng|tốc độ tăng trưởng|"
    "tốc độ giảm|tỷ lệ tăng|tỷ lệ tăng trưởng|tỷ lệ giảm|tỷ suất tăng|nhịp độ tăng|tăng huyết áp|tăng tốc|tăng ca|"
    "tăng âm|giảm nghèo|xóa đói giảm nghèo|xóa đói, giảm nghèo|suy giảm|giảm trừ|giảm nhẹ|giảm nhẹ thiên tai|"
    "giảm án|giảm thuế|nâng cấp|nâng lương|nông thôn mới nâng cao|ntm nâng cao|mức sống tối thiểu|"
    "lương tối thiểu|mức lương tối thiểu|"
    "tiền lương tối thiểu|"
    "thu nhập tối thiểu|mức tối thiểu|chuẩn tối thiểu|điều kiện tối thiểu|yêu cầu tối thiểu|dịch vụ tối thiểu|"
    "mầm non|trên địa bàn|trên thế giới|trên toàn thế giới|trên cả nước|trên toàn quốc|trên phạm vi|trên toàn tỉnh|"
    "trên cơ sở|trên nền tảng|trên môi trường|trên mạng|trên internet|trên không gian|trên lĩnh vực|trên các|"
    "trên đất|trên biển|trên sông|trên mặt|trên cạn|trên toàn|trên thực tế|trên đại học|trên chuẩn|nói trên|nêu trên|"
    "dưới hình thức|dưới sự|dưới nước|dưới đất|dưới đại học|hướng dẫn|xã hội|gần đây|gần nhất|hơn nữa|khoảng cách|"
    "khoảng thời gian|quá trình|quá tải|quá hạn|quá độ|vượt trội|vượt khó|vượt bậc|đến trường|đến lớp|đi đến|"
    "lên lớp|lên men|cao đẳng|bình quân đầu người|bình quân trên đầu người|bình quân người|trung bình khá|"
    "bình quân chung|mức trung bình|mức bình quân|còn lại|nhà ở|cư trú|nơi ở|là người|là nữ|là nam|là học sinh|"
    "là trẻ em|là phụ nữ|là hộ|là người dân tộc|"
    "mức sinh|mức sống|mức thu nhập|mức hưởng|mức lương|mức chi|mức đầu tư|mức tiêu hao|mức tiêu thụ|mức vốn|"
    "định mức|mức chuyển|mức phát thải|giữ gìn|giữ trẻ|số liệu|số hóa|số hiệu|chính quyền số|kinh tế số|xã hội số|"
    "chuyển đổi số|kỹ thuật số|chữ ký số|công dân số|hạ tầng số|thuê bao|từ xa|từ thiện|từ vựng|lên đường|"
    "xuống cấp|xuống giống|về đích|về nước|về hưu|về quê|hạ tầng|hạ thế|hạ du|hạ lưu|thành phố|thành tích|đủ điều kiện|"
    "đầy đủ|không gian|không khí|không ngừng|không dùng tiền mặt|không phát thải|không chính thức|không chuyên trách|"
    "hàng không|không giao|phi nông nghiệp|thể thao|thanh toán không dùng tiền mặt|thanh toán điện tử|"
    "thanh toán trực tuyến|xóa mù chữ|mù chữ|có công|người có công|có việc làm|có trình độ|có bằng|có khả năng|"
    "có hiệu quả|có chất lượng|có nguy cơ|có hoàn cảnh|có nhu cầu|có liên quan|có điều kiện|thể thấp còi|"
    "chiếm dụng|bằng cấp|văn bằng|bằng lái|công bằng|đồng bằng|thăng bằng|bằng tiền|bằng vốn|bằng hình thức|"
    "con số|chữ số|hai con số|hai chữ số|giải quyết|giải ngân|giải phóng|giải phóng mặt bằng|giải tỏa|giải thể|"
    "tiếp cận|cận nghèo|cận huyết|nước ngoài|ngoài nước|trong và ngoài nước|ngoài công lập|ngoài khơi|ngoài trời|"
    "ngoài giờ|ngoài nhà nước|ngoài ngân sách|ngang tầm|tầm soát|điểm trung bình|giá so sánh|từng bước|tốt hơn|"
    "nhanh hơn|thuận lợi hơn|chặt chẽ hơn|giám sát|khảo sát|sát hạch|sát sao|sát nhập|trinh sát|cảnh sát|"
    "người sử dụng lao động|nhỏ và vừa|vừa và nhỏ|tảo hôn|kết hôn|ly hôn|hôn nhân"
)

PHRASES: dict[tuple[K, str], str] = {
    (K.CMP, "ge"): _GE,
    (K.CMP, "le"): _LE,
    (K.CMP, "gt"): _GT,
    (K.CMP, "lt"): _LT,
    (K.CMP, "approx"): _APPROX,
    (K.CMP, "forecast"): "dự kiến|ước|ước đạt|ước tính|dự báo|ước thực hiện|dự ước|ước khoảng|dự tính",
    (K.CMP, "within"): "trong khoảng|nằm trong khoảng|dao động|dao động trong khoảng|dao động ở mức",
    (K.CMP, "unsure"): "±|âm|ngoài|tròn|cơ bản đạt|non|độ chừng|tầm|cận|sát",
    (K.TAIL, "ge"): "trở lên|hoặc hơn|hoặc cao hơn|hoặc nhiều hơn|hoặc lớn hơn",
    (K.TAIL, "le"): "trở xuống|hoặc thấp hơn|hoặc ít hơn|hoặc nhỏ hơn|trở lại",
    (K.LEVEL, ""): "đạt|đạt mức|đạt được|đạt tỷ lệ|đạt tỷ trọng|đạt con số|là|bằng|ở mức|mức|duy trì|duy trì mức|"
    "duy trì ở mức|duy trì tỷ lệ|giữ vững|giữ vững tỷ lệ|giữ|giữ ổn định|giữ mức|giữ ở mức|ổn định ở mức|ổn định|"
    "chiếm|chiếm tỷ lệ|chiếm tỷ trọng|đủ|đạt tới|đạt đến|đạt đủ|đạt tổng số|có mức",
    (
        K.TO,
        "",
    ): "lên|lên đến|lên tới|lên mức|lên thành|xuống|xuống còn|"
    "xuống mức|xuống đến|xuống tới|còn|chỉ còn|"
    "về|về mức|về còn|sang|đến còn|còn ở mức",
    (K.CHANGE, "up"): "tăng|tăng thêm|tăng được|tăng dần|cao thêm|nâng thêm|mở rộng thêm",
    (K.CHANGE, "down"): "giảm|giảm bớt|giảm thêm|giảm dần|giảm được|giảm thiểu|giảm mạnh|kéo giảm|hạ|hạ thấp|"
    "cắt|cắt giảm|rút ngắn|thu hẹp|tiết giảm|tinh giản",
    (K.CHANGE, "raise"): "nâng|nâng cao|nâng dần|cải thiện",
    (K.CHANGE_NOUN, "up"): "mức tăng|mức tăng thêm",
    (K.CHANGE_NOUN, "down"): "mức giảm|mức giảm sinh|mức giảm nghèo",
    (K.MORE, "up"): "thêm|có thêm|bổ sung thêm",
    (K.FROM, ""): "từ|từ mức|đạt từ",
    (K.UNTIL, ""): "đến|tới",
    (K.RATIO, ""): "gấp|tăng gấp|cao gấp|gấp lên|nhiều gấp|lớn gấp",
    (K.AVERAGE, ""): "bình quân|trung bình|bình quân chung|bình quân là",
    (K.YEARLY, "apart"): "hằng năm|thường niên",
    (K.YEARLY, "joined"): "mỗi năm|một năm|từng năm|bình quân mỗi năm|trung bình mỗi năm",
    (K.RECURRING, ""): "hằng quý|hằng tháng|hằng tuần|hằng ngày|mỗi tháng|mỗi quý|mỗi tuần|mỗi ngày|định kỳ|"
    "định kỳ hằng năm|định kỳ hằng quý|định kỳ hằng tháng|thường xuyên hằng năm",
    (K.POSITION, ""): "thứ hạng|xếp hạng|xếp thứ|xếp thứ hạng|đứng thứ|hạng|vị trí|vị trí thứ|vị trí xếp hạng|vị thứ|"
    "thứ bậc|xếp vị trí|đứng vị trí|đứng vị trí thứ|xếp vị trí thứ|xếp hạng thứ|hạng thứ",
    (K.GROUP, "top"): "top|tốp|tóp|trong top|trong tốp",
    (K.GROUP, "group"): "nhóm|thuộc nhóm|trong nhóm|vào nhóm|nằm trong nhóm|thuộc|trong số|nằm trong|nằm trong số|"
    "thuộc số|trong|lọt vào nhóm|lọt vào|vào",
    (K.BEST, ""): "dẫn đầu|đứng đầu|hàng đầu|tốt nhất|lớn nhất|mạnh nhất|khá nhất|phát triển nhất|nhanh nhất|tốp đầu|"
    "phát triển khá|xuất sắc nhất",
    (K.WORST, ""): "kém nhất|cuối bảng|đứng cuối|nghèo nhất|khó khăn nhất|xếp cuối|cuối cùng|chậm nhất cả nước",
    (
        K.MEASURE,
        "",
    ): "tỷ lệ|tỷ trọng|tỷ suất|tỷ số|số lượng|thu nhập|"
    "năng suất|tuổi thọ|quy mô|giá trị|diện tích|sản lượng|"
    "số vụ|số ca|số người|kim ngạch|doanh thu|tổng số|thời gian|chi phí|mật độ|cường độ|hệ số|vốn|số hộ|số xã|"
    "điểm số|điểm|lượng|thu ngân sách|tổng thu|tổng chi|độ che phủ|tuổi|công suất|dung tích|tải trọng|số",
    (K.MEASURE, "chỉ số"): "chỉ số",
    (K.MILESTONE, "done"): "hoàn thành|cơ bản hoàn thành|hoàn tất|chấm dứt|cơ bản chấm dứt|loại trừ|"
    "cơ bản loại trừ|thanh toán|cơ bản thanh toán|xóa|xóa bỏ|cơ bản xóa|cơ bản xóa bỏ|phủ kín|khánh thành|thông xe|"
    "khởi công|kết thúc|giải quyết dứt điểm|xử lý dứt điểm|đưa vào sử dụng|đưa vào vận hành|đưa vào khai thác",
    (K.MILESTONE, "state"): "đạt chuẩn|được công nhận|được công nhận đạt chuẩn|duy trì đạt chuẩn|được hoàn thành|"
    "đạt tiêu chuẩn",
    (K.ALL_GONE, ""): "xóa bỏ hoàn toàn|xóa hoàn toàn|hoàn toàn xóa bỏ|xóa sạch|xóa bỏ triệt để|xóa triệt để|"
    "loại bỏ hoàn toàn|xóa hết|xóa xong",
    (K.NONE, ""): "không còn|không có|không để còn|cơ bản không còn|không xảy ra|không để xảy ra|không phát sinh",
    (K.AIM, ""): "phấn đấu|hướng tới|hướng đến|cố gắng|nỗ lực|mong muốn",
    (K.NOT, ""): "không|chưa|chẳng|không phải|không để|không cho|không được",
    (K.HAVE, ""): "có|có được|sẽ có|phải có",
    (K.PASSIVE, ""): "được|bị",
    (K.FILLER, ""): "phải|cần|cũng|cả|cho|đã|sẽ|thành công|tổng cộng|tổng số là|toàn tỉnh",
    (K.COMPARED, ""): "so với|so|so cùng kỳ|so với cùng kỳ",
    (K.NOW, ""): "hiện nay|hiện tại|hiện có|hiện đạt|đã đạt|đến nay|hiện mới|thực trạng|cùng kỳ năm trước|"
    "tương ứng với|tức|hay|tương ứng khoảng",
    (K.EXCEPT, ""): "trừ|ngoại trừ|không kể|không tính|chưa kể|chưa tính|kể cả|bao gồm|gồm|gồm có|theo tỷ lệ|theo mức",
    (K.OF_WHICH, ""): "trong đó|trong số đó|riêng",
    (K.RESPECTIVELY, ""): "lần lượt|lần lượt là|tương ứng|tương ứng là|theo thứ tự",
    (K.EACH, ""): "mỗi|từng|cứ|bình quân mỗi|trung bình mỗi|một trong|cứ mỗi",
    (K.AND, ""): "và|cùng với|cũng như|đồng thời|còn với",
    (K.OR, ""): "hoặc|hay|hay là",
    (K.DOCUMENT, ""): "nghị quyết|nghị định|quyết định|thông tư|thông tư liên tịch|chỉ thị|kết luận|kế hoạch|công văn|"
    "chương trình|chương trình hành động|đề án|luật|bộ luật|pháp lệnh|hiến pháp|thông báo|báo cáo|tờ trình|"
    "hướng dẫn số|"
    "văn bản|quy chuẩn|nq|nđ|qđ|kl|tiêu chuẩn|công điện",
    (K.TERM, ""): _TERMS,
}

GRADES = ("mức độ", "cấp độ")
ORDINALS = entries(
    "điều|khoản|điểm|mục|tiểu mục|phụ lục|biểu|bảng|chương|phần|câu|lớp|khối|cấp|bậc|loại|khu vực|vùng|"
    "tuyến|quốc lộ|đường tỉnh|tỉnh lộ|vành đai|đường vành đai|giai đoạn|bước|đợt|lần thứ|thứ|khóa|số|nhóm|"
    "hạng|cột|dòng|trang|mẫu|dự án|tiểu dự án|nội dung thành phần|nội dung|tiêu chí số|tổng đài|"
    "điện thoại|hotline|mục tiêu|chỉ tiêu|nhiệm vụ|tiêu chí|phường|quận|tổ|khu phố|ca|cụm|đường|nhà máy|"
    "phân khu|tầng|kỳ họp thứ|quân khu|quân đoàn|sư đoàn|lữ đoàn|trung đoàn|tiểu đoàn|quân y|bệnh viện|ga|nhà ga|hầm|"
    "bến|trạm|lần|phiên|euro|ron|khu"
) | set(GRADES)
