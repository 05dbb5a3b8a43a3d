"""The coordinator's pages about one indicator: what must be reached, by when, from where, counted how.

What changes a verdict is shown before it is saved: the first sending of such a form gives the preview, the second,
unchanged, saves it.
"""

import datetime as dt
from dataclasses import fields
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import person_of
from targets.figures import format_figure
from targets.forms import sent
from targets.selectors import IndicatorRow
from targets.setting.confirming import one_shown_then_saved
from targets.setting.decision_forms import DecisionForm
from targets.setting.facts import Definition, set_baseline, set_definition
from targets.setting.forms import BaselineForm, DefinitionForm, WithdrawalForm
from targets.setting.milestones import in_force, remove_milestones, set_milestones
from targets.setting.reading import path_of, row_to_set, setting_of
from targets.setting.schedule_forms import ListForm, ScheduleForm, YearsForm
from targets.setting.trials import try_baseline, try_definition, try_milestones, try_removal
from targets.setting.withdrawing import day_ahead, decisions_from, try_withdrawal, withdraw


@require_safe
def setting(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """Everything that is asked of an indicator, with a way to each change."""
    row = row_to_set(person_of(request), plan, code, on=timezone.localdate())
    return render(request, "targets/setting/setting.html", _context(row, setting=setting_of(row)))


@require_http_methods(["GET", "HEAD", "POST"])
def milestones(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """The yearly schedule: one input a year, or a pasted list (?cach=dan); shown first, then saved."""
    person, today = person_of(request), timezone.localdate()
    row = row_to_set(person, plan, code, on=today)
    form, shown = _schedule_form(request, row, today), None
    if form.is_valid():
        schedules, decision = {code: form.lines}, form.decided()
        save = partial(set_milestones, plan=row.plan, schedules=schedules, decision=decision, today=today, by=person)
        shown, is_saved = one_shown_then_saved(
            form, row, lambda row: try_milestones([row], schedules, decision, today=today)[0], save
        )
        if is_saved:
            return saved(request, row, _("Đã lưu lộ trình từng năm của chỉ tiêu {code}."))
    context = _context(row, form=form, preview=shown, pasting=isinstance(form, ListForm), path=path_of(row))
    return answer(request, "targets/setting/milestones.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def no_milestones(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """An indicator is left without a schedule, by decision; shown first, then saved."""
    person, today = person_of(request), timezone.localdate()
    row = row_to_set(person, plan, code, on=today)
    initial = {"summary": _("Bỏ lộ trình từng năm của chỉ tiêu {code}").format(code=code)}
    form, shown = DecisionForm(sent(request), plan=row.plan, initial=initial), None
    if form.is_valid():
        decision = form.decided()
        save = partial(remove_milestones, indicator=row.indicator, decision=decision, today=today, by=person)
        look = partial(try_removal, decision=decision, today=today)
        shown, is_saved = one_shown_then_saved(form, row, look, save)
        if is_saved:
            return saved(request, row, _("Đã bỏ lộ trình từng năm của chỉ tiêu {code}."))
    context = _context(row, form=form, preview=shown, current=in_force(row, today))
    return answer(request, "targets/setting/no_milestones.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def baseline(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """The figure from which the path starts, with its source; shown first, then saved."""
    person, today = person_of(request), timezone.localdate()
    row = row_to_set(person, plan, code, on=today)
    now = row.baseline_row
    initial = {"year": now.year, "value": now.value, "source": now.source} if now else {}
    form, shown = BaselineForm(sent(request), initial=initial), None
    if form.is_valid():
        save = partial(set_baseline, indicator=row.indicator, **form.cleaned_data, today=today, by=person)
        look = partial(try_baseline, **form.cleaned_data, today=today)
        shown, is_saved = one_shown_then_saved(form, row, look, save)
        if is_saved:
            return saved(request, row, _("Đã lưu số gốc của chỉ tiêu {code}."))
    return answer(request, "targets/setting/baseline.html", _context(row, form=form, preview=shown))


@require_http_methods(["GET", "HEAD", "POST"])
def definition(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """What agencies are asked to count; shown first, then saved."""
    person, today = person_of(request), timezone.localdate()
    row = row_to_set(person, plan, code, on=today)
    initial = {one.name: getattr(row.indicator, one.name) for one in fields(Definition)}
    form, shown = DefinitionForm(sent(request), initial=initial, indicator=row.indicator), None
    if form.is_valid():
        wanted = Definition(**form.cleaned_data)
        save = partial(set_definition, indicator=row.indicator, definition=wanted, today=today, by=person)
        shown, is_saved = one_shown_then_saved(form, row, partial(try_definition, definition=wanted), save)
        if is_saved:
            return saved(request, row, _("Đã lưu định nghĩa của chỉ tiêu {code}."))
    return answer(request, "targets/setting/definition.html", _context(row, form=form, preview=shown))


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """A change that has not begun is taken back, with a reason; shown first, then done."""
    person, today = person_of(request), timezone.localdate()
    row = row_to_set(person, plan, code, on=today)
    form, shown = WithdrawalForm(sent(request)), None
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        save = partial(withdraw, indicator=row.indicator, reason=reason, today=today, by=person)
        look = partial(try_withdrawal, reason=reason, today=today)
        shown, is_saved = one_shown_then_saved(form, row, look, save)
        if is_saved:
            return saved(request, row, _("Đã rút lại thay đổi chưa có hiệu lực của chỉ tiêu {code}."))
    ahead = day_ahead(row, today)
    decisions = decisions_from(row, ahead) if ahead else []
    context = _context(row, form=form, preview=shown, ahead=ahead, decisions=decisions)
    return answer(request, "targets/setting/withdrawal.html", context)


def saved(request: HttpRequest, row: IndicatorRow, sentence: str) -> HttpResponse:
    list(messages.get_messages(request))  # taken off the queue: what is sent twice is said once
    messages.success(request, sentence.format(code=row.indicator.code))
    return redirect("targets:setting", plan=row.plan.code, code=row.indicator.code)


def answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A form as it stands: 422 where something in it is refused."""
    return render(request, template, context, status=422 if context["form"].errors else 200)


def _context(row: IndicatorRow, **more: Any) -> dict[str, Any]:
    return {"row": row, "indicator": row.indicator, "plan": row.plan, **more}


def _schedule_form(request: HttpRequest, row: IndicatorRow, today: dt.date) -> ScheduleForm:
    current = [f"{point.year}: {format_figure(point.value)}" for point in in_force(row, today)]
    summary = _("Lộ trình từng năm của chỉ tiêu {code}").format(code=row.indicator.code)
    initial = {"text": "\n".join(current), "summary": summary, "existing": request.GET.get("quyet-dinh", "")}
    kind = ListForm if request.GET.get("cach") == "dan" else YearsForm
    return kind(sent(request), row=row, today=today, initial=initial)
