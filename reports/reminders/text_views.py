"""The texts of reminders: read, try out, change, and have the software's own words again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Person, person_of
from agencies.errors import Refused, Stale
from plan.models import Plan
from reports.models import ReminderText
from reports.reminders import services
from reports.reminders.examples import example_for, examples_of
from reports.reminders.forms import TextForm
from reports.reminders.presenting import ways
from reports.reminders.selectors import Text, get_chasing_plan, texts_for
from reports.reminders.words import PLACEHOLDERS, checked


@require_safe
def texts(request: HttpRequest, plan: str) -> HttpResponse:
    """The text of every kind of reminder."""
    plan_ = get_chasing_plan(person_of(request), plan, on=timezone.localdate())
    latest = plan_.rounds.order_by("-year").values_list("year", flat=True).first()
    room = ways(plan_.code, latest, "texts")
    return render(request, "reports/reminders/texts.html", {"plan": plan_, "texts": texts_for(plan_), "room": room})


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, plan: str, kind: str) -> HttpResponse:
    """One text: on POST `step` says whether it is tried out, saved, or taken back."""
    person = person_of(request)
    plan_ = get_chasing_plan(person, plan, on=timezone.localdate())
    text_ = next((one for one in texts_for(plan_) if one.kind == kind), None)
    if text_ is None:
        raise Http404
    examples = examples_of(plan_)
    form = TextForm(request.POST or None, examples=examples, initial={"body": text_.body})
    rival = None
    if form.is_valid():
        try:
            if _changed(request, plan_, text_, form.cleaned_data, person):
                return redirect("reports:reminder_texts", plan=plan_.code)
        except Refused as refused:
            form.add_refusal(refused)
            rival = refused.current if isinstance(refused, Stale) else None
    context = _frame(plan_, text_, form, examples) | {"rival": rival}
    if isinstance(rival, ReminderText):
        context["text_version"] = rival.version
    return render(
        request, "reports/reminders/text.html", context, status=(409 if rival else 422) if form.errors else 200
    )


def _changed(request: HttpRequest, plan: Plan, text: Text, said: dict[str, Any], person: Person) -> bool:
    """Do as `step` says; whether anything was saved. Raises as the services do."""
    common: dict[str, Any] = {"plan": plan, "kind": text.kind, "version": said["version"], "by": person}
    match request.POST.get("step"):
        case "save":
            services.save_text(**common, body=said["body"], now=timezone.now())
            words = _("Đã lưu lời nhắc “{kind}”.")
        case "restore":
            services.restore_text(**common, now=timezone.now())
            words = _("Đã lấy lại lời gốc của “{kind}”.")
        case _preview:
            checked(said["body"])
            return False
    messages.success(request, words.format(kind=text.kind.label))
    return True


def _frame(plan: Plan, text: Text, form: TextForm, examples: list[tuple[int, str]]) -> dict[str, Any]:
    """The form with what was typed in it, and the text as it would read for the agency that was chosen."""
    typed = form.data.get("body", "") if form.is_bound else text.body
    chosen = getattr(form, "cleaned_data", {}).get("example") or (examples[0][0] if examples else None)
    return {
        "plan": plan,
        "text": text,
        "form": form,
        "text_version": form.data.get("version", "0") if form.is_bound else text.version,
        "placeholders": [(f"{{{name}}}", meaning) for name, meaning in PLACEHOLDERS.items()],
        "example": example_for(chosen, text.kind, typed) if chosen else None,
    }
