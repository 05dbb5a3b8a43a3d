"""Reorganisations, for administrators alone: the list, one screen for each, applying and undoing it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import person_of
from agencies.errors import Refused, Stale
from agencies.models import Reorganisation
from agencies.selectors import require_admin
from reports.reorganisation import draft as drafts
from reports.reorganisation import papers, selectors, services
from reports.reorganisation.book import AgencyBook
from reports.reorganisation.done import against_undoing, done_by
from reports.reorganisation.editors import Editor, editor_of
from reports.reorganisation.forms import NewForm, PaperForm, UndoForm
from reports.reorganisation.presenting import followers, screen_of
from targets.exchange.nodes import FileRefused

ROWS_A_PAGE = 25


@require_safe
def reorganisations(request: HttpRequest) -> HttpResponse:
    """All of them, the latest first."""
    person = person_of(request)
    require_admin(person)
    page = Paginator(selectors.reorganisations(person), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/reorganisation/reorganisations.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def new_reorganisation(request: HttpRequest) -> HttpResponse:
    """One more: empty but for its title, or from a file."""
    person = person_of(request)
    require_admin(person)
    form = NewForm(request.POST or None, request.FILES or None)
    problems: list[Any] = []
    if form.is_valid():
        try:
            row = services.prepare(draft=form.draft, by=person, now=timezone.now())
        except FileRefused as refused:
            problems = refused.problems
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Đã lập. Chưa có gì thay đổi cho đến khi áp dụng."))
            return redirect("reports:reorganisation", row.pk)
    context = {"form": form, "problems": problems}
    status = 422 if form.errors or problems else 200
    return render(request, "reports/reorganisation/new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def reorganisation(request: HttpRequest, pk: int) -> HttpResponse:
    """The one screen of a reorganisation; a POST saves the part that stands open on it."""
    row = selectors.get_reorganisation(person_of(request), pk)
    if row.applied_at:
        return _done(request, row)
    return _save(request, row) if request.method == "POST" else _screen(request, row)


def _screen(request: HttpRequest, row: Reorganisation, editor: Editor | None = None, status: int = 200) -> HttpResponse:
    """What is prepared, with the part open that the address asks for or that could not be saved."""
    asked = request.POST or request.GET
    screen = editor.screen if editor else screen_of(row, today=timezone.localdate(), page=asked.get("trang"))
    editor = editor or editor_of(screen, asked, None)
    if asked.get("co-quan") and editor is None:
        messages.error(request, _("Không có cơ quan “{text}”.").format(text=asked["co-quan"]))
    context = {
        "row": row,
        "screen": screen,
        "decision": screen.draft.decision,
        "page": screen.page,
        "editor": editor,
        "paper": PaperForm(),
    }
    return render(request, "reports/reorganisation/prepared.html", context, status=status)


def _save(request: HttpRequest, row: Reorganisation) -> HttpResponse:
    """Save the open part. What cannot be saved stays in its form, beside what stands now."""
    now = timezone.now()
    screen = screen_of(row, today=timezone.localdate(now), page=request.POST.get("trang"))
    editor = editor_of(screen, request.POST, request.POST)
    if editor is None or not editor.is_valid():
        return _screen(request, row, editor, 422)
    draft = drafts.as_value(editor.changed(screen.draft))
    try:
        services.save_draft(reorganisation=row, version=_version(request), draft=draft, by=person_of(request), now=now)
    except FileRefused as refused:
        editor.refuse(Refused(" ".join(problem.message for problem in refused.problems[:3])))
        return _screen(request, row, editor, 422)
    except Stale as stale:
        editor.refuse(stale)
        return _screen(request, row, editor, 409)
    except Refused as refused:
        editor.refuse(refused)
        return _screen(request, row, editor, 422)
    messages.success(request, _("Đã lưu."))
    return redirect(f"{reverse('reports:reorganisation', args=[row.pk])}{editor.place}")


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def _done(request: HttpRequest, row: Reorganisation) -> HttpResponse:
    """What was applied: nothing of it can be changed here any more, only undone."""
    if request.method == "POST":
        messages.error(request, _("Chưa lưu: lần sắp xếp này đã được áp dụng."))
    draft = drafts.of(row.draft)
    context = {
        "row": row,
        "decision": draft.decision,
        "successions": followers(draft, AgencyBook.of(draft, today=timezone.localdate())),
        "done": done_by(selectors.effects_of(row)),
        "paper": PaperForm(),
    }
    return render(request, "reports/reorganisation/done.html", context, status=409 if request.method == "POST" else 200)


@require_safe
def reorganisation_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as the file from which it could be made again."""
    row = selectors.get_reorganisation(person_of(request), pk)
    response = HttpResponse(drafts.write(drafts.of(row.draft)), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="sap-xep-{row.pk}.json"'
    return response


@require_POST
def add_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision's file, before it is applied or after."""
    person = person_of(request)
    row = selectors.get_reorganisation(person, pk)
    upload = request.FILES.get("file")
    if upload is None:
        messages.error(request, _("Hãy chọn tệp rồi tải lên."))
    else:
        try:
            papers.keep(row, upload, by=person)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Đã lưu tệp quyết định."))
    return redirect("reports:reorganisation", pk)


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The decision's file."""
    return papers.hand_out(selectors.get_reorganisation(person_of(request), pk))


@require_http_methods(["GET", "HEAD", "POST"])
def apply_reorganisation(request: HttpRequest, pk: int) -> HttpResponse:
    """What applying it will do, and doing it."""
    person, now = person_of(request), timezone.now()
    row = selectors.get_reorganisation(person, pk)
    if row.applied_at:
        return redirect("reports:reorganisation", pk)
    refusal = ""
    if request.method == "POST":
        try:
            services.apply(reorganisation=row, version=_version(request), by=person, now=now)
        except Refused as refused:
            refusal = refused.message
            row = selectors.get_reorganisation(person, pk)
        else:
            messages.success(request, _("Đã áp dụng. Các cơ quan kế thừa làm việc ngay từ bây giờ."))
            return redirect("reports:reorganisation", pk)
    context = {"row": row, "screen": screen_of(row, today=timezone.localdate(now)), "refusal": refusal}
    return render(request, "reports/reorganisation/apply.html", context, status=409 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def undo_reorganisation(request: HttpRequest, pk: int) -> HttpResponse:
    """What undoing it gives back, and doing it, with a reason."""
    person, now = person_of(request), timezone.now()
    row = selectors.get_reorganisation(person, pk)
    if not row.is_in_force:
        return redirect("reports:reorganisation", pk)
    against = "" if request.method == "POST" else against_undoing(row, now=now)
    form = UndoForm(request.POST or None)
    if form.is_valid():
        try:
            services.undo(reorganisation=row, reason=form.cleaned_data["reason"], by=person, now=now)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Đã hoàn tác. Mọi phân công trở lại như trước khi áp dụng."))
            return redirect("reports:reorganisation", pk)
    context = {"row": row, "form": form, "against": against}
    return render(request, "reports/reorganisation/undo.html", context, status=409 if form.errors else 200)


@require_POST
def discard_reorganisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One that was only prepared is thrown away."""
    person = person_of(request)
    row = selectors.get_reorganisation(person, pk)
    try:
        services.discard(reorganisation=row, version=_version(request), by=person)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("reports:reorganisation", pk)
    messages.success(request, _("Đã bỏ phương án sắp xếp."))
    return redirect("reports:reorganisations")
