"""Charts as a browser draws them: labels keep off one another on a phone too, and every chart can be taken away."""

import datetime as dt
import json
import struct
from decimal import Decimal
from pathlib import Path

import pytest

from agencies.models import User
from plan.models import Amendment, Plan
from targets.enums import Comparator, Quality
from targets.models import Target
from tests.browser.test_year import PLAN
from tests.dashboards.figures import record

pytestmark = pytest.mark.browser

# What is written on the canvas in its last drawing, as [text, left, top, right, bottom] in CSS pixels.
WATCH = """
const proto = CanvasRenderingContext2D.prototype;
const [fillText, clearRect] = [proto.fillText, proto.clearRect];
window.written = [];
proto.clearRect = function (...area) { window.written = []; return clearRect.apply(this, area); };
proto.fillText = function (text, x, y, ...rest) {
  const { a, e, f } = this.getTransform();
  const width = this.measureText(text).width;
  const left = e / a + x - { left: 0, start: 0, center: width / 2, right: width, end: width }[this.textAlign];
  window.written.push([text, left, f / a + y - 6, left + width, f / a + y + 6]);
  return fillText.call(this, text, x, y, ...rest);
};
"""


@pytest.fixture
def figures(real_plan):
    """An estimate made official, a running total, an amended target, and a figure that fell back to nought."""
    plan, by = Plan.objects.get(), User.objects.get(username="tonghop")
    indicators = {one.code: one for one in plan.indicators.all()}
    given = {
        "2.1.2a": ("1.52", "1.41", "1.28"),
        "2.1.3": ("58.3", "61.2", "65.8"),
        "2.1.4a": ("50.3", "52.1", "54.6"),
        "2.1.8e": ("34.6", "34.9", "35.7"),
        "2.1.8k": ("98.4", "97.1", "97.95"),
        "2.1.9a": ("1046", "1250", "1830"),
        "2.1.9b": ("620", "214", "0"),
    }
    for code, values in given.items():
        for year, value in enumerate(values, 2024):
            record(indicators[code], year, value, by=by, quality=Quality.ESTIMATE)
    record(indicators["2.1.2a"], 2025, "1.36", by=by, revision=2)
    day = dt.date(2026, 3, 2)
    decision = Amendment.objects.create(
        plan=plan, number="412/QĐ-UBND", decided_on=day, effective_on=day, summary="Điều chỉnh"
    )
    Target.objects.filter(indicator=indicators["2.1.4a"]).update(valid_to=day)
    Target.objects.create(
        indicator=indicators["2.1.4a"],
        year=2030,
        comparator=Comparator.GE,
        lower=Decimal(65),
        wording="đạt 65%",
        amendment=decision,
        valid_from=day,
    )
    return given


def overlapping(written):
    """The pairs of texts of which one covers a part of the other."""
    for at, (text, left, top, right, bottom) in enumerate(written):
        for other, left2, top2, right2, bottom2 in written[at + 1 :]:
            if min(right, right2) - max(left, left2) > 1 and min(bottom, bottom2) - max(top, top2) > 1:
                yield text, other


@pytest.mark.parametrize("width", [360, 1280])
def test_labels_never_cover_one_another(figures, visit, width):
    visitor = visit("lanhdao", width=width)
    visitor.page.add_init_script(WATCH)
    for code in figures:
        visitor.page.goto(f"{PLAN}/chi-tieu/{code}/")
        visitor.page.wait_for_function("window.written.length > 5")
        written = visitor.page.evaluate("window.written")
        visitor.picture(f"chart-{width}-{code}")
        assert list(overlapping(written)) == [], code
        assert all(left >= 0 and right <= width for _text, left, _top, right, _bottom in written), code
    visitor.check()


def test_the_decision_and_both_targets_stand_in_the_chart(figures, visit):
    visitor = visit("lanhdao", width=360)
    visitor.page.add_init_script(WATCH)
    visitor.page.goto(f"{PLAN}/chi-tieu/2.1.4a/")
    visitor.page.wait_for_function("window.written.length > 5")

    texts = {text for text, *_box in visitor.page.evaluate("window.written")}

    assert {"412/QĐ-UBND", "ít nhất 65%", "54,60%"} <= texts


@pytest.mark.parametrize(("code", "name"), [("2.1.2a", "chi-tieu-2.1.2a.png"), ("2.1.7c", "chi-tieu-2.1.7c.png")])
def test_every_chart_can_be_taken_away_as_a_picture(figures, visit, code, name):
    visitor = visit("lanhdao", width=360)
    visitor.page.goto(f"{PLAN}/chi-tieu/{code}/")

    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Tải ảnh PNG").click()

    picture = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == name
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">I", picture[16:20]) == (1920,)
    visitor.check()


def test_a_tip_says_a_point_as_the_server_wrote_it(figures, visit):
    visitor = visit("lanhdao")
    visitor.page.goto(f"{PLAN}/chi-tieu/2.1.2a/")
    visitor.page.wait_for_function("window.Chart && Chart.getChart(document.querySelector('canvas'))")

    lines = visitor.page.evaluate("""() => {
      const chart = Chart.getChart(document.querySelector("canvas"));
      const tips = (year, ...datasets) => {
        const index = chart.data.labels.indexOf(year);
        chart.tooltip.setActiveElements(datasets.map((datasetIndex) => ({ datasetIndex, index })), { x: 0, y: 0 });
        return chart.tooltip.body.flatMap(({ lines }) => lines);
      };
      return [...tips("2026", 0), ...tips("2029", 1, 2)];
    }""")
    config = json.loads(visitor.page.locator("#series-config").text_content())
    path, coming = ({row["year"]: row for row in config[name]}[2029] for name in ("path", "projection"))

    assert lines == [
        "1,28% (ước)",
        f"{path['text']} (lộ trình)",
        f"{coming['text']} (dự báo, {coming['between']})",
    ]
    visitor.check()
