"""Agencies from Excel: hand in a list, look at what it would do, save that. Nothing is kept in between but the page."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Person, person_of
from agencies.enums import Level
from agencies.errors import Refused, Stale
from agencies.managing.importing import CHANGED, FAULTY, NEW, SAME, Preview, apply, preview
from agencies.managing.sheet import COLUMNS, MOST_ROWS, Listed, SheetRow, read_list, write_list
from agencies.models import Agency
from agencies.selectors import require_admin
from agencies.workbooks.opening import LARGEST, open_workbook
from agencies.workbooks.receiving import SizeGuard

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "agencies.managing.list"


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The file to fill in, with the agencies there are."""
    require_admin(person_of(request))
    content = write_list(Agency.objects.on(timezone.localdate()))
    disposition = {"Content-Disposition": 'attachment; filename="co-quan.xlsx"'}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=disposition)


@csrf_exempt  # the inner view is protected: the guard has to stand before anything reads the request
@require_http_methods(["GET", "HEAD", "POST"])
def import_agencies(request: HttpRequest) -> HttpResponse:
    guard = SizeGuard(request)
    request.upload_handlers.insert(0, guard)
    response: HttpResponse = _import(request, guard)
    return response


@csrf_protect
def _import(request: HttpRequest, guard: SizeGuard) -> HttpResponse:
    person = person_of(request)
    require_admin(person)
    context: dict[str, Any] = {"largest": LARGEST // 1024**2, "most": MOST_ROWS, "columns": COLUMNS.values()}
    context["levels"] = [level.label for level in Level]
    status = 200
    if request.method == "POST":
        try:
            if "list" in request.POST:
                return _save(request, person)
            listed = _handed_in(request, guard)
            context |= _shown(listed, preview(listed))
        except Stale as stale:
            listed, _seen = _unsealed(request)
            context |= _shown(listed, stale.current) | {"refused": stale.message}  # type: ignore[arg-type]
            status = 409
        except Refused as refused:
            context["refused"], status = refused.message, 422
    return render(request, "agencies/managing/import.html", context, status=status)


def _handed_in(request: HttpRequest, guard: SizeGuard) -> Listed:
    file = request.FILES.get("file")
    guard.refuse_dropped()
    if not isinstance(file, UploadedFile) or not file.size:
        raise Refused(_("Hãy chọn tệp Excel có danh sách cơ quan, rồi bấm “Xem trước”."))
    return read_list(open_workbook(file.read()).book)


def _save(request: HttpRequest, person: Person) -> HttpResponse:
    listed, seen = _unsealed(request)
    found = apply(listed=listed, seen=seen, by=person.user)
    message = _("Đã thêm {new} cơ quan và sửa {changed} cơ quan từ tệp.")
    messages.success(request, message.format(new=len(found.of(NEW)), changed=len(found.of(CHANGED))))
    if faulty := found.of(FAULTY):
        lines = ", ".join(str(line.number) for line in faulty[:20])
        left = _("{count} dòng có lỗi chưa được lưu: {lines}.")
        messages.warning(request, left.format(count=len(faulty), lines=lines))
    return redirect("agencies:directory")


def _shown(listed: Listed, found: Preview) -> dict[str, Any]:
    """The preview, and the list under seal, so that what is saved is what was looked at."""
    sealed = {"listed": asdict(listed), "seen": found.fingerprint}
    kinds = [(kind, found.of(kind)) for kind in (FAULTY, NEW, CHANGED, SAME)]
    return {"preview": found, "kinds": kinds, "list": signing.dumps(sealed, salt=SALT, compress=True)}


def _unsealed(request: HttpRequest) -> tuple[Listed, str]:
    try:
        sealed = signing.loads(request.POST["list"], salt=SALT, max_age=24 * 3600)
    except signing.BadSignature as error:
        raise Refused(_("Bản xem trước đã quá một ngày hoặc không còn nguyên vẹn. Hãy nộp lại tệp.")) from error
    listed = sealed["listed"]
    return Listed(listed["letters"], [SheetRow(**row) for row in listed["rows"]]), sealed["seen"]
