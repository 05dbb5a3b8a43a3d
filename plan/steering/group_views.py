"""Groups of agencies that documents name together, and who belongs to them when."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import person_of
from agencies.errors import Refused
from agencies.models import Agency, AgencyGroup
from plan.steering import services
from plan.steering.forms import GroupForm, MembersForm, not_ended
from plan.steering.selectors import (
    get_group,
    get_steered_group,
    groups_on,
    may_make_groups,
    may_name_members,
    members_of,
    plans_of,
    require_group_maker,
    require_reader,
)


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """All groups, for everybody who holds a role."""
    person, today = person_of(request), timezone.localdate()
    require_reader(person)
    context = {"groups": groups_on(today), "may_add": may_make_groups(person, on=today)}
    return render(request, "plan/steering/groups.html", context)


@require_safe
def group(request: HttpRequest, code: str) -> HttpResponse:
    """Who belongs to a group, will, and did, for everybody who holds a role."""
    person, today = person_of(request), timezone.localdate()
    group_ = get_group(person, code)
    context = {
        "group": group_,
        "members": members_of(group_, on=today),
        "plans": plans_of(group_),
        "may_change": may_name_members(person, group_, on=today),
    }
    return render(request, "plan/steering/group.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_group(request: HttpRequest) -> HttpResponse:
    """A group without members."""
    person, today = person_of(request), timezone.localdate()
    require_group_maker(person, on=today)
    form = GroupForm(_sent(request))
    if form.is_valid():
        try:
            added = services.add_group(by=person, **form.cleaned_data)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Đã thêm nhóm {name}.").format(name=added.name))
            return redirect("plan:group", added.code)
    context = {"form": form}
    return render(request, "plan/steering/add_group.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def add_members(request: HttpRequest, code: str) -> HttpResponse:
    """Agencies that belong to the group from a day on."""
    person, today = person_of(request), timezone.localdate()
    group_ = get_steered_group(person, code, on=today)
    choice = not_ended(today).exclude(pk__in=_inside(group_, today))
    form = MembersForm(_sent(request), initial={"on": today}, choice=choice)
    if form.is_valid():
        try:
            added = services.add_members(group=group_, by=person, **form.cleaned_data)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            done = ngettext("Đã thêm {count} thành viên.", "Đã thêm {count} thành viên.", len(added))
            messages.success(request, done.format(count=len(added)))
            return redirect("plan:group", code)
    return _asked(request, form, group_, adding=True)


@require_http_methods(["GET", "HEAD", "POST"])
def end_members(request: HttpRequest, code: str) -> HttpResponse:
    """Agencies that no longer belong to the group from a day on."""
    person, today = person_of(request), timezone.localdate()
    group_ = get_steered_group(person, code, on=today)
    choice = Agency.objects.filter(pk__in=_inside(group_, today))
    form = MembersForm(_sent(request), initial={"on": today}, choice=choice)
    if form.is_valid():
        try:
            services.end_members(group=group_, by=person, **form.cleaned_data)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            count = len(form.cleaned_data["agencies"])
            done = ngettext("Đã kết thúc {count} thành viên.", "Đã kết thúc {count} thành viên.", count)
            messages.success(request, done.format(count=count))
            return redirect("plan:group", code)
    return _asked(request, form, group_, adding=False)


def _inside(group: AgencyGroup, today: dt.date) -> QuerySet[Any]:
    """The agencies that belong to the group or will."""
    return group.memberships.filter(Q(valid_to=None) | Q(valid_to__gt=today)).values("agency")


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _asked(request: HttpRequest, form: MembersForm, group: AgencyGroup, *, adding: bool) -> HttpResponse:
    context = {"form": form, "group": group, "adding": adding}
    return render(request, "plan/steering/members.html", context, status=422 if form.errors else 200)
