"""The page on which the coordinator's people write the report together, and its doors for saving."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Person, person_of
from agencies.errors import Refused, Stale
from reports.collect.presence import beat
from reports.consolidate import passages
from reports.consolidate.editing import Unsaved, draft_of, groups_of, values_of
from reports.doors import Standing, get_round
from reports.models import ConsolidatedPassage, Round


@require_http_methods(["GET", "HEAD", "POST"])
def narrative(request: HttpRequest, plan: str, year: int) -> HttpResponse:
    """All passages of the newest draft. A POST saves one of them: that is how it works where scripts do not run."""
    person, now = person_of(request), timezone.now()
    round_ = _round_to_write(person, plan, year, now)
    unsaved = None
    if request.method == "POST":
        unsaved = _save_posted(request, round_, by=person, now=now)
        if unsaved is None:
            messages.success(request, _("Đã lưu lúc {time}.").format(time=f"{timezone.localtime(now):%H:%M}"))
            return redirect(f"{request.path}#{request.POST.get('key', '')}")
    draft = draft_of(round_)
    if draft is None:
        messages.info(request, _("Chưa có dự thảo để soạn. Hãy lập báo cáo tổng hợp trước."))
        return redirect("reports:consolidation", plan, year)
    context = {"round": round_, "report": draft, "groups": groups_of(draft, unsaved), "unsaved": unsaved}
    status = 200 if unsaved is None else 409 if unsaved.is_stale else 422
    return render(request, "reports/consolidate/narrative.html", context, status=status)


def _save_posted(request: HttpRequest, round_: Round, *, by: Person, now: dt.datetime) -> Unsaved | None:
    key, text = request.POST.get("key", ""), request.POST.get("text", "").replace("\r\n", "\n")
    try:
        passages.save_passage(round_=round_, key=key, version=_version(request), text=text, by=by, now=now)
    except Refused as refused:
        return Unsaved(key, text, refused.message, is_stale=isinstance(refused, Stale))
    return None


@require_POST
def save_passage(request: HttpRequest, plan: str, year: int, key: str) -> JsonResponse:
    """Autosave of one passage."""
    person, now = person_of(request), timezone.now()
    round_ = _round_to_write(person, plan, year, now)
    try:
        saved = passages.save_passage(
            round_=round_, key=key, version=_version(request), text=request.POST.get("text", ""), by=person, now=now
        )
    except Stale as stale:
        current = stale.current if isinstance(stale.current, ConsolidatedPassage) else ConsolidatedPassage()
        answer, status = {"ok": False, "error": stale.message, **values_of(current)}, 409
    except Refused as refused:
        return JsonResponse({"ok": False, "error": refused.message, "field": refused.field}, status=400)
    else:
        answer = {"ok": True, "version": saved.version, "saved_at": f"{timezone.localtime(now):%H:%M}"}
        status = 200
    return JsonResponse(answer | {"others": _others(round_, key, by=person, now=now)}, status=status)


@require_POST
def restore_passage(request: HttpRequest, plan: str, year: int, key: str) -> HttpResponse:
    """Put back what a passage was prefilled with."""
    person, now = person_of(request), timezone.now()
    round_ = _round_to_write(person, plan, year, now)
    try:
        passages.restore_passage(round_=round_, key=key, version=_version(request), by=person, now=now)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Đã lấy lại bản điền sẵn."))
    return redirect(f"{reverse('reports:narrative', args=[plan, year])}#{key}")


@require_POST
def narrative_presence(request: HttpRequest, plan: str, year: int) -> JsonResponse:
    """The page's beat: who else is writing, and where."""
    person, now = person_of(request), timezone.now()
    round_ = _round_to_write(person, plan, year, now)
    return JsonResponse({"others": _others(round_, request.POST.get("item", ""), by=person, now=now)})


def _round_to_write(person: Person, plan: str, year: int, now: dt.datetime) -> Round:
    """The door: for the coordinator's people alone. Two queries."""
    round_ = get_round(person, plan, year)
    if not Standing(person, round_.plan, on=timezone.localdate(now)).is_officer:
        raise Http404
    return round_


def _version(request: HttpRequest) -> int:
    """An unreadable version is a version nobody has: the save will be refused as stale."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _others(round_: Round, item: str, *, by: Person, now: dt.datetime) -> list[dict[str, str]]:
    seen = beat(f"narrative {round_.pk}", by=by, now=now, item=item)
    return [{"name": visit.name, "item": visit.item} for visit in seen]
