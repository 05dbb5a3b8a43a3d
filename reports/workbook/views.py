"""The form as a workbook: take it away, hand it in, look at what it would change, apply that."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import person_of
from agencies.errors import Refused
from agencies.workbooks.opening import LARGEST
from agencies.workbooks.receiving import SizeGuard
from reports.collect.presenters import form_items
from reports.collect.selectors import form_of
from reports.collect.steps import due_words, may_write
from reports.collect.surroundings import surroundings_of, way_of
from reports.doors import get_submission
from reports.models import Submission, Upload
from reports.workbook import services
from reports.workbook.marking import marked as marked_workbook
from reports.workbook.previewing import preview_of
from reports.workbook.selectors import LISTED, put_in_at, uploads_of
from reports.workbook.showing import shown
from reports.workbook.writing import CONTENT_TYPE, Cover, file_name, write_form
from reports.workflow import WRITING


@require_safe
def form_workbook(request: HttpRequest, pk: int) -> FileResponse:
    """The form as it stands, to be filled in without the network."""
    submission, now = _own(request, pk), timezone.now()
    content = form_of(submission)
    way = way_of(submission, on=timezone.localdate(now))
    cover = Cover(submission, due_words(way.due_at, now), way.guidance.text if way.guidance else "")
    file = BytesIO()
    write_form(form_items(content, surroundings_of(content)), cover, file)
    return _download(file, file_name(submission))


@csrf_exempt  # the inner view is protected: the guard has to stand before anything reads the request
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    guard = SizeGuard(request)
    request.upload_handlers.insert(0, guard)
    response: HttpResponse = _hand_in(request, pk, guard)
    return response


@csrf_protect
def _hand_in(request: HttpRequest, pk: int, guard: SizeGuard) -> HttpResponse:
    submission = _own(request, pk)
    context = _page(submission) | {"largest": LARGEST // 1024**2}
    if request.method == "POST":
        try:
            upload = _taken_in(request, submission, guard)
        except Refused as refused:
            context["refused"] = refused.message
        else:
            return redirect("reports:handed_in", pk, upload.pk)
    context["uploads"] = uploads_of(submission)[:LISTED]
    return render(request, "reports/workbook/hand_in.html", context, status=422 if "refused" in context else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def handed_in(request: HttpRequest, pk: int, upload: int) -> HttpResponse:
    """What the workbook would change; a POST applies what was chosen."""
    submission = _own(request, pk)
    row = _upload(submission, upload)
    refused = ""
    if request.method == "POST":
        try:
            _apply(request, submission, row)
        except Refused as error:
            refused = error.message
        else:
            return redirect("reports:handed_in", pk, upload)
    return _preview(request, submission, row, refused)


@require_safe
def marked(request: HttpRequest, pk: int, upload: int) -> HttpResponse | FileResponse:
    """The workbook with the cells marked that have to be looked at."""
    submission = _own(request, pk)
    row = _upload(submission, upload)
    try:
        again = services.read_again(row)
        preview = preview_of(again.filled, form_of(submission))
        file = marked_workbook(again.opened, preview.marks, again.filled.mark_columns)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("reports:hand_in", pk)
    return _download(file, f"danh-dau-{file_name(submission)}")


def _own(request: HttpRequest, pk: int) -> Submission:
    """A report of the person's own agency; for all others there is no workbook."""
    person = person_of(request)
    submission = get_submission(person, pk, on=timezone.localdate())
    if not may_write(submission, person):
        raise Http404
    return submission


def _upload(submission: Submission, pk: int) -> Upload:
    upload = get_object_or_404(uploads_of(submission), pk=pk)
    upload.submission = submission
    return upload


def _taken_in(request: HttpRequest, submission: Submission, guard: SizeGuard) -> Upload:
    file = request.FILES.get("file")
    guard.refuse_dropped()
    if submission.state not in WRITING or submission.round.locked_at:
        raise Refused(_("Báo cáo đã gửi hoặc đã khóa nên không nhận nội dung mới."))
    if not isinstance(file, UploadedFile) or not file.size:
        raise Refused(_("Hãy chọn tệp Excel đã ghi, rồi bấm “Xem trước”."))
    content, person, now = file.read(), person_of(request), timezone.now()
    return services.take_in(submission=submission, name=str(file.name), content=content, by=person, now=now)


def _apply(request: HttpRequest, submission: Submission, upload: Upload) -> None:
    applied = services.apply(
        upload=upload, content=form_of(submission), choices=request.POST, by=person_of(request), now=timezone.now()
    )
    for item, reason in applied.refused:
        messages.warning(request, _("Chưa lưu mục {item}: {reason}").format(item=item, reason=reason))
    if not applied.saved and not applied.refused:
        messages.info(request, _("Không ô nào được chọn để lấy từ tệp, nên biểu giữ nguyên."))


def _preview(request: HttpRequest, submission: Submission, upload: Upload, refused: str) -> HttpResponse:
    context = _page(submission) | {"upload": upload, "refused": refused}
    try:
        again = services.read_again(upload)
    except Refused as error:
        context["unreadable"] = error.message
        return render(request, "reports/workbook/handed_in.html", context, status=409 if refused else 200)
    preview = preview_of(again.filled, form_of(submission))
    posted: Mapping[str, str] | None = request.POST if refused else None
    context["put_in_at"] = put_in_at(upload)
    context |= {"preview": preview, "items": shown(preview, applied=bool(context["put_in_at"]), posted=posted)}
    return render(request, "reports/workbook/handed_in.html", context, status=409 if refused else 200)


def _page(submission: Submission) -> dict[str, Any]:
    is_open = submission.state in WRITING and not submission.round.locked_at
    return {"submission": submission, "year": submission.round.year, "is_open": is_open}


def _download(file: BytesIO, name: str) -> FileResponse:
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)
