"""Telling the agencies what a round expects of them. What was said before stays on record."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.errors import Refused, Stale
from reports.doors import Standing
from reports.evidence.attaching import attached
from reports.models import Guidance, Round
from reports.oversight.typed import document_of, text_of


def say(
    *,
    round_: Round,
    text: str,
    seen: int | None,
    by: Person,
    now: dt.datetime,
    document_number: str = "",
    document_date: dt.date | None = None,
    upload: "UploadedFile[bytes] | None" = None,
    keeps_file: bool = False,
) -> Guidance:
    """From now on `text` holds for the round, with the document it comes from and its file; with `keeps_file` the file
    of what it replaces. `seen` is the guidance that was on the screen.

    Raises Refused for anybody but the coordinator's people, for a round that is over and an empty text; Stale where a
    colleague was first.
    """
    text = text_of(text, "text", missing=_("Hãy ghi nội dung hướng dẫn."))
    number, day = document_of(document_number, document_date, on=timezone.localdate(now))
    with attached(upload, by=by, now=now) as file:
        before = _held(round_, seen=seen, by=by, now=now)
        kept = before.file if before and keeps_file else None
        row = Guidance(round=round_, text=text, document_number=number, document_date=day, file=file or kept)
        if before and _content(before) == _content(row):
            raise Refused(_("Hướng dẫn không khác nội dung đang áp dụng nên không có gì để lưu."))
        return _put(row, by=by, now=now)


def take_back(*, round_: Round, seen: int | None, by: Person, now: dt.datetime) -> Guidance:
    """From now on no guidance holds for the round. Raises as `say`, and Refused where none holds."""
    with attached(None, by=by, now=now):
        before = _held(round_, seen=seen, by=by, now=now)
        if before is None or not before.text:
            raise Refused(_("Kỳ báo cáo này chưa có hướng dẫn nào để rút."))
        return _put(Guidance(round=round_), by=by, now=now)


def _held(round_: Round, *, seen: int | None, by: Person, now: dt.datetime) -> Guidance | None:
    """The latest guidance, the round being held against others who write. Three queries."""
    held = Round.objects.select_for_update(of=("self",)).select_related("plan").get(pk=round_.pk)
    if not Standing(by, held.plan, on=timezone.localdate(now)).is_officer:
        raise Refused(_("Chỉ cơ quan đầu mối được ghi hướng dẫn."))
    if held.locked_at:
        raise Refused(_("Kỳ báo cáo năm {year} đã khóa nên không ghi hướng dẫn được nữa.").format(year=held.year))
    before = Guidance.objects.filter(round=held).select_related("file", "by").first()
    if (before.pk if before else None) != seen:
        message = _(
            "Hướng dẫn vừa được người khác sửa; nội dung đó hiện cùng trang này. Điều bạn ghi được giữ nguyên trong ô. "
            "Hãy đối chiếu rồi lưu lại."
        )
        raise Stale(message, current=before)
    return before


def _content(row: Guidance) -> tuple[object, ...]:
    return row.text, row.document_number, row.document_date, row.file_id


def _put(row: Guidance, *, by: Person, now: dt.datetime) -> Guidance:
    row.at, row.by = now, by.user
    row.save()
    return row
