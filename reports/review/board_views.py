"""The round board: who has sent and who has not, worst first; it looks again by itself."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.access import person_of
from reports.collect.presence import on_pages
from reports.consolidate.readiness import stale_draft
from reports.deadlines import days_left
from reports.doors import Standing
from reports.review.board import Board, board_of, stamp_of
from reports.review.narrowing import Narrowing, Only
from reports.review.order import Pile
from reports.review.selectors import get_board_round
from reports.review.walking import desk_page

EVERY = 90  # seconds from one look of an open board to the next
STAMP = "X-Board"  # a script's question carries the stamp of what it shows


@require_safe
def board(request: HttpRequest, plan: str, year: int) -> HttpResponse:
    """The page; for its script what stands there now, or 204 where it shows that already."""
    now, zone = timezone.now(), timezone.get_default_timezone()
    today = timezone.localdate(now)
    round_, standing = get_board_round(person_of(request), plan, year, on=today)
    narrowing = Narrowing.of(request.GET)
    board_ = board_of(round_, narrowing, now=now, zone=zone, page=request.GET.get("page", "1"))
    draft, reviewers = stale_draft(round_), _reviewers(board_, standing, now)
    stamp = stamp_of(today, board_.shown, draft, reviewers)
    if request.headers.get(STAMP) == stamp:
        return HttpResponse(status=204)
    context = _context(board_, narrowing, standing) | {
        "draft": draft,
        "rows": [(row, reviewers.get(row.pk, "")) for row in board_.rows],
        "stamp": stamp,
        "now": now,
        "all_chosen": request.GET.get("chon") == "trang",
        "due_words": _due_words(days_left(round_.due_at, now, zone)),
        "consolidation_words": _due_words(days_left(round_.consolidation_due_at, now, zone)),
    }
    template = "board_live.html" if STAMP in request.headers else "board.html"
    return render(request, f"reports/review/{template}", context)


def _reviewers(board_: Board, standing: Standing, now: dt.datetime) -> dict[int, str]:
    """Who of the officer's colleagues is at which report's desk now."""
    pages = {desk_page(row.pk): row.pk for row in board_.rows if row.sent and standing.is_officer}
    visited = on_pages(pages, by=standing.person, now=now) if pages else {}
    return {pages[page]: ", ".join(visit.name for visit in visits) for page, visits in visited.items()}


def _context(board_: Board, narrowing: Narrowing, standing: Standing) -> dict[str, Any]:
    return {
        "board": board_,
        "round": board_.round,
        "narrowing": narrowing,
        "tabs": _tabs(board_, narrowing),
        "switches": _switches(board_, narrowing),
        "levels": list(board_.counts.levels.items()),
        "chips": _chips(narrowing),
        "every": EVERY,
        "acts": standing.is_officer and not board_.round.locked_at,
        "reads": standing.is_officer or standing.is_leader,
        "gives_roles": standing.person.is_admin,
        "unreachable_url": Narrowing(only=frozenset({Only.UNREACHABLE})).query(),
    }


def _tabs(board_: Board, narrowing: Narrowing) -> list[dict[str, Any]]:
    counts = board_.counts
    tabs: list[tuple[Pile | None, str, int]] = [(None, _("Tất cả"), counts.any_pile)]
    tabs += [(pile, str(pile.label), counts.piles[pile]) for pile in Pile]
    return [
        {"label": f"{label} ({count})", "url": narrowing.query(pile=pile), "current": pile == narrowing.pile}
        for pile, label, count in tabs
    ]


def _switches(board_: Board, narrowing: Narrowing) -> list[dict[str, Any]]:
    return [
        {"value": one.value, "label": one.label, "count": board_.counts.only[one], "on": one in narrowing.only}
        for one in Only
    ]


def _chips(narrowing: Narrowing) -> list[dict[str, str]]:
    """What the board is narrowed to, each with the address that leaves it out."""
    chips: list[tuple[str, str]] = []
    if narrowing.pile:
        chips.append((str(narrowing.pile.label), narrowing.query(pile=None)))
    chips += [(str(one.label), narrowing.query(only=narrowing.only - {one})) for one in Only if one in narrowing.only]
    if narrowing.level:
        chips.append((str(narrowing.level.label), narrowing.query(level=None)))
    if narrowing.words:
        chips.append((_("Tên có “{words}”").format(words=narrowing.words), narrowing.query(words="")))
    return [{"label": label, "url": url} for label, url in chips]


def _due_words(days: int) -> str:
    if days > 0:
        return _("còn {days} ngày").format(days=days)
    return _("đã qua {days} ngày").format(days=-days) if days else _("hôm nay là ngày cuối")
