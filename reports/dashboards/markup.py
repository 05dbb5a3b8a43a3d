"""Small pieces of markup that stand in a table a hundred times: made once each, not by an include per row."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.dashboards.charts import Spark
from reports.dashboards.timeliness import Cell
from targets.enums import Status


def verdict_chip(status: Status) -> SafeString:
    """The chip of a verdict, as components/chip.html draws it, in the language of the page."""
    return _chip(status.value, str(status.label))


@lru_cache(maxsize=64)
def _chip(value: str, label: str) -> SafeString:
    return render_to_string("components/chip.html", {"kind": "verdict", "value": value, "label": label})


def sent_mark(cell: Cell) -> SafeString:
    """The sign and words of one report's timeliness."""
    return _sent_mark(cell.kind.value, cell.words)


@lru_cache(maxsize=512)
def _sent_mark(kind: str, words: str) -> SafeString:
    icon = render_to_string("components/icon.html", {"name": f"verdict-{kind}"})
    return format_html('<span class="cell is-{}">{}{}</span>', kind, icon, words)


def spark_svg(spark: Spark) -> SafeString:
    """A small picture beside a row; the row says the same in words, so it is hidden from screen readers.

    Nothing to escape: a Spark holds digits and drawing commands only.
    """
    paths = (("path", spark.path), ("bound", spark.bounds), ("values", spark.line))
    drawn = "".join(f'<path class="{name}" d="{data}"/>' for name, data in paths if data)
    dots = "".join(f'<circle class="{dot.look}" cx="{dot.x}" cy="{dot.y}" r="4"/>' for dot in spark.dots)
    return SafeString(f'<svg viewBox="0 0 160 40" aria-hidden="true" focusable="false">{drawn}{dots}</svg>')
