"""Later figures: the agency's list and small form, the officer's list, and the page of one sending for both."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Person, person_of
from agencies.enums import Role
from agencies.errors import Refused
from plan.models import Plan
from plan.selectors import coordinator_on, get_plan
from reports.doors import Standing
from reports.enums import FollowUpState
from reports.followup import services
from reports.followup.forms import FollowUpForm, StepForm, settled
from reports.followup.listing import compared_in_short, form_url, open_years, years_of
from reports.followup.presenting import compare, compared, issued_words, row_of, sending_of
from reports.followup.rivals import rivalry
from reports.followup.selectors import (
    Record,
    get_follow_up,
    get_record,
    lately_decided,
    records_of,
    thread_of,
    to_review,
)
from reports.followup.steps import BACK, OPEN, Step, steps_from
from reports.models import FollowUp

ROWS_A_PAGE = 25
DECIDED_SHOWN = 10


@require_safe
def follow_ups(request: HttpRequest) -> HttpResponse:
    """The agency's figures on record, year by year, and which of them can be made firmer."""
    person, today = person_of(request), timezone.localdate()
    if not person.own_agencies:
        raise Http404
    records = records_of(person, on=today)
    context = {"years": years_of(records, person), "open_years": open_years(records)}
    return render(request, "reports/followup/follow_ups.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, plan: str, code: str, year: int) -> HttpResponse:
    """The small form for one figure. A POST that only looks ("preview", or a spelling chosen) sends nothing."""
    person, now = person_of(request), timezone.now()
    today, part = timezone.localdate(now), request.GET.get("phan", "")
    the_plan = get_plan(person, plan)
    record = get_record(person, plan=the_plan, code=code, year=year, part=part, on=today)
    data, looks = settled(request.POST.dict()) if request.method == "POST" else (None, False)
    form = FollowUpForm(data, record=record, draft=looks)
    if form.is_valid() and not looks:
        sent = _send(form, record, by=person, now=now, part=part)
        if sent:
            messages.success(request, _sent_words(sent, the_plan))
            return redirect("reports:follow_ups")
    return _form_page(request, form, record, the_plan, looks=looks)


def _send(form: FollowUpForm, record: Record, **how: Any) -> FollowUp | None:
    """None after a refusal, which is said in the form. A figure recorded meanwhile stands there from then on."""
    row, said = record.measurement, form.said
    if said is None:
        return None
    given = form.cleaned_data
    try:
        return services.send(
            indicator=row.indicator, year=row.year, said=said, note=given["note"], seen=given["seen"], **how
        )
    except Refused as refused:
        form.add_refusal(refused)
    return None


def _form_page(request: HttpRequest, form: FollowUpForm, record: Record, plan: Plan, *, looks: bool) -> HttpResponse:
    row = record.measurement
    the_row = row_of(row.indicator, on=timezone.localdate())
    comparison = compare(the_row, row, form.said or record.said)
    context = {
        "form": form,
        "record": record,
        "plan": plan,
        "year": row.year,
        "comparison": comparison,
        "is_read": form.said is not None,
        "adds_up": the_row.adds_up and not row.is_part,
        "issued": issued_words(row.indicator, row.year),
        "thread": [sending_of(one) for one in record.thread],
        "waits": record.state in OPEN,
    }
    return render(request, "reports/followup/follow_up.html", context, status=422 if form.errors and not looks else 200)


def _sent_words(sent: FollowUp, plan: Plan) -> str:
    if sent.state == FollowUpState.AWAITING:
        return _("Đã chuyển lãnh đạo cơ quan ký.")
    return _("Đã gửi {agency} duyệt.").format(agency=_coordinator(plan))


def _coordinator(plan: Plan) -> str:
    agency = coordinator_on(plan, timezone.localdate())
    return agency.short_name if agency else _("cơ quan đầu mối")


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """What waits for the coordinator's people, the longest wait first, and what they decided lately."""
    person, today = person_of(request), timezone.localdate()
    if not person.has(Role.OFFICER, Role.CHIEF):
        raise Http404
    page = Paginator(to_review(person, on=today), ROWS_A_PAGE).get_page(request.GET.get("page"))
    decided = lately_decided(person, on=today, limit=DECIDED_SHOWN)
    context = {"page": page, "waiting": compared_in_short(list(page)), "decided": [sending_of(one) for one in decided]}
    return render(request, "reports/followup/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_item(request: HttpRequest, pk: int) -> HttpResponse:
    """One sending beside what is on record, its thread, and the steps that are this person's to take."""
    person, now = person_of(request), timezone.now()
    today = timezone.localdate(now)
    sending = get_follow_up(person, pk, on=today)
    form = StepForm(request.POST or None)
    if form.is_valid():
        step = Step(form.cleaned_data["step"])
        if _run(form, lambda: _step(sending, step, form, by=person, now=now)):
            messages.success(request, _done_words(step, sending))
            return redirect(_after(sending, person))
        sending = get_follow_up(person, pk, on=today)
    return _item_page(request, sending, person, form)


def _step(sending: FollowUp, step: Step, form: StepForm, **who: Any) -> None:
    given = form.cleaned_data
    match step:
        case Step.SIGN:
            services.sign(follow_up=sending, **who)
        case Step.WITHDRAW:
            services.withdraw(follow_up=sending, reason=given["reason"], **who)
        case Step.RETURN:
            services.send_back(follow_up=sending, reason=given["reason"], **who)
        case Step.ACCEPT:
            services.accept(follow_up=sending, seen=given["seen"] or 0, remark=given["reason"], **who)


def _run(form: StepForm, change: Callable[[], None]) -> bool:
    """Whether the change was made. What stands against it goes to the form, what a colleague did first too."""
    try:
        change()
    except Refused as refused:
        form.add_refusal(refused)
        return False
    return True


def _done_words(step: Step, sending: FollowUp) -> str:
    words = {
        Step.SIGN: _("Đã ký và gửi số liệu cập nhật của chỉ tiêu {code} năm {year}."),
        Step.WITHDRAW: _("Đã rút lại số liệu cập nhật của chỉ tiêu {code} năm {year}."),
        Step.ACCEPT: _("Đã duyệt số liệu cập nhật của chỉ tiêu {code} năm {year}."),
        Step.RETURN: _("Đã trả lại số liệu cập nhật của chỉ tiêu {code} năm {year} để bổ sung."),
    }
    return words[step].format(code=sending.indicator.code, year=sending.year)


def _after(sending: FollowUp, person: Person) -> str:
    """Where one came from: the agency's list or the officer's."""
    own = sending.agency_id in person.acted_agencies
    return reverse("reports:follow_ups" if own else "reports:follow_up_review")


def _item_page(request: HttpRequest, sending: FollowUp, person: Person, form: StepForm) -> HttpResponse:
    today, plan = timezone.localdate(), sending.indicator.plan
    standing = Standing(person, plan, on=today)
    actors, own = standing.actors(sending), services.is_own(sending, person)
    state = FollowUpState(sending.state)
    steps = steps_from(state=state, actors=actors, own=own)
    comparison, current = compared(sending, on=today)
    context = {
        "sending": sending_of(sending),
        "plan": plan,
        "form": form,
        "comparison": comparison,
        "current": current,
        "rivals": rivalry(sending, current, on=today) if current and Step.ACCEPT in steps else None,
        "steps": {step.name.lower(): step.label for step in steps},
        "own": own and Step.ACCEPT not in steps and Step.ACCEPT in steps_from(state=state, actors=actors, own=False),
        "issued": issued_words(sending.indicator, sending.year),
        "thread": [sending_of(one) for one in thread_of(sending, person, on=today) if one.pk != sending.pk],
        "again": state in BACK and sending.agency_id in person.acted_agencies and form_url(sending),
        "is_accepted": state == FollowUpState.ACCEPTED,
        "is_officer": standing.is_officer,
        "is_leader": standing.is_leader,
    }
    return render(request, "reports/followup/item.html", context, status=422 if form.errors else 200)
