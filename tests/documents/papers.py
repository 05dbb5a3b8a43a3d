"""A report on paper with every part that one can have."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from reports.documents.charts import Chart, Mark, picture
from reports.documents.paper import (
    Align,
    Appendix,
    Assignment,
    Cell,
    Chapter,
    Column,
    Foot,
    Group,
    Head,
    Line,
    Paper,
    Table,
)

RESULT = (
    "Đã tổ chức 12 lớp tập huấn cho 640 cán bộ xã, phường; hoàn thành rà soát đối tượng bảo trợ xã hội trên địa bàn; "
    "phối hợp với các cơ quan liên quan tháo gỡ vướng mắc."
)


def chart(title="2.1.2a. Tỷ lệ thất nghiệp chung (%)"):
    return Chart(
        title=title,
        target="dưới 1% (năm 2030)",
        years=range(2023, 2031),
        values=[Mark(2024, Decimal("1.52"), "1,52"), Mark(2025, Decimal("1.41"), "1,41")],
        path=[Mark(year, Decimal("1.6") - Decimal("0.1") * (year - 2024), "1,60") for year in range(2024, 2031)],
        bounds=[Decimal(1)],
    )


def indicators(rows=12):
    columns = [
        Column("Mã", 16),
        Column("Chỉ tiêu", 60),
        Column("Thực hiện", 25, Align.RIGHT),
        Column("Đánh giá", 25, Align.CENTER),
        Column("Nhận xét", 131),
    ]
    line = [
        Cell("2.1.2a"),
        Cell("Tỷ lệ thất nghiệp chung"),
        Cell("1,41", "ước"),
        Cell("chậm", is_strong=True),
        Cell(RESULT),
    ]
    return Table(columns, [line] * rows)


CHAPTERS = [
    Chapter("I. TÌNH HÌNH CHUNG", [Line(RESULT)]),
    Chapter(
        "II. KẾT QUẢ THỰC HIỆN",
        sections=[
            Chapter("1. Công tác chỉ đạo", [Line(RESULT), Line(RESULT, "Sở Y tế:")]),
            Chapter("2. Kết quả", sections=[Chapter("a) Về giảm nghèo", [Line(RESULT)] * 4)]),
        ],
    ),
    Chapter("III. KIẾN NGHỊ", [Line(RESULT)] * 6),
]


def appendices():
    tasks = [
        Assignment(
            f"{number}. Nhiệm vụ {number}", "Chủ trì: Sở Y tế", "", [Line(f"đang thực hiện: {RESULT}", "Sở Y tế")]
        )
        for number in range(1, 13)
    ]
    return [
        Appendix(
            label="Phụ lục I",
            title="KẾT QUẢ THỰC HIỆN CHỈ TIÊU NĂM 2026",
            attached="(Kèm theo Báo cáo số 05/BC-SNV)",
            table=indicators(40),
            is_landscape=True,
        ),
        Appendix(
            label="Phụ lục II",
            title="KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2026",
            attached="(Kèm theo Báo cáo số 05/BC-SNV)",
            groups=[Group("III.1. Nâng cao nhận thức", tasks)],
            remark="Mã kiểm tra nội dung (SHA-256): 0123",
        ),
    ]


def sample(**changes):
    paper = Paper(
        file_title="Báo cáo tổng hợp năm 2026",
        author="Sở Nội vụ",
        made_at=dt.datetime(2026, 12, 14, 9, tzinfo=dt.UTC),
        left_mark="SỐ LIỆU MINH HỌA",
        right_mark="DỰ THẢO, bản số 3",
        head=Head(
            superior="ỦY BAN NHÂN DÂN TỈNH HÀ NAM",
            agency="SỞ NỘI VỤ",
            nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            motto="Độc lập - Tự do - Hạnh phúc",
            number="Số: 05/BC-SNV",
            dated="Hà Nam, ngày 05 tháng 12 năm 2026",
        ),
        kind="BÁO CÁO",
        subject="Kết quả năm 2026 triển khai Kế hoạch thực hiện chính sách xã hội",
        addressed="Kính gửi:",
        addressees=["Bộ Nội vụ", "Ủy ban nhân dân tỉnh Hà Nam"],
        bases=["Căn cứ Kế hoạch số 2139/KH-UBND", "Căn cứ Nghị quyết số 68/NQ-CP"],
        opening=[Line("Sở Nội vụ báo cáo kết quả năm 2026 như sau.")],
        chapters=CHAPTERS,
        closing="Trên đây là báo cáo kết quả năm 2026./.",
        foot=Foot(
            recipients=["Nơi nhận:", "- Như trên;", "- Các sở, ngành;", "- Lưu: VT, LĐVL."],
            authority=["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
            name="Nguyễn Văn Hiệp",
        ),
        appendices=appendices(),
    )
    return replace(paper, **changes)


def with_charts(count=4):
    paper = sample()
    drawn = Appendix(
        label="Phụ lục III", title="BIỂU ĐỒ CHỈ TIÊU", attached="(Kèm theo)", pictures=[picture(chart())] * count
    )
    return replace(paper, appendices=[*paper.appendices, drawn])
