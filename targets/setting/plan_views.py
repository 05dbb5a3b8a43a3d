"""The schedules of a whole plan: read as a table, and pasted as a block of cells under one decision."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.access import person_of
from targets.forms import sent
from targets.selectors import indicator_rows
from targets.setting.confirming import shown_then_saved
from targets.setting.milestones import set_milestones
from targets.setting.previews import Preview
from targets.setting.reading import path_of, plan_to_set
from targets.setting.schedule_forms import PlanScheduleForm
from targets.setting.trials import try_milestones
from targets.setting.views import answer


@require_http_methods(["GET", "HEAD", "POST"])
def schedules(request: HttpRequest, plan: str) -> HttpResponse:
    """What every indicator is asked for in every year; the block pasted is shown first, then saved."""
    person, today = person_of(request), timezone.localdate()
    plan_ = plan_to_set(person, plan, on=today)
    rows = indicator_rows(plan_, on=today)
    initial = {"summary": _("Lộ trình từng năm của các chỉ tiêu")}
    form = PlanScheduleForm(sent(request), plan=plan_, rows=rows, today=today, initial=initial)
    shown: list[Preview] = []
    if form.is_valid():
        named = [row for row in rows if row.indicator.code in form.schedules]
        wanted, decision = form.schedules, form.decided()
        save = partial(set_milestones, plan=plan_, schedules=wanted, decision=decision, today=today, by=person)
        look = partial(try_milestones, schedules=wanted, decision=decision, today=today)
        shown, is_saved = shown_then_saved(form, named, look, save)
        if is_saved:
            messages.success(request, _("Đã lưu lộ trình của {count} chỉ tiêu.").format(count=len(shown)))
            return redirect("targets:schedules", plan=plan_.code)
    lines = [(row, path_of(row, with_unit=False)) for row in rows]
    context = {"plan": plan_, "lines": lines, "form": form, "previews": shown}
    return answer(request, "targets/setting/schedules.html", context)
