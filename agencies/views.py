"""People and what they do for which agency: for administrators alone."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import services
from agencies.access import person_of
from agencies.errors import Refused
from agencies.forms import AccountForm
from agencies.selectors import get_role, require_admin, roles_on


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who holds a role today, by agency."""
    require_admin(person_of(request))
    return render(request, "agencies/people.html", {"roles": roles_on(timezone.localdate())})


@require_http_methods(["GET", "HEAD", "POST"])
def add_person(request: HttpRequest) -> HttpResponse:
    """A new account with its first role."""
    person, today = person_of(request), timezone.localdate()
    require_admin(person)
    form = AccountForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            user = services.create_account(**form.cleaned_data, on=today, by=person.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            message = _("Đã tạo tài khoản {username} cho {name}.")
            messages.success(request, message.format(username=user.username, name=user.full_name))
            return redirect("agencies:people")
    return render(request, "agencies/add_person.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """From today on the person no longer acts in this role."""
    person, today = person_of(request), timezone.localdate()
    membership = get_role(person, pk, on=today)
    try:
        services.end_role(membership=membership, on=today, by=person.user)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Đã kết thúc vai trò của {name}.").format(name=membership.user.full_name))
    return redirect("agencies:people")
