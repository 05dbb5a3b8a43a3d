"""When two names are one, and what a name proposes."""

import pytest

from agencies.enums import Level
from agencies.naming import name_key, proposed_code, proposed_level, proposed_short_name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ủy ban nhân dân", "Uỷ ban nhân dân", True),  # where the tone is set
        ("Sở Văn hóa", "sở  văn hoá", True),
        ("Sở KH&ĐT", "Sở KH & ĐT", True),
        ("Sở Lao động - Thương binh", "Sở Lao động – Thương binh", True),
        ("UBND xã Tân Lập", "UBND xã Tân Lạp", False),
        ("UBND xã Đông Hà", "UBND xã Dông Hà", False),
    ],
)
def test_spellings_of_one_name_are_one_and_other_marks_are_another(one, other, same):
    assert (name_key(one) == name_key(other)) is same


@pytest.mark.parametrize(
    ("name", "code", "short", "level"),
    [
        ("Sở Lao động - Thương binh và Xã hội", "SLDTBXH", "Sở LĐTBXH", Level.PROVINCE),
        ("Sở Nội vụ", "SNV", "Sở Nội vụ", Level.PROVINCE),
        ("Ủy ban nhân dân tỉnh Hà Nam", "UBND-HANAM", "UBND tỉnh Hà Nam", Level.GOVERNMENT),
        ("Uỷ ban nhân dân xã Tân Lập", "UBND-TANLAP", "UBND xã Tân Lập", Level.COMMUNE),
        ("UBND thị xã Duy Tiên", "UBND-DUYTIEN", "UBND thị xã Duy Tiên", Level.DISTRICT),
        ("Bảo hiểm xã hội tỉnh Hà Nam", "BHXHHN", "BHXH tỉnh Hà Nam", Level.VERTICAL),
        ("Bộ Nội vụ", "BNV", "Bộ Nội vụ", Level.MINISTRY),
        ("Bộ Chỉ huy quân sự tỉnh", "BCHQS", "Bộ Chỉ huy quân sự tỉnh", Level.VERTICAL),
        ("…", "CQ", "…", Level.PROVINCE),
    ],
)
def test_a_name_proposes_code_short_name_and_level(name, code, short, level):
    assert (proposed_code(name), proposed_short_name(name), proposed_level(name)) == (code, short, level)


def test_a_proposed_code_is_free():
    assert proposed_code("Sở Nội vụ", {"SNV", "SNV-2"}) == "SNV-3"
