from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access import Person, person_of
from agencies.enums import Role
from config.menu import COOKIE
from plan.models import Plan
from plan.selectors import led_by
from reports.doors import rounds_for
from reports.models import Round


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Leaders land on the dashboard of the latest round, administrators of an empty instance where they can fill it,
    everybody else on "Việc của tôi"."""
    person = person_of(request)
    if not person.is_member:
        return render(request, "home_without_role.html", status=403)
    round_ = _latest_led(person, request.COOKIES.get(COOKIE, "")) if person.has(Role.LEADER) else None
    if round_:
        return redirect("reports:dashboard", plan=round_.plan.code, year=round_.year)
    return redirect("administration" if person.is_admin and not Plan.objects.exists() else "reports:my_work")


def _latest_led(person: Person, visited: str) -> Round | None:
    """The latest round of the plans that the person leads: of the one `visited` last, else the first to be due."""
    now = timezone.now()
    rounds = rounds_for(person).filter(opened_at__lte=now, plan__in=led_by(person, on=timezone.localdate(now)))
    was_visited = Case(When(plan__code=visited, then=Value(0)), default=Value(1))
    return rounds.order_by(was_visited, "-year", "due_at", "plan__code").first()
