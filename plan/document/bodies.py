"""The bodies that Vietnamese provinces have, by name: what a list of agencies is read against beside the known ones.

Needed because a comma also stands inside names ("Sở Văn hóa, Thể thao và Du lịch"), and an abbreviation beside them.
"""

# a name, then what it is shortened to where that is not its initials
BODIES: tuple[tuple[str, ...], ...] = (
    ("Sở Công Thương",),
    ("Sở Dân tộc và Tôn giáo",),
    ("Sở Du lịch",),
    ("Sở Giao thông vận tải",),
    ("Sở Giáo dục và Đào tạo",),
    ("Sở Kế hoạch và Đầu tư",),
    ("Sở Khoa học và Công nghệ",),
    ("Sở Lao động - Thương binh và Xã hội",),
    ("Sở Ngoại vụ", "Sở NgV"),
    ("Sở Nội vụ",),
    ("Sở Nông nghiệp và Môi trường",),
    ("Sở Nông nghiệp và Phát triển nông thôn",),
    ("Sở Quy hoạch - Kiến trúc",),
    ("Sở Tài chính",),
    ("Sở Tài nguyên và Môi trường",),
    ("Sở Thông tin và Truyền thông",),
    ("Sở Tư pháp",),
    ("Sở Văn hóa và Thể thao",),
    ("Sở Văn hóa, Thể thao và Du lịch",),
    ("Sở Văn hóa, Thông tin, Thể thao và Du lịch",),
    ("Sở Xây dựng",),
    ("Sở Y tế",),
    ("Ban Dân tộc tỉnh",),
    ("Ban Dân vận Tỉnh ủy",),
    ("Ban Nội chính Tỉnh ủy",),
    ("Ban Tổ chức Tỉnh ủy",),
    ("Ban Tuyên giáo Tỉnh ủy",),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy",),
    ("Ban Quản lý các khu công nghiệp", "BQL các khu công nghiệp", "BQL các KCN", "Ban Quản lý các KCN"),
    ("Ban Quản lý Khu kinh tế", "BQL Khu kinh tế", "BQL KKT"),
    ("Ban Quản lý các khu kinh tế", "BQL các khu kinh tế", "BQL các KKT"),
    ("Ban Quản lý Khu kinh tế và các khu công nghiệp", "BQL KKT và các KCN"),
    ("Báo và Phát thanh, truyền hình tỉnh", "Báo và Đài Phát thanh và Truyền hình", "Báo và PTTH"),
    ("Bảo hiểm xã hội tỉnh", "BHXH"),
    ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh", "Bộ CHBĐBP", "BCH BĐBP", "Bộ đội Biên phòng"),
    ("Bộ Chỉ huy Quân sự tỉnh", "Bộ CHQS", "BCHQS", "BCH Quân sự"),
    ("Chi cục Thống kê",),
    ("Công an tỉnh",),
    ("Cục Hải quan",),
    ("Cục Thống kê tỉnh",),
    ("Cục Thuế tỉnh",),
    ("Đài Phát thanh và Truyền hình tỉnh", "Đài Phát thanh - Truyền hình", "Đài PT-TH", "Đài PT&TH"),
    ("Hội Chữ thập đỏ tỉnh",),
    ("Hội Cựu chiến binh tỉnh", "Hội CCB"),
    ("Hội Liên hiệp Phụ nữ tỉnh", "Hội LHPN", "Hội Phụ nữ"),
    ("Hội Người cao tuổi tỉnh", "Hội NCT"),
    ("Hội Nông dân tỉnh",),
    ("Hội Nạn nhân chất độc da cam/dioxin",),
    ("Kho bạc Nhà nước tỉnh", "KBNN"),
    ("Liên đoàn Lao động tỉnh", "LĐLĐ"),
    ("Liên minh Hợp tác xã tỉnh", "Liên minh HTX"),
    (
        "Ngân hàng Chính sách xã hội chi nhánh tỉnh",
        "Ngân hàng Chính sách xã hội",
        "NHCSXH",
        "Ngân hàng CSXH",
        "Chi nhánh Ngân hàng Chính sách xã hội",
    ),
    ("Ngân hàng Nhà nước chi nhánh tỉnh", "Ngân hàng Nhà nước", "NHNN", "Chi nhánh Ngân hàng Nhà nước"),
    ("Thanh tra tỉnh",),
    ("Thuế tỉnh",),
    ("Tòa án nhân dân tỉnh", "TAND"),
    ("Trường Chính trị tỉnh",),
    ("Ủy ban Kiểm tra Tỉnh ủy",),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "UBMTTQ Việt Nam", "UBMTTQVN", "MTTQ Việt Nam", "UBMTTQ", "MTTQ"),
    (
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
        "Ủy ban Mặt trận Tổ quốc",
        "Mặt trận Tổ quốc Việt Nam",
        "Mặt trận Tổ quốc",
    ),
    ("Ủy ban nhân dân tỉnh", "UBND tỉnh"),
    ("Hội đồng nhân dân tỉnh", "HĐND tỉnh"),
    ("Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân", "Văn phòng Đoàn ĐBQH và HĐND"),
    ("Văn phòng Tỉnh ủy",),
    ("Văn phòng Ủy ban nhân dân tỉnh", "Văn phòng UBND", "VP UBND"),
    ("Viện kiểm sát nhân dân tỉnh", "VKSND"),
    ("Tỉnh đoàn", "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Đoàn TNCS Hồ Chí Minh", "Đoàn TNCSHCM"),
)

# the first words of a body's name; what follows in capitals belongs to it
HEADS = (
    "sở|ban quản lý|bql|ban|báo|bảo hiểm xã hội|bhxh|bộ chỉ huy|bộ tư lệnh|bộ|chi cục|công an|công đoàn|công ty|cục|"
    "đài|điện lực|đoàn|hiệp hội|hội đồng|hội liên hiệp|hội|học viện|kho bạc|liên đoàn|liên hiệp|liên minh|mặt trận|"
    "ngân hàng|phòng|quỹ|thành đoàn|thanh tra|thư viện|tòa án|tổng công ty|trung tâm|trường|tạp chí|tập đoàn|"
    "ủy ban kiểm tra|ủy ban mặt trận|ủy ban nhân dân|ubnd|hđnd|ủy ban|văn phòng|vp|viện|vườn quốc gia|bệnh viện|"
    "tỉnh ủy|huyện ủy|thành ủy|đảng ủy|tỉnh đoàn|huyện đoàn|thành đoàn|tổ công tác|tổ|vụ|tổng cục|bảo tàng|chi nhánh"
)

# lower-case words with which a name has ended and a sentence goes on
VERBS = (
    "chủ trì|chủ động|phối hợp|tham mưu|xây dựng|thực hiện|triển khai|hướng dẫn|rà soát|tổ chức|đẩy mạnh|tăng cường|"
    "mở rộng|tiếp tục|nghiên cứu|đề xuất|theo dõi|đôn đốc|kiểm tra|căn cứ|có trách nhiệm|chịu trách nhiệm|là|được|để|"
    "theo|tổng hợp|báo cáo|trình|ban hành|cân đối|bố trí|quản lý|phát triển|nâng cao|hoàn thiện|chỉ đạo|đảm bảo|"
    "bảo đảm|hỗ trợ|vận động|tuyên truyền|cùng|với|và|trong|tại|trước|từ|khi|nếu|thường xuyên|định kỳ|lập|đưa|giao|"
    "đầu mối|làm|cung cấp|tạo|huy động|quan tâm|gửi|hoặc|như|do|thẩm định|chuẩn bị|thu hút|khai thác|giám sát|"
    "hoàn thành|tiến hành|nâng cấp|thành lập|tham gia|số hóa|đánh giá|khảo sát|chỉnh trang|duy trì|phân bổ|khẩn trương|"
    "tích cực|kịp thời"
)

_THING = (
    "(?:sở|ban ngành|ban|ngành|bộ|cơ quan|đơn vị|tổ chức|đoàn thể|hội đoàn thể|hội quần chúng|hội đặc thù|hội|"
    "địa phương|doanh nghiệp|huyện|thị xã|thành phố|quận|xã|phường|thị trấn|đặc khu|phòng|cấp ủy|cấp|chủ đầu tư|"
    "nhà đầu tư|hợp tác xã|thôn|bản|ấp|buôn|khóm|tổ dân phố|khu phố|"
    "trường đại học|đại học|cao đẳng|trung cấp|trường|cơ sở [a-zà-ỹ ]{0,40}?|đảng ủy|"
    "chính quyền|ủy ban|hiệp hội|ngân hàng|nhà trường|bệnh viện)"
)
_OF = (
    "(?:có liên quan|liên quan|hữu quan|của tỉnh|cấp tỉnh|thuộc tỉnh|trong tỉnh|toàn tỉnh|trực thuộc|thuộc|tỉnh|"
    "trên địa bàn(?: toàn)?(?: tỉnh)?|chính trị ?- ?xã hội|chính trị|xã hội ?- ?nghề nghiệp|xã hội|nghề nghiệp|"
    "nhà nước|chuyên môn|chức năng|trung ương|khác|cùng cấp|ở địa phương|địa phương|các cấp|cấp huyện|cấp xã|"
    "quần chúng|thương mại|sự nghiệp|công lập|đóng trên địa bàn)"
)
_THINGS = rf"{_THING}(?:(?: ?, ?| và | ){_THING}\b)*(?: {_OF}\b)*"
_COMMITTEE = "(?:ủy ban nhân dân|ubnd|hđnd,? (?:và )?ubnd)"
GROUP = (
    rf"(?:(?:thủ trưởng|người đứng đầu|chủ tịch|lãnh đạo) )?"
    rf"(?:(?:{_COMMITTEE} )?(?:tất cả các|toàn thể các|các|những|mọi) {_THINGS}"
    rf"|{_COMMITTEE} cấp (?:huyện|xã)(?:(?:,| và|, cấp| và cấp) xã)?(?: {_OF})*"
    rf"|{_COMMITTEE} {_THING}(?:(?: ?, ?| và ){_THING})+(?: {_OF}\b)*"
    rf"|(?:sở|bộ|ban|cơ quan)(?:(?: ?, ?| và | ?- ?){_THING})+(?: {_OF}\b)*"
    rf"|(?:địa phương|đơn vị|cơ quan)(?: {_OF}\b)+|địa phương được lựa chọn)"
)
