from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from agencies import audit


def client_address(request: HttpRequest) -> str:
    """Where the caller sits. In production the proxy in front speaks for it: the last hop that it wrote down."""
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if settings.HTTPS else []
    return (hops[-1].strip() if hops else "") or str(request.META.get("REMOTE_ADDR", ""))


def audit_source(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Changes made while answering a request are recorded as coming from its address and caller."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with audit.source(f"{request.method} {request.path} {client_address(request)}"):
            return get_response(request)

    return middleware


def guarded(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """No NUL reaches a query, and nothing a signed-in person saw stays in the cache of a shared computer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        in_a_page = not request.path.startswith("/api/")  # the API has its own words for it
        if in_a_page and ("\x00" in request.path or "%00" in request.META.get("QUERY_STRING", "")):
            raise BadRequest("NUL in the address")
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def chosen_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Vietnamese unless the person chose otherwise. The browser's own language is not asked: offices' browsers often
    came in English, their users did not."""
    known = dict(settings.LANGUAGES)

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware
