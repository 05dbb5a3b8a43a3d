from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access import person_of
from agencies.enums import Role
from reports.doors import rounds_for


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Leaders land on the dashboard of the latest round, everybody else on "Việc của tôi"."""
    person = person_of(request)
    if not person.is_member:
        return render(request, "home_without_role.html", status=403)
    if person.has(Role.LEADER):
        latest = rounds_for(person).filter(opened_at__lte=timezone.now()).order_by("-year").first()
        if latest:
            return redirect("reports:dashboard", plan=latest.plan.code, year=latest.year)
    return redirect("reports:my_work")
