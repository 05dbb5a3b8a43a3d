"""What is said about the years to come: sentences that a leader can read aloud, and never as a fact."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.enums import Kind
from targets.projection import pace
from targets.projection_sentences import need_sentence, no_projection_sentence, projection_sentence
from tests.targets.test_projection import (
    BEDS,
    COVERED,
    FLATS,
    INSURED,
    SCHOOLED,
    UNEMPLOYED,
    D,
    figures,
    need,
    project,
    projected_rules,
    rule,
    yearly,
)


def said(values, target, **options):
    return projection_sentence(project(values, rule=target, this_year=2026), target, **options)


def to_do(target, *values, baseline=None, this_year=2024):
    given = yearly(*values)
    found = need(target, year=max(given), value=given[max(given)], baseline=baseline, this_year=this_year)
    return need_sentence(found, target, since=2024, until=max(given), pace=pace(given, rule=target))


@pytest.mark.parametrize(
    ("target", "values", "sentence"),
    [
        (
            INSURED,
            ("80", "82", "83"),
            "Nếu giữ nhịp như các năm 2024-2026, đến năm 2030 dự báo là 89,5% (khoảng từ 87,0% đến 92,0%): "
            "chưa đạt mức trên 95%. Đây là dự báo, không phải số liệu.",
        ),
        (
            rule("gt", "89"),
            ("80", "82", "83"),
            "Nếu giữ nhịp như các năm 2024-2026, đến năm 2030 dự báo là 89,5% (khoảng từ 87,0% đến 92,0%): "
            "đạt mức trên 89%, nhưng chưa chắc chắn. Đây là dự báo, không phải số liệu.",
        ),
        (
            rule("gt", "90"),
            ("80", "82", "83"),
            "Nếu giữ nhịp như các năm 2024-2026, đến năm 2030 dự báo là 89,5% (khoảng từ 87,0% đến 92,0%): "
            "chưa đạt mức trên 90%, nhưng còn khả năng. Đây là dự báo, không phải số liệu.",
        ),
        (
            BEDS,
            ("34", "34.5", "35"),
            "Nếu giữ nhịp như các năm 2024-2026, đến năm 2030 dự báo là 37,0 giường/10.000 dân: "
            "đạt mức từ 32 trở lên. Đây là dự báo, không phải số liệu.",
        ),
        (
            FLATS,
            ("1046", "2296", "4126"),
            "Nếu giữ nhịp như các năm 2024-2026, đến năm 2030 dự báo là 9.996 căn hộ (khoảng từ 8.546 căn hộ đến "
            "11.446 căn hộ): chưa đạt mức từ 12.392 trở lên. Đây là dự báo, không phải số liệu.",
        ),
    ],
)
def test_a_projection_says_that_it_is_one_and_whether_it_is_enough(target, values, sentence):
    assert said(yearly(*values), target) == sentence


def test_rounding_never_turns_a_miss_into_a_pass():
    assert "dự báo là 94,96%: chưa đạt mức từ 95% trở lên" in said(yearly("94.72", "94.76", "94.80"), rule("ge", "95"))


def test_without_a_baseline_nothing_is_called_a_miss():
    better = rule("increase", kind=Kind.NUMBER, unit="", decimals=1)
    values = yearly("80", "82", "83")

    assert "dự báo là 89,5 (khoảng từ 87,0 đến 92,0): chưa có số gốc nên chưa so sánh được." in said(values, better)
    assert "đạt mức cao hơn số gốc." in said(values, better, baseline=D(70))
    assert "chưa đạt mức cao hơn số gốc." in said(values, better, baseline=D(95))


def test_figures_that_are_not_official_are_named():
    sentence = said(yearly("80", "82", "83"), INSURED, unofficial=[2025, 2026])

    assert "Số năm 2025, 2026 chưa phải số chính thức. Đây là dự báo" in sentence


@pytest.mark.parametrize(
    ("target", "values", "sentence"),
    [
        (
            INSURED,
            ("83.9", "85.3", "86.7"),
            "Cần tăng thêm 2,1 điểm phần trăm mỗi năm (2027-2030) để đạt mức trên 95%; "
            "các năm 2024-2026 bình quân mỗi năm tăng 1,4.",
        ),
        (
            FLATS,
            ("1046", "2296", "4126"),
            "Cần thêm 2.067 căn hộ mỗi năm (2027-2030) để đạt mức từ 12.392 trở lên; "
            "các năm 2024-2026 bình quân mỗi năm thêm 1.375.",
        ),
        (
            UNEMPLOYED,
            ("1.52", "1.41", "1.28"),
            "Cần giảm thêm hơn 0,07 điểm phần trăm mỗi năm (2027-2030) để đạt mức dưới 1%; "
            "các năm 2024-2026 bình quân mỗi năm giảm 0,12.",
        ),
        (
            INSURED,
            ("90", "89", "88"),
            "Cần tăng thêm 1,8 điểm phần trăm mỗi năm (2027-2030) để đạt mức trên 95%; "
            "các năm 2024-2026 bình quân mỗi năm giảm 1,0.",
        ),
        (INSURED, ("87",), "Cần tăng thêm 1,4 điểm phần trăm mỗi năm (2025-2030) để đạt mức trên 95%."),
        (
            INSURED,
            ("87", "88", "87"),
            "Cần tăng thêm hơn 2,0 điểm phần trăm mỗi năm (2027-2030) để đạt mức trên 95%; "
            "từ năm 2024 đến năm 2026 không tăng không giảm.",
        ),
        (
            INSURED,
            ("90", "91", "92", "93", "94", "94.5"),
            "Cần tăng thêm hơn 0,5 điểm phần trăm trong năm 2030 để đạt mức trên 95%; "
            "các năm 2024-2029 bình quân mỗi năm tăng 0,9.",
        ),
        (
            SCHOOLED,
            ("98.4", "97.9", "97.2"),
            "Cần tăng 0,8 điểm phần trăm ngay năm 2027 để trở lại mức từ 98% đến 100%, mức này phải giữ hằng năm; "
            "các năm 2024-2026 bình quân mỗi năm giảm 0,6.",
        ),
        (SCHOOLED, ("98.7",), "Đang giữ được mức từ 98% đến 100%; phải giữ hằng năm đến năm 2030."),
        (INSURED, ("94", "95.4"), "Đã đạt mức trên 95%; cần giữ đến năm 2030."),
        (
            INSURED,
            ("94", "95"),
            "Đang ở đúng mức phải vượt qua; cần nhích thêm để đạt mức trên 95% chậm nhất năm 2030.",
        ),
        (
            COVERED,
            ("94", "95"),
            "Đang ở đúng mức phải vượt qua; cần nhích thêm để đạt mức trên 95% ngay năm 2026, "
            "mức này phải giữ hằng năm.",
        ),
        (
            FLATS,
            ("1046",),
            "Cần thêm 1.891 căn hộ mỗi năm (2025-2030) để đạt mức từ 12.392 trở lên; năm 2024 thêm 1.046.",
        ),
    ],
)
def test_what_has_to_happen_is_said_with_what_happened_so_far(target, values, sentence):
    assert to_do(target, *values) == sentence


def test_years_that_are_over_are_not_asked_to_do_anything():
    assert to_do(rule("ge", "95"), "92", this_year=2026) == (
        "Cần tăng thêm 0,6 điểm phần trăm mỗi năm (2026-2030) để đạt mức từ 95% trở lên."
    )
    assert to_do(COVERED, "94", this_year=2026).startswith("Cần tăng hơn 1,0 điểm phần trăm ngay năm 2026")


@given(projected_rules, st.integers(2024, 2029), st.integers(2024, 2030), figures)
def test_what_has_to_happen_names_no_year_that_is_over(target, year, this_year, value):
    found = need(target, year=year, value=value, this_year=this_year)

    sentence = need_sentence(found, target, since=year, until=year, pace=None)

    assert all(int(named) >= max(year + 1, this_year) for named in re.findall(r"\b20\d\d\b", sentence))
    assert found.met or not target.every_year or f"ngay năm {found.first}" in sentence


def test_a_pace_just_short_of_the_step_is_not_rounded_onto_it():
    sentence = to_do(INSURED, "82.60", "84.65", "86.70")

    assert "Cần tăng thêm 2,1 điểm phần trăm" in sentence
    assert "tăng 2,05." in sentence


def test_what_has_to_be_better_than_the_baseline():
    better = rule("increase", kind=Kind.NUMBER, unit="", decimals=3)

    assert to_do(better, "0.750", "0.754", baseline=D("0.760")) == (
        "Cần tăng thêm hơn 0,0012 mỗi năm (2026-2030) để đạt mức cao hơn số gốc; "
        "các năm 2024-2025 bình quân mỗi năm tăng 0,004."
    )


@pytest.mark.parametrize(
    ("target", "options", "sentence"),
    [
        (INSURED, {"figures": 2}, "Mới có số liệu của 2 năm; từ 3 năm trở lên mới có dự báo."),
        (INSURED, {"figures": 0}, "Chưa có số liệu; từ 3 năm trở lên mới có dự báo."),
        (
            FLATS,
            {"figures": 1, "missing": [2025]},
            "Còn thiếu số liệu năm 2025 nên chưa cộng dồn đủ để dự báo.",
        ),
        (INSURED, {"figures": 7}, "Đã có số liệu của năm 2030 nên không còn dự báo."),
        (INSURED, {"figures": 7, "this_year": 2031}, "Năm 2030 đã qua nên không còn dự báo."),
        (
            rule("ge", "3", kind=Kind.LEVEL, unit="mức độ"),
            {"figures": 3},
            "Mức độ là thứ bậc, giữa hai mức không có mức nào khác nên không có dự báo.",
        ),
        (
            rule("done", kind=Kind.MILESTONE, unit=""),
            {"figures": 0},
            "Chỉ tiêu này được xác nhận hoàn thành hay chưa, không đo bằng số nên không có dự báo.",
        ),
    ],
)
def test_where_nothing_is_projected_it_says_why(target, options, sentence):
    assert no_projection_sentence(target, **({"this_year": 2026} | options)) == sentence
