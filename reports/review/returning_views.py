"""Several items returned in one step: what was marked on the desk, with a note for each, before it is sent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies.access import Person, person_of
from agencies.errors import Refused, Stale
from reports.review.desk import Desk, entries_of, get_report_to_review
from reports.review.desk_forms import ReturnItemsForm
from reports.review.desk_views import read_desk
from reports.review.items import KINDS, Item
from reports.review.returning import return_together
from reports.review.services import Entry


@require_http_methods(["GET", "HEAD", "POST"])
def return_items(request: HttpRequest, pk: int) -> HttpResponse:
    """The marked items with their notes, and one button for all of them."""
    person = person_of(request)
    desk = _read(person, pk)
    marked, decided = _marked(request, desk)
    if not marked and not decided:
        messages.warning(request, _("Hãy đánh dấu các mục cần trả lại rồi bấm lại nút này."))
        return redirect("reports:review", pk)
    form = ReturnItemsForm(request.POST or None, items=marked)
    if form.is_bound and _returned(request, desk, form, decided, by=person):
        return redirect("reports:review", pk)
    if form.is_stale:  # what stands now, beside what was typed
        desk = _read(person, pk)
        marked, decided = _marked(request, desk)
        form = ReturnItemsForm(request.POST, items=marked)
    status = 409 if decided and form.is_bound else 422 if form.errors else 200
    lost = [(item, request.POST.get(ReturnItemsForm.name_of(item), "")) for item in decided]
    context = {"desk": desk, "form": form, "lost": lost, "left": desk.left_besides(marked)}
    return render(request, "reports/review/desk_returning.html", context, status=status)


def _read(person: Person, pk: int) -> Desk:
    return read_desk(*get_report_to_review(person, pk, on=timezone.localdate()))


def _marked(request: HttpRequest, desk: Desk) -> tuple[list[Item], list[Item]]:
    """The items asked for: those that can be returned, and those that cannot any more."""
    asked = (request.POST if request.method == "POST" else request.GET).getlist("item")
    marked = desk.returnable(asked)
    return marked, [item for item in desk.items if item.key in asked and item not in marked]


def _returned(request: HttpRequest, desk: Desk, form: ReturnItemsForm, decided: list[Item], *, by: Person) -> bool:
    """Whether all of it was done; what stands against it is in the form, who was first in a message."""
    if not form.is_valid():
        return False
    try:
        if decided:
            raise Stale(_("Có mục vừa được người khác xử lý, nên chưa mục nào được trả lại."), current=desk.submission)
        return_together(
            submission=desk.submission,
            returns=_returns(desk, form),
            sending=form.cleaned_data["sending"],
            version=form.cleaned_data["version"],
            with_report=form.cleaned_data["with_report"],
            by=by,
            now=timezone.now(),
        )
    except Stale as stale:
        form.is_stale = True
        messages.warning(request, stale.message)
    except Refused as refused:
        form.add_refusal(refused)
    else:
        messages.success(request, _done(desk, form))
        return True
    return False


def _returns(desk: Desk, form: ReturnItemsForm) -> list[tuple[Entry, str]]:
    """The items' rows, each with its note. Two queries."""
    notes = {(item.kind, item.pk): form.cleaned_data[form.name_of(item)] for item in form.items}
    return [
        (entry, notes[kind, entry.pk])
        for kind in KINDS
        for entry in entries_of(desk.submission, kind, [pk for of, pk in notes if of == kind])
    ]


def _done(desk: Desk, form: ReturnItemsForm) -> str:
    count, agency = len(form.items), desk.submission.agency.short_name
    if form.cleaned_data["with_report"]:
        words = _("Đã trả lại báo cáo cho {agency} để bổ sung.")
        return words.format(agency=agency)
    words = ngettext("Đã ghi trả lại {count} mục.", "Đã ghi trả lại {count} mục.", count)
    return words.format(count=count)
