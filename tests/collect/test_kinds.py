"""Each kind of indicator is asked for in its own way, and three kinds of nothing stay apart."""

import datetime as dt
from types import SimpleNamespace

import pytest

from reports.collect.indicator_items import ask_of, indicator_parts
from reports.collect.reading import reading_of
from reports.collect.selectors import form_of
from reports.collect.surroundings import surroundings_of
from reports.models import IndicatorEntry
from targets.models import Indicator, Measurement
from tests.collect.pages import indicator_entry, on_record, page
from tests.steps import report_of

pytestmark = pytest.mark.usefixtures("this_morning")
ROUND = SimpleNamespace(data_until=dt.date(2026, 11, 30))


def asked(**fields):
    indicator = Indicator(**({"kind": "percent", "accumulation": "at_time"} | fields))
    return ask_of(IndicatorEntry(indicator=indicator, year=2026), ROUND)


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({}, "Số tại thời điểm 30/11/2026"),
        ({"kind": "count", "accumulation": "within_year"}, "Số làm được trong năm 2026"),
        ({"kind": "level"}, "Mức tại thời điểm 30/11/2026"),
        ({"kind": "milestone"}, "Đến ngày 30/11/2026"),
        ({"kind": "qualitative"}, "Đến ngày 30/11/2026"),
    ],
)
def test_the_label_says_what_is_asked(fields, label):
    assert asked(**fields).label == label
    assert asked(**fields).words.endswith(".")


def change(world, **fields):
    Indicator.objects.filter(pk=world.indicators[0].pk).update(**fields)


def html_of(world, report, sign_in):
    return sign_in(world.an).get(page("form", report)).text


def shown(report):
    content = form_of(report)
    entry = content.indicators[0]
    values = {"typed": entry.typed, "status": entry.quality, "note": entry.note}
    return indicator_parts(entry, report, surroundings_of(content), values)


def test_an_amount_that_adds_up_shows_what_it_has_come_to_and_what_is_left(world, report, sign_in):
    change(world, kind="count", unit="căn hộ", accumulation="within_year", decimals=0)
    on_record(world.indicators[0], 2024, "10", world.a, world.dung)
    on_record(world.indicators[0], 2025, "12", world.a, world.dung)
    assert "Cộng dồn 2024-2025: 22 căn hộ; còn 38 để đạt 60" in html_of(world, report, sign_in)
    entry = indicator_entry(report)
    sign_in(world.an).post(page("save_indicator", report, entry.pk), {"version": 0, "typed": "13"})
    found = shown(report)
    assert found["running"] == "Cộng dồn 2024-2026: 35 căn hộ; còn 25 để đạt 60"
    assert found["verdict"].status == "on_track"


def test_a_level_is_chosen_from_its_grades(world, report, sign_in):
    change(world, kind="level", unit="mức độ", highest_level=3, decimals=0)
    html = html_of(world, report, sign_in)
    assert html.count(f'type="radio" name="indicator-{indicator_entry(report).pk}-typed"') == 3
    entry = indicator_entry(report)
    answer = sign_in(world.an).post(page("save_indicator", report, entry.pk), {"version": 0, "typed": "2"}).json()
    assert answer["echo"] == "= mức độ 2"


def test_a_grade_that_is_none_stays_as_typed_to_be_mended(world, report, sign_in):
    change(world, kind="level", unit="mức độ", highest_level=3)
    entry = indicator_entry(report)
    answer = sign_in(world.an).post(page("save_indicator", report, entry.pk), {"version": 0, "typed": "4"}).json()
    assert answer["error"] == "Mức độ là một số nguyên từ 1 đến 3."
    assert 'value="4"' in html_of(world, report, sign_in)


def test_a_milestone_is_done_or_not_done_and_says_on_what_grounds(world, report, sign_in):
    change(world, kind="milestone", unit="")
    entry = indicator_entry(report)
    for status, sentence in (("done", "Cần ghi căn cứ công nhận."), ("not_done", "Cần ghi đang làm đến đâu.")):
        entry.refresh_from_db()
        data = {"version": entry.version, "status": status}
        answer = sign_in(world.an).post(page("save_indicator", report, entry.pk), data).json()
        assert answer["missing"] == {"target": f"indicator-{entry.pk}-note", "sentence": sentence}
    assert f'name="indicator-{entry.pk}-typed"' not in html_of(world, report, sign_in)


@pytest.mark.parametrize(
    ("data", "missing", "read"),
    [
        ({"typed": "0"}, None, ("0,0%", None)),
        ({"status": "no_data"}, "Cần ghi lý do chưa có số liệu.", ("chưa có số liệu", "no_data")),
        ({"status": "not_due"}, "Cần ghi vì sao không thuộc kỳ.", ("không thuộc kỳ", "not_measurable")),
    ],
)
def test_three_kinds_of_nothing(world, report, sign_in, data, missing, read):
    entry = indicator_entry(report)
    answer = sign_in(world.an).post(page("save_indicator", report, entry.pk), {"version": 0} | data).json()
    assert (answer["missing"] and answer["missing"]["sentence"]) == missing
    line = sign_in(world.an).get(page("read", report)).context["reading"].figures[0]
    assert (line.answer, line.nothing and line.nothing.value) == read


def test_the_verdict_it_would_get_stands_beside_the_answer(world, report, sign_in):
    entry = indicator_entry(report)
    sign_in(world.an).post(page("save_indicator", report, entry.pk), {"version": 0, "typed": "40"})
    verdict = shown(report)["verdict"]
    assert (verdict.status, verdict.sentence) == (
        "off_track",
        "ước 40,0% năm 2026, lộ trình cần 48,6%: chậm 8,6 điểm phần trăm",
    )
    assert verdict.sentence in html_of(world, report, sign_in)
    assert Measurement.objects.count() == 0


def test_nothing_to_judge_gets_no_verdict(world, report):
    assert shown(report)["verdict"] is None


def test_a_part_says_whose_it_is_and_gets_no_verdict(world, round_, sign_in):
    world.indicators[0].owners.update(is_part=True)
    report = report_of(world.a, round_)
    IndicatorEntry.objects.filter(submission=report).update(is_part=True, typed="5", value=5, answer="figure")
    assert "Chỉ phần của Sở A" in html_of(world, report, sign_in)
    assert "data-verdict-url" not in html_of(world, report, sign_in)
    assert shown(report)["verdict"] is None


def test_an_estimate_of_last_year_leads_to_where_a_later_figure_is_sent(world, report, sign_in):
    on_record(world.indicators[0], 2025, "45", world.a, world.dung, quality="estimate")
    html = html_of(world, report, sign_in)
    assert "Số năm 2025 mới là số ước thực hiện." in html
    assert "/ke-hoach/ke-hoach-thu/chi-tieu/2.1.1/cap-nhat/2025/" in html


def test_an_official_one_and_another_agencys_do_not(world, report, sign_in):
    on_record(world.indicators[0], 2025, "45", world.b, world.dung, quality="estimate")
    assert "mới là số" not in html_of(world, report, sign_in)
    on_record(world.indicators[0], 2025, "45", world.b, world.dung)
    assert "mới là số" not in html_of(world, report, sign_in)


def test_a_sending_of_earlier_years_is_read_without_what_was_not_asked_then():
    line = {
        "entry": 1, "code": "2.1.1", "name": "Chỉ tiêu", "kind": "percent", "unit": "%", "answer": "figure",
        "typed": "52,5", "value": "52.5", "quality": "estimate", "note": "",
    }  # fmt: skip
    read = reading_of({"tasks": [], "indicators": [line]}).figures[0]
    assert (read.answer, read.quality, read.is_part, read.nothing) == ("52,5%", "ước thực hiện", False, None)


def test_a_quotient_is_read_with_what_it_comes_from():
    line = {
        "entry": 1, "code": "2.1.1", "name": "Chỉ tiêu", "kind": "percent", "unit": "%", "answer": "figure",
        "typed": "", "value": "52.10138", "quality": "estimate", "note": "", "decimals": 1, "multiplier": 100,
        "numerator": "8120", "denominator": "15585",
    }  # fmt: skip
    answer = reading_of({"tasks": [], "indicators": [line]}).figures[0].answer
    assert answer == "52,1% (8.120 / 15.585)"
    said = reading_of({"tasks": [], "indicators": [line | {"typed": "60", "value": "60"}]}).figures[0].answer
    assert said == "60,0% (tử số / mẫu số đã ghi: 8.120 / 15.585)"
