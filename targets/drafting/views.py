"""Reading a plan's document: uploaded, corrected beside its text, loaded. Administrators alone."""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import person_of
from agencies.errors import Refused, Stale
from agencies.files.receiving import LARGEST
from plan.models import PlanDocument
from targets.drafting import services
from targets.drafting.editing import fingerprint, said_in
from targets.drafting.forms import FORMS, PartForm
from targets.drafting.paths import steps, value_at
from targets.drafting.presenting import path_of, slug_of
from targets.drafting.screens import NEW, draft_screen, known_choices, part_screen
from targets.drafting.selectors import documents, get_document
from targets.forms import sent


@require_http_methods(["GET", "HEAD", "POST"])
def plan_documents(request: HttpRequest) -> HttpResponse:
    """The documents read so far, and the form for another."""
    person = person_of(request)
    listed, refused = documents(person), ""
    upload = request.FILES.get("file")
    if request.method == "POST":
        try:
            if upload is None:
                raise Refused(_("Hãy chọn tệp của kế hoạch."))
            document = services.read_upload(upload=upload, by=person, now=timezone.now())
        except Refused as refusal:
            refused = refusal.message
        else:
            return redirect("targets:plan_document", document.pk)
    context = {"documents": listed, "refused": refused, "largest": LARGEST // 2**20}
    return render(request, "targets/drafting/documents.html", context, status=422 if refused else 200)


@require_safe
def plan_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The document on the left, the plan read from it on the right."""
    document = get_document(person_of(request), pk)
    return render(request, "targets/drafting/draft.html", draft_screen(document))


@require_http_methods(["GET", "HEAD", "POST"])
def document_part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """One part of the draft, to be corrected beside the lines it was read from."""
    person = person_of(request)
    document = get_document(person, pk)
    path = path_of(part)
    form = _form(request, document, path)
    if document.plan_id is not None:
        return redirect("targets:plan_document", pk)
    current, status = None, 422 if form.errors else 200
    if form.is_valid():
        seen, checked = form.cleaned_data["seen"], bool(form.cleaned_data.get("checked"))
        wanted = {"part": path, "seen": seen, "value": form.wanted(), "checked": checked}
        try:
            services.save_part(document=document, **wanted, by=person, now=timezone.now())
        except Stale as stale:
            current, status = stale.current, 409
            form = _still_typed(request, document, path, stale)
        except Refused as refused:
            form.add_refusal(refused)
            status = 422
        else:
            messages.success(request, _("Đã lưu."))
            return redirect(f"{_address(pk)}#{part}")
    context = part_screen(document, path, form, current)
    return render(request, "targets/drafting/part.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def document_add(request: HttpRequest, pk: int, rows: str) -> HttpResponse:
    """A task, an indicator, an agency ... that was not found."""
    person = person_of(request)
    document = get_document(person, pk)
    if rows not in NEW or document.plan_id is not None:
        raise Http404
    path = f"{rows}[{len(document.draft[rows])}]"
    form = FORMS[rows](sent(request), draft=document.draft, value=NEW[rows], seen="new")
    if form.is_valid():
        try:
            path = services.add_part(document=document, rows=rows, value=form.wanted(), by=person, now=timezone.now())
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Đã thêm."))
            return redirect(f"{_address(pk)}#{slug_of(path)}")
    context = part_screen(document, path, form) | {"is_new": True}
    return render(request, "targets/drafting/part.html", context, status=422 if form.errors else 200)


@require_POST
def document_remove(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Take a part out of the draft."""
    person = person_of(request)
    document = get_document(person, pk)
    path = _row_of(document, part)
    return _done(
        request,
        pk,
        lambda: services.remove_part(
            document=document, part=path, seen=request.POST.get("seen", ""), by=person, now=timezone.now()
        ),
        _("Đã bỏ khỏi bản đọc."),
    )


@require_POST
def document_known(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """An agency or a group of the document is one that is on record."""
    person = person_of(request)
    document = get_document(person, pk)
    path, code = _row_of(document, part), request.POST.get("known", "")
    if code not in dict(known_choices(str(steps(path)[0]))):
        raise Http404
    seen = request.POST.get("seen", "")
    return _done(
        request,
        pk,
        lambda: services.choose_known(
            document=document, part=path, seen=seen, code=code, by=person, now=timezone.now()
        ),
        _("Đã chọn cơ quan có sẵn."),
    )


@require_POST
def document_load(request: HttpRequest, pk: int) -> HttpResponse:
    """Load the plan; from then on the draft is only there to be looked up."""
    person = person_of(request)
    document = get_document(person, pk)
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) < 9 else -1
    return _done(
        request,
        pk,
        lambda: services.load_document(document=document, version=seen, by=person, now=timezone.now()),
        _(
            "Đã nạp kế hoạch. Bước tiếp theo: thành viên các nhóm, người dùng, rồi kỳ báo cáo. "
            "Cơ quan báo cáo từng chỉ tiêu do chuyên viên đầu mối xác nhận ở trang của chỉ tiêu."
        ),
    )


@require_POST
def document_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a document that no plan came from."""
    person = person_of(request)
    document = get_document(person, pk)
    try:
        services.discard(document=document, by=person)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("targets:plan_document", pk)
    messages.success(request, _("Đã bỏ văn bản {name}.").format(name=document.name))
    return redirect("targets:plan_documents")


@require_safe
def document_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file itself, to be saved."""
    document = get_document(person_of(request), pk)
    try:
        file = document.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, as_attachment=True, filename=document.name, content_type="application/octet-stream")


def _row_of(document: PlanDocument, part: str) -> str:
    """The path of a row of one of the draft's lists. Http404 where it has no such row."""
    path = path_of(part)
    rows, *index = steps(path)
    if rows not in NEW or len(index) != 1 or value_at(document.draft, path) is None:
        raise Http404
    return path


def _form(request: HttpRequest, document: PlanDocument, path: str) -> PartForm:
    """The form of a part. Http404 where the draft has no such part."""
    value = value_at(document.draft, path)
    rows = str(steps(path)[0]) if steps(path) else ""
    if value is None or rows not in FORMS or path == rows in NEW:
        raise Http404
    doubts = len(said_in(document.draft, "warnings", path))
    return FORMS[rows](sent(request), draft=document.draft, value=value, seen=fingerprint(value), doubts=doubts)


def _still_typed(request: HttpRequest, document: PlanDocument, path: str, stale: Stale) -> PartForm:
    """The form with all that was typed, which when sent again takes the place of what `stale` shows."""
    document.refresh_from_db()
    form = _form(request, document, path)
    typed = request.POST.copy()
    typed["seen"] = fingerprint(stale.current)
    form.data = typed
    form.add_refusal(stale)
    return form


def _done(request: HttpRequest, pk: int, change: Callable[[], object], message: str) -> HttpResponse:
    """Back to the draft, with what was done or why it was not."""
    try:
        change()
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, message)
    return redirect("targets:plan_document", pk)


def _address(pk: int) -> str:
    return reverse("targets:plan_document", args=[pk])
