"""A target amended by decision: its wording is read, shown back in words, confirmed, tried out, then stored."""

import datetime as dt
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import person_of
from targets.forms import sent
from targets.models import Target
from targets.selectors import IndicatorRow, rule_of
from targets.setting.amending import Draft, amend_target, is_amended
from targets.setting.confirming import one_shown_then_saved
from targets.setting.forms import READ, TargetForm
from targets.setting.reading import row_to_set
from targets.setting.trials import try_target
from targets.setting.views import answer, saved
from targets.setting.wordings import reading_of
from targets.wording import describe


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """A target by decision: its wording is read, the effect shown, then it is saved."""
    person, today = person_of(request), timezone.localdate()
    row = row_to_set(person, plan, code, on=today)
    if "read" in request.POST:
        return render(request, "targets/setting/amend.html", _reading(request, row, today))
    read = reading_of(request.POST.get("wording", ""), row.indicator)
    form, shown = _form(row, today, data=sent(request), by=request.GET.get("quyet-dinh", "")), dict[str, Any]()
    if form.is_valid():
        wanted = form.wanted()
        draft, decision = wanted["draft"], wanted["decision"]
        save = partial(amend_target, indicator=row.indicator, **wanted, today=today, by=person)
        preview, is_saved = one_shown_then_saved(form, row, partial(try_target, **wanted, today=today), save)
        if is_saved or (form.asks_to_save and is_amended(row.indicator, draft, decision, by=person)):
            return saved(request, row, _("Đã lưu mức phải đạt mới của chỉ tiêu {code}."))
        shown = {"preview": preview, "words": in_words(row, draft), "doubt": read.differs_from(draft)}
    return answer(request, "targets/setting/amend.html", _context(row, form, read=read, **shown))


@require_POST
def read_wording(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """What the wording typed so far says, as the piece of the form that it fills in. Nothing is stored."""
    today = timezone.localdate()
    row = row_to_set(person_of(request), plan, code, on=today)
    return render(request, "targets/setting/_reading.html", _reading(request, row, today))


def in_words(row: IndicatorRow, draft: Draft) -> str:
    """The sentence that the coordinator confirms."""
    words = describe(rule_of(row.indicator, draft.for_indicator(row.indicator), row.plan))
    return _("Mức phải đạt mới: {words}, năm {year}.").format(words=words, year=draft.year)


def _reading(request: HttpRequest, row: IndicatorRow, today: dt.date) -> dict[str, Any]:
    """The form as typed, with what its wording says in the fields that were to be filled in."""
    read = reading_of(request.POST.get("wording", ""), row.indicator)
    form = _form(row, today, initial=request.POST.dict() | read.fields)
    return _context(row, form, read=read)


def _form(
    row: IndicatorRow,
    today: dt.date,
    *,
    data: QueryDict | None = None,
    initial: dict[str, Any] | None = None,
    by: str = "",
) -> TargetForm:
    """What was sent; else filled in with `initial`, or with the target that holds today and the decision named `by`."""
    holding = [target for target in row.targets if target.holds_on(today)]
    current = row.target if row.target in holding else next(iter(holding), None)
    summary = _("Điều chỉnh mức phải đạt của chỉ tiêu {code}").format(code=row.indicator.code)
    start = {"summary": summary, "existing": by} | _as_initial(current) if initial is None else initial
    return TargetForm(data, indicator=row.indicator, holding=holding, initial=start)


def _as_initial(target: Target | None) -> dict[str, Any]:
    if target is None:
        return {}
    return {"instead_of": target.pk, "wording": target.wording} | {name: getattr(target, name) for name in READ}


def _context(row: IndicatorRow, form: TargetForm, **more: Any) -> dict[str, Any]:
    return {"row": row, "indicator": row.indicator, "plan": row.plan, "form": form, **more}
