"""The dashboard on the wall of a meeting room: one screen after another, each with few and large things."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.dashboards import multiples
from reports.dashboards.cards import large_card
from reports.dashboards.judged import Judged
from reports.dashboards.links import chips_of
from reports.dashboards.overview import Dashboard, Group
from reports.dashboards.presenting import (
    changes_of,
    indicator_links,
    segments_of,
    sentences_of,
    worst_of,
)

CARDS = 8  # on a screen, to be read from five metres
WITH_SENTENCES = 4  # with so few there is room for the reasons
WORST = 3


@dataclass(frozen=True, slots=True)
class Screen:
    """Some cards of one clause; the first screen of all has none and shows the whole."""

    code: str = ""
    words: str = ""
    cards: tuple[SafeString, ...] = ()


def context_of(page: Dashboard, now: dt.datetime) -> dict[str, Any]:
    """What the template of the presentation is given: every screen; the one asked for is shown first."""
    screens = [Screen(), *_screens(page)]
    current = min(page.filters.screen, len(screens))
    return {
        "page": page,
        "changes_shown": page.year > page.plan.start_year,
        "chips": chips_of(page),
        "screens": screens,
        "current": current,
        "sentences": sentences_of(page, now),
        "segments": [segment | {"url": ""} for segment in segments_of(page)],
        "changes": changes_of(page),
        "worst": worst_of(page)[:WORST],
        "axis": multiples.axis(page.plan.years, year=page.year),
        "leave": page.filters.query(screen=0),
        "before": page.filters.query(screen=current - 1) if current > 1 else "",
        "after": page.filters.query(screen=current + 1) if current < len(screens) else "",
    }


def _screens(page: Dashboard) -> Iterator[Screen]:
    """A screen for each clause, or more where it has too many indicators; they share them evenly."""
    link = indicator_links(page)
    for group in page.groups:
        parts = ceil(len(group.judged) / CARDS)
        size = ceil(len(group.judged) / parts)
        for start in range(0, len(group.judged), size):
            part = f"{start // size + 1}/{parts}" if parts > 1 else ""
            yield _screen(group, group.judged[start : start + size], part, link)


def _screen(group: Group, judged: list[Judged], part: str, link: Callable[[Judged], str]) -> Screen:
    code, words = (group.clause.code, group.clause.words) if group.clause else ("", _("Kém nhất trước"))
    title = _("{code}, phần {part}").format(code=code, part=part).lstrip(", ") if part else code
    sentences = len(judged) <= WITH_SENTENCES
    cards = (large_card(one, link(one), get_language(), with_sentence=sentences) for one in judged)
    return Screen(title, words, tuple(cards))
