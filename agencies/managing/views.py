"""The directory of agencies: for administrators alone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import person_of
from agencies.enums import Level
from agencies.errors import Refused, Stale
from agencies.managing import services
from agencies.managing.forms import AgencyForm, EditAgencyForm, NewAgencyForm
from agencies.managing.selectors import all_names, directory, get_agency, named, state_of
from agencies.models import Agency
from agencies.naming import proposed_code
from agencies.selectors import require_admin


@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """All agencies, ended ones included, to be found by words and level."""
    require_admin(person_of(request))
    words, level = request.GET.get("tim", "")[:100], request.GET.get("cap", "")
    found = directory(words=words, level=level, page=request.GET.get("page", "1"), on=timezone.localdate())
    context = {"found": found, "words": words, "level": level, "levels": Level.choices}
    return render(request, "agencies/managing/agencies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_agency(request: HttpRequest) -> HttpResponse:
    """One agency by hand. The button "propose" fills in a code and saves nothing."""
    person = person_of(request)
    require_admin(person)
    form = NewAgencyForm(request.POST if request.method == "POST" else None)
    if "propose" in request.POST:
        form = _with_code(request)
    elif form.is_valid():
        more = {name: form.cleaned_data[name] for name in ("code", "valid_from")}
        try:
            agency = services.add_agency(wanted=form.wanted(), by=person.user, **more)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            message = _("Đã thêm {agency}, mã {code}.").format(agency=agency.name, code=agency.code)
            return _saved(request, agency, message)
    context = {"form": form, "adding": True}
    return render(request, "agencies/managing/agency.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_agency(request: HttpRequest, code: str) -> HttpResponse:
    """Correct the names, the level and who signs."""
    person = person_of(request)
    agency, status = get_agency(person, code), 422
    form: AgencyForm = EditAgencyForm(request.POST if request.method == "POST" else None, agency=agency)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            agency = services.edit_agency(agency=agency, seen=seen, wanted=form.wanted(), by=person.user)
        except Stale as stale:
            agency, status = get_agency(person, code), 409
            form = EditAgencyForm(_seen_again(request, agency), agency=agency)
            form.is_valid()
            form.add_refusal(stale)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            return _saved(request, agency, _("Đã sửa {agency}.").format(agency=agency.name))
    context = {"form": form, "agency": agency, "stale": status == 409}
    return render(request, "agencies/managing/agency.html", context, status=status if form.errors else 200)


@require_POST
def remove_agency(request: HttpRequest, code: str) -> HttpResponse:
    """Take away an agency that was entered by mistake."""
    person = person_of(request)
    agency = get_agency(person, code)
    try:
        services.remove_agency(agency=agency, by=person.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("agencies:edit_agency", code)
    messages.success(request, _("Đã xóa {agency} khỏi danh sách.").format(agency=agency.name))
    return redirect("agencies:directory")


def _with_code(request: HttpRequest) -> NewAgencyForm:
    """The form as typed, with a code from the name and no word about what is still missing."""
    typed = {name: request.POST.get(name, "") for name in NewAgencyForm.base_fields}
    typed["code"] = proposed_code(typed["name"], set(Agency.objects.values_list("code", flat=True)))
    return NewAgencyForm(initial=typed | {"uses_signoff": bool(typed["uses_signoff"])})


def _seen_again(request: HttpRequest, agency: Agency) -> QueryDict:
    """What was typed, beside the row as it stands now: sent again, it is saved."""
    typed = request.POST.copy()
    typed["seen"] = state_of(agency)
    return typed


def _saved(request: HttpRequest, agency: Agency, message: str) -> HttpResponse:
    messages.success(request, message)
    for clash in all_names().alike(named(agency)):
        messages.warning(request, services.alike_words(clash))
    return redirect("agencies:directory")
