"""The review desk. Every button works as a plain form; with htmx the answer is the item and what hangs on it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agencies.access import person_of
from agencies.errors import Refused, Stale
from reports.collect.moves import move
from reports.collect.presence import beat
from reports.doors import Standing
from reports.models import Submission
from reports.review import services
from reports.review.contests import Choice
from reports.review.desk import Desk, desk_of, entries_of, get_item, get_report_to_read, get_report_to_review
from reports.review.desk_forms import CleanItemsForm, DecisionForm, DeskForm, FinishForm
from reports.review.items import KINDS, ItemKind
from reports.review.views import board_link
from reports.review.walking import desk_page
from reports.workflow import Action


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One sent report with all that is needed to decide on it."""
    return _page(request, *get_report_to_read(person_of(request), pk, on=timezone.localdate()))


@require_POST
def colleagues(request: HttpRequest, pk: int) -> HttpResponse:
    """The page's beat: who else of the coordinator's people has the report open."""
    person, now = person_of(request), timezone.now()
    submission, _standing = get_report_to_review(person, pk, on=timezone.localdate(now))
    others = beat(desk_page(submission.pk), by=person, now=now)
    return render(request, "reports/review/desk_colleagues.html", {"colleagues": others})


@require_POST
def decide_task(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    return _decide(request, pk, "task", entry)


@require_POST
def decide_indicator(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    return _decide(request, pk, "indicator", entry)


def _decide(request: HttpRequest, pk: int, kind: ItemKind, entry_pk: int) -> HttpResponse:
    """Accept or return one item, or take its return back."""
    person, now = person_of(request), timezone.now()
    submission, _standing = get_report_to_review(person, pk, on=timezone.localdate(now))
    entry = get_item(submission, kind, entry_pk)
    form = DecisionForm(request.POST)

    def decide() -> None:
        decision, seen = form.cleaned_data["decision"], form.cleaned_data["sending"]
        common = {"entry": entry, "reason": form.cleaned_data["reason"], "by": person, "now": now, "sending": seen}
        if decision == DecisionForm.RETURN:
            services.return_item(**common)
        else:
            choice = Choice(form.cleaned_data["stands"], form.cleaned_data["contest"])
            services.accept_item(**common, take_back=decision == DecisionForm.TAKE_BACK, choice=choice)

    _run(request, form, decide)
    key = f"{kind}-{entry_pk}"
    if "HX-Request" in request.headers:
        return _item(request, pk, form, key)
    return _answer(request, pk, form, key, anchor=f"#{key}")


@require_POST
def accept_clean(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept in one step what the officer saw without a flag; what has got one since is left out."""
    person, now = person_of(request), timezone.now()
    submission, standing = get_report_to_review(person, pk, on=timezone.localdate(now))
    form = CleanItemsForm(request.POST)

    def accept() -> None:
        seen = request.POST.getlist("item")
        desk = read_desk(submission, standing)
        clean = [item for item in desk.clean if item.key in seen]
        entries = [
            entry
            for kind in KINDS
            for entry in entries_of(submission, kind, [item.pk for item in clean if item.kind == kind])
        ]
        sending = form.cleaned_data["sending"]
        services.accept_items(submission=submission, entries=entries, by=person, now=now, sending=sending)
        words = ngettext("Đã duyệt {count} mục không có lưu ý.", "Đã duyệt {count} mục không có lưu ý.", len(entries))
        messages.success(request, words.format(count=len(entries)))
        odd_since = [item.code for item in desk.flagged if item.key in seen]
        if odd_since:
            words = _("Chưa duyệt mục vừa có lưu ý sau khi bạn mở trang: {codes}.")
            messages.warning(request, words.format(codes=", ".join(odd_since)))

    _run(request, form, accept)
    return _answer(request, pk, form, "bar")


@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Return or accept the whole report once every item is decided, or take an accepted one up again."""
    person, now = person_of(request), timezone.now()
    submission, _standing = get_report_to_review(person, pk, on=timezone.localdate(now))
    form = FinishForm(request.POST)

    def take_step() -> None:
        given = form.cleaned_data
        action, version, reason = Action(given["action"]), given["version"], given["reason"]
        move(submission=submission, action=action, version=version, by=person, now=now, reason=reason)
        messages.success(request, _finished_words(action).format(agency=submission.agency.short_name))

    _run(request, form, take_step)
    return _answer(request, pk, form, "finish")


def _finished_words(action: Action) -> str:
    return {
        Action.RETURN: _("Đã trả lại báo cáo cho {agency} để bổ sung."),
        Action.ACCEPT: _("Đã duyệt báo cáo của {agency}."),
        Action.REOPEN: _("Đã mở lại báo cáo của {agency} để xem xét."),
    }[action]


def _run(request: HttpRequest, form: DeskForm, change: Callable[[], None]) -> None:
    """Make the change. What stands against it goes to the form; what a colleague did first becomes a message, and where
    a reason was typed it stays beside it."""
    if not form.is_valid():
        return
    try:
        change()
    except Stale as stale:
        if form.cleaned_data.get("reason", "").strip():
            form.add_refusal(stale)
            form.is_stale = True
        else:
            messages.warning(request, stale.message)
    except Refused as refused:
        form.add_refusal(refused)


def _answer(request: HttpRequest, pk: int, form: DeskForm, key: str, *, anchor: str = "") -> HttpResponse:
    """Back to the page at `anchor`; after a refusal the page itself, with what was typed beside the button `key`."""
    if not form.errors:
        return redirect(f"{reverse('reports:review', args=[pk])}{anchor}")
    submission, standing = get_report_to_read(person_of(request), pk, on=timezone.localdate())
    return _page(request, submission, standing, failed={"key": key, "form": form})


def _item(request: HttpRequest, pk: int, form: DeskForm, key: str) -> HttpResponse:
    """The item and what hangs on it. With 200 after a refusal too: htmx leaves error answers unshown."""
    desk = read_desk(*get_report_to_read(person_of(request), pk, on=timezone.localdate()))
    failed = {"key": key, "form": form} if form.errors else None
    return render(request, "reports/review/desk_swap.html", {"desk": desk, "item": desk.item(key), "failed": failed})


def _page(
    request: HttpRequest, submission: Submission, standing: Standing, *, failed: dict[str, Any] | None = None
) -> HttpResponse:
    others = beat(desk_page(submission.pk), by=standing.person, now=timezone.now()) if standing.is_officer else []
    context = {"desk": read_desk(submission, standing), "trail": [board_link(submission.round)], "failed": failed}
    status = failed["form"].error_status if failed else 200
    return render(request, "reports/review/desk.html", context | {"colleagues": others}, status=status)


def read_desk(submission: Submission, standing: Standing) -> Desk:
    """The desk as it stands now."""
    return desk_of(submission, standing=standing, now=timezone.now(), zone=timezone.get_default_timezone())
