"""Reading a document into a draft, correcting it part by part, and loading the plan it has become."""

import datetime as dt
import re
from dataclasses import asdict
from functools import partial
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from agencies.files.receiving import measure
from agencies.models import Agency, AgencyGroup
from agencies.text import clean
from plan.document import Unreadable
from plan.models import Plan, PlanDocument
from targets.drafting import editing
from targets.drafting.gaps import gaps, plan_file
from targets.drafting.paths import steps, value_at
from targets.drafting.reading import as_rows, read_document
from targets.drafting.selectors import agency_record, group_record, issued_groups, known
from targets.drafting.who import Draft
from targets.exchange.load import load
from targets.exchange.nodes import FileRefused

_LONGEST_NAME = 200
_ENDING = re.compile(r"\.(docx|pdf|txt)$", re.IGNORECASE)


def read_upload(*, upload: "UploadedFile[bytes]", by: Person, now: dt.datetime) -> PlanDocument:
    """Read `upload` into a draft and keep both. Raises Refused with what is wrong; then nothing is kept."""
    measured = measure(upload)
    upload.seek(0)
    name = _shown(upload.name or "")
    try:
        lines, draft = read_document(upload.read(), name, known())
    except Unreadable as unreadable:
        raise Refused(unreadable.sentence, field="file") from unreadable
    document = PlanDocument(
        name=name, sha256=measured.sha256, lines=as_rows(lines), draft=draft, read_at=now, read_by=by.user
    )
    ending = _ENDING.search(name)
    upload.seek(0)
    document.file.save(f"{uuid4().hex}{ending[0].lower() if ending else ''}", upload, save=False)
    try:
        with acting(by.user):
            document.save()
    except BaseException:
        document.file.storage.delete(str(document.file.name))
        raise
    return document


def _shown(name: str) -> str:
    """The file's own name without folders and signs that do not show."""
    last = clean(re.split(r"[/\\]", name)[-1]).replace("\n", " ")
    return last[-_LONGEST_NAME:] or _("Văn bản")


def save_part(
    *, document: PlanDocument, part: str, seen: str, value: Any, checked: bool, by: Person, now: dt.datetime
) -> None:
    """Put `value` in the place of `part` if that is still as it was `seen` (its fingerprint).

    Raises Stale with the part as it stands now, Refused for a code that is taken or a document that is loaded.
    """
    with acting(by.user):
        held = _held(document)
        _refuse_changed(held.draft, part, seen)
        _refuse_taken_code(held.draft, part, value)
        _keep(held, editing.replaced(held.draft, part, value, checked=checked), by, now)


def choose_known(*, document: PlanDocument, part: str, seen: str, code: str, by: Person, now: dt.datetime) -> None:
    """The agency or group of `part` is the one that the instance knows as `code`. Raises as `save_part`."""
    rows, index = steps(part)
    with acting(by.user):
        held = _held(document)
        _refuse_changed(held.draft, part, seen)
        draft = held.draft
        if rows == "agencies":
            record = asdict(agency_record(Agency.objects.get(code=code)))
        else:
            group = issued_groups().get(code=code)
            record = asdict(group_record(group))
            draft = _with_agencies(draft, record["members"])
        _keep(held, editing.merged(draft, str(rows), int(index), record), by, now)


def add_part(*, document: PlanDocument, rows: str, value: Any, by: Person, now: dt.datetime) -> str:
    """Put a row more at the end of a list of the draft; returns its path. Raises Refused."""
    with acting(by.user):
        held = _held(document)
        part = f"{rows}[{len(held.draft[rows])}]"
        _refuse_taken_code(held.draft, part, value)
        _keep(held, editing.added(held.draft, rows, value), by, now)
    return part


def remove_part(*, document: PlanDocument, part: str, seen: str, by: Person, now: dt.datetime) -> None:
    """Take a row out of the draft. Raises as `save_part`, and for an agency or section that others still need."""
    rows, index = steps(part)
    with acting(by.user):
        held = _held(document)
        _refuse_changed(held.draft, part, seen)
        if rows == "sections":
            _refuse_section_in_use(held.draft, value_at(held.draft, part)["code"])
        _keep(held, editing.removed(held.draft, str(rows), int(index)), by, now)


def load_document(*, document: PlanDocument, version: int, by: Person, now: dt.datetime) -> Plan:
    """Load the plan that the draft has become, all of it or nothing. Raises Stale, or Refused with what is missing."""
    with acting(by.user):
        held = _held(document)
        if held.version != version:
            raise Stale(_("Bản đọc đã được sửa sau khi trang này mở. Hãy xem lại rồi nạp."), current=held)
        draft = _with_what_is_known(held.draft)
        missing = gaps(draft)
        if missing:
            raise Refused(_("Còn {count} chỗ phải bổ sung trước khi nạp.").format(count=len(missing)))
        if Plan.objects.filter(code=draft["plan"]["code"]).exists():
            raise Refused(_("Mã kế hoạch “{code}” đã dùng; hãy đặt mã khác.").format(code=draft["plan"]["code"]))
        try:
            plan = load(plan_file(draft), by=by.user).plan
        except FileRefused as refused:
            raise Refused(" ".join(problem.message for problem in refused.problems)) from refused
        held.draft, held.plan, held.loaded_at = draft, plan, now
        held.version += 1
        held.save()
    return plan


def discard(*, document: PlanDocument, by: Person) -> None:
    """Take away a document that no plan was loaded from. Raises Refused."""
    with acting(by.user):
        _held(document).delete()
        delete = partial(document.file.storage.delete, str(document.file.name))
        transaction.on_commit(delete, robust=True)


def _held(document: PlanDocument) -> PlanDocument:
    """The document as it stands now, held for writing. Raises Refused once it is loaded."""
    held = PlanDocument.objects.select_for_update().get(pk=document.pk)
    if held.plan_id is not None:
        raise Refused(_("Kế hoạch đã được nạp từ văn bản này; bản đọc giữ nguyên để tra cứu."))
    return held


def _keep(held: PlanDocument, draft: Draft, by: Person, now: dt.datetime) -> None:
    held.draft, held.version = draft, held.version + 1
    held.edited_at, held.edited_by = now, by.user
    held.save(update_fields=["draft", "version", "edited_at", "edited_by"])


def _refuse_changed(draft: Draft, part: str, seen: str) -> None:
    current = value_at(draft, part)
    if current is None:
        raise Refused(_("Phần này đã được bỏ khỏi bản đọc. Hãy quay lại bản đọc để xem."))
    if editing.fingerprint(current) != seen:
        message = _("Phần này đã được sửa ở nơi khác. Chưa có gì bị ghi đè; hãy so hai bản rồi lưu lại.")
        raise Stale(message, current=current)


def _refuse_taken_code(draft: Draft, part: str, value: Any) -> None:
    """Two rows of a list never have one code; nor does a new agency have that of one on record."""
    rows, *index = steps(part)
    if not index:
        return
    others = [row for n, row in enumerate(draft[str(rows)]) if n != index[0]]
    code = value.get("code")
    if code and any(row.get("code") == code for row in others):
        raise Refused(_("Mã “{code}” đã dùng trong bản đọc này.").format(code=code), field="code")
    old = value_at(draft, part)
    if rows in editing.WHO and (old is None or old["code"] != code):
        model = Agency if rows == "agencies" else AgencyGroup
        if model.objects.filter(code=code).exists():
            message = _("Mã “{code}” là của một cơ quan đã có. Hãy chọn cơ quan ấy, hoặc đặt mã khác.")
            raise Refused(message.format(code=code), field="code")


def _refuse_section_in_use(draft: Draft, code: str) -> None:
    used = [row["code"] for name in ("tasks", "indicators") for row in draft[name] if row["section"] == code]
    used += [row["code"] for row in draft["sections"] if row["parent"] == code]
    if used:
        told = _("Mục {code} còn chứa {used}. Hãy chuyển sang mục khác trước khi bỏ.")
        raise Refused(told.format(code=code, used=", ".join(used)))


def _with_agencies(draft: Draft, codes: list[str]) -> Draft:
    """`draft` with the known agencies of these codes among its own."""
    named = {row["code"] for row in draft["agencies"]}
    for agency in Agency.objects.filter(code__in=set(codes) - named).order_by("pk"):
        draft = editing.added(draft, "agencies", asdict(agency_record(agency)))
    return draft


def _with_what_is_known(draft: Draft) -> Draft:
    """What the instance knows is taken as it stands there now: a plan that is loaded changes no agency and no group."""
    agencies = {one.code: asdict(agency_record(one)) for one in Agency.objects.all()}
    groups = {one.code: asdict(group_record(one)) for one in issued_groups()}
    members = [code for row in draft["groups"] if row["code"] in groups for code in groups[row["code"]]["members"]]
    draft = _with_agencies(draft, members)
    return draft | {
        "agencies": [agencies.get(row["code"], row) for row in draft["agencies"]],
        "groups": [groups.get(row["code"], row) for row in draft["groups"]],
    }
