"""Schedules as they are pasted: every spelling that is clear is read, every wrong line of a refused list is named."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.enums import Accumulation, Comparator, Direction, Kind
from targets.figures import format_figure
from targets.matrix import faults_of_matrix, read_matrix
from targets.paths import Point
from targets.rule import TargetRule
from targets.schedule import Limits, faults_of, named, points_of, read_list, read_years, why_no_schedule


def rule(comparator=Comparator.GE, bound="95", **fields):
    side = "upper" if comparator in (Comparator.LE, Comparator.LT) else "lower"
    bounds = {side: Decimal(bound)} if bound else {}
    start = {"year": 2030, "start_year": 2024, "kind": Kind.PERCENT, "unit": "%", "decimals": 1}
    return TargetRule(comparator=comparator, **start | bounds | fields)


def limits(rule_=None, baseline=(2023, "40"), **fields):
    start = Point(baseline[0], Decimal(baseline[1])) if baseline else None
    return Limits(rule=rule_ or rule(), years=range(2024, 2031), baseline=start, **fields)


def read(text, unit=""):
    return [(point.year, str(point.value)) for point in points_of(read_list(text, unit))]


def faults(text, limits_=None):
    return [str(fault) for fault in faults_of(read_list(text), limits_ or limits())]


@pytest.mark.parametrize(
    "text",
    [
        "2026 78\n2027 80,5",
        "2026: 78,0%\n2027: 80,5%",
        "2026\t78\n2027\t80,5\n",
        "\n 2026 = 78 \n\n2027;80,5",
        "Năm 2026: 78\nnăm 2027: 80,5",
        "2027: 80,5\n2026: 78",
        "2026\t2027\n78\t80,5",
        "Năm\t2026\t2027\nMốc\t78\t80,5",
        "\t2026\t2027\t\nCần đạt\t78%\t80,5%\t",
        "Năm\tMốc\n2026\t78\n2027\t80,5",
        "2026\N{NO-BREAK SPACE}78\r\n2027\N{NO-BREAK SPACE}80,5\r\n",
    ],
)
def test_what_is_clear_is_read(text):
    assert [(year, Decimal(value)) for year, value in read(text)] == [(2026, 78), (2027, Decimal("80.5"))]
    assert faults(text) == []


def test_the_indicators_own_unit_may_stand_beside_the_figure():
    assert read("2026: 1.200 căn hộ\n2027: 2.400 Căn hộ", "căn hộ") == [(2026, "1200"), (2027, "2400")]
    assert read("2026: mức độ 2", "mức độ") == [(2026, "2")]
    assert points_of(read_list("2026: 1.200 xã", "căn hộ")) == []


def test_a_running_number_is_read_as_such():
    assert read("2024: 1.500\n2025: 4.000\n2026: 12.392") == [(2024, "1500"), (2025, "4000"), (2026, "12392")]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("78", ["Dòng 1: không có năm"]),
        ("2026", ["Dòng 1: Chưa nhập số"]),
        ("2026 78\n26 80", ["Dòng 2: không có năm"]),
        ("2026 bảy mươi", ["Dòng 1: “bảy mươi” không phải là một số"]),
        ("2026 1.5", ["Dòng 1: “1.5” chưa rõ là số nào. Hãy viết 1,5"]),
        ("2026 12,392", ["Dòng 1: “12,392” chưa rõ là số nào. Hãy viết 12.392 hoặc 12,3920"]),
        ("2026 78 79", ["Dòng 1: “78 79” không phải là một số"]),
        ("2026 78\n2028 82", ["Dòng 2: thiếu năm 2027"]),
        ("2025 70\n2029 90", ["thiếu năm 2026", "thiếu năm 2027", "thiếu năm 2028"]),
        ("2026 78\n2026 79", ["Dòng 2: năm 2026 đã có ở dòng 1"]),
        ("2019 78", ["Dòng 1: năm 2019 nằm ngoài thời gian của kế hoạch (2024–2030)"]),
        ("2030 95", ["Dòng 1: năm 2030 không trước năm 2030 của mức phải đạt"]),
        ("2026 78\n2027 77", ["Dòng 2: 77% năm 2027 thấp hơn 78% năm 2026: sai chiều"]),
        ("2029 95,1", ["Dòng 1: 95,1% đã qua mức 95% phải đạt vào năm 2030"]),
        ("2026 39", ["Dòng 1: 39% thấp hơn số gốc 40% năm 2023: sai chiều"]),
        ("2026\t2027\n2027\t2028", ["Dòng 1: chưa rõ là hai cột hay hai dòng", "Dòng 2: chưa rõ"]),
        ("2026\t2027\t2028\n78\t\t80", ["Dòng 2, cột 2027: Chưa nhập số"]),
        ("2026\t2027\t2028\n78\t79\t80\t81", ["Dòng 2, cột 4: không có năm"]),
        ("2026\t2027\t2O28\t2029\n78\t79\t80\t81", ["Dòng 2, cột 2O28: không có năm", "cột 2029: thiếu năm 2028"]),
    ],
)
def test_what_is_wrong_is_named_by_its_line(text, wrong):
    found = faults(text)
    assert len(found) == len(wrong)
    assert all(part in fault for part, fault in zip(wrong, found, strict=True)), found


def test_every_wrong_line_of_a_list_is_named_at_once():
    found = faults("2025 50\n2026 1.5\nabc\n2027 99\n2028 60\n2028 61\n2031 90")

    assert [fault.partition(":")[0] for fault in found] == ["Dòng 2", "Dòng 3", "Dòng 4", "Dòng 6", "Dòng 7"]


def test_less_is_better_where_the_target_says_so():
    falling = limits(rule(Comparator.LT, "1", direction=Direction.DOWN), baseline=(2023, "1.9"))

    assert faults("2026 1,6\n2027 1,4\n2028 1,4", falling) == []
    assert "cao hơn 1,4% năm 2026: sai chiều" in faults("2026 1,4\n2027 1,6", falling)[0]
    assert "đã qua mức 1%" in faults("2026 0,9", falling)[0]
    assert "cao hơn số gốc 1,9%" in faults("2026 16", falling)[0]


def test_a_baseline_already_better_than_the_target_asks_for_nothing():
    beds = limits(rule(bound="32", kind=Kind.RATE, unit="giường/10.000 dân"), baseline=(2018, "34.2"))

    assert faults("2026 30\n2027 31", beds) == []


def test_a_milestone_after_the_baseline_only():
    assert "không sau năm 2025 của số gốc" in faults("2025 50", limits(baseline=(2025, "40")))[0]


def test_a_figure_that_cannot_be_is_refused():
    grades = limits(rule(bound="3", kind=Kind.LEVEL, unit="mức độ"), baseline=None, least=Decimal(1), most=Decimal(3))

    assert "số nguyên" in faults("2026 1,5", grades)[0]
    assert "thấp nhất" in faults("2026 0", grades)[0]
    assert faults("2026 2", grades) == []


@pytest.mark.parametrize(
    "without",
    [
        rule(Comparator.DONE, None, kind=Kind.MILESTONE, unit=""),
        rule(direction=Direction.MAINTAIN),
        rule(Comparator.INCREASE, None),
    ],
)
def test_what_is_declared_maintained_or_only_better_has_no_schedule(without):
    assert why_no_schedule(without) in faults("2026 50", limits(without))[0]


def test_amounts_that_add_up_are_named_as_totals():
    flats = rule(bound="12392", kind=Kind.COUNT, unit="căn hộ", decimals=0, accumulation=Accumulation.WITHIN_YEAR)

    assert faults("2024: 1.000\n2025: 3.000", limits(flats, baseline=None)) == []
    assert "sai chiều" in faults("2024: 3.000\n2025: 1.000", limits(flats, baseline=None))[0]


def test_years_typed_one_by_one_may_be_left_empty_at_the_ends():
    lines = read_years({2024: "", 2025: "50", 2026: "55 ", 2027: "  "})

    assert [(point.year, point.value) for point in points_of(lines)] == [(2025, 50), (2026, 55)]
    assert faults_of(lines, limits()) == []


@given(st.lists(st.decimals(min_value=40, max_value=95, places=2), min_size=1, max_size=6), st.data())
def test_a_good_list_is_read_back_and_one_turn_spoils_it(values, data):
    values = sorted(values)
    text = "\n".join(f"{year}: {format_figure(value)}" for year, value in enumerate(values, 2024))
    assert [point.value for point in points_of(read_list(text))] == values
    assert faults(text) == []

    if len(values) > 1 and values[0] < values[-1]:
        turned = "\n".join(f"{year}: {format_figure(value)}" for year, value in enumerate(values[::-1], 2024))
        assert any("sai chiều" in fault for fault in faults(turned))


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    lines = read_list(text)
    assert bool(lines) >= bool(points_of(lines))
    assert faults_of(lines, limits()) is not None
    assert read_matrix(text).rows is not None


class TestAWholePlan:
    LIMITS = {"2.1.1": limits(), "2.1.2": limits(rule(bound="60")), "2.1.3": "Không có lộ trình."}

    def faults(self, text):
        return [str(fault) for fault in faults_of_matrix(read_matrix(text), self.LIMITS)]

    def test_codes_run_down_and_years_across(self):
        matrix = read_matrix("Mã\tTên\t2026\t2027\n2.1.1\tA\t50\t60\n2.1.2\tB\t\t45\n2.1.3\tC\t\t\n\n")

        assert [(row.code, points_of(row.lines)) for row in matrix.rows] == [
            ("2.1.1", [Point(2026, Decimal(50)), Point(2027, Decimal(60))]),
            ("2.1.2", [Point(2027, Decimal(45))]),
        ]
        assert matrix.ignored == ("Tên",)
        assert faults_of_matrix(matrix, self.LIMITS) == []

    def test_a_quoted_cell_may_run_over_lines(self):
        matrix = read_matrix('Mã\tTên\t2026\n2.1.1\t"Tên\ndài"\t50\n')

        assert points_of(matrix.rows[0].lines) == [Point(2026, Decimal(50))]

    @pytest.mark.parametrize(
        ("text", "wrong"),
        [
            ("", ["Dòng 1: không có các năm"]),
            ("2.1.1\t50", ["Dòng 1: không có các năm"]),
            ("Mã\t2026", ["Khối ô: không có số nào"]),
            ("Mã\t2026\t2026\n2.1.1\t50\t51", ["Dòng 1: năm 2026 có ở nhiều cột", "đã có ở dòng 2, cột 2026"]),
            ("Mã\t2026\t202x\n2.1.1\t50\t51", ["Dòng 1: “202x” không phải là một năm"]),
            ("Mã\t2026\n2.1.1\t50\t51", ["Dòng 2: có ô không nằm dưới năm nào"]),
            ("Mã\t2026\n2.1.9\t50", ["Dòng 2: kế hoạch không có chỉ tiêu “2.1.9”"]),
            ("Mã\t2026\n\t50", ["Dòng 2: có số nhưng không có mã"]),
            ("Mã\t2026\n2.1.1\t50\n2.1.1\t51", ["Dòng 3: chỉ tiêu 2.1.1 đã có ở dòng 2"]),
            ("Mã\t2026\n2.1.3\t50", ["Dòng 2: Không có lộ trình"]),
            ("Mã\t2026\t2027\n2.1.1\t50\t45\n2.1.2\t1.5\t", ["Dòng 2, cột 2027: 45%", "Dòng 3, cột 2026: “1.5”"]),
        ],
    )
    def test_what_is_wrong_is_named_by_line_and_column(self, text, wrong):
        found = self.faults(text)
        assert len(found) == len(wrong), found
        assert all(part in fault for part, fault in zip(wrong, found, strict=True)), found

    @pytest.mark.parametrize(
        ("text", "wrong"),
        [
            ("Mã\t" + "2026\t" * 39_000 + "\n2.1.1\t50", "Dòng 1: có 39.001 ô. Mỗi dòng nhiều nhất 60 ô"),
            ("Mã\t2026\n2.1.1" + "\t50" * 60, "Dòng 2: có 61 ô"),
            ("Mã\t2026\n" + "x\t1\n" * 2000, "Khối ô: có 2.001 dòng. Mỗi lần dán nhiều nhất 2.000 dòng"),
        ],
    )
    def test_a_block_that_is_no_schedule_is_refused_at_once(self, text, wrong):
        (found,) = self.faults(text)
        assert wrong in found

    def test_as_much_as_may_be_pasted_is_read_cell_by_cell(self):
        years = "\t".join(map(str, range(1991, 2050)))
        matrix = read_matrix(f"Mã\t{years}\t\t\t\n" + ("2.1.1" + "\t1" * 59 + "\t\n") * 1999)
        assert (matrix.faults, sum(len(row.lines) for row in matrix.rows)) == ((), 59 * 1999)


def test_of_many_faults_the_first_are_named_and_the_others_counted():
    found = faults_of(read_list("x\n" * 5_000), limits())
    shown = named(found)
    assert len(found) == 5_000
    assert (len(shown), shown[49][:8], shown[50]) == (51, "Dòng 50:", "và 4.950 lỗi nữa.")
    assert named(found[:50]) == [str(fault) for fault in found[:50]]
