"""What a decision makes of indicators: one added with its target, one that says something else, one ended or merged."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.access import person_of
from agencies.errors import Refused, Stale
from plan.models import Amendment
from targets.amending import indicators as services
from targets.amending.doors import amendment_to_fill
from targets.amending.forms import EndForm
from targets.amending.indicator_forms import IndicatorForm
from targets.forms import sent
from targets.models import Indicator
from targets.selectors import IndicatorRow
from targets.setting.previews import token_of
from targets.setting.standing import State, state_of
from targets.setting.wordings import reading_of


@require_http_methods(["GET", "HEAD", "POST"])
def new_indicator(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    """An indicator that the decision adds, with the first target as its wording is read."""
    person, today = person_of(request), timezone.localdate()
    row = amendment_to_fill(person, plan, pk, on=today)
    form = _form(request, row, is_new=True)
    target = form.target() if "read" not in request.POST and form.is_valid() else None
    if target:
        code, owner = form.cleaned_data["code"], form.cleaned_data["owner"]
        wanted: dict[str, Any] = {"code": code, "content": form.content(), "target": target, "owner": owner}
        try:
            services.add_indicator(amendment=row, today=today, by=person, **wanted)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            return _saved(request, row, _("Đã thêm chỉ tiêu {code}.").format(code=code))
    return _answer(request, row, form)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, plan: str, pk: int, code: str) -> HttpResponse:
    """An indicator as the decision has it."""
    person, today = person_of(request), timezone.localdate()
    row = amendment_to_fill(person, plan, pk, on=today)
    now = _row(row, code)
    content = services.content_of(now.indicator)
    form = _form(request, row, is_new=False, initial=vars_of(content))
    status = 0
    if "read" not in request.POST and form.is_valid():
        wanted: dict[str, Any] = {"code": code, "content": form.content(), "target": form.target()}
        try:
            services.change_indicator(amendment=row, seen=_seen(request, now), today=today, by=person, **wanted)
        except Refused as refused:
            form.add_refusal(refused)
            status = 409 if isinstance(refused, Stale) else 0
        else:
            return _saved(request, row, _("Đã ghi thay đổi của chỉ tiêu {code}.").format(code=code))
    return _answer(request, row, form, status=status, now=now)


@require_http_methods(["GET", "HEAD", "POST"])
def end_indicator(request: HttpRequest, plan: str, pk: int, code: str) -> HttpResponse:
    """An indicator that the decision ends, or merges into another."""
    person, today = person_of(request), timezone.localdate()
    row = amendment_to_fill(person, plan, pk, on=today)
    now = _row(row, code)
    others = Indicator.objects.on(row.effective_on).filter(plan=row.plan).exclude(pk=now.indicator.pk)
    form, status = EndForm(sent(request), others=[(one.code, str(one)) for one in others]), 200
    if form.is_valid():
        into = form.cleaned_data["into"]
        try:
            services.end_indicator(
                amendment=row, code=code, into=into, seen=_seen(request, now), today=today, by=person
            )
        except Refused as refused:
            form.add_refusal(refused)
            status = 409 if isinstance(refused, Stale) else 422
        else:
            return _saved(request, row, _("Đã ghi việc kết thúc chỉ tiêu {code}.").format(code=code))
    context = {"plan": row.plan, "amendment": row, "form": form, "thing": now.indicator, "seen": _token(now)}
    return render(request, "targets/amending/end.html", context, status=status)


def vars_of(content: services.Content) -> dict[str, Any]:
    """What a form begins with."""
    return {name: getattr(content, name) for name in content.__slots__}


def _row(row: Amendment, code: str) -> IndicatorRow:
    found = services.row_on(row.plan, code, on=row.effective_on)
    if found is None:
        raise Http404
    return found


def _token(now: IndicatorRow) -> str:
    return token_of(state_of(now))


def _seen(request: HttpRequest, now: IndicatorRow) -> list[State]:
    """The state that was on the person's screen; none that stands where it was another than now."""
    return [state_of(now)] if request.POST.get("seen") == _token(now) else []


def _form(request: HttpRequest, row: Amendment, **kwargs: Any) -> IndicatorForm:
    """What was sent; where only the wording was to be read, with what it says filled in."""
    form = IndicatorForm(sent(request), plan=row.plan, on=row.effective_on, **kwargs)
    if "read" not in request.POST:
        return form
    read = reading_of(request.POST.get("wording", ""), form.measured())
    typed = request.POST.dict() | read.fields
    return IndicatorForm(None, plan=row.plan, on=row.effective_on, **kwargs | {"initial": typed})


def _answer(
    request: HttpRequest, row: Amendment, form: IndicatorForm, *, status: int = 0, now: IndicatorRow | None = None
) -> HttpResponse:
    asked = IndicatorForm(request.POST, plan=row.plan, on=row.effective_on, is_new=True).measured()
    read = reading_of(request.POST.get("wording", ""), asked)
    context = {"plan": row.plan, "amendment": row, "form": form, "read": read}
    if now:
        context |= {"indicator": now.indicator, "seen": _token(now)}
    return render(request, "targets/amending/indicator.html", context, status=status or (422 if form.errors else 200))


def _saved(request: HttpRequest, row: Amendment, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("targets:amendment", plan=row.plan.code, pk=row.pk)
