"""What is found in whole documents: the plan that the product began with, two others with what a correct reading
finds, and documents of other shapes."""

import json
from pathlib import Path

import pytest

from plan.document import AgencyBook, KnownAgency, KnownGroup, found_in, read_file
from tests.document.making import as_docx, as_pdf

DATA = Path(__file__).parent / "data"
FIXTURE = json.loads(Path("fixtures/plan-ha-nam-2024.json").read_text())
EXPECTED = json.loads((DATA / "expected.json").read_text())
NOBODY = AgencyBook()


def book_of(plan):
    return AgencyBook(
        tuple(KnownAgency(row["code"], (row["name"], row["short_name"], *row["aliases"])) for row in plan["agencies"]),
        tuple(KnownGroup(row["code"], (row["name"],)) for row in plan["groups"]),
    )


def found(name, book=NOBODY):
    return found_in(read_file((DATA / name).read_bytes(), name), book)


HA_NAM = (DATA / "ha-nam-2024.txt").read_text()
AS = {"txt": str.encode, "docx": as_docx, "pdf": as_pdf}


@pytest.mark.parametrize("kind", AS)
def test_the_plan_of_ha_nam_is_found_whole(kind):
    plan = found_in(read_file(AS[kind](HA_NAM), f"plan.{kind}"), book_of(FIXTURE))
    wanted = [
        (
            task["code"],
            task["text"],
            [(row["role"], row["agency"] or row["group"], row["wording"]) for row in task["responsibilities"]],
        )
        for task in FIXTURE["tasks"]
    ]
    assert [
        (task.code, task.text.value, [(each.duty, each.agency or each.group, each.wording) for each in task.parties])
        for task in plan.tasks
    ] == wanted
    texts = {section["code"]: section["text"] for section in FIXTURE["sections"]}
    read = {section.code: section.text.value for section in plan.sections}
    assert [read[code] for code in ("0", "I.1", "I.2", "II.1", "II.2.1", "II.2.2")] == [
        texts[code] for code in ("0", "I.1", "I.2", "II.1", "II.2.1", "II.2.2")
    ]
    assert [row.value for row in plan.recipients] == [
        row["text"] for row in FIXTURE["recipients"] if row["document"] == "plan"
    ]
    assert (plan.header.number.value, plan.header.issued_on.value, plan.header.place.value) == ("", None, "Hà Nam")
    assert plan.header.title.value == FIXTURE["plan"]["title"]
    assert [parent.value.number for parent in plan.header.parents] == ["68/NQ-CP", "113-CTr/TU", "42-NQ/TW"]
    assert plan.coordinator.agency == "SLDTBXH"
    assert [due.day for due in plan.report_deadlines] == ["12-05", "12-15"]
    assert plan.signature.value.endswith("PHÓ CHỦ TỊCH\nTrần Xuân Dương")
    assert plan.warnings == ()


READINGS = {"Thường xuyên": "always", "trước 30/11 hằng năm": "yearly 11-30"}


@pytest.mark.parametrize("name", ["s1-labels.txt", "s2-inline.txt"])
def test_the_examples_are_read_as_expected(name):
    plan = found(name)
    for task, (code, lead, supports, deadline) in zip(plan.tasks, EXPECTED[name]["tasks"], strict=True):
        assert task.code == code
        assert [party.wording.replace("–", "-") for party in task.leads] == [lead.replace("Bảo hiểm xã hội", "BHXH")]
        assert len(task.supports) == supports
        assert (task.deadline and task.deadline.value.reading) == READINGS.get(deadline, deadline)


def test_general_duties_and_reports_are_no_tasks():
    plan = found("s2-inline.txt")
    assert [duty.code for duty in plan.general_duties] == ["4", "IV.1", "IV.2"]
    assert [(due.who, due.day) for due in plan.report_deadlines] == [
        ("Sở Lao động - Thương binh và Xã hội", "12-15"),
        ("Các cơ quan, đơn vị", "12-05"),
    ]


def test_a_page_number_between_two_lines_is_no_part_of_the_sentence():
    plan = found("s1-labels.txt")
    assert "tốt nghiệp trung học cơ sở vào lớp 10" in plan.objectives[2].text.value
    assert plan.objectives[2].text.quote.split("\n")[1] == "sở vào lớp 10; không dưới 98,5% trẻ 5 tuổi đến lớp."
    assert {objective.horizon for objective in plan.objectives} == {2030}
    assert (plan.header.number.value, plan.header.issued_on.value.isoformat()) == ("415/KH-UBND", "2024-08-06")


def brief(plan):
    return {
        task.code: (
            [party.agency or party.group or party.proposed for party in task.leads],
            [party.agency or party.group or party.proposed for party in task.supports],
            task.deadline.value.reading if task.deadline else None,
        )
        for task in plan.tasks
    }


SHAPES = {
    "d1-party.txt": {
        "1": (
            ["Sở Khoa học và Công nghệ"],
            [
                "Văn phòng Tỉnh ủy",
                "Văn phòng Ủy ban nhân dân tỉnh",
                "Công an tỉnh",
                "UBND các xã, phường, đặc khu",
            ],
            "2026-12",
        ),
        "2": (["Sở Nội vụ", "Trường Chính trị tỉnh"], [], "2025/2027"),
        "3": (["Liên minh Hợp tác xã tỉnh", "Tổ công tác Đề án 06"], [], None),
    },
    "d2-decimal.txt": {
        "2.1.1": (["Sở Xây dựng"], ["Sở Nông nghiệp và Môi trường", "Uỷ ban nhân dân cấp xã"], "2026-Q1"),
        "2.1.2": (["Sở Xây dựng"], [], "2026-06"),
        "2.2.1": (
            ["Sở Tài chính", "Ngân hàng Nhà nước chi nhánh Khu vực 8"],
            ["Ngân hàng Chính sách xã hội chi nhánh tỉnh", "Các ngân hàng thương mại trên địa bàn"],
            "yearly",
        ),
        "2.2.2": ([], [], None),
    },
    "d3-by-agency.txt": {
        "1.a": (["Phòng Y tế"], ["Trung tâm Y tế huyện", "UBND các xã, thị trấn"], None),
        "1.b": ([], ["Phòng Y tế"], None),
        "2-1": (["Phòng Giáo dục và Đào tạo"], [], "2025-08-31"),
        "2-2": (["Phòng Giáo dục và Đào tạo"], [], None),
        "3": (["Công an huyện", "Huyện đoàn"], [], None),
    },
    "d4-bullets.txt": {
        "I-1": (["Sở Tư pháp"], ["Các sở, ban, ngành"], "2026-Q3"),
        "I-2": (["Văn phòng Ủy ban nhân dân tỉnh"], [], None),
        "II": (["Sở Nội vụ"], ["Các cơ quan, đơn vị có liên quan"], None),
        "1": (["Sở Khoa học và Công nghệ"], [], None),
        "2": ([], [], None),
    },
    "d6-commune.txt": {
        "1": (["Phòng Kinh tế"], ["Hội Nông dân xã", "Trung tâm Phục vụ hành chính công"], None),
        "2": (
            ["Phòng Văn hóa - Xã hội"],
            ["Ủy ban Mặt trận Tổ quốc Việt Nam xã", "Đoàn Thanh niên xã", "Các thôn"],
            None,
        ),
        "3": (["Công an xã"], ["Ban Chỉ huy Quân sự xã"], None),
    },
    "d7-brackets.txt": {
        "1": (["Sở Công Thương"], ["Sở Nông nghiệp và Môi trường", "Liên minh Hợp tác xã tỉnh"], None),
        "2": (["UBND các xã, phường"], ["Sở Nông nghiệp và Môi trường", "Công an các xã, phường"], None),
        "3": (["Sở Tư pháp"], [], None),
        "4": (["Sở Xây dựng"], ["Sở Du lịch", "UBND đặc khu Phú Bình", "Các doanh nghiệp lữ hành"], "2026-Q3"),
    },
    "d5-silent.txt": {"1": ([], [], None), "2": ([], [], None), "3": ([], [], None)},
}


@pytest.mark.parametrize("name", SHAPES)
def test_documents_of_other_shapes(name):
    plan = found(name)
    assert brief(plan) == SHAPES[name]
    assert all(task.warnings for task in plan.tasks if not task.leads)


def test_what_is_unsure_is_said():
    assert "trong ngoặc" in found("d7-brackets.txt").tasks[2].warnings[0]
    assert "hiểu là của cả mục" in found("d4-bullets.txt").tasks[2].warnings[0]
    assert "“giao”" in found("d4-bullets.txt").tasks[3].warnings[0]
    assert "chỉ giao phối hợp" in found("d3-by-agency.txt").tasks[1].warnings[0]
    assert "Không nhiệm vụ nào" in found("d5-silent.txt").warnings[0]
    assert "để trống" in found("d5-silent.txt").header.number.warnings[0]
    wide = found("d2-decimal.txt").header
    assert (wide.place.value, wide.issued_on.value, wide.number.value) == ("Sông Lam", None, "")


def test_a_party_plan_with_its_parts_named_on_the_next_line():
    plan = found("d1-party.txt")
    assert [(part.code, part.part.value) for part in plan.sections if "." not in part.code] == [
        ("P1", "objectives"),
        ("P2", "tasks"),
        ("P3", "organisation"),
    ]
    header = plan.header
    assert (header.issuer.value, header.number.value) == ("TỈNH ỦY SÔNG LAM", "68-KH/TU")
    assert plan.coordinator.wording == "Ban Tuyên giáo và Dân vận Tỉnh ủy"
    assert plan.tasks[0].product.value == "Trung tâm dữ liệu vận hành ổn định"
    assert plan.signature.value == "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nNguyễn Văn Lam"
    assert "hỗ trợ người dân." in plan.objectives[0].text.value
