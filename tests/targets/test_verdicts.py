"""Verdicts on this plan's own indicators: at the bound, beside it, before the target's year, in it and after."""

from dataclasses import replace
from decimal import Decimal

import pytest

from targets.enums import Accumulation, Answer, Comparator, Direction, Kind, Quality, Status
from targets.paths import Point
from targets.rule import Reading, TargetRule
from targets.verdicts import describe, judge

D = Decimal
SHARE = D("0.1")


def rule(comparator, lower=None, upper=None, **changes):
    bounds = {"lower": D(lower) if lower else None, "upper": D(upper) if upper else None}
    return TargetRule(comparator=Comparator(comparator), year=2030, start_year=2024, **bounds, **changes)


def share(comparator, lower=None, upper=None, direction=Direction.UP):
    return rule(comparator, lower, upper, direction=direction, kind=Kind.PERCENT, unit="%", decimals=1)


RULES = {
    "2.1.1": share("eq", "100"),
    "2.1.2a": share("lt", upper="1", direction=Direction.DOWN),
    "2.1.3": share("range", "60", "65"),
    "2.1.4a": share("ge", "60"),
    "2.1.7a": rule("done", kind=Kind.MILESTONE),
    "2.1.7b": share("range", "98", "100", Direction.MAINTAIN),
    "2.1.7d": rule("ge", "3", kind=Kind.LEVEL, unit="mức độ", direction=Direction.MAINTAIN),
    "2.1.7e": share("eq", "100", direction=Direction.MAINTAIN),
    "2.1.7g": share("gt", "90"),
    "2.1.8a": rule("done", kind=Kind.QUALITATIVE, direction=Direction.MAINTAIN),
    "2.1.8b": rule("approx", "75.1", tolerance=D("0.2"), unit="tuổi", decimals=1),
    "2.1.8d": rule("increase", decimals=3),
    "2.1.8e": rule("ge", "32", kind=Kind.RATE, unit="giường/10.000 dân", decimals=1),
    "2.1.9a": rule(
        "ge", "12392", kind=Kind.COUNT, unit="căn hộ", accumulation=Accumulation.WITHIN_YEAR
    ),
    "2.1.9b": rule("eq", "0", kind=Kind.COUNT, unit="nhà còn lại", direction=Direction.DOWN),
}  # fmt: skip


def figure(value, quality=Quality.OFFICIAL, missing=()):
    return Reading(answer=Answer.FIGURE, value=D(value), quality=quality, missing=missing)


def verdict_on(code, year, value, baseline=None, milestones=(), **reading):
    return judge(
        RULES[code],
        year,
        figure(value, **reading),
        baseline=Point(baseline[0], D(baseline[1])) if baseline else None,
        milestones=[Point(y, D(v)) for y, v in milestones],
        at_risk_share=SHARE,
    )


@pytest.mark.parametrize(
    ("code", "value", "status"),
    [
        ("2.1.1", "100", "met"),
        ("2.1.1", "99.999999", "missed"),
        ("2.1.1", "100.4", "met"),
        ("2.1.2a", "1.0", "missed"),
        ("2.1.2a", "0.996", "met"),
        ("2.1.2a", "0", "met"),
        ("2.1.3", "59.9", "missed"),
        ("2.1.3", "60", "met"),
        ("2.1.3", "65", "met"),
        ("2.1.3", "65.1", "exceeded"),
        ("2.1.4a", "60", "met"),
        ("2.1.4a", "120", "met"),
        ("2.1.4a", "59.999", "missed"),
        ("2.1.7g", "90", "missed"),
        ("2.1.7g", "90.000001", "met"),
        ("2.1.8b", "74.9", "met"),
        ("2.1.8b", "74.89", "missed"),
        ("2.1.9a", "12392", "met"),
        ("2.1.9a", "12391", "missed"),
        ("2.1.9b", "0", "met"),
        ("2.1.9b", "1", "missed"),
    ],
)
def test_in_the_target_year_it_is_met_or_missed(code, value, status):
    assert verdict_on(code, 2030, value).status == status
    assert verdict_on(code, 2031, value).status == status


@pytest.mark.parametrize(
    ("code", "year", "value", "status"),
    [
        ("2.1.7b", 2026, "98", "met"),
        ("2.1.7b", 2026, "97.9", "missed"),
        ("2.1.7b", 2024, "100.1", "exceeded"),
        ("2.1.7d", 2024, "3", "met"),
        ("2.1.7d", 2024, "2", "missed"),
        ("2.1.7e", 2027, "100", "met"),
        ("2.1.7e", 2027, "99.9", "missed"),
    ],
)
def test_what_is_maintained_is_judged_every_year(code, year, value, status):
    assert verdict_on(code, year, value).status == status


@pytest.mark.parametrize(
    ("value", "status"),
    [("60", "met"), ("52", "on_track"), ("51.9999", "at_risk"), ("50.6", "at_risk"), ("50.5999", "off_track")],
)
def test_before_the_target_year_it_is_measured_against_the_path(value, status):
    """From 46 in 2023 to 60 in 2030 the path asks for 52 in 2026; a tenth of the way is 1.4."""
    assert verdict_on("2.1.4a", 2026, value, baseline=(2023, "46")).status == status


@pytest.mark.parametrize(
    ("value", "status"),
    [("0.99", "met"), ("1.3", "on_track"), ("1.31", "at_risk"), ("1.39", "at_risk"), ("1.4", "off_track")],
)
def test_a_falling_path_is_measured_downwards(value, status):
    """From 1.9 in 2018 to 1 in 2030 the path asks for 1.3 in 2026; a tenth of the way is 0.09."""
    assert verdict_on("2.1.2a", 2026, value, baseline=(2018, "1.9")).status == status


def test_on_the_last_year_of_a_flat_path_the_bound_itself_is_on_track_but_not_yet_met():
    assert verdict_on("2.1.2a", 2029, "1", baseline=(2020, "1")).status == Status.ON_TRACK
    assert verdict_on("2.1.2a", 2030, "1", baseline=(2020, "1")).status == Status.MISSED


@pytest.mark.parametrize(("value", "status"), [("34.2", "met"), ("31.9", "at_risk"), ("31.7", "off_track")])
def test_falling_back_from_a_baseline_already_better_is_seen(value, status):
    assert verdict_on("2.1.8e", 2026, value, baseline=(2018, "34.2")).status == status


@pytest.mark.parametrize(("value", "status"), [("53", "on_track"), ("52", "at_risk"), ("51.9", "off_track")])
def test_with_milestones_alone_the_way_is_measured_from_the_first(value, status):
    milestones = [(2026, "50"), (2028, "56")]
    assert verdict_on("2.1.4a", 2027, value, milestones=milestones).status == status


@pytest.mark.parametrize(
    ("value", "status"),
    [("0.751", "met"), ("0.75", "at_risk"), ("0.7499", "off_track")],
)
def test_better_than_the_baseline_means_strictly(value, status):
    assert verdict_on("2.1.8d", 2026, value, baseline=(2020, "0.75")).status == status


def test_better_than_the_baseline_needs_one_from_an_earlier_year():
    assert verdict_on("2.1.8d", 2030, "0.8").status == Status.NOT_MEASURABLE
    assert verdict_on("2.1.8d", 2020, "0.8", baseline=(2020, "0.75")).status == Status.NOT_MEASURABLE
    assert verdict_on("2.1.8d", 2030, "0.75", baseline=(2020, "0.75")).status == Status.MISSED


def test_decrease_is_the_mirror_of_increase():
    fewer = rule("decrease", direction=Direction.DOWN)
    statuses = [
        judge(fewer, 2026, figure(value), baseline=Point(2020, D(5)), at_risk_share=SHARE).status for value in (4, 5, 6)
    ]
    assert statuses == [Status.MET, Status.AT_RISK, Status.OFF_TRACK]


def test_a_number_to_be_kept_exactly_is_missed_on_either_side():
    kept = rule("eq", "12", direction=Direction.MAINTAIN, unit="trạm")
    verdicts = [judge(kept, 2026, figure(value), at_risk_share=SHARE) for value in (11, 12, 13)]
    assert [verdict.status for verdict in verdicts] == ["missed", "met", "missed"]
    assert [verdict.gap for verdict in verdicts] == [1, 0, 1]


def test_a_whole_share_to_be_kept_may_be_passed():
    assert verdict_on("2.1.7e", 2026, "100.2").status == Status.MET
    half = share("eq", "50", direction=Direction.MAINTAIN)
    hundred = rule("eq", "100", direction=Direction.MAINTAIN, unit="trạm")
    assert [judge(kept, 2026, figure("100.2"), at_risk_share=SHARE).status for kept in (half, hundred)] == [
        Status.MISSED,
        Status.MISSED,
    ]


def test_a_tolerance_widens_only_about():
    fewer = rule("approx", "20", tolerance=D(1), direction=Direction.DOWN)
    assert [fewer.meets(D(value)) for value in ("19", "21", "21.1")] == [True, True, False]
    assert not replace(RULES["2.1.4a"], tolerance=D(1)).meets(D("59.5"))


def test_a_downward_range_is_never_exceeded():
    fewer = rule("range", "10", "20", direction=Direction.DOWN)
    verdicts = [judge(fewer, 2030, figure(value), at_risk_share=SHARE) for value in (9, 20, 21)]
    assert [verdict.status for verdict in verdicts] == ["met", "met", "missed"]


@pytest.mark.parametrize(
    ("code", "year", "answer", "status"),
    [
        ("2.1.7a", 2026, Answer.DONE, "met"),
        ("2.1.7a", 2026, Answer.NOT_DONE, "not_measurable"),
        ("2.1.7a", 2030, Answer.NOT_DONE, "missed"),
        ("2.1.7a", 2031, Answer.NOT_DONE, "missed"),
        ("2.1.8a", 2025, Answer.DONE, "met"),
        ("2.1.8a", 2025, Answer.NOT_DONE, "missed"),
        ("2.1.7a", 2026, Answer.NO_DATA, "no_data"),
        ("2.1.7a", 2026, Answer.NOT_DUE, "not_measurable"),
        ("2.1.4a", 2026, Answer.NO_DATA, "no_data"),
        ("2.1.4a", 2026, Answer.NOT_DUE, "not_measurable"),
        ("2.1.4a", 2026, Answer.DONE, "no_data"),
    ],
)
def test_an_answer_without_a_figure(code, year, answer, status):
    assert judge(RULES[code], year, Reading(answer=answer), at_risk_share=SHARE).status == status


def test_no_answer_at_all_is_no_data_and_still_says_what_was_asked():
    baseline = Point(2023, D(46))
    verdict = judge(RULES["2.1.4a"], 2026, None, baseline=baseline, at_risk_share=SHARE)
    assert (verdict.status, verdict.required, verdict.gap) == (Status.NO_DATA, 52, None)


def test_zero_is_a_figure():
    assert verdict_on("2.1.4a", 2026, "0", baseline=(2023, "46")).gap == 52


def test_a_running_total_with_a_missing_year_is_not_judged():
    assert verdict_on("2.1.9a", 2026, "20000", missing=(2025,)).status == Status.NOT_MEASURABLE


@pytest.mark.parametrize(
    ("code", "year", "value", "given", "sentence"),
    [
        ("2.1.4a", 2026, "52.1", {"baseline": (2023, "46")}, "52,1% năm 2026, lộ trình cần 52,0%: đúng tiến độ"),
        (
            "2.1.4a", 2027, "51.2", {"milestones": [(2025, "50"), (2027, "53")], "quality": Quality.ESTIMATE},
            "ước 51,2% năm 2027, lộ trình cần 53,0%: chậm 1,8 điểm phần trăm",
        ),
        (
            "2.1.4a", 2026, "51.96", {"baseline": (2023, "46"), "quality": Quality.PRELIMINARY},
            "sơ bộ 51,96% năm 2026, lộ trình cần 52,0%: kém 0,04 điểm phần trăm, có nguy cơ",
        ),
        (
            "2.1.2a", 2026, "1.9", {"baseline": (2018, "1.9")},
            "1,9% năm 2026, lộ trình cần không quá 1,3%: chậm 0,6 điểm phần trăm",
        ),
        (
            "2.1.2a", 2026, "1.35", {"baseline": (2018, "1.9")},
            "1,4% năm 2026, lộ trình cần không quá 1,3%: còn cao hơn 0,1 điểm phần trăm, có nguy cơ",
        ),
        (
            "2.1.4a", 2026, "51.45", {"baseline": (2023, "46")},
            "51,45% năm 2026, lộ trình cần 52,0%: kém 0,55 điểm phần trăm, có nguy cơ",
        ),
        ("2.1.2a", 2026, "1.2", {"baseline": (2018, "1.9")},
            "1,2% năm 2026, lộ trình cần không quá 1,3%: đúng tiến độ"),
        ("2.1.2a", 2030, "1", {}, "1,0% năm 2030, chưa dưới 1%: không đạt"),
        ("2.1.2a", 2030, "0.996", {}, "0,996% năm 2030: đạt mức dưới 1%"),
        ("2.1.2a", 2031, "0.5", {}, "0,5% năm 2031: đã đạt mức dưới 1% của năm 2030"),
        ("2.1.3", 2030, "66", {}, "66,0% năm 2030: vượt mức từ 60% đến 65%"),
        ("2.1.3", 2026, "66", {}, "66,0% năm 2026: đã vượt mức từ 60% đến 65% của năm 2030"),
        ("2.1.3", 2030, "59.96", {}, "59,96% năm 2030, chưa đến 60%: không đạt"),
        ("2.1.7b", 2026, "98.2", {}, "98,2% năm 2026: giữ được mức từ 98% đến 100%"),
        ("2.1.7b", 2026, "97.5", {}, "97,5% năm 2026, chưa đến 98%, mức này phải giữ hằng năm: không đạt"),
        ("2.1.7d", 2026, "3", {}, "mức độ 3 năm 2026: giữ được mức độ 3"),
        ("2.1.7d", 2026, "2", {}, "mức độ 2 năm 2026, chưa đến mức độ 3, mức này phải giữ hằng năm: không đạt"),
        ("2.1.7g", 2030, "90", {}, "90,0% năm 2030, chưa trên 90%: không đạt"),
        ("2.1.8b", 2030, "74.85", {}, "74,85 tuổi năm 2030, chưa đến mức khoảng 75,1 (dung sai 0,2): không đạt"),
        ("2.1.8b", 2030, "75", {}, "75,0 tuổi năm 2030: đạt mức khoảng 75,1 (dung sai 0,2)"),
        ("2.1.8d", 2026, "0.76", {"baseline": (2020, "0.75")},
            "0,760 năm 2026, cao hơn số gốc 0,75 năm 2020: đạt"),
        ("2.1.8d", 2026, "0.7504", {"baseline": (2020, "0.75")},
            "0,7504 năm 2026, cao hơn số gốc 0,75 năm 2020: đạt"),
        ("2.1.8d", 2026, "0.75", {"baseline": (2020, "0.75")},
            "0,750 năm 2026, chưa cao hơn số gốc 0,75 năm 2020: có nguy cơ không đạt"),
        ("2.1.8d", 2026, "0.74", {"baseline": (2020, "0.75")},
            "0,740 năm 2026, chưa cao hơn số gốc 0,75 năm 2020: chậm"),
        ("2.1.8d", 2026, "0.76", {},
            "0,760 năm 2026, năm 2030 cần cao hơn số gốc: chưa có số gốc nên chưa so sánh được"),
        ("2.1.8e", 2026, "34.2", {"baseline": (2018, "34.2")},
            "34,2 giường/10.000 dân năm 2026: đã đạt mức từ 32 trở lên của năm 2030"),
        ("2.1.8e", 2026, "31.5", {"baseline": (2018, "34.2")},
            "31,5 giường/10.000 dân năm 2026, lộ trình cần 32,0: chậm 0,5 giường/10.000 dân"),
        ("2.1.8e", 2026, "30", {},
            "30,0 giường/10.000 dân năm 2026, năm 2030 cần mức từ 32 trở lên: "
            "chưa có số gốc và lộ trình nên chưa so sánh được"),
        ("2.1.8e", 2025, "30", {"milestones": [(2026, "31")]},
            "30,0 giường/10.000 dân năm 2025, năm 2030 cần mức từ 32 trở lên: "
            "lộ trình chưa bắt đầu nên chưa so sánh được"),
        ("2.1.9a", 2026, "4120", {},
            "4.120 căn hộ cộng dồn đến năm 2026, lộ trình cần 5.311: kém 1.191 căn hộ, có nguy cơ"),
        ("2.1.9a", 2026, "700", {"missing": (2024, 2025)},
            "700 căn hộ cộng dồn đến năm 2026, còn thiếu số liệu năm 2024, 2025 nên chưa đánh giá được"),
        ("2.1.9b", 2030, "7", {}, "7 nhà còn lại năm 2030, còn trên 0: không đạt"),
    ],
)  # fmt: skip
def test_the_sentence_says_the_figure_what_it_is_compared_with_and_the_verdict(code, year, value, given, sentence):
    assert verdict_on(code, year, value, **given).sentence == sentence


@pytest.mark.parametrize(
    ("code", "year", "reading", "sentence"),
    [
        ("2.1.4a", 2026, None, "chưa có số liệu năm 2026"),
        (
            "2.1.4a", 2026, Reading(answer=Answer.NO_DATA, reason="chờ kết quả điều tra"),
            "chưa có số liệu năm 2026: chờ kết quả điều tra",
        ),
        ("2.1.4a", 2026, Reading(answer=Answer.NOT_DUE), "không thuộc kỳ báo cáo năm 2026"),
        ("2.1.7a", 2026, Reading(answer=Answer.DONE), "đã hoàn thành năm 2026: đạt"),
        (
            "2.1.7a", 2026, Reading(answer=Answer.NOT_DONE),
            "chưa hoàn thành, hạn 2030, kế hoạch không đặt mốc từng năm",
        ),
        ("2.1.7a", 2030, Reading(answer=Answer.NOT_DONE), "chưa hoàn thành năm 2030, hạn 2030: không đạt"),
        ("2.1.8a", 2026, Reading(answer=Answer.DONE), "bảo đảm trong năm 2026: đạt"),
        (
            "2.1.8a", 2026, Reading(answer=Answer.NOT_DONE),
            "chưa bảo đảm trong năm 2026, mức này phải giữ hằng năm: không đạt",
        ),
        ("2.1.8a", 2026, figure("2.1"), "chưa có xác nhận hoàn thành năm 2026 nên chưa đánh giá được"),
    ],
)  # fmt: skip
def test_the_sentence_without_a_figure_says_why(code, year, reading, sentence):
    assert judge(RULES[code], year, reading, at_risk_share=SHARE).sentence == sentence


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (RULES["2.1.1"], "100%"),
        (RULES["2.1.2a"], "dưới 1%"),
        (RULES["2.1.3"], "từ 60% đến 65%"),
        (RULES["2.1.7d"], "mức độ 3"),
        (RULES["2.1.7a"], "hoàn thành"),
        (RULES["2.1.7g"], "trên 90%"),
        (RULES["2.1.8b"], "khoảng 75,1 tuổi (dung sai 0,2)"),
        (RULES["2.1.8d"], "cao hơn số gốc"),
        (RULES["2.1.9a"], "ít nhất 12.392 căn hộ"),
        (RULES["2.1.9b"], "0 nhà còn lại"),
        (rule("approx", "32", unit="m² sàn/người"), "khoảng 32 m² sàn/người (dung sai 0)"),
        (rule("range", "40", "50", unit="tổ chức"), "từ 40 đến 50 tổ chức"),
        (rule("le", upper="5", unit="‰"), "không quá 5‰"),
        (rule("decrease"), "thấp hơn số gốc"),
    ],
)
def test_a_target_in_words(target, words):
    assert describe(target) == words


@pytest.mark.parametrize(("comparator", "bounds"), [("ge", {}), ("lt", {"lower": "1"}), ("range", {"lower": "1"})])
def test_a_target_without_its_bound_is_refused(comparator, bounds):
    with pytest.raises(ValueError, match="needs"):
        rule(comparator, **bounds)


def test_statuses_are_ordered_worst_first():
    assert [status.severity for status in Status] == [7, 6, 5, 4, 3, 2, 1, 0]
    assert Status.MISSED.severity > Status.AT_RISK.severity > Status.ON_TRACK.severity > Status.MET.severity
