"""A chart on paper shows what its table says, and stays on its picture."""

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from reports.documents.charts import HEIGHT, WIDTH, Chart, Mark, picture, svg
from reports.documents.pdf import write_pdf
from tests.documents.papers import chart, with_charts

SVG = "{http://www.w3.org/2000/svg}"


def drawn(one):
    return ElementTree.fromstring(svg(one))


def words(root):
    return [node.text for node in root.iter(f"{SVG}text")]


def test_years_figures_and_the_legend_are_written():
    said = words(drawn(chart()))
    assert {str(year) for year in range(2023, 2031)} <= set(said)
    assert {"1,52", "1,41", "thực hiện", "lộ trình", "mức phải đạt"} <= set(said)


def test_only_what_is_there_is_explained():
    said = words(drawn(replace(chart(), path=[], bounds=[])))
    assert "thực hiện" in said
    assert not {"lộ trình", "mức phải đạt"} & set(said)


def test_points_lie_where_their_figures_are():
    places = [(float(dot.get("cx")), float(dot.get("cy"))) for dot in list(drawn(chart()).iter(f"{SVG}circle"))[:2]]
    (first_x, first_y), (second_x, second_y) = places
    assert first_x < second_x
    assert first_y < second_y  # 1,52 above 1,41


@pytest.mark.parametrize(
    "figures",
    [["0"], ["5"], ["-3", "2"], ["99.1", "100"], ["0.000001", "0.000002"], ["1", "1000000000000"], ["-5", "-5"]],
)
def test_any_figures_stay_on_the_picture(figures):
    values = [Mark(2024 + number, Decimal(figure), figure) for number, figure in enumerate(figures)]
    one = Chart(title="x", target="", years=range(2024, 2031), values=values)
    text = svg(one)
    for x, y in re.findall(r'<circle cx="([-\d.]+)" cy="([-\d.]+)"', text):
        assert 0 <= float(x) <= WIDTH
        assert 0 <= float(y) <= HEIGHT
    assert "nan" not in text
    assert "inf" not in text


def labels(root):
    """Where the words of each figure begin and end, and their line: {words: (left, right, y)}. A digit is half as wide
    as its letters are high."""
    found = {}
    for node in root.iter(f"{SVG}text"):
        if node.get("font-weight") == "bold":
            half = len(node.text) * 0.5 * float(node.get("font-size")) / 2
            found[node.text] = (float(node.get("x")) - half, float(node.get("x")) + half, float(node.get("y")))
    return found


def test_the_label_of_a_baseline_long_ago_stays_off_the_axis():
    values = [Mark(2018, Decimal(12000000), "12.000.000"), Mark(2030, Decimal(13000000), "13.000.000")]
    root = drawn(Chart(title="x", target="", years=range(2018, 2031), values=values))
    axis = max(float(node.get("x")) for node in root.iter(f"{SVG}text") if node.get("text-anchor") == "end")
    placed = labels(root)
    assert placed["12.000.000"][0] > axis
    assert placed["13.000.000"][1] <= WIDTH


def test_the_label_of_the_highest_figure_stays_off_the_legend():
    root = drawn(Chart(title="x", target="", years=range(2018, 2031), values=[Mark(2018, Decimal(99), "99,0")]))
    [legend] = [float(node.get("y")) for node in root.iter(f"{SVG}text") if node.text == "thực hiện"]
    assert labels(root)["99,0"][2] - 3.2 > legend + 1


def test_a_label_stands_beside_a_line_that_would_cross_it():
    values = [Mark(2024, Decimal("99"), "99,0"), Mark(2025, Decimal("98"), "98,0"), Mark(2026, Decimal("97"), "97,0")]
    root = drawn(Chart(title="x", target="", years=range(2024, 2031), values=values))
    dots = [float(dot.get("cx")) for dot in list(root.iter(f"{SVG}circle"))[:3]]
    placed = labels(root)
    assert placed["98,0"][0] >= dots[1] - 0.01  # the line comes down from the left
    path = [Mark(mark.year, mark.value + Decimal("0.1"), "") for mark in values]
    below = labels(drawn(Chart(title="x", target="", years=range(2024, 2031), values=values, path=path)))
    assert below["98,0"][2] > placed["98,0"][2]
    assert below["98,0"][1] <= dots[1] + 0.01  # and goes on down to the right


def test_names_are_text_in_the_picture():
    values = [Mark(2024, Decimal(1), '</text><script>&"')]
    root = drawn(Chart(title="<b>", target="", years=range(2024, 2031), values=values))
    assert '</text><script>&"' in words(root)
    assert not list(root.iter(f"{SVG}script"))


def test_the_table_has_a_column_for_each_year_and_no_made_up_figure():
    table = chart().table
    assert [column.label for column in table.columns] == ["", *map(str, range(2023, 2031))]
    done, asked = table.rows
    assert [cell.text for cell in done] == ["Thực hiện", "", "1,52", "1,41", "", "", "", "", ""]
    assert asked[0].text == "Lộ trình"


def test_the_picture_is_said_in_words():
    assert chart().alt == (
        "Biểu đồ 2.1.2a. Tỷ lệ thất nghiệp chung (%). Thực hiện 2024: 1,52; 2025: 1,41. "
        "Mức phải đạt: dưới 1% (năm 2030)."
    )
    assert picture(chart()).alt == chart().alt


@pytest.fixture(scope="module")
def reader():
    file = BytesIO()
    write_pdf(with_charts(3), file, is_checked=True)  # PDF/UA-1: a picture without words would be refused
    return PdfReader(file)


def test_a_pdf_with_charts_is_tagged_and_says_the_figures(reader):
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = "".join(page.extract_text() for page in reader.pages)
    assert text.count("BIỂU ĐỒ CHỈ TIÊU") == 1
    assert text.count("Thực hiện") >= 3


def figures_of(node, found):
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            figures_of(one, found)
    elif isinstance(node, dict):
        if node.get("/S") == "/Figure":
            found.append(str(node.get("/Alt", "")))
        if "/K" in node and not isinstance(node["/K"], int):
            figures_of(node["/K"], found)
    return found


def test_every_picture_carries_its_words(reader):
    alts = figures_of(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], [])
    assert [alt for alt in alts if alt.startswith("Biểu đồ")] == [chart().alt] * 3


def test_the_same_report_gives_the_same_bytes():
    files = [BytesIO(), BytesIO()]
    for file in files:
        write_pdf(with_charts(2), file)
    assert files[0].getvalue() == files[1].getvalue()


def test_every_font_is_embedded(reader):
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            [inner] = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"].get_object()
            assert "LiberationSerif" in descriptor["/FontName"]
            assert "/FontFile2" in descriptor
