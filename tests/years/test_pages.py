"""The years on one page, two of them side by side, and the file: from issued reports alone."""

from io import BytesIO

import openpyxl
import pytest

from tests import factories as f

YEARS, COMPARED = "/ke-hoach/{}/cac-nam/", "/ke-hoach/{}/cac-nam/so-sanh/"


@pytest.fixture
def two_years(issued):
    issued(2024, {"2.1.1": ("45", "off_track")}, tasks={"1.1": "in_progress"})
    issued(2025, {"2.1.1": ("52.5", "on_track"), "2.1.2": (None, "no_data")}, tasks={"1.1": "done"})


def page(client, world, address, user=None, **query):
    client.force_login(user or world.an)
    return client.get(address.format(world.plan.code), query)


def test_every_year_has_a_column_and_every_issued_figure_its_cell(client, world, two_years):
    answer = page(client, world, YEARS)
    (first, cells), _second = answer.context["indicators"]
    assert first.code == "2.1.1"
    assert [(year, cell and cell.words) for year, cell in cells][:3] == [(2024, "45,0"), (2025, "52,5"), (2026, None)]
    assert [year for year, _cell in cells] == list(world.plan.years)


def test_a_correction_replaces_the_report_it_corrects_and_both_stay_listed(client, world, issued):
    issued(2024, {"2.1.1": ("45", "off_track")})
    issued(2024, {"2.1.1": ("54", "on_track")}, number="130/BC-SDM")
    answer = page(client, world, YEARS)
    ((_row, cells),) = answer.context["indicators"]
    assert cells[0][1].words == "54,0"
    assert [report.document_number for report in answer.context["issued"]] == ["130/BC-SDM", "125/BC-SDM"]
    assert "Đã được đính chính" in answer.content.decode()


def test_a_draft_is_nowhere(client, world, two_years, round_):
    assert 2026 not in page(client, world, YEARS).context["reports"]


def test_before_the_first_report_the_page_says_so(client, world):
    assert "Chưa có báo cáo tổng hợp nào được ban hành" in page(client, world, YEARS).content.decode()
    assert page(client, world, COMPARED).status_code == 404


def test_two_years_side_by_side(client, world, two_years):
    answer = page(client, world, COMPARED)
    turns = {pair.row.code: (pair.turn, pair.difference) for pair in answer.context["pairs"]}
    assert turns == {"2.1.1": ("better", "+7,5 điểm phần trăm"), "2.1.2": ("new", "")}
    assert [row.code for row in answer.context["changed_tasks"]] == ["1.1"]


def test_only_what_turned_one_way(client, world, two_years):
    answer = page(client, world, COMPARED, chi="new")
    assert [pair.row.code for pair in answer.context["pairs"]] == ["2.1.2"]


@pytest.mark.parametrize("query", [{"truoc": "x", "sau": "2025"}, {"truoc": "2025", "sau": "2025"}, {"chi": "gone"}])
def test_a_choice_that_makes_no_sense_shows_the_last_two_years(client, world, two_years, query):
    answer = page(client, world, COMPARED, **query)
    assert (answer.context["before"].round.year, answer.context["after"].round.year) == (2024, 2025)
    assert len(answer.context["pairs"]) == 2


def test_years_can_be_named_in_either_order(client, world, two_years, issued):
    issued(2026, {"2.1.1": ("60", "met")})
    answer = page(client, world, COMPARED, truoc="2026", sau="2024")
    assert (answer.context["before"].round.year, answer.context["after"].round.year) == (2024, 2026)


def test_the_file_has_the_same_shape_whatever_was_issued(client, world, issued):
    shapes = []
    for year in (2024, 2025):
        issued(year, {"2.1.1": ("45", "off_track")})
        answer = page(client, world, YEARS + "excel/")
        book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
        shapes.append([(sheet.title, [cell.value for cell in sheet[2]]) for sheet in book])
    assert shapes[0] == shapes[1]
    assert book["Chỉ tiêu"]["E3"].value == 45
    assert book["Báo cáo"]["B3"].value == "125/BC-SDM"


def test_who_holds_no_role_learns_nothing(client, world, two_years):
    for address in (YEARS, COMPARED, YEARS + "excel/"):
        assert page(client, world, address, world.lan).status_code == 404


@pytest.mark.parametrize("address", [YEARS, COMPARED])
def test_more_years_and_indicators_cost_no_more_queries(
    client, world, two_years, issued, address, django_assert_num_queries
):
    client.force_login(world.an)
    address = address.format(world.plan.code)
    with django_assert_num_queries(8):
        client.get(address)
    codes = [f"9.{number}" for number in range(3)]
    for code in codes:
        f.make_indicator(world.plan, code)
    issued(2026, dict.fromkeys(codes, ("1", "met")))
    with django_assert_num_queries(8):
        client.get(address)
