"""The reporter's pages: what waits, the form, the report as a page to read and sign, and the doors for saving."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Person, person_of
from agencies.errors import Refused, Stale
from reports.collect import forms, moves
from reports.collect.content import content_of
from reports.collect.indicator_items import note_hints
from reports.collect.presence import others_at
from reports.collect.presenters import form_items, saved_answer, stale_answer, submission_chip
from reports.collect.reading import last_sending, reading_of
from reports.collect.selectors import FormContent, form_of, with_last_year
from reports.collect.steps import (
    OF_THE_AGENCY,
    done_sentence,
    due_of,
    may_write,
    parts_due_words,
    shows_last_sending,
    steps_for,
)
from reports.collect.surroundings import surroundings_of, way_of
from reports.collect.work import work_of
from reports.doors import Standing, get_submission, submissions_for
from reports.evidence.posted import take_files
from reports.followup.listing import cards_for
from reports.models import IndicatorEntry, Submission, TaskEntry
from reports.oversight.cards import cards_for as oversight_cards
from reports.workflow import Action
from targets.enums import Status


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    if not person.is_member:
        raise Http404
    today = timezone.localdate(now)
    work = work_of(person, now=now, today=today)
    context = {
        "work": work,
        "groups": work.by_plan(oversight_cards(person, on=today)),
        "follow_up_cards": cards_for(person, on=today),
    }
    return render(request, "reports/collect/my_work.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of one agency. A POST saves all of it: that is how it works where scripts do not run."""
    person, now = person_of(request), timezone.now()
    submission = get_submission(person, pk, on=timezone.localdate(now))
    if not may_write(submission, person):
        return redirect("reports:read", pk)
    content = form_of(submission)
    unsaved = _save_all(request, content, by=person, now=now) if request.method == "POST" else []
    if request.method == "POST" and not unsaved:
        messages.success(request, _("Đã lưu lúc {time}.").format(time=f"{timezone.localtime(now):%H:%M}"))
        return redirect("reports:form", pk)
    content = form_of(submission) if unsaved else content
    context = _page(submission, person) | {
        "items": form_items(content, surroundings_of(content), unsaved),
        "hints": note_hints(),
        "verdicts": list(Status),
        "unsaved": unsaved,
    }
    return render(request, "reports/collect/form.html", context, status=409 if unsaved else 200)


def _save_all(request: HttpRequest, content: FormContent, *, by: Person, now: dt.datetime) -> list[forms.Unsaved]:
    """Texts and files; a file that was refused is told in words, a text that was not saved comes back."""
    unsaved = forms.save_all(request.POST, content, by=by, now=now)
    for problem in take_files(request, content, by=by, now=now):
        messages.error(request, problem)
    return unsaved


@require_safe
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as prose and a table: the current text for the agency itself, the last sending for everybody else."""
    person, now = person_of(request), timezone.now()
    submission = get_submission(person, pk, on=timezone.localdate(now))
    context = _page(submission, person)
    if shows_last_sending(submission, person):
        sending = last_sending(submission)
        if sending is None:
            raise Http404
        context |= {"reading": reading_of(sending.content), "sending": sending}
    else:
        content = form_of(submission)
        data = content_of(submission, content.tasks, content.indicators)
        context |= {"reading": reading_of(data), "seen": content.fingerprint, "left": len(content.gaps)}
    return render(request, "reports/collect/read.html", context)


@require_POST
def save_task(request: HttpRequest, pk: int, entry: int) -> JsonResponse:
    entries = TaskEntry.objects.select_related("submission__round", "task")
    return _save(request, get_object_or_404(entries, pk=entry, submission__in=_own(request, pk)))


@require_POST
def save_indicator(request: HttpRequest, pk: int, entry: int) -> JsonResponse:
    entries = with_last_year(IndicatorEntry.objects.select_related("submission__round", "indicator"))
    return _save(request, get_object_or_404(entries, pk=entry, submission__in=_own(request, pk)))


@require_POST
def presence(request: HttpRequest, pk: int) -> JsonResponse:
    """The page's beat: who else has the report open. Only for those who may write it."""
    person, now = person_of(request), timezone.now()
    submission = get_submission(person, pk, on=timezone.localdate(now))
    if not may_write(submission, person):
        raise Http404
    others = others_at(submission.pk, by=person, item=request.POST.get("item", ""), now=now)
    return JsonResponse({"others": others})


@require_POST
def move(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """A step of the agency with its own report; a refusal is said on the page the step was taken from."""
    person, now = person_of(request), timezone.now()
    submission = get_submission(person, pk, on=timezone.localdate(now))
    if action not in OF_THE_AGENCY:
        raise Http404
    step = Action(action)
    try:
        moves.move(submission=submission, action=step, by=person, now=now, **forms.step_data(request.POST))
    except Refused as refused:
        messages.error(request, forms.step_refusal(refused, submission, request.POST))
        return redirect("reports:read", pk)
    messages.success(request, done_sentence(step, way_of(submission, on=timezone.localdate(now))))
    return redirect("reports:read", pk)


def _own(request: HttpRequest, pk: int) -> Any:
    """The report as a subquery behind the same door as its page."""
    return submissions_for(person_of(request), on=timezone.localdate()).filter(pk=pk).values("pk")


def _save(request: HttpRequest, entry: forms.Entry) -> JsonResponse:
    person, now = person_of(request), timezone.now()
    try:
        forms.save(entry, request.POST, by=person, now=now)
    except Stale as stale:
        current = stale.current if isinstance(stale.current, TaskEntry | IndicatorEntry) else entry
        answer, status = stale_answer(current, stale.message), 409
    except Refused as refused:
        return JsonResponse({"ok": False, "error": refused.message, "field": refused.field}, status=400)
    else:
        answer, status = saved_answer(entry, now=now), 200
    others = others_at(entry.submission_id, by=person, item=forms.anchor(entry), now=now)
    return JsonResponse(answer | {"others": others}, status=status)


def _page(submission: Submission, person: Person) -> dict[str, Any]:
    """What the form and the reading page say about the report itself. One query, two for the coordinator's people."""
    now = timezone.now()
    on = timezone.localdate(now)
    way = way_of(submission, on=on)
    steps = steps_for(submission, Standing(person, submission.round.plan, on=on), way, now=now)
    return {
        "submission": submission,
        "year": submission.round.year,
        "last_year": submission.round.year - 1,
        "chip": submission_chip(submission),
        "due": due_of(submission, way.due_at, now),
        "parts_due": parts_due_words(submission.round.parts_due_at, now),
        "steps": steps,
        "handed_back": way.handed_back,
        "guidance": way.guidance,
        "findings": way.findings,
        "may_write": may_write(submission, person),
    }
