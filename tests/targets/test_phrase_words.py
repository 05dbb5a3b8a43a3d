"""A reading shown back in words, and what keeps it from being stored as a target."""

import pytest

from targets.enums import Comparator
from targets.phrases import in_words, obstacle, read_phrase, stated_year
from tests.targets.phrases import ALL

READINGS = [reading for phrase in ALL for reading in read_phrase(phrase).readings]


def only(phrase):
    (reading,) = read_phrase(phrase).readings
    return reading


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("Tỷ lệ thất nghiệp chung dưới 1%", "dưới 1% (1,0% chưa đạt)"),
        ("trên 95% dân số tham gia bảo hiểm y tế", "trên 95% (95,0% chưa đạt)"),
        ("trên 50 xã", "trên 50 xã (50 xã chưa đạt)"),
        ("đạt từ 60% đến 65%", "từ 60% đến 65%"),
        ("có từ 40 - 50 tổ chức được xếp hạng", "từ 40 đến 50 tổ chức"),
        ("đạt khoảng 32m2 sàn/người", "khoảng 32 m² sàn/người, dung sai do đầu mối quyết định"),
        ("Xây dựng được ít nhất 12.392 căn hộ nhà ở xã hội", "ít nhất 12.392 căn hộ"),
        ("không quá 5% vào năm 2030", "không quá 5%, năm 2030"),
        ("đạt 60%", "đạt 60%"),
        ("tăng trưởng đạt -2%", "đạt −2%"),
        ("phổ cập giáo dục tiểu học mức độ 3", "mức độ 3 trở lên"),
        ("không còn hộ nghèo", "đạt 0 hộ nghèo"),
        ("nâng cao chỉ số phát triển con người", "cao hơn số gốc"),
        ("giảm tỷ lệ tử vong mẹ", "thấp hơn số gốc"),
        ("thuộc nhóm 3 nước dẫn đầu Đông Nam Á", "trong nhóm 3 đứng đầu"),
        ("giữ vững thứ hạng 5", "xếp thứ 5"),
        ("xếp hạng từ 10 đến 15", "thứ hạng từ 10 đến 15"),
        ("Tỷ lệ hộ nghèo giảm bình quân 0,3 - 0,5%/năm", "mỗi năm giảm từ 0,3% đến 0,5%"),
        ("hằng năm 01 hội nghị", "mỗi năm 1 hội nghị"),
        ("Tỷ lệ hộ nghèo giảm từ 4% trở lên", "giảm ít nhất 4 điểm phần trăm"),
        ("tăng thêm 7 xã so với năm 2020", "tăng 7 xã, so với năm 2020"),
        ("gấp 2 lần so với năm 2020", "gấp 2 lần, so với năm 2020"),
        (
            "giảm tỷ lệ hộ nghèo từ 5,2% năm 2020 xuống còn dưới 3% năm 2025",
            "từ 5,2% (số gốc) đến dưới 3% (3,0% chưa đạt), từ năm 2020 đến năm 2025",
        ),
        ("Hoàn thành phổ cập giáo dục mầm non trước năm 2027", "hoàn thành, trước năm 2027"),
        ("trước ngày 15/12 hằng năm", "trước ngày 15/12, hằng năm"),
        ("chậm nhất tháng 6/2026", "chậm nhất tháng 6, năm 2026"),
        ("trong quý II/2026", "chậm nhất quý II, năm 2026"),
        ("đạt 80% giai đoạn 2026 - 2030", "đạt 80%, giai đoạn 2026-2030"),
        ("phấn đấu đạt 95% vào cuối năm 2027", "đạt 95%, cuối năm 2027, là mức phấn đấu"),
    ],
)
def test_a_reading_is_said_back(phrase, words):
    assert in_words(only(phrase)) == words


def test_every_reading_can_be_said_and_judged():
    for reading in READINGS:
        assert in_words(reading)
        assert obstacle(reading) is None or obstacle(reading).endswith(".")


@pytest.mark.parametrize(
    ("phrase", "word"),
    [
        ("tăng trung bình 10%/năm", "mỗi năm"),
        ("giảm từ 4% trở lên", "tăng, giảm"),
        ("gấp 2 lần", "số lần"),
        ("từ 7 triệu năm 2005 lên 14 triệu vào năm 2010", "số gốc"),
        ("trước ngày 15/12 hằng năm", "thời hạn"),
    ],
)
def test_what_is_no_level_cannot_be_stored_and_says_why(phrase, word):
    assert word in obstacle(only(phrase))


def test_what_can_be_stored_has_the_bounds_of_its_comparator():
    for reading in READINGS:
        if obstacle(reading) is None:
            given = {name for name in ("lower", "upper") if getattr(reading, name) is not None}
            assert given == set(Comparator(reading.comparator).bounds) - {"tolerance"}


@pytest.mark.parametrize(
    ("phrase", "year"),
    [
        ("đạt 60% vào năm 2030", 2030),
        ("đạt 60% vào cuối năm 2027", 2027),
        ("đạt 60%", None),
        ("đạt 60% trước 2030", None),
        ("bố trí ít nhất 3% hằng năm", None),
        ("đạt 7%/năm giai đoạn 2026-2030", None),
    ],
)
def test_the_one_year_of_a_phrase(phrase, year):
    assert stated_year(only(phrase)) == year
