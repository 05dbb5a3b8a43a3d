"""What is counted and measured. Keys are spelled as `targets.phrases.spelling` spells, values as they are shown."""

from targets.phrases.lexicon import entries

# Named together, counted together: "mỗi xã, phường"; the comma is no end of a clause.
COMMUNES = "xã, phường|phường, xã|xã, phường, thị trấn|xã, phường, đặc khu|thôn, bản|thôn, tổ dân phố"
SHOWN = (
    "căn hộ|căn nhà|căn|nhà|ngôi nhà|hộ|hộ gia đình|hộ dân|hộ nghèo|hộ cận nghèo|người|người dân|lao động|lượt người|"
    "lượt|lượt khách|khách|khách du lịch|học sinh|sinh viên|trẻ|trẻ em|giáo viên|cán bộ|công chức|viên chức|đảng viên|"
    "đoàn viên|hội viên|bác sĩ|dược sĩ|dược sĩ đại học|điều dưỡng|điều dưỡng viên|y sĩ|nhân viên y tế|giường|"
    "giường bệnh|nhân lực|chuyên gia|doanh nhân|vận động viên|"
    "xã|phường|thị trấn|huyện|thị xã|tỉnh|tỉnh, thành|tỉnh, thành phố|tỉnh thành|thành phố|quận|thôn|bản|xóm|ấp|buôn|"
    "tổ dân phố|khu dân cư|điểm dân cư|địa phương|nước|quốc gia|đơn vị|đơn vị cấp huyện|đơn vị cấp xã|cơ quan|tổ chức|"
    "cơ sở|doanh nghiệp|doanh nghiệp công nghệ số|hợp tác xã|HTX|tổ hợp tác|trang trại|hộ kinh doanh|"
    "trường|trường học|lớp|phòng học|phòng|bệnh viện|trạm y tế|trung tâm|nhà máy|nhà văn hóa|thư viện|chợ|siêu thị|"
    "khu công nghiệp|cụm công nghiệp|khu du lịch|khu đô thị|đô thị|công trình|dự án|mô hình|chuỗi|chuỗi liên kết|"
    "sản phẩm|sản phẩm OCOP|thương hiệu|nhãn hiệu|sáng chế|bằng sáng chế|đơn|đề tài|nhiệm vụ|chương trình|đề án|"
    "hội nghị|hội thảo|lớp tập huấn|đợt|cuộc|buổi|vụ|vụ việc|hồ sơ|thủ tục|dịch vụ|dịch vụ công|văn bản|chỉ tiêu|"
    "tiêu chí|giải pháp|lĩnh vực|nền tảng|thuê bao|tài khoản|máy|trạm|trạm bts|tuyến|tuyến cáp quang|"
    "tuyến cáp quang biển|tuyến đường|cầu|cảng|sân bay|ca|trường hợp|vở diễn|tác phẩm|di tích|di sản|"
    "đồng|đô la|đô la Mỹ|đô Mỹ|USD|EUR|tấn|tạ|kg|g|mg|lít|ml|ha|m|m²|m² sàn|m³|km|km²|cm|mm|mét|mét vuông|hecta|héc-ta|"
    "kW|MW|GW|MWp|kWh|MWh|GWh|Mbps|Gbps|Mb/s|GB|TB|°C|độ C|dB|kcal|"
    "năm|tháng|quý|tuần|ngày|ngày đêm|ngày làm việc|"
    "giờ|giờ làm việc|phút|giây|tuổi|tháng tuổi|ngày tuổi|tuần tuổi|"
    "lần|bậc|điểm|sao|con|con gia súc|cây|quả|bộ|chiếc|cái|suất|thẻ|sổ|bài|ấn phẩm|cuốn|đầu sách|"
    "chức danh|chỉ số|mặt hàng|thị trường|lô|mỏ|hồ|hồ chứa|giếng|máy bay|tàu|tàu cá|ô tô|xe|thứ hạng|"
    "bé trai|bé gái|trẻ trai|trẻ gái|trẻ em trai|trẻ em gái|"
    "TOE|dân|trẻ đẻ sống|trẻ sơ sinh sống|ca sinh sống|ca đẻ sống|phụ nữ|nữ|thanh niên|"
    "km đường|hành khách|hành khách.km|container|TEU|teu|vốn|cổng|camera|địa chỉ|phiên|phiên giao dịch|chuyến|"
    "điểm cầu|điểm bưu điện|điểm trường|điểm du lịch|điểm đến|điểm nóng|bãi|bãi rác|nhóm|câu lạc bộ|tổ|đội|"
    "chốt|sự kiện|giải|huy chương|huy chương vàng|HCV|thí sinh|chứng chỉ|quy trình|phần mềm|hệ thống|"
    "cơ sở dữ liệu|"
    "bộ dữ liệu|khách quốc tế|khách nội địa|lượt khách quốc tế|lượt khách nội địa|lượt khách du lịch|"
    "lượt hành khách|phòng khách sạn|phòng nghỉ|khách sạn|"
    "héc ta|hec ta|vòng|cặp|khẩu phần|suất ăn|ký sinh trùng|bệnh nhân|người bệnh|người lao động|người cao tuổi|"
    "người khuyết tật|thương nhân|nghệ nhân|gia đình|phụ nữ mang thai|bà mẹ|tổ công nghệ số|tổ công nghệ số cộng đồng|"
    "nhà đầu tư|nhà đầu tư thứ cấp|nhà đầu tư chiến lược|nhà cung cấp|nhà thầu|nhà phân phối|nhà sản xuất|nhà báo|"
    "nhà giáo|nhà quản lý|nhà vệ sinh|nhà xưởng|nhà kính|nhà màng|nhà lưới|nhà thuốc|nhà đa năng|nhà tình nghĩa|"
    "nhà đại đoàn kết|nhà sinh hoạt cộng đồng|µg|"
    "khoa|viện|viện nghiên cứu|phòng thí nghiệm|nhà khoa học|kỹ sư|tiến sĩ|thạc sĩ|bài báo|công bố|cơ sở giáo dục|"
    "cơ sở đào tạo|cơ sở sản xuất|cơ sở y tế|di tích lịch sử|làng nghề|làng|gian hàng|cửa hàng|điểm bán|"
    "khu tái định cư|khu kinh tế|khu chế xuất|khu công nghệ cao|khu công nghệ số|khu công nghệ thông tin|"
    "doanh nghiệp mới|hội|hội chợ|hội thi|hội đồng|tổ chức đảng|chi bộ|nông dân|nông hộ|trang thiết bị|thiết bị|"
    "phương tiện|mũi tiêm|liều"
)
UNITS = {shown.lower(): shown for shown in f"{SHOWN}|{COMMUNES}".split("|")}
UNITS |= {"vnđ": "đồng", "usd": "USD", "cây số": "km", "ki-lô-mét": "km"}

PERCENTS = {
    "%": "%",
    "phần trăm": "%",
    "‰": "‰",
    "phần nghìn": "‰",
    "điểm %": "điểm %",
    "điểm phần trăm": "điểm %",
    "% điểm": "điểm %",
}

SCALES = entries(
    "nghìn tỷ|triệu tỷ|trăm nghìn|trăm tỷ|trăm triệu|chục nghìn|chục triệu|chục tỷ|vạn tỷ|tỷ|triệu|nghìn|vạn|trăm|chục"
)

BASES = {
    "gdp": "GDP",
    "grdp": "GRDP",
    "tổng chi ngân sách": "tổng chi ngân sách",
    "tổng chi ngân sách nhà nước": "tổng chi ngân sách nhà nước",
    "tổng chi ngân sách địa phương": "tổng chi ngân sách địa phương",
    "tổng chi nsnn": "tổng chi NSNN",
    "tổng thu ngân sách": "tổng thu ngân sách",
    "tổng thu ngân sách nhà nước": "tổng thu ngân sách nhà nước",
    "tổng sản phẩm": "tổng sản phẩm",
}

COUNTED = entries(
    "dân|người|người dân|trẻ|trẻ em|trẻ đẻ sống|trẻ sơ sinh sống|ca sinh sống|ca đẻ sống|phụ nữ|lao động|"
    "học sinh|hộ|hộ dân|doanh nghiệp|nữ|sinh viên|người lao động|bé gái|hộ gia đình"
)
PERSONS = entries(
    "trẻ|trẻ em|người|người dân|phụ nữ|nữ|nam|dân số|lao động|thanh niên|học sinh|nam giới|nữ giới|"
    "thiếu niên|công dân|vị thành niên|dân|nhóm|độ tuổi|lứa tuổi|trẻ mẫu giáo|mẫu giáo|nhà trẻ|trẻ nhỏ|"
    "đối tượng|phụ nữ mang thai"
)
PLACES = entries(
    "tỉnh|tỉnh, thành|tỉnh, thành phố|tỉnh thành|địa phương|nước|quốc gia|thành phố|bộ|đơn vị|huyện|xã|"
    "quận|trường|doanh nghiệp|nền kinh tế|bộ, ngành|điểm đến|sở|cơ quan"
)
LENGTHS_OF_TIME = entries("năm|tháng|quý|tuần|ngày|ngày làm việc|giờ|giờ làm việc|phút|giây")
ABBREVIATIONS = entries("gdp|grdp|hdi|htx|usd|fdi|ict|ocop|pci|papi|par|index|sipas|pgi|dti|tfr|kpi|ntm|gni|cpi|iip")
NUMBER_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
MULTIPLES = {"đôi": "2", "rưỡi": "1.5"}
POPULATIONS = entries("dân|người dân|trẻ|trẻ đẻ sống|trẻ sơ sinh sống|ca đẻ sống|ca sinh sống|phụ nữ|hộ dân")
WORKS = entries("nhiệm vụ|đột phá|nhóm|giải pháp|khâu|khâu đột|trụ cột|nội dung|mục tiêu|chỉ tiêu|phong trào")
