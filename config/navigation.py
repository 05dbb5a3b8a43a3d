"""What stands on every page beside the menu: the account, the demonstration; and the plan that was visited last."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from agencies.access import person_of
from config.menu import COOKIE


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor. No query beside the person's own; none for a visitor."""
    context: dict[str, Any] = {"demo": settings.DEMO, "version": settings.VERSION}
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return context
    person = person_of(request)
    context["account"] = {
        "name": person.user.full_name or person.user.username,
        "role": ", ".join(sorted({str(role.label) for role, _agency in person.roles})),
        "agency": ", ".join(person.agency_names),
    }
    return context


def last_plan(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the browser keeps which plan a page was about, so that pages about none show that plan's links."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        plan = getattr(request, "plan_here", "")
        if plan and plan != request.COOKIES.get(COOKIE):
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(COOKIE, plan, secure=secure, httponly=True, samesite="Lax")
        return response

    return middleware
