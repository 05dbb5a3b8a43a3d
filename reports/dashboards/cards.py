"""Indicators ready to be written: as cards, as rows of the list, as the large cards of the presentation.

Each is made once for what it shows (see `remembering`) and language; with forty on a page that counts.
"""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.dashboards import charts, multiples
from reports.dashboards.judged import Judged
from reports.dashboards.markup import spark_svg, verdict_chip

KEPT = 1024


@lru_cache(maxsize=KEPT)
def card(one: Judged, url: str, language: str) -> SafeString:
    """A small multiple with its words."""
    return _written("_card", one, url, drawing=multiples.multiple(one.row, until=one.year))


@lru_cache(maxsize=KEPT)
def large_card(one: Judged, url: str, language: str, *, with_sentence: bool) -> SafeString:
    """A card for the wall; with its sentence it says why."""
    drawing, why = multiples.multiple(one.row, until=one.year), one.verdict.sentence if with_sentence else ""
    return _written("_large_card", one, url, drawing=drawing, sentence=why)


@lru_cache(maxsize=KEPT)
def list_row(one: Judged, url: str, language: str) -> SafeString:
    """A row of the table."""
    return _written("_row", one, url, drawing=spark_svg(charts.spark(one.row, until=one.year)))


@lru_cache(maxsize=KEPT)
def sentence(one: Judged, language: str) -> str:
    """The verdict's sentence, in the language of the page."""
    return one.verdict.sentence


def _written(template: str, one: Judged, url: str, **words: str) -> SafeString:
    context = {"one": one, "indicator": one.row.indicator, "url": url, "chip": verdict_chip(one.status), **words}
    return render_to_string(f"reports/dashboards/{template}.html", context)
