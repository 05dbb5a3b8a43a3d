"""What the demonstration's agencies found difficult, and what became of it."""

import datetime as dt
from dataclasses import dataclass

from reports.enums import DifficultyAction as Action


@dataclass(frozen=True)
class Happened:
    """A step: an answer, an escalation, a decision, and so on; with its document, and that as a file (`paper`)."""

    action: Action
    on: dt.date
    text: str = ""
    number: str = ""
    dated: dt.date | None = None
    paper: str = ""


@dataclass(frozen=True)
class Raised:
    """Raised outside a report. `matter` names the group it will belong to."""

    agency: str
    on: dt.date
    text: str
    proposal: str = ""
    task: str = ""
    then: tuple[Happened, ...] = ()
    matter: str = ""


@dataclass(frozen=True)
class Reported:
    """Told in the report of `year`; only what became of it stands here."""

    agency: str
    task: str
    year: int
    then: tuple[Happened, ...] = ()
    matter: str = ""


@dataclass(frozen=True)
class Matter:
    """Difficulties of several agencies made one by the officer, and the steps taken for all of them."""

    name: str
    title: str
    on: dt.date
    then: tuple[Happened, ...]


RAISED = (
    Raised(
        "SYT",
        dt.date(2024, 4, 18),
        "Ba trung tâm y tế tuyến huyện chưa có bác sĩ chuyên khoa nhi, phải chuyển tuyến phần lớn ca nặng.",
        "Đề nghị cho phép luân phiên bác sĩ từ Bệnh viện Đa khoa tỉnh trong thời gian chờ tuyển dụng.",
        task="6.2",
        then=(
            Happened(
                Action.ANSWER,
                dt.date(2024, 5, 14),
                "Thống nhất luân phiên 6 bác sĩ từ ngày 01/6/2024 đến hết năm 2024. Sở Y tế lập danh sách, báo cáo "
                "hằng quý.",
                "642/SLĐTBXH-BTXH",
                dt.date(2024, 5, 14),
            ),
            Happened(Action.CLOSE, dt.date(2024, 9, 30), "Đã luân phiên đủ 6 bác sĩ, số ca chuyển tuyến giảm rõ rệt."),
        ),
    ),
    Raised(
        "SXD",
        dt.date(2024, 6, 10),
        "Hai dự án nhà ở xã hội chưa được giao đất do chưa thống nhất phương án bồi thường với 41 hộ.",
        "Đề nghị UBND tỉnh phê duyệt hệ số điều chỉnh giá đất riêng cho hai dự án.",
        task="6.5",
        then=(
            Happened(
                Action.ESCALATE,
                dt.date(2024, 6, 20),
                "Hệ số điều chỉnh giá đất thuộc thẩm quyền của UBND tỉnh. Kính trình UBND tỉnh xem xét, quyết định.",
                "871/TTr-SLĐTBXH",
                dt.date(2024, 6, 20),
            ),
            Happened(
                Action.DECIDE,
                dt.date(2024, 7, 16),
                "Phê duyệt hệ số điều chỉnh giá đất đối với hai dự án; giao UBND thành phố Phủ Lý chi trả bồi thường "
                "trước ngày 30/9/2024.",
                "936/QĐ-UBND",
                dt.date(2024, 7, 15),
                paper="Quyết định 936",
            ),
            Happened(Action.CLOSE, dt.date(2024, 10, 8), "Đã bàn giao mặt bằng sạch cho cả hai dự án."),
        ),
    ),
    Raised(
        "UBND-LYNHAN",
        dt.date(2024, 9, 16),
        "Mưa lũ đầu tháng 9 làm hư hỏng 37 nhà ở của hộ nghèo, vượt dự phòng ngân sách huyện.",
        "Đề nghị hỗ trợ kinh phí sửa chữa.",
        task="6.5",
        then=(
            Happened(Action.WITHDRAW, dt.date(2024, 10, 2), "Huyện đã được Ủy ban MTTQ tỉnh hỗ trợ từ Quỹ Cứu trợ."),
        ),
    ),
    Raised(
        "UBND-PHULY",
        dt.date(2026, 8, 11),
        "Công chức phụ trách an sinh xã hội ở 9 phường kiêm từ ba mảng việc trở lên, chi trả trợ cấp thường chậm.",
        "Đề nghị bố trí thêm một người hoạt động không chuyên trách ở phường có trên 300 đối tượng.",
        task="5.2",
        matter="kiem-nhiem",
    ),
    Raised(
        "UBND-DUYTIEN",
        dt.date(2026, 8, 27),
        "Sau sắp xếp, mỗi công chức cấp xã quản lý bình quân 310 đối tượng, không kịp rà soát hằng tháng.",
        "Đề nghị hướng dẫn khoán việc cho cộng tác viên công tác xã hội.",
        task="5.2",
        matter="kiem-nhiem",
    ),
    Raised(
        "UBND-THANHLIEM",
        dt.date(2026, 9, 9),
        "4 xã chưa có người làm công tác xã hội, công chức văn hóa kiêm nhiệm nên hồ sơ trợ giúp tồn đọng.",
        task="5.2",
        matter="kiem-nhiem",
    ),
    Raised(
        "UBND-BINHLUC",
        dt.date(2026, 10, 5),
        "Chưa rõ mức chi cho tuyên truyền chính sách xã hội trên đài truyền thanh thông minh vừa lắp đặt.",
        task="1.1",
        then=(
            Happened(
                Action.ANSWER,
                dt.date(2026, 10, 13),
                "Áp dụng mức chi theo Nghị quyết về chi thông tin cơ sở của HĐND tỉnh; đài truyền thanh thông minh "
                "tính như đài cấp xã.",
            ),
        ),
    ),
    Raised(
        "UBND-KIMBANG",
        dt.date(2026, 10, 12),
        "Hai trạm cấp nước sạch nông thôn vận hành dưới công suất do đường ống nhánh hư hỏng, chưa có vốn thay thế.",
        "Đề nghị bổ sung danh mục sửa chữa năm 2027.",
        task="6.6a",
    ),
)
REPORTED = (
    Reported("SKHDT", "2.4", 2025, matter="mat-bang"),
    Reported("SXD", "6.5", 2025, matter="mat-bang"),
    Reported(
        "SLDTBXH",
        "2.1",
        2025,
        then=(
            Happened(
                Action.ANSWER,
                dt.date(2025, 12, 22),
                "Sở Tư pháp đã lập danh mục 34 văn bản phải rà soát do sắp xếp bộ máy, gửi các sở trước 15/01/2026.",
            ),
            Happened(Action.CLOSE, dt.date(2026, 3, 4)),
        ),
    ),
    Reported(
        "SYT",
        "6.2",
        2025,
        then=(
            Happened(
                Action.ANSWER,
                dt.date(2026, 1, 9),
                "Đã tổng hợp kiến nghị gửi Bộ Y tế. Trong thời gian chờ, Sở Y tế điều tiết vắc xin giữa các huyện.",
                "52/SLĐTBXH-BTXH",
                dt.date(2026, 1, 9),
            ),
            Happened(Action.CLOSE, dt.date(2026, 5, 20), "Từ tháng 4/2026 vắc xin được cấp đủ theo quý."),
        ),
    ),
    Reported(
        "SGDDT",
        "6.1a",
        2025,
        then=(
            Happened(
                Action.ANSWER,
                dt.date(2026, 1, 15),
                "Đề nghị Sở Nội vụ đưa 96 chỉ tiêu giáo viên tin học, ngoại ngữ vào kế hoạch tuyển dụng năm 2026.",
            ),
            Happened(
                Action.REOPEN,
                dt.date(2026, 9, 21),
                "Kỳ tuyển dụng tháng 8/2026 chỉ tuyển được 41/96 giáo viên vì thiếu người dự tuyển.",
            ),
        ),
    ),
    Reported(
        "STNMT",
        "6.6c",
        2025,
        then=(
            Happened(
                Action.ESCALATE,
                dt.date(2026, 9, 15),
                "Việc phối hợp liên tỉnh vượt thẩm quyền của Sở. Kính trình UBND tỉnh kiến nghị bộ quản lý ngành.",
                "1420/TTr-SLĐTBXH",
                dt.date(2026, 9, 15),
            ),
        ),
    ),
    *(
        Reported(agency, task, 2025, then=(Happened(Action.ANSWER, dt.date(2026, 1, 20), answer),))
        for agency, task, answer in (
            ("STTTT", "1.1", "Đưa 12 đài hư hỏng nặng vào danh mục thay mới năm 2026."),
            (
                "STTTT",
                "2.3",
                "Công an tỉnh làm đầu mối đối chiếu mã định danh, các sở gửi dữ liệu trước 30/4/2026.",
            ),
            (
                "SLDTBXH",
                "3",
                "Theo hướng dẫn giải quyết hồ sơ tồn đọng; lấy ý kiến cộng đồng thay nhân chứng.",
            ),
            ("SLDTBXH", "4.1", "Cho phép các trường mời giảng viên của doanh nghiệp theo hợp đồng vụ việc."),
            ("SLDTBXH", "4.2", "Trung tâm Dịch vụ việc làm tổ chức thêm hai phiên giao dịch chuyên đề trong quý II."),
            ("BHXH", "5.1", "Lồng ghép hỗ trợ mức đóng vào dự toán năm 2026 của cấp huyện."),
            ("SLDTBXH", "6.1b", "Hoàn tất biên bản bàn giao tài sản trước ngày 31/3/2026."),
            ("STTTT", "6.4", "Vận động doanh nghiệp viễn thông miễn cước gói cơ bản cho hộ nghèo."),
            ("BQLKCN", "6.6b", "Ghi nhận đã khắc phục; lắp thiết bị quan trắc tự động trong quý I/2026."),
            ("SKHDT", "8", "Rút thời hạn lấy ý kiến của các sở còn 5 ngày làm việc."),
        )
    ),
)
GROUPS = (
    Matter(
        "mat-bang",
        "Chậm giải phóng mặt bằng các dự án an sinh xã hội",
        dt.date(2026, 1, 12),
        then=(
            Happened(
                Action.ESCALATE,
                dt.date(2026, 1, 14),
                "Hai sở cùng nêu vướng mắc mặt bằng; cần UBND tỉnh giao rõ thời hạn cho UBND cấp huyện.",
                "38/TTr-SLĐTBXH",
                dt.date(2026, 1, 14),
            ),
            Happened(
                Action.DECIDE,
                dt.date(2026, 2, 25),
                "UBND cấp huyện bàn giao mặt bằng sạch trước ngày 30/6/2026; Sở Tài nguyên và Môi trường kiểm tra, báo "
                "cáo hằng tháng.",
                "61/TB-UBND",
                dt.date(2026, 2, 24),
                paper="Thông báo 61",
            ),
        ),
    ),
    Matter(
        "kiem-nhiem",
        "Thiếu người làm công tác xã hội ở cấp xã",
        dt.date(2026, 9, 28),
        then=(
            Happened(
                Action.ESCALATE,
                dt.date(2026, 10, 2),
                "Ba huyện, thị xã, thành phố cùng nêu. Kính trình UBND tỉnh giao Sở Nội vụ bố trí người hoạt động "
                "không chuyên trách theo số đối tượng.",
                "1533/TTr-SLĐTBXH",
                dt.date(2026, 10, 2),
            ),
        ),
    ),
)
