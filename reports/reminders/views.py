"""A round's reminders: what was sent, what would be sent, and reminding by hand."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import person_of
from agencies.errors import Refused
from reports.reminders import services
from reports.reminders.by_hand import calls_for, sample_of
from reports.reminders.forms import DayForm, NoteForm
from reports.reminders.presenting import line_of, names_of, ways
from reports.reminders.rehearsal import Pile, Rehearsal, coming_days, rehearse
from reports.reminders.selectors import ROWS_A_PAGE, Fate, chosen_reports, get_chasing_round, record_of

LONGEST_KEY = 18  # digits that a row's key can have


@require_safe
def record(request: HttpRequest, plan: str, year: int) -> HttpResponse:
    """Every reminder of the round, the newest first."""
    round_ = get_chasing_round(person_of(request), plan, year, on=timezone.localdate())
    chosen, agency = request.GET.get("fate", ""), _number(request.GET.get("report", ""))
    fate = Fate(chosen) if chosen in Fate.values else None
    found = record_of(round_, fate=fate, report=agency, page=request.GET.get("page", "1"))
    context = {"round": round_, "room": ways(plan, year, "reminders")} | {
        "record": found,
        "lines": [line_of(row) for row in found.page],
        "agency": agency,
        "fate": fate or "",
        "tabs": _fate_tabs(request, found.total, found.counts, fate),
    }
    return render(request, "reports/reminders/record.html", context)


@require_safe
def rehearsal(request: HttpRequest, plan: str, year: int) -> HttpResponse:
    """Who would be reminded on a day, and who would not; nothing is written."""
    now = timezone.now()
    today = timezone.localdate(now)
    round_ = get_chasing_round(person_of(request), plan, year, on=today)
    days = coming_days(round_, now=now)
    form = DayForm({"day": request.GET.get("day") or (days or [today])[0]}, today=today)
    day = form.cleaned_data["day"] if form.is_valid() else today
    found, chosen = rehearse(round_, day=day, now=now), request.GET.get("pile", "")
    pile = Pile(chosen) if chosen in Pile.values else Pile.MAILS
    context = {
        "round": round_,
        "room": ways(plan, year, "rehearsal"),
        "form": form,
        "day": day,
        "pile": pile,
        "page": Paginator(found.pile(pile), ROWS_A_PAGE).get_page(request.GET.get("page", "1")),
        "tabs": _pile_tabs(found, day, pile),
        "days": [{"label": f"{one:%d/%m}", "url": f"?day={one}", "current": one == day} for one in days],
    }
    return render(request, "reports/reminders/rehearsal.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: HttpRequest, plan: str, year: int) -> HttpResponse:
    """Reminding by hand of the reports named by `bao-cao`: shows who gets it, and on POST sends it."""
    person, now = person_of(request), timezone.now()
    round_ = get_chasing_round(person, plan, year, on=timezone.localdate(now))
    asked = request.POST if request.method == "POST" else request.GET
    pks = [number for text in asked.getlist("bao-cao") if (number := _number(text)) is not None]
    reports = chosen_reports(round_, pks)
    form = NoteForm(request.POST or None)
    if reports and form.is_valid():
        try:
            outcome = services.remind(reports, note=form.cleaned_data["note"], by=person, now=now)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            _tell(request, outcome)
            return redirect("reports:board", plan=round_.plan.code, year=round_.year)
    calls = calls_for(reports, now=now)
    context = {"round": round_, "form": form, "calls": calls}
    context |= {
        "sample": None if round_.locked_at else sample_of(calls, note=form.data.get("note", ""), by=person, now=now)
    }
    return render(request, "reports/reminders/remind.html", context, status=422 if form.errors else 200)


def _tell(request: HttpRequest, outcome: services.Outcome) -> None:
    """One message for each kind of outcome there is."""
    said = (
        (messages.SUCCESS, _("Đã đôn đốc: {names}."), outcome.reminded),
        (messages.WARNING, _("Không có ai nhận được thư: {names}. Hãy gọi điện cho cơ quan."), outcome.unreachable),
        (messages.INFO, _("Vừa được đôn đốc trong 10 phút qua nên không gửi thêm: {names}."), outcome.already),
        (messages.INFO, _("Đã gửi báo cáo nên không đôn đốc: {names}."), outcome.sent),
    )
    for level, words, names in said:
        if names:
            messages.add_message(request, level, words.format(names=names_of(names)))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else None


def _fate_tabs(request: HttpRequest, total: int, counts: dict[Fate, int], chosen: Fate | None) -> list[dict[str, Any]]:
    tabs = [("", _("Tất cả"), total)] + [(fate.value, str(fate.label), counts[fate]) for fate in Fate]
    query = request.GET.copy()
    query.pop("page", None)
    found = []
    for value, label, count in tabs:
        query["fate"] = value
        found.append(
            {"label": f"{label} ({count})", "url": f"?{query.urlencode()}", "current": value == (chosen or "")}
        )
    return found


def _pile_tabs(found: Rehearsal, day: dt.date, chosen: Pile) -> list[dict[str, Any]]:
    return [
        {
            "label": f"{pile.label} ({len(found.pile(pile))})",
            "url": f"?day={day}&pile={pile}",
            "current": pile == chosen,
        }
        for pile in Pile
    ]
