"""Doors to whole rounds and to what waits in them, for coordinators, leaders and administrators."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.enums import Role
from plan.models import Plan
from plan.selectors import coordinated_by, led_by
from reports.collect.steps import due_words
from reports.difficulties.ages import days_words
from reports.difficulties.outstanding import Outstanding, Wait, outstanding
from reports.enums import State
from reports.followup.listing import Card
from reports.models import Round


def cards_of(person: Person, *, now: dt.datetime, today: dt.date) -> list[Card]:
    """What to do in each plan that the person coordinates, leads or administers. Two queries, none for others."""
    if not person.has(Role.OFFICER, Role.CHIEF, Role.LEADER, Role.ADMIN):
        return []
    rounds = list(open_rounds(person, on=today))
    cards = [card for round_ in rounds for card in _round_cards(round_, now)]
    return cards + [card for plan in _plans(person, now, today) for card in _plan_cards(plan, person, now)]


def open_rounds(person: Person, *, on: dt.date) -> QuerySet[Round]:
    """The rounds that are not closed, the first to be due first, with how their reports stand and whether the person
    coordinates or leads their plan. One query."""
    owed = Q(submissions__handed_over_at=None)
    return (
        Round.objects.filter(locked_at=None)
        .select_related("plan")
        .annotate(
            is_coordinated=Q(plan__in=coordinated_by(person, on=on)),
            is_led=Q(plan__in=led_by(person, on=on)),
            total=Count("submissions", filter=owed),
            waiting=Count("submissions", filter=owed & Q(submissions__first_sent_at=None)),
            to_review=Count("submissions", filter=Q(submissions__state=State.SUBMITTED)),
            returned=Count("submissions", filter=Q(submissions__state=State.RETURNED)),
            accepted=Count("submissions", filter=Q(submissions__state=State.ACCEPTED)),
        )
        .order_by("due_at", "plan__code")
    )


def counts_of(round_: Round) -> dict[str, int]:
    """What `open_rounds` counted, and how many reports were sent."""
    counts = {name: getattr(round_, name) for name in ("total", "waiting", "to_review", "returned", "accepted")}
    return counts | {"sent": counts["total"] - counts["waiting"]}


def _round_cards(round_: Round, now: dt.datetime) -> Iterator[Card]:
    counts, place = counts_of(round_), [round_.plan.code, round_.year]
    about: dict[str, Any] = {"plan": round_.plan, "due_at": round_.due_at}
    if getattr(round_, "is_coordinated", False):
        sentence = _(
            "{sent}/{total} cơ quan đã gửi. {to_review} báo cáo chờ duyệt, {returned} chờ bổ sung, {waiting} chưa gửi."
        ).format(**counts)
        label = _("Kỳ báo cáo {year}").format(year=round_.year)
        due = due_words(round_.due_at, now)
        yield Card(label, f"{sentence} {due}.", reverse("reports:board", args=place), **about)
        sentence = _("{accepted}/{total} báo cáo đã duyệt, sẵn sàng để tổng hợp.").format(**counts)
        label = _("Báo cáo tổng hợp {year}").format(year=round_.year)
        due = due_words(round_.consolidation_due_at, now)
        yield Card(label, f"{sentence} {due}.", reverse("reports:consolidation", args=place), **about)
    if getattr(round_, "is_led", False):
        sentence = _("{sent}/{total} cơ quan đã gửi báo cáo, {accepted} đã duyệt.").format(**counts)
        label = _("Tổng quan năm {year}").format(year=round_.year)
        yield Card(label, sentence, reverse("reports:dashboard", args=place), **about)


def _plans(person: Person, now: dt.datetime, today: dt.date) -> QuerySet[Plan]:
    """The plans with the person's standing and what waits for an answer in them; all of them for administrators."""
    coordinated, led = Q(pk__in=coordinated_by(person, on=today)), Q(pk__in=led_by(person, on=today))
    plans = Plan.objects.annotate(
        is_coordinated=coordinated,
        is_led=led,
        difficulties_waiting=outstanding("pk", now=now, zone=timezone.get_default_timezone()),
    )
    return plans if person.is_admin else plans.filter(coordinated | led)


def _plan_cards(plan: Plan, person: Person, now: dt.datetime) -> Iterator[Card]:
    counts = getattr(plan, "difficulties_waiting", None)
    waiting = Outstanding.of(counts, now=now, zone=timezone.get_default_timezone())
    if waiting and getattr(plan, "is_coordinated", False):
        sentence = _wait_words(_("{count} khó khăn chờ trả lời, lâu nhất {days}."), waiting.unanswered)
        if waiting.undecided.count:
            sentence += " " + _("Trong đó {count} đã trình, chờ quyết định.").format(count=waiting.undecided.count)
        yield Card(_("Khó khăn, vướng mắc"), sentence, reverse("reports:difficulties", args=[plan.code]), plan)
    if waiting and waiting.undecided.count and getattr(plan, "is_led", False):
        sentence = _wait_words(_("{count} khó khăn chờ quyết định, lâu nhất {days}."), waiting.undecided)
        url = reverse("reports:difficulty_matters", args=[plan.code])
        yield Card(_("Khó khăn chờ quyết định"), sentence, url, plan)
    if person.is_admin:
        sentence = _("{plan}: mở kỳ mới, xem các kỳ đã mở.").format(plan=plan.short_title)
        yield Card(_("Mở và quản lý kỳ báo cáo"), sentence, reverse("reports:rounds", args=[plan.code]), plan)


def _wait_words(words: str, wait: Wait) -> str:
    return words.format(count=wait.count, days=days_words(wait.oldest))
